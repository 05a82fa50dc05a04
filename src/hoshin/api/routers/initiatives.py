"""Initiatives: read, started, changed; their milestones, costs and agreed plans; the roadmap."""

from collections.abc import Sequence
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Query, Router

from hoshin.accounts.access import Actor
from hoshin.api.auth import actor_of
from hoshin.api.pagination import Page, page_of
from hoshin.api.parameters import CODE, CodePath, LimitQuery, OffsetQuery, SearchQuery, UnitQuery
from hoshin.api.schemas.initiatives import (
    BaselineIn,
    BaselineOut,
    CostIn,
    CostsOut,
    ExpectedEffectIn,
    InitiativeChanged,
    InitiativeIn,
    InitiativeOut,
    InitiativeStatusIn,
    MilestoneChanged,
    MilestoneIn,
    MilestoneOut,
    RoadmapInitiative,
    SlipIn,
    SlipOut,
    baseline_out,
    costs_out,
    initiative_out,
    milestone_out,
    slip_out,
)
from hoshin.initiatives.models import Initiative, Milestone
from hoshin.initiatives.policies import baselines_visible_to
from hoshin.initiatives.selectors import (
    InitiativesWanted,
    costs_of,
    effect_of,
    initiative_by_code,
    initiatives_listed,
    milestone_by_code,
    milestone_named,
    planned_milestones,
    shown_initiatives,
)
from hoshin.initiatives.services import (
    add_initiative,
    add_milestone,
    agree_baseline,
    change_initiative,
    change_milestone,
    move_milestones,
    remove_initiative,
    remove_milestone,
    set_cost,
    set_status,
)
from hoshin.initiatives.templates import drafts_of
from hoshin.measures.selectors import measure_by_code
from hoshin.org.selectors import person_by_employee_id, person_of, unit_by_code
from hoshin.strategy.models import Objective
from hoshin.strategy.selectors import objective_by_code

router = Router(tags=["initiatives"])
ObjectiveQuery = Annotated[str | None, Query(pattern=CODE, max_length=100, description="Code of an objective.")]
StatusQuery = Annotated[
    str | None,
    Query(
        pattern="^(on_track|at_risk|off_track|early|done|paused|stopped|no_data)$",
        description="How they stand; without it those that ended by hand are left out.",
    ),
]
MineQuery = Annotated[bool, Query(description="Only those that you own or work on.")]
LateQuery = Annotated[bool, Query(description="Only those with late milestones.")]


@router.get("/initiatives", response=Page[InitiativeOut], summary="Initiatives, what is due first first")
def listed(
    request: HttpRequest,
    search: SearchQuery = "",
    mine: MineQuery = False,
    late: LateQuery = False,
    unit: UnitQuery = None,
    objective: ObjectiveQuery = None,
    status: StatusQuery = None,
    limit: LimitQuery = 100,
    offset: OffsetQuery = 0,
) -> Any:
    """As far as you may see them, each with how it stands and why."""
    actor = actor_of(request)
    wanted = _wanted(actor, search, unit, objective, status, mine=mine, late=late)
    page = page_of(_whole(initiatives_listed(actor, wanted)), lambda row: row, limit, offset)
    return page | {"items": [initiative_out(one) for one in shown_initiatives(actor, page["items"])]}


@router.post("/initiatives", response=InitiativeOut, summary="Start an initiative")
def start(request: HttpRequest, payload: InitiativeIn) -> Any:
    """That you own, or for a unit that you head; of the office any. A template brings its milestones."""
    actor = actor_of(request)
    given = payload.dict(include={"code", "name", "description", "start_date", "due_date", "budget", "currency"})
    row = add_initiative(
        actor,
        owner=person_by_employee_id(actor, payload.owner) if payload.owner else person_of(actor),
        unit=unit_by_code(actor, payload.unit) if payload.unit else None,
        progress_measure=measure_by_code(actor, payload.progress_measure) if payload.progress_measure else None,
        team=[person_by_employee_id(actor, one) for one in payload.team],
        effects=_effects(actor, payload.serves),
        milestones=drafts_of(actor, payload.template) if payload.template else (),
        **given,
    )
    return _told(actor, row.code)


@router.get("/initiatives/{code}", response=InitiativeOut, summary="One initiative")
def one(request: HttpRequest, code: CodePath) -> Any:
    """How it stands, and what it serves as far as you may see it."""
    return _told(actor_of(request), code)


