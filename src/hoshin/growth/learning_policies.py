"""Who decides on what people ask to learn, who has a seat, who holds a session, and for whom what is mandatory."""

from collections.abc import Collection
from datetime import timedelta
from typing import NamedTuple

from django.contrib.postgres.fields import ArrayField
from django.db.models import BigIntegerField, Count, Exists, F, Func, OuterRef, Q, QuerySet, Subquery

from hoshin.accounts.access import Actor
from hoshin.base import clock
from hoshin.growth.models import SEATED, LearningItem, LearningRecord, LearningRequest, LearningSession, RequestState
from hoshin.org.models import Person, UnitLine
from hoshin.org.presence import is_still_here
from hoshin.org.relations import is_manager, is_self

SOON_DUE = timedelta(days=28)
_NUMBERS: "ArrayField[list[int], list[int]]" = ArrayField(BigIntegerField())


class Seats(NamedTuple):
    """Of a session: how many have a seat, and how many are approved and wait for one. Who, is not told."""

    taken: int
    waiting: int


def seats_of(sessions: Collection[int]) -> dict[int, Seats]:
    """The seats of sessions by their numbers. One query."""
    rows = LearningRequest.objects.filter(session__in=sessions).order_by().values_list("session")
    counted = rows.annotate(
        taken=Count("pk", filter=Q(state__in=SEATED)), waiting=Count("pk", filter=Q(state=RequestState.WAITING))
    )
    found = {pk: Seats(taken, waiting) for pk, taken, waiting in counted}
    return {pk: found.get(pk, Seats(0, 0)) for pk in sessions}


def who_waits(session: LearningSession) -> QuerySet[LearningRequest]:
    """Who is approved and waits for a seat: whoever asked first comes first."""
    return LearningRequest.objects.filter(session=session, state=RequestState.WAITING).order_by("asked_on", "pk")


def waits_behind(request: LearningRequest) -> int:
    """How many get a seat before this one does."""
    if request.session is None:
        return 0
    earlier = Q(asked_on__lt=request.asked_on) | Q(asked_on=request.asked_on, pk__lt=request.pk)
    return who_waits(request.session).filter(earlier).count()


def sessions_held_by(actor: Actor) -> QuerySet[LearningSession]:
    """Sessions that the actor holds."""
    return LearningSession.objects.filter(is_self(actor, "host"))


def seats_seen_by_host(actor: Actor) -> QuerySet[LearningRequest]:
    """Requests with a seat, or waiting for one, in sessions that the actor holds: whose they are, never why."""
    states = (*SEATED, RequestState.WAITING)
    rows = LearningRequest.objects.filter(session__in=sessions_held_by(actor).order_by().values("pk"), state__in=states)
    return rows.select_related("person").only("person__name", "person__employee_id", "session", "item", "state")


def requests_to_decide(actor: Actor) -> QuerySet[LearningRequest]:
    """What people who report to the actor asked to learn, and nobody decided on."""
    return LearningRequest.objects.filter(is_self(actor, "person__manager"), state=RequestState.ASKED)


def may_decide_on(actor: Actor, request: LearningRequest) -> bool:
    """The managers above whoever asked."""
    return LearningRequest.objects.filter(is_manager(actor, "person"), pk=request.pk).exists()


def users_with_requests_to_decide() -> QuerySet[Person, int]:
    """The numbers of the users who have to decide on something that somebody asked to learn."""
    asked = LearningRequest.objects.filter(state=RequestState.ASKED)
    rows = Person.objects.filter(pk__in=asked.values("person__manager"), user__is_active=True)
    return rows.values_list("user", flat=True)


def people_who_must_learn(item: LearningItem) -> QuerySet[Person]:
    """For whom an entry is mandatory: everybody who works here now, or in its unit and below."""
    people = Person.objects.filter(is_still_here())
    if not item.is_mandatory:
        return people.none()
    if item.mandatory_in_id is None:
        return people
    below = UnitLine.objects.filter(line__contains=[item.mandatory_in_id], valid_to=None)
    return people.filter(unit__in=below.values("unit"))


def has_valid_record(item: LearningItem) -> Exists:
    """Of a person: that they have a record of an entry which holds today."""
    return Exists(LearningRecord.objects.filter(holds_today(), item=item, person=OuterRef("pk")))


def mandatory_due(actor: Actor) -> QuerySet[LearningItem]:
    """What is mandatory for the actor, who holds no record of it that lasts four weeks more, with the day until which the
    longest lasts or lasted as `lasts_until` (None: there is none)."""
    if actor.user_id is None:
        return LearningItem.objects.none()
    own = LearningRecord.objects.filter(item=OuterRef("pk"), person__user=actor.user_id)
    return (
        LearningItem.objects.filter(_is_mandatory_in(UnitLine.objects.filter(unit__people__user=actor.user_id)))
        .exclude(Exists(own.filter(_lasts())))
        .annotate(lasts_until=Subquery(own.order_by(F("expires_on").desc()).values("expires_on")[:1]))
    )


def users_with_mandatory_due() -> QuerySet[Person, int]:
    """The numbers of the users for whom something of the kind is due."""
    held = LearningRecord.objects.filter(_lasts(), item=OuterRef("pk"), person=OuterRef(OuterRef("pk")))
    lines = UnitLine.objects.filter(unit=OuterRef(OuterRef("unit")))
    due = LearningItem.objects.filter(_is_mandatory_in(lines)).exclude(Exists(held))
    people = Person.objects.filter(is_still_here(), Exists(due), user__is_active=True)
    return people.values_list("user", flat=True)


def _is_mandatory_in(lines: QuerySet[UnitLine]) -> Q:
    """Of an entry: that it is mandatory for all, or for whoever works where these lines lead."""
    there = Func(OuterRef("mandatory_in"), template="ARRAY[%(expressions)s]::bigint[]", output_field=_NUMBERS)
    below = Exists(lines.filter(line__contains=there, valid_to=None))
    return Q(is_mandatory=True, is_offered=True) & (Q(mandatory_in=None) | Q(below))


def _lasts() -> Q:
    return Q(expires_on=None) | Q(expires_on__gt=clock.today() + SOON_DUE)


def holds_today() -> Q:
    """Of a record: that what was learnt holds for good or until today at least."""
    return Q(expires_on=None) | Q(expires_on__gte=clock.today())
