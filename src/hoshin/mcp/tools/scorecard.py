"""`scorecard`: how a plan stands."""

from typing import Annotated, Any

from pydantic import Field

from hoshin.accounts.access import Actor
from hoshin.base.errors import NotFound
from hoshin.base.wordings import Said
from hoshin.mcp.asking import Question
from hoshin.mcp.words import link, standing
from hoshin.scorecards.selectors import scorecard
from hoshin.strategy.selectors import plan_by_code, plan_nearest


class WhichScorecard(Question):
    plan: Annotated[str | None, Field(description="Code of the plan; the one nearest to the asker where left out.")] = (
        None
    )
    period: Annotated[
        str | None, Field(description="2026, 2026-Q3, 2026-07; the latest with scores where left out.")
    ] = None
    unit: Annotated[str | None, Field(description="Code of a unit, for its own scorecard.")] = None
    depth: Annotated[int, Field(ge=1, le=3, description="1 perspectives, 2 their objectives, 3 what serves these.")] = 2
    only: Annotated[str | None, Field(description="A status, as off_track or late: only lines that stand so.")] = None
    offset: Annotated[int, Field(ge=0)] = 0
    limit: Annotated[int, Field(ge=1, le=50)] = 25


def answer(actor: Actor, asked: WhichScorecard) -> dict[str, Any]:
    """How a plan stands in a period: its score, its perspectives, objectives and measures in reading order, each with
    score 0 to 100, status, change since the period before, coverage and owner. Where a score is missing, reason says why.
    """
    plan = plan_by_code(actor, asked.plan) if asked.plan else plan_nearest(actor)
    if plan is None:
        raise NotFound(Said("plan yet"))
    found = scorecard(actor, plan, unit=asked.unit, period=asked.period, depth=asked.depth)
    lines = [line for line in found.lines if line.depth > 0]
    if asked.only:
        lines = [line for line in lines if line.status_code == asked.only]
    shown = lines[asked.offset : asked.offset + asked.limit]
    after = asked.offset + len(shown)
    return {
        "plan": plan.code,
        "name": plan.name,
        "period": str(found.period) if found.period else None,
        "top": standing(found.top) if found.top else None,
        "lines": [{"depth": line.depth, "weight": line.weight, **standing(line)} for line in shown],
        "count": len(lines),
        "next_offset": after if after < len(lines) else None,
        "link": link("scorecard", plan=plan.code, unit=asked.unit, period=str(found.period or "")),
    }
