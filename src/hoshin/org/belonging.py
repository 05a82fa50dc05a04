"""What of the organisation itself is somebody's: units that they head, people who report to them."""

from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Actor
from hoshin.org.belongings import Belonging
from hoshin.org.models import Person, Unit
from hoshin.org.policies import people_visible_to, units_visible_to
from hoshin.org.services.edits import change_person, change_unit


def _give_unit(actor: Actor, unit: Unit, person: Person) -> None:
    change_unit(actor, unit=unit, head=person)


def _give_report(actor: Actor, report: Person, person: Person) -> None:
    """Whoever takes over the people among whom they were reports to whom the leaver reported."""
    above = report.manager.manager if report.pk == person.pk and report.manager else person
    change_person(actor, person=report, manager=above)


BELONGINGS = (
    Belonging("unit_head", _("Units they head"), units_visible_to, "head", _give_unit, "unit"),
    Belonging(
        "report", _("People who report to them"), people_visible_to, "manager", _give_report, "person", "employee_id"
    ),
)
