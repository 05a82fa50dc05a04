"""Notices and what is owed."""

from datetime import date, datetime
from typing import Annotated, Any
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from ninja import Schema
from pydantic import Field

from hoshin.api.schemas.recorded import Strict
from hoshin.notices.inbox import InboxLine
from hoshin.notices.owing import OwedNow
from hoshin.notices.selectors import Told

_Number = Annotated[int, Field(ge=1, le=2**53)]


class NoticeOut(Schema):
    id: int
    kind: str = Field(description="A code, such as value_sent_back.")
    text: str = Field(description="The sentence. Who may not see its thing any more reads no more than that.")
    at: datetime
    is_read: bool


class OwedOut(Schema):
    kind: str = Field(description="A code, such as values_due.")
    text: str


class InboxLineOut(Schema):
    kind: str = Field(description="A code, such as values_to_approve.")
    text: str
    about: str = Field(description="Of whom or what it is, where that is told apart.")
    due_on: date | None = Field(description="The day by which it is asked.")
    since: date | None = Field(description="Since when it waits, where there is no such day.")
    is_late: bool
    is_awaited: bool = Field(description="Somebody else cannot go on before it is done.")
    page: str = Field(description="The address of the page where exactly this is done.")


class InboxOut(Schema):
    lines: list[InboxLineOut] = Field(description="Thing by thing, the most pressing first.")
    more: list[OwedOut] = Field(description="Kinds of which there is more than stands among the lines.")


class ReadIn(Strict):
    notices: list[_Number] | None = Field(None, max_length=1_000, description="Their numbers; null: all.")
    is_read: bool = Field(True, description="false: unread again.")


class ReadOut(Schema):
    changed: int = Field(description="How many were not so before.")


def notice_out(told: Told) -> dict[str, Any]:
    """A notice as the API tells it."""
    return {"id": told.id, "kind": told.kind, "text": told.text, "at": told.at, "is_read": told.is_read}


def owed_out(owed: OwedNow) -> dict[str, Any]:
    """What is owed as the API tells it."""
    return {"kind": owed.kind.code, "text": owed.text}


def inbox_line_out(line: InboxLine) -> dict[str, Any]:
    """One thing that is owed as the API tells it."""
    thing = line.thing
    query = f"?{urlencode(thing.query)}" if thing and thing.query else ""
    return {
        "kind": line.kind.code,
        "text": line.text,
        "about": thing.about if thing else "",
        "due_on": thing.due_on if thing else None,
        "since": thing.since if thing else None,
        "is_late": line.is_late,
        "is_awaited": line.kind.is_awaited,
        "page": f"{settings.SITE_URL}{reverse(line.page, args=line.page_by)}{query}",
    }
