"""What feedback brings into the house."""

from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import EVERYONE, OFFICE, Grant
from hoshin.accounts.sight import Thing
from hoshin.base.cards import Card
from hoshin.feedback import agenda, notices, policies
from hoshin.feedback.evidence import EVIDENCE
from hoshin.feedback.jobs import JOBS
from hoshin.feedback.models import (
    AnonymousTalk,
    AnonymousWords,
    Applause,
    Feedback,
    FeedbackRequest,
    Recognition,
)
from hoshin.feedback.personal_data import PERSONAL_DATA
from hoshin.feedback.policies import FeedbackRight
from hoshin.feedback.sheets import SHEETS
from hoshin.feedback.tracked import TRACKED
from hoshin.feedback.wordings import WORDINGS

CARD = Card(
    personal_data=PERSONAL_DATA,
    evidence=EVIDENCE,
    rights=(Grant(FeedbackRight.GIVE, EVERYONE), Grant(FeedbackRight.REMOVE_RECOGNITION, OFFICE)),
    tracked=TRACKED,
    wordings=WORDINGS,
    sheets=SHEETS,
    jobs=JOBS,
    agenda=agenda.SOURCES,
    notices=notices.KINDS,
    things=(
        Thing("feedback", _("Feedback"), Feedback, policies.feedback_visible_to, policies.TO_FEEDBACK),
        Thing(
            "feedback_request",
            _("Request for feedback"),
            FeedbackRequest,
            policies.requests_visible_to,
            policies.TO_REQUESTS,
        ),
        Thing("recognition", _("Recognition"), Recognition, policies.recognitions_visible_to, policies.TO_RECOGNITION),
        Thing(
            "anonymous_talk",
            _("Message without a name"),
            AnonymousTalk,
            policies.talks_visible_to,
            policies.TO_TALKS,
        ),
        Thing(
            "anonymous_words",
            _("Words without a name"),
            AnonymousWords,
            policies.words_visible_to,
            policies.TO_WORDS,
        ),
        Thing("applause", _("Applause"), Applause, policies.applause_visible_to, policies.TO_RECOGNITION),
    ),
)
