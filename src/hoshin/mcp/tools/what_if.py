"""`what_if`: what would follow if values, targets, weights or effects were otherwise; nothing is written."""

from typing import Annotated, Any, Literal
from urllib.parse import urlencode

from pydantic import Field

from hoshin.accounts.access import Actor
from hoshin.mcp.asking import Question
from hoshin.mcp.words import link, number
from hoshin.scenarios.rows import AssumptionRow
from hoshin.scenarios.said import key_of, text_of
from hoshin.scenarios.selectors import WouldMoveLine, assumptions_of, levers, what_if
from hoshin.scenarios.validity import MOST_ASSUMED
from hoshin.scorecards.selectors import node_of
from hoshin.strategy.selectors import plan_by_code

HIDDEN = "(not visible to the asker)"
MOST_MOVED = 20


class WhatIsAssumed(Question):
    kind: Annotated[
        Literal["value", "target", "weight", "effect"],
        Field(description="A measure's value or target, a weight, or the effect of an initiative on an objective."),
    ]
    number: Annotated[
        float,
        Field(
            allow_inf_nan=False, description="In the unit of the measure; of an effect the share (0 to 1) of the gap."
        ),
    ]
    measure: Annotated[str, Field(description="Code of the measure of a value, a target or a weight.")] = ""
    unit: Annotated[str, Field(description="Code of the unit whose value or target it is.")] = ""
    objective: Annotated[str, Field(description="Code of the objective that weighs, or on which the effect is.")] = ""
    perspective: Annotated[str, Field(description="Code of the perspective that weighs.")] = ""
    within: Annotated[str, Field(description="Code of the objective within which it weighs.")] = ""
    initiative: Annotated[str, Field(description="Code of the initiative of an effect.")] = ""


class WhatToTry(Question):
    plan: Annotated[str, Field(min_length=1, description="Code of the plan.")]
    period: Annotated[str | None, Field(description="The latest with scores where left out.")] = None
    assumptions: Annotated[
        list[WhatIsAssumed],
        Field(max_length=MOST_ASSUMED, description="Left empty, the most useful levers are told instead."),
    ] = []
    of: Annotated[str | None, Field(description="Code of what is explained or has the levers; the plan else.")] = None


def answer(actor: Actor, asked: WhatToTry) -> dict[str, Any]:
    """What scores would be if values, targets, weights or effects of initiatives were otherwise, up to the top, and how many
    points each assumption adds; the points add up to the move of the top. Without assumptions: which single measure, brought
    to its target, would move the top most. Nothing is written. Where trying would tell a hidden score, nothing is told.
    """
    plan = plan_by_code(actor, asked.plan)
    rows = [AssumptionRow(**one.model_dump()) for one in asked.assumptions]
    of = node_of(actor, asked.of, plan=plan.code).pk if asked.of else None
    found = what_if(actor, plan, assumptions_of(actor, rows), period=asked.period, of=of)
    period = str(found.period)
    if not rows:
        shown = levers(actor, plan, found.period, of)
        return {
            "plan": plan.code,
            "period": period,
            "levers": [
                {
                    "measure": one.line.code,
                    "name": one.line.name,
                    "unit": one.line.unit or None,
                    "value": number(one.lever.value),
                    "target": number(one.lever.target),
                    "unit_of_measure": one.line.unit_of_measure or None,
                    "moves_top_by": number(one.lever.moves),
                }
                for one in shown.lines
            ],
            "is_too_large": shown.is_too_large,
            "link": link("what_if", plan=plan.code, period=period),
        }
    return {
        "plan": plan.code,
        "period": period,
        "top": _moved(found.top) if found.top else None,
        "assumptions": [
            {"assumed": text_of(row), "now": number(one.now), "points": number(one.points)}
            for row, one in zip(rows, found.assumed, strict=True)
        ],
        "beside": [
            {"what": one.kind, "code": one.line.code if one.line else HIDDEN, "points": number(one.points)}
            for one in found.beside
        ],
        "moved": [_moved(one) for one in found.moved[:MOST_MOVED]],
        "left_out": found.left_out + max(0, len(found.moved) - MOST_MOVED),
        "link": f"{link('what_if', plan=plan.code, period=period)}&{_asked(rows)}",
    }


def _asked(rows: list[AssumptionRow]) -> str:
    said = [("a", key_of(row)) for row in rows]
    numbers = [("n", f"{row.number * 100 if row.kind == 'effect' else row.number:.12g}") for row in rows]
    return urlencode([*said, *numbers])


def _moved(one: WouldMoveLine) -> dict[str, Any]:
    line = one.line
    return {
        "code": line.code,
        "name": line.name,
        "kind": str(line.kind),
        "unit": line.unit or None,
        "before": number(one.before),
        "after": number(one.after) if one.is_told else HIDDEN,
        "moves_by": number(one.moved) if one.is_told else None,
        "status": one.status,
        "status_after": one.status_after if one.is_told else None,
    }
