"""When check-ins are asked for: every week, until when, and how long after the end of a goal they are still taken."""

from collections.abc import Collection
from datetime import date, timedelta

from hoshin.base.periods import Frequency, Period

THURSDAY, SATURDAY = 3, 5


def week_of(day: date) -> Period:
    """The week in which a day lies."""
    return Period.containing(day, Frequency.WEEKLY)


def due_day(week: Period, off: Collection[date] = ()) -> date:
    """The day of a week by which its check-ins are asked for: Thursday, or the last working day before it.

    Where none is before it, the first one after. `off`: days that are off beside Saturdays and Sundays.
    """
    thursday = week.start + timedelta(days=THURSDAY)
    days = [thursday - timedelta(days=back) for back in range(THURSDAY + 1)]
    return next((day for day in days if day not in off), working_days_after(thursday, 1, off))


def working_days_after(day: date, count: int, off: Collection[date] = ()) -> date:
    """The day that lies so many working days, from Monday to Friday and not off, after another.

    >>> working_days_after(date(2026, 11, 26), 2)
    datetime.date(2026, 11, 30)
    >>> working_days_after(date(2026, 11, 26), 2, {date(2026, 11, 27)})
    datetime.date(2026, 12, 1)
    """
    while count:
        day += timedelta(days=1)
        count -= day.weekday() < SATURDAY and day not in off
    return day


def missed_week(day: date, grace: int, off: Collection[date] = ()) -> Period:
    """The latest week whose check-ins are missed by a day: so many working days after their day are over."""
    week = week_of(day)
    while working_days_after(due_day(week, off), grace, off) >= day:
        week = week.shift(-1)
    return week


def is_taken(day: date, ends_on: date | None, late_days: int) -> bool:
    """Whether check-ins on a goal are taken on a day: until its end, and so many days after it."""
    return ends_on is None or day <= ends_on + timedelta(days=late_days)
