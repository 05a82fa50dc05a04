"""Finds 1:1s: when the next meetings are, what they talk about, what was held, and what is to be done."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import reduce
from operator import or_
from zoneinfo import ZoneInfo

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Greatest, TruncDate
from django.utils.functional import Promise
from django.utils.timezone import get_default_timezone

from hoshin.accounts.access import Actor
from hoshin.base import clock
from hoshin.base.errors import NotFound
from hoshin.checkins.lines import absences_today
from hoshin.meetings.models import (
    ActionItem,
    AgendaItem,
    Agreement,
    Cadence,
    Meeting,
    OneOnOne,
    PrivateNote,
)
from hoshin.meetings.policies import (
    action_items_visible_to,
    agenda_visible_to,
    calendar_addresses_visible_to,
    meetings_visible_to,
    one_on_ones_visible_to,
    private_notes_visible_to,
)
from hoshin.meetings.recurrence import FURTHEST, Recurrence, instant
from hoshin.org.agenda import AgendaLine, agenda_sources
from hoshin.org.models import Person
from hoshin.org.policies import people_visible_to
from hoshin.org.presence import is_still_here
from hoshin.org.relations import is_self

MOST = 200
PAST_SHOWN = 30
# A meeting that nobody said was held stays the one to hold for so long, or until the next begins.
_LINGERS = timedelta(days=3)
_LEAST_APART = timedelta(days=21)
_RHYTHM = {
    Cadence.WEEKLY: timedelta(days=7),
    Cadence.TWO_WEEKS: timedelta(days=14),
    Cadence.MONTHLY: timedelta(days=31),
}


@dataclass(frozen=True, slots=True)
class Occasion:
    """One meeting of a series as it is to be: by the rule, or as it was moved; with what is known of it."""

    one: OneOnOne
    day: date
    meeting: Meeting | None = None

    @property
    def starts_at(self) -> datetime:
        """When it begins, in the time zone of the series."""
        if self.meeting is not None and self.meeting.began_at is not None:
            return self.meeting.began_at.astimezone(ZoneInfo(self.one.time_zone))
        if self.meeting is not None and self.meeting.moved_to is not None and self.meeting.moved_at is not None:
            return instant(self.meeting.moved_to, self.meeting.moved_at, self.one.time_zone)
        return instant(self.day, self.one.at, self.one.time_zone)

    @property
    def ends_at(self) -> datetime:
        """So many minutes later, also where clocks change in between."""
        zone = self.starts_at.tzinfo
        return (self.starts_at.astimezone(ZoneInfo("UTC")) + timedelta(minutes=self.one.minutes)).astimezone(zone)

    @property
    def is_held(self) -> bool:
        return self.meeting is not None and self.meeting.held_at is not None

    @property
    def is_skipped(self) -> bool:
        return self.meeting is not None and self.meeting.is_skipped

    @property
    def is_moved(self) -> bool:
        return self.meeting is not None and self.meeting.moved_to is not None

    @property
    def is_open(self) -> bool:
        return not self.is_held and not self.is_skipped


@dataclass(frozen=True, slots=True)
class Topic:
    """What came about of somebody's by one kind: its heading, and each line in words with the page that it leads to."""

    label: str | Promise
    page: str
    lines: tuple[tuple[str, AgendaLine], ...]


def one_on_one_by_number(actor: Actor, number: int) -> OneOnOne:
    """One series. NotFound where there is none, or where it is of others."""
    found = _series(actor).filter(pk=number).first()
    if found is None:
        raise NotFound("1:1", str(number))
    return found


def one_on_ones_of(actor: Actor) -> list[OneOnOne]:
    """The actor's series that go on or wait for an answer, and those that are over; the latest first. One query."""
    return list(_series(actor)[:MOST])


def one_on_ones_with(actor: Actor, person: Person) -> list[OneOnOne]:
    """The actor's series with a person that go on or wait for an answer; the latest first. One query."""
    rows = _series(actor).filter(Q(organiser=person) | Q(partner=person))
    return [one for one in rows[:MOST] if not is_over(one)]


def is_over(one: OneOnOne) -> bool:
    """Whether no meeting of a series is to come any more."""
    return one.agreement == Agreement.DECLINED or (one.last_day is not None and one.last_day < clock.today())


def occasions(one: OneOnOne, known: Iterable[Meeting], since: date, until: date) -> list[Occasion]:
    """The meetings of a series that the rule has from one day until another, and those that are known, by their days.

    `known`: what is known of its meetings, which the caller has looked up as visible.
    """
    by_day = {meeting.day: meeting for meeting in known}
    days = set(Recurrence.of(one).days(since, until)) | {day for day in by_day if since <= day <= until}
    return [Occasion(one, day, by_day.get(day)) for day in sorted(days)]


def occasion_on(actor: Actor, one: OneOnOne, day: date) -> Occasion:
    """The meeting of a day. NotFound where the series has none."""
    known = meetings_visible_to(actor).filter(one_on_one=one, day=day)
    found = occasions(one, known, day, day)
    if not found:
        raise NotFound("meeting", day.isoformat())
    return found[0]


