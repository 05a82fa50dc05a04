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
    attainment_of_score,
    goal_status,
    grade_status,
    objective_grade,
    okr_grade,
)


@dataclass(frozen=True, slots=True)
class ResultAsked:
    """A key result: what it weighs, how far it has come, its score, its pace, and a status set by hand (0: none)."""

    weight: float
    attainment: float | None
    score: float | None
    pace: str
    by_hand: int
    cuts: tuple[float, ...]


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
    paces = {status.label: status for status in PaceStatus}
    parts = []
    for one, part, grade in zip(results, reached, okr_grade(reached), strict=True):
        status, by = goal_status(one.by_hand, paces.get(one.pace, 0), _numbers([one.score]), _cuts(one))
        parts.append(GradedResult(_known(part), _known(grade), int(status[0]), ColouredBy(int(by[0])).label))
    status = int(grade_status(mean, committed=committed)[0])
    return GoalGrade(_known(okr_grade(mean)[0]), _known(mean), status, committed, tuple(parts))


def _cuts(one: ResultAsked) -> Cuts:
    """Its cut points; a plan that tells progress has others, which say nothing of grades."""
    return Cuts(*one.cuts) if len(one.cuts) == 2 else Cuts()


def _numbers(values: Sequence[float | None]) -> Floats:
    return np.array([nan if value is None else value for value in values], dtype=np.float64)


def _known(value: float) -> float | None:
    return None if isnan(value) else float(value)
