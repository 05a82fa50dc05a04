"""Strategy reviews, as programs read and write them."""

from datetime import date, datetime
from typing import Annotated, Any

from ninja import Schema
from pydantic import AfterValidator, AwareDatetime, Field

from hoshin.accounts.access import Actor
from hoshin.api.parameters import CODE, within_centuries
from hoshin.api.schemas.recorded import Strict
from hoshin.strategy_reviews.agenda import ReviewLine, lines_kept, lines_of_topic
from hoshin.strategy_reviews.models import LONGEST, StrategyReview, StrategyReviewTopic
from hoshin.strategy_reviews.selectors import outcomes_of, topics_of
from hoshin.strategy_reviews.sentences import said_of


def _within_centuries(instant: datetime) -> datetime:
    within_centuries(instant.date())
    return instant


_Code = Annotated[str, Field(pattern=CODE, max_length=100)]


class ReviewOut(Schema):
    """`chair`: an employee id."""

    code: str
    series: str
    name: str
    plan: str
    unit: str | None
    starts_at: datetime
    minutes: int
    chair: str | None
    place: str
    summary: str
    closed_at: datetime | None
    closed_by: str


class ReviewLineOut(Schema):
    """A thing that the agenda shows: which, and what is said of it."""

    kind: str
    code: str
    name: str
    said: str


class ReviewTopicOut(Schema):
    number: int
    kind: str
    title: str
    minutes: int | None
    lines: list[ReviewLineOut]
    notes: str
    version: int


class ReviewTaskOut(Schema):
    number: int
    text: str
    owner: str | None
    due_on: date | None
    done_on: date | None


class ReviewWholeOut(ReviewOut):
    participants: list[str]
    topics: list[ReviewTopicOut]
    decisions: list[str] = Field(description="Codes of decisions that came of it, as far as you may see them.")
    actions: list[str]
    tasks: list[ReviewTaskOut]


class ReviewPlannedIn(Strict):
    """A meeting of a series."""

    series: _Code
    starts_at: Annotated[AwareDatetime, Field(strict=False), AfterValidator(_within_centuries)]
    participants: list[_Code] | None = Field(
        default=None, max_length=200, description="Employee ids; those whom the series names where left out."
    )


class ReviewMinutedIn(Strict):
    notes: str = Field(max_length=LONGEST)
    version: int | None = Field(default=None, ge=0, le=2_000_000_000)


def review_out(row: StrategyReview) -> dict[str, Any]:
    names = ("code", "starts_at", "minutes", "place", "summary", "closed_at", "closed_by")
    series = row.series
    return {name: getattr(row, name) for name in names} | {
        "series": series.code,
        "name": series.name,
        "plan": series.plan.code,
        "unit": series.unit.code if series.unit else None,
        "chair": row.chair.employee_id if row.chair else None,
    }


def review_whole_out(actor: Actor, row: StrategyReview) -> dict[str, Any]:
    topics, came = topics_of(actor, row), outcomes_of(actor, row)
    kept = lines_kept(actor, row, [topic.kind for topic in topics]) if row.is_closed else {}
    shown = {
        topic.number: kept.get(topic.kind, []) if row.is_closed else lines_of_topic(actor, row, topic.kind)
        for topic in topics
    }
    tasks = [
        {name: getattr(task, name) for name in ("number", "text", "due_on", "done_on")}
        | {"owner": task.owner.employee_id if task.owner else None}
        for task in came.tasks
    ]
    return review_out(row) | {
        "participants": [one.person.employee_id for one in row.participants.all()],
        "topics": [_topic(topic, shown[topic.number]) for topic in topics],
        "decisions": [one.code for one in came.decisions],
        "actions": [one.code for one in came.actions],
        "tasks": tasks,
    }


def _topic(topic: StrategyReviewTopic, lines: list[ReviewLine]) -> dict[str, Any]:
    names = ("number", "kind", "minutes", "notes", "version")
    return {name: getattr(topic, name) for name in names} | {
        "title": str(topic),
        "lines": [{"kind": one.kind, "code": one.code, "name": one.name, "said": said_of(one)} for one in lines],
    }
