"""Which nodes show a status: as `lines_of` says it of each, said to the database of all."""

from datetime import date

from django.db.models import Q

from hoshin.base import clock
from hoshin.base.periods import Frequency, Period
from hoshin.scorecards.assembly.reasons import NO_DATA_REASONS
from hoshin.scorecards.models import Kind, StatusOverride
from hoshin.scorecards.selectors.lines import asked_in
from hoshin.scorecards.selectors.periods import closed_periods
from hoshin.scorecards.statuses import LATE, NO_DATA, PENDING
from hoshin.strategy.models import Plan


def showing(status: int, plan: Plan, kind: str, period: Period) -> Q:
    """Nodes of a kind that show a status in a period, their score of that period joined as `now`. Two queries.

    A status set by hand goes before the computed one, the official one before what is known now, and a value that is
    missing is late, not due yet, or was never recorded.
    """
    is_closed = period.start in closed_periods(plan)
    by_hand = _by_hand(plan, period, is_closed)
    chosen = [node for node, set_to in by_hand.items() if set_to == status]
    return (_computed(status, plan, kind, period, is_closed) & ~Q(pk__in=list(by_hand))) | Q(pk__in=chosen)


def _by_hand(plan: Plan, period: Period, is_closed: bool) -> dict[int, int]:
    today = clock.today()
    found = StatusOverride.objects.filter(
        node__plan=plan, is_withdrawn=False, starts_on__lte=today, expires_on__gte=today
    ).order_by("id")
    if is_closed:
        found = found.filter(starts_on__lte=period.end)
    return dict(found.values_list("node", "status"))


def _computed(status: int, plan: Plan, kind: str, period: Period, is_closed: bool) -> Q:
    stored = _stored(NO_DATA if status in (LATE, PENDING) else status, is_closed)
    if kind != Kind.MEASURE or status not in (NO_DATA, LATE, PENDING):
        return stored if status not in (LATE, PENDING) else Q(pk__in=())
    score, value = ("now__closed_score", "now__closed_value") if is_closed else ("now__score", "now__value")
    has_said_why = Q(now__reason__isnull=False) & ~Q(now__reason__in=NO_DATA_REASONS)
    missing = stored & Q(**{f"{score}__isnull": True, f"{value}__isnull": True, "now__reason__in": NO_DATA_REASONS})
    unheard = Q(now__period__isnull=True)
    pending, overdue = _due(plan, period, is_due=False), _due(plan, period, is_due=True)
    if status == PENDING:
        return (missing | unheard) & pending
    if status == LATE:
        return missing & overdue & Q(now__observed_on__isnull=False)
    never = (missing & Q(now__observed_on__isnull=True)) | unheard
    return (never & overdue) | (stored & (has_said_why | Q(**{f"{value}__isnull": False})))


def _stored(status: int, is_closed: bool) -> Q:
    if is_closed:
        return Q(now__closed_status=status) | Q(now__closed_status__isnull=True, now__status=status)
    return Q(now__status=status)


def _due(plan: Plan, period: Period, *, is_due: bool) -> Q:
    """Measures whose value of the period is overdue, or is not due yet."""
    found = Q(pk__in=())
    for frequency in Frequency:
        days = _days_since(asked_in(period, frequency).end)
        compared = "lt" if is_due else "gte"
        own = Q(**{f"measure__close_lag_days__{compared}": days})
        if (plan.close_lag_days < days) == is_due:
            own |= Q(measure__close_lag_days__isnull=True)
        found |= Q(measure__frequency=frequency) & own
    return found


def _days_since(day: date) -> int:
    return (clock.today() - day).days
