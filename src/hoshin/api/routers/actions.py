"""Corrective actions, accepted deviations, and what waits for either."""

from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Path, Query, Router

from hoshin.accounts.access import Actor
from hoshin.actions.effects import effect_of
from hoshin.actions.reacting import red_without_action
from hoshin.actions.selectors import (
    ActionWish,
    action_by_code,
    actions_listed,
    all_actions_on,
    deviation_by_number,
    deviations_listed,
)
from hoshin.actions.services import (
    accept_deviation,
    change_action,
    check_action,
    drop_action,
    finish_action,
    open_action,
    reopen_action,
    withdraw_deviation,
)
from hoshin.api.auth import actor_of
from hoshin.api.pagination import Page, page_of
from hoshin.api.parameters import CODE, CodePath, LimitQuery, OffsetQuery, PeriodQuery, SearchQuery
from hoshin.api.schemas.actions import (
    ActionChangeIn,
    ActionCheckIn,
    ActionIn,
    ActionOut,
    ActionStateIn,
    ActionWithEffectOut,
    DeviationIn,
    DeviationOut,
    UnansweredOut,
    action_out,
    action_with_effect_out,
    deviation_out,
)
from hoshin.base.errors import Invalid
from hoshin.base.periods import Period
from hoshin.measures.models import Measure
from hoshin.measures.selectors import measure_by_code
from hoshin.org.selectors import person_by_employee_id, unit_by_code
from hoshin.scorecards.models import Node
from hoshin.scorecards.selectors import period_for
from hoshin.strategy.models import Objective
from hoshin.strategy.selectors import objective_by_code, plan_by_code

router = Router(tags=["actions"])

DeviationPath = Annotated[int, Path(ge=1, le=9_000_000_000_000_000_000, description="Its number, as lists tell it.")]


@router.get("/actions", response=Page[ActionOut], summary="Corrective actions")
def actions(
    request: HttpRequest,
    whose: Annotated[
        Literal["mine", "unit", "all"], Query(description="Yours, your unit's, or all you may see.")
    ] = "all",
    state: Annotated[
        Literal["going_on", "open", "late", "to_check", "checked", "dropped", "all"], Query(description="How far.")
    ] = "all",
    q: SearchQuery = "",
    limit: LimitQuery = 100,
    offset: OffsetQuery = 0,
) -> Any:
    """Those on what you may see, and those that are yours to do."""
    wish = ActionWish(q, whose, state, "code")
    return page_of(actions_listed(actor_of(request), wish), action_out, limit, offset)


@router.get("/actions/unanswered", response=Page[UnansweredOut], summary="What is off track without an action")
def unanswered(
    request: HttpRequest,
    plan: Annotated[str, Query(pattern=CODE, max_length=100, description="Code of a plan.")],
    period: PeriodQuery = None,
    limit: LimitQuery = 100,
    offset: OffsetQuery = 0,
) -> Any:
    """For longer than the plan's time to react, with neither an action nor an accepted deviation."""
    actor = actor_of(request)
    found = plan_by_code(actor, plan)
    chosen = period_for(found, period)
    if chosen is None:
        return page_of([], lambda row: row, limit, offset)
    rows = red_without_action(actor, found, chosen).select_related("measure__owner", "objective__owner", "unit")
    return page_of(rows.order_by("pk"), lambda node: _unanswered(node, chosen), limit, offset)


@router.get("/actions/{code}", response=ActionWithEffectOut, summary="A corrective action and its effect")
def action(request: HttpRequest, code: CodePath) -> Any:
    """With what was measured before and since."""
    actor = actor_of(request)
    row = action_by_code(actor, code)
    return action_with_effect_out(row, effect_of(actor, row))


@router.patch("/actions/{code}", response=ActionOut, summary="Change a corrective action")
def change(request: HttpRequest, code: CodePath, payload: ActionChangeIn) -> Any:
    """While it goes on; what is left out stays."""
    actor = actor_of(request)
    said = payload.dict(exclude_unset=True)
    version = said.pop("version", None)
    if "owner" in said:
        said["owner"] = person_by_employee_id(actor, said["owner"]) if said["owner"] else None
    return action_out(change_action(actor, action=action_by_code(actor, code), version=version, **said))


@router.post("/actions/{code}/state", response=ActionOut, summary="Say that an action is done, open again or dropped")
def state(request: HttpRequest, code: CodePath, payload: ActionStateIn) -> Any:
    """What was checked stays as it was found."""
    actor = actor_of(request)
    row = action_by_code(actor, code)
    match payload.state:
        case "done":
            row = finish_action(actor, action=row, version=payload.version, done_on=payload.done_on)
        case "dropped":
            row = drop_action(actor, action=row, version=payload.version, conclusion=payload.conclusion)
        case _:
            row = reopen_action(actor, action=row, version=payload.version)
    return action_out(row)


