"""Nodes with their scores, scorecards, explanations."""

from datetime import date, datetime
from typing import Any

from ninja import Schema
from pydantic import Field

from hoshin.api.schemas.recorded import RecordedOut
from hoshin.measures.fields import said_by
from hoshin.scorecards.statuses import STATUSES


class Progress(Schema):
    """Figures of a published progress method."""

    method: str
    progress_value: float | None
    native_score: float | None = Field(description="On the method's scale from −5 to 5.")


class Override(Schema):
    status: str
    reason: str
    set_by: str
    starts_on: date
    expires_on: date


class NodeOut(Schema):
    """Something that has a score. What is missing is null, and `reason` says why there is no score."""

    code: str
    name: str
    kind: str = Field(description="plan, unit, perspective, objective or measure.")
    unit: str | None = Field(description="Code of the unit whose score this is.")
    period: str
    score: float | None = Field(description="From 0 to 100.")
    status: str = Field(examples=["on_track"])
    computed_status: str = Field(description="The status before anybody set it by hand.")
    reason: str | None
    coverage: float = Field(description="Share of the weight that reported, 0 to 1.")
    delta: float | None = Field(description="Change since the period before.")
    trend: list[float | None] = Field(description="Scores of 13 periods, oldest first.")
    value: float | None
    target: float | None
    attainment: float | None
    unit_of_measure: str
    owner: str | None
    observed_on: date | None
    is_closed: bool
    restated: float | None = Field(description="How much the score changed since its period was closed.")
    override: Override | None
    detail: Progress | None


class LineOut(NodeOut):
    depth: int = Field(description="0 the top, 1 perspectives, and so on.")
    weight: float | None
    share: float | None = Field(
        description="Part of the weights of its siblings; null beside a single one that you may not see."
    )


class ScorecardOut(Schema):
    plan: str
    unit: str | None
    period: str | None
    top: NodeOut | None
    lines: list[LineOut]
    cut: int = Field(description="How many lines were left out, beyond 1,500.")


class EffectOut(Schema):
    code: str | None = Field(description="null where it may not be seen, or for the rest together.")
    name: str | None
    kind: str | None
    cause: str = Field(
        description="score, coverage, weight or rest; roll_up where something rolls up otherwise than before; of a "
        "measure itself value, unit, target, course, lines, goal, rule or known; unseen for what you may not see, "
        "together, or for all below where not all of it may be seen."
    )
    points: float
    was: float | None = Field(description="What moved it was this before, where that is a number: a value, a target.")
    now: float | None = Field(description="What it is now.")


class PartOut(Schema):
    code: str | None = Field(description="null for all parts together that you may not see.")
    name: str | None
    kind: str | None
    unit: str | None
    depth: int
    score: float | None
    status: str | None
    weight: float | None
    share: float | None = Field(description="null where it would tell the score of a single hidden part.")
    points: float | None = Field(
        description="Of the score on top; at each level they add up to the level above. null as `share` is."
    )


class _InPeriod(Schema):
    period: str


class InputOut(RecordedOut, _InPeriod):
    recorded_at: datetime
    recorded_by: str
    through: str


class MakingOut(Schema):
    """How a score follows from its parts."""

    aggregator: str = Field(description="mean, min, kth_worst, geomean, product or gate.", examples=["mean"])
    kth: int | None = Field(description="Which of the lowest counts, under kth_worst.")
    among: int = Field(description="How many parts count: those with a score and a weight.")
    deciding: list[str] = Field(description="Codes of the parts that decide, where not all parts do.")
    mean: float | None = Field(description="What a weighted mean would be.")


class ExplanationOut(Schema):
    node: NodeOut
    making: MakingOut | None = Field(description="null without parts, and where you may not see all of them.")
    since: str | None = Field(description="The period that it is compared with.")
    before: float | None
    after: float | None
    effects: list[EffectOut] = Field(description="What moved the score: before plus their points is after.")
    parts: list[PartOut] = Field(description="The tree of contributions in reading order, the node first.")
    method: str | None
    formula: str | None
    actuals: list[InputOut] = Field(description="The values behind a measure's score, latest first.")


class UnitPointsOut(Schema):
    share: float | None = Field(description="How much of the score it is, 0–1.")
    points: float | None = Field(description="What it gave; null without a score.")
    moved: float | None = Field(description="Points by which it moved the score; null without one to compare with.")


class UnitGiftOut(UnitPointsOut):
    unit: str = Field(description="Its code.")
    name: str
    score: float | None = Field(description="Of the same thing for the unit; null: an objective of its own.")
    status: str | None


