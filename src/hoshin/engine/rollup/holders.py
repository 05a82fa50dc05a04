"""Whose part of a score is whose, where several hold a value that is brought together and scored as one."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from hoshin.engine.arrays import Floats
from hoshin.engine.rollup.aggregators import Aggregator
from hoshin.engine.rollup.attribution import attribute
from hoshin.engine.rollup.graph import Graph, build_graph
from hoshin.engine.rollup.row import RollupResult

HeldTogether = Literal["sum", "mean", "min", "max"]
_CLOSE = 1e-9


@dataclass(frozen=True, slots=True)
class HeldValues:
    """Values (k,) of holders in the measure's unit, NaN where missing, with the one that they come to and its score.

    ``weights`` (k,): how much each counts in a mean; in a sum, how much of what is wanted falls on each, all NaN where
    nobody said so. ``nil``: the common value that scores 0, NaN where there is none, as for a band.
    """

    score: float
    value: float
    values: Floats
    weights: Floats
    nil: float = np.nan


@dataclass(frozen=True, slots=True)
class HolderSharesResult:
    """Of each holder (k,): how much it counts (0–1, together 1) and its points, which add up to the score."""

    share: Floats
    points: Floats


def comes_together(how: HeldTogether, held: HeldValues) -> bool:
    """Whether the values come to the common one: where that was recorded itself, or follows otherwise, they do not."""
    has = ~np.isnan(held.values)
    if not has.any():
        return False
    match how:
        case "sum":
            found = float(np.nansum(held.values))
        case "mean":
            found = float((np.nan_to_num(held.values) * _shares(how, held)).sum())
        case _:
            found = float(np.nanmin(held.values) if how == "min" else np.nanmax(held.values))
    return abs(found - held.value) <= _CLOSE * max(1.0, abs(found), abs(held.value))


def holder_shares(how: HeldTogether, held: HeldValues) -> HolderSharesResult:
    """The points of each holder: what its value gives beyond its part of the value that scores 0.

    In a sum that part is its share of what is wanted, where nobody said so of what there is; in a mean each holder is held
    against the whole of it. Of a lowest or highest value those have all who have it, and where no value scores 0 the
    points follow the shares. Method: own; linear between the value that scores 0 and the common one.

    >>> found = holder_shares("sum", HeldValues(93.6, 1030.0, np.array([900.0, 130.0]), np.array([1000.0, 100.0]), 0.0))
    >>> found.share.round(3).tolist(), found.points.round(2).tolist()
    ([0.909, 0.091], [81.79, 11.81])
    """
    share = _shares(how, held)
    return HolderSharesResult(share, _points(how, held, share))


def holder_effects(how: HeldTogether, before: HeldValues, after: HeldValues) -> Floats:
    """Points (k,) by which each holder moved the common score; together they are its change.

    In a sum each is held against the same part of what is wanted on both sides. In a mean a holder moves the score by its
    own value and by how much it counts. Method: difference of the points of a sum; midpoint decomposition of a mean;
    path integral of a lowest or highest value.
    """
    if how == "sum":
        share = _shares(how, after)
        return _points(how, after, share) - _points(how, before, share)
    if how == "mean":
        return _moved(_scored(before), _scored(after), Aggregator.MEAN)
    if before.value == after.value:
        return after.score * _shares(how, after) - before.score * _shares(how, before)
    sign = 1.0 if how == "min" else -1.0
    moved = _moved(_signed(before, sign), _signed(after, sign), Aggregator.MIN)
    return moved * ((after.score - before.score) / (sign * (after.value - before.value)))


def _shares(how: HeldTogether, held: HeldValues) -> Floats:
    has = ~np.isnan(held.values)
    amounts = np.nan_to_num(held.values)
    match how:
        case "sum":
            is_said = bool(np.isfinite(held.weights).all()) and held.weights.sum() > 0
            counted = held.weights if is_said else amounts
            if not counted.sum() > 0 or (counted < 0).any():
                counted = has.astype(np.float64)
        case "mean":
            counted = np.where(has, np.nan_to_num(held.weights), 0.0)
        case _:
            counted = (has & (np.abs(amounts - held.value) <= _CLOSE * max(1.0, abs(held.value)))).astype(np.float64)
    total = counted.sum()
    share: Floats = counted / total if total else counted
    return share


def _points(how: HeldTogether, held: HeldValues, share: Floats) -> Floats:
    if how in ("min", "max") or np.isnan(held.nil) or held.value == held.nil:
        return held.score * share
    rate = held.score / (held.value - held.nil)
    amounts = np.nan_to_num(held.values)
    if how == "sum":
        return rate * (amounts - share * held.nil)
    return rate * share * (amounts - held.nil)


@dataclass(frozen=True, slots=True)
class _Parts:
    """Holders as children of one parent: what each has and weighs, (k,), and what they come to."""

    own: Floats
    weights: Floats
    whole: float


def _scored(held: HeldValues) -> _Parts:
    """What each holder would score: its points for its share."""
    found = holder_shares("mean", held)
    own = np.divide(found.points, found.share, out=np.full(found.share.shape, np.nan), where=found.share > 0)
    return _Parts(own, found.share, held.score)


def _signed(held: HeldValues, sign: float) -> _Parts:
    return _Parts(sign * held.values, np.ones(held.values.shape), sign * held.value)


def _moved(before: _Parts, after: _Parts, aggregator: Aggregator) -> Floats:
    count = len(before.own)
    found = attribute(*_star(before, aggregator), *_star(after, aggregator), count)
    moved: Floats = found.leaf_effect[:count].copy()
    np.add.at(moved, found.edge_child, found.weight_effect)
    return moved


def _star(parts: _Parts, aggregator: Aggregator) -> tuple[Graph, RollupResult]:
    count = len(parts.own)
    graph = build_graph(count + 1, np.arange(count), np.full(count, count), parts.weights, aggregator=aggregator)
    score = np.append(parts.own, parts.whole)
    return graph, RollupResult(score, (~np.isnan(score)).astype(np.float64), np.zeros(count + 1, np.uint8))
