"""How far expectations are agreed in a unit, on its page."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from hoshin.agreements.policies import may_see_shares_of
from hoshin.agreements.selectors import expectations_in
from hoshin.org.selectors import unit_by_code
from hoshin.web.access import actor_of
from hoshin.web.htmx import is_htmx, redirect, render
from hoshin.web.jinja import url
from hoshin.web.page_parts import PagePart


@require_safe
def show(request: HttpRequest, code: str) -> HttpResponse:
    """With how many people all goals are agreed, for whoever may see that; on its own the page of such shares."""
    actor = actor_of(request)
    unit = unit_by_code(actor, code)
    if not is_htmx(request):
        return redirect(request, url("expectations", unit=unit.code))
    if not may_see_shares_of(actor, unit):
        return HttpResponse()
    return render(request, "agreements/_of_unit.html", None, {"unit": unit, "found": expectations_in(actor, unit)})


PARTS = (PagePart("expectations_of_unit", 20),)
