"""How a made-up measure is written down: its definition, what is wanted of it, and the way its values took."""

from dataclasses import dataclass, field

from hoshin.base.periods import Frequency
from hoshin.demo.organisation import REGIONS

Path = tuple[tuple[int, float], ...]
MONTHS = 36


@dataclass(frozen=True, slots=True)
class Want:
    """Target numbers from a fiscal year on: 0 the current one, −1 the one before, None from the beginning."""

    year: int | None = None
    unit: str = ""
    baseline: float | None = None
    target: float | None = None
    low: float | None = None
    high: float | None = None
    red: float | None = None
    green: float | None = None
    tolerance: float | None = None


@dataclass(frozen=True, slots=True)
class Holder:
    """A unit with values of its own: the measure's way times `scale` plus `offset`, counted with `volume`."""

    unit: str
    scale: float = 1.0
    offset: float = 0.0
    volume: float = 1.0


@dataclass(frozen=True, slots=True)
class Made:
    """A measure of the agency's own scorecard.

    `path` has (months before the last one, level), latest last, with straight lines between; `season` is the share by
    which a value rises in the `peak` month and falls half a year later. `gaps` are months that nobody reported, `late`
    says that the latest value is overdue, `notes` stand beside the values of their month.
    """

    code: str
    name: str
    objective: str
    unit: str
    uom: str
    path: Path
    wants: tuple[Want, ...]
    noise: float = 0.0
    direction: str = "higher"
    weight: float = 1.0
    frequency: Frequency = Frequency.MONTHLY
    aggregation: str = "mean"
    decimals: int = 1
    season: float = 0.0
    peak: int = 6
    method: str = "auto"
    window: str = "period"
    window_length: int | None = None
    roll_up: str = "raw"
    trajectory: str = "flat"
    due_in: int | None = None
    formula: str = ""
    holders: tuple[Holder, ...] = ()
    most: float | None = None
    gaps: tuple[int, ...] = ()
    late: bool = False
    lag: int | None = None
    serves: str = ""
    is_key: bool = False
    notes: dict[int, str] = field(default_factory=dict)
    description: str = ""
    source: str = ""


# Decisions a month in each region, and how much longer than elsewhere one takes there.
REGION_LOAD = dict(zip(REGIONS, (22.0, 52.0, 78.0, 40.0, 38.0), strict=True))
REGION_PACE = dict(zip(REGIONS, (0.86, 0.92, 1.14, 1.04, 0.94), strict=True))
SWITCH = 14
"""Months before the last one in which the new case system replaced the old: the level shift of the story."""


def shifted(before: float, until: float, after: float, now: float) -> Path:
    """A level that drifts, jumps when the case system is replaced, and drifts on."""
    return ((MONTHS - 1, before), (SWITCH + 1, until), (SWITCH, after), (0, now))


def drift(first: float, now: float) -> Path:
    """A level that moves evenly over the three years."""
    return ((MONTHS - 1, first), (0, now))
