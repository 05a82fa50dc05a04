"""Units side by side, and which units hold what."""

from typing import Any

from ninja import Schema
from pydantic import Field

from hoshin.scorecards.selectors import Compared, HeldScore, SideBySide, UnitStanding
from hoshin.scorecards.statuses import STATUSES
from hoshin.strategy.models import Holding


class HoldingOut(Schema):
    """A unit has a scorecard of its own with an objective of the plan, or with all of them."""

    unit: str
    objective: str | None = Field(description="null: every objective of the plan.")
    with_below: bool = Field(description="Whether every unit below holds the same.")


class ComparedOut(Schema):
    kind: str
    code: str
    name: str


class HeldScoreOut(Schema):
    score: float | None = Field(description="From 0 to 100.")
    status: str


class UnitStandingOut(Schema):
    """One unit. `cells` stand in the order of the columns; null where the unit does not hold that."""

    unit: str
    name: str
    rank: int | None = Field(description="From 1, shared by equal scores; null without a score.")
    score: float | None
    status: str
    delta: float | None = Field(description="Change since the period before.")
    value: float | None
    units_below: int
    cells: list[HeldScoreOut | None]


class SpreadOut(Schema):
    """How far the scores lie apart."""

    count: int
    least: float
    lower_quartile: float
    median: float
    upper_quartile: float
    most: float


class SideBySideOut(Schema):
    plan: str
    period: str | None
    of: ComparedOut | None = Field(description="What is compared; null: the units' scores over all.")
    whole: HeldScoreOut | None = Field(description="The same for the whole organisation.")
    spread: SpreadOut | None
    columns: list[ComparedOut]
    units: list[UnitStandingOut] = Field(description="At most 50 a page.")
    count: int
    next_page: int | None


def holding_out(holding: Holding) -> dict[str, Any]:
    """A holding as the API tells it."""
    objective = holding.objective.code if holding.objective else None
    return {"unit": holding.unit.code, "objective": objective, "with_below": holding.with_below}


def side_by_side_out(found: SideBySide) -> dict[str, Any]:
    """A page of units as the API tells it."""
    page, spread = found.page, found.spread
    return {
        "plan": found.plan.code,
        "period": str(found.period) if found.period else None,
        "of": _compared(found.of) if found.of else None,
        "whole": _score(found.whole) if found.whole else None,
        "spread": spread
        and {
            "count": spread.count,
            "least": spread.least,
            "lower_quartile": spread.lower,
            "median": spread.middle,
            "upper_quartile": spread.upper,
            "most": spread.most,
        },
        "columns": [_compared(column) for column in found.columns],
        "units": [_unit(row) for row in page],
        "count": page.count,
        "next_page": page.next_page_number if page.has_next else None,
    }


def _compared(thing: Compared) -> dict[str, Any]:
    return {"kind": thing.kind, "code": thing.code, "name": thing.name}


def _score(held: HeldScore) -> dict[str, Any]:
    return {"score": held.score, "status": STATUSES[held.status or 0].code}


def _unit(row: UnitStanding) -> dict[str, Any]:
    return {
        "unit": row.unit,
        "name": row.name,
        "rank": row.rank,
        "score": row.line.score,
        "status": row.line.status_code,
        "delta": row.line.delta,
        "value": row.line.value,
        "units_below": row.below,
        "cells": [cell and _score(cell) for cell in row.cells],
    }