@router.patch("/initiatives/{code}", response=InitiativeOut, summary="Change an initiative")
def change(request: HttpRequest, code: CodePath, payload: InitiativeChanged) -> Any:
    """What is given of it; what is left out stays."""
    actor = actor_of(request)
    given = payload.dict(exclude_unset=True, exclude={"owner", "unit", "team", "serves", "progress_measure"})
    said = payload.model_fields_set
    if "owner" in said:
        given["owner"] = person_by_employee_id(actor, payload.owner) if payload.owner else None
    if "unit" in said:
        given["unit"] = unit_by_code(actor, payload.unit) if payload.unit else None
    if "progress_measure" in said:
        code_said = payload.progress_measure
        given["progress_measure"] = measure_by_code(actor, code_said) if code_said else None
    row = change_initiative(
        actor,
        initiative=initiative_by_code(actor, code),
        effects=None if payload.serves is None else _effects(actor, payload.serves),
        team=None if payload.team is None else [person_by_employee_id(actor, one) for one in payload.team],
        **{name: value for name, value in given.items() if value is not None or name in _MAY_BE_EMPTY},
    )
    return _told(actor, row.code)


@router.delete("/initiatives/{code}", response=InitiativeOut, summary="Remove an initiative")
def remove(request: HttpRequest, code: CodePath) -> Any:
    """With all that hangs on it. One that was worked on is better stopped by its status, and stays to be read."""
    actor = actor_of(request)
    was = _told(actor, code)
    remove_initiative(actor, initiative=initiative_by_code(actor, code))
    return was


@router.post("/initiatives/{code}/status", response=InitiativeOut, summary="Say a status by hand")
def say_status(request: HttpRequest, code: CodePath, payload: InitiativeStatusIn) -> Any:
    """With its reason and its end; empty: it follows from milestones and pace again."""
    actor = actor_of(request)
    set_status(actor, initiative=initiative_by_code(actor, code), **payload.dict())
    return _told(actor, code)


@router.get("/initiatives/{code}/milestones", response=list[MilestoneOut], summary="Milestones of an initiative")
def milestones(request: HttpRequest, code: CodePath) -> Any:
    """In their order, with what they wait for, days to spare, and slips against the plan that was agreed."""
    return _milestones(actor_of(request), code)


@router.post("/initiatives/{code}/milestones", response=list[MilestoneOut], summary="Add a milestone")
def write_milestone(request: HttpRequest, code: CodePath, payload: MilestoneIn) -> Any:
    """After the others."""
    actor, given = actor_of(request), payload.dict(exclude={"owner", "depends_on"}, exclude_unset=True)
    initiative = initiative_by_code(actor, code)
    add_milestone(
        actor,
        initiative=initiative,
        needs=_needs(actor, initiative, payload.depends_on),
        owner=person_by_employee_id(actor, payload.owner) if payload.owner else None,
        **given,
    )
    return _milestones(actor, code)


@router.patch("/initiatives/{code}/milestones/{milestone}", response=list[MilestoneOut], summary="Change a milestone")
def edit_milestone(request: HttpRequest, code: CodePath, milestone: CodePath, payload: MilestoneChanged) -> Any:
    """What is given of it. How far it is says whoever works on the initiative as well."""
    actor = actor_of(request)
    initiative = initiative_by_code(actor, code)
    row = milestone_by_code(actor, initiative, milestone)
    given = payload.dict(exclude_unset=True, exclude={"owner", "depends_on"})
    if "owner" in payload.model_fields_set:
        given["owner"] = person_by_employee_id(actor, payload.owner) if payload.owner else None
    needs = None if payload.depends_on is None else _needs(actor, initiative, payload.depends_on)
    kept = {name: value for name, value in given.items() if value is not None or name in _MAY_BE_EMPTY}
    change_milestone(actor, milestone=row, needs=needs, **kept)
    return _milestones(actor, code)


@router.delete("/initiatives/{code}/milestones/{milestone}", response=list[MilestoneOut], summary="Remove a milestone")
def drop_milestone(request: HttpRequest, code: CodePath, milestone: CodePath) -> Any:
    """As if it had never been planned; one that is given up is cancelled instead."""
    actor = actor_of(request)
    remove_milestone(actor, milestone=milestone_by_code(actor, initiative_by_code(actor, code), milestone))
    return _milestones(actor, code)


