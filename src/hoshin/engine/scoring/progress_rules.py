"""The published and the product's own rules that turn two points of a series into a progress class."""

from typing import NamedTuple

import numpy as np

from hoshin.engine.arrays import Bools, Codes, Floats
from hoshin.engine.reasons import Reason
from hoshin.engine.scoring.status import Status

PRESETS = ("open_sdg", "growth", "un")

# What a base or a target of zero counts as, growth from or to zero being undefined.
ZERO_STAND_IN = 0.001
RATIO_CUTS = (0.0, 0.60, 0.95)
GROWTH_CUTS = (0.0, 0.005, 0.015)
UN_CUTS = (0.0, 0.10, 0.95)
LIMIT_EXPONENT = 4.44
NATIVE_LIMIT = 5.0
# Where the scores end at −5 and at 5, beyond the three cuts that lie at −2.5, 0 and 2.5.
RATIO_ENDS = (-0.60, 1.30)
GROWTH_ENDS = (-0.02, 0.02)
UN_ENDS = (-0.10, 1.30)


class Observed(NamedTuple):
    """The two points of each series and what they are measured against, all (n,), NaN for none."""

    base_year: Floats
    base: Floats
    current_year: Floats
    current: Floats
    target_year: Floats
    target: Floats
    limit: Floats
    direction: Floats


class Classified(NamedTuple):
    """Progress, native score −5…5, status, reason and the mark of a linear ratio, all (n,)."""

    progress: Floats
    native: Floats
    status: Codes
    reason: Codes
    linear: Bools


def classify_open_sdg(seen: Observed) -> Classified:
    """The method as published: growth ratios with a target, growth against reduced cuts without one."""
    base = np.where(seen.base == 0.0, ZERO_STAND_IN, seen.base)
    target = np.where(seen.target == 0.0, ZERO_STAND_IN, seen.target)
    aimed = ~np.isnan(target)
    observed = _growth(base, seen.current, seen.base_year, seen.current_year)
    signed = np.where(base < 0.0, -1.0, 1.0) * seen.direction * observed
    required = np.abs(_growth(base, target, seen.base_year, seen.target_year))
    linear = aimed & (base * target < 0.0)
    ratio = np.where(linear, _linear_ratio(seen, base, target), signed / required)
    factor = limit_factor(base, seen.limit)
    native = np.where(aimed, _open_sdg_ratio_score(ratio), _open_sdg_growth_score(signed, factor))
    status = np.where(aimed, _classes(ratio, RATIO_CUTS), _classes(signed, GROWTH_CUTS, factor))
    progress = np.where(aimed, ratio, signed)
    return _settle(seen, target, progress, native, status, linear)


def classify_growth(seen: Observed) -> Classified:
    """Growth a year over the growth required, linear where growth is undefined; plain cuts without a target."""
    aimed = ~np.isnan(seen.target)
    observed = _growth(seen.base, seen.current, seen.base_year, seen.current_year)
    signed = np.where(seen.base < 0.0, -1.0, 1.0) * seen.direction * observed
    required = np.abs(_growth(seen.base, seen.target, seen.base_year, seen.target_year))
    linear = aimed & ((seen.base * seen.target <= 0.0) | (seen.base * seen.current < 0.0))
    ratio = np.where(linear, _linear_ratio(seen, seen.base, seen.target), signed / required)
    progress = np.where(aimed, ratio, signed)
    native = np.where(
        aimed,
        _scored_between(ratio, RATIO_CUTS, RATIO_ENDS),
        _scored_between(signed, GROWTH_CUTS, GROWTH_ENDS),
    )
    status = np.where(aimed, _classes(ratio, RATIO_CUTS), _classes(signed, GROWTH_CUTS))
    return _settle(seen, seen.target, progress, native, status, linear)


def classify_un(seen: Observed) -> Classified:
    """The share of the required change that the observed growth would bring by the target year."""
    observed = _growth(seen.base, seen.current, seen.base_year, seen.current_year)
    ahead = seen.target_year - seen.base_year
    grown = seen.base * (1.0 + observed) ** ahead
    linear = ~np.isnan(seen.target) & ((seen.base == 0.0) | (seen.base * seen.current < 0.0))
    slope = (seen.current - seen.base) / (seen.current_year - seen.base_year)
    reached = np.where(linear, seen.base + slope * ahead, grown)
    share = seen.direction * (reached - seen.base) / np.abs(seen.target - seen.base)
    native = _scored_between(share, UN_CUTS, UN_ENDS)
    found = _settle(seen, seen.target, share, native, _classes(share, UN_CUTS), linear)
    reason = np.where(np.isnan(seen.target), np.uint8(Reason.NO_TARGET), found.reason)
    return found._replace(reason=reason.astype(np.uint8))


