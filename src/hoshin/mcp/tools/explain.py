"""`explain`: why a score is what it is, and what moved it."""

from typing import Annotated, Any, Literal

from pydantic import Field

from hoshin.accounts.access import Actor
from hoshin.base.errors import NotFound
from hoshin.base.wordings import Said
from hoshin.mcp.asking import Question
from hoshin.mcp.words import link, number, said, standing
from hoshin.scorecards.selectors import explanation, node_of
from hoshin.scorecards.selectors.explanation import ActualLine, EffectLine, PartLine

HIDDEN = "(not visible to the asker)"
MOST_ACTUALS, MOST_PARTS = 12, 40


class WhatToExplain(Question):
    code: Annotated[str, Field(min_length=1, description="Code of a plan, perspective, objective, measure or unit.")]
    kind: Annotated[
        Literal["plan", "perspective", "objective", "measure", "unit"] | None,
        Field(description="Where several kinds have the code."),
    ] = None
    plan: Annotated[str | None, Field(description="Code of the plan, where several have it.")] = None
    unit: Annotated[str | None, Field(description="Code of the unit whose score it is.")] = None
    period: Annotated[str | None, Field(description="The latest with scores where left out.")] = None
    since: Annotated[str | None, Field(description="Compared with this period; the one before where left out.")] = None


def answer(actor: Actor, asked: WhatToExplain) -> dict[str, Any]:
    """Why a score is what it is and what moved it since another period. The points of the parts add up to the score, those
    of what moved it to its change; of a measure the recorded values stand there with who recorded them and their notes.
    """
    node = node_of(actor, asked.code, kind=asked.kind, unit=asked.unit, plan=asked.plan)
    why = explanation(actor, node, period=asked.period, since=asked.since)
    if why is None:
        raise NotFound(Said("score in the plan %(plan)s yet", plan=node.plan.code))
    rest = (
        [{"what": "all others together", "count": why.rest_count, "points": number(why.rest)}] if why.rest_count else []
    )
    return {
        "node": standing(why.line),
        "since": str(why.since) if why.since else None,
        "before": number(why.before),
        "after": number(why.after),
        "moved_by": [_effect(effect) for effect in why.effects] + rest,
        "made_of": [_part(part) for part in why.parts[:MOST_PARTS]],
        "parts_left_out": max(0, len(why.parts) - MOST_PARTS),
        "missing": [{"code": line.code, "name": line.name, "reason": line.reason} for line in why.missing[:MOST_PARTS]],
        "formula": (why.inputs.formula or None) if why.inputs else None,
        "actuals": [_actual(actual) for actual in why.inputs.actuals[:MOST_ACTUALS]] if why.inputs else [],
        "link": link("why", node.pk, period=str(why.line.period)),
    }


def _effect(effect: EffectLine) -> dict[str, Any]:
    line = effect.line
    return {
        "what": line.code if line else HIDDEN,
        "name": line.name if line else None,
        "cause": effect.kind,
        "points": number(effect.points),
        "was": number(effect.was),
        "now": number(effect.now),
    }


def _part(part: PartLine) -> dict[str, Any]:
    line = part.line
    return {
        "code": line.code if line else HIDDEN,
        "name": line.name if line else None,
        "score": number(line.score) if line else None,
        "status": line.status_code if line else None,
        "weight": part.weight,
        "points": number(part.points),
    }


def _actual(actual: ActualLine) -> dict[str, Any]:
    return {
        "period": str(actual.period),
        "unit": actual.unit or None,
        "value": number(actual.value),
        "recorded_by": actual.by,
        "recorded_on": actual.recorded_at.date().isoformat(),
        "note": said(actual.note or "", actual.by, actual.recorded_at),
    }
