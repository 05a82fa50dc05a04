"""What of a strategy is somebody's: the objectives that they own."""

from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Actor
from hoshin.org.belongings import Belonging
from hoshin.org.models import Person
from hoshin.strategy.models import Objective
from hoshin.strategy.policies import objectives_visible_to
from hoshin.strategy.services.objectives import change_objective


def _give(actor: Actor, objective: Objective, person: Person) -> None:
    change_objective(actor, objective=objective, owner=person)


BELONGINGS = (Belonging("objective", _("Objectives they own"), objectives_visible_to, "owner", _give, "objective"),)
