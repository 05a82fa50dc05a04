"""What was said of goals and of their key results, the latest first."""

from datetime import date

from django.db.models import QuerySet

from hoshin.accounts.access import Actor
from hoshin.checkins.models import Blocker, CheckIn
from hoshin.checkins.policies import blockers_visible_to, check_ins_visible_to
from hoshin.measures.models import Measure
from hoshin.org.models import Person
from hoshin.strategy.models import Objective


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


def _latest(rows: QuerySet[CheckIn]) -> QuerySet[CheckIn]:
    return rows.select_related("measure", "objective", "person").order_by("-checked_on", "-pk")
