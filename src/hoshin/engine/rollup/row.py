"""The one routine that computes parents' scores from gathered children, whatever pass asks for it.

Every sum runs over one contiguous row of one period, so its rounding depends on the row alone: not on
its neighbours in a batch, not on the number of periods. The order of the children does not matter either:
what is summed are whole numbers small enough that a double adds them without rounding.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from hoshin.engine.arrays import Bools, Codes, Floats
from hoshin.engine.dust import without_dust
from hoshin.engine.reasons import Reason
from hoshin.engine.rollup.aggregators import Aggregator, IdArray, IndexArray, special_scores

COVERAGE_SLACK = 1e-12
NEAR = 1e-9
# A row's weights come to at most 2^46, so that with scores up to 100 its sums stay below 2^53.
WEIGHT_BITS = 46
DEFAULT_KTH = 2


@dataclass(frozen=True, slots=True)
class RollupResult:
    """Scores (0–100), coverage as shown (0–1) and reasons, each of shape (n,) or (n, P)."""

    score: Floats
    coverage: Floats
    reason: Codes

    @property
    def passed_coverage(self) -> Floats:
        """Coverage that a parent receives: zero from a child greyed for want of coverage."""
        return np.where(self.reason == Reason.BELOW_COVERAGE, 0.0, self.coverage)


@dataclass(frozen=True, slots=True)
class RowRules:
    """How each of r rows aggregates; `critical` marks children (e,), None where no row is special."""

    minimum: Floats
    total: Floats
    aggregator: Codes | None = None
    kth: IdArray | None = None
    critical: Bools | None = None


def whole_weights(weight: Floats, start: IndexArray) -> Floats:
    """Weights (e,) of non-empty rows that begin at `start`, as whole numbers in the same proportion.

    Each row is scaled by a power of two, so that plain weights such as 1, 2 and 3 keep their proportion
    exactly; others move by less than 10^-11 of the largest in rows of up to 100 children. None becomes 0.
    """
    counts = np.diff(start, append=weight.size)
    largest = np.maximum.reduceat(weight, start)
    exponent = np.frexp(largest)[1] + np.frexp((counts - 1).astype(np.float64))[1]
    whole: Floats = np.rint(np.ldexp(weight, np.repeat(WEIGHT_BITS - exponent, counts)))
    return np.where(weight > 0.0, np.maximum(whole, 1.0), 0.0)


def weight_totals(whole: Floats, start: IndexArray) -> Floats:
    """Nominal weight of each row, from whole weights."""
    return np.add.reduceat(whole, start)


# Which of its children's reasons a parent without any score passes on: what somebody has to mend before what may still
# come, and that nothing was recorded only where nothing else is known.
_PASSED_ON = (
    Reason.CYCLE, Reason.DEPTH, Reason.UNIT_MISMATCH, Reason.DIV_ZERO, Reason.NON_ADDITIVE, Reason.ZERO_SCALE,
    Reason.ZERO_TARGET, Reason.INFEASIBLE, Reason.WEIGHTS_ZERO, Reason.NO_BASELINE, Reason.NO_TARGET,
    Reason.TOO_FEW_POINTS, Reason.BELOW_COVERAGE, Reason.SUPPRESSED, Reason.STALE, Reason.PENDING, Reason.NO_DATA,
    Reason.NOT_APPLICABLE, Reason.DISCONNECTED,
)  # fmt: skip
_RANK = np.full(len(Reason), len(_PASSED_ON), np.uint8)
_RANK[list(_PASSED_ON)] = np.arange(len(_PASSED_ON))
_BY_RANK = np.array([*_PASSED_ON, Reason.NO_DATA], np.uint8)


def compute_rows(
    x: Floats,
    coverage: Floats | None,
    weight: Floats,
    start: IndexArray,
    rules: RowRules,
    reasons: Codes | None = None,
) -> tuple[Floats, Floats, Codes]:
    """Score, shown coverage and reason (r,) of non-empty rows that begin at `start` in child columns (e,).

    `weight` are whole weights. NaN scores are missing and drop out of the mean; coverage counts all children;
    None says that whatever has a score is covered.
    A row without any score passes on the weightiest of the `reasons` of its children (no data where none are given).
    Contents of `x` are not kept. Source: level-by-level weighted averages with renormalisation.
    """
    missing = np.isnan(x)
    complete = not missing.any()
    if complete:
        acting, below = weight, rules.total
    else:
        # Few are missing, anywhere: a product and a list of places cost a fraction of a choice for each child.
        acting = weight * ~missing
        x[np.flatnonzero(missing)] = 0.0
        below = np.add.reduceat(acting, start)
    with np.errstate(invalid="ignore", divide="ignore"):
        score = _sums(acting * x, start) / below
        shown = (below if coverage is None else _sums(weight * coverage, start)) / rules.total
    score = _kept_within(without_dust(score), x, acting, start)
    if rules.aggregator is not None:
        score = _apply_special(score, x, acting, start, rules)
    return _with_reasons(score, shown, rules, _passed_on(score, weight, start, reasons))


def _passed_on(score: Floats, weight: Floats, start: IndexArray, reasons: Codes | None) -> Codes:
    """The reason (r,) that each row without a score takes from its children; no data elsewhere."""
    found = np.full(score.size, Reason.NO_DATA, np.uint8)
    rows = np.flatnonzero(np.isnan(score))
    if reasons is not None and rows.size:
        ends = np.append(start[1:], np.int64(reasons.size))
        edges, begins = expand_segments(start[rows], ends[rows])
        ranks = np.where(weight[edges] > 0.0, _RANK[reasons[edges]], np.uint8(len(_PASSED_ON)))
        found[rows] = _BY_RANK[np.minimum.reduceat(ranks, begins)]
    return found


def _sums(products: Floats, start: IndexArray) -> Floats:
    return np.add.reduceat(np.rint(products, out=products), start)


def _kept_within(score: Floats, x: Floats, acting: Floats, start: IndexArray) -> Floats:
    # A mean of equal scores must be that score, or 70 could show as 69.99999999999999 and change colour.
    first = x[start]
    # A mean is rounded by an absolute amount: near zero a share of the score would be too small to tell.
    is_near = np.abs(score - first) <= NEAR * np.maximum(np.abs(first), 1.0)
    rows = np.flatnonzero(is_near | (acting[start] == 0.0))
    if rows.size:
        ends = np.append(start[1:], np.int64(x.size))
        edges, begins = expand_segments(start[rows], ends[rows])
        values, silent = x[edges], acting[edges] == 0.0
        low = np.minimum.reduceat(np.where(silent, np.inf, values), begins)
        high = np.maximum.reduceat(np.where(silent, -np.inf, values), begins)
        score[rows] = np.minimum(np.maximum(score[rows], low), high)
    return score


def _apply_special(mean: Floats, x: Floats, acting: Floats, start: IndexArray, rules: RowRules) -> Floats:
    assert rules.aggregator is not None
    rows = np.flatnonzero(rules.aggregator != Aggregator.MEAN)
    if rows.size == 0:
        return mean
    ends = np.append(start[1:], np.int64(x.size))
    edges, first = expand_segments(start[rows], ends[rows])
    kth = np.full(rows.size, DEFAULT_KTH, np.int32) if rules.kth is None else rules.kth[rows]
    critical = np.zeros(edges.size, np.bool_) if rules.critical is None else rules.critical[edges]
    mean[rows] = special_scores(x[edges], acting[edges], critical, first, rules.aggregator[rows], kth, mean[rows])
    return mean


def _with_reasons(score: Floats, shown: Floats, rules: RowRules, passed_on: Codes) -> tuple[Floats, Floats, Codes]:
    empty = np.isnan(score)
    # Half of the weight reported is enough at 0.5, even where the sums of weights round.
    grey = shown < rules.minimum - COVERAGE_SLACK
    reason = np.zeros(score.size, np.uint8)
    if empty.any():
        weightless = rules.total == 0
        np.copyto(shown, 0.0, where=weightless)
        reason[empty] = passed_on[empty]
        reason[weightless] = Reason.WEIGHTS_ZERO
        grey &= ~empty
    if grey.any():
        reason[grey] = Reason.BELOW_COVERAGE
        score[grey] = np.nan
    return score, shown, reason


def expand_segments(start: IndexArray, end: IndexArray) -> tuple[IndexArray, IndexArray]:
    """Positions of all elements of segments start:end, one after another, and where each segment begins."""
    counts = end - start
    first = np.zeros(counts.size, np.int64)
    np.cumsum(counts[:-1], out=first[1:])
    positions = np.arange(int(counts.sum()), dtype=np.int64) + np.repeat(start - first, counts)
    return positions, first


def reject_infinite(values: Floats, what: str) -> None:
    """ValueError that names the first infinite value's index; NaN passes."""
    infinite = np.isinf(values)
    if infinite.any():
        where = tuple(int(i) for i in np.argwhere(infinite)[0])
        raise ValueError(f"{what} at index {where[0] if len(where) == 1 else where} is infinite")


