"""A meeting is closed: its agenda is kept as it stood, and who takes part is told that the minutes are there."""

from hoshin.accounts.access import Actor
from hoshin.audit.editing import add_row, change_row
from hoshin.audit.services import act
from hoshin.base import clock
from hoshin.base.errors import Invalid
from hoshin.base.wordings import Said
from hoshin.notices.services import tell
from hoshin.strategy_reviews.agenda import agenda_now
from hoshin.strategy_reviews.models import StrategyReview, StrategyReviewAgenda
from hoshin.strategy_reviews.notices import MINUTES
from hoshin.strategy_reviews.policies import require_leading
from hoshin.strategy_reviews.services.meetings import require_open, users_taking_part


def close_review(actor: Actor, *, review: StrategyReview, version: int | None = None) -> StrategyReview:
    """Close a meeting. What its agenda shows now, to whoever closes it, is kept; minutes are changed no more."""
    require_leading(actor, review)
    with act(actor, "close_review", code=review.code):
        require_open(review)
        kinds = list(review.topics.values_list("kind", flat=True))
        add_row(StrategyReviewAgenda(review=review, content=agenda_now(actor, review, kinds)))
        row, _changed = change_row(review, version=version, closed_at=clock.now(), closed_by=actor.name)
        facts = {"name": row.series.name, "day": str(clock.day_of(row.starts_at)), "code": row.code}
        tell(actor, MINUTES, users=users_taking_part(row), about=row.pk, facts=facts)
    return row


def reopen_review(actor: Actor, *, review: StrategyReview) -> StrategyReview:
    """Open a meeting again, to correct its minutes. Its agenda fills itself anew until it is closed once more."""
    require_leading(actor, review)
    if not review.is_closed:
        raise Invalid(Said("%(code)s is open.", code=review.code))
    with act(actor, "reopen_review", code=review.code):
        StrategyReviewAgenda.objects.filter(review=review).delete()
        return change_row(review, version=None, closed_at=None, closed_by="")[0]
