"""Calendars of others read 1:1s as they are: three parsers that know nothing of each other, across changes of clocks."""

from datetime import UTC, date, datetime, time, timedelta
from io import StringIO
from itertools import takewhile
from zoneinfo import ZoneInfo

import ics
import pytest
import recurring_ical_events
import vobject
from dateutil.tz import tzical
from django.core import mail
from django.urls import reverse
from icalendar import Calendar
from tests.meetings.cast import TUESDAY, actor_of, person_of

from hoshin.audit.models import Change, Entry
from hoshin.base import clock
from hoshin.base.errors import Denied, Invalid
from hoshin.meetings.calendars import PUBLISH, REQUEST, calendar_of, invitation_to
from hoshin.meetings.models import Meeting
from hoshin.meetings.recurrence import Recurrence, instant
from hoshin.meetings.selectors import occasions
from hoshin.meetings.services import (
    answer_one_on_one,
    ask_for_invitation,
    change_one_on_one,
    end_one_on_one,
    hold_meeting,
    make_calendar_address,
    move_meeting,
    propose_one_on_one,
    revoke_calendar_address,
    skip_meeting,
)
from hoshin.meetings.zones import vtimezone
from hoshin.org.services import change_person

# Both changes of clocks of 2027 lie before it, in Europe, America and on the southern side.
UNTIL = date(2027, 12, 31)


def at(day, hour=12):
    return clock.fixed(datetime(day.year, day.month, day.day, hour, tzinfo=UTC))


def own(one):
    """The instants at which two meet, as Hoshin has them."""
    rows = occasions(one, Meeting.objects.filter(one_on_one=one), one.starts_on, UNTIL)
    return sorted(row.starts_at.astimezone(UTC) for row in rows if not row.is_skipped)


def renamed(text, zone):
    """The calendar with a time zone of a name that no program knows, so that each must read what is said of it."""
    return text.replace(zone.encode(), b"Ours-" + zone.replace("/", "-").encode())


def by_icalendar(text):
    """icalendar, with the expansion of recurring-ical-events."""
    found = recurring_ical_events.of(Calendar.from_ical(text)).between(TUESDAY, UNTIL + timedelta(days=1))
    return sorted(event["DTSTART"].dt.astimezone(UTC) for event in found)


def by_vobject(text):
    """vobject: its own lexer, its own time zones from VTIMEZONE, and dateutil for the rule."""
    calendar = vobject.readOne(text.decode())
    series, *moved = calendar.vevent_list
    zone = series.dtstart.value.tzinfo
    days = takewhile(lambda day: day.date() <= UNTIL, series.getrruleset(addRDate=True))
    replaced = {event.recurrence_id.value.astimezone(UTC) for event in moved}
    starts = {day.replace(tzinfo=zone).astimezone(UTC) for day in days} - replaced
    return sorted(starts | {event.dtstart.value.astimezone(UTC) for event in moved})


def by_ics(text):
    """ics.py: its own grammar. It knows no rules, so of each event when it begins and ends."""
    return sorted(
        (event.begin.datetime.astimezone(UTC), event.duration) for event in ics.Calendar(text.decode()).events
    )


PARSERS = (by_icalendar, by_vobject)


@pytest.fixture
def yearly(mia, people, request):
    """A series in some time zone with one meeting left out and one moved, near the change of clocks."""
    zone, cadence = getattr(request, "param", ("Europe/Berlin", "weekly"))
    one = propose_one_on_one(
        mia, partner=people["B"], starts_on=TUESDAY, at=time(10), cadence=cadence, minutes=45, time_zone=zone
    )
    first = next(Recurrence.of(one).days(date(2027, 3, 1), UNTIL))
    then = next(Recurrence.of(one).days(first + timedelta(days=1), UNTIL))
    skip_meeting(mia, one_on_one=one, day=first, reason="On leave")
    move_meeting(mia, one_on_one=one, day=then, to=then + timedelta(days=2), at=time(17, 30), reason="At a customer's")
    return type(one).objects.get(pk=one.pk)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "yearly",
    [
        ("Europe/Berlin", "weekly"),
        ("America/New_York", "two_weeks"),
        ("Australia/Lord_Howe", "weekly"),
        ("Africa/Casablanca", "weekly"),
        ("Asia/Kolkata", "monthly"),
        ("Europe/London", "monthly"),
    ],
    indirect=True,
    ids=lambda param: "-".join(param),
)
def test_three_parsers_read_the_same_instants_across_changes_of_clocks(yearly, mia):
    text = calendar_of(mia)
    expected = own(yearly)
    assert len({start.astimezone(ZoneInfo(yearly.time_zone)).time() for start in expected}) == 2, "one is moved"
    for parser in PARSERS:
        assert parser(renamed(text, yearly.time_zone)) == expected, parser.__name__
    minutes = timedelta(minutes=45)
    moved = next(start for start in expected if start.astimezone(ZoneInfo(yearly.time_zone)).time() == time(17, 30))
    assert by_ics(text) == [(instant(TUESDAY, time(10), yearly.time_zone).astimezone(UTC), minutes), (moved, minutes)]


@pytest.mark.parametrize(
    "zone", ["Europe/Berlin", "America/New_York", "Africa/Casablanca", "Australia/Lord_Howe", "Asia/Tokyo", "UTC"]
)
def test_a_time_zone_reads_as_it_is_known(zone):
    """Hour by hour around every change of five years, as another program reads it."""
    text = vtimezone(zone, 2025).to_ical().decode().replace("\r\n", "\n")
    read, known = tzical(StringIO(f"BEGIN:VCALENDAR\n{text}END:VCALENDAR\n")).get(), ZoneInfo(zone)
    moment, wrong = datetime(2026, 1, 1, 0, 30, tzinfo=known), []
    while moment.year < 2031:
        # The hour that a change leaves out is none: each program has its own way with it.
        is_real = moment.astimezone(UTC).astimezone(known).hour == moment.hour
        if is_real and moment.replace(tzinfo=read).utcoffset() != moment.utcoffset():
            wrong.append(moment)
        moment += timedelta(hours=1)
    assert wrong == []


