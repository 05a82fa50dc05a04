"""What of catchball goes to somebody else when a person leaves: open talks on goals, in which they take their place."""

from typing import Any

from django.db.models import F, QuerySet
from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Actor
from hoshin.agreements.models import Proposal
from hoshin.agreements.policies import open_talks_to_hand_over
from hoshin.agreements.services.successors import take_place
from hoshin.org.belongings import Belonging
from hoshin.org.models import Person


def _own(actor: Actor) -> QuerySet[Proposal]:
    return open_talks_to_hand_over(actor).annotate(
        name=F("counterpart__name"), employee_id=F("counterpart__employee_id")
    )


def _with_others(actor: Actor) -> QuerySet[Proposal]:
    return open_talks_to_hand_over(actor).annotate(name=F("owner__name"), employee_id=F("owner__employee_id"))


def _give(actor: Actor, proposal: Proposal, person: Person) -> None:
    take_place(actor, proposal=proposal, of=proposal.counterpart, to=person)


def _give_own(actor: Actor, proposal: Proposal, person: Person) -> None:
    take_place(actor, proposal=proposal, of=proposal.owner, to=person)


_ONE: Any = {"page": "person", "page_by": "employee_id", "is_for_good": True}
BELONGINGS = (
    Belonging("proposed_goal", _("Open talks on goals of theirs, with"), _own, "owner", _give_own, **_ONE),
    Belonging("proposal", _("Open talks on goals of"), _with_others, "counterpart", _give, **_ONE),
)