def current_occasions(actor: Actor, ones: Collection[OneOnOne]) -> dict[int, Occasion]:
    """By series the meeting that is to be prepared or held: the first that is open. One query, however many."""
    by_series = _meetings_of(actor, ones)
    found: dict[int, Occasion] = {}
    for one in ones:
        if one.agreement == Agreement.AGREED and (current := _current(one, by_series[one.pk])):
            found[one.pk] = current
    return found


def upcoming(actor: Actor, ones: Collection[OneOnOne], since: datetime, until: datetime) -> list[Occasion]:
    """Open meetings that begin from one instant until another, the first first. One query."""
    by_series = _meetings_of(actor, ones)
    found = [
        occasion
        for one in ones
        if one.agreement == Agreement.AGREED
        for occasion in occasions(one, by_series[one.pk], since.date() - _LINGERS, until.date() + _LINGERS)
        if occasion.is_open and since <= occasion.starts_at < until
    ]
    return sorted(found, key=lambda occasion: occasion.starts_at)


def past_occasions(actor: Actor, one: OneOnOne) -> list[Occasion]:
    """Meetings that were held, left out, or passed without a word, the latest first. One query."""
    today = clock.today()
    known = list(meetings_visible_to(actor).filter(one_on_one=one, day__lte=today + FURTHEST)[:MOST])
    # Of a rule of years the latest are enough.
    since = max(one.starts_on, today - FURTHEST)
    found = [
        row
        for row in occasions(one, known, min([since, *(row.day for row in known)]), today)
        if not row.is_open or row.ends_at < clock.now()
    ]
    return found[::-1][:PAST_SHOWN]


def latest_held(actor: Actor, one: OneOnOne, before: date | None = None) -> Meeting | None:
    """The last meeting that was held, perhaps before a day."""
    rows = meetings_visible_to(actor).filter(one_on_one=one, held_at__isnull=False)
    return (rows if before is None else rows.filter(day__lt=before)).order_by("-day").first()


def waiting_points(actor: Actor, one: OneOnOne) -> list[AgendaItem]:
    """Points that were not talked about yet, in their order."""
    return list(agenda_visible_to(actor).filter(one_on_one=one, meeting=None).select_related("added_by")[:MOST])


def points_of(actor: Actor, meeting: Meeting | None) -> list[AgendaItem]:
    """Points that were talked about in a meeting."""
    rows = agenda_visible_to(actor).filter(meeting=meeting).select_related("added_by")
    return [] if meeting is None else list(rows[:MOST])


def agenda_item_by_number(actor: Actor, number: int) -> AgendaItem:
    """One point. NotFound where there is none, or where it is of others."""
    rows = agenda_visible_to(actor).select_related("one_on_one__organiser", "one_on_one__partner", "added_by")
    found = rows.filter(pk=number).first()
    if found is None:
        raise NotFound("point", str(number))
    return found


def private_note_of(actor: Actor, one: OneOnOne, day: date) -> PrivateNote | None:
    """What the actor noted for themself about a meeting."""
    return private_notes_visible_to(actor).filter(one_on_one=one, day=day).first()


def action_items_of(actor: Actor, one: OneOnOne, meeting: Meeting | None = None) -> list[ActionItem]:
    """What is to be done: all that is open, and what was done since the last meeting; or what one meeting decided."""
    rows = action_items_visible_to(actor).filter(one_on_one=one).select_related("owner")
    if meeting is not None:
        return list(rows.filter(meeting=meeting)[:MOST])
    held = latest_held(actor, one)
    since = clock.day_of(held.held_at) if held and held.held_at else one.starts_on
    return list(rows.filter(Q(done_on=None) | Q(done_on__gte=since))[:MOST])


def own_open_items(actor: Actor) -> QuerySet[ActionItem]:
    """What the actor is to do, of all of their 1:1s and of what was handed over to them; what is due first."""
    rows = action_items_visible_to(actor).filter(is_self(actor, "owner"), done_on=None)
    return rows.select_related("owner", "one_on_one__organiser", "one_on_one__partner")


def open_items_of(actor: Actor, ones: Collection[OneOnOne]) -> list[ActionItem]:
    """What either of the two is to do from these series; what is due first. One query."""
    rows = action_items_visible_to(actor).filter(one_on_one__in=[one.pk for one in ones], done_on=None)
    return list(rows.select_related("owner")[:MOST])


def action_item_by_number(actor: Actor, number: int) -> ActionItem:
    """One action item. NotFound where there is none, or where it is of others."""
    rows = action_items_visible_to(actor).select_related("owner", "one_on_one__organiser", "one_on_one__partner")
    found = rows.filter(pk=number).first()
    if found is None:
        raise NotFound("action item", str(number))
    return found


def people_talked_about(one: OneOnOne) -> list[Person]:
    """Whose things a 1:1 is about: of somebody with their manager those of the former, else of both."""
    if one.organiser_id == one.partner.manager_id:
        return [one.partner]
    if one.partner_id == one.organiser.manager_id:
        return [one.organiser]
    return list(one.people)


