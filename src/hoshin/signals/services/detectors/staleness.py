"""Values outside their promise, and measures that were not updated twice in a row.

Asked is of every place where values are recorded: of each unit that holds a measure, else of the measure itself. A period
counts once it and the days of grace are over.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Max, Min, Q

from hoshin.base.clock import day_of
from hoshin.base.periods import Frequency, Period
from hoshin.measures.models import Actual, Measure
from hoshin.scorecards.missing import is_asked
from hoshin.scorecards.models import Node, NodeKind
from hoshin.signals.catalogue import SILENT, STALE
from hoshin.signals.findings import Look, RuleSaid, SignalFinding, SubjectKey
from hoshin.signals.models import SignalDirection

TWICE = 2
# Of one that was never updated, or not for years, it is said no further back.
MOST_MISSED = 24


@dataclass(frozen=True, slots=True)
class _Promise:
    """A measure whose values are recorded by somebody: how often, until when, and how many days late at most."""

    frequency: Frequency
    due_on: date | None
    grace: int
    since: date


def look_at_updates(look: Look) -> Iterator[RuleSaid]:
    """Which measures lack the value of their last period, and which lack two. Three statements."""
    stale: list[SignalFinding] = []
    silent: list[SignalFinding] = []
    promises = _promises(look)
    last = _last_values(look)
    for measure, unit in _places(look, promises):
        promise = promises[measure]
        period = _asked(promise, look.today)
        heard = last.get((measure, unit))
        missed = _missed(promise, period, heard)
        if missed:
            (silent if missed >= TWICE else stale).append(_finding(measure, unit, period, promise, heard, missed))
    if look.is_on(STALE.code):
        yield look.judged(STALE.code, stale)
    if look.is_on(SILENT.code):
        yield look.judged(SILENT.code, silent)


def _promises(look: Look) -> dict[int, _Promise]:
    """By measure; those of key results of people's own goals are asked for by the check-in of the week."""
    counted = Node.objects.filter(kind=NodeKind.MEASURE, is_active=True)
    rows = Measure.objects.filter(formula="", pk__in=counted.values("measure"))
    of_goals = Q(serves__parent__commitment__isnull=False, serves__parent__unit=None)
    rows = rows.exclude(of_goals)
    if look.measures is not None:
        rows = rows.filter(pk__in=look.measures)
    graced = rows.annotate(lag=Min("nodes__plan__close_lag_days"))
    found = graced.order_by("pk").values_list("pk", "frequency", "due_on", "close_lag_days", "lag", "created_at")
    return {
        pk: _Promise(Frequency(frequency), due_on, lag if own is None else own, day_of(made))
        for pk, frequency, due_on, own, lag, made in found
    }


def _places(look: Look, promises: dict[int, _Promise]) -> list[tuple[int, int]]:
    """Where values are recorded: by the units that hold a measure, else by nobody in particular (0)."""
    rows = Node.objects.filter(kind=NodeKind.MEASURE, is_active=True)
    if look.measures is not None:
        rows = rows.filter(measure__in=look.measures)
    held = defaultdict[int, set[int]](set)
    for measure, unit in rows.order_by().values_list("measure", "unit").distinct():
        held[measure or 0].add(unit or 0)
    return [(measure, unit) for measure in promises for unit in sorted(held[measure] - {0}) or [0]]


def _last_values(look: Look) -> dict[tuple[int, int], date]:
    """By measure and unit the first day of the last period that has a value."""
    withdrawn = Q(value=None, numerator=None, denominator=None)
    rows = Actual.objects.filter(~withdrawn, superseded_at=None, measure__formula="")
    if look.measures is not None:
        rows = rows.filter(measure__in=look.measures)
    found = rows.order_by().values("measure", "unit").annotate(last=Max("period"))
    return {(measure, unit or 0): last for measure, unit, last in found.values_list("measure", "unit", "last")}


def _asked(promise: _Promise, today: date) -> Period:
    """The latest period of which the value is outside its promise, if there is none."""
    running = Period.containing(today - timedelta(days=promise.grace), promise.frequency)
    return running.shift(-1)


def _missed(promise: _Promise, period: Period, heard: date | None) -> int:
    """How many periods in a row up to this one have no value, no further back than the measure itself."""
    missed, one = 0, period
    while missed < MOST_MISSED and (heard is None or one.start > heard):
        if not is_asked(one.start, promise.due_on, heard) or (heard is None and one.end < promise.since):
            break
        missed, one = missed + 1, one.shift(-1)
    return missed


def _finding(
    measure: int, unit: int, period: Period, promise: _Promise, heard: date | None, missed: int
) -> SignalFinding:
    facts: dict[str, object] = {"period": str(period), "missed": missed, "grace": promise.grace}
    if heard is not None:
        facts["last"] = str(Period(promise.frequency, heard))
    severity = SILENT.severity if missed >= TWICE else STALE.severity
    return SignalFinding(SubjectKey(measure=measure, unit=unit), SignalDirection.ADVERSE, severity, facts, period)
