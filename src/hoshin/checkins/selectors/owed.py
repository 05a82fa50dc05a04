"""What others said or did not say, and who is to look at it: acknowledgements, and check-ins that were missed."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, Q, QuerySet, Subquery

from hoshin.accounts.access import Actor
from hoshin.base import clock
from hoshin.base.periods import Period
from hoshin.checkins.asking import runs, said_since
from hoshin.checkins.days_off import days_off_around_today, own_days_off, own_days_off_found
from hoshin.checkins.lines import people_answered_for
from hoshin.checkins.models import CheckIn
from hoshin.checkins.policies import check_ins_to_acknowledge, check_ins_visible_to
from hoshin.checkins.rhythm import due_day, missed_week, working_days_after
from hoshin.checkins.rules import rule_found, rules
from hoshin.org.models import Person
from hoshin.strategy.models import Objective
from hoshin.strategy.policies import contributions_visible_to, objectives_visible_to

MOST = 200


@dataclass(frozen=True, slots=True)
class SaidOfGoal:
    """What was said of a goal and waits for its reviewer, the latest first; `due_on`: by which day they are to see it."""

    objective: Objective
    check_ins: tuple[CheckIn, ...]
    due_on: date | None = None

    @property
    def since(self) -> date:
        return self.check_ins[-1].checked_on

    @property
    def is_late(self) -> bool:
        return self.due_on is not None and self.due_on < clock.today()


@dataclass(frozen=True, slots=True)
class Missed:
    """Somebody has said nothing of so many key results since before a day by which they were asked to."""

    person: Person
    goals: tuple[Objective, ...]
    count: int
    due_on: date


def goals_to_acknowledge(actor: Actor) -> list[SaidOfGoal]:
    """What waits for the actor as the reviewer of goals, goal by goal, what waits longest first. Three queries at most."""
    rows = check_ins_to_acknowledge(actor).select_related("objective__owner", "measure")
    found: dict[int, list[CheckIn]] = defaultdict(list)
    for row in rows.order_by("checked_on", "pk")[:MOST]:
        found[row.objective_id].append(row)
    within = rules().acknowledge_working_days if found else None
    off = own_days_off(actor) if within is not None else ()
    return [
        SaidOfGoal(
            said[0].objective,
            tuple(reversed(said)),
            None if within is None else working_days_after(said[0].checked_on, within, off),
        )
        for said in found.values()
    ]


def reviewed_and_said(actor: Actor) -> QuerySet[Objective]:
    """The same goals as rows, each with `since` when the first waits, `within` how many working days, and days `off`."""
    said = check_ins_to_acknowledge(actor)
    first = said.filter(objective=OuterRef("pk")).order_by("checked_on", "pk").values("checked_on")[:1]
    goals = objectives_visible_to(actor).filter(pk__in=said.values("objective"))
    return goals.annotate(
        since=Subquery(first), within=rule_found("acknowledge_working_days"), off=own_days_off_found(actor)
    ).order_by("since", "pk")


def missed_below(actor: Actor) -> list[Missed]:
    """Who has said nothing of their goals for longer than the time of grace, where the actor is the next above who is there.

    Who is absent themself, or has left, is left alone. Three queries, and one for each level of people who are not there.
    """
    below = people_answered_for(actor) if actor.user_id is not None else []
    if not below:
        return []
    due_days, silent = _missed_by(actor, below)
    rows = contributions_visible_to(actor).filter(runs("parent__"), silent, measure__isnull=False)
    found: dict[Person, list[Objective]] = defaultdict(list)
    for row in rows.select_related("parent__owner").order_by("parent__owner__name", "parent__code", "pk")[:MOST]:
        if row.parent.owner is not None:
            found[row.parent.owner].append(row.parent)
    return [
        Missed(person, tuple(dict.fromkeys(goals)), len(goals), due_days[person.pk]) for person, goals in found.items()
    ]


def _missed_by(actor: Actor, people: Sequence[tuple[Person, int]]) -> tuple[dict[int, date], Q]:
    """The day by which each of these was to say something, and the key results of which they have said nothing since.

    People with the same days off are asked about at once.
    """
    today, graces = clock.today(), {person.pk: grace for person, grace in people}
    due_days: dict[int, date] = {}
    alike: dict[tuple[Period, date], list[int]] = defaultdict(list)
    for pk, off in days_off_around_today([person for person, _grace in people]).items():
        week = missed_week(today, graces[pk], off)
        due_days[pk] = due_day(week, off)
        alike[week, due_days[pk]].append(pk)
    silent = Q(pk__in=())
    for (week, due_on), pks in alike.items():
        nothing = ~said_since(check_ins_visible_to(actor), week)
        silent |= Q(nothing, parent__owner__in=pks, parent__start_date__lte=due_on)
    return due_days, silent
