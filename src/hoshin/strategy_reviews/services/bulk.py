"""Many strategy reviews at once, by codes: what an import calls."""

from collections.abc import Sequence
from typing import Any

from hoshin.accounts.access import Actor, Right, require
from hoshin.actions.models import CorrectiveAction
from hoshin.audit.services import act
from hoshin.base.outcome import Outcome
from hoshin.base.upserts import by_code, ids_by_code, upsert
from hoshin.decisions.models import Decision
from hoshin.org.models import Person, Unit
from hoshin.strategy.models import Plan
from hoshin.strategy_reviews.models import (
    StrategyReview,
    StrategyReviewMember,
    StrategyReviewOutcome,
    StrategyReviewParticipant,
    StrategyReviewSeries,
    StrategyReviewTask,
    StrategyReviewTopic,
)
from hoshin.strategy_reviews.rows import ReviewRow, SeriesRow, TaskRow, TopicRow


def upsert_series(actor: Actor, rows: Sequence[SeriesRow]) -> Outcome:
    """Create or change series by their codes, with whom they name."""
    require(actor, Right.IMPORT)
    with act(actor, "upsert_review_series", count=len(rows)):
        plans = ids_by_code(Plan, {row.plan for row in rows})
        units = ids_by_code(Unit, {row.unit for row in rows})
        people = _people({one for row in rows for one in (row.chair, *row.members)})
        known = by_code(StrategyReviewSeries, {row.code for row in rows})
        wanted: list[tuple[Any, dict[str, Any]]] = []
        for row in rows:
            values = {name: getattr(row, name) for name in ("code", "name", "cadence", "place", "minutes")} | {
                "plan_id": plans[row.plan.casefold()],
                "unit_id": units.get(row.unit.casefold()),
                "chair_id": people.get(row.chair.casefold()),
            }
            wanted.append((known.get(row.code.casefold()), values))
        outcome = upsert(StrategyReviewSeries, wanted).outcome
        stored = by_code(StrategyReviewSeries, {row.code for row in rows})
        for row in rows:
            series = stored[row.code.casefold()]
            ids = {people[one.casefold()] for one in row.members}
            StrategyReviewMember.objects.filter(series=series).exclude(person__in=ids).delete()
            for pk in sorted(ids - set(series.members.values_list("person", flat=True))):
                StrategyReviewMember.objects.create(series=series, person_id=pk)
        return outcome


def upsert_reviews(actor: Actor, rows: Sequence[ReviewRow]) -> Outcome:
    """Create or change meetings by their codes, with who takes part and what came of them."""
    require(actor, Right.IMPORT)
    with act(actor, "upsert_reviews", count=len(rows)):
        series = ids_by_code(StrategyReviewSeries, {row.series for row in rows})
        people = _people({one for row in rows for one in (row.chair, *row.participants)})
        decisions = ids_by_code(Decision, {one for row in rows for one in row.decisions})
        actions = ids_by_code(CorrectiveAction, {one for row in rows for one in row.actions})
        known = by_code(StrategyReview, {row.code for row in rows})
        names = ("code", "starts_at", "minutes", "place", "summary", "closed_at", "closed_by")
        wanted: list[tuple[Any, dict[str, Any]]] = []
        for row in rows:
            values = {name: getattr(row, name) for name in names} | {
                "series_id": series[row.series.casefold()],
                "chair_id": people.get(row.chair.casefold()),
            }
            wanted.append((known.get(row.code.casefold()), values))
        outcome = upsert(StrategyReview, wanted).outcome
        stored = by_code(StrategyReview, {row.code for row in rows})
        for row in rows:
            review = stored[row.code.casefold()]
            _keep_participants(review, {people[one.casefold()] for one in row.participants})
            came = {("decision_id", decisions[one.casefold()]) for one in row.decisions}
            _keep_outcomes(review, came | {("action_id", actions[one.casefold()]) for one in row.actions})
        return outcome


def upsert_topics(actor: Actor, rows: Sequence[TopicRow]) -> Outcome:
    """Create or change topics by the code of their meeting and their number."""
    require(actor, Right.IMPORT)
    with act(actor, "upsert_topics", count=len(rows)):
        reviews = by_code(StrategyReview, {row.review for row in rows})
        stored = StrategyReviewTopic.objects.filter(review__in=reviews.values())
        known = {(topic.review_id, topic.number): topic for topic in stored}
        wanted: list[tuple[Any, dict[str, Any]]] = []
        for row in rows:
            review = reviews[row.review.casefold()]
            values = {name: getattr(row, name) for name in ("number", "kind", "title", "minutes", "notes")}
            values |= {"review_id": review.pk, "position": row.place or row.number}
            wanted.append((known.get((review.pk, row.number)), values))
        return upsert(StrategyReviewTopic, wanted).outcome


def upsert_review_tasks(actor: Actor, rows: Sequence[TaskRow]) -> Outcome:
    """Create or change tasks by the code of their meeting and their number."""
    require(actor, Right.IMPORT)
    with act(actor, "upsert_review_tasks", count=len(rows)):
        reviews = by_code(StrategyReview, {row.review for row in rows})
        people = _people({row.owner for row in rows})
        stored = StrategyReviewTask.objects.filter(review__in=reviews.values())
        known = {(task.review_id, task.number): task for task in stored}
        wanted: list[tuple[Any, dict[str, Any]]] = []
        for row in rows:
            review = reviews[row.review.casefold()]
            values = {name: getattr(row, name) for name in ("number", "text", "due_on", "done_on")}
            values |= {"review_id": review.pk, "owner_id": people.get(row.owner.casefold())}
            wanted.append((known.get((review.pk, row.number)), values))
        return upsert(StrategyReviewTask, wanted).outcome


def _people(ids: set[str]) -> dict[str, int]:
    return ids_by_code(Person, ids, column="employee_id")


def _keep_participants(review: StrategyReview, ids: set[int]) -> None:
    StrategyReviewParticipant.objects.filter(review=review).exclude(person__in=ids).delete()
    for pk in sorted(ids - set(review.participants.values_list("person", flat=True))):
        StrategyReviewParticipant.objects.create(review=review, person_id=pk)


def _keep_outcomes(review: StrategyReview, wanted: set[tuple[str, int]]) -> None:
    """A file holds decisions and actions that whoever wrote it saw: those that it leaves out stay."""
    rows = StrategyReviewOutcome.objects.filter(review=review)
    known = {("decision_id", row.decision_id) if row.decision_id else ("action_id", row.action_id) for row in rows}
    for name, pk in sorted(wanted - known):
        StrategyReviewOutcome.objects.create(review=review, **{name: pk})
