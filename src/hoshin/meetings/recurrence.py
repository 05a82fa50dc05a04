"""The days of a rule, computed: every week, every two weeks, or the same weekday of every month.

A time of day is that of a time zone, whatever its clocks do. Of a time that a change of clocks leaves out, the offset from
before it holds (02:30 becomes 03:30); of one that comes twice, the first: as RFC 5545 has it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hoshin.meetings.models import Cadence, OneOnOne

# Calendars ask for years; nobody waits for a series of centuries.
FURTHEST = timedelta(days=366 * 3)
_WEEK = timedelta(days=7)
_LAST_WEEK = 5
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


@dataclass(frozen=True, slots=True)
class Recurrence:
    """The rule of a series: from a first day until a last one (inclusive; None: on and on)."""

    cadence: Cadence
    first: date
    last: date | None

    @classmethod
    def of(cls, one: OneOnOne) -> "Recurrence":
        return cls(Cadence(one.cadence), one.starts_on, one.last_day)

    def days(self, since: date, until: date) -> Iterator[date]:
        """The days of the rule from one day until another, both inclusive."""
        end = until if self.last is None else min(until, self.last)
        for day in self._on(max(since, self.first)):
            if day > end:
                return
            yield day

    def has(self, day: date) -> bool:
        """Whether a day is one of the rule."""
        return any(one == day for one in self.days(day, day))

    def recurrence(self) -> dict[str, str | int]:
        """The rule as calendars write it: parts of an RRULE, without its end."""
        if self.cadence == Cadence.MONTHLY:
            week = week_of_month(self.first)
            return {
                "FREQ": "MONTHLY",
                "BYDAY": f"{-1 if week == _LAST_WEEK else week}{_WEEKDAYS[self.first.weekday()]}",
            }
        return {"FREQ": "WEEKLY", "INTERVAL": 2 if self.cadence == Cadence.TWO_WEEKS else 1}

    def _on(self, since: date) -> Iterator[date]:
        """The days of the rule from a day on, without end."""
        if self.cadence == Cadence.MONTHLY:
            month = since.replace(day=1)
            while True:
                day = _in_month(month, self.first)
                if day >= since:
                    yield day
                month = (month + timedelta(days=31)).replace(day=1)
        step = 2 * _WEEK if self.cadence == Cadence.TWO_WEEKS else _WEEK
        day = self.first + step * -(-(since - self.first) // step)
        while True:
            yield day
            day += step


def week_of_month(day: date) -> int:
    """Which of its weekday in the month a day is, from 1; the fifth is always the last.

    >>> week_of_month(date(2026, 12, 8)), week_of_month(date(2026, 12, 29))
    (2, 5)
    """
    return (day.day - 1) // 7 + 1


def instant(day: date, at: time, zone: str) -> datetime:
    """When it is that time of that day in a time zone."""
    return datetime.combine(day, at, ZoneInfo(zone))


def _in_month(month: date, first: date) -> date:
    """The day of a month that is the same of its weekday as the first one; of the fifth, the last."""
    day = month + timedelta(days=(first.weekday() - month.weekday()) % 7)
    week = week_of_month(first)
    if week < _LAST_WEEK:
        return day + (week - 1) * _WEEK
    last = day + 4 * _WEEK
    return last if last.month == month.month else last - _WEEK
