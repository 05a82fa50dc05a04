"""A goal as it stands in a form or in a request: what was typed so far, before anything of it is kept."""

from dataclasses import dataclass
from datetime import date

from hoshin.strategy.models import Objective, Plan


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
