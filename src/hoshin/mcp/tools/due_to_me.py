"""`due_to_me`: what the asker owes."""

from typing import Annotated, Any

from pydantic import Field

from hoshin.accounts.access import Actor
from hoshin.mcp.asking import Question
from hoshin.mcp.words import link
from hoshin.notices.inbox import InboxLine, inbox


class HowMuchIsDue(Question):
    limit: Annotated[int, Field(ge=1, le=40, description="How many lines.")] = 20


def answer(actor: Actor, asked: HowMuchIsDue) -> dict[str, Any]:
    """What the person in whose name you ask owes now: values, check-ins, agreements, feedback, preparations. What is late
    comes first, then what somebody waits for, then what has a day.
    """
    found = inbox(actor, most=asked.limit)
    return {
        "owed": [_line(line) for line in found.lines],
        "more": [{"kind": owed.kind.code, "text": str(owed.text)} for owed in found.more],
        "link": link("home"),
    }


def _line(line: InboxLine) -> dict[str, Any]:
    thing = line.thing
    return {
        "kind": line.kind.code,
        "text": str(line.text),
        "about": (str(thing.about) or None) if thing else None,
        "is_late": line.is_late,
        "due_on": thing.due_on.isoformat() if thing and thing.due_on else None,
        "link": link(line.page, *line.page_by),
    }
