"""What of risks goes to somebody else when a person leaves: the open ones that they own."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Actor
from hoshin.org.belongings import Belonging
from hoshin.org.models import Person
from hoshin.risks.models import Risk
from hoshin.risks.policies import risks_visible_to
from hoshin.risks.services import change_risk


def _open(actor: Actor) -> QuerySet[Risk]:
    return risks_visible_to(actor).filter(closed_on=None)


def _give(actor: Actor, risk: Risk, person: Person) -> None:
    change_risk(actor, risk=risk, owner=person)


BELONGINGS = (Belonging("risk", _("Risks they own"), _open, "owner", _give, "risk"),)
