"""Decisions as services take them: plain values, things by their codes."""

from datetime import date
from typing import NamedTuple

from hoshin.base.periods import Period


class DecisionRow(NamedTuple):
    """A decision by codes; `decider` is an employee id. What was known when it was taken stands in backups alone."""

    code: str
    question: str
    context: str = ""
    options: tuple[str, ...] = ()
    chosen: str = ""
    objectives: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    initiatives: tuple[str, ...] = ()
    risks: tuple[str, ...] = ()
    decider: str = ""
    visibility: str = "public"
    decided_on: date | None = None
    review_on: date | None = None
    reasons: str = ""
    dissent: str = ""
    is_reversible: bool = True
    confidence: int | None = None
    effect_on: str = ""
    effect_in: Period | None = None
    expected_low: float | None = None
    expected: float | None = None
    expected_high: float | None = None
    reviewed_on: date | None = None
    reviewed_by: str = ""
    process: str = ""
    outcome: str = ""
    why: str = ""
    next_steps: str = ""
    realised: float | None = None
