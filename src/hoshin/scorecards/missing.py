"""What a missing value is called: not due yet, late, or never recorded.

The rule is written once, over facts that are either conditions for the database or truths about one line.
"""

from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

import numpy as np
from django.db.models import F, Q

from hoshin.base import clock
from hoshin.base.periods import Frequency, Period
from hoshin.scorecards.statuses import LATE, NO_DATA, PENDING

Truth = TypeVar("Truth", Q, np.bool_)


@dataclass(frozen=True, slots=True)
class Facts(Generic[Truth]):
    """Of a measure in a period: nothing is known of it, a value is asked for, its grace time is over, it reported before.

    Each is a Q for the database, or a NumPy boolean: both know `&` and `~`.
    """

    is_missing: Truth
    is_asked: Truth
    is_overdue: Truth
    was_heard_of: Truth


def called(facts: Facts[Truth]) -> dict[int, Truth]:
    """By status, when a missing value is called so: at most one of them holds."""
    asked = facts.is_missing & facts.is_asked
    late = asked & facts.is_overdue & facts.was_heard_of
    pending = asked & ~facts.is_overdue
    return {PENDING: pending, LATE: late, NO_DATA: facts.is_missing & ~pending & ~late}


def is_asked(starts: date, due_on: date | None, heard_on: date | None) -> bool:
    """Whether a value is asked for in a period that starts so.

    Once a measure was due nobody is asked any more, unless it went on: it was recorded after that day.
    """
    return due_on is None or starts <= due_on or (heard_on is not None and heard_on > due_on)


def asked_by(starts: date, due_on: str, heard_on: str) -> Q:
    """The same for the database, by the names of its columns."""
    return Q(**{due_on: None}) | Q(**{f"{due_on}__gte": starts}) | Q(**{f"{heard_on}__gt": F(due_on)})


def days_since_asked(period: Period, frequency: Frequency) -> int:
    """Days since the end of the period of a measure that a period of the scorecard asks for; overdue if above its grace."""
    return days_over(asked_in(period, frequency).end)


def days_over(end: date) -> int:
    """Days since the last day of a period: its grace time is over when they are more."""
    return (clock.today() - end).days


def asked_in(period: Period, frequency: Frequency) -> Period:
    """The latest period of a frequency that belongs to a period of the scorecard, or to one before it."""
    last = Period.containing(period.end, frequency)
    return last.shift(-1) if last.anchor > period.end else last
