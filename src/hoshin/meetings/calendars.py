"""1:1s as calendar programs read them (iCalendar, RFC 5545): all of somebody's, to subscribe to, and one as an invitation.

What stands in them goes to programs of others, so it says when and with whom, and leads here: no point, note or item.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vCalAddress, vRecur, vText

from hoshin.accounts.access import Actor
from hoshin.base import clock
from hoshin.base.errors import Invalid
from hoshin.meetings.models import Agreement, OneOnOne
from hoshin.meetings.policies import meetings_visible_to
from hoshin.meetings.recurrence import FURTHEST, Recurrence, instant
from hoshin.meetings.selectors import Occasion, one_on_ones_of
from hoshin.meetings.zones import vtimezone
from hoshin.org.models import Person
from hoshin.org.selectors import person_of

PUBLISH, REQUEST = "PUBLISH", "REQUEST"
_LOOK_AGAIN = timedelta(hours=4)


def calendar_of(actor: Actor) -> bytes:
    """All 1:1s of the actor that are agreed, those of the last years as well, as a calendar to subscribe to."""
    ones = [one for one in one_on_ones_of(actor) if one.agreement == Agreement.AGREED]
    me = person_of(actor)
    known: dict[int, list[Occasion]] = {one.pk: [] for one in ones}
    by_number = {one.pk: one for one in ones}
    since = clock.today() - FURTHEST
    for meeting in meetings_visible_to(actor).filter(one_on_one__in=known, day__gte=since).order_by("day"):
        known[meeting.one_on_one_id].append(Occasion(by_number[meeting.one_on_one_id], meeting.day, meeting))
    calendar = _empty(PUBLISH)
    calendar.add("x-wr-calname", _("1:1s of %(name)s") % {"name": actor.name})
    calendar.add("refresh-interval", _LOOK_AGAIN, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT4H")
    _add_zones(calendar, ones)
    for one in ones:
        title = _title(one, one.other_than(me) if me is not None else one.partner)
        for event in _events(one, known[one.pk], title):
            calendar.add_component(event)
    return bytes(calendar.to_ical())


def invitation_to(actor: Actor, one: OneOnOne) -> tuple[bytes, str]:
    """One series with all that differs from its rule, for whoever asks for it; and the method that it is sent by.

    Whoever is invited answers the organiser; a calendar refuses an invitation of its owner, who gets the plain event.
    """
    if one.agreement != Agreement.AGREED:
        raise Invalid("This 1:1 is not agreed yet.", remedy="Whoever it is proposed to accepts it first.")
    me = person_of(actor)
    is_invited = me is not None and me.pk == one.partner_id and all(map(address_of, one.people))
    method = REQUEST if is_invited else PUBLISH
    known = meetings_visible_to(actor).filter(one_on_one=one, day__gte=clock.today() - FURTHEST).order_by("day")
    calendar = _empty(method)
    _add_zones(calendar, [one])
    title = one.topic or _("1:1 of %(one)s and %(other)s") % {"one": one.organiser.name, "other": one.partner.name}
    for event in _events(one, [Occasion(one, meeting.day, meeting) for meeting in known], title, is_single_series=True):
        if is_invited:
            _add_people(event, one)
        calendar.add_component(event)
    return bytes(calendar.to_ical()), method


def address_of(person: Person) -> str:
    """Where somebody gets mail."""
    return person.user.email if person.user is not None else person.email


def _empty(method: str) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", "-//Hoshin//1:1s//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method)
    return calendar


def _add_zones(calendar: Calendar, ones: Iterable[OneOnOne]) -> None:
    """Each time zone from the year before the first meeting in it, so that every one has what holds before it."""
    years: dict[str, int] = {}
    for one in ones:
        year = min(one.starts_on, clock.today() - FURTHEST).year - 1
        years[one.time_zone] = min(year, years.get(one.time_zone, year))
    for name, year in sorted(years.items()):
        calendar.add_component(vtimezone(name, year))


def _events(one: OneOnOne, known: list[Occasion], title: str, *, is_single_series: bool = False) -> list[Event]:
    """The series, each meeting of it that is moved, and those that were held before the rule was what it is."""
    rule, found = Recurrence.of(one), []
    on_rule = {occasion.day: occasion for occasion in known if rule.has(occasion.day)}
    if next(rule.days(one.starts_on, one.starts_on + FURTHEST), None) is not None:
        series = _event(one, title, f"{one.uid}@hoshin", _start(one, one.starts_on))
        series.add("rrule", _recurrence(one, rule))
        left_out = [_start(one, occasion.day) for occasion in on_rule.values() if occasion.is_skipped]
        if left_out:
            series.add("exdate", left_out)
        found.append(series)
    for occasion in on_rule.values():
        starts_at = occasion.starts_at
        if not occasion.is_skipped and starts_at != _start(one, occasion.day):
            moved = _event(one, title, f"{one.uid}@hoshin", starts_at)
            moved.add("recurrence-id", _start(one, occasion.day))
            found.append(moved)
    for occasion in known:
        if occasion.day not in on_rule and not occasion.is_skipped and not is_single_series:
            found.append(_event(one, title, f"{one.uid}-{occasion.day:%Y%m%d}@hoshin", occasion.starts_at))
    return found


def _event(one: OneOnOne, title: str, uid: str, starts_at: datetime) -> Event:
    event = Event()
    event.add("uid", uid)
    event.add("dtstamp", one.changed_at.astimezone(UTC))
    event.add("last-modified", one.changed_at.astimezone(UTC))
    event.add("sequence", one.sequence)
    event.add("summary", title)
    event.add("dtstart", starts_at)
    event.add("dtend", _end(starts_at, one.minutes))
    link = f"{settings.SITE_URL}{reverse('one_on_one', args=[one.pk])}"
    event.add("description", _("Agenda and notes: %(link)s") % {"link": link})
    event.add("url", link)
    if one.place:
        event.add("location", one.place)
    return event


def _add_people(event: Event, one: OneOnOne) -> None:
    organiser = vCalAddress(f"mailto:{address_of(one.organiser)}")
    organiser.params["CN"] = vText(one.organiser.name)
    event.add("organizer", organiser)
    for person in one.people:
        attendee = vCalAddress(f"mailto:{address_of(person)}")
        attendee.params["CN"] = vText(person.name)
        attendee.params["ROLE"], attendee.params["PARTSTAT"] = vText("REQ-PARTICIPANT"), vText("ACCEPTED")
        attendee.params["RSVP"] = vText("FALSE")
        event.add("attendee", attendee, encode=0)


def _recurrence(one: OneOnOne, rule: Recurrence) -> vRecur:
    parts = dict(rule.recurrence())
    if rule.last is not None:
        # Of a series with a time zone its end is an instant, in UTC.
        parts["UNTIL"] = _start(one, rule.last).astimezone(UTC)  # type: ignore[assignment]  # the library knows instants
    return vRecur(parts)


def _start(one: OneOnOne, day: date) -> datetime:
    return instant(day, one.at, one.time_zone)


def _end(starts_at: datetime, minutes: int) -> datetime:
    """So many minutes later, also where clocks change in between."""
    return (starts_at.astimezone(UTC) + timedelta(minutes=minutes)).astimezone(starts_at.tzinfo or ZoneInfo("UTC"))


def _title(one: OneOnOne, other: Person) -> str:
    return one.topic or _("1:1 with %(name)s") % {"name": other.name}
