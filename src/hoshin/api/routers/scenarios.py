"""What-if: what would follow if values, targets, weights or effects were otherwise; scenarios kept, shared and adopted."""

from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Query, Router

from hoshin.accounts.access import Actor
from hoshin.api.auth import actor_of
from hoshin.api.pagination import Page, page_of
from hoshin.api.parameters import CodePath, LimitQuery, OffsetQuery, SearchQuery
from hoshin.api.schemas.scenarios import (
    AdoptedOut,
    AdoptIn,
    ScenarioAnswerOut,
    ScenarioIn,
    ScenarioOut,
    WhatIfIn,
    WhatIfOut,
    adoption_out,
    scenario_out,
    what_if_out,
)
from hoshin.base.errors import Invalid, NotFound
from hoshin.org.selectors import person_by_employee_id, unit_by_code
from hoshin.scenarios.models import Scenario
from hoshin.scenarios.policies import require_may_save
from hoshin.scenarios.selectors import (
    assumptions_of,
    scenario_answer,
    scenario_by_code,
    scenarios_listed,
    what_if,
)
from hoshin.scenarios.services import adopt_scenario, adoptions_of, save_scenario
from hoshin.scorecards.selectors import node_of, period_for
from hoshin.strategy.selectors import plan_by_code

router = Router(tags=["what if"])


@router.post("/what-if", response=WhatIfOut, summary="What would follow")
def ask(request: HttpRequest, payload: WhatIfIn) -> Any:
    """Nothing is written. Scores are those that would stand had it been recorded so, to the last digit."""
    actor = actor_of(request)
    plan = plan_by_code(actor, payload.plan)
    rows = assumptions_of(actor, [one.row() for one in payload.assumptions])
    of = node_of(actor, payload.of, plan=plan.code).pk if payload.of else None
    return what_if_out(what_if(actor, plan, rows, period=payload.period, of=of))


@router.get("/scenarios", response=Page[ScenarioOut], summary="Scenarios, the latest first")
def scenarios(
    request: HttpRequest,
    shown: Annotated[Literal["all", "mine", "shared"], Query(description="Yours, or those of others.")] = "all",
    search: SearchQuery = "",
    limit: LimitQuery = 100,
    offset: OffsetQuery = 0,
) -> Any:
    """Those that you made, and those that were shared with you."""
    rows = scenarios_listed(actor_of(request), text=search, shown=shown)
    return page_of(rows, scenario_out, limit, offset)


@router.post("/scenarios", response=ScenarioAnswerOut, summary="Keep a scenario")
def save(request: HttpRequest, payload: ScenarioIn) -> Any:
    """What is assumed, under a name: your own unless you share it."""
    actor = actor_of(request)
    require_may_save(actor)
    plan = plan_by_code(actor, payload.plan)
    period = period_for(plan, payload.period)
    if period is None:
        raise NotFound("period with scores", plan.code)
    row = save_scenario(
        actor,
        plan=plan,
        period=period,
        name=payload.name,
        description=payload.description,
        assumptions=assumptions_of(actor, [one.row() for one in payload.assumptions]),
        visibility=payload.visibility,
        unit=unit_by_code(actor, payload.unit) if payload.unit else None,
        readers=[person_by_employee_id(actor, one) for one in payload.readers],
    )
    return _answered(actor, scenario_by_code(actor, row.code))


@router.get("/scenarios/{code}", response=ScenarioAnswerOut, summary="One scenario, and what would follow")
def scenario(request: HttpRequest, code: CodePath) -> Any:
    """What would follow today, as far as you may see it, and what adopting it would propose or set."""
    actor = actor_of(request)
    return _answered(actor, scenario_by_code(actor, code))


@router.post("/scenarios/{code}/adopt", response=AdoptedOut, summary="Adopt a scenario as targets")
def adopt(request: HttpRequest, code: CodePath, payload: AdoptIn) -> Any:
    """Targets of key results are proposed to the other side of their goal; others are set by whoever may edit the plan."""
    actor = actor_of(request)
    row = scenario_by_code(actor, code)
    keys = payload.keys
    if keys is None:
        keys = [one.key for one in adoptions_of(actor, row) if one.is_possible]
    done = adopt_scenario(actor, scenario=row, keys=keys, text=payload.text)
    return {"proposals": [one.pk for one in done.proposals], "targets": done.targets}


def _answered(actor: Actor, row: Scenario) -> dict[str, Any]:
    try:
        follows = what_if_out(scenario_answer(actor, row))
        adoptions = [adoption_out(one) for one in adoptions_of(actor, row)]
    except (Invalid, NotFound):
        follows, adoptions = None, []
    return scenario_out(row) | {"follows": follows, "adoptions": adoptions}
