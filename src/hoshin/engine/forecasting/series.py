"""What the methods share: series as rows that end in their last value, what a model returns, and the first line."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from hoshin.engine.arrays import Floats, Indices, Ints

# Points of the line from which a model starts.
START_POINTS = 5
# So many numbers of a model's state are worked on at once that they stay near the processor.
_AT_ONCE = 12_000


@dataclass(frozen=True, slots=True)
class ModelResult:
    """Mean and standard deviation per series and period ahead, both (n, horizon); NaN where the model has none."""

    mean: Floats
    sd: Floats


def checked(values: npt.ArrayLike) -> Floats:
    """Values as (n, periods) of doubles, NaN for missing; infinities and other shapes raise ``ValueError``."""
    rows = np.atleast_2d(np.asarray(values, np.float64))
    if rows.ndim != 2:
        raise ValueError("series are the rows of an array of two dimensions")
    if np.isinf(rows).any():
        raise ValueError("a value is infinite")
    return rows


def ending_last(values: Floats) -> Floats:
    """The rows moved so that each ends in its last value; a row without one stays as it is.

    >>> ending_last(np.array([[1.0, 2.0, np.nan], [np.nan, 3.0, 4.0]])).tolist()
    [[nan, 1.0, 2.0], [nan, 3.0, 4.0]]
    """
    seen = ~np.isnan(values)
    behind = np.where(seen.any(axis=1), np.argmax(seen[:, ::-1], axis=1), 0)
    if not behind.any():
        return values
    columns = np.arange(values.shape[1]) - behind[:, None]
    moved = np.take_along_axis(values, np.maximum(columns, 0), axis=1)
    return np.where(columns >= 0, moved, np.nan)


def starts(values: Floats) -> Ints:
    """The column of each row's first value; the number of columns where it has none."""
    seen = ~np.isnan(values)
    return np.asarray(np.where(seen.any(axis=1), np.argmax(seen, axis=1), values.shape[1]), np.int64)


def in_chunks(values: Floats, width: int) -> Iterator[Indices]:
    """Places of rows to be worked on together, of like length, ``width`` numbers for each row."""
    order = np.argsort(starts(values), kind="stable")
    size = max(1, _AT_ONCE // width)
    for first in range(0, len(order), size):
        yield order[first : first + size]


def first_line(values: Floats, points: int = START_POINTS) -> tuple[Floats, Floats]:
    """Level one period before the first value, and slope, of the least-squares line through the first periods.

    >>> [part.tolist() for part in first_line(np.array([[np.nan, 3.0, 5.0, 7.0]]))]
    [[1.0], [2.0]]
    """
    columns = starts(values)[:, None] + np.arange(points)
    inside = columns < values.shape[1]
    head = np.where(inside, np.take_along_axis(values, np.minimum(columns, values.shape[1] - 1), axis=1), np.nan)
    level, slope = line(head)
    return level - slope, slope


def line(values: Floats) -> tuple[Floats, Floats]:
    """Value at the first column and slope of the least-squares line through each row; slope 0 through one value."""
    seen = ~np.isnan(values)
    count = np.maximum(seen.sum(axis=1), 1)
    places = np.arange(values.shape[1], dtype=np.float64)
    filled = np.where(seen, values, 0.0)
    middle = (seen * places).sum(axis=1) / count
    mean = filled.sum(axis=1) / count
    away = np.where(seen, places - middle[:, None], 0.0)
    spread = (away * away).sum(axis=1)
    slope = (away * (filled - np.where(seen, mean[:, None], 0.0))).sum(axis=1) / np.where(spread > 0.0, spread, 1.0)
    return mean - slope * middle, slope


def scale_of(rows: Floats) -> Floats:
    """A power of two near the greatest value of each row, (n, 1), so that squares stay numbers; it rounds nothing.

    >>> scale_of(np.array([[3.0, -5.0, np.nan]])).tolist()
    [[4.0]]
    """
    most = np.where(np.isnan(rows), 0.0, np.abs(rows)).max(axis=1, initial=0.0)
    return np.asarray(np.ldexp(1.0, np.frexp(np.where(most > 0.0, most, 1.0))[1] - 1)[:, None])
