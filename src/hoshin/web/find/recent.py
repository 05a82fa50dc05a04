"""Where somebody was, as answers. The browser remembers addresses alone; names are told anew, to who may see them."""

from collections.abc import Iterable, Sequence

from django.urls import Resolver404, resolve

from hoshin.accounts.access import Actor
from hoshin.accounts.sight import things
from hoshin.web.find.deeds import Answer
from hoshin.web.navigation import pages

MOST = 8


def places_lately(actor: Actor, addresses: Sequence[str]) -> list[Answer]:
    """The pages and things behind some addresses, as far as the actor may open them. One query for each kind of thing."""
    asked: dict[str, tuple[str, str]] = {}
    for address in addresses[:MOST]:
        try:
            match = resolve(address)
        except Resolver404:
            continue
        asked[address] = (match.url_name or "", str(match.kwargs.get("code", "")))
    names = _names(actor, asked.values())
    own = {page.name: page.label for page in pages() if page.is_for(actor)}
    found = []
    for address, (name, code) in asked.items():
        if code and (name, code.casefold()) in names:
            found.append(Answer(address, names[name, code.casefold()], things()[name].label))
        elif not code and name in own:
            found.append(Answer(address, own[name]))
    return found


def _names(actor: Actor, asked: Iterable[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """By kind and code the names of the things among what was asked for that the actor sees."""
    codes: dict[str, list[str]] = {}
    for kind, code in asked:
        if code and kind in things() and things()[kind].named_by:
            codes.setdefault(kind, []).append(code)
    return {
        (kind, getattr(row, things()[kind].named_by).casefold()): row.name
        for kind, wanted in codes.items()
        for row in things()[kind].visible_to(actor).filter(**{f"{things()[kind].named_by}__in": wanted})
    }
