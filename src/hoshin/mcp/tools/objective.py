"""`objective`: an objective with what serves it and what it serves."""

from typing import Annotated, Any

from pydantic import Field

from hoshin.accounts.access import Actor
from hoshin.decisions.selectors import decisions_about
from hoshin.mcp.asking import Question
from hoshin.mcp.words import decision_told, link, number, said, standing
from hoshin.scorecards.selectors import objective_detail, sight_of
from hoshin.scorecards.selectors.line_of_sight import LineOfSight
from hoshin.scorecards.selectors.objective import ServingLine
from hoshin.strategy.selectors import objective_by_code

HIDDEN = "(not visible to the asker)"


class WhichObjective(Question):
    code: Annotated[str, Field(min_length=1, description="Code of the objective or of somebody's goal.")]
    period: Annotated[str | None, Field(description="The latest in which it counts where left out.")] = None


def answer(actor: Actor, asked: WhichObjective) -> dict[str, Any]:
    """An objective, the organisation's, a unit's or a person's: how it stands, which measures and objectives serve it with
    what share, what it serves, and its line of sight: every way up to the plan with the share of its weight on each step.
    """
    objective = objective_by_code(actor, asked.code)
    found = objective_detail(actor, objective, period=asked.period)
    sight = sight_of(actor, objective.plan, [objective.pk]).get(objective.pk)
    return {
        "code": objective.code,
        "name": objective.name,
        "description": said(objective.description),
        "plan": objective.plan.code,
        "unit": objective.unit.code if objective.unit else None,
        "owner": objective.owner.name if objective.owner else None,
        "starts_on": objective.start_date.isoformat() if objective.start_date else None,
        "due_on": objective.due_date.isoformat() if objective.due_date else None,
        "standing": standing(found.line) if found.line else None,
        "served_by": [_end(line) for line in found.served_by],
        "more_not_visible_serve_it": found.has_unseen,
        "serves": [_end(line) for line in found.serves],
        "line_of_sight": _sight(sight),
        "decisions": [decision_told(row) for row in decisions_about(actor, objective)],
        "link": link("objective", objective.code, period=asked.period),
    }


def _end(end: ServingLine) -> dict[str, Any]:
    return {
        "code": end.code,
        "name": end.name,
        "kind": end.kind,
        "weight": end.weight,
        "share": number(end.share),
        "points": number(end.points),
        "is_linked_only": end.is_linked_only,
        "standing": standing(end.line) if end.line else None,
    }


def _sight(sight: LineOfSight | None) -> dict[str, Any]:
    if sight is None:
        return {"share_of_the_plan": 0.0, "ways": []}
    ways = [
        [{"code": step.code or HIDDEN, "name": step.name or None, "share": number(step.share)} for step in path]
        for path in sight.paths
    ]
    return {"share_of_the_plan": number(sight.whole), "ways": ways}
