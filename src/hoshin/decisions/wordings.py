"""How changes of decisions are worded."""

from django.utils.translation import gettext_lazy as _

from hoshin.base.wordings import wording

WORDINGS = (
    wording("put_question", _("Question %(code)s put: %(question)s")),
    wording("change_decision", _("Decision %(code)s changed")),
    wording("take_decision", _("Decision %(code)s taken: %(option)s")),
    wording("take_back_decision", _("Decision %(code)s taken back")),
    wording("review_decision", _("Decision %(code)s looked at again")),
    wording("remove_question", _("Question %(code)s removed")),
    wording("hand_over_decision", _("Decision %(code)s handed over to %(owner)s")),
    wording("upsert_decisions", _("%(count)s decisions imported"), of_one=_("One decision imported")),
)
