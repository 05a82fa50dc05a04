"""What somebody owes about 1:1s, counted from the state of things: proposals to answer, agendas, action items."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.utils.timezone import get_current_timezone
from django.utils.translation import gettext as _

from hoshin.accounts.access import Actor
from hoshin.base import clock
from hoshin.meetings.models import ActionItem, Agreement, OneOnOne
from hoshin.meetings.policies import one_on_ones_visible_to
from hoshin.meetings.selectors import Occasion, own_open_items, upcoming, without_points
from hoshin.notices.kinds import OwedFacts, OwedRow, OwedThing, counted_facts, day_in
from hoshin.org.models import Person
from hoshin.org.relations import is_self

_SOON = timedelta(days=1)


def proposed_to(actor: Actor) -> QuerySet[OneOnOne]:
    """The 1:1s that are proposed to the actor and wait for an answer."""
    return one_on_ones_visible_to(actor).filter(is_self(actor, "partner"), agreement=Agreement.PROPOSED).order_by("pk")


def agreed_with(actor: Actor) -> QuerySet[OneOnOne]:
    """The 1:1s of the actor that were agreed."""
    own = is_self(actor, "organiser") | is_self(actor, "partner")
    return one_on_ones_visible_to(actor).filter(own, agreement=Agreement.AGREED)


def proposal(actor: Actor, row: OwedRow) -> OwedThing:
    """One of them, by whom it is proposed."""
    text = _("Answer the 1:1 that %(name)s proposes") % {"name": row["organiser__name"]}
    return OwedThing(row["pk"], text, "one_on_one", (row["pk"],))


def agendas_to_prepare(actor: Actor) -> OwedFacts | None:
    """How many 1:1s by the end of tomorrow have no point and no note of the actor's yet."""
    return counted_facts(len(unprepared(actor)))


def unprepared(actor: Actor) -> list[Occasion]:
    """Meetings until the end of tomorrow, as the actor's days go, for which they wrote neither a point nor a note.

    Two queries at most.
    """
    found = without_points(actor)
    noted, now = {one.pk: days for one, days in found}, clock.now()
    soon = upcoming(actor, [one for one, _days in found], now, _end_of_tomorrow(now)) if found else []
    return [occasion for occasion in soon if occasion.day not in noted[occasion.one.pk]]


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


def items_due(actor: Actor) -> QuerySet[ActionItem]:
    """The action items of the actor that are due by today."""
    return own_open_items(actor).filter(due_on__lte=clock.today()).order_by("due_on", "pk")


def item_due(actor: Actor, row: OwedRow) -> OwedThing:
    """One of them; those of 1:1s of others, which were handed over, stand in their list."""
    name = _other_name(actor, row, "one_on_one__")
    return OwedThing(
        row["pk"],
        row["text"],
        *(("one_on_one", (row["one_on_one_id"],)) if name else ("meetings", ())),
        about=_("1:1 with %(name)s") % {"name": name} if name else "",
        due_on=day_in(row["due_on"]),
    )


def apart(actor: Actor, row: OwedRow) -> OwedThing:
    """A 1:1 of the actor that was not held for twice as long as was agreed."""
    text = _("Meet %(name)s again") % {"name": _other_name(actor, row)}
    return OwedThing(row["pk"], text, "one_on_one", (row["pk"],), since=day_in(row["last_on"]))


def _other_name(actor: Actor, row: OwedRow, path: str = "") -> str:
    """The name of the other of the two; "" where the actor is none of them."""
    for own, other in (("organiser", "partner"), ("partner", "organiser")):
        if row[f"{path}{own}__user_id"] == actor.user_id:
            return str(row[f"{path}{other}__name"])
    return ""


def names_of_both(path: str = "") -> tuple[str, ...]:
    """The columns by which a row names the other of the two."""
    return tuple(f"{path}{side}__{column}" for side in ("organiser", "partner") for column in ("user_id", "name"))


def _end_of_tomorrow(now: datetime) -> datetime:
    """As days go in the time zone of whoever is told: pages and mails are written in it."""
    here = now.astimezone(get_current_timezone())
    end = (here + 2 * _SOON).replace(hour=0, minute=0, second=0, microsecond=0)
    return end.astimezone(ZoneInfo("UTC"))
