"""Single meetings: moved, left out, held, with notes of both and of each."""

from datetime import date, time
from typing import Any

from hoshin.accounts.access import Actor
from hoshin.audit.editing import add_row, change_row
from hoshin.audit.services import act
from hoshin.base import clock
from hoshin.base.errors import Conflict, Invalid
from hoshin.base.wordings import Said
from hoshin.meetings.models import Agreement, Meeting, OneOnOne, PrivateNote
from hoshin.meetings.policies import require_taking_part
from hoshin.meetings.recurrence import Recurrence, instant
from hoshin.meetings.selectors import Occasion
from hoshin.meetings.services.series import person_acting, tell_other, touch
from hoshin.org.models import Person


def move_meeting(actor: Actor, *, one_on_one: OneOnOne, day: date, to: date, at: time, reason: str) -> Meeting:
    """Have one meeting of a series at another time, with a reason. Invalid: into the past, or onto another one of it."""
    me = _partaking(actor, one_on_one)
    _require_reason(reason)
    if instant(to, at, one_on_one.time_zone) < clock.now():
        raise Invalid("This time is over.", field="to", value=to.isoformat(), remedy="Choose a later one.")
    if to != day and _is_taken(one_on_one, day, to):
        raise Invalid("Another meeting of these 1:1s is on this day.", field="to", value=to.isoformat())
    with act(actor, "move_meeting", name=one_on_one.other_than(me).name, day=str(day), to=str(to)):
        values = {"moved_to": to, "moved_at": at, "is_skipped": False, "reason": reason.strip()}
        meeting = _changed(one_on_one, day, **values)
        touch(one_on_one)
        tell_other(actor, one_on_one, me, "moved", day=str(day), to=str(to), reason=reason.strip())
    return meeting


def skip_meeting(actor: Actor, *, one_on_one: OneOnOne, day: date, reason: str) -> Meeting:
    """Leave one meeting of a series out, with a reason."""
    me = _partaking(actor, one_on_one)
    _require_reason(reason)
    with act(actor, "skip_meeting", name=one_on_one.other_than(me).name, day=str(day)):
        values = {"is_skipped": True, "moved_to": None, "moved_at": None, "reason": reason.strip()}
        meeting = _changed(one_on_one, day, **values)
        touch(one_on_one)
        tell_other(actor, one_on_one, me, "skipped", day=str(day), reason=reason.strip())
    return meeting


def plan_meeting_again(actor: Actor, *, one_on_one: OneOnOne, day: date) -> Meeting:
    """Have a meeting that was moved or left out as the rule has it."""
    me = _partaking(actor, one_on_one)
    with act(actor, "plan_meeting_again", name=one_on_one.other_than(me).name, day=str(day)):
        meeting = _changed(one_on_one, day, is_skipped=False, moved_to=None, moved_at=None, reason="")
        touch(one_on_one)
        tell_other(actor, one_on_one, me, "planned_again", day=str(day))
    return meeting


def write_notes(actor: Actor, *, one_on_one: OneOnOne, day: date, notes: str, version: int | None = None) -> Meeting:
    """Write what both read of a meeting. `version`: the one that was shown (0: none); Conflict where it is another."""
    me = _partaking(actor, one_on_one)
    with act(actor, "write_meeting_notes", name=one_on_one.other_than(me).name, day=str(day)):
        return _noted(one_on_one, day, notes, version)


def hold_meeting(
    actor: Actor, *, one_on_one: OneOnOne, day: date, notes: str | None = None, version: int | None = None
) -> Meeting:
    """Say that a meeting was held, perhaps with its notes. Points that were not talked about wait for the next one."""
    me = _partaking(actor, one_on_one)
    with act(actor, "hold_meeting", name=one_on_one.other_than(me).name, day=str(day)):
        meeting = meeting_of(one_on_one, day) if notes is None else _noted(one_on_one, day, notes, version)
        if meeting.is_skipped:
            meeting, _ = change_row(meeting, version=None, is_skipped=False, reason="")
            touch(one_on_one)
        if meeting.held_at is not None:
            return meeting
        began_at = Occasion(one_on_one, day, meeting).starts_at
        return change_row(meeting, version=None, held_at=clock.now(), began_at=began_at)[0]


