"""What meetings brings into the house: 1:1s with their agendas, notes and action items, and the calendar of them."""

from django.utils.translation import gettext_lazy as _

from hoshin.accounts.sight import Thing
from hoshin.base.cards import Card
from hoshin.meetings import notices, policies
from hoshin.meetings.belonging import BELONGINGS
from hoshin.meetings.evidence import EVIDENCE
from hoshin.meetings.models import ActionItem, AgendaItem, CalendarAddress, Meeting, OneOnOne, PrivateNote
from hoshin.meetings.personal_data import PERSONAL_DATA
from hoshin.meetings.services.letters import INVITATION
from hoshin.meetings.sheets import SHEETS
from hoshin.meetings.tracked import TRACKED
from hoshin.meetings.wordings import WORDINGS

CARD = Card(
    personal_data=PERSONAL_DATA,
    evidence=EVIDENCE,
    tracked=TRACKED,
    wordings=WORDINGS,
    sheets=SHEETS,
    notices=notices.KINDS,
    belongings=BELONGINGS,
    jobs=(INVITATION,),
    things=(
        Thing(
            "one_on_one",
            _("1:1"),
            OneOnOne,
            policies.one_on_ones_visible_to,
            policies.TO_ONE_ON_ONES,
            named_by="code",
            whose=("organiser", "partner"),
        ),
        Thing("meeting", _("Meeting"), Meeting, policies.meetings_visible_to, policies.WITHIN_ONE_ON_ONES),
        Thing(
            "agenda_item",
            _("Point to talk about"),
            AgendaItem,
            policies.agenda_visible_to,
            policies.WITHIN_ONE_ON_ONES,
        ),
        Thing(
            "action_item",
            _("Action item"),
            ActionItem,
            policies.action_items_visible_to,
            policies.TO_ACTION_ITEMS,
            whose=("owner",),
        ),
        Thing(
            "private_note",
            _("Private note"),
            PrivateNote,
            policies.private_notes_visible_to,
            policies.TO_PRIVATE_NOTES,
            whose=("person",),
        ),
        Thing(
            "calendar_address",
            _("Address of a calendar"),
            CalendarAddress,
            policies.calendar_addresses_visible_to,
            policies.TO_CALENDAR_ADDRESSES,
        ),
    ),
)
