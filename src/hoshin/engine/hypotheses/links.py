"""One link of a strategy map tested, and the verdicts on many."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from hoshin.engine.arrays import Floats
from hoshin.engine.hypotheses.correlation import chance_bound, cross_correlations, permutation_p, whitened
from hoshin.engine.hypotheses.granger import GrangerResult, granger
from hoshin.engine.hypotheses.stationarity import PreparedResult, prepared

LEAST, LEAST_TO_REFUTE = 30, 60
RATE = 0.10
_REACH, _NEAR, _NOTHING = 6, 1, 0.2
# One-sided 95 % of the normal distribution: both sides of ±0.2 are refuted with 5 % each.
_ONE_SIDED = 1.6448536269514722


class LinkVerdict(IntEnum):
    """What the data say of a link; never that it causes anything."""

    INCONCLUSIVE = 0
    CONSISTENT = 1
    DIFFERENT = 2
    REVERSE = 3
    NOT_SUPPORTED = 4


class TooFew(ValueError):
    """Fewer than 30 values in a row that both series have, after differencing, or a lag that reaches too far in them."""

    def __init__(self, count: int) -> None:
        super().__init__(f"{count} values are too few")
        self.count = count


@dataclass(frozen=True, slots=True)
class LinkFigures:
    """What was found of one link.

    ``n`` values after whitening by ``order``; ``prepared`` both series as they were compared; ``drivers`` how many common
    ones were held apart; ``correlations`` (2·reach + 1,) by lag from −reach on; ``bound`` of one named lag; ``found_lag``
    with the largest ``|r|`` at or after 0, ``found`` that correlation; ``stated`` the one at the stated lag (NaN where none
    is stated); ``least_upper`` the 95 % upper bound of ``|r|`` at the stated lag, or the largest of all where none is
    stated; ``p`` of the largest; ``forward`` and ``backward`` whether each helps to predict the other.
    """

    n: int
    prepared: PreparedResult
    order: int
    moves: bool
    drivers: int
    lag: int | None
    sign: int
    correlations: Floats
    bound: float
    found_lag: int
    found: float
    stated: float
    least_upper: float
    p: float
    forward: GrangerResult
    backward: GrangerResult

    @property
    def reach(self) -> int:
        return len(self.correlations) // 2


def examine(
    cause: Floats,
    effect: Floats,
    *,
    lag: int | None,
    sign: int = 1,
    seed: int,
    drivers: Floats | None = None,
) -> LinkFigures:
    """The figures of "the cause leads the effect by ``lag`` periods, with this sign" on two series (n,), NaN for missing.

    Lags are searched up to 6, or twice the stated one. ``drivers`` (n, k): what the map says drives both. Raises
    :class:`TooFew`. Source: methods.md 9.4.
    """
    both = prepared(cause, effect)
    count = len(both.cause)
    reach = max(_REACH, 2 * lag) if lag is not None else _REACH
    if count < LEAST or (lag is not None and lag > count // 3):
        raise TooFew(count)
    reach = min(reach, count // 2)
    white = whitened(both.cause, both.effect)
    n = len(white.cause)
    correlations = cross_correlations(white.cause, white.effect, reach)
    after = correlations[reach:]
    found_lag = int(np.argmax(np.abs(after)))
    stated = np.nan if lag is None else float(after[lag])
    common = _alike(drivers, both.differences, both.start, count)
    return LinkFigures(
        n=n,
        prepared=both,
        order=white.order,
        moves=bool(np.ptp(both.cause) and np.ptp(both.effect)),
        drivers=0 if common is None else common.shape[1],
        lag=lag,
        sign=sign,
        correlations=correlations,
        bound=chance_bound(n),
        found_lag=found_lag,
        found=float(after[found_lag]),
        stated=stated,
        least_upper=_upper(float(np.abs(after).max()) if lag is None else abs(stated), n),
        p=permutation_p(white.cause, white.effect, reach, seed),
        forward=granger(both.cause, both.effect, common),
        backward=granger(both.effect, both.cause, common),
    )


def verdicts_on(figures: Sequence[LinkFigures], p: Floats, forward: Floats, backward: Floats) -> list[LinkVerdict]:
    """The verdict on each of many links by its probabilities (k,), adjusted for being many: of the largest correlation,
    of the cause's and of the effect's help in predicting the other.

    Where nothing else can be said it is inconclusive. Of those that are called consistent or different at most a tenth
    is chance, and of those called reverse.
    """
    return [_verdict(*one) for one in zip(figures, p.tolist(), forward.tolist(), backward.tolist(), strict=True)]


def _verdict(one: LinkFigures, p: float, forward: float, backward: float) -> LinkVerdict:
    if not one.moves:
        return LinkVerdict.INCONCLUSIVE
    if p < RATE:
        is_near = one.lag is None or abs(one.found_lag - one.lag) <= _NEAR
        is_so = is_near and np.sign(one.found) == one.sign
        return LinkVerdict.CONSISTENT if is_so else LinkVerdict.DIFFERENT
    if backward < RATE <= forward:
        return LinkVerdict.REVERSE
    if one.n >= LEAST_TO_REFUTE and one.least_upper < _NOTHING:
        return LinkVerdict.NOT_SUPPORTED
    return LinkVerdict.INCONCLUSIVE


def _upper(size: float, n: int) -> float:
    """The upper bound of a correlation of this size, by Fisher's transformation."""
    return float(np.tanh(np.arctanh(min(size, 1.0 - 1e-12)) + _ONE_SIDED / np.sqrt(n - 3.0)))


def _alike(drivers: Floats | None, differences: int, start: int, count: int) -> Floats | None:
    """Common drivers (n, k) treated as the two series were; those that miss a value there are left out."""
    if drivers is None:
        return None
    rows = np.diff(drivers, n=differences, axis=0)[start - differences :][:count]
    return rows[:, ~np.isnan(rows).any(axis=0) & (np.ptp(rows, axis=0) > 0.0)]
