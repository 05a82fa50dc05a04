"""`decisions`: what was decided, on which grounds, and what came of it."""

from typing import Annotated, Any, Literal

from pydantic import Field

from hoshin.accounts.access import Actor
from hoshin.decisions.evidence import FrozenThing, signal_of, things_of
from hoshin.decisions.models import Decision
from hoshin.decisions.selectors import DecisionWish, decision_by_code, decisions_listed, evidence_of
from hoshin.mcp.asking import Question
from hoshin.mcp.words import decision_told, link, number, said


class WhichDecisions(Question):
    code: Annotated[str | None, Field(description="Code of one decision, to read it whole with what was known.")] = None
    text: Annotated[str, Field(description="Words of its question or reasons, or of what it is about.")] = ""
    shown: Annotated[
        Literal["all", "open", "taken", "to_review", "reviewed", "mine"], Field(description="How far they are.")
    ] = "all"
    offset: Annotated[int, Field(ge=0)] = 0
    limit: Annotated[int, Field(ge=1, le=50)] = 15


def answer(actor: Actor, asked: WhichDecisions) -> dict[str, Any]:
    """Decisions: what was asked, which option was chosen and why, who saw it otherwise, and what came of it. With a code
    one decision whole: its options, what was expected, and how everything that it is about stood when it was taken.
    """
    if asked.code:
        return _whole(actor, decision_by_code(actor, asked.code))
    rows = list(
        decisions_listed(actor, DecisionWish(asked.text, asked.shown))[asked.offset : asked.offset + asked.limit + 1]
    )
    more = len(rows) > asked.limit
    return {
        "decisions": [decision_told(row) for row in rows[: asked.limit]],
        "next_offset": asked.offset + asked.limit if more else None,
        "link": link("decisions"),
    }


def _whole(actor: Actor, row: Decision) -> dict[str, Any]:
    evidence, review = evidence_of(actor, row), getattr(row, "review", None)
    return decision_told(row) | {
        "context": said(row.context),
        "options": [option.name for option in row.options.all()],
        "dissent": said(row.dissent),
        "is_reversible": row.is_reversible,
        "confidence_percent": row.confidence,
        "looked_at_again_on": row.review_on.isoformat() if row.review_on else None,
        "expected": {
            "measure": row.effect_on.code if row.effect_on else None,
            "period": str(row.effect_in) if row.effect_in else None,
            "low": number(row.expected_low),
            "middle": number(row.expected),
            "high": number(row.expected_high),
        },
        "what_came": number(review.realised) if review else None,
        "why_so": said(review.why, review.reviewed_by, review.reviewed_on) if review else None,
        "signal_then": signal_of(evidence) or None if evidence else None,
        "known_then": [_thing(one) for one in things_of(evidence)] if evidence else [],
        "evidence_sha256": evidence.digest if evidence else None,
    }


def _thing(one: FrozenThing) -> dict[str, Any]:
    return {
        "kind": one.kind,
        "code": one.code,
        "name": one.name,
        "period": str(one.period) if one.period else None,
        "score": number(one.score),
        "value": number(one.value),
        "target": number(one.target),
        "unit_of_measure": one.unit_of_measure or None,
    }
