"""`find`: what is called like some words."""

from typing import Annotated, Any
from urllib.parse import quote, urlencode

from django.conf import settings
from django.urls import reverse
from pydantic import Field

from hoshin.accounts.access import Actor
from hoshin.base.finding import Found, found, kinds_found
from hoshin.mcp.asking import Question


class WhatToFind(Question):
    text: Annotated[str, Field(min_length=1, description="Words of its name, or the beginning of its code.")]
    limit: Annotated[int, Field(ge=1, le=20, description="How many of each kind.")] = 5


def answer(actor: Actor, asked: WhatToFind) -> dict[str, Any]:
    """Finds plans, objectives, measures, units, people and whatever else has a name, by words of it or by its code: the
    best answers first. Begin here when you have a name and need a code.
    """
    pages = {finds.kind: finds for finds in kinds_found()}
    return {"found": [_one(one, pages[one.kind]) for one in found(actor, asked.text, asked.limit)]}


def _one(one: Found, finds: Any) -> dict[str, Any]:
    if finds.parameter:
        page = f"{reverse(finds.address)}?{urlencode({finds.parameter: one.code}, safe='/', quote_via=quote)}"
    else:
        page = reverse(finds.address, args=[one.code])
    return {
        "kind": one.kind,
        "code": one.code,
        "name": one.name,
        "detail": one.detail or None,
        "link": f"{settings.SITE_URL}{page}",
    }
