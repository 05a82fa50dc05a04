"""Expected values between a start and a due date: the way a target is meant to be approached."""

from enum import IntEnum
from typing import Any

import numpy as np
import numpy.typing as npt

from hoshin.engine.arrays import Floats
from hoshin.engine.scoring.columns import ColumnLike, finite_column

S_CURVE_STEEPNESS = 8.0


class TrajectoryKind(IntEnum):
    """The kinds of way to a target; ``label`` is the stable name."""

    LINEAR = 0
    STEP = 1
    S_CURVE = 2
    SEASONAL_FLOW = 3
    SEASONAL_LEVEL = 4
    MANUAL = 5

    @property
    def label(self) -> str:
        return self.name.lower()


def elapsed_share(date: ColumnLike, start: ColumnLike, due: ColumnLike) -> Floats:
    """The elapsed share of the time from start to due, clipped to 0–1: ``u = (t − t0) / (t1 − t0)``.

    Day numbers that broadcast to one shape; NaN stays NaN. A due date not after its start raises
    ``ValueError``. Method: own.

    >>> elapsed_share([0.0, 25.0, 120.0], 0.0, 100.0).tolist()
    [0.0, 0.25, 1.0]
    """
    t, t0, t1 = (finite_column(name, days) for name, days in zip(("date", "start", "due"), (date, start, due)))
    if np.any(t1 <= t0):
        raise ValueError("the due date must lie after the start date")
    return np.asarray(np.clip((t - t0) / (t1 - t0), 0.0, 1.0))


def linear(baseline: ColumnLike, target: ColumnLike, share: ColumnLike) -> Floats:
    """The straight line ``E = B + (T − B)·u``; columns broadcast, NaN stays NaN. Method: own.

    >>> float(linear(200.0, 500.0, 0.25))
    275.0
    """
    b, t, u = _three(baseline, target, share)
    return np.asarray(b + (t - b) * u)


def s_curve(
    baseline: ColumnLike, target: ColumnLike, share: ColumnLike, *, steepness: float = S_CURVE_STEEPNESS
) -> Floats:
    """A slow start and a slow end: the line with ``u`` bent by a logistic curve from 0 to 1.

    ``steepness`` > 0, else ``ValueError``; columns broadcast, NaN stays NaN. Method: logistic growth.

    >>> round(float(s_curve(200.0, 500.0, 0.25)), 1)
    231.5
    """
    if not steepness > 0.0:
        raise ValueError("steepness must be above 0")
    b, t, u = _three(baseline, target, share)
    low, high = _logistic(-steepness / 2.0), _logistic(steepness / 2.0)
    bent = (_logistic(steepness * (u - 0.5)) - low) / (high - low)
    return np.asarray(b + (t - b) * bent)


def step(baseline: ColumnLike, dates: ColumnLike, values: ColumnLike, at: ColumnLike) -> Floats:
    """The value of the latest entry at or before each date, the baseline before the first.

    ``dates`` (k,) ascending day numbers and their ``values`` (k,); returns the shape of ``at``. Unordered
    dates raise ``ValueError``. Method: own.

    >>> step(10.0, [30.0, 60.0], [20.0, 40.0], [29.0, 30.0, 90.0]).tolist()
    [10.0, 20.0, 40.0]
    """
    days, entries, t = _three(dates, values, at, names=("dates", "values", "at"))
    if days.ndim != 1 or days.shape != entries.shape or (np.diff(days) <= 0.0).any():
        raise ValueError("dates must ascend, with one value each")
    table = np.concatenate((np.atleast_1d(finite_column("baseline", baseline)), entries))
    return np.where(np.isnan(t), np.nan, table[np.searchsorted(days, t, side="right")])


def seasonal_flow(target: ColumnLike, factors: ColumnLike) -> Floats:
    """Cumulative targets of a flow: ``E_m = T · Σ_{j≤m} f_j / Σ f_j``.

    ``factors`` (m,) or (n, m) are the shares of the periods in any unit, ``target`` a scalar or (n,);
    returns (m,) or (n, m). Negative factors or a sum of 0 raise ``ValueError``. Method: own.

    >>> seasonal_flow(1200.0, [6, 6, 8, 80]).tolist()
    [72.0, 144.0, 240.0, 1200.0]
    """
    f = finite_column("factors", factors)
    total = f.sum(axis=-1, keepdims=True)
    if (f < 0.0).any() or (total == 0.0).any():
        raise ValueError("seasonal factors must not be negative nor sum to 0")
    whole = finite_column("target", target)
    return np.asarray((whole[..., None] if whole.ndim else whole) * np.cumsum(f, axis=-1) / total)


