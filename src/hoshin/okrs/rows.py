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


class CommitmentRow(NamedTuple):
    """An objective that its owner took on, by codes; without a cycle it stands by itself."""

    objective: str
    cycle: str = ""
    draft: bool = False
    ambition: str = Ambition.ASPIRATIONAL


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
