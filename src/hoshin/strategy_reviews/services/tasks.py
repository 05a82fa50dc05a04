"""What somebody is to do because a meeting said so."""

from datetime import date
from typing import Any

from django.db.models import Max

from hoshin.accounts.access import Actor
from hoshin.audit.editing import add_row, change_row
from hoshin.audit.services import act
from hoshin.base.errors import Denied
from hoshin.base.wordings import Said
from hoshin.org.models import Person
from hoshin.org.relations import is_self
from hoshin.strategy_reviews.models import StrategyReview, StrategyReviewTask
from hoshin.strategy_reviews.policies import StrategyReviewRight, may_write, require_writing
from hoshin.strategy_reviews.services.meetings import require_open


def add_task(
    actor: Actor, *, review: StrategyReview, text: str, owner: Person | None, due_on: date | None = None
) -> StrategyReviewTask:
    """Say what is to be done, by whom, until when. It comes up in each meeting that follows until it is done."""
    require_writing(actor, review)
    with act(actor, "add_review_task", code=review.code, text=text.strip()):
        require_open(review)
        last = review.tasks.aggregate(number=Max("number"))["number"] or 0
        row = StrategyReviewTask(review=review, number=last + 1, text=text.strip(), owner=owner, due_on=due_on)
        return add_row(row)


def change_task(
    actor: Actor, *, task: StrategyReviewTask, version: int | None = None, **values: Any
) -> StrategyReviewTask:
    """Change a task, or say that it is done: its owner, and whoever writes in the meeting, also after that was closed."""
    _require_may_change(actor, task)
    with act(actor, "change_review_task", code=task.review.code) as running:
        if "done_on" in values:
            running.say(variant="done" if values["done_on"] else "open_again")
        return change_row(task, version=version, **values)[0]


def hand_over_task(actor: Actor, *, task: StrategyReviewTask, to: Person) -> StrategyReviewTask:
    """Have somebody else do it."""
    _require_may_change(actor, task)
    with act(actor, "hand_over_review_task", code=task.review.code, name=to.name):
        return change_row(task, version=None, owner=to)[0]


def _require_may_change(actor: Actor, task: StrategyReviewTask) -> None:
    own = StrategyReviewTask.objects.filter(is_self(actor, "owner"), pk=task.pk)
    if actor.has(StrategyReviewRight.HOLD_OWN) and (own.exists() or may_write(actor, task.review)):
        return
    raise Denied(Said("A task is changed by its owner and by whoever took part in the meeting."))
