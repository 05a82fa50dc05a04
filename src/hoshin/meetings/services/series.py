"""Series of 1:1s: set up or proposed, answered, changed, ended. The other one of the two is told."""

from datetime import date, time
from typing import Any

from django.utils.timezone import get_default_timezone_name

from hoshin.accounts.access import Actor, Right, require
from hoshin.accounts.selectors import zone_of
from hoshin.audit.editing import add_row, change_row
from hoshin.audit.services import act
from hoshin.base import clock
from hoshin.base.codes import free_code
from hoshin.base.errors import Denied, Invalid
from hoshin.base.wordings import Said
from hoshin.meetings.models import Agreement, Cadence, Meeting, OneOnOne
from hoshin.meetings.notices import CHANGED, PROPOSED
from hoshin.meetings.policies import may_answer, may_set_up, require_taking_part
from hoshin.notices.services import tell
from hoshin.org.models import Person
from hoshin.org.selectors import person_of

# What stands in a calendar, so that its copy has to be renewed.
_IN_CALENDARS = {"topic", "place", "cadence", "starts_on", "at", "minutes", "time_zone", "ends_on", "agreement"}
# With another of these the days of the rule are others.
_OF_THE_RULE = {"cadence", "starts_on"}


def propose_one_on_one(
    actor: Actor,
    *,
    partner: Person,
    starts_on: date,
    at: time,
    cadence: str = Cadence.WEEKLY,
    minutes: int = 30,
    time_zone: str = "",
    topic: str = "",
    place: str = "",
) -> OneOnOne:
    """Set up a 1:1 with somebody whom one leads; with anybody else, propose one, which they accept or decline.

    Without a time zone it is that of the organiser, who is the actor. Invalid: with oneself, or with who has left.
    """
    me = person_acting(actor)
    if partner.end_date is not None and partner.end_date < max(starts_on, clock.today()):
        raise Invalid(
            Said("%(name)s is here until %(day)s.", name=partner.name, day=str(partner.end_date)),
            field="partner",
            remedy="Choose an earlier first meeting, or somebody else.",
        )
    is_agreed = may_set_up(actor, partner)
    zone = checked_zone(time_zone or (me.user.time_zone if me.user else "") or get_default_timezone_name())
    with act(actor, "propose_one_on_one", name=partner.name, **({"variant": "set_up"} if is_agreed else {})):
        one = add_row(
            OneOnOne(
                code=free_code(OneOnOne.objects, f"{me.employee_id}-{partner.employee_id}-1"[-100:]),
                organiser=me,
                partner=partner,
                starts_on=starts_on,
                at=at,
                cadence=cadence,
                minutes=minutes,
                time_zone=zone,
                topic=topic.strip(),
                place=place.strip(),
                agreement=Agreement.AGREED if is_agreed else Agreement.PROPOSED,
                changed_at=clock.now(),
            )
        )
        tell_other(actor, one, me, "set_up" if is_agreed else "", kind=PROPOSED)
    return one


def answer_one_on_one(actor: Actor, *, one_on_one: OneOnOne, is_accepted: bool) -> OneOnOne:
    """Accept or decline what was proposed to the actor. Denied where it is not theirs to answer."""
    require_taking_part(actor, one_on_one)
    me = person_acting(actor)
    if not may_answer(me, one_on_one):
        raise Denied(Said("This is not proposed to you, or is answered already."))
    answer = Agreement.AGREED if is_accepted else Agreement.DECLINED
    with act(actor, "answer_one_on_one", name=one_on_one.organiser.name) as running:
        running.say(variant=None if is_accepted else answer.value)
        changed, _ = change_row(one_on_one, version=one_on_one.version, **_renewed(one_on_one), agreement=answer)
        tell_other(actor, one_on_one, me, answer.value)
    return changed


def change_one_on_one(
    actor: Actor, *, one_on_one: OneOnOne, version: int | None = None, **values: Any
) -> tuple[OneOnOne, bool]:
    """Change a series; says whether anything changed. Conflict: see `change_row`.

    With another rule the days to come are others: what was moved or left out of them is forgotten, and what is past stays.
    """
    require_taking_part(actor, one_on_one)
    me = person_acting(actor)
    if "time_zone" in values:
        checked_zone(values["time_zone"])
    different = {name for name, value in values.items() if getattr(one_on_one, name) != value}
    today = clock.today()
    if "starts_on" in different and values["starts_on"] < today and one_on_one.starts_on != values["starts_on"]:
        raise Invalid(
            "The days that were are not changed any more.",
            field="starts_on",
            value=values["starts_on"].isoformat(),
            remedy="Choose today or a later day.",
        )
    with act(actor, "change_one_on_one", name=one_on_one.other_than(me).name):
        renewed = _renewed(one_on_one) if different & _IN_CALENDARS else {}
        changed, is_changed = change_row(one_on_one, version=version, **values, **renewed)
        if is_changed and different & _OF_THE_RULE:
            Meeting.objects.filter(one_on_one=one_on_one, day__gte=today, held_at=None, notes="", agenda=None).delete()
        if is_changed:
            tell_other(actor, changed, me, "changed")
    return changed, is_changed


def end_one_on_one(
    actor: Actor, *, one_on_one: OneOnOne, ends_on: date | None = None, version: int | None = None
) -> OneOnOne:
    """End a series with a day (today): later ones are not held. What was said and is to be done stays with the two."""
    require_taking_part(actor, one_on_one)
    me = person_acting(actor)
    with act(actor, "end_one_on_one", name=one_on_one.other_than(me).name):
        changed, _ = change_row(one_on_one, version=version, ends_on=ends_on or clock.today(), **_renewed(one_on_one))
        tell_other(actor, changed, me, "ended")
    return changed


def person_acting(actor: Actor) -> Person:
    """The person that the actor is. Denied for whoever is none: they meet nobody."""
    require(actor, Right.SEE)
    me = person_of(actor)
    if me is None:
        raise Denied(Said("1:1s are of people of the organisation. The office makes you one by linking your user."))
    return me


def touch(one: OneOnOne) -> None:
    """Note that something of a series changed that calendars show."""
    change_row(one, version=None, **_renewed(one))


def tell_other(actor: Actor, one: OneOnOne, me: Person, what: str, *, kind: Any = CHANGED, **facts: Any) -> None:
    """Tell the other one of the two what happened to their series."""
    tell(actor, kind, users=[one.other_than(me).user_id], about=one.pk, facts={"what": what, "number": one.pk, **facts})


def checked_zone(name: str) -> str:
    """The name of a time zone. Invalid where there is none of that name."""
    if zone_of(name) is None:
        raise Invalid(
            "There is no time zone of this name.", field="time_zone", value=name, remedy="Choose one: Europe/Berlin."
        )
    return name


def _renewed(one: OneOnOne) -> dict[str, Any]:
    return {"sequence": one.sequence + 1, "changed_at": clock.now()}
