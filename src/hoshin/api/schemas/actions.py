"""Corrective actions and accepted deviations, as programs read and write them."""

from datetime import date
from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import Field

from hoshin.actions.effects import ActionEffect
from hoshin.actions.models import LONGEST, LONGEST_LINE, TEXTS, AcceptedDeviation, CorrectiveAction
from hoshin.api.parameters import CODE, FORMS, PERIOD, Finite
from hoshin.api.schemas.goals import Day
from hoshin.api.schemas.recorded import Strict

_Text = Annotated[str, Field(max_length=LONGEST)]
_Line = Annotated[str, Field(max_length=LONGEST_LINE)]
_Code = Annotated[str | None, Field(pattern=CODE, max_length=100)]
_Version = Annotated[int | None, Field(ge=0, le=2_000_000_000)]
_AS_THEY_ARE = (
    *TEXTS, "code", "name", "starts_on", "due_on", "cost", "expected_low", "expected_high", "check_on", "state", "done_on",
    "concluded_on", "outcome", "next_step", "conclusion", "opened_by", "version",
)  # fmt: skip


class _Said(Schema):
    happened: str
    cause: str
    why_1: str
    why_2: str
    why_3: str
    why_4: str
    why_5: str
    people: str
    process: str
    equipment: str
    material: str
    environment: str
    measurement: str


class ActionOut(_Said):
    """`effect_on`: the measure on which it is to act; null: what it is about. `owner`: an employee id."""

    code: str
    measure: str | None
    objective: str | None
    unit: str | None
    period: str
    name: str
    owner: str | None
    starts_on: date
    due_on: date
    cost: float | None
    effect_on: str | None
    expected_low: float | None
    expected_high: float | None
    check_on: date
    state: Literal["open", "done", "checked", "dropped"]
    is_late: bool
    is_to_check: bool
    done_on: date | None
    concluded_on: date | None
    outcome: str
    next_step: str
    conclusion: str
    opened_by: str
    version: int


class ActionWithEffectOut(ActionOut):
    """With what was measured before and since: of an objective its score."""

    before: float | None
    before_in: str | None
    after: float | None
    after_in: str | None
    moved: float | None
    is_within: bool | None = Field(description="Whether it moved by what was expected; null: not known.")


class _SaidIn(Strict):
    happened: _Text = ""
    cause: _Text = ""
    why_1: _Line = ""
    why_2: _Line = ""
    why_3: _Line = ""
    why_4: _Line = ""
    why_5: _Line = ""
    people: _Line = ""
    process: _Line = ""
    equipment: _Line = ""
    material: _Line = ""
    environment: _Line = ""
    measurement: _Line = ""


class ActionIn(_SaidIn):
    """An action on a measure or an objective in a period. It begins today, and is checked 30 days after it is due, unless
    other days are said."""

    period: str = Field(pattern=PERIOD, max_length=10, description=f"A period: {FORMS}.", examples=["2026-10"])
    unit: _Code = Field(default=None, description="Code of the unit that it is of.")
    name: str = Field(max_length=300, description="What is done.")
    owner: str = Field(pattern=CODE, max_length=100, description="Employee id of whoever does it.")
    starts_on: Day | None = None
    due_on: Day
    cost: Finite | None = Field(default=None, description="In the currency of the organisation.")
    effect_on: _Code = Field(default=None, description="Code of the measure on which it is to act.")
    expected_low: Finite | None = None
    expected_high: Finite | None = None
    check_on: Day | None = None


class ActionChangeIn(Strict):
    """What is left out stays as it is."""

    name: str | None = Field(default=None, max_length=300)
    owner: _Code = None
    starts_on: Day | None = None
    due_on: Day | None = None
    check_on: Day | None = None
    happened: _Text | None = None
    cause: _Text | None = None
    cost: Finite | None = None
    expected_low: Finite | None = None
    expected_high: Finite | None = None
    version: _Version = Field(default=None, description="The version that was shown; any where left out.")


class ActionStateIn(Strict):
    """Done, open again, or dropped; a reason where it is dropped."""

    state: Literal["open", "done", "dropped"]
    done_on: Day | None = None
    conclusion: _Text = ""
    version: _Version = None


class ActionCheckIn(Strict):
    """What was found on the day on which its effect was expected."""

    outcome: Literal["worked", "partly", "no"]
    next_step: Literal["", "standardise", "try_again", "other_cause"] = ""
    conclusion: _Text
    version: _Version = None


class DeviationOut(Schema):
    """That something is off track is accepted from one day to another, both included."""

    id: int
    measure: str | None
    objective: str | None
    unit: str | None
    reason: str
    starts_on: date
    ends_on: date
    accepted_by: str
    is_in_force: bool
    version: int


class DeviationIn(Strict):
    """Accepted from today; it takes the place of what was accepted before."""

    unit: _Code = Field(default=None, description="Code of the unit that it is of.")
    reason: _Text
    ends_on: Day


class UnansweredOut(Schema):
    """Something off track on which nobody acts, although the plan's time to react is over."""

    kind: Literal["objective", "measure"]
    code: str
    name: str
    unit: str | None
    period: str
    owner: str | None


def action_out(row: CorrectiveAction) -> dict[str, Any]:
    return {
        "measure": row.measure.code if row.measure else None,
        "objective": row.objective.code if row.objective else None,
        "unit": row.unit.code if row.unit else None,
        "period": str(row.period),
        "owner": row.owner.employee_id if row.owner else None,
        "effect_on": row.effect_on.code if row.effect_on else None,
        "is_late": row.is_late,
        "is_to_check": row.is_to_check,
        **{name: getattr(row, name) for name in _AS_THEY_ARE},
    }


def action_with_effect_out(row: CorrectiveAction, found: ActionEffect) -> dict[str, Any]:
    return action_out(row) | {
        "before": found.before,
        "before_in": str(found.before_in) if found.before_in else None,
        "after": found.after,
        "after_in": str(found.after_in) if found.after_in else None,
        "moved": found.moved,
        "is_within": found.is_within(row.expected_low, row.expected_high),
    }


def deviation_out(row: AcceptedDeviation) -> dict[str, Any]:
    return {
        "id": row.pk,
        "measure": row.measure.code if row.measure else None,
        "objective": row.objective.code if row.objective else None,
        "unit": row.unit.code if row.unit else None,
        **{
            name: getattr(row, name)
            for name in ("reason", "starts_on", "ends_on", "accepted_by", "is_in_force", "version")
        },
    }
