"""Points to talk about: both add them, put them in order, and see which were talked about."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Max

from hoshin.accounts.access import Actor
from hoshin.audit.editing import add_row, change_row, remove_row
from hoshin.audit.services import act
from hoshin.base.errors import Invalid
from hoshin.base.wordings import Said
from hoshin.meetings.models import AgendaItem, OneOnOne
from hoshin.meetings.policies import require_taking_part
from hoshin.meetings.services.occasions import meeting_of
from hoshin.meetings.services.series import person_acting
from hoshin.org.models import Person

MOST = 100


def add_agenda_item(actor: Actor, *, one_on_one: OneOnOne, text: str) -> AgendaItem:
    """Put a point on the agenda of the next meeting, as the last."""
    me = _partaking(actor, one_on_one)
    waiting = AgendaItem.objects.filter(one_on_one=one_on_one, meeting=None)
    if waiting.count() >= MOST:
        raise Invalid(Said("%(most)s points wait already.", most=MOST), remedy="Talk about some of them first.")
    with act(actor, "add_agenda_item", name=one_on_one.other_than(me).name):
        last = waiting.aggregate(last=Max("position"))["last"] or 0
        return add_row(AgendaItem(one_on_one=one_on_one, text=text.strip(), added_by=me, position=last + 1))


def change_agenda_item(actor: Actor, *, item: AgendaItem, text: str, version: int | None = None) -> AgendaItem:
    """Say a point otherwise. Conflict: see `change_row`."""
    me = _partaking(actor, item.one_on_one)
    with act(actor, "change_agenda_item", name=item.one_on_one.other_than(me).name):
        return change_row(item, version=version, text=text.strip())[0]


def remove_agenda_item(actor: Actor, *, item: AgendaItem, version: int | None = None) -> None:
    """Take a point off the agenda."""
    me = _partaking(actor, item.one_on_one)
    with act(actor, "remove_agenda_item", name=item.one_on_one.other_than(me).name):
        remove_row(item, version=version, in_use="")


def order_agenda(actor: Actor, *, one_on_one: OneOnOne, numbers: Sequence[int]) -> None:
    """Put the waiting points in this order; those that are not named follow in theirs."""
    me = _partaking(actor, one_on_one)
    with act(actor, "order_agenda", name=one_on_one.other_than(me).name):
        waiting = {item.pk: item for item in AgendaItem.objects.filter(one_on_one=one_on_one, meeting=None)}
        wanted = [number for number in dict.fromkeys(numbers) if number in waiting]
        for place, number in enumerate([*wanted, *(one for one in waiting if one not in wanted)], 1):
            change_row(waiting[number], version=None, position=place)


def talk_about(actor: Actor, *, item: AgendaItem, day: date | None) -> AgendaItem:
    """Note that a point was talked about in the meeting of a day; or (None) that it waits for the next one."""
    me = _partaking(actor, item.one_on_one)
    with act(actor, "talk_about", name=item.one_on_one.other_than(me).name):
        meeting = None if day is None else meeting_of(item.one_on_one, day)
        return change_row(item, version=None, meeting=meeting)[0]


def _partaking(actor: Actor, one: OneOnOne) -> Person:
    require_taking_part(actor, one)
    return person_acting(actor)