@router.post("/actions/{code}/check", response=ActionWithEffectOut, summary="Conclude whether an action helped")
def check(request: HttpRequest, code: CodePath, payload: ActionCheckIn) -> Any:
    """From the day on which its effect is expected; what was measured is kept with it."""
    actor = actor_of(request)
    row = check_action(actor, action=action_by_code(actor, code), **payload.dict())
    return action_with_effect_out(row, effect_of(actor, row))


@router.get("/measures/{code}/actions", response=Page[ActionOut], summary="Corrective actions on a measure")
def on_measure(request: HttpRequest, code: CodePath, limit: LimitQuery = 100, offset: OffsetQuery = 0) -> Any:
    """Of the whole and of all units, the latest first."""
    actor = actor_of(request)
    return page_of(all_actions_on(actor, measure_by_code(actor, code)), action_out, limit, offset)


@router.get("/objectives/{code}/actions", response=Page[ActionOut], summary="Corrective actions on an objective")
def on_objective(request: HttpRequest, code: CodePath, limit: LimitQuery = 100, offset: OffsetQuery = 0) -> Any:
    """Of the whole and of all units, the latest first."""
    actor = actor_of(request)
    return page_of(all_actions_on(actor, objective_by_code(actor, code, ever=True)), action_out, limit, offset)


@router.post("/measures/{code}/actions", response=ActionOut, summary="Act on a measure")
def act_on_measure(request: HttpRequest, code: CodePath, payload: ActionIn) -> Any:
    """Opens a corrective action; its owner is told."""
    actor = actor_of(request)
    return _opened(actor, measure_by_code(actor, code), payload)


@router.post("/objectives/{code}/actions", response=ActionOut, summary="Act on an objective")
def act_on_objective(request: HttpRequest, code: CodePath, payload: ActionIn) -> Any:
    """Opens a corrective action; its owner is told."""
    actor = actor_of(request)
    return _opened(actor, objective_by_code(actor, code), payload)


@router.get("/deviations", response=Page[DeviationOut], summary="Accepted deviations, the latest first")
def deviations(
    request: HttpRequest,
    in_force: Annotated[bool, Query(description="Those alone that hold today.")] = False,
    limit: LimitQuery = 100,
    offset: OffsetQuery = 0,
) -> Any:
    """Of what you may see."""
    return page_of(deviations_listed(actor_of(request), only_in_force=in_force), deviation_out, limit, offset)


@router.post("/measures/{code}/deviation", response=DeviationOut, summary="Accept that a measure is off track")
def accept_of_measure(request: HttpRequest, code: CodePath, payload: DeviationIn) -> Any:
    """For a time, with a reason; never by its owner."""
    actor = actor_of(request)
    return _accepted(actor, measure_by_code(actor, code), payload)


@router.post("/objectives/{code}/deviation", response=DeviationOut, summary="Accept that an objective is off track")
def accept_of_objective(request: HttpRequest, code: CodePath, payload: DeviationIn) -> Any:
    """For a time, with a reason; never by its owner."""
    actor = actor_of(request)
    return _accepted(actor, objective_by_code(actor, code), payload)


@router.delete("/deviations/{number}", response=DeviationOut, summary="Accept a deviation no more")
def withdraw(request: HttpRequest, number: DeviationPath) -> Any:
    """It ends at once; what it said stays in the trail."""
    actor = actor_of(request)
    return deviation_out(withdraw_deviation(actor, deviation=deviation_by_number(actor, number)))


def _opened(actor: Actor, thing: Measure | Objective, payload: ActionIn) -> Any:
    said = payload.dict(exclude={"period", "unit", "owner", "effect_on"})
    row = open_action(
        actor,
        thing=thing,
        period=_period(payload.period),
        unit=unit_by_code(actor, payload.unit) if payload.unit else None,
        owner=person_by_employee_id(actor, payload.owner),
        effect_on=measure_by_code(actor, payload.effect_on) if payload.effect_on else None,
        **said,
    )
    return action_out(row)


def _accepted(actor: Actor, thing: Measure | Objective, payload: DeviationIn) -> Any:
    unit = unit_by_code(actor, payload.unit) if payload.unit else None
    return deviation_out(
        accept_deviation(actor, thing=thing, unit=unit, reason=payload.reason, ends_on=payload.ends_on)
    )


def _period(text: str) -> Period:
    try:
        return Period.parse(text)
    except ValueError as error:
        raise Invalid(str(error), field="period", value=text) from None


def _unanswered(node: Node, period: Period) -> dict[str, Any]:
    thing = node.measure or node.objective
    assert thing is not None, "measures and objectives alone are asked for"
    return {
        "kind": node.kind,
        "code": thing.code,
        "name": thing.name,
        "unit": node.unit.code if node.unit else None,
        "period": str(period),
        "owner": thing.owner.employee_id if thing.owner else None,
    }