def what_changed(actor: Actor, person: Person, since: datetime) -> list[Topic]:
    """What came about of a person's from an instant on, kind by kind, as far as the actor may see it."""
    return list(_topics(actor, person, since))


def reports_without(actor: Actor, ones: Collection[OneOnOne]) -> list[Person]:
    """People who report to the actor and whom they have no 1:1 with, by name. One query."""
    met = {person.pk for one in ones if not is_over(one) for person in one.people}
    rows = people_visible_to(actor).filter(is_self(actor, "manager")).exclude(pk__in=met)
    return list(rows.filter(is_still_here()).order_by("name", "pk")[:50])


def changed_since_last(actor: Actor, one: OneOnOne) -> list[tuple[Person, list[Topic]]]:
    """What came about since the last meeting that was held, of whom the 1:1 is about."""
    held = latest_held(actor, one)
    since = (
        held.held_at if held and held.held_at else min(one.created_at, instant(one.starts_on, one.at, one.time_zone))
    )
    found = [(person, what_changed(actor, person, since)) for person in people_talked_about(one)]
    return [(person, topics) for person, topics in found if topics]


def long_apart(actor: Actor) -> QuerySet[OneOnOne]:
    """The series that go on and whose last meeting (or the first by the rule) is over twice their rhythm ago; the longest
    first.

    At least three weeks. Whoever is to meet but has not said that they did is reminded as well; while one of the two is
    absent nobody is. `last_on`: the day of that meeting.
    """
    today = clock.today()
    held = meetings_visible_to(actor).filter(one_on_one=OuterRef("pk"), held_at__isnull=False)
    day = Coalesce(TruncDate("began_at", tzinfo=get_default_timezone()), Value(today))
    last = Subquery(held.order_by(F("began_at").desc(nulls_first=True)).annotate(on=day).values("on")[:1])
    too_long = [
        Q(cadence=cadence, last_on__lt=today - max(_LEAST_APART, 2 * rhythm)) for cadence, rhythm in _RHYTHM.items()
    ]
    ends = ("ends_on", "organiser__end_date", "partner__end_date")
    goes_on = [Q(**{end: None}) | Q(**{f"{end}__gte": today}) for end in ends]
    away = absences_today().values("person")
    series = _series(actor).filter(*goes_on, agreement=Agreement.AGREED)
    series = series.exclude(organiser__in=away).exclude(partner__in=away)
    series = series.annotate(last_on=Greatest(Coalesce(last, "starts_on"), "starts_on"))
    return series.filter(reduce(or_, too_long)).order_by("last_on", "pk")


def without_points(actor: Actor) -> list[tuple[OneOnOne, set[date]]]:
    """The agreed series for whose next meeting the actor wrote no point, with the days of which they noted something."""
    points = agenda_visible_to(actor).filter(is_self(actor, "added_by"), one_on_one=OuterRef("pk"), meeting=None)
    notes = private_notes_visible_to(actor).filter(one_on_one=OuterRef("pk")).exclude(text="")
    rows = _series(actor).filter(~Exists(points), agreement=Agreement.AGREED)
    rows = rows.annotate(noted=ArraySubquery(notes.order_by("day").values("day")))
    return [(one, set(one.noted)) for one in rows[:MOST]]


def has_calendar_address(actor: Actor) -> bool:
    """Whether a calendar program may fetch the actor's meetings."""
    return calendar_addresses_visible_to(actor).exists()


def _topics(actor: Actor, person: Person, since: datetime) -> Iterator[Topic]:
    for source in agenda_sources():
        lines = [
            (words, line) for line in source.lines(actor, person, since) if (words := source.wording.said(line.facts))
        ]
        if lines:
            yield Topic(source.label, source.page, tuple(lines))


def _series(actor: Actor) -> QuerySet[OneOnOne]:
    return one_on_ones_visible_to(actor).select_related("organiser__user", "partner__user").order_by("-pk")


def _meetings_of(actor: Actor, ones: Collection[OneOnOne]) -> dict[int, list[Meeting]]:
    found: dict[int, list[Meeting]] = defaultdict(list)
    since = clock.today() - FURTHEST
    for meeting in meetings_visible_to(actor).filter(one_on_one__in=[one.pk for one in ones], day__gte=since):
        found[meeting.one_on_one_id].append(meeting)
    return found


def _current(one: OneOnOne, known: Collection[Meeting]) -> Occasion | None:
    """The first open meeting that is to come; before it the last that nobody said was held, for some days."""
    now, today = clock.now(), clock.today()
    held = max((meeting.day for meeting in known if meeting.held_at), default=None)
    found = [
        occasion
        for occasion in occasions(one, known, today - FURTHEST if held is None else held, today + timedelta(days=400))
        if occasion.is_open and occasion.ends_at > now - _LINGERS
    ]
    found.sort(key=lambda occasion: occasion.starts_at)
    begun = [occasion for occasion in found if occasion.starts_at <= now]
    return begun[-1] if begun else next(iter(found), None)
