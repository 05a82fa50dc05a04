"""What the facts of the system say of somebody's goals: stale, leading nowhere, taken up by nobody, too many.

They help the person: they are told to them first, with what to do, and nothing of it feeds a rating.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from django.db.models import OuterRef, Q, Subquery

from hoshin.accounts.access import Actor
from hoshin.base import clock
from hoshin.base.periods import Frequency
from hoshin.measures.policies import actuals_visible_to
from hoshin.okrs.models import Commitment
from hoshin.okrs.policies import commitments_visible_to
from hoshin.okrs.selectors.gaps import CHILDLESS_AFTER, MOST_GOALS, active_goals, goals_adrift
from hoshin.org.models import Person, Unit
from hoshin.strategy.models import Contribution, Objective

# Days between two values that are due, by how often a measure is asked for.
CADENCE = {
    Frequency.DAILY: 1,
    Frequency.WEEKLY: 7,
    Frequency.MONTHLY: 31,
    Frequency.QUARTERLY: 92,
    Frequency.HALF_YEARLY: 184,
    Frequency.ANNUAL: 366,
}
STALE_AFTER = 2
ORPHAN_AFTER, JOINER_DAYS = timedelta(days=14), timedelta(days=30)


class GoalSignalKind(StrEnum):
    STALE = "stale"
    ORPHAN = "orphan"
    CHILDLESS = "childless"
    OVERLOADED = "overloaded"


@dataclass(frozen=True, slots=True)
class GoalSignal:
    """What is noticed of a goal, or of all of somebody's together: `days` since its last value, `count` of goals."""

    kind: GoalSignalKind
    objective: Objective | None = None
    days: int = 0
    count: int = 0


def goal_signals(actor: Actor, whose: Person | Unit) -> list[GoalSignal]:
    """What is noticed of the goals of a person or a unit. Four queries. Nothing of people who have just joined or left."""
    if isinstance(whose, Unit):
        return list(_noticed(_goals(actor, Q(objective__unit=whose)), actor, is_unit=True))
    if _is_left_alone(whose):
        return []
    goals = _goals(actor, Q(objective__owner=whose, objective__unit=None))
    return [*_noticed(goals, actor, is_unit=False), *_too_many(len(goals))]


def signals_of_people(actor: Actor, people: Collection[Person]) -> dict[int, list[GoalSignal]]:
    """The same of many people, by their numbers, with that of the units that they head. Eight queries, however many."""
    told: dict[int, list[GoalSignal]] = {person.pk: [] for person in people if not _is_left_alone(person)}
    own = _goals(actor, Q(objective__owner__in=told, objective__unit=None))
    of_units = _goals(actor, Q(objective__unit__head__in=told))
    for goals, is_unit in ((own, False), (of_units, True)):
        for signal in _noticed(goals, actor, is_unit=is_unit):
            goal = signal.objective
            assert goal is not None, "what is noticed of one goal names it"
            whose = goal.unit.head_id if is_unit and goal.unit else goal.owner_id
            told[whose or 0].append(signal)
    for number, count in Counter(row.objective.owner_id for row in own.values()).items():
        told[number or 0] += _too_many(count)
    return told


def _is_left_alone(person: Person) -> bool:
    today = clock.today()
    has_just_joined = person.start_date is not None and person.start_date > today - JOINER_DAYS
    return has_just_joined or person.has_left


def _goals(actor: Actor, wanted: Q) -> dict[int, Commitment]:
    """Goals that count, by the number of their objective."""
    rows = commitments_visible_to(actor).filter(wanted, pk__in=active_goals().values("pk"))
    return {row.objective_id: row for row in rows.select_related("objective__unit").order_by("objective__code")}


def _noticed(goals: Mapping[int, Commitment], actor: Actor, *, is_unit: bool) -> Iterator[GoalSignal]:
    today = clock.today()
    yield from _stale(actor, goals, today)
    yield from _unconnected(goals, today, is_unit=is_unit)


def _too_many(count: int) -> list[GoalSignal]:
    return [GoalSignal(GoalSignalKind.OVERLOADED, count=count)] if count > MOST_GOALS else []


def _stale(actor: Actor, goals: Mapping[int, Commitment], today: date) -> Iterator[GoalSignal]:
    """Goals that still run, and had no value for more than twice the time in which the most frequent of them is due."""
    recorded = (
        actuals_visible_to(actor).filter(measure=OuterRef("measure"), superseded_at=None).order_by("-recorded_at")
    )
    results = Contribution.objects.filter(parent__in=goals, measure__isnull=False, measure__formula="")
    rows = results.annotate(last=Subquery(recorded.values("recorded_at")[:1])).order_by("parent", "pk")
    cadences, lasts = defaultdict[int, list[int]](list), defaultdict[int, list[datetime]](list)
    for parent, frequency, last in rows.values_list("parent", "measure__frequency", "last"):
        cadences[parent].append(CADENCE[Frequency(frequency)])
        lasts[parent] += [last] if last is not None else []
    for number, own in cadences.items():
        goal = goals[number]
        begun = max(lasts[number], default=goal.created_at)
        days = (today - begun.date()).days
        is_over = goal.objective.due_date is not None and goal.objective.due_date < today
        if days > STALE_AFTER * min(own) and not is_over:
            yield GoalSignal(GoalSignalKind.STALE, goal.objective, days=days)


def _unconnected(goals: Mapping[int, Commitment], today: date, *, is_unit: bool) -> Iterator[GoalSignal]:
    """Goals that lead to nothing of the plan, and those of a unit that nobody takes up."""
    adrift = goals_adrift(goals)
    served = Contribution.objects.filter(parent__in=goals, objective__isnull=False, objective__removed_on=None)
    taken_up = set(served.order_by().values_list("parent", flat=True)) if is_unit else set(goals)
    for number, goal in goals.items():
        begun = goal.created_at.date()
        if number in adrift and begun <= today - ORPHAN_AFTER:
            yield GoalSignal(GoalSignalKind.ORPHAN, goal.objective)
        if number not in taken_up and (goal.objective.start_date or begun) <= today - CHILDLESS_AFTER:
            yield GoalSignal(GoalSignalKind.CHILDLESS, goal.objective)
