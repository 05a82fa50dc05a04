"""Everything that has a score: all nodes, one of them, and why it has its score."""

from datetime import date
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Query, Router

from hoshin.api.auth import actor_of
from hoshin.api.pagination import Page, page_of
from hoshin.api.parameters import (
    CODE,
    CodePath,
    DayQuery,
    KindQuery,
    LimitQuery,
    OffsetQuery,
    PeriodQuery,
    PlanQuery,
    UnitQuery,
)
from hoshin.api.schemas.scores import ByUnitsOut, ExplanationOut, NodeOut, by_units_out, explanation_out, node_out
from hoshin.base.errors import NotFound
from hoshin.base.wordings import Said
from hoshin.scorecards.selectors import (
    by_units,
    contribution_tree,
    end_of_day,
    explanation,
    lines_at,
    lines_known,
    node_of,
    period_known,
    places_of,
    progress_of,
)
from hoshin.strategy.selectors import plan_by_code

router = Router(tags=["scores"])
_Plan = Annotated[str, Query(pattern=CODE, max_length=100, description="Code of the plan.")]


@router.get("/nodes", response=Page[NodeOut], summary="All scores of a plan")
def nodes(
    request: HttpRequest,
    plan: _Plan,
    period: PeriodQuery = None,
    unit: UnitQuery = None,
    kind: KindQuery = None,
    as_of: DayQuery = None,
    limit: LimitQuery = 200,
    offset: OffsetQuery = 0,
) -> Any:
    """Every node of a plan once, in reading order; with `as_of` as it was known on that day."""
    actor, by = actor_of(request), _instant(as_of)
    chosen = plan_by_code(actor, plan)
    known = period_known(chosen, period, by)
    places = [place for place in places_of(actor, chosen, period=known, unit=unit) if kind in (None, place.kind)]
    lines = {line.node: line for line in lines_at(actor, chosen, places[offset : offset + limit], known, by)}
    details = progress_of(actor, lines.values())
    return page_of(places, lambda place: node_out(lines[place.node], details.get(place.node)), limit, offset)


@router.get("/nodes/{code}", response=NodeOut, summary="One score")
def node(
    request: HttpRequest,
    code: CodePath,
    kind: KindQuery = None,
    plan: PlanQuery = None,
    unit: UnitQuery = None,
    period: PeriodQuery = None,
    as_of: DayQuery = None,
) -> Any:
    """The score of a plan, perspective, objective, measure or unit; `unit` asks for a measure that units hold."""
    actor, by = actor_of(request), _instant(as_of)
    found = node_of(actor, code, kind=kind, unit=unit, plan=plan)
    line = lines_known(actor, found.plan, [found.pk], period_known(found.plan, period, by), by)[found.pk]
    return node_out(line, progress_of(actor, [line]).get(found.pk))


@router.get("/nodes/{code}/explanation", response=ExplanationOut, summary="Why a score is what it is")
def node_explanation(
    request: HttpRequest,
    code: CodePath,
    kind: KindQuery = None,
    plan: PlanQuery = None,
    unit: UnitQuery = None,
    period: PeriodQuery = None,
    since: PeriodQuery = None,
    known_from: DayQuery = None,
    known_to: DayQuery = None,
    depth: Annotated[int, Query(ge=1, le=12, description="How many levels of the tree.")] = 12,
) -> Any:
    """Its tree of contributions, what moved it since another period or day of knowledge, and a measure's values."""
    actor, by = actor_of(request), _instant(known_to)
    found = node_of(actor, code, kind=kind, unit=unit, plan=plan)
    chosen = period_known(found.plan, period, by)
    why = explanation(
        actor, found, period=str(chosen), since=since, as_of=by, since_as_of=_instant(known_from), shown=100
    )
    if why is None:
        raise NotFound(Said("score in the plan %(plan)s yet", plan=found.plan.code))
    tree = contribution_tree(actor, found, chosen, as_of=by, depth=depth)
    return explanation_out(why, tree, progress_of(actor, [why.line]).get(found.pk))


@router.get("/nodes/{code}/units", response=ByUnitsOut, summary="What each unit gave to a score")
def node_units(
    request: HttpRequest,
    code: CodePath,
    kind: KindQuery = None,
    plan: PlanQuery = None,
    unit: UnitQuery = None,
    period: PeriodQuery = None,
    since: PeriodQuery = None,
) -> Any:
    """The points that units below gave to a score, and by how much each moved it since another period."""
    actor = actor_of(request)
    found = by_units(actor, node_of(actor, code, kind=kind, unit=unit, plan=plan), period=period, since=since)
    if found is None:
        raise NotFound("score of that code yet", code)
    return by_units_out(found)


def _instant(day: date | None) -> Any:
    return end_of_day(day) if day else None
