"""What a person said of goals, and where they were away."""

from django.utils.translation import gettext_lazy as _

from hoshin.base.personal_data import IN_THE_OPEN, OF_OTHERS, AtErasure, PersonalData
from hoshin.checkins.models import Absence, Acknowledgement, Blocker, CheckIn, ConfidenceVote, GoalReviewer

PERSONAL_DATA = (
    PersonalData(
        model=CheckIn,
        by="person",
        label=_("Check-ins"),
        at_erasure=AtErasure.KEPT,
        why=IN_THE_OPEN,
        names=("written_by",),
    ),
    PersonalData(
        model=CheckIn,
        by="person",
        label=_("Check-ins on private goals"),
        at_erasure=AtErasure.BLANKED,
        words=("note", "why"),
        where={"objective__visibility": "private"},
    ),
    PersonalData(
        model=CheckIn,
        by="written_by",
        label=_("Check-ins with their name alone"),
        at_erasure=AtErasure.KEPT,
        why=IN_THE_OPEN,
        where={"person": None},
    ),
    PersonalData(
        model=GoalReviewer, by="person", label=_("Goals that they review"), at_erasure=AtErasure.KEPT, why=IN_THE_OPEN
    ),
    PersonalData(
        model=Acknowledgement,
        by="person",
        label=_("Words to check-ins of others"),
        at_erasure=AtErasure.KEPT,
        why=IN_THE_OPEN,
        names=("written_by",),
    ),
    PersonalData(
        model=Acknowledgement,
        by="person",
        label=_("Words to check-ins on private goals"),
        at_erasure=AtErasure.BLANKED,
        words=("word",),
        where={"check_in__objective__visibility": "private"},
    ),
    PersonalData(
        model=Acknowledgement,
        by="written_by",
        label=_("Words to check-ins with their name alone"),
        at_erasure=AtErasure.KEPT,
        why=IN_THE_OPEN,
        where={"person": None},
    ),
    PersonalData(model=Absence, by="person", label=_("Absences"), at_erasure=AtErasure.REMOVED),
    PersonalData(
        model=ConfidenceVote, by="person", label=_("Votes of weeks that are not over"), at_erasure=AtErasure.REMOVED
    ),
    PersonalData(
        model=Blocker, by="raised_by", label=_("What stood in their way"), at_erasure=AtErasure.KEPT, why=IN_THE_OPEN
    ),
    PersonalData(
        model=Blocker,
        by="raised_by",
        label=_("What stood in the way of private goals"),
        at_erasure=AtErasure.BLANKED,
        words=("text", "answer"),
        where={"objective__visibility": "private"},
    ),
    PersonalData(
        model=Blocker,
        by="raised_to",
        label=_("What stood in the way of others, raised to them"),
        at_erasure=AtErasure.KEPT,
        why=OF_OTHERS,
    ),
    PersonalData(
        model=Blocker,
        by="answered_by",
        label=_("Answers to what stood in the way of others"),
        at_erasure=AtErasure.KEPT,
        why=OF_OTHERS,
    ),
)
