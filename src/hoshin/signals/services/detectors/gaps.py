"""Values that go missing after bad news far more often than otherwise: asked of their owner, who may have other reasons."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Min, Q, QuerySet

from hoshin.base.clock import day_of
from hoshin.base.periods import Frequency, Period
from hoshin.measures.models import Actual, Measure
from hoshin.scorecards.missing import is_asked
from hoshin.scorecards.models import Node, NodeKind
from hoshin.signals.assembly.gaps import DueValue, gaps_by_owner
from hoshin.signals.catalogue import (
    FORECAST_CROSSED,
    LEVEL_SHIFT,
    MISSING_WHEN_BAD,
    STATUS_CHANGED,
    TREND,
    UNUSUAL,
)
from hoshin.signals.findings import Look, RuleSaid, SignalFinding, SubjectKey
from hoshin.signals.models import Signal, SignalDirection

MOST_PERIODS = 36
# What values themselves say. That one is late is no news of it, and would be found in what it is asked about.
_BAD_NEWS = tuple(kind.code for kind in (STATUS_CHANGED, UNUSUAL, TREND, LEVEL_SHIFT, FORECAST_CROSSED))


@dataclass(frozen=True, slots=True)
class _Stood:
    """From which day until which (None: still) bad news of a measure stood."""

    since: date
    until: date | None

    def on(self, day: date) -> bool:
        return self.since <= day and (self.until is None or self.until > day)


def look_for_gaps(look: Look) -> Iterator[RuleSaid]:
    """A question to each owner of whose values far more are missing after bad news; three statements."""
    if look.measures is None and look.is_on(MISSING_WHEN_BAD.code):
        yield look.judged(MISSING_WHEN_BAD.code, list(_gaps(look)))


def _gaps(look: Look) -> Iterator[SignalFinding]:
    stood = _stood()
    rows = list(_owned(stood))
    heard = _heard(look, [row["pk"] for row in rows])
    values = [one for row in rows for one in _due(row, heard[row["pk"]], stood.get(row["pk"], ()), look.today)]
    for found in gaps_by_owner(values):
        if found.p < look.cuts(MISSING_WHEN_BAD.code)["p"]:
            facts = {
                "after": found.after,
                "missing": found.missing,
                "others": found.others,
                "others_missing": found.others_missing,
            }
            subject = SubjectKey(person=found.owner)
            yield SignalFinding(subject, SignalDirection.NEUTRAL, MISSING_WHEN_BAD.severity, facts, p_value=found.p)


def _stood() -> dict[int, list[_Stood]]:
    """By measure when bad news of it stood."""
    rows = Signal.objects.filter(
        rule__in=_BAD_NEWS, direction=SignalDirection.ADVERSE, measure__owner__isnull=False, unit=None
    )
    found = defaultdict[int, list[_Stood]](list)
    for measure, since, until in rows.order_by("pk").values_list("measure", "first_seen_at", "resolved_at"):
        found[measure or 0].append(_Stood(day_of(since), day_of(until) if until else None))
    return found


def _owned(stood: dict[int, list[_Stood]]) -> QuerySet[Any, Any]:
    """All measures of those owners whose values are recorded for the whole; key results of people are asked for weekly."""
    counted = Node.objects.filter(kind=NodeKind.MEASURE, is_active=True, unit=None)
    owners = Measure.objects.filter(pk__in=stood).values("owner")
    rows = Measure.objects.filter(formula="", owner__in=owners, pk__in=counted.values("measure"))
    rows = rows.exclude(Q(serves__parent__commitment__isnull=False, serves__parent__unit=None))
    graced = rows.annotate(lag=Min("nodes__plan__close_lag_days"))
    return graced.order_by("pk").values("pk", "owner", "frequency", "due_on", "close_lag_days", "lag")


def _heard(look: Look, measures: list[int]) -> dict[int, set[date]]:
    """By measure the first days of the periods that have a value."""
    since = look.today - timedelta(days=366 * (MOST_PERIODS + 1))
    withdrawn = Q(value=None, numerator=None, denominator=None)
    rows = Actual.objects.filter(~withdrawn, measure__in=measures, unit=None, superseded_at=None, period__gte=since)
    found = defaultdict[int, set[date]](set)
    for measure, period in rows.order_by().values_list("measure", "period"):
        found[measure].add(period)
    return found


def _due(row: Mapping[str, Any], heard: set[date], stood: list[_Stood] | tuple[()], today: date) -> Iterator[DueValue]:
    """Each value that was due after one that was there: of a long silence the first alone."""
    grace = row["lag"] if row["close_lag_days"] is None else row["close_lag_days"]
    period = Period.containing(today - timedelta(days=grace or 0), Frequency(row["frequency"])).shift(-1)
    last = max(heard, default=None)
    for _count in range(MOST_PERIODS):
        if period.shift(-1).start in heard and is_asked(period.start, row["due_on"], last):
            bad = any(one.on(period.end) for one in stood)
            yield DueValue(row["owner"], bad, period.start not in heard)
        period = period.shift(-1)
