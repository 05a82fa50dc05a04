"""Likelihood and impact on scales of five steps, and the level that they make together."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from hoshin.engine.arrays import Bools, Ints

STEPS = 5


@dataclass(frozen=True, slots=True)
class LevelResult:
    """Per risk (n,): the ``likelihood`` that counts, the ``level`` 1–25, and whether it lies ``above`` the appetite."""

    likelihood: Ints
    level: Ints
    above: Bools


def levels(
    likelihood: npt.ArrayLike, impact: npt.ArrayLike, raised: npt.ArrayLike, appetite: npt.ArrayLike
) -> LevelResult:
    """Levels of risks (n,) whose likelihood and impact are steps 1–5, one step likelier where ``raised``.

    ``level = min(5, likelihood + raised) · impact``, above the appetite where it is larger. An appetite of NaN is above
    nothing. ValueError: a step outside of its scale. Source: IEC 31010:2019, B.10.3 (likelihood and consequence matrix).

    >>> found = levels([3, 5], [4, 2], [True, True], [12, 12])
    >>> found.level.tolist(), found.above.tolist()
    ([16, 10], [True, False])
    """
    steps = [np.asarray(given, np.int64) for given in (likelihood, impact)]
    for given in steps:
        if given.size and (given.min() < 1 or given.max() > STEPS):
            raise ValueError(f"a step of a scale is a whole number from 1 to {STEPS}")
    counted = np.minimum(STEPS, steps[0] + np.asarray(raised, np.bool_))
    level = counted * steps[1]
    return LevelResult(counted, level, np.asarray(level > np.asarray(appetite, np.float64)))
