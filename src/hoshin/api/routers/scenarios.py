"""What-if: what would follow if values, targets, weights or effects were otherwise. Nothing is written."""

from typing import Any

from django.http import HttpRequest
from ninja import Router

from hoshin.api.auth import actor_of
from hoshin.api.schemas.scenarios import WhatIfIn, WhatIfOut, what_if_out
from hoshin.scenarios.selectors import assumptions_of, what_if
from hoshin.scorecards.selectors import node_of
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
