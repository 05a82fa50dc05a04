"""Splits, shares and focus of the members of a breakdown, by the engine."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from hoshin.breakdowns.models import Composition
from hoshin.engine.arrays import Floats
from hoshin.engine.breakdown import VariationResult, focus, own_variation, pareto, shares, split_mean, split_sum

# What counts as most of a change, or of a total.
_MOST = 0.8


@dataclass(frozen=True, slots=True)
class MemberFigure:
    """A member's value in a period, and its weight (the denominator), where they are known."""

    value: float | None = None
    weight: float | None = None


@dataclass(frozen=True, slots=True)
class MemberEffect:
    """What a member gave to the change of the total: by its own rate, and by how much of the whole it is."""

    rate: float
    mix: float

    @property
    def whole(self) -> float:
        return self.rate + self.mix


@dataclass(frozen=True, slots=True)
class Split:
    """A change split among members: what they make before and after, and the effect of each, in their order."""

    before: float
    after: float
    effects: tuple[MemberEffect, ...]


@dataclass(frozen=True, slots=True)
class Pareto:
    """Members by their places, the largest first, each with the shares added up so far; how many make four fifths."""

    lines: tuple[tuple[int, float], ...]
    most: int


@dataclass(frozen=True, slots=True)
class Focused:
    """The members, by their places, that explain most of a change; `explained`: their part of what went its way.

    `against`: those that held it back, the weightiest first; `push` and `held_back` are the sums of both.
    """

    places: tuple[int, ...]
    explained: float
    against: tuple[int, ...]
    push: float
    held_back: float


@dataclass(frozen=True, slots=True)
class Variation:
    """A member's own change beside earlier ones: how many times as large as their mean, of how many; None: too few."""

    times: float | None
    count: int
    is_unusual: bool


def composed(together: str, parts: Sequence[MemberFigure]) -> MemberFigure:
    """The figure of a member whose own value is not known, from those of its parts; nothing where they make none."""
    known = [part for part in parts if part.value is not None]
    if not known or together == Composition.NONE:
        return MemberFigure()
    weights = [part.weight for part in known if part.weight is not None]
    weight = sum(weights) if len(weights) == len(known) else None
    if together == Composition.SUM:
        return MemberFigure(sum(part.value or 0.0 for part in known), weight)
    if weight:
        return MemberFigure(sum((part.value or 0.0) * (part.weight or 0.0) for part in known) / weight, weight)
    if together == Composition.RATIO or weight == 0:
        return MemberFigure()
    return MemberFigure(sum(part.value or 0.0 for part in known) / len(known))


def split_of(together: str, before: Sequence[MemberFigure], after: Sequence[MemberFigure]) -> Split | None:
    """The change of what members make between two periods, split; None where nothing says how they make it.

    That is so where they stand side by side, of ratios without weights, and where none has a value on one side.
    """
    values = [_values(side) for side in (before, after)]
    weights = [_weights(side) for side in (before, after)]
    if together == Composition.NONE or not before:
        return None
    if together == Composition.SUM:
        found = split_sum(*values, *weights)
    else:
        is_weighed = all(not (np.isnan(w) & ~np.isnan(v)).any() for v, w in zip(values, weights, strict=True))
        if together == Composition.RATIO and not is_weighed:
            return None
        alike = [np.ones_like(one) for one in values]
        found = split_mean(*values, *(weights if is_weighed else alike))
    if np.isnan(found.change):
        return None
    effects = zip(found.rate.tolist(), found.mix.tolist(), strict=True)
    return Split(found.before, found.after, tuple(MemberEffect(rate, mix) for rate, mix in effects))


def shares_of(figures: Sequence[MemberFigure]) -> list[float | None]:
    """Each member's part of the sum of all; None where there is none to tell."""
    return [None if np.isnan(one) else float(one) for one in shares(_values(figures))]


def pareto_of(figures: Sequence[MemberFigure]) -> Pareto:
    """The members from the largest to the smallest; nobody where values of both signs meet."""
    found = pareto(_values(figures))
    return Pareto(tuple(zip(found.order.tolist(), found.cumulated.tolist(), strict=True)), found.reaching(_MOST))


def focused_on(effects: Sequence[float]) -> Focused:
    """The fewest members that explain at least four fifths of a change."""
    found = focus(np.array(effects, dtype=float), _MOST)
    against = tuple(found.against.tolist())
    return Focused(tuple(found.order.tolist()), found.explained, against, found.push, found.held_back)


def variation_of(series: Sequence[float | None], step: int, change: float | None) -> Variation:
    """A change over `step` periods beside those of a series that ends where it begins."""
    if change is None:
        return Variation(None, 0, is_unusual=False)
    past = np.array([np.nan if one is None else one for one in series], dtype=float)
    found: VariationResult = own_variation(past, step, change)
    times = None if np.isnan(found.times) else found.times
    return Variation(times, found.count, is_unusual=found.is_unusual)


def _values(figures: Sequence[MemberFigure]) -> Floats:
    return np.array([np.nan if one.value is None else one.value for one in figures], dtype=float)


def _weights(figures: Sequence[MemberFigure]) -> Floats:
    return np.array([np.nan if one.weight is None else one.weight for one in figures], dtype=float)
