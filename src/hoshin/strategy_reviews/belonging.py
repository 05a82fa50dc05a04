"""What of strategy reviews goes to somebody else when a person leaves: series that they lead, and what they are to do."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Actor
from hoshin.org.belongings import Belonging
from hoshin.org.models import Person
from hoshin.strategy_reviews.models import StrategyReviewSeries, StrategyReviewTask
from hoshin.strategy_reviews.policies import series_visible_to, tasks_visible_to
from hoshin.strategy_reviews.services import hand_over_series, hand_over_task


def _open_tasks(actor: Actor) -> QuerySet[StrategyReviewTask]:
    return tasks_visible_to(actor).filter(done_on=None)


def _give_series(actor: Actor, series: StrategyReviewSeries, person: Person) -> None:
    hand_over_series(actor, series=series, to=person)


def _give_task(actor: Actor, task: StrategyReviewTask, person: Person) -> None:
    hand_over_task(actor, task=task, to=person)


BELONGINGS = (
    Belonging(
        "strategy_review_series",
        _("Strategy reviews that they lead"),
        series_visible_to,
        "chair",
        _give_series,
        "strategy_review_series",
    ),
    Belonging(
        "strategy_review_task",
        _("Open tasks of strategy reviews"),
        _open_tasks,
        "owner",
        _give_task,
        "strategy_review",
        "review__code",
        named="text",
    ),
)
