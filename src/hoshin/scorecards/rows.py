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
