"""Rows as the bulk services of strategy take them; what they point to is named by its code."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from hoshin.base.periods import Frequency
from hoshin.strategy.choices import AsksCommentary, LinkSign, Provenance, RollUpWay, StatusScale, Visibility
from hoshin.strategy.models import Contribution


class PlanRow(NamedTuple):
    code: str
    name: str
    vision: str = ""
    mission: str = ""
    values: tuple[str, ...] = ()
    starts_on: date | None = None
    ends_on: date | None = None
    frequency: str = Frequency.MONTHLY
    status_scale: str = StatusScale.STANDARD
    red_below: float = 40.0
    green_from: float = 70.0
    min_coverage: float = 0.5
    aggregator: str = RollUpWay.MEAN
    kth: int = 2
    close_lag_days: int = 10
    asks_commentary: str = AsksCommentary.NEVER
    off_track_reaction_days: int | None = None
    at_risk_reaction_days: int | None = None
    provenance: str = Provenance.OWN
    attribution: str = ""
    position: int = 0


class PerspectiveRow(NamedTuple):
    plan: str
    code: str
    name: str
    description: str = ""
    position: int = 0
    weight: float = 1.0
    is_critical: bool = False
    aggregator: str = RollUpWay.MEAN
    kth: int = 2
    removed_on: date | None = None


class ThemeRow(NamedTuple):
    plan: str
    code: str
    name: str


class ObjectiveRow(NamedTuple):
    """An objective; `unit` is a unit's code, `owner` an employee id, empty for none."""

    plan: str
    code: str
    name: str
    description: str = ""
    perspective: str = ""
    theme: str = ""
    unit: str = ""
    owner: str = ""
    weight: float = 1.0
    is_critical: bool = False
    aggregator: str = RollUpWay.MEAN
    kth: int = 2
    start_date: date | None = None
    due_date: date | None = None
    visibility: str = Visibility.PUBLIC
    position: int = 0
    removed_on: date | None = None


@dataclass(frozen=True, slots=True)
class Served:
    """An objective that something serves, with its weight there, and whether it is critical for it."""

    parent: str
    weight: float = 1.0
    kind: str = Contribution.Kind.CONTRIBUTES
    is_critical: bool = False


@dataclass(frozen=True, slots=True)
class ServesRow:
    """All that one objective (or one measure) serves; what is not in the list is not served any more."""

    child: str
    is_measure: bool
    serves: tuple[Served, ...] = ()


class CausalLinkRow(NamedTuple):
    cause: str
    effect: str
    lag_months: int | None = None
    sign: str = LinkSign.SAME
    note: str = ""


class HoldingRow(NamedTuple):
    """A unit holds an objective of a plan ("": all of them), with every unit below it or alone."""

    plan: str
    objective: str
    unit: str
    with_below: bool = True


class UnitWeightRow(NamedTuple):
    """What a perspective or an objective (`under` ""), or what serves the objective `under`, weighs for one unit."""

    unit: str
    code: str
    under: str
    weight: float