@router.post("/initiatives/{code}/milestones/{milestone}/move", response=SlipOut, summary="Move a milestone")
def move(request: HttpRequest, code: CodePath, milestone: CodePath, payload: SlipIn) -> Any:
    """By days, and what waits for it just as far as it must be. Tried first: what it would move, and nothing is saved."""
    actor = actor_of(request)
    row = milestone_by_code(actor, initiative_by_code(actor, code), milestone)
    effect = effect_of(actor, {row.pk: payload.days})
    if not payload.is_tried:
        versions = {row.pk: payload.version} if payload.version else None
        move_milestones(actor, moves={row: payload.days}, with_dependants=payload.with_dependants, versions=versions)
    return slip_out(effect, saved=not payload.is_tried)


@router.get("/initiatives/{code}/costs", response=CostsOut, summary="Costs of an initiative")
def costs(request: HttpRequest, code: CodePath) -> Any:
    """Planned and actual per period, with their sums."""
    return _costs(actor_of(request), code)


@router.post("/initiatives/{code}/costs", response=CostsOut, summary="Set the costs of a period")
def write_cost(request: HttpRequest, code: CodePath, payload: CostIn) -> Any:
    """In the currency of the organisation; neither planned nor actual takes the period out."""
    actor = actor_of(request)
    set_cost(actor, initiative=initiative_by_code(actor, code), **payload.dict())
    return _costs(actor, code)


@router.get("/initiatives/{code}/baselines", response=Page[BaselineOut], summary="Plans as they were agreed")
def baselines(request: HttpRequest, code: CodePath, limit: LimitQuery = 100, offset: OffsetQuery = 0) -> Any:
    """The latest first."""
    actor = actor_of(request)
    rows = baselines_visible_to(actor).filter(initiative=initiative_by_code(actor, code))
    return page_of(rows.order_by("-agreed_at", "-pk"), baseline_out, limit, offset)


@router.post("/initiatives/{code}/baselines", response=BaselineOut, summary="Keep the plan as agreed")
def agree(request: HttpRequest, code: CodePath, payload: BaselineIn) -> Any:
    """The dates as they stand now: slips are told against them from here on."""
    actor = actor_of(request)
    return baseline_out(agree_baseline(actor, initiative=initiative_by_code(actor, code), note=payload.note))


@router.get("/roadmap", response=Page[RoadmapInitiative], summary="Initiatives with their milestones in time")
def roadmap(
    request: HttpRequest,
    mine: MineQuery = False,
    unit: UnitQuery = None,
    objective: ObjectiveQuery = None,
    status: StatusQuery = None,
    limit: LimitQuery = 100,
    offset: OffsetQuery = 0,
) -> Any:
    """What the roadmap draws, as data."""
    actor = actor_of(request)
    wanted = _wanted(actor, "", unit, objective, status, mine=mine)
    page = page_of(_whole(initiatives_listed(actor, wanted)), lambda row: row, limit, offset)
    found = planned_milestones(actor, page["items"])
    return page | {
        "items": [
            {
                "initiative": initiative_out(shown),
                "milestones": [milestone_out(one) for one in found.get(shown.row.pk, ())],
            }
            for shown in shown_initiatives(actor, page["items"])
        ]
    }


_MAY_BE_EMPTY = {"owner", "unit", "progress_measure", "start_date", "due_date", "budget", "done_on"}


def _wanted(
    actor: Actor,
    text: str,
    unit: str | None,
    objective: str | None,
    status: str | None,
    *,
    mine: bool = False,
    late: bool = False,
) -> InitiativesWanted:
    return InitiativesWanted(
        text=text,
        mine=mine,
        late=late,
        unit=unit_by_code(actor, unit) if unit else None,
        objective=objective_by_code(actor, objective) if objective else None,
        status=status or "",
    )


def _whole(rows: Any) -> Any:
    return rows.select_related("owner", "unit", "progress_measure")


def _effects(actor: Actor, said: Sequence[ExpectedEffectIn]) -> dict[Objective, tuple[float | None, float | None]]:
    return {objective_by_code(actor, one.objective): (one.low, one.high) for one in said}


def _needs(actor: Actor, initiative: Initiative, said: Sequence[str]) -> list[Milestone]:
    return [milestone_named(actor, initiative, text) for text in said]


def _told(actor: Actor, code: str) -> dict[str, Any]:
    return initiative_out(shown_initiatives(actor, [initiative_by_code(actor, code)])[0])


def _milestones(actor: Actor, code: str) -> list[dict[str, Any]]:
    initiative = initiative_by_code(actor, code)
    return [milestone_out(one) for one in planned_milestones(actor, [initiative]).get(initiative.pk, ())]


def _costs(actor: Actor, code: str) -> dict[str, Any]:
    initiative = initiative_by_code(actor, code)
    return costs_out(initiative.currency, costs_of(actor, initiative))
