"""Keeps stored scores in step with what is known, within the transaction of the change."""

from collections.abc import Collection, Sequence
from datetime import date
from functools import cache
from typing import Any

from django.db import connection

from hoshin.base import clock, events
from hoshin.base.periods import Period
from hoshin.measures.events import ActualsChanged, MeasuresChanged
from hoshin.org.events import OrganisationChanged
from hoshin.scorecards.assembly import scores
from hoshin.scorecards.assembly.formulas import dependents_of
from hoshin.scorecards.events import CountsLater, ScoreMoved, ScoresOutdated
from hoshin.scorecards.models import Node, NodeKind
from hoshin.scorecards.structure import plans_lacking_nodes, sync_structure
from hoshin.strategy.definitions import PLAN_DEFINITIONS
from hoshin.strategy.events import StructureChanged
from hoshin.strategy.models import Plan

MAX_PERIODS = 1200
MANY_MEASURES = 300
_STORED_SPAN = (
    "SELECT min(s.period), max(s.period) FROM scorecards_score s JOIN scorecards_node n ON n.id = s.node_id "
    "WHERE n.plan_id = %s AND n.kind = %s"
)
# A week belongs to the period of its Thursday, and shorter or longer periods begin where they belong.
_TO_ANCHOR = "CASE m.frequency WHEN 'weekly' THEN 3 ELSE 0 END"
_BELONGING = f"min(period + {_TO_ANCHOR}), max(period + {_TO_ANCHOR})"


def follow_actuals(news: Sequence[ActualsChanged]) -> list[ScoreMoved]:
    """Rescore what new values touch: their measures, what is computed from them, and all above.

    Returns which scores of measures moved, as far as they were not found again all together.
    """
    measures = frozenset().union(*(event.measure_ids for event in news))
    since = min(event.since for event in news)
    every, moved = dependents_of(measures), list[ScoreMoved]()
    for plan in _plans_of(every):
        _lock(plan)
        if any(event.has_units for event in news) and plan.pk in plans_lacking_nodes(measures):
            sync_structure(plan)
            events.publish(ScoresOutdated(plan.pk))
            continue
        known, current, looks_back = _spans(plan, measures)
        if known is None or current is None or known[0] != current[0] or len(every) > MANY_MEASURES:
            events.publish(ScoresOutdated(plan.pk))
            continue
        first = Period.containing(current[0] if looks_back else max(since, current[0]), plan.period_frequency)
        scores.rescore_all(plan, [p for p in _periods(plan, current) if p.start > known[1]])
        periods = [p for p in _periods(plan, current) if first.start <= p.start <= known[1]]
        moved += scores.rescore_measures(plan, every, periods)
    return moved


def follow_measures(news: Sequence[MeasuresChanged]) -> None:
    """Rescore measures whose definition or target changed, in every period."""
    measures = dependents_of(frozenset().union(*(event.measure_ids for event in news)))
    effective_on = min((event.effective_on for event in news if event.effective_on), default=None)
    for plan in _plans_of(measures):
        _lock(plan)
        change = sync_structure(plan, effective_on)
        known, current = _stored_span(plan), _span(plan)
        if current is None:
            continue
        if change.parents or known != current or len(measures) > MANY_MEASURES:
            events.publish(ScoresOutdated(plan.pk))
        else:
            scores.rescore_measures(plan, measures, _periods(plan, current))


def follow_structure(news: Sequence[StructureChanged]) -> list[CountsLater]:
    """Bring the score graph in line with the plan, and rescore from the day on which the change takes effect.

    Returns the plans whose scores end before that day: nothing moved there.
    """
    later = list[CountsLater]()
    for plan_id in sorted({event.plan_id for event in news}):
        plan = Plan.objects.filter(pk=plan_id).first()
        if plan is None:
            continue
        _lock(plan)
        days = [event.effective_on for event in news if event.plan_id == plan_id]
        change = sync_structure(plan, None if None in days else min(day for day in days if day))
        span = _span(plan)
        if span is None:
            continue
        known = _stored_span(plan)
        if change.parents and change.since is not None and change.since > span[1]:
            later.append(CountsLater(plan.code, plan.frequency, change.since, span[1]))
        # A measure above which or below which units begin to be scored, or cease to, is scored in another way altogether.
        is_other = known != span or len(change.added) > MANY_MEASURES or _measures_of(change.parents)
        if change.since is None or is_other:
            events.publish(ScoresOutdated(plan.pk))
            continue
        periods = _periods(plan, span)
        _score_added(plan, change.added, periods)
        scores.rescore_above(plan, [p for p in periods if p.start >= change.since], change.parents)
    return later


