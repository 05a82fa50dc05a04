"""Stretches of consecutive columns, and reductions over many of them at once."""

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from hoshin.engine.arrays import Indices


class Windows(NamedTuple):
    """Half-open stretches ``[start, end)`` of columns, each (G,); an empty one has ``start >= end``."""

    starts: Indices
    ends: Indices

    @property
    def lengths(self) -> Indices:
        return np.asarray(np.maximum(self.ends - self.starts, 0))


def group_windows(groups: npt.ArrayLike, count: int | None = None) -> Windows:
    """One window per coarse period from the coarse index of each fine period, −1 for none.

    Raises ``ValueError`` when the columns of a group are not side by side.

    >>> group_windows([0, 0, 1, -1]).ends.tolist()
    [2, 3]
    """
    labels = np.asarray(groups, dtype=np.intp)
    size = int(labels.max(initial=-1)) + 1 if count is None else count
    starts, ends = np.zeros(size, np.intp), np.zeros(size, np.intp)
    if labels.size:
        edges = np.flatnonzero(np.diff(labels)) + 1
        firsts = np.concatenate((np.zeros(1, np.intp), edges))
        lasts = np.concatenate((edges, np.array([labels.size])))
        used = labels[firsts] >= 0
        names = labels[firsts][used]
        if np.unique(names).size != names.size:
            raise ValueError("the fine periods of a group must be side by side")
        if names.size and names.max() >= size:
            raise ValueError("a group index lies beyond the number of groups")
        starts[names], ends[names] = firsts[used], lasts[used]
    return Windows(starts, ends)


def to_date_windows(groups: npt.ArrayLike) -> Windows:
    """For each fine period the window from its group's first period to itself; none for −1."""
    labels = np.asarray(groups, dtype=np.intp)
    coarse = group_windows(labels)
    starts = coarse.starts[labels] if coarse.starts.size else np.zeros(labels.size, np.intp)
    return Windows(starts, np.where(labels >= 0, np.arange(1, labels.size + 1), starts))


def rolling_windows(length: int, size: int) -> Windows:
    """For each of ``length`` periods the window of the last ``size`` periods, shorter at the beginning."""
    if size < 1:
        raise ValueError("a rolling window holds at least one period")
    ends = np.arange(1, length + 1)
    return Windows(np.maximum(ends - size, 0), ends)


def over_windows(operation: np.ufunc, columns: npt.NDArray[Any], windows: Windows, empty: Any) -> Any:
    """``operation`` reduced over each window of the (n, P) columns: (n, G), ``empty`` for empty windows."""
    rows = columns.shape[0]
    vacant = windows.lengths == 0
    padding = np.full((rows, 1), empty, dtype=columns.dtype)
    padded = np.concatenate((columns, padding), axis=1)
    bounds = np.empty(2 * windows.starts.size, np.intp)
    bounds[0::2] = np.where(vacant, 0, windows.starts)
    bounds[1::2] = np.where(vacant, 0, windows.ends)
    if not bounds.size:
        return np.empty((rows, 0), dtype=columns.dtype)
    reduced = operation.reduceat(padded, bounds, axis=1)[:, ::2]
    reduced[:, vacant] = empty
    return reduced