def limit_factor(base: Floats, limit: Floats) -> Floats:
    """How far the cuts shrink near a natural limit: 1 far from it, 0 on it, 1 without one."""
    size, bound = np.abs(base), np.abs(limit)
    near = np.where(size <= bound, size / bound, (2.0 * bound - size) / bound)
    factor = 1.0 - near**LIMIT_EXPONENT
    return np.where(np.isnan(limit) | (size >= 2.0 * bound), 1.0, factor)


def _growth(start: Floats, end: Floats, start_year: Floats, end_year: Floats) -> Floats:
    growth: Floats = (end / start) ** (1.0 / (end_year - start_year)) - 1.0
    # Across zero the root of a negative ratio is undefined, and over one year alone it would not show.
    return np.where((end_year > start_year) & (start * end >= 0.0), growth, np.nan)


def _linear_ratio(seen: Observed, base: Floats, target: Floats) -> Floats:
    moved = seen.direction * (seen.current - base) / (seen.current_year - seen.base_year)
    needed = np.abs(target - base) / (seen.target_year - seen.base_year)
    return np.where(seen.target_year > seen.base_year, moved / needed, np.nan)


def _open_sdg_ratio_score(ratio: Floats) -> Floats:
    score = np.where(ratio >= RATIO_CUTS[1], 7.1429 * ratio - 4.2857, 4.1667 * ratio - 2.5)
    return np.clip(score, -NATIVE_LIMIT, NATIVE_LIMIT)


def _open_sdg_growth_score(growth: Floats, factor: Floats) -> Floats:
    low, middle, high = (cut * factor for cut in GROWTH_CUTS)
    normal = growth / factor
    score = np.where(growth >= high, np.minimum(500.0 * normal - 5.0, NATIVE_LIMIT), 500.0 * normal - 2.5)
    score = np.where((growth >= middle) & (growth < high), 250.0 * normal - 1.25, score)
    score = np.where(factor == 0.0, NATIVE_LIMIT, score)
    return np.where(growth < low, np.maximum(125.0 * growth - 2.5, -NATIVE_LIMIT), score)


def _classes(progress: Floats, cuts: tuple[float, float, float], factor: Floats | float = 1.0) -> Codes:
    above = sum(((progress >= cut * factor).astype(np.uint8) for cut in cuts), np.uint8(Status.DETERIORATION))
    return np.asarray(above, dtype=np.uint8)


def _scored_between(progress: Floats, cuts: tuple[float, float, float], ends: tuple[float, float]) -> Floats:
    anchors = (ends[0], *cuts, ends[1])
    return np.asarray(np.interp(progress, anchors, (-5.0, -2.5, 0.0, 2.5, 5.0)))


def _settle(
    seen: Observed, target: Floats, progress: Floats, native: Floats, status: Codes, linear: Bools
) -> Classified:
    """Achieved targets, targets met at the base and lost since, and rows no figure can be put on."""
    # A value of 0 meets a target of 0, whatever that target counts as in the growth it asks for.
    met = (seen.direction * (seen.current - target) >= 0.0) | (seen.direction * (seen.current - seen.target) >= 0.0)
    lost = ~met & (seen.direction * (seen.base - seen.target) >= 0.0)
    undefined = ~np.isfinite(progress)
    progress = np.where(undefined, np.nan, progress)
    # On the target at the base nothing was required, so no ratio says how badly it was left.
    native = np.where(lost & (undefined | (progress >= 0.0)), -NATIVE_LIMIT, native)
    native = np.where(met, NATIVE_LIMIT, native)
    status = np.where(lost, np.uint8(Status.DETERIORATION), status)
    status = np.where(met, np.uint8(Status.TARGET_ACHIEVED), status)
    void = undefined & ~met & ~lost
    reason = np.where(void, np.uint8(Reason.NOT_APPLICABLE), np.uint8(Reason.NONE))
    return Classified(progress, native, status.astype(np.uint8), reason.astype(np.uint8), linear)
