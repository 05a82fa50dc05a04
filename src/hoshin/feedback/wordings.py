"""How changes of feedback and recognition are worded: never with what was said."""

from django.utils.translation import gettext_lazy as _

from hoshin.base.wordings import wording

WORDINGS = (
    wording("draft_feedback", _("Drafted feedback to %(name)s")),
    wording("give_feedback", _("Gave feedback to %(name)s")),
    wording("take_back_feedback", _("Took back feedback to %(name)s, which is a draft again")),
    wording("remove_feedback", _("Removed a draft of feedback to %(name)s")),
    wording("ask_for_feedback", _("Asked %(count)s people for feedback"), of_one=_("Asked one person for feedback")),
    wording(
        "close_requests_of_leavers",
        _("%(count)s requests for feedback of people who have left closed"),
        of_one=_("One request for feedback of somebody who has left closed"),
    ),
    wording("decline_feedback", _("Declined a request of %(name)s for feedback")),
    wording("withdraw_request", _("Withdrew a request to %(name)s for feedback")),
    wording("recognise", _("Recognised %(name)s")),
    wording("remove_recognition", _("Removed a recognition of %(name)s")),
    wording("notice_drought", _("Noticed who received no feedback for long")),
    wording("upsert_feedback", _("%(count)s pieces of feedback imported"), of_one=_("One piece of feedback imported")),
    wording("upsert_recognitions", _("%(count)s recognitions imported"), of_one=_("One recognition imported")),
)
