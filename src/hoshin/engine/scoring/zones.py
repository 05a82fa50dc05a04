"""Where on the axis of a measure's values its colours change: the scoring methods read backwards."""

from dataclasses import dataclass

import numpy as np

from hoshin.engine.arrays import Floats
from hoshin.engine.scoring.cuts import DEFAULT_CUTS, Cuts
from hoshin.engine.scoring.grades import ASPIRATIONAL_ANCHORS, COMMITTED_ANCHORS
from hoshin.engine.scoring.methods import Method, ScoreInputs, score_values
from hoshin.engine.scoring.targets import MAINTENANCE_SHARE
from hoshin.engine.scoring.thresholds import PERCENT_TOLERANCE

_ATTAINED = {
    Method.GRADE_ASPIRATIONAL: ASPIRATIONAL_ANCHORS,
    Method.GRADE_COMMITTED: COMMITTED_ANCHORS,
}
_BANDS = (Method.BAND_FLAT, Method.BAND_TENT)


@dataclass(frozen=True, slots=True)
class ZoneResult:
    """Edges between colours in the unit of the measure, all of one shape; NaN where there is no such edge.

    From below: red under ``red_below``, amber up to ``green_from``, green up to ``green_to``, amber up to
    ``red_above``, red over it. All four NaN: nothing says which values are good.
    """

    red_below: Floats
    green_from: Floats
    green_to: Floats
    red_above: Floats


def zones(inputs: ScoreInputs, cuts: Cuts = DEFAULT_CUTS) -> ZoneResult:
    """The values at which the score of each row passes the cut points; ``inputs.value`` is not looked at.

    Takes the columns of :func:`score_values` and returns edges of their common shape. Rows that no value
    could give a score, as their settings are missing or contradict each other, and unscored ones have
    none. Infinities, unknown methods and directions raise ``ValueError``. Method: the inverse of each
    method's line.

    >>> found = zones(ScoreInputs(method=[1, 3], value=np.nan, baseline=40.0, target=60.0, red=10.0, green=6.0))
    >>> found.red_below.tolist(), found.green_from.tolist(), found.green_to.tolist(), found.red_above.tolist()
    ([48.0, nan], [54.0, nan], [nan, 6.0], [nan, 10.0])
    """
    columns = _columns(inputs)
    method = columns["method"]
    edges = np.full((4, *method.shape), np.nan)
    with np.errstate(all="ignore"):
        for code in np.unique(method).tolist():
            rows = method == code
            edges[:, rows] = _edges(Method(code), {name: column[rows] for name, column in columns.items()}, cuts)
    edges[:, ~_can_be_scored(inputs, edges)] = np.nan
    if cuts.red == 0.0:
        edges[[0, 3]] = np.nan
    return ZoneResult(edges[0], edges[1], edges[2], edges[3])


def nil_values(inputs: ScoreInputs, cuts: Cuts = DEFAULT_CUTS) -> Floats:
    """The value of each row from which on its score rises above 0; ``inputs.value`` is not looked at.

    Takes the columns of :func:`score_values`. NaN for bands, steps and unscored rows, which have no such value, and where
    a setting is missing. Errors are those of :func:`zones`. Method: the inverse of each method's line.

    >>> nil_values(ScoreInputs(method=[1, 2, 3], value=np.nan, baseline=40.0, target=60.0, red=500.0, green=700.0)).round(1)
    array([ 40. ,   0. , 233.3])
    """
    columns = _columns(inputs)
    found = np.full(columns["method"].shape, np.nan)
    with np.errstate(all="ignore"):
        for code in np.unique(columns["method"]).tolist():
            rows = columns["method"] == code
            found[rows] = _nil(Method(code), {name: column[rows] for name, column in columns.items()}, cuts)
    return found


