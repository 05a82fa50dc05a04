"""What was said between a person and others."""

from django.utils.translation import gettext_lazy as _

from hoshin.base.personal_data import IN_THE_OPEN, OF_OTHERS, AtErasure, PersonalData
from hoshin.feedback.models import AnonymousTalk, AnonymousWords, Applause, Feedback, FeedbackRequest, Recognition

PERSONAL_DATA = (
    PersonalData(
        model=FeedbackRequest,
        by="asker",
        label=_("Feedback that they asked for"),
        at_erasure=AtErasure.BLANKED,
        words=("question",),
    ),
    PersonalData(
        model=FeedbackRequest,
        by="asked",
        label=_("Feedback that others asked of them"),
        at_erasure=AtErasure.BLANKED,
        words=("word",),
    ),
    PersonalData(
        model=Feedback, by="giver", label=_("Feedback that they gave"), at_erasure=AtErasure.BLANKED, words=("text",)
    ),
    PersonalData(model=Feedback, by="receiver", label=_("Feedback that they got"), at_erasure=AtErasure.REMOVED),
    PersonalData(
        model=Feedback,
        by="shown_to",
        label=_("Feedback to others that was shown to them"),
        at_erasure=AtErasure.KEPT,
        why=OF_OTHERS,
    ),
    PersonalData(
        model=Recognition, by="giver", label=_("Recognition that they gave"), at_erasure=AtErasure.KEPT, why=IN_THE_OPEN
    ),
    PersonalData(
        model=Recognition, by="person", label=_("Recognition that they got"), at_erasure=AtErasure.KEPT, why=IN_THE_OPEN
    ),
    PersonalData(
        model=Applause,
        by="person",
        label=_("Recognition in which they joined"),
        at_erasure=AtErasure.KEPT,
        why=IN_THE_OPEN,
    ),
    PersonalData(model=AnonymousTalk, by="to", label=_("Words without a name to them"), at_erasure=AtErasure.REMOVED),
    PersonalData(
        model=AnonymousWords, by="talk__to", label=_("What was said in these talks"), at_erasure=AtErasure.REMOVED
    ),
)
