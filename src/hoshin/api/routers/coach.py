"""How well a goal is put, before it is kept."""

from typing import Any

from django.http import HttpRequest
from ninja import Router

from hoshin.api.auth import actor_of
from hoshin.api.schemas.coach import CoachedOut, GoalIn, coached_out
from hoshin.okrs.drafts import GoalDraft
from hoshin.okrs.selectors import coached
from hoshin.org.selectors import unit_by_code
from hoshin.strategy.policies import plans_visible_to
from hoshin.strategy.selectors import objective_by_code, plan_by_code

router = Router(tags=["goals"])


@router.post("/coach", response=CoachedOut, summary="How well a goal is put")
def coach(request: HttpRequest, payload: GoalIn) -> Any:
    """Five checks by fixed rules, with a reason and something to consider for each lost point. Nothing is kept.

    Fields that are left out are those of `objective`, where one is named.
    """
    actor = actor_of(request)
    given = payload.dict(exclude_unset=True)
    objective = objective_by_code(actor, payload.objective) if payload.objective else None
    plan = plan_by_code(actor, payload.plan) if payload.plan else plans_visible_to(actor).first()
    draft = GoalDraft(
        plan=objective.plan if objective else plan,
        name=payload.name,
        description=_given(given, "description", objective) or "",
        starts_on=_given(given, "start_date", objective),
        due_on=_given(given, "due_date", objective),
        unit_code=unit_by_code(actor, payload.unit).code if payload.unit else "",
        has_place=objective is not None and objective.perspective_id is not None,
        objective=objective,
        parents=None if payload.serves is None else tuple(objective_by_code(actor, code) for code in payload.serves),
    )
    return coached_out(coached(actor, draft))


def _given(given: dict[str, Any], name: str, objective: Any) -> Any:
    return given[name] if name in given else getattr(objective, name, None)
