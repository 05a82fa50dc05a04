"""Everything that changes strategy reviews."""

from hoshin.strategy_reviews.services.bulk import (
    upsert_review_tasks,
    upsert_reviews,
    upsert_series,
    upsert_topics,
)
from hoshin.strategy_reviews.services.closing import close_review, reopen_review
from hoshin.strategy_reviews.services.meetings import change_review, plan_next, plan_review, remove_review
from hoshin.strategy_reviews.services.outcomes import act_in_review, decide_in_review
from hoshin.strategy_reviews.services.series import (
    begin_series,
    change_series,
    hand_over_series,
    remove_series,
)
from hoshin.strategy_reviews.services.tasks import add_task, change_task, hand_over_task
from hoshin.strategy_reviews.services.topics import (
    add_topic,
    change_topic,
    order_topics,
    remove_topic,
    write_minutes,
    write_summary,
)

__all__ = [
    "act_in_review",
    "add_task",
    "add_topic",
    "begin_series",
    "change_review",
    "change_series",
    "change_task",
    "change_topic",
    "close_review",
    "decide_in_review",
    "hand_over_series",
    "hand_over_task",
    "order_topics",
    "plan_next",
    "plan_review",
    "remove_review",
    "remove_series",
    "remove_topic",
    "reopen_review",
    "upsert_review_tasks",
    "upsert_reviews",
    "upsert_series",
    "upsert_topics",
    "write_minutes",
    "write_summary",
]
