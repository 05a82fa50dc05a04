"""The organisation: its tree of units level by level, and the search for units and people."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from hoshin.accounts.access import Right
from hoshin.base.paging import counted_page
from hoshin.org.chart import LEVEL
from hoshin.org.policies import people_visible_to
from hoshin.org.selectors import organisation, people_found, units_found
from hoshin.web.access import actor_of
from hoshin.web.htmx import render
from hoshin.web.organisation.tree import PEOPLE_A_PAGE, number_in, tree_rows

FOUND = 30


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """The tree as far as the address opens it; what is called like the words that were typed; people without a unit."""
    actor, text = actor_of(request), request.GET.get("q", "").strip()
    context = {"organisation": organisation(), "text": text, "page": None, "may_edit": actor.has(Right.EDIT_PLAN)}
    if text:
        context["units"] = units_found(actor, text, FOUND)
        context["people"] = people_found(actor, text, FOUND)
    elif request.GET.get("people") == "without-unit":
        unplaced = people_visible_to(actor).filter(unit=None).order_by("name", "id")
        context["page"] = counted_page(unplaced, request.GET.get("page", ""), size=PEOPLE_A_PAGE)
    else:
        page = number_in(request.GET.get("page"))
        context["rows"], context["has_more"] = tree_rows(actor, request.GET, (page - 1) * LEVEL)
        context["page_number"], context["previous"], context["following"] = page, page - 1, page + 1
        context["has_unplaced"] = people_visible_to(actor).filter(unit=None).exists()
    return render(request, "organisation/page.html", "organisation/_found.html", context)
