"""What was said of goals and of their key results, the latest first."""

from collections.abc import Sequence
from datetime import date

from django.db.models import QuerySet

from hoshin.accounts.access import Actor
from hoshin.base.errors import NotFound
from hoshin.checkins.models import Acknowledgement, Blocker, CheckIn, GoalReviewer
from hoshin.checkins.policies import (
    acknowledgements_visible_to,
    blockers_visible_to,
    check_ins_visible_to,
    goal_reviewers_visible_to,
)
from hoshin.measures.models import Measure
from hoshin.okrs.policies import commitments_visible_to
from hoshin.org.models import Person
from hoshin.strategy.models import Objective
from hoshin.strategy.policies import objectives_visible_to


def check_ins_on(actor: Actor, objective: Objective) -> QuerySet[CheckIn]:
    """What was said of a goal, the latest first."""
    return _latest(check_ins_visible_to(actor).filter(objective=objective))


def check_ins_listed(
    actor: Actor,
    *,
    objective: Objective | None = None,
    measure: Measure | None = None,
    person: Person | None = None,
    since: date | None = None,
) -> QuerySet[CheckIn]:
    """Check-ins that the actor may see, the latest first: of a goal, of a key result, by a person, since a day."""
    rows = check_ins_visible_to(actor)
    for name, wanted in (
        ("objective", objective),
        ("measure", measure),
        ("person", person),
        ("checked_on__gte", since),
    ):
        if wanted is not None:
            rows = rows.filter(**{name: wanted})
    return _latest(rows)


def open_blockers_on(actor: Actor, objective: Objective) -> list[Blocker]:
    """What stands in the way of a goal now, what is to be answered first."""
    rows = blockers_visible_to(actor).filter(objective=objective, cleared_at=None)
    return list(
        rows.select_related("objective__owner", "measure", "raised_by", "raised_to").order_by("answer_by", "pk")
    )


def blocker_by_number(actor: Actor, number: int) -> Blocker:
    """The blocker of that number, with its goal. NotFound where the actor may see none."""
    rows = blockers_visible_to(actor).select_related("objective__owner", "raised_by")
    found = rows.filter(pk=number).first()
    if found is None:
        raise NotFound("blocker", str(number))
    return found


def goal_by_number(actor: Actor, number: int) -> Objective:
    """The objective of that number. NotFound where the actor may see none."""
    found = objectives_visible_to(actor).select_related("owner").filter(pk=number).first()
    if found is None:
        raise NotFound("objective", str(number))
    return found


def is_goal(actor: Actor, objective: Objective) -> bool:
    """Whether somebody took it on, so that it asks for check-ins."""
    return commitments_visible_to(actor).filter(objective=objective).exists()


def reviewer_of(actor: Actor, objective: Objective) -> GoalReviewer | None:
    """Who reviews a goal."""
    return goal_reviewers_visible_to(actor).filter(objective=objective).select_related("person").first()


def acknowledged(actor: Actor, said: Sequence[CheckIn]) -> dict[int, Acknowledgement]:
    """Which of these check-ins the reviewer has seen, by their numbers."""
    rows = acknowledgements_visible_to(actor).filter(check_in__in=[row.pk for row in said])
    return {row.check_in_id: row for row in rows}


def _latest(rows: QuerySet[CheckIn]) -> QuerySet[CheckIn]:
    return rows.select_related("measure", "objective", "person").order_by("-checked_on", "-pk")
