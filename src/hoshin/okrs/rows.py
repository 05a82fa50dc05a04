"""Rows as the bulk services of okrs take them, and a key result as it is written."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from hoshin.okrs.models import Ambition


class CycleRow(NamedTuple):
    code: str
    name: str
    starts_on: date
    ends_on: date
    closed_on: date | None = None


class CommitmentRow(NamedTuple):
    """An objective that its owner took on, by codes; without a cycle it stands by itself."""

    objective: str
    cycle: str = ""
    draft: bool = False
    ambition: str = Ambition.ASPIRATIONAL
    archived_on: date | None = None
    agreed: str = "no"


class CycleResultRow(NamedTuple):
    """How a goal stood when its cycle closed, by codes."""

    cycle: str
    objective: str
    decision: str
    score: float | None = None
    grade: float | None = None


@dataclass(frozen=True, slots=True)
class GoalStanding:
    """How a goal stands: its score 0–100 and its grade 0.0–1.0, None where there is none."""

    score: float | None = None
    grade: float | None = None


class KeyResultRow(NamedTuple):
    """A key result as people keep it in a table, by codes; its own code is that of its measure.

    In a band `baseline` and `target` are its ends. Without a name the measure is taken as it is.
    """

    code: str
    objective: str
    name: str
    measure: str
    direction: str
    baseline: float | None
    target: float | None
    current: float | None
    weight: float
    due_date: date | None
    unit_of_measure: str


class ResultKind(StrEnum):
    """How a key result is reached: towards a number, within a band, step by step to the end, by levels."""

    NUMBER = "number"
    BAND = "band"
    MILESTONE = "milestone"
    LEVELS = "levels"


@dataclass(frozen=True, slots=True)
class KeyResultDraft:
    """A key result as it is written. `code`: the measure that is there already; without a name it is taken out.

    NUMBER goes from `baseline` to `target`, rising or falling; with `commit` or `stretch` these are its lines. BAND stays
    between the two. MILESTONE is reached in per cent. LEVELS: 1 is what was committed to, 2 the target, 3 more than that.
    """

    name: str
    baseline: float | None = None
    target: float | None = None
    unit_of_measure: str = ""
    kind: ResultKind = ResultKind.NUMBER
    commit: float | None = None
    stretch: float | None = None
    weight: float = 1.0
    code: str = ""
