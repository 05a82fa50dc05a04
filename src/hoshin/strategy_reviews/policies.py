"""Who reads strategy reviews, and who writes in them.

A meeting is read by who takes part, by its chair, by whom its series names and by the strategy office; what it shows of the
plan, each line by who sees that thing. Who takes part writes minutes, topics and tasks; the chair and the office plan,
close and open again. A task is seen by its owner as well.
"""

from datetime import timedelta
from enum import StrEnum

from django.db.models import Exists, OuterRef, Q, QuerySet

from hoshin.accounts.access import Actor, Right, require
from hoshin.accounts.sight import Opening, Relation, every, opened, visible
from hoshin.base import clock
from hoshin.base.errors import Denied
from hoshin.base.wordings import Said
from hoshin.org.models import Person
from hoshin.org.relations import is_self
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


class StrategyReviewRight(StrEnum):
    HOLD_OWN = "begin series of strategy reviews, and write in those that one takes part in"
    HOLD_ANY = "plan, write and close any strategy review"


def _pk(path: str) -> OuterRef:
    return OuterRef(f"{path}pk" if path else "pk")


def _is_named(actor: Actor, path: str) -> Q:
    return Q(Exists(StrategyReviewMember.objects.filter(is_self(actor, "person"), series=_pk(path))))


def _leads_series(actor: Actor, path: str) -> Q:
    return is_self(actor, f"{path}chair")


def _was_in_one(actor: Actor, path: str) -> Q:
    of_it = StrategyReviewParticipant.objects.filter(is_self(actor, "person"), review__series=_pk(path))
    return Q(Exists(of_it))


def _leads(actor: Actor, path: str) -> Q:
    return is_self(actor, f"{path}chair") | is_self(actor, f"{path}series__chair")


def _takes_part(actor: Actor, path: str) -> Q:
    return Q(Exists(StrategyReviewParticipant.objects.filter(is_self(actor, "person"), review=_pk(path))))


def _is_named_by_series(actor: Actor, path: str) -> Q:
    named = StrategyReviewMember.objects.filter(is_self(actor, "person"), series=OuterRef(f"{path}series"))
    return Q(Exists(named))


def _is_of_series(actor: Actor, path: str) -> Q:
    return opened("strategy_review_series", actor, f"{path}series__")


def _is_of_review(actor: Actor, path: str) -> Q:
    return opened("strategy_review", actor, f"{path}review__")


def _is_task_owner(actor: Actor, path: str) -> Q:
    return is_self(actor, f"{path}owner")


def _is_of_both(actor: Actor, path: str) -> Q:
    decision = Q(**{f"{path}decision": None}) | opened("decision", actor, f"{path}decision__")
    action = Q(**{f"{path}action": None}) | opened("corrective_action", actor, f"{path}action__")
    return _is_of_review(actor, path) & decision & action


_OFFICE = Opening(Right.SEE_PRIVATE, every)
TO_SERIES = (
    _OFFICE,
    Opening(Relation.OWNER, _leads_series),
    Opening(Relation.NAMED, _is_named),
    Opening(Relation.PARTICIPANT, _was_in_one),
)
TO_REVIEWS = (
    _OFFICE,
    Opening(Relation.OWNER, _leads),
    Opening(Relation.PARTICIPANT, _takes_part),
    Opening(Relation.NAMED, _is_named_by_series),
)
THROUGH_SERIES = (_OFFICE, Opening(Relation.THROUGH, _is_of_series))
THROUGH_REVIEWS = (_OFFICE, Opening(Relation.THROUGH, _is_of_review))
TO_TASKS = (*THROUGH_REVIEWS, Opening(Relation.OWNER, _is_task_owner))
TO_OUTCOMES = (_OFFICE, Opening(Relation.THROUGH, _is_of_both))


def series_visible_to(actor: Actor) -> QuerySet[StrategyReviewSeries]:
    """Series that name the actor, that they lead, or of which they took part in a meeting."""
    return visible(StrategyReviewSeries.objects.all(), "strategy_review_series", actor)


def members_visible_to(actor: Actor) -> QuerySet[StrategyReviewMember]:
    """Whom these series name."""
    return visible(StrategyReviewMember.objects.all(), "strategy_review_member", actor)


def reviews_visible_to(actor: Actor) -> QuerySet[StrategyReview]:
    """Meetings that the actor takes part in, leads, or whose series names them."""
    return visible(StrategyReview.objects.all(), "strategy_review", actor)


