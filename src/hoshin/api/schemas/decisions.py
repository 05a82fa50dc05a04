"""Decisions, as programs read and write them."""

from datetime import date, datetime
from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import Field

from hoshin.api.parameters import CODE, LINE, PERIOD, Finite
from hoshin.api.schemas.goals import Day
from hoshin.api.schemas.recorded import Strict
from hoshin.decisions.evidence import FrozenThing, Recomputed, found_again_from, is_untouched, signal_of, things_of
from hoshin.decisions.models import LONGEST, SUBJECTS, Decision, DecisionEvidence

_Text = Annotated[str, Field(max_length=LONGEST)]
_Line = Annotated[str, Field(max_length=300, pattern=LINE)]
_Code = Annotated[str | None, Field(pattern=CODE, max_length=100)]
_Version = Annotated[int | None, Field(ge=0, le=2_000_000_000)]
_AS_THEY_ARE = ("code", "question", "context", "state", "visibility", "decided_on", "review_on", "reasons", "dissent",
                "is_reversible", "confidence", "expected_low", "expected", "expected_high", "version")  # fmt: skip


class DecisionReviewOut(Schema):
    reviewed_on: date
    reviewed_by: str
    is_process_good: bool
    is_outcome_good: bool
    why: str
    next_steps: str
    realised: float | None = Field(description="What the measure came to, as it was known then.")


class DecisionOut(Schema):
    """`decider`: an employee id. What is expected is a middle and the range that holds the value in eight of ten cases."""

    code: str
    question: str
    context: str
    options: list[str]
    chosen: str | None
    objectives: list[str]
    measures: list[str]
    initiatives: list[str]
    risks: list[str]
    state: Literal["open", "taken", "reviewed"]
    visibility: Literal["public", "private"]
    decider: str | None
    decided_on: date | None
    review_on: date | None
    reasons: str
    dissent: str
    is_reversible: bool
    confidence: int | None
    effect_on: str | None
    signal: int | None = Field(description="Number of the signal that raised it.")
    effect_in: str | None
    expected_low: float | None
    expected: float | None
    expected_high: float | None
    review: DecisionReviewOut | None
    version: int


class DecisionIn(Strict):
    """A question with its options; to do nothing is always one of them."""

    question: _Line
    options: list[_Line] = Field(min_length=1, max_length=20)
    context: _Text = ""
    objectives: list[Annotated[str, Field(pattern=CODE, max_length=100)]] = Field(default=[], max_length=50)
    measures: list[Annotated[str, Field(pattern=CODE, max_length=100)]] = Field(default=[], max_length=50)
    initiatives: list[Annotated[str, Field(pattern=CODE, max_length=100)]] = Field(default=[], max_length=50)
    risks: list[Annotated[str, Field(pattern=CODE, max_length=100)]] = Field(default=[], max_length=50)
    decider: _Code = Field(default=None, description="Employee id; you where left out.")
    visibility: Literal["public", "private"] = "public"
    effect_on: _Code = Field(default=None, description="Code of the measure on which it is expected to act.")
    signal: int | None = Field(default=None, ge=1, le=2_000_000_000, description="Number of the signal that raises it.")
    effect_in: str | None = Field(default=None, pattern=PERIOD, max_length=10)
    expected_low: Finite | None = None
    expected: Finite | None = None
    expected_high: Finite | None = None


class DecisionTakenIn(Strict):
    """Which option; what is known now of all that it is about is kept with it."""

    option: _Line = Field(description="As it is called.")
    reasons: _Text
    confidence: int | None = Field(default=None, ge=0, le=100, description="How sure, in percent.")
    is_reversible: bool = True
    dissent: _Text = ""
    decided_on: Day | None = None
    review_on: Day
    version: _Version = None


class DecisionReviewedIn(Strict):
    is_process_good: bool = Field(description="Was it taken well, with what could be known then?")
    is_outcome_good: bool
    why: _Text
    next_steps: _Text = ""
    version: _Version = None


class FrozenThingOut(Schema):
    kind: str
    code: str
    name: str
    period: str | None
    score: float | None
    value: float | None
    target: float | None


class FoundAgainOut(Schema):
    """A figure as it was kept, and as it is found from what was kept."""

    kind: str
    code: str
    name: str
    figure: Literal["score", "value", "target"]
    stated: float | None
    again: float | None


class EvidenceOut(Schema):
    """What was known when it was taken, with what the signal said that raised it ("": none did). `content`: canonical JSON,
    whose SHA-256 is `digest`."""

    frozen_at: datetime
    digest: str
    is_untouched: bool
    signal: str
    things: list[FrozenThingOut]
    found_again: list[FoundAgainOut]
    content: str


def decision_out(row: Decision) -> dict[str, Any]:
    options = list(row.options.all())
    subjects = list(row.subjects.all())
    review = getattr(row, "review", None)
    return {
        **{name: getattr(row, name) for name in _AS_THEY_ARE},
        "options": [option.name for option in options],
        "chosen": row.chosen.name if row.chosen else None,
        **{f"{kind}s": [one.thing.code for one in subjects if one.kind == kind] for kind in SUBJECTS},
        "decider": row.decider.employee_id if row.decider else None,
        "effect_on": row.effect_on.code if row.effect_on else None,
        "signal": row.signal_id,
        "effect_in": str(row.effect_in) if row.effect_in else None,
        "review": review,
    }


def evidence_out(row: DecisionEvidence) -> dict[str, Any]:
    return {
        "frozen_at": row.frozen_at,
        "digest": row.digest,
        "is_untouched": is_untouched(row),
        "signal": signal_of(row),
        "things": [_thing(one) for one in things_of(row)],
        "found_again": [_again(one) for one in found_again_from(row)],
        "content": row.content,
    }


def _thing(one: FrozenThing) -> dict[str, Any]:
    names = ("kind", "code", "name", "score", "value", "target")
    return {name: getattr(one, name) for name in names} | {"period": str(one.period) if one.period else None}


def _again(one: Recomputed) -> dict[str, Any]:
    return {name: getattr(one, name) for name in ("kind", "code", "name", "figure", "stated", "again")}