def _score_added(plan: Plan, added: Collection[int], periods: Sequence[Period]) -> None:
    """Score new nodes in every period: also in those before they count for anything, a measure has its own score."""
    measures = _measures_of(added)
    scores.rescore_measures(plan, set(measures.values()), periods)
    scores.rescore_above(plan, periods, set(added) - measures.keys())


def _measures_of(nodes: Collection[int]) -> dict[int, int]:
    """The measures of those nodes that are a measure's, by node."""
    found = Node.objects.filter(pk__in=nodes, kind=NodeKind.MEASURE) if nodes else Node.objects.none()
    return dict(found.values_list("pk", "measure_id"))


def follow_organisation(news: Sequence[OrganisationChanged]) -> None:
    """Find the scores of every plan again: units and fiscal years are what values are brought together by."""
    for plan in Plan.objects.order_by("pk"):
        _lock(plan)
        sync_structure(plan)
        events.publish(ScoresOutdated(plan.pk))


def follow_outdated(news: Sequence[ScoresOutdated]) -> None:
    """Find all scores of the plans again, once however many changes ask for it."""
    for plan in Plan.objects.filter(pk__in={event.plan_id for event in news}).order_by("pk"):
        _lock(plan)
        rescore_plan(plan)


def rescore_plan(plan: Plan) -> int:
    """Find every score of a plan again; returns how many stored rows changed."""
    span = _span(plan)
    periods = _periods(plan, span) if span else []
    with connection.cursor() as cursor:
        # Also those within the span that are no periods of the plan any more, as its frequency is another.
        cursor.execute(
            "DELETE FROM scorecards_score s USING scorecards_node n WHERE n.id = s.node_id AND n.plan_id = %s "
            "AND s.closed_status IS NULL AND s.period <> ALL(%s::date[])",
            [plan.pk, [period.start for period in periods]],
        )
    return scores.rescore_all(plan, periods)


def _plans_of(measures: Collection[int]) -> list[Plan]:
    sql, params = _all_plans()
    return list(
        Plan.objects.raw(
            f"SELECT * FROM ({sql}) plan WHERE id IN "
            "(SELECT plan_id FROM scorecards_node WHERE measure_id = ANY(%s)) ORDER BY id",
            [*params, list(measures)],
        )
    )


@cache
def _all_plans() -> tuple[str, tuple[Any, ...]]:
    """The query of all plans with what they said before, which scoring asks for: compiled once, as that of measures."""
    sql, params = Plan.objects.order_by().annotate(said=PLAN_DEFINITIONS.within("pk")).query.sql_with_params()
    return sql, tuple(params)


def _lock(plan: Plan) -> None:
    """One writer of a plan's scores at a time: two changes under one objective both count."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(7105, %s)", [plan.pk])


def _span(plan: Plan) -> tuple[date, date] | None:
    """First days of the first and the last period for which there are values, none beyond today."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT min(lo), max(hi) FROM (SELECT DISTINCT measure_id FROM scorecards_node WHERE plan_id = %s AND kind = "
            "'measure' AND unit_id IS NULL) n JOIN measures_measure m ON m.id = n.measure_id, LATERAL (SELECT "
            f"min(period) + {_TO_ANCHOR} lo, max(period) + {_TO_ANCHOR} hi "
            "FROM measures_actual a WHERE a.measure_id = n.measure_id AND superseded_at IS NULL) a",
            [plan.pk],
        )
        low, high = cursor.fetchone()
    if low is None:
        return None
    last = min(Period.containing(high, plan.period_frequency), Period.containing(clock.today(), plan.period_frequency))
    first = min(Period.containing(low, plan.period_frequency), last)
    earliest = last.shift(1 - MAX_PERIODS)
    return max(first, earliest).start, last.start


FirstAndLast = tuple[date, date] | None


def _spans(plan: Plan, measures: Collection[int]) -> tuple[FirstAndLast, FirstAndLast, bool]:
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


def _stored_span(plan: Plan) -> tuple[date, date] | None:
    with connection.cursor() as cursor:
        cursor.execute(_STORED_SPAN, [plan.pk, NodeKind.PLAN])
        low, high = cursor.fetchone()
    return None if low is None else (low, high)


def _periods(plan: Plan, span: tuple[date, date]) -> list[Period]:
    frequency = plan.period_frequency
    return list(Period(frequency, span[0]).until(Period(frequency, span[1])))
