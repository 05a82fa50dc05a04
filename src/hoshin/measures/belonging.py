"""What of measures is somebody's: those that they own, and those whose values they supply."""

from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Actor
from hoshin.measures.models import Measure
from hoshin.measures.policies import measures_visible_to
from hoshin.measures.services.definitions import change_measure
from hoshin.org.belongings import Belonging
from hoshin.org.models import Person


def _give_owned(actor: Actor, measure: Measure, person: Person) -> None:
    change_measure(actor, measure=measure, owner=person)


def _give_supplied(actor: Actor, measure: Measure, person: Person) -> None:
    change_measure(actor, measure=measure, supplier=person)


BELONGINGS = (
    Belonging("measure", _("Measures they own"), measures_visible_to, "owner", _give_owned, "measure"),
    Belonging(
        "supplied_measure", _("Measures they supply"), measures_visible_to, "supplier", _give_supplied, "measure"
    ),
)
