"""How strategy reviews stand in the audit trail: seen by who sees the meeting."""

from django.utils.translation import gettext_lazy as _

from hoshin.accounts.policies import undone_with
from hoshin.audit.tracked import Tracked
from hoshin.strategy_reviews import policies
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
from hoshin.strategy_reviews.policies import StrategyReviewRight

_UNDONE = undone_with(StrategyReviewRight.HOLD_OWN)
_IN_REVIEW = {"page": "strategy_review", "page_by": "review__code"}

TRACKED = (
    Tracked(
        model=StrategyReviewSeries,
        label=_("Series of strategy reviews"),
        named_by=("code", "name"),
        page="strategy_review_series",
        page_by="code",
        seen_by=policies.series_visible_to,
        undone_by=_UNDONE,
    ),
    Tracked(
        model=StrategyReviewMember,
        label=_("Whom a series of strategy reviews names"),
        named_by=("series__name", "person__name"),
        page="strategy_review_series",
        page_by="series__code",
        seen_by=policies.members_visible_to,
        undone_by=_UNDONE,
    ),
    Tracked(
        model=StrategyReview,
        label=_("Strategy review"),
        named_by=("code",),
        page="strategy_review",
        page_by="code",
        seen_by=policies.reviews_visible_to,
        undone_by=_UNDONE,
    ),
    Tracked(
        model=StrategyReviewParticipant,
        label=_("Who takes part in a strategy review"),
        named_by=("review__code", "person__name"),
        **_IN_REVIEW,
        seen_by=policies.participants_visible_to,
        undone_by=_UNDONE,
    ),
    Tracked(
        model=StrategyReviewTopic,
        label=_("Topic of a strategy review"),
        named_by=("review__code", "title"),
        **_IN_REVIEW,
        seen_by=policies.topics_visible_to,
        undone_by=_UNDONE,
    ),
    Tracked(
        model=StrategyReviewTask,
        label=_("Task of a strategy review"),
        named_by=("review__code", "text"),
        **_IN_REVIEW,
        seen_by=policies.tasks_visible_to,
        undone_by=_UNDONE,
    ),
    Tracked(
        model=StrategyReviewOutcome,
        label=_("What came of a strategy review"),
        named_by=("review__code",),
        **_IN_REVIEW,
        seen_by=policies.outcomes_visible_to,
        undone_by=_UNDONE,
    ),
    Tracked(
        model=StrategyReviewAgenda,
        label=_("Agenda as it stood"),
        named_by=("review__code",),
        **_IN_REVIEW,
        seen_by=policies.agendas_visible_to,
        # What was shown then is never made otherwise, and its figures are found in its own table.
        undone_by=None,
        secrets=("content",),
    ),
)
