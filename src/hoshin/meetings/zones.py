"""A time zone as calendars write it (VTIMEZONE): which offset holds from when on, by a yearly rule where there is one.

The library can write one too, but begins summer time by the new clock instead of the old one, an hour late, and lists days
where programs expect a rule. So this is written from what `zoneinfo` says of the zone.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
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
    """The time zone of that name, as it is from the beginning of a year on."""
    zone, begin = ZoneInfo(name), datetime(year, 1, 1, tzinfo=UTC)
    component = Timezone()
    component.add("tzid", name)
    alike: dict[tuple[timedelta, timedelta, str, bool], list[ClockChange]] = defaultdict(list)
    for change in _changes(zone, begin, begin.replace(year=year + _YEARS)):
        alike[change.kind].append(change)
    rules = [_yearly([change.local for change in same]) for same in alike.values()]
    if alike and all(rules):
        for same, rule in zip(alike.values(), rules, strict=True):
            # As calendars write it, as if it had held since 1970: some judge a zone by years before the first meeting.
            first = replace(same[0], local=_in_1970(same[0].local, is_last=rule is not None and _is_of_last_week(rule)))
            component.add_component(_observance(first, rule, ()))
        return component
    component.add_component(_observance(_holding_at(zone, begin), None, ()))
    for same in alike.values():
        component.add_component(_observance(same[0], None, [change.local for change in same[1:]]))
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


def _holding_at(zone: ZoneInfo, begin: datetime) -> ClockChange:
    """What holds at an instant, as a change from it to itself long before."""
    offset, name, is_summer = _said(zone, begin)
    return ClockChange(datetime(1970, 1, 1), offset, offset, name, is_summer)  # noqa: DTZ001 – by the clock of the zone


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


def _is_of_last_week(rule: vRecur) -> bool:
    return str(rule["BYDAY"]).startswith("-1")


def _in_1970(local: datetime, *, is_last: bool) -> datetime:
    """The same weekday of the same week of that month in 1970."""
    first = local.replace(year=1970, day=1)
    first += (local.weekday() - first.weekday()) % 7 * _DAY
    days = [first + 7 * week * _DAY for week in range(5)]
    days = [day for day in days if day.month == local.month]
    return days[-1] if is_last else days[(local.day - 1) // 7]