class GivenAboveOut(UnitPointsOut):
    kind: str
    unit: str | None = Field(description="null: the whole.")
    score: float | None = Field(description="Of the same thing there.")


class ByUnitsOut(Schema):
    node: NodeOut
    since: str
    before: float | None
    after: float | None = Field(description="All points together; what was moved together is its change.")
    units: list[UnitGiftOut] = Field(description="Those right below, the largest points first.")
    apart: UnitPointsOut | None = Field(description="What no unit holds, or what cannot be told by unit.")
    weights: UnitPointsOut | None = Field(description="Weights, and what came or went, above the units.")
    unseen: UnitPointsOut | None = Field(description="What you may not see, together.")
    above: GivenAboveOut | None = Field(description="Of a unit: what it gives to the same thing above it.")


def by_units_out(found: Any) -> dict[str, Any]:
    above = found.above
    return {
        "node": node_out(found.line),
        "since": str(found.since),
        "before": found.before,
        "after": found.after,
        "units": [
            {"unit": gift.code, "name": gift.name, **_of_unit(gift.line), **_points(gift)} for gift in found.units
        ],
        **{name: (one := getattr(found, name)) and _points(one) for name in ("apart", "weights", "unseen")},
        "above": above
        and {
            "kind": str(above.line.kind),
            "unit": above.line.code if above.line.kind == "unit" else above.line.unit or None,
            "score": above.line.score,
            **_points(above.gift),
        },
    }


def _of_unit(line: Any) -> dict[str, Any]:
    return {"score": line.score if line else None, "status": line.status_code if line else None}


def _points(one: Any) -> dict[str, float | None]:
    return {name: getattr(one, name) for name in ("share", "points", "moved")}


def node_out(line: Any, detail: Any = None) -> dict[str, Any]:
    same = ("code", "name", "score", "coverage", "delta", "trend", "value", "target", "attainment", "unit_of_measure",
            "observed_on", "is_closed", "restated")  # fmt: skip
    return {name: getattr(line, name) for name in same} | {
        "kind": str(line.kind),
        "unit": line.unit or None,
        "period": str(line.period),
        "status": line.status_code,
        "computed_status": STATUSES[line.computed_status].code,
        "reason": line.reason or None,
        "owner": line.owner or None,
        "override": _override(line.override),
        "detail": detail.as_dict() if detail else None,
    }


def line_out(line: Any, detail: Any = None) -> dict[str, Any]:
    return node_out(line, detail) | {"depth": line.depth, "weight": line.weight, "share": line.share}


def explanation_out(found: Any, tree: Any, detail: Any) -> dict[str, Any]:
    effects = [effect_out(effect.line, effect.kind, effect.points, effect.was, effect.now) for effect in found.effects]
    if found.rest_count:
        effects.append(effect_out(None, "rest", found.rest))
    inputs = found.inputs
    return {
        "node": node_out(found.line, detail),
        "making": _making(found.making),
        "since": str(found.since) if found.since else None,
        "before": found.before,
        "after": found.after,
        "effects": effects,
        "parts": [_part(part) for part in tree],
        "method": str(inputs.method) if inputs else None,
        "formula": (inputs.formula or None) if inputs else None,
        "actuals": [_input(actual) for actual in inputs.actuals] if inputs else [],
    }


def _making(making: Any) -> dict[str, Any] | None:
    if making is None:
        return None
    own = {name: getattr(making, name) for name in ("aggregator", "among", "mean")}
    return own | {"kth": making.kth or None, "deciding": [line.code for line in making.deciding]}


def effect_out(
    line: Any, cause: str, points: float, was: float | None = None, now: float | None = None
) -> dict[str, Any]:
    who = {name: str(getattr(line, name)) if line else None for name in ("code", "name", "kind")}
    return {**who, "cause": cause, "points": points, "was": was, "now": now}


def _part(part: Any) -> dict[str, Any]:
    line = part.line
    return {
        "code": line.code if line else None,
        "name": line.name if line else None,
        "kind": str(line.kind) if line else None,
        "unit": (line.unit or None) if line else None,
        "score": line.score if line else None,
        "status": line.status_code if line else None,
        **{name: getattr(part, name) for name in ("depth", "weight", "share", "points")},
    }


def _input(actual: Any) -> dict[str, Any]:
    return said_by(actual) | {
        "period": str(actual.period),
        "recorded_at": actual.recorded_at,
        "recorded_by": actual.by,
        "through": str(actual.face),
    }


def _override(override: Any) -> dict[str, Any] | None:
    if override is None:
        return None
    same = ("reason", "set_by", "starts_on", "expires_on")
    return {"status": STATUSES[override.status].code, **{name: getattr(override, name) for name in same}}
