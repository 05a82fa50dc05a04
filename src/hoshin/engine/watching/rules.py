"""Rules of runs: patterns of values about the centre that chance alone seldom makes."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum, StrEnum

import numpy as np

from hoshin.engine.arrays import Bools, Floats, Ints


class RunRule(IntEnum):
    """The patterns by their usual numbers."""

    BEYOND = 1
    SAME_SIDE = 2
    NEAR_LIMIT = 3
    SLOPE = 4
    ALTERNATING = 5
    TWO_OF_THREE = 6
    FOUR_OF_FIVE = 7
    HUGGING = 8
    AVOIDING = 9


class RuleSet(StrEnum):
    """Rules that are used together."""

    DEFAULT = "default"
    WESTERN_ELECTRIC = "western-electric"
    NELSON = "nelson"


RULES_OF: Mapping[RuleSet, tuple[RunRule, ...]] = {
    RuleSet.DEFAULT: (RunRule.BEYOND, RunRule.SAME_SIDE, RunRule.NEAR_LIMIT),
    RuleSet.WESTERN_ELECTRIC: (RunRule.BEYOND, RunRule.SAME_SIDE, RunRule.TWO_OF_THREE, RunRule.FOUR_OF_FIVE),
    RuleSet.NELSON: (
        RunRule.BEYOND,
        RunRule.SAME_SIDE,
        RunRule.SLOPE,
        RunRule.ALTERNATING,
        RunRule.TWO_OF_THREE,
        RunRule.FOUR_OF_FIVE,
        RunRule.HUGGING,
        RunRule.AVOIDING,
    ),
}
# They tell of data that are stratified or mixed, and never that something has happened.
DIAGNOSTIC = frozenset({RunRule.HUGGING, RunRule.AVOIDING})
# Of how many values how many lie beyond how many sigmas on one side.
_OF = {RunRule.NEAR_LIMIT: (3, 4, 1.5), RunRule.TWO_OF_THREE: (2, 3, 2.0), RunRule.FOUR_OF_FIVE: (4, 5, 1.0)}


@dataclass(frozen=True, slots=True)
class RunHits:
    """Where one rule speaks (n,): +1 where its pattern lies above the centre or rises, −1 below or falling, 0
    nowhere; 2 where a pattern has no side."""

    rule: RunRule
    sides: Ints


def run_rules(deviations: Floats, rules: RuleSet = RuleSet.DEFAULT, *, reach: float = 3.0) -> list[RunHits]:
    """Where each rule of a set is met by values (n,) given in sigmas from the centre.

    A pattern ends at the value at which it is marked, and every value is marked at which it still holds: who
    announces it, announces the first. ``reach`` is how many sigmas away the limits lie: zones shrink and grow with
    it. A missing value breaks whatever pattern it stands in. Source: Western Electric 1956, Nelson 1984.

    >>> run_rules(np.array([0.1, 3.2, -0.2]))[0].sides.tolist()
    [0, 1, 0]
    """
    scaled = deviations * (3.0 / reach)
    return [RunHits(rule, _sides(scaled, rule, rules)) for rule in RULES_OF[rules]]


def _sides(z: Floats, rule: RunRule, rules: RuleSet) -> Ints:
    match rule:
        case RunRule.BEYOND:
            return np.where(np.abs(z) > 3.0, np.sign(z), 0.0).astype(np.int64)
        case RunRule.SAME_SIDE:
            length = 9 if rules is RuleSet.NELSON else 8
            return _in_a_row(z > 0, length).astype(np.int64) - _in_a_row(z < 0, length)
        case RunRule.SLOPE:
            steps = np.diff(z, prepend=np.nan)
            return _in_a_row(steps > 0, 5).astype(np.int64) - _in_a_row(steps < 0, 5)
        case RunRule.ALTERNATING:
            steps = np.diff(z, prepend=np.nan)
            turns = np.zeros(len(z), np.bool_)
            turns[1:] = steps[1:] * steps[:-1] < 0
            return 2 * _in_a_row(turns, 12).astype(np.int64)
        case RunRule.HUGGING:
            return 2 * _in_a_row(np.abs(z) < 1.0, 15).astype(np.int64)
        case RunRule.AVOIDING:
            return 2 * _in_a_row(np.abs(z) > 1.0, 8).astype(np.int64)
        case _:
            most, of, beyond = _OF[rule]
            above = (z > beyond) & (_counted(z > beyond, of) >= most)
            below = (z < -beyond) & (_counted(z < -beyond, of) >= most)
            return above.astype(np.int64) - below


def _counted(is_so: Bools, length: int) -> Ints:
    """How many of the last so many are so, at each value."""
    sums = np.concatenate([np.zeros(length, np.int64), np.cumsum(is_so)])
    return np.asarray(sums[length:] - sums[:-length])


def _in_a_row(is_so: Bools, length: int) -> Bools:
    return np.asarray(_counted(is_so, length) == length)
