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


@require_safe
def show(request: HttpRequest, kind: str) -> HttpResponse:
    """At most twelve answers, as options of a list."""
    actor = actor_of(request)
    require(actor, Right.SEE if kind in ("parts", "objectives", "people", "units", "measures") else Right.EDIT_PLAN)
    text = next(iter(request.GET.values()), "")
    if kind == "people":
        options = [(SHOWN[kind](row), row.title or row.email) for row in people_found(actor, text, MOST)]
    elif kind == "units":
        options = [(SHOWN[kind](row), "") for row in units_found(actor, text, MOST)]
    elif kind in ("objectives", "measures", "parts"):
        kinds = ("objective", "measure") if kind == "parts" else (kind.removesuffix("s"),)
        options = [(f"{row.code}{MARK}{row.name}", row.detail) for row in found(actor, text, MOST, kinds)]
    else:
        raise NotFound("list", kind)
    return render(request, "plans/_choices.html", None, {"options": options})
