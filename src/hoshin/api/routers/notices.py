"""What one was told, and what one owes."""

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Query, Router

from hoshin.api.auth import actor_of
from hoshin.api.pagination import Page
from hoshin.api.parameters import LimitQuery, OffsetQuery
from hoshin.api.schemas.notices import NoticeOut, OwedOut, ReadIn, ReadOut, notice_out, owed_out
from hoshin.notices.selectors import in_words, notices_of, owed_by
from hoshin.notices.services import mark_read

router = Router(tags=["notices"])
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
    return [owed_out(one) for one in owed_by(actor_of(request))]


@router.post("/notices/read", response=ReadOut, summary="Note what you have read")
def read(request: HttpRequest, body: ReadIn) -> Any:
    """Of the notices that are named, or of all. Again changes nothing."""
    return {"changed": mark_read(actor_of(request), notices=body.notices, is_read=body.is_read)}
