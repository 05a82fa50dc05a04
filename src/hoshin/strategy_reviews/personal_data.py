"""Where strategy reviews name a person."""

from django.utils.translation import gettext_lazy as _

from hoshin.base.personal_data import IN_THE_OPEN, AtErasure, PersonalData
from hoshin.strategy_reviews.models import (
    StrategyReview,
    StrategyReviewMember,
    StrategyReviewParticipant,
    StrategyReviewSeries,
    StrategyReviewTask,
)

PERSONAL_DATA = (
    PersonalData(
        model=StrategyReviewSeries,
        by="chair",
        label=_("Series of strategy reviews that they chair"),
        at_erasure=AtErasure.KEPT,
        why=IN_THE_OPEN,
    ),
    PersonalData(
        model=StrategyReviewMember,
        by="person",
        label=_("Series of strategy reviews that name them"),
        at_erasure=AtErasure.KEPT,
        why=IN_THE_OPEN,
        through="series",
    ),
    PersonalData(
        model=StrategyReview,
        by="chair",
        label=_("Strategy reviews that they chaired"),
        at_erasure=AtErasure.KEPT,
        why=IN_THE_OPEN,
    ),
    PersonalData(
        model=StrategyReview,
        by="closed_by",
        label=_("Strategy reviews that they closed"),
        at_erasure=AtErasure.KEPT,
        why=IN_THE_OPEN,
    ),
    PersonalData(
        model=StrategyReviewParticipant,
        by="person",
        label=_("Strategy reviews in which they took part"),
        at_erasure=AtErasure.KEPT,
        why=IN_THE_OPEN,
        through="review",
    ),
    PersonalData(
        model=StrategyReviewTask,
        by="owner",
        label=_("What they were to do after strategy reviews"),
        at_erasure=AtErasure.KEPT,
        why=IN_THE_OPEN,
    ),
)
