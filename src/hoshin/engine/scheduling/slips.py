"""What moves when some steps move."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from hoshin.engine.arrays import Bools, Floats
from hoshin.engine.scheduling.network import Network, _dated


@dataclass(frozen=True, slots=True)
class SlipResult:
    """Per step (n,), in days: the new ``start`` and ``finish``, by how much it ``moved``, and whether it was ``pushed`` by
    another, not moved itself."""

    start: Floats
    finish: Floats
    moved: Floats
    pushed: Bools


def slip(
    steps: Network,
    start: npt.ArrayLike,
    duration: npt.ArrayLike,
    by: Mapping[int, float],
    *,
    fixed: npt.ArrayLike | None = None,
) -> SlipResult:
    """The plan once some steps are moved ``by`` days (by step; negative: earlier).

    What waits for a step that now finishes later is pushed just as far as it must be, and on from there: ``start ≥ finish of
    need + min(0, planned start − planned finish of need)``. Time to spare is used up first, and steps that overlap in the
    plan go on to, but for those without any length. What waits for a step that is earlier stays. ``fixed`` steps (n,) are
    done and never pushed; a step that is moved by hand is pushed on where what it waits for ends still later. Method: own.

    >>> from hoshin.engine.scheduling import network
    >>> found = slip(network(2, [1], [0]), [0.0, 7.0], [5.0, 3.0], {0: 4.0})
    >>> found.moved.tolist(), found.pushed.tolist()
    ([4.0, 2.0], [False, True])
    """
    planned, days = _dated(steps, start, duration)
    still = np.zeros(steps.size, np.bool_) if fixed is None else np.asarray(fixed, np.bool_).ravel()
    begin, pushed = planned.copy(), np.zeros(steps.size, np.bool_)
    for at in steps.order.tolist():
        begin[at] = planned[at] + by.get(at, 0.0)
        if still[at]:
            continue
        for need in steps.needs[at]:
            overlap = min(0.0, planned[at] - planned[need] - days[need]) if days[at] > 0 else 0.0
            least = begin[need] + days[need] + overlap
            if begin[need] > planned[need] and least > begin[at]:
                begin[at], pushed[at] = least, True
    return SlipResult(begin, begin + days, begin - planned, pushed)
