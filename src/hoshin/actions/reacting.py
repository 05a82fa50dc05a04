"""What stands off track and nobody acts on, although the plan says within how many working days somebody is to.

The time runs from the day on which the first figures that stood so were due: the end of that period and the plan's days of
grace. It begins anew when an accepted deviation ends, and when an action was checked. What is dropped counts for nothing.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import reduce
from operator import or_

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, FilteredRelation, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from hoshin.accounts.access import Actor
from hoshin.actions.models import ActionState
from hoshin.actions.policies import actions_visible_to, deviations_visible_to
from hoshin.base import clock
from hoshin.base.periods import Period
from hoshin.checkins.rhythm import working_days_after
from hoshin.org.holidays import DaysOff, days_off_of_all, holidays_of_all
from hoshin.org.relations import heads_unit, is_self
from hoshin.scorecards.models import Node, NodeKind
from hoshin.scorecards.policies import nodes_visible_to, scores_visible_to
from hoshin.scorecards.selectors import closed_periods
from hoshin.scorecards.selectors.periods import PlanPeriod, latest_periods
from hoshin.scorecards.selectors.shown_status import set_by_hand, shown_as
from hoshin.scorecards.statuses import STATUSES
from hoshin.strategy.models import MOST_DAYS, Plan
from hoshin.strategy.policies import plans_visible_to

_POOR, _FAIR, _GOOD = (
    tuple(number for number, word in STATUSES.items() if word.tone == tone) for tone in ("poor", "fair", "good")
)
# As far back as the longest time reaches with holidays among its days.
_AROUND = timedelta(days=2 * MOST_DAYS)
_KINDS = (NodeKind.OBJECTIVE, NodeKind.MEASURE)


def asks_reaction(plan: Plan) -> bool:
    """Whether the plan wants somebody to act within a time on what is off track or at risk."""
    return plan.off_track_reaction_days is not None or plan.at_risk_reaction_days is not None


def plans_that_ask(actor: Actor) -> QuerySet[Plan]:
    """The plans that do."""
    return plans_visible_to(actor).exclude(off_track_reaction_days=None, at_risk_reaction_days=None)


def red_without_action(actor: Actor, plan: Plan, period: Period, *, is_closed: bool | None = None) -> QuerySet[Node]:
    """Of what the actor may see, the objectives and measures that stand off track (or at risk) in a period, for longer than
    the plan's time to react, with neither an action nor an accepted deviation. Three queries, and the one to come.

    `is_closed`: whether the period is, where that is known already; then one query less.
    """
    nodes = nodes_visible_to(actor).filter(plan=plan, kind__in=_KINDS)
    if not asks_reaction(plan):
        return nodes.none()
    today = clock.today()
    if is_closed is None:
        is_closed = period.start in closed_periods(plan)
    one = PlanPeriod(plan, period, is_closed, set_by_hand(plan, period, is_closed))
    return _red_without(actor, one, days_off_of_all(today - _AROUND, today))


def _red_without(actor: Actor, one: PlanPeriod, off: DaysOff) -> QuerySet[Node]:
    plan, period = one.plan, one.period
    nodes = nodes_visible_to(actor).filter(plan=plan, kind__in=_KINDS)
    nodes = nodes.annotate(now=FilteredRelation("scores", condition=Q(scores__period=period.start)))
    asked = Q(pk__in=())
    for shown, bad, better, days in _times(plan):
        last = last_day_before(clock.today(), days, off)
        first = min(_latest_due_by(last, plan, period), period)
        stand_so = [
            Q(kind=kind) & shown_as(status, plan, kind, period, one.is_closed, one.by_hand)
            for kind in _KINDS
            for status in shown
        ]
        stood_so = _stood_so(actor, bad, better, first, period)
        asked |= reduce(or_, stand_so) & Q(Exists(stood_so)) & ~_is_reacted_to(actor, last)
    return nodes.filter(asked)


def waiting_for_reaction(actor: Actor) -> list[tuple[Period, Node]]:
    """What is the actor's own and waits for their action, plan by plan, each in its latest period.

    Two queries: it stands on the page where everybody lands, however many plans there are.
    """
    today = clock.today()
    days = holidays_of_all(today - _AROUND, today).values("day")
    plans = plans_that_ask(actor).annotate(off=ArraySubquery(days))
    periods = {one.plan.pk: (order, one) for order, one in enumerate(latest_periods(plans))}
    waiting = Q(pk__in=())
    for _order, one in periods.values():
        waiting |= Q(pk__in=_red_without(actor, one, frozenset(one.plan.off)).values("pk"))
    rows = nodes_visible_to(actor).filter(waiting).filter(_is_own(actor))
    found = list(rows.select_related("measure", "objective", "unit").order_by("pk")) if periods else []
    found.sort(key=lambda node: periods[node.plan_id][0])
    return [(periods[node.plan_id][1].period, node) for node in found]


def _is_own(actor: Actor) -> Q:
    own = is_self(actor, "objective__owner") | is_self(actor, "measure__owner")
    return own | Q(unit__isnull=False) & heads_unit(actor, "unit")


def last_day_before(today: date, days: int, off: DaysOff = frozenset()) -> date:
    """The last day after which so many working days are over by today.

    >>> last_day_before(date(2026, 11, 27), 2)
    datetime.date(2026, 11, 24)
    """
    day = today - timedelta(days=1)
    while working_days_after(day, days, off) >= today:
        day -= timedelta(days=1)
    return day


def _times(plan: Plan) -> Iterator[tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...], int]]:
    """Each time to react: the statuses that ask for it, those that count as standing so, those that end it, the days."""
    if plan.off_track_reaction_days is not None:
        yield _POOR, _POOR, (*_FAIR, *_GOOD), plan.off_track_reaction_days
    if plan.at_risk_reaction_days is not None:
        yield _FAIR, (*_POOR, *_FAIR), _GOOD, plan.at_risk_reaction_days


def _latest_due_by(day: date, plan: Plan, period: Period) -> Period:
    """The latest period whose figures were due by a day."""
    known = day - timedelta(days=plan.close_lag_days)
    containing = Period.containing(known, period.frequency)
    return containing if containing.end <= known else containing.shift(-1)


def _stood_so(actor: Actor, bad: tuple[int, ...], better: tuple[int, ...], first: Period, now: Period) -> QuerySet:
    """Scores of a node of that period or an earlier one since which it never stood better."""
    rows = scores_visible_to(actor).annotate(stood=Coalesce("closed_status", "status"))
    since = rows.filter(
        node=OuterRef("node_id"), period__gt=OuterRef("period"), period__lte=now.start, stood__in=better
    )
    return rows.filter(~Exists(since), node=OuterRef("pk"), period__lte=first.start, stood__in=bad)


def _is_reacted_to(actor: Actor, last: date) -> Q:
    """Nodes on which an action goes on or was checked after that day, or whose deviation was accepted beyond it."""
    going_on = Q(state__in=(ActionState.OPEN, ActionState.DONE)) | Q(state=ActionState.CHECKED, concluded_on__gt=last)
    accepted = Q(is_withdrawn=False, ends_on__gt=last, starts_on__lte=clock.today())
    found = Q(pk__in=())
    for rows in (actions_visible_to(actor).filter(going_on), deviations_visible_to(actor).filter(accepted)):
        own = rows.order_by().alias(whose=Coalesce("unit_id", 0)).filter(whose=Coalesce(OuterRef("unit_id"), 0))
        found |= Q(Exists(own.filter(measure=OuterRef("measure")))) | Q(
            Exists(own.filter(objective=OuterRef("objective")))
        )
    return found
