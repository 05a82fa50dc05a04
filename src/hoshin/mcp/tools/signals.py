"""`signals`: what changed before the report says so."""

from typing import Annotated, Any, Literal

from pydantic import Field

from hoshin.accounts.access import Actor
from hoshin.mcp.asking import Question
from hoshin.mcp.words import link, number
from hoshin.signals.models import Signal
from hoshin.signals.selectors import SignalScope, SignalWish, signals_listed
from hoshin.signals.sentences import sentence_of


class WhichSignals(Question):
    scope: Annotated[
        Literal["mine", "unit", "all"],
        Field(description="What needs the asker, their unit's, or all that they may see."),
    ] = "all"
    direction: Annotated[Literal["adverse", "favourable", "neutral"] | None, Field(description="Only these.")] = None
    about: Annotated[
        Literal["measure", "objective", "unit", "person", "plan"] | None, Field(description="Kind of what it is about.")
    ] = None
    state: Annotated[
        Literal["standing", "open", "acknowledged", "snoozed", "resolved"], Field(description="How far they are.")
    ] = "standing"
    offset: Annotated[int, Field(ge=0)] = 0
    limit: Annotated[int, Field(ge=1, le=50)] = 15


def answer(actor: Actor, asked: WhichSignals) -> dict[str, Any]:
    """Signals: statements that something changed, with the numbers that were compared, the most pressing first. What is
    unusual in a measure, what crossed a line, what nobody updates or acts on. A signal asks for a look and proves nothing.
    """
    wish = SignalWish(SignalScope(asked.scope), "", asked.direction or "", asked.state, asked.about or "")
    rows = list(signals_listed(actor, wish)[asked.offset : asked.offset + asked.limit + 1])
    more = len(rows) > asked.limit
    return {
        "signals": [_one(row) for row in rows[: asked.limit]],
        "next_offset": asked.offset + asked.limit if more else None,
        "link": link("signals"),
    }


def _one(row: Signal) -> dict[str, Any]:
    about = row.measure or row.objective or row.unit or row.plan
    return {
        "sentence": sentence_of(row),
        "about": about.code if about else None,
        "name": about.name if about else None,
        "direction": row.direction,
        "period": str(row.period) if row.period else None,
        "severity": row.severity,
        "p_value": number(row.p_value),
        "state": row.state,
        "first_seen_on": row.first_seen_at.date().isoformat(),
        "seen_in_periods": row.count,
        "link": link("signal", row.pk),
    }
