"""Notices and what is owed."""

from datetime import datetime
from typing import Annotated, Any

from ninja import Schema
from pydantic import Field

from hoshin.api.schemas.recorded import Strict
from hoshin.notices.selectors import Owed, Told

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


class ReadIn(Strict):
    notices: list[_Number] | None = Field(None, max_length=1_000, description="Their numbers; null: all.")
    is_read: bool = Field(True, description="false: unread again.")


class ReadOut(Schema):
    changed: int = Field(description="How many were not so before.")


def notice_out(told: Told) -> dict[str, Any]:
    """A notice as the API tells it."""
    return {"id": told.id, "kind": told.kind, "text": told.text, "at": told.at, "is_read": told.is_read}


def owed_out(owed: Owed) -> dict[str, Any]:
    """What is owed as the API tells it."""
    return {"kind": owed.kind.code, "text": owed.text}
