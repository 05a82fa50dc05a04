"""Long-horizon progress: how fast a yearly series moves against what its target asks for."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from hoshin.engine.arrays import Bools, Codes, Floats
from hoshin.engine.reasons import Reason
from hoshin.engine.scoring.columns import ColumnLike, direction_column, finite_column
from hoshin.engine.scoring.progress_rules import (
    PRESETS,
    Classified,
    Observed,
    classify_growth,
    classify_open_sdg,
    classify_un,
)
from hoshin.engine.scoring.status import Status

DEFAULT_BASE_YEAR = 2015.0
DEFAULT_TARGET_YEAR = 2030.0


@dataclass(frozen=True, slots=True)
class ProgressInputs:
    """Yearly series and their targets: ``values`` (n, Y) with NaN for missing, ``years`` (Y,) ascending,
    the others (n,) or scalars. NaN stands for the default in ``base_year`` (2015) and ``target_year``
    (2030) and for "none" in ``target`` and ``limit`` (the natural limit, such as 100 for a percentage)."""

    values: ColumnLike
    years: npt.ArrayLike
    direction: npt.ArrayLike = 1
    base_year: ColumnLike = np.nan
    target: ColumnLike = np.nan
    target_year: ColumnLike = np.nan
    limit: ColumnLike = np.nan


@dataclass(frozen=True, slots=True)
class ProgressResult:
    """Per series (n,): ``progress`` (the ratio to the required growth, or the growth a year without a
    target), ``score_native`` (−5…5), ``score`` (0–100), ``status``, ``reason``, ``linear`` (a ratio of
    differences because growth is undefined), and the base and current year and value as read."""

    progress: Floats
    score_native: Floats
    score: Floats
    status: Codes
    reason: Codes
    linear: Bools
    base_year: Floats
    base_value: Floats
    current_year: Floats
    current_value: Floats


def progress(inputs: ProgressInputs, preset: str = "open_sdg") -> ProgressResult:
    """Classify the progress of n yearly series by one preset: "open_sdg", "growth" or "un".

    The base is the value of the base year, or of the next later year that has one; the current value is
    the latest. Without any value the reason is ``NO_DATA``, with fewer than two different years
    ``TOO_FEW_POINTS``; "un" without a target gives ``NO_TARGET``; where growth is undefined the reason is
    ``NOT_APPLICABLE``. Infinities, unordered years and unknown presets raise ``ValueError``.
    Method: Open SDG progress measurement (Statistics Canada); "growth" and "un" own forms.

    >>> result = progress(ProgressInputs([[14.5, 10.4]], [2015, 2023], -1, target=7.25))
    >>> result.progress.round(4).tolist(), result.score_native.round(4).tolist()
    ([0.9011], [2.1507])
    """
    if preset not in PRESETS:
        raise ValueError(f"unknown progress preset {preset!r}, known are {', '.join(PRESETS)}")
    observed, reason = _observe(inputs)
    with np.errstate(all="ignore"):
        if preset == "open_sdg":
            found = classify_open_sdg(observed)
        elif preset == "growth":
            found = classify_growth(observed)
        else:
            found = classify_un(observed)
    return _result(observed, found, reason)


def _observe(inputs: ProgressInputs) -> tuple[Observed, Codes]:
    """The base and current point of each series, and why there are none."""
    values = np.atleast_2d(finite_column("values", inputs.values))
    years = np.asarray(inputs.years, dtype=np.float64)
    if years.shape != (values.shape[1],) or (np.diff(years) <= 0.0).any():
        raise ValueError("years must ascend and name every column of values")
    count = values.shape[0]
    valid = ~np.isnan(values)
    base_year = _per_row("base_year", inputs.base_year, count, DEFAULT_BASE_YEAR)
    eligible = valid & (years >= base_year[:, None])
    usable = eligible.any(axis=1)
    rows = np.arange(count)
    first = eligible.argmax(axis=1) if years.size else np.zeros(count, np.intp)
    last = years.size - 1 - valid[:, ::-1].argmax(axis=1) if years.size else first
    comparable = usable & (first != last)
    reason = np.where(comparable, Reason.NONE, Reason.TOO_FEW_POINTS).astype(np.uint8)
    reason[~valid.any(axis=1)] = Reason.NO_DATA

    def at(index: npt.NDArray[np.intp], known: Bools) -> tuple[Floats, Floats]:
        if not years.size:
            return np.full(count, np.nan), np.full(count, np.nan)
        return np.where(known, years[index], np.nan), np.where(known, values[rows, index], np.nan)

    start, base = at(first, np.asarray(usable))
    end, current = at(last, np.asarray(valid.any(axis=1)))
    target_year = _per_row("target_year", inputs.target_year, count, DEFAULT_TARGET_YEAR)
    direction = np.broadcast_to(direction_column(inputs.direction), (count,)).astype(np.float64)
    target = _per_row("target", inputs.target, count, np.nan)
    limit = _per_row("limit", inputs.limit, count, np.nan)
    return Observed(start, base, end, current, target_year, target, limit, direction), reason


def _per_row(name: str, column: ColumnLike, count: int, default: float) -> Floats:
    values = np.broadcast_to(finite_column(name, column), (count,))
    return np.where(np.isnan(values), default, values)


def _result(observed: Observed, found: Classified, reason: Codes) -> ProgressResult:
    reason = np.where(reason == Reason.NONE, found.reason, reason).astype(np.uint8)
    void = reason != Reason.NONE
    native = np.where(void, np.nan, found.native)
    status = np.where(void, np.uint8(Status.NO_DATA), found.status).astype(np.uint8)
    return ProgressResult(
        progress=np.where(void, np.nan, found.progress),
        score_native=native,
        score=10.0 * native + 50.0,
        status=status,
        reason=reason,
        linear=found.linear & ~void,
        base_year=observed.base_year,
        base_value=observed.base,
        current_year=observed.current_year,
        current_value=observed.current,
    )
