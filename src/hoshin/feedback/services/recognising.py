"""Recognition: given for all to see, joined in, removed."""

from hoshin.accounts.access import Actor
from hoshin.audit.editing import add_row, remove_row
from hoshin.audit.services import act
from hoshin.base import clock
from hoshin.base.errors import Denied, Invalid
from hoshin.base.wordings import Said
from hoshin.feedback.models import LONGEST_QUESTION, Applause, Recognition
from hoshin.feedback.notices import RECOGNISED
from hoshin.feedback.policies import may_remove_recognition, require_person
from hoshin.feedback.selectors import organisation_values
from hoshin.feedback.ties import text_problems, tidied
from hoshin.notices.services import tell
from hoshin.org.models import Person


def recognise(actor: Actor, *, person: Person, text: str, value: str = "") -> Recognition:
    """Thank somebody for all to see, by a value of the organisation where it has named any."""
    giver, text, values = require_person(actor), tidied(text), organisation_values(actor)
    if problems := list(text_problems(text, LONGEST_QUESTION)):
        raise Invalid(problems)
    if values and value not in values:
        raise Invalid(
            Said("Recognition is by a value of the organisation."),
            field="value",
            value=value,
            remedy="Choose the one that this shows.",
        )
    with act(actor, "recognise", name=person.name):
        row = add_row(Recognition(giver=giver, person=person, text=text, value=value, given_at=clock.now()))
        tell(actor, RECOGNISED, users=[person.user_id], about=row.pk, facts={"number": row.pk})
        return row


def remove_recognition(actor: Actor, *, recognition: Recognition, version: int | None = None) -> None:
    """Take a recognition out."""
    if not may_remove_recognition(actor, recognition):
        raise Denied(Said("Whoever gave a recognition removes it, or whoever it is for, or the office."))
    with act(actor, "remove_recognition", name=recognition.person.name):
        remove_row(recognition, version=version, in_use="")


def applaud(actor: Actor, *, recognition: Recognition) -> bool:
    """Join in a recognition, or no more; whether one does now."""
    person = require_person(actor)
    # Not an act: who joins in stands in no trail.
    gone, _by_model = Applause.objects.filter(recognition=recognition, person=person).delete()
    if not gone:
        Applause.objects.bulk_create([Applause(recognition=recognition, person=person)], ignore_conflicts=True)
    return not gone