def test_days_of_a_rule():
    def days(cadence, first, since, until, last=None):
        return [day.isoformat() for day in Recurrence(cadence, first, last).days(since, until)]

    assert days("two_weeks", date(2026, 12, 29), date(2026, 12, 30), date(2027, 1, 26)) == ["2027-01-12", "2027-01-26"]
    assert days("weekly", TUESDAY, date(2026, 1, 1), date(2026, 12, 31), date(2026, 12, 1)) == [
        "2026-11-24",
        "2026-12-01",
    ]
    second = date(2026, 12, 8)
    assert days("monthly", second, second, date(2027, 3, 31)) == [
        "2026-12-08",
        "2027-01-12",
        "2027-02-09",
        "2027-03-09",
    ]
    fifth = date(2026, 12, 29)
    assert days("monthly", fifth, fifth, date(2027, 3, 31)) == ["2026-12-29", "2027-01-26", "2027-02-23", "2027-03-30"]


@pytest.mark.django_db
def test_what_was_held_before_another_rule_stays_in_the_calendar(mia, weekly):
    with at(TUESDAY):
        hold_meeting(mia, one_on_one=weekly, day=TUESDAY)
        change_one_on_one(mia, one_on_one=weekly, starts_on=date(2026, 11, 26), at=time(16), place="Room; 4, north")
        text = calendar_of(mia)
    starts = by_icalendar(text)
    assert starts[:2] == [datetime(2026, 11, 24, 9, tzinfo=UTC), datetime(2026, 11, 26, 15, tzinfo=UTC)]
    assert {str(event["LOCATION"]) for event in Calendar.from_ical(text).walk("VEVENT")} == {"Room; 4, north"}


@pytest.mark.django_db
def test_a_series_that_ended_ends_in_the_calendar_and_counts_its_changes(mia, ben, weekly, people, office):
    numbers = [Calendar.from_ical(calendar_of(mia)).walk("VEVENT")[0]["SEQUENCE"]]
    end_one_on_one(ben, one_on_one=weekly, ends_on=date(2026, 12, 8))
    series = Calendar.from_ical(calendar_of(mia)).walk("VEVENT")[0]
    assert series["SEQUENCE"] > numbers[0]
    assert [start.date() for start in by_icalendar(calendar_of(mia))] == [TUESDAY, date(2026, 12, 1), date(2026, 12, 8)]
    change_person(office, person=people["B"], end_date=date(2026, 11, 30))
    assert [start.date() for start in by_icalendar(calendar_of(mia))] == [TUESDAY]


@pytest.mark.django_db
def test_a_program_fetches_the_calendar_by_its_secret_until_that_is_taken_back(client, mia, ben, weekly):
    secret = make_calendar_address(mia)
    address = reverse("calendar_feed", args=[secret])
    answer = client.get(address)
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    assert "1:1 with Ben Builder" in answer.content.decode()
    assert by_icalendar(answer.content) == own(weekly)
    assert secret not in str(
        [(entry.before, entry.after) for entry in Entry.objects.filter(table="meetings_calendaraddress")]
    )
    again = make_calendar_address(mia)
    assert client.get(address).status_code == 404
    assert client.get(reverse("calendar_feed", args=[again])).status_code == 200
    revoke_calendar_address(mia)
    assert client.get(reverse("calendar_feed", args=[again])).status_code == 404
    last = make_calendar_address(mia)
    person_of("M").user.__class__.objects.filter(pk=mia.user_id).update(is_active=False)
    assert client.get(reverse("calendar_feed", args=[last])).status_code == 404


@pytest.mark.django_db
def test_an_invitation_is_a_request_to_whoever_is_invited_and_an_event_to_whoever_invites(mia, ben, weekly, run_jobs):
    text, method = invitation_to(ben, weekly)
    event = Calendar.from_ical(text).walk("VEVENT")[0]
    assert (method, str(event["ORGANIZER"])) == (REQUEST, "mailto:mia@hoshin.test")
    assert [str(one) for one in event["ATTENDEE"]] == ["mailto:mia@hoshin.test", "mailto:ben@hoshin.test"]
    assert vobject.readOne(text.decode()).method.value == REQUEST
    text, method = invitation_to(mia, weekly)
    assert (method, "ATTENDEE" in text.decode()) == (PUBLISH, False)
    ask_for_invitation(ben, one_on_one=weekly)
    run_jobs()
    [sent] = [one for one in mail.outbox if one.to == ["ben@hoshin.test"] and "Invitation" in one.subject]
    part = next(part for part in sent.message().walk() if part.get_content_type() == "text/calendar")
    assert part.get_param("method") == REQUEST
    assert by_vobject(part.get_payload(decode=True)) == own(weekly)
    with pytest.raises(Denied):
        ask_for_invitation(actor_of("L"), one_on_one=weekly)
    assert not Change.objects.filter(verb="ask_for_invitation").exists(), "asking changes nothing"


@pytest.mark.django_db
def test_what_is_not_agreed_stands_in_no_calendar(ben, mia, people):
    one = propose_one_on_one(ben, partner=people["M"], starts_on=TUESDAY, at=time(9))
    assert by_icalendar(calendar_of(ben)) == []
    with pytest.raises(Invalid, match="not agreed"):
        invitation_to(ben, one)
    answer_one_on_one(mia, one_on_one=one, is_accepted=True)
    assert len(by_icalendar(calendar_of(ben))) > 50
