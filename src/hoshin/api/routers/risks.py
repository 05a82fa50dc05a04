"""Risks and opportunities: read, entered, assessed; their controls and indicators; categories with their appetite."""

from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Query, Router

from hoshin.accounts.access import Actor
from hoshin.api.auth import actor_of
from hoshin.api.pagination import Page, page_of
from hoshin.api.parameters import CODE, CodePath, LimitQuery, OffsetQuery, SearchQuery, UnitQuery
from hoshin.api.schemas.risks import (
    CategoryLossesOut,
    RiskAssessmentIn,
    RiskCategoryChanged,
    RiskCategoryIn,
    RiskCategoryOut,
    RiskChanged,
    RiskClosedIn,
    RiskControlsIn,
    RiskIn,
    RiskIndicatorsIn,
    RiskMapOut,
    RiskOut,
    RiskWholeOut,
    category_out,
    losses_out,
    map_out,
    risk_out,
    whole_out,
)
from hoshin.initiatives.selectors import initiative_by_code
from hoshin.measures.selectors import measure_by_code
from hoshin.org.selectors import person_by_employee_id, person_of, unit_by_code
from hoshin.risks.models import IMPACTS
from hoshin.risks.policies import categories_visible_to
from hoshin.risks.selectors import (
    RisksWanted,
    category_by_code,
    heat_map,
    losses_of_category,
    mean_losses_of,
    risk_by_code,
    risks_listed,
    shown_risk,
)
from hoshin.risks.services import (
    add_category,
    add_risk,
    assess_risk,
    change_category,
    change_risk,
    close_risk,
    free_risk_code,
    remove_category,
    remove_risk,
    reopen_risk,
    set_controls,
    set_indicators,
)
from hoshin.risks.services.controls import ControlSaid, IndicatorSaid
from hoshin.strategy.selectors import objective_by_code

router = Router(tags=["risks"])
_CategoryQuery = Annotated[str | None, Query(pattern=CODE, max_length=100, description="Code of a category.")]
_ObjectiveQuery = Annotated[str | None, Query(pattern=CODE, max_length=100, description="Code of an objective.")]
_KindQuery = Annotated[Literal["threat", "opportunity"] | None, Query(description="Threats or opportunities alone.")]
_REFERENCES = {"category", "owner", "unit", "objectives", "initiatives"}


@router.get("/risks", response=Page[RiskOut], summary="Risks and opportunities, the highest level first")
def listed(
    request: HttpRequest,
    search: SearchQuery = "",
    mine: Annotated[bool, Query(description="Only those that you own.")] = False,
    above: Annotated[bool, Query(description="Only those above the appetite of their category.")] = False,
    review: Annotated[bool, Query(description="Only those that are to be looked at again by now.")] = False,
    closed: Annotated[bool, Query(description="Also those that are closed.")] = False,
    kind: _KindQuery = None,
    category: _CategoryQuery = None,
    unit: UnitQuery = None,
    objective: _ObjectiveQuery = None,
    limit: LimitQuery = 100,
    offset: OffsetQuery = 0,
) -> Any:
    """As far as you may see them, each with how it stands."""
    actor = actor_of(request)
    wanted = RisksWanted(
        text=search,
        mine=mine,
        above=above,
        review=review,
        closed=closed,
        kind=kind or "",
        category=category_by_code(actor, category) if category else None,
        unit=unit_by_code(actor, unit) if unit else None,
        objective=objective_by_code(actor, objective) if objective else None,
    )
    page = page_of(risks_listed(actor, wanted), lambda row: row, limit, offset)
    losses = mean_losses_of(actor, page["items"])
    return page | {"items": [risk_out(row, losses.get(row.pk)) for row in page["items"]]}


@router.get("/risk-map", response=RiskMapOut, summary="How many open risks lie where on the scales")
def mapped(request: HttpRequest, category: _CategoryQuery = None, unit: UnitQuery = None) -> Any:
    """As far as you may see them."""
    actor = actor_of(request)
    of = category_by_code(actor, category) if category else None
    wanted = RisksWanted(category=of, unit=unit_by_code(actor, unit) if unit else None)
    return map_out(heat_map(risks_listed(actor, wanted)))


@router.post("/risks", response=RiskWholeOut, summary="Enter a risk or an opportunity")
def enter(request: HttpRequest, payload: RiskIn) -> Any:
    """That you own, or for a unit that you head; of the office any. Something is at stake."""
    actor = actor_of(request)
    given = payload.dict(exclude={*_REFERENCES, "code"})
    row = add_risk(
        actor,
        code=payload.code or free_risk_code(),
        **given,
        owner=person_by_employee_id(actor, payload.owner) if payload.owner else person_of(actor),
        unit=unit_by_code(actor, payload.unit) if payload.unit else None,
        category=category_by_code(actor, payload.category) if payload.category else None,
        objectives=[objective_by_code(actor, one) for one in payload.objectives],
        initiatives=[initiative_by_code(actor, one) for one in payload.initiatives],
    )
    return _told(actor, row.code)


@router.get("/risks/{code}", response=RiskWholeOut, summary="One risk")
def one(request: HttpRequest, code: CodePath) -> Any:
    """With all that hangs on it, as far as you may see it; in money with its simulated years."""
    return _told(actor_of(request), code)


