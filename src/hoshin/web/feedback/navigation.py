"""Where feedback and recognition stand: in the rail for everybody, and in the palette."""

from django.utils.translation import gettext_lazy as _

from hoshin.feedback.policies import FeedbackRight
from hoshin.web.navigation import Deed, RailPage, is_somebody

PAGES = (
    RailPage(
        "feedback",
        _("Feedback"),
        "M2.5 3h11v7.5H8L4.5 13.5v-3h-2z",
        FeedbackRight.GIVE,
        19,
        belongs=(
            "feedback_given",
            "feedback_shown",
            "feedback_asked",
            "feedback_one",
            "feedback_give",
            "feedback_edit",
            "feedback_ask",
            "feedback_answer",
            "recognition",
            "recognition_one",
            "anonymous",
            "anonymous_answers",
            "anonymous_inbox",
            "anonymous_talk",
        ),
        also=_("praise recognition thanks ask"),
        help="guides/feedback",
    ),
)
DEEDS = (
    Deed("feedback_give", _("Give feedback"), FeedbackRight.GIVE, 32, _("write praise tell"), only=is_somebody),
    Deed("feedback_ask", _("Ask for feedback"), FeedbackRight.GIVE, 33, _("question request"), only=is_somebody),
    Deed("recognition", _("Recognise somebody"), FeedbackRight.GIVE, 34, _("thanks praise kudos applaud values")),
    Deed("anonymous", _("Write without your name"), FeedbackRight.GIVE, 35, _("anonymous whistle complaint HR")),
)
