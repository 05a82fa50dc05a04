"""What somebody owes about 1:1s, counted from the state of things: proposals to answer, agendas, action items."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.utils.timezone import get_current_timezone
from django.utils.translation import gettext as _

from hoshin.accounts.access import Actor
from hoshin.base import clock
from hoshin.meetings.models import Agreement, OneOnOne
from hoshin.meetings.policies import agenda_visible_to, one_on_ones_visible_to, private_notes_visible_to
from hoshin.meetings.selectors import Occasion, apart, one_on_ones_of, own_open_items, upcoming
from hoshin.notices.kinds import OwedFacts, OwedThing
from hoshin.org.models import Person
from hoshin.org.relations import is_self

_SOON = timedelta(days=1)


def proposed_to(actor: Actor) -> QuerySet[OneOnOne]:
    """The 1:1s that are proposed to the actor and wait for an answer."""
    return one_on_ones_visible_to(actor).filter(is_self(actor, "partner"), agreement=Agreement.PROPOSED)


def agreed_with(actor: Actor) -> QuerySet[OneOnOne]:
    """The 1:1s of the actor that were agreed."""
    own = is_self(actor, "organiser") | is_self(actor, "partner")
    return one_on_ones_visible_to(actor).filter(own, agreement=Agreement.AGREED)


def proposals_to_answer(actor: Actor) -> OwedFacts | None:
    """How many 1:1s are proposed to the actor."""
    count = proposed_to(actor).count()
    return {"count": count} if count else None


def first_proposals(actor: Actor, most: int) -> list[OwedThing]:
    """The first of them, by whom they are proposed."""
    return [
        OwedThing(
            one.pk, _("Answer the 1:1 that %(name)s proposes") % {"name": one.organiser.name}, "one_on_one", (one.pk,)
        )
        for one in proposed_to(actor).select_related("organiser").order_by("pk")[:most]
    ]


def agendas_to_prepare(actor: Actor) -> OwedFacts | None:
    """How many 1:1s by the end of tomorrow have no point and no note of the actor's yet."""
    count = len(unprepared(actor))
    return {"count": count} if count else None


def unprepared(actor: Actor) -> list[Occasion]:
    """Meetings until the end of tomorrow, as the actor's days go, for which they wrote neither a point nor a note."""
    ones = [one for one in one_on_ones_of(actor) if one.agreement == Agreement.AGREED]
    if not ones:
        return []
    now = clock.now()
    soon = upcoming(actor, ones, now, _end_of_tomorrow(now))
    numbers = [occasion.one.pk for occasion in soon]
    own = is_self(actor, "added_by")
    points = set(
        agenda_visible_to(actor).filter(own, one_on_one__in=numbers, meeting=None).values_list("one_on_one", flat=True)
    )
    notes = private_notes_visible_to(actor).filter(one_on_one__in=numbers).exclude(text="")
    noted = set(notes.values_list("one_on_one", "day"))
    return [
        occasion for occasion in soon if occasion.one.pk not in points and (occasion.one.pk, occasion.day) not in noted
    ]


def first_unprepared(actor: Actor, most: int) -> list[OwedThing]:
    """The first of them, by their days."""
    return [
        OwedThing(
            one.one.pk,
            _("Prepare the 1:1 with %(name)s") % {"name": _other(one.one, actor).name},
            "meeting",
            (one.one.pk, one.day.isoformat()),
            due_on=one.starts_at.date(),
        )
        for one in unprepared(actor)[:most]
    ]


def _other(one: OneOnOne, actor: Actor) -> Person:
    return one.partner if one.organiser.user_id == actor.user_id else one.organiser


def first_items_due(actor: Actor, most: int) -> list[OwedThing]:
    """The first action items of the actor's that are due; those of 1:1s of others, which were handed over, in their list."""
    rows = own_open_items(actor).filter(due_on__lte=clock.today()).order_by("due_on", "pk")[:most]
    found = []
    for row in rows:
        is_own = actor.user_id in (row.one_on_one.organiser.user_id, row.one_on_one.partner.user_id)
        page, page_by = ("one_on_one", (row.one_on_one_id,)) if is_own else ("meetings", ())
        about = _("1:1 with %(name)s") % {"name": _other(row.one_on_one, actor).name} if is_own else ""
        found.append(OwedThing(row.pk, row.text, page, page_by, about=about, due_on=row.due_on))
    return found


def own_items_due(actor: Actor) -> OwedFacts | None:
    """How many action items of the actor's are due by today, and how many of them since before."""
    today = clock.today()
    days = list(own_open_items(actor).filter(due_on__lte=today).values_list("due_on", flat=True))
    late = sum(day is not None and day < today for day in days)
    return {"count": len(days), **({"late": late} if late else {})} if days else None


def long_apart(actor: Actor) -> OwedFacts | None:
    """How many 1:1s of the actor were not held for twice as long as was agreed."""
    count = len(apart(actor, one_on_ones_of(actor)))
    return {"count": count} if count else None


def first_apart(actor: Actor, most: int) -> list[OwedThing]:
    """These, the longest apart first."""
    ones = one_on_ones_of(actor)
    by_number = {one.pk: one for one in ones}
    found = sorted(apart(actor, ones).items(), key=lambda pair: pair[1])[:most]
    return [
        OwedThing(
            number,
            _("Meet %(name)s again") % {"name": _other(by_number[number], actor).name},
            "one_on_one",
            (number,),
            since=day,
        )
        for number, day in found
    ]


def _end_of_tomorrow(now: datetime) -> datetime:
    """As days go in the time zone of whoever is told: pages and mails are written in it."""
    here = now.astimezone(get_current_timezone())
    end = (here + 2 * _SOON).replace(hour=0, minute=0, second=0, microsecond=0)
    return end.astimezone(ZoneInfo("UTC"))
