"""How 1:1s stand in the audit trail: seen by the two who meet. Of private notes it keeps that they changed, never a word."""

from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Right
from hoshin.accounts.policies import undone_with
from hoshin.audit.tracked import Tracked
from hoshin.meetings.models import ActionItem, AgendaItem, CalendarAddress, Meeting, OneOnOne, PrivateNote
from hoshin.meetings.policies import (
    action_items_visible_to,
    agenda_visible_to,
    calendar_addresses_visible_to,
    meetings_visible_to,
    one_on_ones_visible_to,
    private_notes_visible_to,
)

_UNDONE = undone_with(Right.SEE)

TRACKED = (
    Tracked(
        model=OneOnOne,
        label=_("1:1"),
        named_by=("organiser__name", "partner__name"),
        page="one_on_one",
        page_by="pk",
        seen_by=one_on_ones_visible_to,
        undone_by=_UNDONE,
        unsaid=("uid", "sequence", "changed_at"),
    ),
    Tracked(
        model=Meeting,
        label=_("Meeting"),
        named_by=("one_on_one__organiser__name", "one_on_one__partner__name", "day"),
        page="one_on_one",
        page_by="one_on_one_id",
        seen_by=meetings_visible_to,
        undone_by=_UNDONE,
    ),
    Tracked(
        model=AgendaItem,
        label=_("Point to talk about"),
        named_by=("text",),
        page="one_on_one",
        page_by="one_on_one_id",
        seen_by=agenda_visible_to,
        undone_by=_UNDONE,
    ),
    Tracked(
        model=ActionItem,
        label=_("Action item"),
        named_by=("text",),
        seen_by=action_items_visible_to,
        undone_by=_UNDONE,
    ),
    Tracked(
        model=PrivateNote,
        label=_("Private note"),
        named_by=("day",),
        seen_by=private_notes_visible_to,
        undone_by=None,
        secrets=("text",),
    ),
    Tracked(
        model=CalendarAddress,
        label=_("Address of a calendar"),
        named_by=("user__name",),
        seen_by=calendar_addresses_visible_to,
        undone_by=None,
        secrets=("digest",),
    ),
)
