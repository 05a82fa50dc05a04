"""What of decisions goes to somebody else when a person leaves: those that wait for them."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Actor
from hoshin.decisions.models import Decision, DecisionState
from hoshin.decisions.policies import decisions_visible_to
from hoshin.decisions.services import hand_over_decision
from hoshin.org.belongings import Belonging
from hoshin.org.models import Person


def _waiting(actor: Actor) -> QuerySet[Decision]:
    return decisions_visible_to(actor).exclude(state=DecisionState.REVIEWED)


def _give(actor: Actor, decision: Decision, person: Person) -> None:
    hand_over_decision(actor, decision=decision, to=person)


BELONGINGS = (
    Belonging("decision", _("Decisions that wait for them"), _waiting, "decider", _give, "decision", named="question"),
)
