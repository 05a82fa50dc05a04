"""Which periods of a plan have scores, and which should."""

from collections.abc import Collection
from datetime import date

from django.db import connection

from hoshin.base import clock
from hoshin.base.periods import Period
from hoshin.scorecards.assembly.formulas import with_inputs
from hoshin.scorecards.assembly.specs import computed_measures, specs_of
from hoshin.scorecards.models import Node, NodeKind
from hoshin.strategy.models import Plan

MAX_PERIODS = 1200
FirstAndLast = tuple[date, date] | None
_STORED_SPAN = (
    "SELECT min(s.period), max(s.period) FROM scorecards_score s JOIN scorecards_node n ON n.id = s.node_id "
    "WHERE n.plan_id = %s AND n.kind = %s"
)
# A week belongs to the period of its Thursday, and shorter or longer periods begin where they belong.
_TO_ANCHOR = "CASE m.frequency WHEN 'weekly' THEN 3 ELSE 0 END"
_BELONGING = f"min(period + {_TO_ANCHOR}), max(period + {_TO_ANCHOR})"


def span_of(plan: Plan) -> FirstAndLast:
    """First days of the first and the last period for which there are values, none beyond today.

    What formulas of its measures read counts as well, wherever else it serves.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT min(lo), max(hi) FROM (SELECT measure_id FROM scorecards_node WHERE plan_id = %s AND kind = 'measure' "
            "AND unit_id IS NULL UNION SELECT unnest(%s::bigint[])) n JOIN measures_measure m ON m.id = n.measure_id, "
            f"LATERAL (SELECT min(period) + {_TO_ANCHOR} lo, max(period) + {_TO_ANCHOR} hi "
            "FROM measures_actual a WHERE a.measure_id = n.measure_id AND superseded_at IS NULL) a",
            [plan.pk, _read_by_formulas(plan)],
        )
        low, high = cursor.fetchone()
    if low is None:
        return None
    last = min(Period.containing(high, plan.period_frequency), Period.containing(clock.today(), plan.period_frequency))
    first = min(Period.containing(low, plan.period_frequency), last)
    earliest = last.shift(1 - MAX_PERIODS)
    return max(first, earliest).start, last.start


def _read_by_formulas(plan: Plan) -> list[int]:
    """The measures that formulas of the plan's measures read, directly or through others."""
    computed = computed_measures()
    own = Node.objects.filter(plan=plan, kind=NodeKind.MEASURE, unit=None, measure__in=computed) if computed else None
    return [] if own is None else sorted(with_inputs(specs_of(own.values_list("measure_id", flat=True))))


def spans_with(plan: Plan, measures: Collection[int]) -> tuple[FirstAndLast, FirstAndLast, bool]:
    """The span that has scores; the same widened by the values of some measures, as a value never makes it shorter; and
    whether a value of theirs fills gaps before it."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT s.*, a.*, m.* FROM ({_STORED_SPAN}) s, (SELECT {_BELONGING} FROM measures_actual a "
            "JOIN measures_measure m ON m.id = a.measure_id WHERE measure_id = ANY(%s) AND superseded_at IS NULL) a, "
            "(SELECT bool_or(missing = 'interpolate') FROM measures_measure WHERE id = ANY(%s)) m",
            [plan.pk, NodeKind.PLAN, list(measures), list(measures)],
        )
        first, last, low, high, looks_back = cursor.fetchone()
    if first is None or low is None:
        return (first, last) if first else None, (first, last) if first else None, bool(looks_back)
    frequency = plan.period_frequency
    latest = min(Period.containing(high, frequency), Period.containing(clock.today(), frequency)).start
    widened = min(first, Period.containing(low, frequency).start), max(last, latest)
    return (first, last), widened, bool(looks_back)


def stored_span(plan: Plan) -> FirstAndLast:
    """First days of the first and the last period that have scores."""
    with connection.cursor() as cursor:
        cursor.execute(_STORED_SPAN, [plan.pk, NodeKind.PLAN])
        low, high = cursor.fetchone()
    return None if low is None else (low, high)


def periods_of(plan: Plan, span: FirstAndLast) -> list[Period]:
    """All periods of a plan from the first to the last; none without a span."""
    if span is None:
        return []
    frequency = plan.period_frequency
    return list(Period(frequency, span[0]).until(Period(frequency, span[1])))
