"""What strategy reviews bring into the house."""

from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import CONTRIBUTORS, OFFICE, Grant
from hoshin.accounts.sight import Thing
from hoshin.base.cards import Card
from hoshin.strategy_reviews import notices, policies
from hoshin.strategy_reviews.belonging import BELONGINGS
from hoshin.strategy_reviews.finds import FINDS
from hoshin.strategy_reviews.models import (
    StrategyReview,
    StrategyReviewAgenda,
    StrategyReviewMember,
    StrategyReviewOutcome,
    StrategyReviewParticipant,
    StrategyReviewSeries,
    StrategyReviewTask,
    StrategyReviewTopic,
)
from hoshin.strategy_reviews.personal_data import PERSONAL_DATA
from hoshin.strategy_reviews.policies import StrategyReviewRight
from hoshin.strategy_reviews.sheets import SHEETS
from hoshin.strategy_reviews.tracked import TRACKED
from hoshin.strategy_reviews.wordings import WORDINGS

CARD = Card(
    personal_data=PERSONAL_DATA,
    rights=(Grant(StrategyReviewRight.HOLD_OWN, CONTRIBUTORS), Grant(StrategyReviewRight.HOLD_ANY, OFFICE)),
    tracked=TRACKED,
    wordings=WORDINGS,
    sheets=SHEETS,
    notices=notices.KINDS,
    finds=FINDS,
    belongings=BELONGINGS,
    things=(
        Thing(
            "strategy_review_series",
            _("Series of strategy reviews"),
            StrategyReviewSeries,
            policies.series_visible_to,
            policies.TO_SERIES,
            named_by="code",
            whose=("chair",),
        ),
        Thing(
            "strategy_review_member",
            _("Whom a series of strategy reviews names"),
            StrategyReviewMember,
            policies.members_visible_to,
            policies.THROUGH_SERIES,
        ),
        Thing(
            "strategy_review",
            _("Strategy review"),
            StrategyReview,
            policies.reviews_visible_to,
            policies.TO_REVIEWS,
            named_by="code",
            whose=("chair",),
        ),
        Thing(
            "strategy_review_participant",
            _("Who takes part in a strategy review"),
            StrategyReviewParticipant,
            policies.participants_visible_to,
            policies.THROUGH_REVIEWS,
        ),
        Thing(
            "strategy_review_topic",
            _("Topic of a strategy review"),
            StrategyReviewTopic,
            policies.topics_visible_to,
            policies.THROUGH_REVIEWS,
        ),
        Thing(
            "strategy_review_task",
            _("Task of a strategy review"),
            StrategyReviewTask,
            policies.tasks_visible_to,
            policies.TO_TASKS,
            whose=("owner",),
        ),
        Thing(
            "strategy_review_outcome",
            _("What came of a strategy review"),
            StrategyReviewOutcome,
            policies.outcomes_visible_to,
            policies.TO_OUTCOMES,
        ),
        Thing(
            "strategy_review_agenda",
            _("Agenda as it stood"),
            StrategyReviewAgenda,
            policies.agendas_visible_to,
            policies.THROUGH_REVIEWS,
        ),
    ),
)
