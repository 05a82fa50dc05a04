"""Everything that changes 1:1s: the series, single meetings, what is talked about, noted and to be done, the calendar."""

from hoshin.meetings.services.actions import add_action_item, change_action_item, hand_over_action_item
from hoshin.meetings.services.agenda import (
    add_agenda_item,
    change_agenda_item,
    order_agenda,
    remove_agenda_item,
    talk_about,
)
from hoshin.meetings.services.bulk import codes_of_others, upsert_action_items, upsert_one_on_ones
from hoshin.meetings.services.calendars import ask_for_invitation, make_calendar_address, revoke_calendar_address
from hoshin.meetings.services.occasions import (
    hold_meeting,
    move_meeting,
    plan_meeting_again,
    skip_meeting,
    write_notes,
    write_private_note,
)
from hoshin.meetings.services.series import (
    answer_one_on_one,
    change_one_on_one,
    end_one_on_one,
    propose_one_on_one,
)

__all__ = [
    "add_action_item",
    "add_agenda_item",
    "answer_one_on_one",
    "ask_for_invitation",
    "change_action_item",
    "change_agenda_item",
    "change_one_on_one",
    "codes_of_others",
    "end_one_on_one",
    "hand_over_action_item",
    "hold_meeting",
    "make_calendar_address",
    "move_meeting",
    "order_agenda",
    "plan_meeting_again",
    "propose_one_on_one",
    "remove_agenda_item",
    "revoke_calendar_address",
    "skip_meeting",
    "talk_about",
    "upsert_action_items",
    "upsert_one_on_ones",
    "write_notes",
    "write_private_note",
]
