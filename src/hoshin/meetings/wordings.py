"""How changes of 1:1s are worded."""

from django.utils.translation import gettext_lazy as _

from hoshin.base.wordings import period_in_words, wording

WORDINGS = (
    wording("propose_one_on_one", _("1:1 proposed to %(name)s")),
    wording("propose_one_on_one/set_up", _("1:1 with %(name)s set up")),
    wording("answer_one_on_one", _("1:1 that %(name)s proposed accepted")),
    wording("answer_one_on_one/declined", _("1:1 that %(name)s proposed declined")),
    wording("change_one_on_one", _("1:1 with %(name)s changed")),
    wording("end_one_on_one", _("1:1 with %(name)s ended")),
    wording(
        "move_meeting",
        _("Meeting with %(name)s of %(day)s moved to %(to)s"),
        day=period_in_words,
        to=period_in_words,
    ),
    wording("skip_meeting", _("Meeting with %(name)s of %(day)s left out"), day=period_in_words),
    wording("plan_meeting_again", _("Meeting with %(name)s of %(day)s is on again as planned"), day=period_in_words),
    wording("write_meeting_notes", _("Notes of the meeting with %(name)s of %(day)s written"), day=period_in_words),
    wording("hold_meeting", _("Meeting with %(name)s of %(day)s held"), day=period_in_words),
    wording("write_private_note", _("Something noted for oneself about %(name)s, for %(day)s"), day=period_in_words),
    wording("add_agenda_item", _("Point for the 1:1 with %(name)s added")),
    wording("change_agenda_item", _("Point for the 1:1 with %(name)s changed")),
    wording("remove_agenda_item", _("Point for the 1:1 with %(name)s removed")),
    wording("order_agenda", _("Points for the 1:1 with %(name)s put in order")),
    wording("talk_about", _("Point of the 1:1 with %(name)s talked about")),
    wording("add_action_item", _("Action item from the 1:1 with %(name)s added")),
    wording("change_action_item", _("Action item of %(name)s changed")),
    wording("change_action_item/done", _("Action item of %(name)s done")),
    wording("change_action_item/open_again", _("Action item of %(name)s open again")),
    wording("hand_over_action_item", _("Action item handed over to %(name)s")),
    wording("ask_for_invitation", _("Invitation to a 1:1 asked for")),
    wording("upsert_one_on_ones", _("%(count)s 1:1s imported"), of_one=_("One 1:1 imported")),
    wording("upsert_action_items", _("%(count)s action items imported"), of_one=_("One action item imported")),
    wording("make_calendar_address", _("Address of the calendar of %(name)s made")),
    wording("revoke_calendar_address", _("Address of the calendar of %(name)s taken back")),
)
