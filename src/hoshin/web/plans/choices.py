"""Suggestions while somebody types the name of a person, a unit, an objective or a measure."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from hoshin.accounts.access import Right, require
from hoshin.base.errors import NotFound
from hoshin.base.finding import found
from hoshin.org.selectors import people_found, units_found
from hoshin.web.access import actor_of
from hoshin.web.found_field import MARK, SHOWN
from hoshin.web.htmx import render

MOST = 12
_KINDS = {
    "objectives": ("objective",),
    "measures": ("measure",),
    "initiatives": ("initiative",),
    "learning": ("learning_item",),
    "parts": ("objective", "measure"),
    "things": ("objective", "measure", "initiative", "risk"),
}


@require_safe
def show(request: HttpRequest, kind: str) -> HttpResponse:
    """At most twelve answers, as options of a list; of `several` codes with ; between each goes on from those before it."""
    actor = actor_of(request)
    require(actor, Right.SEE if kind in ("people", "units", *_KINDS) else Right.EDIT_PLAN)
    several = "several" in request.GET
    text = next((text for name, text in request.GET.items() if name != "several"), "")
    if kind == "people":
        before, mark, text = text.rpartition(";") if several else ("", "", text)
        rows = people_found(actor, text.strip(), MOST)
        options = [(f"{before.strip()}{mark} {SHOWN[kind](row)}".strip(), row.title or row.email) for row in rows]
    elif kind == "units":
        options = [(SHOWN[kind](row), "") for row in units_found(actor, text, MOST)]
    elif kind in _KINDS and several:
        before, mark, text = text.rpartition(";")
        rows = found(actor, text.strip(), MOST, _KINDS[kind])
        options = [(f"{before.strip()}{mark} {row.code}".strip(), row.name) for row in rows]
    elif kind in _KINDS:
        options = [(f"{row.code}{MARK}{row.name}", row.detail) for row in found(actor, text, MOST, _KINDS[kind])]
    else:
        raise NotFound("list", kind)
    return render(request, "plans/_choices.html", None, {"options": options})