def roll_up_rows(
    child_scores: ArrayLike,
    child_coverage: ArrayLike,
    weights: ArrayLike,
    ptr: ArrayLike,
    aggregator: ArrayLike = Aggregator.MEAN,
    min_coverage: ArrayLike = 0.5,
    critical: ArrayLike | None = None,
    *,
    kth: ArrayLike = DEFAULT_KTH,
    reasons: ArrayLike | None = None,
) -> RollupResult:
    """Scores of r parents from their children's columns, bit for bit what the full pass gives.

    Child columns have shape (e,), or (e, P) for scores and coverage; row i owns children
    ptr[i]:ptr[i+1], in any order, with the coverage each passes on. NaN scores are missing; a row
    without children has no data. `reasons` say why children have no score. ValueError for infinite scores and weights.

    >>> roll_up_rows([80.0, 60.0], [1.0, 1.0], [1.0, 1.0], [0, 2]).score
    array([70.])
    """
    scores = np.asarray(child_scores, np.float64)
    coverage = np.asarray(child_coverage, np.float64)
    weight = np.ascontiguousarray(weights, np.float64)
    bounds = np.ascontiguousarray(ptr, np.int64)
    reject_infinite(scores, "score")
    _check_weights(weight)
    if scores.shape != coverage.shape or scores.shape[0] != weight.size or bounds[-1] != weight.size:
        raise ValueError("scores, coverage, weights and ptr do not agree in length")
    rows, periods = bounds.size - 1, 1 if scores.ndim == 1 else scores.shape[1]
    full = np.flatnonzero(bounds[1:] > bounds[:-1])
    out = _empty_result(rows, periods)
    if full.size:
        start = bounds[full]
        whole = whole_weights(weight, start)
        rules = RowRules(
            minimum=np.broadcast_to(np.asarray(min_coverage, np.float64), rows)[full],
            total=weight_totals(whole, start),
            aggregator=np.broadcast_to(np.asarray(aggregator, np.uint8), rows)[full],
            kth=np.broadcast_to(np.asarray(kth, np.int32), rows)[full],
            critical=None if critical is None else np.asarray(critical, np.bool_),
        )
        why = None if reasons is None else np.asarray(reasons, np.uint8).reshape(-1, periods)
        for p in range(periods):
            x, cov = (np.array(c.reshape(-1, periods)[:, p], order="C") for c in (scores, coverage))
            given = None if why is None else why[:, p]
            out[0][p, full], out[1][p, full], out[2][p, full] = compute_rows(x, cov, whole, start, rules, given)
    if scores.ndim == 1:
        return RollupResult(out[0][0], out[1][0], out[2][0])
    return RollupResult(out[0].T, out[1].T, out[2].T)


def _check_weights(weight: Floats) -> None:
    sound = np.isfinite(weight) & (weight >= 0)
    if not sound.all():
        bad = int(np.argmin(sound))
        raise ValueError(f"weight of child {bad} is {weight[bad]}: weights are finite and at least 0")


def _empty_result(rows: int, periods: int) -> tuple[Floats, Floats, Codes]:
    return (
        np.full((periods, rows), np.nan),
        np.zeros((periods, rows)),
        np.full((periods, rows), Reason.NO_DATA, np.uint8),
    )
