"""When somebody is not there."""

from datetime import date

from hoshin.accounts.access import Actor
from hoshin.audit.editing import add_row, remove_row
from hoshin.audit.services import act
from hoshin.checkins.models import Absence
from hoshin.checkins.policies import require_may_write_absences
from hoshin.org.models import Person


def add_absence(actor: Actor, *, person: Person, starts_on: date, ends_on: date) -> Absence:
    """Note that somebody is away from one day to another: oneself, or as the office anybody."""
    require_may_write_absences(actor, person)
    with act(actor, "add_absence", person=person.name):
        return add_row(Absence(person=person, starts_on=starts_on, ends_on=ends_on))


def remove_absence(actor: Actor, *, absence: Absence) -> None:
    """Take it back: they are there after all."""
    require_may_write_absences(actor, absence.person)
    with act(actor, "remove_absence", person=absence.person.name):
        remove_row(absence, version=None, in_use="")
