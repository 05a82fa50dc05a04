"""Reminding those who have not answered, as far as that tells of nobody whether they did."""

from collections import defaultdict

from hoshin.accounts.access import Actor, require
from hoshin.audit.editing import change_row
from hoshin.audit.services import act
from hoshin.notices.services import tell
from hoshin.org.models import Person
from hoshin.pulse.ballots import mark_of
from hoshin.pulse.models import Invitation, Urn, Wave
from hoshin.pulse.notices import REMINDED, REMINDED_BY_NAME
from hoshin.pulse.policies import PulseRight


def remind_of_wave(actor: Actor, *, wave: Wave) -> None:
    """Tell those of an open wave that it closes soon; where a second day is set, it comes next.

    Of a group those who answered are spared only where they are as many as a group must have, those left are as many or
    none, and as many or none came since the reminder before: else nobody more is spared, and the reminder says so.
    """
    require(actor, PulseRight.RUN)
    with act(actor, "remind_of_wave", name=wave.name):
        change_row(wave, version=None, remind_on=wave.remind_again_on, remind_again_on=None)
        if wave.is_named:
            _remind_by_name(actor, wave)
            return
        marks: dict[int | None, set[str]] = defaultdict(set)
        for group, found in Urn.objects.filter(wave=wave).values_list("kept_with", "marks"):
            marks[group].update(found)
        invited: dict[int | None, list[tuple[int, bool, bool]]] = defaultdict(list)
        rows = Invitation.objects.filter(wave=wave).order_by("pk")
        for group, person, is_spared in rows.values_list("kept_with", "person", "is_spared"):
            invited[group].append((person, mark_of(wave, person) in marks[group], is_spared))
        spared = [person for group in invited.values() for person in _spared(group, wave.smallest)]
        rows.filter(person__in=spared).update(is_spared=True)
        asked = Person.objects.filter(pk__in=rows.filter(is_spared=False).values("person"), user__is_active=True)
        facts = {"name": wave.name, "code": wave.code}
        tell(actor, REMINDED, users=asked.values_list("user", flat=True), about=wave.pk, facts=facts)


def _remind_by_name(actor: Actor, wave: Wave) -> None:
    """Who has answered is no secret there: they are left in peace."""
    left = Invitation.objects.filter(wave=wave).exclude(person__in=wave.named_answers.values("person"))
    asked = Person.objects.filter(pk__in=left.values("person"), user__is_active=True)
    facts = {"name": wave.name, "code": wave.code}
    tell(actor, REMINDED_BY_NAME, users=asked.values_list("user", flat=True), about=wave.pk, facts=facts)


def _spared(group: list[tuple[int, bool, bool]], smallest: int) -> list[int]:
    """Whom more to spare of a group: a batch of as many as a group must have, with as many or none left behind it."""
    left = sum(not has_answered for _person, has_answered, _is_spared in group)
    new = [person for person, has_answered, is_spared in group if has_answered and not is_spared]
    return new if len(new) >= smallest and (left == 0 or left >= smallest) else []
