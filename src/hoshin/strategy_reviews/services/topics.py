"""What a meeting talks about: topics added, put in order and taken off, and what was said about each."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Max

from hoshin.accounts.access import Actor
from hoshin.audit.editing import add_row, change_row, locked_row, remove_row
from hoshin.audit.services import act
from hoshin.base.errors import Invalid
from hoshin.base.wordings import Said
from hoshin.strategy_reviews.models import StrategyReview, StrategyReviewTopic, TopicKind
from hoshin.strategy_reviews.policies import require_writing
from hoshin.strategy_reviews.services.meetings import require_open

MOST_TOPICS = 100


def add_topic(actor: Actor, *, review: StrategyReview, title: str, minutes: int | None = None) -> StrategyReviewTopic:
    """Put something on the agenda, as the last."""
    require_writing(actor, review)
    with act(actor, "add_topic", code=review.code, title=title.strip()):
        require_open(review)
        if review.topics.count() >= MOST_TOPICS:
            raise Invalid(Said("%(most)s topics are on the agenda already.", most=MOST_TOPICS))
        last = review.topics.aggregate(number=Max("number"), position=Max("position"))
        return add_row(
            StrategyReviewTopic(
                review=review,
                number=(last["number"] or 0) + 1,
                position=(last["position"] or 0) + 1,
                title=title.strip(),
                minutes=minutes,
            )
        )


def change_topic(
    actor: Actor, *, topic: StrategyReviewTopic, version: int | None = None, **values: Any
) -> StrategyReviewTopic:
    """Call a topic otherwise, or give it more or fewer minutes. What fills itself keeps its name."""
    require_writing(actor, topic.review)
    if topic.kind != TopicKind.ADDED:
        values.pop("title", None)
    with act(actor, "change_topic", code=topic.review.code):
        require_open(topic.review)
        return change_row(topic, version=version, **values)[0]


def remove_topic(actor: Actor, *, topic: StrategyReviewTopic, version: int | None = None) -> None:
    """Take a topic off the agenda about which nothing was said."""
    require_writing(actor, topic.review)
    with act(actor, "remove_topic", code=topic.review.code, title=str(topic)):
        require_open(topic.review)
        if locked_row(topic, version=None).notes:
            raise Invalid(Said("Something was said about it."), remedy="Empty what was said first.")
        remove_row(topic, version=version, in_use="")


def order_topics(actor: Actor, *, review: StrategyReview, numbers: Sequence[int]) -> None:
    """Put the topics in this order; those that are not named follow in theirs."""
    require_writing(actor, review)
    with act(actor, "order_topics", code=review.code):
        require_open(review)
        known = {topic.number: topic for topic in review.topics.all()}
        wanted = [number for number in dict.fromkeys(numbers) if number in known]
        for place, number in enumerate([*wanted, *(one for one in known if one not in wanted)], 1):
            change_row(known[number], version=None, position=place)


def write_minutes(
    actor: Actor, *, topic: StrategyReviewTopic, notes: str, version: int | None = None
) -> StrategyReviewTopic:
    """Write what was said about a topic. Conflict: somebody wrote meanwhile."""
    require_writing(actor, topic.review)
    with act(actor, "write_review_minutes", code=topic.review.code):
        require_open(topic.review)
        return change_row(topic, version=version, notes=_tidied(notes))[0]


def write_summary(actor: Actor, *, review: StrategyReview, summary: str, version: int | None = None) -> StrategyReview:
    """Write what came of a meeting in short. Conflict: somebody wrote meanwhile."""
    require_writing(actor, review)
    with act(actor, "write_review_minutes", code=review.code):
        require_open(review)
        return change_row(review, version=version, summary=_tidied(summary))[0]


def _tidied(text: str) -> str:
    return text.replace("\r\n", "\n").strip()
