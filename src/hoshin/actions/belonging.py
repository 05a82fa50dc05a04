"""What of actions goes to somebody else when a person leaves: those that they are to do."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Actor
from hoshin.actions.models import ActionState, CorrectiveAction
from hoshin.actions.policies import actions_visible_to
from hoshin.actions.services.acting import hand_over_action
from hoshin.org.belongings import Belonging
from hoshin.org.models import Person


def _going_on(actor: Actor) -> QuerySet[CorrectiveAction]:
    return actions_visible_to(actor).filter(state__in=(ActionState.OPEN, ActionState.DONE))


def _give(actor: Actor, action: CorrectiveAction, person: Person) -> None:
    hand_over_action(actor, action=action, to=person)


BELONGINGS = (
    Belonging("corrective_action", _("Corrective actions they are to do"), _going_on, "owner", _give, "action"),
)
