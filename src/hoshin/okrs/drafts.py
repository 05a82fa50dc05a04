"""A goal as it stands in a form or in a request: what was typed so far, before anything of it is kept."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from hoshin.strategy.models import Objective, Plan


class TypedResult(NamedTuple):
    """A key result that is typed beside the goal, and not kept yet: what of it is written."""

    has_target: bool
    has_baseline: bool
    has_unit: bool


@dataclass(frozen=True, slots=True)
class GoalDraft:
    """`objective`: the one that is being changed, if it is there already; its measures and parents count with it.

    `parents`: what it is to serve; None: what it serves now. `has_place`: it stands in a perspective, or feeds its plan.
    """

    plan: Plan | None
    name: str
    description: str = ""
    starts_on: date | None = None
    due_on: date | None = None
    unit_code: str = ""
    has_place: bool = False
    objective: Objective | None = None
    parents: tuple[Objective, ...] | None = None
    key_results: tuple[TypedResult, ...] = ()
