"""What a missing value is called: not due yet, late, or never recorded.

The rule is written once, over facts that are either conditions for the database or truths about one line.
"""

from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

import numpy as np
from django.db.models import Q

from hoshin.base import clock
from hoshin.base.periods import Frequency, Period
from hoshin.scorecards.statuses import LATE, NO_DATA, PENDING

Truth = TypeVar("Truth", Q, np.bool_)


@dataclass(frozen=True, slots=True)
class Facts(Generic[Truth]):
    """Of a measure in a period: nothing is known of it, its grace time is over, it reported before.

    Each is a Q for the database, or a NumPy boolean: both know `&` and `~`.
    """

    is_missing: Truth
    is_overdue: Truth
    was_heard_of: Truth


def called(facts: Facts[Truth]) -> dict[int, Truth]:
    """By status, when a missing value is called so: at most one of them holds."""
    overdue = facts.is_missing & facts.is_overdue
    return {
        PENDING: facts.is_missing & ~facts.is_overdue,
        LATE: overdue & facts.was_heard_of,
        NO_DATA: overdue & ~facts.was_heard_of,
    }


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
