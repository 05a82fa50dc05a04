"""Answers of the command palette: what the actor may open or do, by the words typed."""

from dataclasses import dataclass
from urllib.parse import quote, urlencode

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Actor
from hoshin.base.finding import Finds, Found, found, kinds_found
from hoshin.web.addresses import address_or_none
from hoshin.web.navigation import deeds, pages

EACH = 7


@dataclass(frozen=True, slots=True)
class Answer:
    """A line of the palette."""

    address: str
    title: str | Promise
    detail: str = ""


def answers_to(actor: Actor, query: str) -> list[tuple[str | Promise, list[Answer]]]:
    """Groups of answers, pages and deeds first where nothing is asked yet. One query for each kind of thing."""
    places = _places(actor, query)
    if not query:
        return [(_("Pages"), places)] if places else []
    things = found(actor, query, EACH)
    # The kind whose best answer is the best of all comes first.
    ranks = {kind: rank for rank, kind in reversed(list(enumerate(one.kind for one in things)))}
    kinds = sorted((finds for finds in kinds_found() if finds.kind in ranks), key=lambda finds: ranks[finds.kind])
    groups = [(finds.label, [_answer(finds, one) for one in things if one.kind == finds.kind]) for finds in kinds]
    return [*groups, (_("Pages"), places)] if places else groups


def _places(actor: Actor, query: str) -> list[Answer]:
    wanted = query.casefold()
    return [
        Answer(address, place.label, "")
        for place in (*pages(), *deeds())
        if place.is_for(actor) and wanted in str(place.label).casefold() and (address := address_or_none(place.name))
    ]


def _answer(finds: Finds, one: Found) -> Answer:
    if finds.parameter:
        address = f"{reverse(finds.address)}?{urlencode({finds.parameter: one.code}, safe='/', quote_via=quote)}"
    else:
        address = reverse(finds.address, args=[one.code])
    detail = " · ".join(part for part in (one.code, one.detail[:40]) if part)
    return Answer(address, one.name, detail)
