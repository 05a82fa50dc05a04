"""Calendar periods: 2026, 2026-Q3, 2026-07, 2026-W31, 2026-07-15. A period is a frequency and its first day."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import total_ordering

import numpy as np
import numpy.typing as npt
from django.utils.translation import gettext

from hoshin.base.formats import day_in_words, month_in_words


class NotAPeriod(ValueError):
    """A text that is no period: a sentence with named places for its facts, for whoever words it, and the way out."""

    def __init__(self, sentence: str, remedy: str = "", **facts: str) -> None:
        self.sentence, self.remedy, self.facts = sentence, remedy, facts
        super().__init__(f"{sentence % facts} {remedy % facts}".rstrip())


class Frequency(StrEnum):
    """How often something is observed, coarsest last."""

    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    HALF_YEARLY = "half-yearly"
    ANNUAL = "annual"

    @property
    def per_year(self) -> int:
        """How many periods make a year (weeks counted as 52, days as 365)."""
        return _PER_YEAR[self]


_PER_YEAR = {
    Frequency.DAILY: 365,
    Frequency.WEEKLY: 52,
    Frequency.MONTHLY: 12,
    Frequency.QUARTERLY: 4,
    Frequency.HALF_YEARLY: 2,
    Frequency.ANNUAL: 1,
}
_TO_THURSDAY = 3
_LAST_CENTURY = 70
_MONTHS = {Frequency.MONTHLY: 1, Frequency.QUARTERLY: 3, Frequency.HALF_YEARLY: 6, Frequency.ANNUAL: 12}
_MONTH_NAMES = "January February March April May June July August September October November December".split()
_MONTH_NUMBERS = {
    word: number for number, name in enumerate(_MONTH_NAMES, 1) for word in (name.casefold(), name[:3].casefold())
} | {"sept": 9}
_MONTH = "(?P<name>" + "|".join(sorted(_MONTH_NUMBERS, key=len, reverse=True)) + ")"
_YEAR = r"(?P<year>\d{4})"
_YEAR2 = r"(?P<year2>\d{4})"
# As they are written out, and as people write them: Q3 2026, Oct 2026, 15 July 2026, 07/2026.
# Beyond these nobody can count periods forth and back.
YEARS = range(1000, 3000)
_FORMS = tuple(
    (re.compile(form, re.I), frequency)
    for form, frequency in (
        (_YEAR, Frequency.ANNUAL),
        (rf"{_YEAR}[-/ ]?H(?P<part>[12])|H(?P<part2>[12])[-/ ]?{_YEAR2}", Frequency.HALF_YEARLY),
        (rf"{_YEAR}[-/ ]?Q(?P<part>[1-4])|Q(?P<part2>[1-4])[-/ ]?{_YEAR2}", Frequency.QUARTERLY),
        (rf"{_YEAR}-?W(?P<part>\d{{2}})|(?:W|Week )(?P<part2>\d{{1,2}}),? {_YEAR2}", Frequency.WEEKLY),
        (rf"{_YEAR}-(?P<month>\d{{2}})-(?P<day>\d{{2}})", Frequency.DAILY),
        (rf"(?P<day>\d{{1,2}})\.?[- ]{_MONTH}\.?[-, ]+{_YEAR}", Frequency.DAILY),
        (rf"{_MONTH}\.? (?P<day>\d{{1,2}}),? {_YEAR}", Frequency.DAILY),
        (rf"{_YEAR}-(?P<month>\d{{2}})|(?P<month2>\d{{1,2}})/{_YEAR2}", Frequency.MONTHLY),
        (rf"{_MONTH}\.?[-/, ]+{_YEAR}|{_YEAR2}[- ]{_MONTH.replace('name', 'name2')}", Frequency.MONTHLY),
        (rf"{_MONTH}\.?[-/' ]+(?P<short>\d{{2}})", Frequency.MONTHLY),
    )
)


@total_ordering
@dataclass(frozen=True, slots=True)
class Period:
    """A span of the calendar. `start` is its first day, `end` its last."""

    frequency: Frequency
    start: date

    @classmethod
    def parse(cls, text: str) -> "Period":
        """Read a period as people write it; `ValueError` says what forms there are.

        >>> [str(Period.parse(text)) for text in ("2026-q3", "Q3 2026", "Oct 2026", "15 July 2026", "Week 31, 2026")]
        ['2026-Q3', '2026-Q3', '2026-10', '2026-07-15', '2026-W31']
        """
        cleaned = text.strip()
        for form, frequency in _FORMS:
            match = form.fullmatch(cleaned)
            if match:
                first = _first_day(frequency, _parts(match.groupdict()), text)
                if first.year not in YEARS:
                    raise NotAPeriod(
                        "%(text)s lies too far away.",
                        "Years go from %(first)s to %(last)s.",
                        text=repr(text),
                        first=str(YEARS[0]),
                        last=str(YEARS[-1]),
                    )
                return cls(frequency, first)
        raise NotAPeriod(
            "%(text)s is not a period.",
            "Write 2026, 2026-H1, 2026-Q3, 2026-07, 2026-W31 or 2026-07-15.",
            text=repr(text),
        )

    @classmethod
    def containing(cls, day: date, frequency: Frequency) -> "Period":
        """The period of that frequency in which the day lies."""
        if frequency is Frequency.DAILY:
            return cls(frequency, day)
        if frequency is Frequency.WEEKLY:
            return cls(frequency, day - timedelta(days=day.weekday()))
        months = _MONTHS[frequency]
        return cls(frequency, date(day.year, (day.month - 1) // months * months + 1, 1))

    @property
    def end(self) -> date:
        """The last day."""
        return self.shift(1).start - timedelta(days=1)

    @property
    def anchor(self) -> date:
        """The day by which it belongs to a longer period: the Thursday of a week, as ISO 8601 has it, else its last.

        >>> Period.parse("2026-W44").anchor.isoformat()
        '2026-10-29'
        """
        return self.start + timedelta(days=_TO_THURSDAY) if self.frequency is Frequency.WEEKLY else self.end

    def within(self, frequency: Frequency) -> "Period":
        """The longer period to which it belongs.

        >>> str(Period.parse("2020-W53").within(Frequency.ANNUAL))
        '2020'
        """
        return Period.containing(self.anchor, frequency)

    @property
    def days(self) -> int:
        return (self.end - self.start).days + 1

    def shift(self, count: int) -> "Period":
        """The period that many steps later (or earlier, if negative)."""
        if self.frequency is Frequency.DAILY:
            return Period(self.frequency, self.start + timedelta(days=count))
        if self.frequency is Frequency.WEEKLY:
            return Period(self.frequency, self.start + timedelta(weeks=count))
        month = self.start.year * 12 + self.start.month - 1 + count * _MONTHS[self.frequency]
        return Period(self.frequency, date(month // 12, month % 12 + 1, 1))

    def until(self, last: "Period") -> Iterator["Period"]:
        """This period and all that follow, up to and including the last."""
        current = self
        while current <= last:
            yield current
            current = current.shift(1)

    def contains(self, other: "Period") -> bool:
        return self.start <= other.start and other.end <= self.end

    @property
    def label(self) -> str:
        """The period in words for people, in the language that is spoken: October 2026, Q3 2026, week 31 of 2026."""
        match self.frequency:
            case Frequency.ANNUAL:
                return str(self.start.year)
            case Frequency.HALF_YEARLY:
                return gettext("H%(half)s %(year)s") % {"half": self.start.month // 6 + 1, "year": self.start.year}
            case Frequency.QUARTERLY:
                return gettext("Q%(quarter)s %(year)s") % {
                    "quarter": self.start.month // 3 + 1,
                    "year": self.start.year,
                }
            case Frequency.MONTHLY:
                return f"{month_in_words(self.start)} {self.start.year}"
            case Frequency.WEEKLY:
                year, week, _ = self.start.isocalendar()
                return gettext("Week %(week)s, %(year)s") % {"week": week, "year": year}
            case _:
                return day_in_words(self.start)

    def __str__(self) -> str:
        match self.frequency:
            case Frequency.ANNUAL:
                return f"{self.start.year:04d}"
            case Frequency.HALF_YEARLY:
                return f"{self.start.year:04d}-H{self.start.month // 6 + 1}"
            case Frequency.QUARTERLY:
                return f"{self.start.year:04d}-Q{self.start.month // 3 + 1}"
            case Frequency.MONTHLY:
                return f"{self.start.year:04d}-{self.start.month:02d}"
            case Frequency.WEEKLY:
                year, week, _ = self.start.isocalendar()
                return f"{year:04d}-W{week:02d}"
            case _:
                return self.start.isoformat()

    def __lt__(self, other: "Period") -> bool:
        return (self.start, -self.frequency.per_year) < (other.start, -other.frequency.per_year)


def full_year(text: str) -> int:
    """The year that two digits or four mean: those from 70 on lie in the last century.

    >>> full_year("26"), full_year("98"), full_year("2026")
    (2026, 1998, 2026)
    """
    year = int(text)
    return year if len(text) > 2 else year + (1900 if year >= _LAST_CENTURY else 2000)


def _parts(found: dict[str, str | None]) -> list[int]:
    """Year, month or part, and day, as far as a form has them."""
    named = found.get("name") or found.get("name2")
    year = found.get("year") or found.get("year2") or str(full_year(found["short"] or ""))
    part = found.get("part") or found.get("part2") or found.get("month") or found.get("month2")
    month = _MONTH_NUMBERS[named.casefold()] if named else part
    return [int(one) for one in (year, month, found.get("day")) if one is not None]


def _first_day(frequency: Frequency, parts: list[int], text: str) -> date:
    try:
        match frequency:
            case Frequency.ANNUAL:
                return date(parts[0], 1, 1)
            case Frequency.HALF_YEARLY:
                return date(parts[0], 6 * parts[1] - 5, 1)
            case Frequency.QUARTERLY:
                return date(parts[0], 3 * parts[1] - 2, 1)
            case Frequency.WEEKLY:
                return date.fromisocalendar(parts[0], parts[1], 1)
            case Frequency.MONTHLY:
                return date(parts[0], parts[1], 1)
            case _:
                return date(*parts)
    except ValueError as error:
        raise NotAPeriod("%(text)s is no period of the calendar: %(why)s.", text=repr(text), why=str(error)) from None


def ordinals(starts: npt.NDArray[np.datetime64], frequency: Frequency) -> npt.NDArray[np.int64]:
    """Consecutive numbers of the periods in which the days lie: shape (n,) of datetime64[D] to shape (n,) of int.

    Neighbouring periods differ by 1, so that series can be laid out on a grid.
    """
    days = starts.astype("datetime64[D]")
    if frequency is Frequency.DAILY:
        return days.astype(np.int64)
    if frequency is Frequency.WEEKLY:
        return (days.astype(np.int64) + 3) // 7
    return days.astype("datetime64[M]").astype(np.int64) // _MONTHS[frequency]


def period_at(ordinal: int, frequency: Frequency) -> Period:
    """The inverse of `ordinals` for one number."""
    if frequency is Frequency.DAILY:
        return Period(frequency, date(1970, 1, 1) + timedelta(days=ordinal))
    if frequency is Frequency.WEEKLY:
        return Period(frequency, date(1970, 1, 1) + timedelta(days=ordinal * 7 - 3))
    month = 1970 * 12 + ordinal * _MONTHS[frequency]
    return Period(frequency, date(month // 12, month % 12 + 1, 1))
