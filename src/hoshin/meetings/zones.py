"""A time zone as calendars write it (VTIMEZONE): from which day which offset holds, by a yearly rule where there is one.

The library can write one too, but begins the time after a change by the new clock instead of the old one, an hour late in
spring, and lists days where programs expect a rule. So this is written from what `zoneinfo` says of the zone.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard, vRecur

# Of so many years the changes are looked at: a rule that holds for all of them is one.
_YEARS = 12
_DAY = timedelta(days=1)
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_NO_TIME = timedelta(0)


@dataclass(frozen=True, slots=True)
class ClockChange:
    """A change of clocks: when, by the clock that was right until then, and what holds before and after."""

    local: datetime
    before: timedelta
    after: timedelta
    name: str
    is_summer: bool

    @property
    def kind(self) -> tuple[timedelta, timedelta, str, bool]:
        return self.before, self.after, self.name, self.is_summer


@lru_cache(maxsize=200)
def vtimezone(name: str, year: int) -> Timezone:
    """The time zone of that name, from the beginning of a year on."""
    zone, begin = ZoneInfo(name), datetime(year, 1, 1, tzinfo=UTC)
    component = Timezone()
    component.add("tzid", name)
    changes = list(_changes(zone, begin, begin.replace(year=year + _YEARS)))
    # What holds at the beginning: a time without end where no clock changes, else until the first change.
    first = begin.astimezone(zone)
    offset = first.utcoffset() or _NO_TIME
    local = (begin + offset).replace(tzinfo=None)
    component.add_component(
        _observance(ClockChange(local, offset, offset, first.tzname() or name, bool(first.dst())), None, ())
    )
    alike: dict[tuple[timedelta, timedelta, str, bool], list[ClockChange]] = defaultdict(list)
    for change in changes:
        alike[change.kind].append(change)
    for same in alike.values():
        rule = _yearly([change.local for change in same])
        component.add_component(_observance(same[0], rule, () if rule else [change.local for change in same[1:]]))
    return component


def _observance(
    change: ClockChange, rule: vRecur | None, also_on: Sequence[datetime]
) -> TimezoneStandard | TimezoneDaylight:
    made = TimezoneDaylight() if change.is_summer else TimezoneStandard()
    made.add("dtstart", change.local)
    made.add("tzoffsetfrom", change.before)
    made.add("tzoffsetto", change.after)
    made.add("tzname", change.name)
    if rule is not None:
        made.add("rrule", rule)
    for local in also_on:
        made.add("rdate", local)
    return made


def _changes(zone: ZoneInfo, since: datetime, until: datetime) -> Iterator[ClockChange]:
    """The changes of clocks from one instant until another, found to the second."""
    before = since
    while before < until:
        after = before + _DAY
        if _said(zone, before) != _said(zone, after):
            yield _between(zone, before, after)
        before = after


def _between(zone: ZoneInfo, before: datetime, after: datetime) -> ClockChange:
    """The change between two instants that are a day apart: one day has never seen two."""
    old = _said(zone, before)
    while after - before > timedelta(seconds=1):
        middle = before + timedelta(seconds=int((after - before).total_seconds()) // 2)
        before, after = (middle, after) if _said(zone, middle) == old else (before, middle)
    offset, name, is_summer = _said(zone, after)
    return ClockChange((after + old[0]).replace(tzinfo=None), old[0], offset, name, is_summer)


def _said(zone: ZoneInfo, instant: datetime) -> tuple[timedelta, str, bool]:
    there = instant.astimezone(zone)
    return there.utcoffset() or _NO_TIME, there.tzname() or "", bool(there.dst())


def _yearly(local: Sequence[datetime]) -> vRecur | None:
    """The rule of changes that come once a year on the same weekday of the month: the second, the last; None without one."""
    is_each_year = [moment.year for moment in local] == list(range(local[0].year, local[0].year + _YEARS))
    if not is_each_year or len({(moment.month, moment.weekday(), moment.time()) for moment in local}) > 1:
        return None
    weeks = {(moment.day - 1) // 7 + 1 for moment in local}
    if all(_is_last(moment.date()) for moment in local):
        week = -1
    elif len(weeks) == 1:
        week = weeks.pop()
    else:
        return None
    day = f"{week}{_WEEKDAYS[local[0].weekday()]}"
    return vRecur({"FREQ": "YEARLY", "BYMONTH": local[0].month, "BYDAY": day})


def _is_last(day: date) -> bool:
    """Whether the next such weekday lies in another month."""
    return (day + 7 * _DAY).month != day.month
