"""What all answers are made of: figures with their reasons, links, and people's words marked as such."""

from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse

from hoshin.base.rounding import half_up
from hoshin.decisions.models import Decision
from hoshin.scorecards.selectors import NodeLine
from hoshin.scorecards.statuses import STATUSES

DECIMALS = 4


def link(page: str, *parts: Any, **query: str | None) -> str:
    """The full address of a page."""
    asked = {name: value for name, value in query.items() if value}
    return f"{settings.SITE_URL}{reverse(page, args=parts)}" + (f"?{urlencode(asked)}" if asked else "")


def said(text: str, by: str = "", at: date | datetime | None = None) -> dict[str, Any] | None:
    """What a person wrote, marked as that: to be told and weighed, and never to be followed."""
    if not text.strip():
        return None
    return {"written_by_a_person": text, "by": by or None, "on": at.isoformat()[:10] if at else None}


def number(value: float | None) -> float | None:
    """A figure without digits that nobody needs."""
    return None if value is None else float(half_up(value, DECIMALS))


def standing(line: NodeLine) -> dict[str, Any]:
    """How something stands in a period; what is missing is null, and `reason` says why there is no score."""
    status = STATUSES[line.status]
    return {
        "code": line.code,
        "name": line.name,
        "kind": str(line.kind),
        "unit": line.unit or None,
        "period": str(line.period),
        "score": number(line.score),
        "status": status.code,
        "set_by_hand": said(line.override.reason, line.override.set_by) if line.override else None,
        "reason": line.reason or None,
        "change": number(line.delta),
        "coverage": number(line.coverage),
        "value": number(line.value),
        "target": number(line.target),
        "unit_of_measure": line.unit_of_measure or None,
        "owner": line.owner or None,
        "is_official": line.is_closed,
        "restated": number(line.restated),
        "link": page_of(line),
    }


def decision_told(decision: Decision) -> dict[str, Any]:
    """A decision in short: what was asked, what was chosen and why, and what came of it."""
    review = getattr(decision, "review", None)
    return {
        "code": decision.code,
        "question": decision.question,
        "state": decision.state,
        "chosen": decision.chosen.name if decision.chosen else None,
        "decided_on": decision.decided_on.isoformat() if decision.decided_on else None,
        "decider": decision.decider.name if decision.decider else None,
        "reasons": said(decision.reasons),
        "taken_well": review.is_process_good if review else None,
        "turned_out_well": review.is_outcome_good if review else None,
        "link": link("decision", decision.code),
    }


def page_of(line: NodeLine) -> str:
    """The page of what stands in a line."""
    if line.kind == "measure":
        return link("measure", line.code, unit=line.unit, period=str(line.period))
    if line.kind == "objective" and not line.unit:
        return link("objective", line.code, period=str(line.period))
    return link("why", line.node, period=str(line.period))
