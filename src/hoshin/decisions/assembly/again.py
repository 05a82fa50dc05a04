"""Figures found again from what was kept of them: how far an initiative was, and the level of a risk."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from hoshin.engine.risks import levels
from hoshin.engine.scoring import milestone_attainment


def progress_again(steps: Sequence[Sequence[Any]]) -> float:
    """How far an initiative is in percent, from completion, weight and whether it was cancelled of each milestone."""
    completion, weight, cancelled = (np.array([column]) for column in zip(*steps, strict=True))
    return 100 * float(milestone_attainment(completion, weight, cancelled=cancelled).attainment[0])


def level_again(judged: Mapping[str, int]) -> int:
    """The level of a risk, from the likelihood that counts and the impact."""
    return int(levels([judged["likelihood"]], [judged["impact"]], [False], [np.nan]).level[0])
