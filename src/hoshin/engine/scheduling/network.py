"""The critical path method: a pass forward, a pass backward, and the time to spare between them."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from hoshin.engine.arrays import Bools, Floats, Indices


class DependencyCycle(ValueError):
    """Steps wait for each other in a circle; `nodes` lists one, each waiting for the next, the last for the first."""

    def __init__(self, nodes: tuple[int, ...]) -> None:
        self.nodes = nodes
        super().__init__(f"steps wait for each other: {' -> '.join(map(str, (*nodes, nodes[0])))}")


@dataclass(frozen=True, slots=True)
class Network:
    """Steps that wait for others. `order` (n,): each step after all that it waits for; `needs`, `needed_by`: by step."""

    order: Indices
    needs: tuple[tuple[int, ...], ...]
    needed_by: tuple[tuple[int, ...], ...]

    @property
    def size(self) -> int:
        return len(self.needs)


@dataclass(frozen=True, slots=True)
class ScheduleResult:
    """Per step (n,), as day numbers: the earliest `start` and `finish`, the `latest_finish` that delays nothing, the
    `slack` between the two in days, whether it is `critical` (no slack), and the `group` of steps that hang together."""

    start: Floats
    finish: Floats
    latest_finish: Floats
    slack: Floats
    critical: Bools
    group: Indices


def network(n: int, step: npt.ArrayLike, needs: npt.ArrayLike) -> Network:
    """The network of ``n`` steps where ``step[i]`` waits for ``needs[i]``; the same said twice counts once.

    Raises `DependencyCycle` where steps wait for each other, also one for itself; ``IndexError`` for a step that there is
    not. O(n + E). Source: Kahn (1962), topological sorting of large networks.

    >>> network(3, [1, 2], [0, 1]).order.tolist()
    [0, 1, 2]
    """
    waiting, first = (np.asarray(ends, np.intp).ravel() for ends in (step, needs))
    if waiting.size and (min(waiting.min(), first.min()) < 0 or max(waiting.max(), first.max()) >= n):
        raise IndexError("a step waits, or is waited for, that there is not")
    pairs = sorted(set(zip(waiting.tolist(), first.tolist(), strict=True)))
    before: list[list[int]] = [[] for _ in range(n)]
    after: list[list[int]] = [[] for _ in range(n)]
    for one, other in pairs:
        before[one].append(other)
        after[other].append(one)
    open_needs = [len(found) for found in before]
    ready = [at for at in range(n) if not open_needs[at]]
    order: list[int] = []
    while ready:
        at = ready.pop()
        order.append(at)
        for following in after[at]:
            open_needs[following] -= 1
            if not open_needs[following]:
                ready.append(following)
    if len(order) < n:
        raise DependencyCycle(_cycle(before, open_needs))
    return Network(np.asarray(order, np.intp), tuple(map(tuple, before)), tuple(map(tuple, after)))


def schedule(steps: Network, start: npt.ArrayLike, duration: npt.ArrayLike) -> ScheduleResult:
    """When each step may start and finish at the earliest, and must finish at the latest.

    Forward: ``ES = max(start, max EF of needs)``, ``EF = ES + duration``. Backward, from the last finish of all steps that
    hang together: ``LF = min LS of what waits``, ``LS = LF − duration``. ``slack = LF − EF``; 0 is critical. ``start`` (n,)
    is the planned day number before which a step does not begin, ``duration`` (n,) its days, 0 or more. Source: Kelley and
    Walker (1959), critical-path planning and scheduling.

    >>> found = schedule(network(3, [2, 2], [0, 1]), [0.0, 0.0, 0.0], [5.0, 3.0, 4.0])
    >>> found.finish.tolist(), found.slack.tolist(), found.critical.tolist()
    ([5.0, 3.0, 9.0], [0.0, 2.0, 0.0], [True, False, True])
    """
    planned, days = _dated(steps, start, duration)
    begin, finish = planned.copy(), planned + days
    for at in steps.order.tolist():
        begin[at] = max([planned[at], *(finish[need] for need in steps.needs[at])])
        finish[at] = begin[at] + days[at]
    group = _groups(steps)
    ends = np.full(steps.size, -np.inf)
    np.maximum.at(ends, group, finish)
    latest = ends[group]
    for at in reversed(steps.order.tolist()):
        latest[at] = min([latest[at], *(latest[after] - days[after] for after in steps.needed_by[at])])
    slack = latest - finish
    return ScheduleResult(begin, finish, latest, slack, np.asarray(slack <= 0.0), group)


def _dated(steps: Network, start: npt.ArrayLike, duration: npt.ArrayLike) -> tuple[Floats, Floats]:
    planned, days = (np.asarray(column, np.float64).ravel() for column in (start, duration))
    if planned.shape != (steps.size,) or days.shape != (steps.size,):
        raise ValueError("start and duration must have one number for each step")
    if not (np.isfinite(planned).all() and np.isfinite(days).all()):
        raise ValueError("start and duration must be numbers")
    if (days < 0).any():
        raise ValueError("no step lasts less than 0 days")
    return planned, days


def _groups(steps: Network) -> Indices:
    """For each step the lowest number among all that hang together with it."""
    group = np.full(steps.size, -1, np.intp)
    for first in range(steps.size):
        if group[first] >= 0:
            continue
        open_ends = [first]
        group[first] = first
        while open_ends:
            at = open_ends.pop()
            for other in (*steps.needs[at], *steps.needed_by[at]):
                if group[other] < 0:
                    group[other] = first
                    open_ends.append(other)
    return group


def _cycle(before: list[list[int]], open_needs: list[int]) -> tuple[int, ...]:
    """One circle among the steps that were never ready: each waits for another of them."""
    at = next(step for step, count in enumerate(open_needs) if count)
    path: list[int] = []
    while at not in path:
        path.append(at)
        at = next(need for need in before[at] if open_needs[need])
    found = path[path.index(at) :]
    lowest = found.index(min(found))
    return tuple(found[lowest:] + found[:lowest])
