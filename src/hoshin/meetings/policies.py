"""Who sees 1:1s, and who may do what with them.

The two who meet, and nobody else: no line above, no office, no administrator. An action item is seen by its owner as well,
a private note by its writer alone.
"""

from typing import Any

from django.db.models import CharField, F, Q, QuerySet, Value
from django.db.models.functions import Concat

from hoshin.accounts.access import Actor, Right
from hoshin.accounts.sight import Opening, Relation, visible
from hoshin.base import clock
from hoshin.base.errors import Denied
from hoshin.base.wordings import Said
from hoshin.meetings.models import (
    ActionItem,
    AgendaItem,
    Agreement,
    CalendarAddress,
    Meeting,
    OneOnOne,
    PrivateNote,
)
from hoshin.org.models import Person
from hoshin.org.relations import is_dotted_line, is_manager, is_self


def _takes_part(actor: Actor, path: str) -> Q:
    return is_self(actor, f"{path}organiser") | is_self(actor, f"{path}partner")


def _takes_part_in_it(actor: Actor, path: str) -> Q:
    return _takes_part(actor, f"{path}one_on_one__")


def _is_owner(actor: Actor, path: str) -> Q:
    return is_self(actor, f"{path}owner")


def _is_writer(actor: Actor, path: str) -> Q:
    return is_self(actor, f"{path}person")


def _is_ones_own(actor: Actor, path: str) -> Q:
    return Q(pk__in=()) if actor.user_id is None else Q(**{f"{path}user": actor.user_id})


TO_ONE_ON_ONES = (Opening(Relation.PARTICIPANT, _takes_part),)
WITHIN_ONE_ON_ONES = (Opening(Relation.PARTICIPANT, _takes_part_in_it),)
TO_ACTION_ITEMS = (*WITHIN_ONE_ON_ONES, Opening(Relation.OWNER, _is_owner))
TO_PRIVATE_NOTES = (Opening(Relation.SELF, _is_writer),)
TO_CALENDAR_ADDRESSES = (Opening(Relation.SELF, _is_ones_own),)


def one_on_ones_visible_to(actor: Actor) -> QuerySet[OneOnOne]:
    """Series in which the actor takes part."""
    return visible(OneOnOne.objects.all(), "one_on_one", actor)


def meetings_visible_to(actor: Actor) -> QuerySet[Meeting]:
    """What is known of the meetings of these series."""
    return visible(Meeting.objects.all(), "meeting", actor)


def agenda_visible_to(actor: Actor) -> QuerySet[AgendaItem]:
    """Points of these series."""
    return visible(AgendaItem.objects.all(), "agenda_item", actor)


def action_items_visible_to(actor: Actor) -> QuerySet[ActionItem]:
    """Action items of these series, and those that are the actor's own."""
    return visible(ActionItem.objects.all(), "action_item", actor)


def private_notes_visible_to(actor: Actor) -> QuerySet[PrivateNote]:
    """What the actor noted for themself."""
    return visible(PrivateNote.objects.all(), "private_note", actor)


def calendar_addresses_visible_to(actor: Actor) -> QuerySet[CalendarAddress]:
    """The address of one's own calendar."""
    return visible(CalendarAddress.objects.all(), "calendar_address", actor)


def open_items_to_hand_over(actor: Actor) -> QuerySet[ActionItem]:
    """Open action items for whoever hands over what is a leaver's: whose, between whom, and nothing of what they say."""
    rows = ActionItem.objects.filter(done_on=None) if actor.has(Right.EDIT_PLAN) else action_items_visible_to(actor)
    names = Concat(
        F("one_on_one__organiser__name"), Value(" · "), F("one_on_one__partner__name"), output_field=CharField()
    )
    return rows.filter(done_on=None).defer("text").annotate(name=names, employee_id=F("owner__employee_id"))


def may_set_up(actor: Actor, other: Person) -> bool:
    """Whether the actor may set a 1:1 up without asking: a manager above, or whoever has a dotted line to the person."""
    leads = is_manager(actor, "") | is_dotted_line(actor, "")
    return Person.objects.filter(leads, pk=other.pk).exists()


def may_answer(actor_person: Person, one: OneOnOne) -> bool:
    """Whether it is this person's turn to answer a proposal."""
    return one.agreement == Agreement.PROPOSED and one.partner_id == actor_person.pk


def require_taking_part(actor: Actor, one: OneOnOne) -> None:
    """Raise `Denied` unless the actor is one of the two."""
    if not one_on_ones_visible_to(actor).filter(pk=one.pk).exists():
        raise Denied(Said("A 1:1 belongs to the two who meet, and you are neither of them."))


def people_with_proposals() -> QuerySet[Person, int]:
    """The numbers of the users to whom a 1:1 is proposed."""
    waiting = OneOnOne.objects.filter(agreement=Agreement.PROPOSED)
    return _users(Q(pk__in=waiting.values("partner")))


def people_who_meet() -> QuerySet[Person, int]:
    """The numbers of the users who have 1:1s."""
    going_on = OneOnOne.objects.filter(Q(ends_on=None) | Q(ends_on__gte=clock.today()), agreement=Agreement.AGREED)
    return _users(Q(pk__in=going_on.values("organiser")) | Q(pk__in=going_on.values("partner")))


def owners_of_due_items() -> QuerySet[Person, int]:
    """The numbers of the users who have something to do that is due."""
    due = ActionItem.objects.filter(done_on=None, due_on__lte=clock.today())
    return _users(Q(pk__in=due.values("owner")))


def _users(who: Q) -> QuerySet[Any, int]:
    return Person.objects.filter(who, user__is_active=True).values_list("user", flat=True)