def write_private_note(
    actor: Actor, *, one_on_one: OneOnOne, day: date, text: str, version: int | None = None
) -> PrivateNote | None:
    """Note something for oneself alone. The trail keeps that it changed, never what it says; an empty one is none.

    `version`: the one that was shown (0: none). Where oneself wrote another meanwhile, in a second window, both stay.
    """
    me = _partaking(actor, one_on_one)
    _require_of_rule(one_on_one, day)
    text = _tidied(text)
    with act(actor, "write_private_note", name=one_on_one.other_than(me).name, day=str(day)):
        _hold(one_on_one)
        known = PrivateNote.objects.filter(one_on_one=one_on_one, day=day, person=me).first()
        if known is None:
            return add_row(PrivateNote(one_on_one=one_on_one, day=day, person=me, text=text)) if text else None
        if version is not None and known.version != version and known.text and known.text not in text:
            text = f"{known.text}\n\n{text}".strip()
        return known if known.text == text else change_row(known, version=None, text=text)[0]


def meeting_of(one: OneOnOne, day: date) -> Meeting:
    """What is known of the meeting of a day, made where nothing was yet. Invalid where the rule has no such day."""
    _hold(one)
    known = Meeting.objects.filter(one_on_one=one, day=day).first()
    if known is not None:
        return known
    _require_of_rule(one, day)
    return add_row(Meeting(one_on_one=one, day=day))


def _noted(one: OneOnOne, day: date, notes: str, version: int | None) -> Meeting:
    notes, meeting = _tidied(notes), meeting_of(one, day)
    if meeting.notes == notes:
        return meeting
    if version == 0 and meeting.notes:
        raise Conflict(Said("Somebody wrote notes meanwhile. Load it again and repeat your change."))
    return change_row(meeting, version=version or None, notes=notes)[0]


def _changed(one: OneOnOne, day: date, **values: Any) -> Meeting:
    meeting = meeting_of(one, day)
    if meeting.held_at is not None:
        raise Invalid("This meeting was held already.", field="day", value=day.isoformat())
    return change_row(meeting, version=None, **values)[0]


def _hold(one: OneOnOne) -> None:
    """Hold the series until the end, so that two who write first of the same day follow each other."""
    list(OneOnOne.objects.filter(pk=one.pk).select_for_update(no_key=True).values_list("pk"))


def _partaking(actor: Actor, one: OneOnOne) -> Person:
    require_taking_part(actor, one)
    if one.agreement != Agreement.AGREED:
        raise Invalid("This 1:1 is not agreed yet.", remedy="Whoever it is proposed to accepts it first.")
    return person_acting(actor)


def _require_of_rule(one: OneOnOne, day: date) -> None:
    if not Recurrence.of(one).has(day) and not Meeting.objects.filter(one_on_one=one, day=day).exists():
        raise Invalid("These 1:1s have no meeting on this day.", field="day", value=day.isoformat())


def _is_taken(one: OneOnOne, day: date, to: date) -> bool:
    others = Meeting.objects.filter(one_on_one=one).exclude(day=day)
    is_moved_away = (
        others.filter(day=to, is_skipped=True).exists() or others.filter(day=to, moved_to__isnull=False).exists()
    )
    return others.filter(moved_to=to, is_skipped=False).exists() or (Recurrence.of(one).has(to) and not is_moved_away)


def _require_reason(reason: str) -> None:
    if not reason.strip():
        raise Invalid("Say why: the other one reads it.", field="reason")


def _tidied(text: str) -> str:
    return text.replace("\r\n", "\n").strip()
