"""What the two decide that one of them does. It carries over from meeting to meeting until it is done."""

from datetime import date
from typing import Any

from django.db.models import Max

from hoshin.accounts.access import Actor, Right, require
from hoshin.audit.editing import add_row, change_row
from hoshin.audit.services import act
from hoshin.base.errors import Denied, Invalid
from hoshin.base.wordings import Said
from hoshin.meetings.models import ActionItem, OneOnOne
from hoshin.meetings.policies import action_items_visible_to, require_taking_part
from hoshin.meetings.services.occasions import meeting_of
from hoshin.meetings.services.series import person_acting
from hoshin.org.models import Person


def add_action_item(
    actor: Actor,
    *,
    one_on_one: OneOnOne,
    text: str,
    owner: Person,
    due_on: date | None = None,
    day: date | None = None,
) -> ActionItem:
    """Note what one of the two is to do; `day`: of the meeting in which it was decided."""
    require_taking_part(actor, one_on_one)
    me = person_acting(actor)
    _require_of_the_two(one_on_one, owner)
    with act(actor, "add_action_item", name=one_on_one.other_than(me).name):
        meeting = None if day is None else meeting_of(one_on_one, day)
        last = ActionItem.objects.filter(one_on_one=one_on_one).aggregate(last=Max("number"))["last"] or 0
        return add_row(
            ActionItem(
                one_on_one=one_on_one,
                meeting=meeting,
                number=last + 1,
                text=text.strip(),
                owner=owner,
                due_on=due_on,
            )
        )


def change_action_item(
    actor: Actor, *, item: ActionItem, version: int | None = None, **values: Any
) -> tuple[ActionItem, bool]:
    """Change what is to be done, by whom and by when, or note that it is done; says whether anything changed.

    Both of the two may, and its owner. Conflict: see `change_row`.
    """
    if not action_items_visible_to(actor).filter(pk=item.pk).exists():
        raise Denied(Said("An action item belongs to the two who meet, and to whoever does it."))
    person_acting(actor)
    if "owner" in values and values["owner"].pk != item.owner_id:
        _require_of_the_two(item.one_on_one, values["owner"])
    with act(actor, "change_action_item", name=item.owner.name) as running:
        if set(values) == {"done_on"}:
            running.say(variant="open_again" if values["done_on"] is None else "done")
        return change_row(item, version=version, **values)


def hand_over_action_item(actor: Actor, *, item: ActionItem, to: Person) -> ActionItem:
    """Give what a leaver was to do to somebody else, who sees this item and nothing else of the 1:1."""
    require(actor, Right.EDIT_PLAN)
    with act(actor, "hand_over_action_item", name=to.name):
        return change_row(item, version=None, owner=to)[0]


def _require_of_the_two(one: OneOnOne, owner: Person) -> None:
    if owner.pk not in (one.organiser_id, one.partner_id):
        raise Invalid(
            Said("%(name)s is none of the two who meet.", name=owner.name),
            field="owner",
            remedy="One of the two does it, or asks somebody else to.",
        )
