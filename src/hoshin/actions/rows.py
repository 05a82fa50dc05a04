"""Corrective actions and accepted deviations as services take them: plain values, things by their codes."""

from datetime import date
from typing import NamedTuple

from hoshin.actions.models import ActionState
from hoshin.base.periods import Period


class ActionRow(NamedTuple):
    """A corrective action by codes; `owner` is an employee id. `effect_on` "": the thing itself."""

    code: str
    measure: str
    objective: str
    unit: str
    period: Period
    name: str
    happened: str = ""
    cause: str = ""
    why_1: str = ""
    why_2: str = ""
    why_3: str = ""
    why_4: str = ""
    why_5: str = ""
    people: str = ""
    process: str = ""
    equipment: str = ""
    material: str = ""
    environment: str = ""
    measurement: str = ""
    owner: str = ""
    starts_on: date | None = None
    due_on: date | None = None
    cost: float | None = None
    effect_on: str = ""
    expected_low: float | None = None
    expected_high: float | None = None
    check_on: date | None = None
    state: str = ActionState.OPEN
    done_on: date | None = None
    concluded_on: date | None = None
    before: float | None = None
    after: float | None = None
    outcome: str = ""
    next_step: str = ""
    conclusion: str = ""
    opened_by: str = ""


class DeviationRow(NamedTuple):
    """That a measure or an objective is off track is accepted from one day to another."""

    measure: str
    objective: str
    unit: str
    starts_on: date
    ends_on: date
    reason: str
    accepted_by: str = ""
    withdrawn: bool = False