def participants_visible_to(actor: Actor) -> QuerySet[StrategyReviewParticipant]:
    """Who takes part in these meetings."""
    return visible(StrategyReviewParticipant.objects.all(), "strategy_review_participant", actor)


def topics_visible_to(actor: Actor) -> QuerySet[StrategyReviewTopic]:
    """What they talk about."""
    return visible(StrategyReviewTopic.objects.all(), "strategy_review_topic", actor)


def tasks_visible_to(actor: Actor) -> QuerySet[StrategyReviewTask]:
    """What is to be done because of them, and what the actor is to do."""
    return visible(StrategyReviewTask.objects.all(), "strategy_review_task", actor)


def outcomes_visible_to(actor: Actor) -> QuerySet[StrategyReviewOutcome]:
    """Decisions and actions of these meetings, where the actor sees those as well."""
    return visible(StrategyReviewOutcome.objects.all(), "strategy_review_outcome", actor)


def agendas_visible_to(actor: Actor) -> QuerySet[StrategyReviewAgenda]:
    """Agendas as they stood: each of their lines is shown to who sees the thing that it is of."""
    return visible(StrategyReviewAgenda.objects.all(), "strategy_review_agenda", actor)


def may_lead(actor: Actor, review: StrategyReview) -> bool:
    """Whether the actor may plan, close and open this meeting again: its chair, that of the series, and the office."""
    if actor.has(StrategyReviewRight.HOLD_ANY):
        return True
    own = StrategyReview.objects.filter(_leads(actor, ""), pk=review.pk)
    return actor.has(StrategyReviewRight.HOLD_OWN) and own.exists()


def may_lead_series(actor: Actor, series: StrategyReviewSeries) -> bool:
    """Whether the actor may change this series and plan its meetings."""
    if actor.has(StrategyReviewRight.HOLD_ANY):
        return True
    own = StrategyReviewSeries.objects.filter(_leads_series(actor, ""), pk=series.pk)
    return actor.has(StrategyReviewRight.HOLD_OWN) and own.exists()


def may_write(actor: Actor, review: StrategyReview) -> bool:
    """Whether the actor may write minutes, topics and tasks: who takes part, the chair, and the office."""
    if actor.has(StrategyReviewRight.HOLD_ANY):
        return True
    own = StrategyReview.objects.filter(_leads(actor, "") | _takes_part(actor, ""), pk=review.pk)
    return actor.has(StrategyReviewRight.HOLD_OWN) and own.exists()


def require_may_begin(actor: Actor) -> None:
    """Raise `Denied` unless the actor may begin a series."""
    if not actor.has(StrategyReviewRight.HOLD_ANY):
        require(actor, StrategyReviewRight.HOLD_OWN)


def require_leading(actor: Actor, thing: StrategyReview | StrategyReviewSeries) -> None:
    """Raise `Denied` unless the actor leads it."""
    require_may_begin(actor)
    leads = may_lead(actor, thing) if isinstance(thing, StrategyReview) else may_lead_series(actor, thing)
    if not leads:
        raise Denied(Said("%(code)s is led by its chair and by the strategy office.", code=thing.code))


def require_writing(actor: Actor, review: StrategyReview) -> None:
    """Raise `Denied` unless the actor may write in this meeting."""
    require_may_begin(actor)
    if not may_write(actor, review):
        raise Denied(Said("In %(code)s write who takes part, its chair and the strategy office.", code=review.code))


def is_coming() -> Q:
    """Open meetings of today and tomorrow."""
    days = (clock.today(), clock.today() + timedelta(days=1))
    return Q(closed_at=None, starts_at__gte=clock.now()) & Q(starts_at__date__in=days)


def is_ones_own(actor: Actor) -> Q:
    """Meetings that the actor leads or takes part in."""
    return _leads(actor, "") | _takes_part(actor, "")


def users_of_coming() -> QuerySet[Person, int]:
    """The numbers of the users who take part in a meeting of today or tomorrow, or lead one."""
    coming = StrategyReview.objects.filter(is_coming())
    people = Q(pk__in=coming.values("participants__person")) | Q(pk__in=coming.values("chair"))
    return Person.objects.filter(people, user__is_active=True).values_list("user", flat=True)


def owners_of_due_tasks() -> QuerySet[Person, int]:
    """The numbers of the users who have something to do that is due."""
    due = StrategyReviewTask.objects.filter(done_on=None, due_on__lte=clock.today())
    return Person.objects.filter(pk__in=due.values("owner"), user__is_active=True).values_list("user", flat=True)
