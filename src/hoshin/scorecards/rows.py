"""Rows as the bulk services of scorecards take them."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple


class Figure(NamedTuple):
    """What a scorecard shows of a node in a period; None where there is no such number."""

    score: float | None
    coverage: float | None
    status: int | None
    value: float | None
    target: float | None


@dataclass(frozen=True, slots=True)
class ClosedRow:
    """A period of a plan that was closed at an instant; `period` is its first day."""

    plan_id: int
    period: date
    closed_at: datetime


@dataclass(frozen=True, slots=True)
class OfficialRow:
    """The official figure of a node in a closed period, where it is not the present one; None: it has none."""

    node_id: int
    period: date
    figure: Figure | None


@dataclass(frozen=True, slots=True)
class OverrideRow:
    """A status that a person set by hand for a node."""

    node_id: int
    status: int
    reason: str
    starts_on: date
    expires_on: date
    set_by: str


class NodeName(NamedTuple):
    """What rows call something that has a score: plan, kind, code, and the unit where the score is that of one unit."""

    plan: str
    kind: str
    code: str
    unit: str


class WeightSpan(NamedTuple):
    """A way of counting, and the days from which and until which (exclusive) it held; None: always, until further notice."""

    weight: float
    valid_from: date | None
    valid_to: date | None
    is_critical: bool = False
    aggregator: int = 0
    kth: int = 0

    @property
    def way(self) -> tuple[float, bool, int, int]:
        """The weight, whether the child was critical, and how the parent rolled up."""
        return (self.weight, *self[3:])


class PastEdge(NamedTuple):
    """A child counted for a parent for a span of time."""

    parent: NodeName
    child: NodeName
    span: WeightSpan


class PastPlace(NamedTuple):
    """A unit stood under a parent ("": at the top) as a plan saw it, from one day until another (exclusive)."""

    plan: str
    unit: str
    parent: str
    valid_from: date | None
    valid_to: date | None
