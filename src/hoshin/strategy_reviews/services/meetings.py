"""Meetings of a series: planned, changed, the next one in one step, removed while they are open."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from hoshin.accounts.access import Actor
from hoshin.audit.editing import add_row, change_row, locked_row, remove_row
from hoshin.audit.services import act
from hoshin.base import clock
from hoshin.base.codes import free_code
from hoshin.base.errors import Invalid
from hoshin.base.wordings import Said
from hoshin.notices.services import tell
from hoshin.org.models import Person
from hoshin.strategy_reviews.models import (
    StrategyReview,
    StrategyReviewParticipant,
    StrategyReviewSeries,
    StrategyReviewTopic,
    TopicKind,
)
from hoshin.strategy_reviews.notices import COMES
from hoshin.strategy_reviews.policies import require_leading
from hoshin.strategy_reviews.rhythm import next_start

# In minutes, of what fills itself; what is added by hand says its own.
_USUAL_MINUTES = {
    TopicKind.TASKS: 10,
    TopicKind.MOVED: 20,
    TopicKind.SIGNALS: 10,
    TopicKind.ACTIONS: 10,
    TopicKind.SLIPS: 10,
    TopicKind.RISKS: 10,
    TopicKind.DECISIONS: 20,
}


def plan_review(
    actor: Actor,
    *,
    series: StrategyReviewSeries,
    starts_at: datetime,
    participants: Iterable[Person] | None = None,
    **said: Any,
) -> StrategyReview:
    """Plan a meeting of a series; who takes part is told. Without `participants` those whom the series names.

    `said`: chair, place and minutes, where they differ from the series.
    """
    require_leading(actor, series)
    usual = {"chair": series.chair, "place": series.place, "minutes": series.minutes}
    with act(actor, "plan_review", day=str(clock.day_of(starts_at))) as running:
        code = free_code(StrategyReview.objects.all(), "SR-1")
        running.say(code=code)
        review = add_row(StrategyReview(series=series, code=code, starts_at=starts_at, **{**usual, **said}))
        for place, (kind, minutes) in enumerate(_USUAL_MINUTES.items(), 1):
            add_row(StrategyReviewTopic(review=review, number=place, position=place, kind=kind.value, minutes=minutes))
        people = (
            [row.person for row in series.members.select_related("person")] if participants is None else participants
        )
        chair = [review.chair] if review.chair is not None else []
        set_participants(review, [*people, *chair])
        _tell_who_takes_part(actor, review)
    return review


def plan_next(actor: Actor, *, review: StrategyReview) -> StrategyReview:
    """Plan the meeting that follows in the rhythm of its series, with the same people, at the same time of day."""
    require_leading(actor, review.series)
    return plan_review(
        actor,
        series=review.series,
        starts_at=next_start(review),
        participants=[row.person for row in review.participants.select_related("person")],
        chair=review.chair,
        place=review.place,
        minutes=review.minutes,
    )


def change_review(
    actor: Actor,
    *,
    review: StrategyReview,
    version: int | None = None,
    participants: Iterable[Person] | None = None,
    **values: Any,
) -> StrategyReview:
    """Change when, where and with whom an open meeting is; another time is told. Conflict: see `change_row`."""
    require_leading(actor, review)
    with act(actor, "change_review", code=review.code):
        require_open(review)
        row, _changed = change_row(review, version=version, **values)
        if participants is not None:
            set_participants(row, participants)
        if row.starts_at != review.starts_at:
            _tell_who_takes_part(actor, row)
    return row


def remove_review(actor: Actor, *, review: StrategyReview, version: int | None = None) -> None:
    """Remove a meeting that is not closed and of which nothing came."""
    require_leading(actor, review)
    with act(actor, "remove_review", code=review.code):
        require_open(review)
        if review.outcomes.exists() or review.tasks.exists():
            raise Invalid(
                Said("Something was decided in %(code)s.", code=review.code), remedy="Close it: what was said stays."
            )
        review.topics.all().delete()
        review.participants.all().delete()
        remove_row(review, version=version, in_use="")


def require_open(review: StrategyReview) -> StrategyReview:
    """The meeting as it stands, locked until the end of the act. Invalid where it is closed."""
    fresh = locked_row(review, version=None)
    if fresh.is_closed:
        raise Invalid(
            Said("%(code)s is closed: what was said stays as it was.", code=review.code), remedy="Open it again first."
        )
    return fresh


def set_participants(review: StrategyReview, people: Iterable[Person]) -> None:
    """Have these people take part, and nobody else."""
    wanted = {person.pk: person for person in people}
    for row in review.participants.all():
        if wanted.pop(row.person_id, None) is None:
            row.delete()
    for person in wanted.values():
        add_row(StrategyReviewParticipant(review=review, person=person))


def users_taking_part(review: StrategyReview) -> list[int | None]:
    """The users of whoever takes part, and of the chair."""
    rows = StrategyReviewParticipant.objects.filter(review=review)
    users: list[int | None] = list(rows.values_list("person__user", flat=True))
    return [*users, review.chair.user_id if review.chair else None]


def _tell_who_takes_part(actor: Actor, review: StrategyReview) -> None:
    facts = {"name": review.series.name, "day": str(clock.day_of(review.starts_at)), "code": review.code}
    tell(actor, COMES, users=users_taking_part(review), about=review.pk, facts=facts)
