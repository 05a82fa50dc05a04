"""What watching is asked and what it answers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from hoshin.engine.arrays import Floats
from hoshin.engine.watching.limits import SHORTEST_BASELINE, LimitForm
from hoshin.engine.watching.rules import RuleSet

# Kept with every finding: a change of what speaks, or of what it speaks by, is another version.
RULES_VERSION = "1"


class WatchKind(StrEnum):
    """What is said of a value: by its control chart, from ``UNUSUAL`` on of long series, from ``DRIFT`` on of very
    short ones."""

    BEYOND_LIMITS = "beyond_limits"
    RUN = "run"
    NEAR_LIMITS = "near_limits"
    SLOPE = "slope"
    ALTERNATING = "alternating"
    TWO_OF_THREE = "two_of_three"
    FOUR_OF_FIVE = "four_of_five"
    FIRST_CHANGE = "first_change"
    TREND = "trend"
    LEVEL_SHIFT = "level_shift"
    UNUSUAL = "unusual"
    UNUSUAL_LEVEL = "unusual_level"
    MORE_VARIABLE = "more_variable"
    LESS_VARIABLE = "less_variable"
    DRIFT = "drift"
    TOO_FEW = "too_few"


class WatchDirection(StrEnum):
    """Which way a value or its pattern points; whether that is good is for who knows the measure."""

    UP = "up"
    DOWN = "down"
    NONE = ""


@dataclass(frozen=True, slots=True)
class WatchSettings:
    """How a series is watched.

    ``baseline``: so many first values set the limits, which stay; None has the limits grow with the series, and
    follow a level that has changed. ``least``: how many values there are before one is spoken of. ``cycles``: lengths of
    possible seasons in the unit of the times, such as 12 for months, or 86,400 and 604,800 for seconds. ``cautious``:
    what the rules of the chart see is said only where it also lies far outside everything seen before, so that series
    which sway, drift or jump by nature are left alone; and a long series is judged by how it is predicted from
    itself. ``follows``: a level that has changed for eight values becomes the baseline; else somebody has to say so.
    """

    rules: RuleSet = RuleSet.DEFAULT
    limits: LimitForm = LimitForm.CALIBRATED
    baseline: int | None = None
    least: int = SHORTEST_BASELINE
    cycles: tuple[float, ...] = ()
    cautious: bool = False
    follows: bool = True


@dataclass(frozen=True, slots=True)
class WatchFinding:
    """One thing to say of the value at ``index`` (its place in the series), by what came before it alone.

    ``statistic`` in sigmas or, for a pattern, in what it counts; ``p`` the two-sided probability of as much by chance.
    ``facts`` are the numbers that were compared, by name: ``value``, ``centre``, ``low``, ``high``, ``sigma``,
    ``baseline`` (how many values set the limits), and for patterns ``count``, ``since`` (the index of its first
    value), ``before``, ``after``, ``slope``.
    """

    index: int
    kind: WatchKind
    direction: WatchDirection
    statistic: float
    p: float
    facts: Mapping[str, float]
    version: str = RULES_VERSION


@dataclass(frozen=True, slots=True)
class WatchResult:
    """Per value (n,): the ``score`` 0–1 of how unusual it is after those before it, and its probability ``p``; NaN
    where there is too little before it or the value is missing. ``findings`` in the order of the series."""

    score: Floats
    p: Floats
    findings: tuple[WatchFinding, ...] = field(default=())