def seasonal_level(
    baseline: ColumnLike, target: ColumnLike, share: ColumnLike, factor: ColumnLike, mean_factor: ColumnLike = 1.0
) -> Floats:
    """The straight line bent by the season: ``(B + (T − B)·u) · f / f̄``, or ``+ f − f̄`` across zero.

    Columns broadcast; ``factor`` belongs to each point's own period of the cycle and ``mean_factor`` is
    the mean over the cycle. Where baseline and target differ in sign or one is 0 the additive form is used,
    and the factors are in the unit of the measure. NaN stays NaN. Method: classical decomposition.

    >>> float(seasonal_level(100.0, 200.0, 0.5, 1.2))
    180.0
    """
    b, t, u = _three(baseline, target, share)
    f, mean = finite_column("factor", factor), finite_column("mean_factor", mean_factor)
    level = b + (t - b) * u
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(b * t <= 0.0, level + f - mean, level * f / mean)


def manual(table: ColumnLike, target: ColumnLike) -> Floats:
    """The expected values as entered, (P,) or (n, P); a last value other than the target is an error.

    Raises ``ValueError`` when the table does not end at the target. Method: own.

    >>> manual([10.0, 30.0, 60.0], 60.0).tolist()
    [10.0, 30.0, 60.0]
    """
    values = finite_column("table", table)
    if values.ndim == 0 or values.shape[-1] == 0 or np.any(values[..., -1] != finite_column("target", target)):
        raise ValueError("a manual trajectory must end at its target")
    return values


def segmented(
    at: ColumnLike, starts: ColumnLike, baselines: ColumnLike, targets: ColumnLike, dues: ColumnLike
) -> Floats:
    """Linear targets that were changed on the way: each date is read from the segment it falls in.

    ``starts`` (k,) ascending day numbers with one baseline, target and due date each; before the first
    start the first segment counts. Returns the shape of ``at``. Method: own.

    >>> segmented([50.0, 150.0], [0.0, 100.0], [0.0, 40.0], [100.0, 60.0], [100.0, 200.0]).tolist()
    [50.0, 50.0]
    """
    t, first = finite_column("at", at), np.atleast_1d(finite_column("starts", starts))
    if (np.diff(first) <= 0.0).any():
        raise ValueError("segments must start one after the other")
    which = np.maximum(np.searchsorted(first, t, side="right") - 1, 0)
    b, goal, due = (
        np.broadcast_to(finite_column(name, column), first.shape)[which]
        for name, column in (("baselines", baselines), ("targets", targets), ("dues", dues))
    )
    return linear(b, goal, elapsed_share(t, first[which], due))


def expected(kind: TrajectoryKind | str, **settings: Any) -> Floats:
    """The expected values of one kind of trajectory; ``settings`` are those of the kind's own function.

    Raises ``ValueError`` for an unknown kind. Method: see the kind's function.

    >>> float(expected("linear", baseline=200.0, target=500.0, share=0.25))
    275.0
    """
    name = kind.label if isinstance(kind, TrajectoryKind) else kind
    if name not in _FUNCTIONS:
        raise ValueError(f"unknown trajectory {name!r}, known are {', '.join(_FUNCTIONS)}")
    return np.asarray(_FUNCTIONS[name](**settings))


def _three(
    first: ColumnLike,
    second: ColumnLike,
    third: ColumnLike,
    *,
    names: tuple[str, str, str] = ("baseline", "target", "share"),
) -> tuple[Floats, Floats, Floats]:
    return (
        finite_column(names[0], first),
        finite_column(names[1], second),
        finite_column(names[2], third),
    )


def _logistic(z: npt.ArrayLike) -> Floats:
    return np.asarray(1.0 / (1.0 + np.exp(-np.asarray(z, dtype=np.float64))))


_FUNCTIONS: dict[str, Any] = {
    "linear": linear,
    "step": step,
    "s_curve": s_curve,
    "seasonal_flow": seasonal_flow,
    "seasonal_level": seasonal_level,
    "manual": manual,
}