@router.patch("/risks/{code}", response=RiskWholeOut, summary="Change a risk")
def change(request: HttpRequest, code: CodePath, payload: RiskChanged) -> Any:
    """What is given of it; what is left out stays."""
    actor = actor_of(request)
    given = payload.dict(exclude_unset=True, exclude=_REFERENCES)
    said, found = payload.model_fields_set, dict[str, Any]()
    if "owner" in said:
        found["owner"] = person_by_employee_id(actor, payload.owner) if payload.owner else None
    if "unit" in said:
        found["unit"] = unit_by_code(actor, payload.unit) if payload.unit else None
    if "category" in said:
        found["category"] = category_by_code(actor, payload.category) if payload.category else None
    objectives, initiatives = payload.objectives, payload.initiatives
    change_risk(
        actor,
        risk=risk_by_code(actor, code),
        objectives=None if objectives is None else [objective_by_code(actor, one) for one in objectives],
        initiatives=None if initiatives is None else [initiative_by_code(actor, one) for one in initiatives],
        **{name: value for name, value in given.items() if value is not None},
        **found,
    )
    return _told(actor, code)


@router.delete("/risks/{code}", response=RiskWholeOut, summary="Remove a risk")
def remove(request: HttpRequest, code: CodePath) -> Any:
    """With all that hangs on it. One that came or passed is better closed, and stays to be read."""
    actor = actor_of(request)
    was = _told(actor, code)
    remove_risk(actor, risk=risk_by_code(actor, code))
    return was


@router.post("/risks/{code}/assessments", response=RiskWholeOut, summary="Assess a risk")
def assess(request: HttpRequest, code: CodePath, payload: RiskAssessmentIn) -> Any:
    """Before and after controls, without what figures add; a second assessment of a day takes the place of the first."""
    actor = actor_of(request)
    assess_risk(actor, risk=risk_by_code(actor, code), **payload.dict())
    return _told(actor, code)


@router.post("/risks/{code}/controls", response=RiskWholeOut, summary="Set the controls of a risk")
def write_controls(request: HttpRequest, code: CodePath, payload: RiskControlsIn) -> Any:
    """All of them: one that is not named is taken out."""
    actor = actor_of(request)
    controls = [ControlSaid(**one.dict()) for one in payload.controls]
    set_controls(actor, risk=risk_by_code(actor, code), controls=controls, version=payload.version)
    return _told(actor, code)


@router.post("/risks/{code}/indicators", response=RiskWholeOut, summary="Set the indicators of a risk")
def write_indicators(request: HttpRequest, code: CodePath, payload: RiskIndicatorsIn) -> Any:
    """Measures with their limits, all of them that you see; their latest values are looked at at once."""
    actor = actor_of(request)
    indicators = [
        IndicatorSaid(**one.dict() | {"measure": measure_by_code(actor, one.measure)}) for one in payload.indicators
    ]
    set_indicators(actor, risk=risk_by_code(actor, code), indicators=indicators, version=payload.version)
    return _told(actor, code)


@router.post("/risks/{code}/close", response=RiskWholeOut, summary="Close a risk")
def close(request: HttpRequest, code: CodePath, payload: RiskClosedIn) -> Any:
    """It came, it passed, or it is borne no more. It stays to be read."""
    actor = actor_of(request)
    close_risk(actor, risk=risk_by_code(actor, code), **payload.dict())
    return _told(actor, code)


@router.post("/risks/{code}/reopen", response=RiskWholeOut, summary="Open a risk again")
def reopen(request: HttpRequest, code: CodePath) -> Any:
    """It may come after all."""
    actor = actor_of(request)
    reopen_risk(actor, risk=risk_by_code(actor, code))
    return _told(actor, code)


@router.get("/risk-categories", response=list[RiskCategoryOut], summary="Categories of risks with their appetite")
def categories(request: HttpRequest) -> Any:
    """By their names."""
    return [category_out(row) for row in categories_visible_to(actor_of(request)).order_by("name", "pk")]


@router.post("/risk-categories", response=RiskCategoryOut, summary="Add a category of risks")
def write_category(request: HttpRequest, payload: RiskCategoryIn) -> Any:
    """For the office."""
    given = payload.dict(exclude={"impacts"})
    return category_out(add_category(actor_of(request), **given, **_impacts(payload.impacts)))


@router.patch("/risk-categories/{code}", response=RiskCategoryOut, summary="Change a category of risks")
def edit_category(request: HttpRequest, code: CodePath, payload: RiskCategoryChanged) -> Any:
    """For the office; its risks stand against the new appetite at once."""
    actor = actor_of(request)
    given = payload.dict(exclude_unset=True, exclude={"impacts"})
    kept = {name: value for name, value in given.items() if value is not None or name == "appetite"}
    impacts = {} if payload.impacts is None else _impacts(payload.impacts)
    return category_out(change_category(actor, category=category_by_code(actor, code), **kept, **impacts))


@router.delete("/risk-categories/{code}", response=RiskCategoryOut, summary="Remove a category of risks")
def drop_category(request: HttpRequest, code: CodePath) -> Any:
    """For the office; of one that is in use nothing is removed."""
    actor = actor_of(request)
    row = category_by_code(actor, code)
    was = category_out(row)
    remove_category(actor, category=row)
    return was


@router.get("/risk-categories/{code}/losses", response=CategoryLossesOut, summary="What its risks may cost together")
def losses(request: HttpRequest, code: CodePath) -> Any:
    """The simulated years of all its open threats in money that you see, beside what is tolerated."""
    actor = actor_of(request)
    category = category_by_code(actor, code)
    return {"category": category.code, "losses": losses_out(losses_of_category(actor, category))}


def _told(actor: Actor, code: str) -> dict[str, Any]:
    return whole_out(shown_risk(actor, risk_by_code(actor, code)))


def _impacts(said: list[str]) -> dict[str, str]:
    return dict(zip(IMPACTS, [*said, "", "", "", "", ""], strict=False))
