"""Check-ins as services take them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from hoshin.measures.models import Measure
from hoshin.measures.rows import ActualRow
from hoshin.org.models import Person
from hoshin.strategy.models import Objective


@dataclass(frozen=True, slots=True)
class CheckInDraft:
    """What somebody says of one key result of a goal.

    `actual`: the value to be recorded; None: it stands as it is. `expected`: the value that they were shown (0: none;
    None: whichever). `is_meant`: they said so of a value that is unlike all others. `status`: what they say instead of
    the pace, with the reason `why`. `blocker`: what stands in the way; `blocker_to`: who is asked about it (None: the next
    above the owner who is there).
    """

    objective: Objective
    measure: Measure
    actual: ActualRow | None = None
    expected: int | None = None
    is_meant: bool | None = None
    confidence: int | None = None
    note: str = ""
    status: str = ""
    why: str = ""
    blocker: str = ""
    blocker_to: Person | None = None


@dataclass(frozen=True, slots=True)
class BesideValues:
    """Values that are recorded with check-ins, as `record_actuals` takes them: counted behind the drafts."""

    rows: Sequence[ActualRow]
    expected: Sequence[int]
    meant: Collection[int] = ()


class CheckInRow(NamedTuple):
    """A check-in by codes, as a sheet holds it. `by`: an employee id, else the name of whoever said it."""

    key_result: str
    objective: str
    date: date
    value: float | None = None
    confidence: int | None = None
    note: str = ""
    by: str = ""
    proposed: str = ""
    status: str = ""
    why: str = ""
    late: bool = False


class AbsenceRow(NamedTuple):
    """Somebody is away from a day to another, by their employee id."""

    person: str
    first_day: date
    last_day: date


class BlockerRow(NamedTuple):
    """What stands in the way of a goal, by codes and employee ids."""

    objective: str
    measure: str
    raised_by: str
    raised_to: str
    raised_at: datetime | None
    text: str
    answer_by: date | None = None
    answer: str = ""
    answered_by: str = ""
    answered_at: datetime | None = None
    cleared_at: datetime | None = None
