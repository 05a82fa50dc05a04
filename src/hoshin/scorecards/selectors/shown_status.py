"""Which nodes show a status: as `lines_of` says it of each, said to the database of all."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from typing import TypeVar

from django.db.models import Q

from hoshin.base.periods import Frequency, Period
from hoshin.scorecards.assembly.reasons import NO_DATA_REASONS
from hoshin.scorecards.figures import shows
from hoshin.scorecards.missing import Facts, asked_by, asked_in, called, days_since_asked
from hoshin.scorecards.models import NodeKind
from hoshin.scorecards.selectors.periods import closed_periods, overrides_today
from hoshin.scorecards.statuses import LATE, NO_DATA, PENDING
from hoshin.strategy.models import Plan

Told = TypeVar("Told")


def showing(status: int, plan: Plan, kind: str, period: Period) -> Q:
    """Nodes of a kind that show a status in a period, their score of that period joined as `now`. Two queries.

    A status set by hand goes before the computed one, the official one before what is known now, and a value that is
    missing is late, not due yet, or was never recorded.
    """
    is_closed = period.start in closed_periods(plan)
    return shown_as(status, plan, kind, period, is_closed, set_by_hand(plan, period, is_closed))


def shown_as(status: int, plan: Plan, kind: str, period: Period, is_closed: bool, by_hand: Mapping[int, int]) -> Q:
    """The same where it is known whether the period is closed, and which statuses are set by hand."""
    chosen = [node for node, set_to in by_hand.items() if set_to == status]
    return (_computed(status, plan, kind, period, is_closed) & ~Q(pk__in=list(by_hand))) | Q(pk__in=chosen)


def set_by_hand(plan: Plan, period: Period, is_closed: bool) -> dict[int, int]:
    """Statuses set by hand that hold for a period, by node. One query."""
    found = overrides_today().filter(node__plan=plan).order_by("id")
    if is_closed:
        found = found.filter(starts_on__lte=period.end)
    return dict(found.values_list("node", "status"))


def _computed(status: int, plan: Plan, kind: str, period: Period, is_closed: bool) -> Q:
    if kind != NodeKind.MEASURE:
        return shows("now", is_closed, status=status) if status not in (LATE, PENDING) else Q(pk__in=())
    if status not in (NO_DATA, LATE, PENDING):
        return shows("now", is_closed, status=status)
    stored = shows("now", is_closed, status=NO_DATA)
    empty = shows("now", is_closed, status=NO_DATA, score__isnull=True, value__isnull=True)
    silent = empty & Q(now__reason__in=NO_DATA_REASONS)
    unheard = Q(now__period__isnull=True)
    facts = Facts(silent | unheard, _asked(period), _overdue(plan, period), Q(now__observed_on__isnull=False))
    if status != NO_DATA:
        return called(facts)[status]
    has_said_why = Q(now__reason__isnull=False) & ~Q(now__reason__in=NO_DATA_REASONS)
    return called(facts)[NO_DATA] | (stored & (has_said_why | shows("now", is_closed, value__isnull=False)))


def _asked(period: Period) -> Q:
    """Measures of which a value is asked for in the period."""
    starts = _alike(lambda frequency: asked_in(period, frequency).start)
    parts = [
        Q(measure__frequency__in=alike) & asked_by(start, "measure__due_on", "now__observed_on")
        for start, alike in starts.items()
    ]
    return Q(*parts, _connector=Q.OR)


def _overdue(plan: Plan, period: Period) -> Q:
    """Measures whose value of the period is overdue."""
    ended = _alike(lambda frequency: days_since_asked(period, frequency))
    late = [frequency for days, alike in ended.items() for frequency in alike if plan.close_lag_days < days]
    # Nobody's days of grace are fewer than none: what ends today or later is overdue for nobody.
    own = [
        Q(measure__frequency__in=alike, measure__close_lag_days__lt=days) for days, alike in ended.items() if days > 0
    ]
    return Q(Q(measure__frequency__in=late, measure__close_lag_days=None), *own, _connector=Q.OR)


def _alike(told: Callable[[Frequency], Told]) -> dict[Told, list[Frequency]]:
    """The frequencies of which the same is told, by what it is: each condition is put together once."""
    found = defaultdict[Told, list[Frequency]](list)
    for frequency in Frequency:
        found[told(frequency)].append(frequency)
    return found