def _nil(method: Method, at: dict[str, Floats], cuts: Cuts) -> Floats:
    if method is Method.BINARY:
        return np.zeros(at["target"].shape)
    if method in (Method.THRESHOLDS, Method.PERCENT_OF_TARGET):
        red, green = _red_and_green(method, at, cuts)
        foot = red - (green - red) * cuts.red / (cuts.green - cuts.red)
        given = at["worst"] if method is Method.THRESHOLDS else np.full(red.shape, np.nan)
        return np.where(red == green, np.nan, np.where(np.isnan(given), foot, given))
    if method in (*_BANDS, Method.UNSCORED):
        return np.full(at["target"].shape, np.nan)
    return _value_at(0.0, method, at)


def _columns(inputs: ScoreInputs) -> dict[str, Floats]:
    names = ("method", "direction", "baseline", "target", "low", "high", "red", "green", "worst", "best", "tolerance")
    columns = np.broadcast_arrays(*(np.atleast_1d(np.asarray(getattr(inputs, name), np.float64)) for name in names))
    return dict(zip(names, columns, strict=True))


def _can_be_scored(inputs: ScoreInputs, edges: Floats) -> np.ndarray:
    """Whether a value beside the first edge has a score: what the methods refuse has no colours either."""
    tried = np.where(np.isnan(edges[1]), edges[2], edges[1])
    settings = {name: getattr(inputs, name) for name in ScoreInputs.__dataclass_fields__ if name != "value"}
    return np.asarray(~np.isnan(score_values(ScoreInputs(value=tried, **settings)).score))


def _edges(method: Method, at: dict[str, Floats], cuts: Cuts) -> Floats:
    """Edges (4, n) of the rows of one method."""
    if method in _BANDS:
        return _band(method, at, cuts)
    red, green = _red_and_green(method, at, cuts)
    rising = np.where(red == green, at["direction"] > 0, green > red)
    none = np.full(red.shape, np.nan)
    return np.where(rising, [red, green, none, none], [none, none, green, red])


def _red_and_green(method: Method, at: dict[str, Floats], cuts: Cuts) -> tuple[Floats, Floats]:
    target, direction = at["target"], at["direction"]
    match method:
        case Method.THRESHOLDS:
            return at["red"], at["green"]
        case Method.PERCENT_OF_TARGET:
            behind = np.where(np.isnan(at["tolerance"]), PERCENT_TOLERANCE * np.abs(target), at["tolerance"])
            return target - direction * behind, target
        case Method.BINARY:
            return np.full(target.shape, cuts.red / 100.0), np.full(target.shape, cuts.green / 100.0)
        case Method.UNSCORED:
            return np.full(target.shape, np.nan), np.full(target.shape, np.nan)
    amber, green = _ATTAINED.get(method, (cuts.red / 100.0, cuts.green / 100.0))
    return _value_at(amber, method, at), _value_at(green, method, at)


def _value_at(attained: float, method: Method, at: dict[str, Floats]) -> Floats:
    """The value that has come so far: from the baseline, on the way to a held target, or as a ratio."""
    target, baseline, direction, tolerance = at["target"], at["baseline"], at["direction"], at["tolerance"]
    scale = np.where(np.isnan(tolerance), np.abs(target), tolerance)
    ratio = target + direction * scale * (attained - 1.0)
    if method is Method.RATIO:
        return np.asarray(ratio)
    leeway = np.where(np.isnan(tolerance), MAINTENANCE_SHARE * np.abs(target), tolerance)
    held = target - direction * leeway * (1.0 - attained)
    way = np.where(target == baseline, held, baseline + attained * (target - baseline))
    return np.asarray(np.where(np.isnan(baseline), ratio, way))


def _band(method: Method, at: dict[str, Floats], cuts: Cuts) -> Floats:
    low, high = at["low"], at["high"]
    leeway = np.where(np.isnan(at["tolerance"]), high - low, at["tolerance"])
    if method is Method.BAND_FLAT:
        near, far = leeway * (1.0 - cuts.green / 100.0), leeway * (1.0 - cuts.red / 100.0)
        return np.stack([low - far, low - near, high + near, high + far])
    foot_low = np.where(np.isnan(at["worst"]), low - leeway, at["worst"])
    foot_high = np.where(np.isnan(at["best"]), high + leeway, at["best"])
    return np.stack([foot_low, low, high, foot_high])
