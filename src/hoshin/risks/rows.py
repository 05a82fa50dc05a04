"""Risks and what hangs on them as the bulk services take them: plain values, all by their codes."""

import math
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from hoshin.risks.models import ControlKind, ControlWorks, LimitSide, RiskKind, RiskSight


class RiskCategoryRow(NamedTuple):
    """A category; `tolerated` as `AMOUNT=SHARE`."""

    code: str
    name: str
    appetite: int | None = None
    tolerated: tuple[str, ...] = ()
    impact_1: str = ""
    impact_2: str = ""
    impact_3: str = ""
    impact_4: str = ""
    impact_5: str = ""
    statement: str = ""


class RiskRow(NamedTuple):
    """A risk; `objectives` and `initiatives` as codes, `owner` as an employee id."""

    code: str
    name: str
    objectives: tuple[str, ...]
    kind: str = RiskKind.THREAT
    category: str = ""
    cause: str = ""
    event: str = ""
    consequence: str = ""
    owner: str = ""
    unit: str = ""
    initiatives: tuple[str, ...] = ()
    visibility: str = RiskSight.PUBLIC
    review_months: int = 3
    closed_on: date | None = None
    closed_because: str = ""


class RiskControlRow(NamedTuple):
    """A control of a risk."""

    risk: str
    name: str
    kind: str = ControlKind.PREVENTS
    works: str = ControlWorks.UNTESTED


class RiskIndicatorRow(NamedTuple):
    """A measure whose values tell of a risk, with its limits."""

    risk: str
    measure: str
    limit: float
    side: str = LimitSide.ABOVE
    warning: float | None = None


class RiskAssessmentRow(NamedTuple):
    """An assessment of a risk on a day, with its steps before and after controls."""

    risk: str
    assessed_on: date
    likelihood_before: int
    impact_before: int
    likelihood: int
    impact: int
    reason: str
    assessed_by: str = ""
    frequency: float | None = None
    loss_low: float | None = None
    loss_high: float | None = None


class ToleratedPoint(NamedTuple):
    """How likely a year may cost more than an amount, as a share from 0 to 1."""

    amount: float
    share: float


def point_from(text: str) -> ToleratedPoint:
    """What a text says is tolerated: ValueError where it says nothing sensible.

    >>> tuple(point_from("100000=30%")), tuple(point_from("1e6 = 0.05"))
    ((100000.0, 0.3), (1000000.0, 0.05))
    """
    amount, said, share = (part.strip() for part in text.partition("="))
    if not said:
        raise ValueError(text)
    number = float(share.removesuffix("%").strip())
    point = ToleratedPoint(float(amount), round(number / 100, 10) if share.endswith("%") else number)
    if not (point.amount > 0 and math.isfinite(point.amount) and 0 <= point.share <= 1):
        raise ValueError(text)
    return point


def point_text(point: ToleratedPoint) -> str:
    """The text that says it.

    >>> point_text(ToleratedPoint(100000.0, 0.3))
    '100000=0.3'
    """
    return f"{point.amount:.15g}={point.share:.10g}"


def points_in_order(points: list[ToleratedPoint]) -> bool:
    """Whether amounts rise from point to point, and what is tolerated does not."""
    pairs = list(pairwise(points))
    return all(one.amount < other.amount and one.share >= other.share for one, other in pairs)
