"""Least squares, and columns of what came before: what the tests share."""

import numpy as np

from hoshin.engine.arrays import Floats


def residuals(wanted: Floats, columns: Floats) -> Floats:
    """What least squares leaves of ``wanted`` (n,) over ``columns`` (n, k)."""
    return np.asarray(wanted - columns @ np.linalg.lstsq(columns, wanted, rcond=None)[0])


def lagged(values: Floats, lags: int, start: int) -> Floats:
    """Columns (n − start, lags): the value one, two, … ``lags`` periods before each from ``start`` on.

    >>> lagged(np.array([1.0, 2.0, 3.0, 4.0]), 2, 2).tolist()
    [[2.0, 1.0], [3.0, 2.0]]
    """
    n = len(values)
    if not lags:
        return np.zeros((n - start, 0))
    return np.column_stack([values[start - lag : n - lag] for lag in range(1, lags + 1)])


def squares(left: Floats) -> float:
    """The sum of squares."""
    return float(left @ left)
