"""What one was told, and what one owes."""

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Query, Router

from hoshin.api.auth import actor_of
from hoshin.api.pagination import Page
from hoshin.api.parameters import CODE, LimitQuery, OffsetQuery
from hoshin.api.schemas.notices import (
    InboxOut,
    NoticeOut,
    OwedOut,
    ReadIn,
    ReadOut,
    inbox_line_out,
    notice_out,
    owed_out,
)
from hoshin.notices.inbox import inbox
from hoshin.notices.owing import owed_now
from hoshin.notices.selectors import in_words, notices_of
from hoshin.notices.services import mark_read

router = Router(tags=["notices"])
_Most = Annotated[int, Query(ge=1, le=100, description="How many lines at most.")]
_Kind = Annotated[str | None, Query(pattern=CODE, max_length=40, description="Of this kind alone.")]
_Unread = Annotated[bool, Query(description="Those alone that are not read.")]


@router.get("/notices", response=Page[NoticeOut], summary="What you were told")
def notices(request: HttpRequest, unread: _Unread = False, limit: LimitQuery = 100, offset: OffsetQuery = 0) -> Any:
    """What others did with something of yours, the newest first."""
    actor = actor_of(request)
    rows = notices_of(actor, unread=unread)
    count = rows.count()
    found = in_words(actor, list(rows[offset : offset + limit]))
    end = offset + len(found)
    items = [notice_out(told) for told in found]
    return {"items": items, "count": count, "next_offset": end if items and end < count else None}


@router.get("/notices/owed", response=list[OwedOut], summary="What you owe now")
def owed(request: HttpRequest) -> Any:
    """Values that are due or wait for your approval, words that are asked of you. What is done is gone from it."""
    return [owed_out(one) for one in owed_now(actor_of(request))]


@router.get("/inbox", response=InboxOut, summary="What you owe now, thing by thing")
def owed_things(request: HttpRequest, most: _Most = 7, kind: _Kind = None) -> Any:
    """Over all kinds: what is late first, then what somebody waits for, then what has a day. Done anywhere, it is gone.

    As long as there is something else, of a kind no more than three.
    """
    found = inbox(actor_of(request), most=most, codes=None if kind is None else [kind])
    return {"lines": [inbox_line_out(line) for line in found.lines], "more": [owed_out(one) for one in found.more]}


@router.post("/notices/read", response=ReadOut, summary="Note what you have read")
def read(request: HttpRequest, body: ReadIn) -> Any:
    """Of the notices that are named, or of all. Again changes nothing."""
    return {"changed": mark_read(actor_of(request), notices=body.notices, is_read=body.is_read)}
