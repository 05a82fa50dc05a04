"""The goals of a unit, on its page."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from hoshin.okrs.policies import may_write_goals_of_unit
from hoshin.org.selectors import unit_by_code
from hoshin.web.access import actor_of
from hoshin.web.goals.home import expected_of
from hoshin.web.htmx import is_htmx, redirect, render
from hoshin.web.jinja import url
from hoshin.web.page_parts import PagePart


@require_safe
def show(request: HttpRequest, code: str) -> HttpResponse:
    """What a unit took on, how each goal stands and how it serves the whole; on its own the page of its goals."""
    actor = actor_of(request)
    unit = unit_by_code(actor, code)
    if not is_htmx(request):
        return redirect(request, url("goals", unit=unit.code))
    goals, more = expected_of(actor, unit)
    context = {"unit": unit, "goals": goals, "more": more, "may_write": may_write_goals_of_unit(actor, unit)}
    return render(request, "goals/_unit.html", None, context)


PARTS = (PagePart("goals_of_unit", 10),)
