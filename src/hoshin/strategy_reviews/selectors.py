"""Finds strategy reviews: the series, their meetings, and of one what it talks about, decided and left to do."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from hoshin.accounts.access import Actor
from hoshin.actions.models import CorrectiveAction
from hoshin.base import clock
from hoshin.base.errors import NotFound
from hoshin.base.words import begins_with, codes_near
from hoshin.decisions.models import Decision
from hoshin.org.models import Person
from hoshin.org.relations import is_self
from hoshin.strategy_reviews.models import (
    StrategyReview,
    StrategyReviewSeries,
    StrategyReviewTask,
    StrategyReviewTopic,
)
from hoshin.strategy_reviews.policies import (
    is_coming,
    is_ones_own,
    members_visible_to,
    outcomes_visible_to,
    participants_visible_to,
    reviews_visible_to,
    series_visible_to,
    tasks_visible_to,
    topics_visible_to,
)

SHOWN = ("all", "coming", "held")
_REVIEW_WITH = ("series__plan", "series__unit", "series__chair", "chair")


@dataclass(frozen=True, slots=True)
class ReviewWish:
    """Which meetings somebody wants to see; words are looked for in summaries, topics and minutes."""

    text: str = ""
    shown: str = "all"
    series: str = ""


@dataclass(frozen=True, slots=True)
class ReviewOutcomes:
    """What came of a meeting, as far as the reader may see it."""

    decisions: tuple[Decision, ...]
    actions: tuple[CorrectiveAction, ...]
    tasks: tuple[StrategyReviewTask, ...]


def reviews_listed(actor: Actor, wish: ReviewWish) -> QuerySet[StrategyReview]:
    """The meetings wished for, the latest first."""
    rows = reviews_visible_to(actor).select_related(*_REVIEW_WITH)
    if wish.shown in ("coming", "held"):
        rows = rows.filter(closed_at__isnull=wish.shown == "coming")
    if wish.series:
        rows = rows.filter(series__code__iexact=wish.series)
    if wish.text.strip():
        rows = rows.filter(saying(actor, wish.text))
    return rows.order_by("-starts_at", "-pk")


def reviews_counted(actor: Actor, wish: ReviewWish) -> QuerySet[Any]:
    """The same, each with how many `decisions`, `actions`, `all_tasks` and `open_tasks` came of it. One query."""
    came = outcomes_visible_to(actor).filter(review=OuterRef("pk"))
    tasks = tasks_visible_to(actor).filter(review=OuterRef("pk"))
    return reviews_listed(actor, wish).annotate(
        decisions=_counted(came.exclude(decision=None)),
        actions=_counted(came.exclude(action=None)),
        all_tasks=_counted(tasks),
        open_tasks=_counted(tasks.filter(done_on=None)),
    )


def _counted(rows: QuerySet[Any]) -> Coalesce:
    return Coalesce(Subquery(rows.order_by().values("review").annotate(n=Count("pk")).values("n")), 0)


def saying(actor: Actor, text: str) -> Q:
    """Meetings of which the code or series begins with a text, or in which it was said."""
    own = begins_with(text, names="summary") | begins_with(text, of="series__")
    said = begins_with(text, names="notes", codes=()) | begins_with(text, names="title", codes=())
    return own | Q(Exists(topics_visible_to(actor).order_by().filter(said, review=OuterRef("pk"))))


def series_listed(actor: Actor) -> list[StrategyReviewSeries]:
    """The series that the actor may see, by name."""
    return list(series_visible_to(actor).select_related("plan", "unit", "chair").order_by("name", "pk")[:200])


def series_by_code(actor: Actor, code: str) -> StrategyReviewSeries:
    """The series of that code, without regard to case. NotFound, with codes that look like it."""
    rows = series_visible_to(actor)
    row = rows.filter(code__iexact=code.strip()).select_related("plan", "unit", "chair").first()
    if row is None:
        raise NotFound("series of strategy reviews", code, known=codes_near(rows, code))
    return row


def review_by_code(actor: Actor, code: str) -> StrategyReview:
    """The meeting of that code with who takes part. NotFound, with codes that look like it. Two queries."""
    rows = reviews_visible_to(actor)
    who = Prefetch("participants", participants_visible_to(actor).select_related("person").order_by("person__name"))
    row = rows.filter(code__iexact=code.strip()).select_related(*_REVIEW_WITH).prefetch_related(who).first()
    if row is None:
        raise NotFound("strategy review", code, known=codes_near(rows, code))
    return row


def topics_of(actor: Actor, review: StrategyReview) -> list[StrategyReviewTopic]:
    """What a meeting talks about, in order."""
    return list(topics_visible_to(actor).filter(review=review).order_by("position", "pk"))


def topic_by_number(actor: Actor, review: StrategyReview, number: int) -> StrategyReviewTopic:
    """One topic of a meeting. NotFound."""
    row = topics_visible_to(actor).filter(review=review, number=number).select_related("review__series").first()
    if row is None:
        raise NotFound("topic", str(number))
    return row


def task_by_number(actor: Actor, number: int) -> StrategyReviewTask:
    """One task, by its number in the house. NotFound."""
    row = tasks_visible_to(actor).filter(pk=number).select_related("review__series", "owner").first()
    if row is None:
        raise NotFound("task", str(number))
    return row


def outcomes_of(actor: Actor, review: StrategyReview) -> ReviewOutcomes:
    """What was decided, is acted on and is to be done. Three queries."""
    rows = outcomes_visible_to(actor).filter(review=review).select_related("decision__decider", "action__owner")
    rows = rows.prefetch_related("decision__options")
    tasks = tasks_visible_to(actor).filter(review=review).select_related("owner")
    found = list(rows.order_by("pk"))
    return ReviewOutcomes(
        tuple(row.decision for row in found if row.decision is not None),
        tuple(row.action for row in found if row.action is not None),
        tuple(tasks.order_by("number")),
    )


def members_of(actor: Actor, series: StrategyReviewSeries) -> list[Person]:
    """Whom a series names."""
    rows = members_visible_to(actor).filter(series=series).select_related("person").order_by("person__name")
    return [row.person for row in rows]


def own_coming(actor: Actor) -> QuerySet[StrategyReview]:
    """Meetings of today and tomorrow that the actor leads or takes part in."""
    return reviews_visible_to(actor).filter(is_coming(), is_ones_own(actor)).order_by("starts_at", "pk")


def own_due_tasks(actor: Actor) -> QuerySet[StrategyReviewTask]:
    """What the actor is to do by today."""
    rows = tasks_visible_to(actor).filter(is_self(actor, "owner"), done_on=None, due_on__lte=clock.today())
    return rows.order_by(F("due_on").asc(nulls_last=True), "pk")
