"""How key results stand into columns, and the grade of their goal, with the status that each is coloured with."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import isnan, nan

import numpy as np

from hoshin.engine.arrays import Floats
from hoshin.engine.scoring import (
    ColouredBy,
    Cuts,
    PaceStatus,
    Status,
    attainment_of_score,
    goal_status,
    grade_status,
    objective_grade,
    okr_grade,
)

_PACES = {status.label: status for status in PaceStatus}


@dataclass(frozen=True, slots=True)
class ResultAsked:
    """A key result: what it weighs, how far it has come, its score, its pace, a status set by hand (0: none), and how
    likely its target is, where a forecast may say so."""

    weight: float
    attainment: float | None
    score: float | None
    pace: str
    by_hand: int
    cuts: tuple[float, ...]
    likely: float | None = None


@dataclass(frozen=True, slots=True)
class GradedResult:
    """`reached` 0–1 is what counts in the grade of the goal; `by` is what its status was decided on."""

    reached: float | None
    grade: float | None
    status: int
    by: str


@dataclass(frozen=True, slots=True)
class GoalGrade:
    """The grade 0.0–1.0 of a goal, the mean that it was rounded from, how that stands among its kind, and its parts."""

    grade: float | None
    reached: float | None
    status: int
    is_committed: bool
    results: tuple[GradedResult, ...]


def graded(results: Sequence[ResultAsked], *, committed: bool) -> GoalGrade:
    """The grade of a goal: the mean of its key results by weight; those without a value leave it."""
    if not results:
        return GoalGrade(None, None, 0, committed, ())
    attained = _numbers([one.attainment for one in results])
    stood_for = [float(attainment_of_score(_numbers([one.score]), _cuts(one))[0]) for one in results]
    reached = np.clip(np.where(np.isnan(attained), stood_for, attained), 0.0, 1.0)
    mean = objective_grade(reached, [one.weight for one in results])
    parts = []
    for one, part, grade in zip(results, reached, okr_grade(reached), strict=True):
        status, by = goal_status(
            one.by_hand, _PACES.get(one.pace, 0), _numbers([one.score]), _cuts(one), _numbers([one.likely])
        )
        parts.append(GradedResult(_known(part), _known(grade), int(status[0]), ColouredBy(int(by[0])).label))
    status = int(grade_status(mean, committed=committed)[0])
    return GoalGrade(_known(okr_grade(mean)[0]), _known(mean), status, committed, tuple(parts))


def status_proposed(pace: str, likely: float | None) -> str:
    """The status that the probability of the target, else the pace proposes, by its name; "" where neither says anything
    yet, or no more."""
    status, by = goal_status(0, _PACES.get(pace, 0), np.nan, likely=np.nan if likely is None else likely)
    return Status(int(status[0])).label if by[0] in (ColouredBy.FORECAST, ColouredBy.PACE) else ""


def _cuts(one: ResultAsked) -> Cuts:
    """Its cut points; a plan that tells progress has others, which say nothing of grades."""
    return Cuts(*one.cuts) if len(one.cuts) == 2 else Cuts()


def _numbers(values: Sequence[float | None]) -> Floats:
    return np.array([nan if value is None else value for value in values], dtype=np.float64)


def _known(value: float) -> float | None:
    return None if isnan(value) else float(value)
