"""Where decisions name a person."""

from django.utils.translation import gettext_lazy as _

from hoshin.base.personal_data import IN_THE_OPEN, AtErasure, PersonalData
from hoshin.decisions.models import Decision, DecisionReview

PERSONAL_DATA = (
    PersonalData(
        model=Decision, by="decider", label=_("Decisions of theirs"), at_erasure=AtErasure.KEPT, why=IN_THE_OPEN
    ),
    PersonalData(
        model=DecisionReview,
        by="reviewed_by",
        label=_("Decisions that they looked at again"),
        at_erasure=AtErasure.KEPT,
        why=IN_THE_OPEN,
    ),
)
