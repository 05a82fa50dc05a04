"""Reminding those who have not answered, as far as that tells of nobody whether they did."""

from collections import defaultdict

from hoshin.accounts.access import Actor, require
from hoshin.audit.editing import change_row
from hoshin.audit.services import act
from hoshin.notices.services import tell
from hoshin.org.models import Person
from hoshin.pulse.ballots import mark_of
from hoshin.pulse.models import Invitation, Urn, Wave
from hoshin.pulse.notices import REMINDED
from hoshin.pulse.policies import PulseRight


def remind_of_wave(actor: Actor, *, wave: Wave) -> None:
    """Tell those of an open wave that it closes soon, once.

    Of a group those who answered are spared only where they are as many as a group must have, and those left are as many or
    none: else everybody in it is reminded, and the reminder says so.
    """
    require(actor, PulseRight.RUN)
    with act(actor, "remind_of_wave", name=wave.name):
        change_row(wave, version=None, remind_on=None)
        marks: dict[int | None, set[str]] = defaultdict(set)
        for group, found in Urn.objects.filter(wave=wave).values_list("kept_with", "marks"):
            marks[group].update(found)
        invited: dict[int | None, list[tuple[int, bool]]] = defaultdict(list)
        rows = Invitation.objects.filter(wave=wave).order_by("pk")
        for group, person in rows.values_list("kept_with", "person"):
            invited[group].append((person, mark_of(wave, person) in marks[group]))
        spared = [person for group in invited.values() for person in _spared(group, wave.smallest)]
        rows.filter(person__in=spared).update(is_spared=True)
        asked = Person.objects.filter(pk__in=rows.filter(is_spared=False).values("person"), user__is_active=True)
        facts = {"name": wave.name, "code": wave.code}
        tell(actor, REMINDED, users=asked.values_list("user", flat=True), about=wave.pk, facts=facts)


def _spared(group: list[tuple[int, bool]], smallest: int) -> list[int]:
    answered = [person for person, has_answered in group if has_answered]
    left = len(group) - len(answered)
    return answered if len(answered) >= smallest and (left == 0 or left >= smallest) else []
