"""What of initiatives goes to somebody else when a person leaves: those that they own, and open milestones."""

from django.db.models import F, QuerySet
from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Actor
from hoshin.initiatives.models import Initiative, Milestone
from hoshin.initiatives.policies import initiatives_visible_to, milestones_visible_to, runs
from hoshin.initiatives.services import change_initiative, change_milestone
from hoshin.org.belongings import Belonging
from hoshin.org.models import Person


def _initiatives(actor: Actor) -> QuerySet[Initiative]:
    return initiatives_visible_to(actor).filter(runs())


def _milestones(actor: Actor) -> QuerySet[Milestone]:
    rows = milestones_visible_to(actor).filter(runs("initiative__"), done_on=None, is_cancelled=False)
    return rows.select_related("initiative").annotate(initiative_code=F("initiative__code"))


def _give_initiative(actor: Actor, initiative: Initiative, person: Person) -> None:
    change_initiative(actor, initiative=initiative, owner=person)


def _give_milestone(actor: Actor, milestone: Milestone, person: Person) -> None:
    change_milestone(actor, milestone=milestone, owner=person)


BELONGINGS = (
    Belonging("initiative", _("Initiatives they own"), _initiatives, "owner", _give_initiative, "initiative"),
    Belonging(
        "milestone", _("Milestones they own"), _milestones, "owner", _give_milestone, "initiative", "initiative_code"
    ),
)
