"""The chart of who reports to whom, as far as the address opens it; around somebody, where it names one."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from hoshin.org.people_chart import LEVEL, people_below, top_people
from hoshin.org.positions import managers_above
from hoshin.org.selectors import person_by_employee_id
from hoshin.web.access import actor_of
from hoshin.web.htmx import render
from hoshin.web.organisation.tree import drawn, number_in, opened_in


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """The people who report to nobody, and those below whom the address opens. `of` opens the line above a person."""
    actor, page = actor_of(request), number_in(request.GET.get("page"))
    top, opened = top_people(actor, skip=(page - 1) * LEVEL), opened_in(request.GET)
    around = None
    if "open" not in request.GET:
        around = person_by_employee_id(actor, request.GET["of"]) if request.GET.get("of") else None
        opened = frozenset([around.pk, *(one.pk for one in managers_above(actor, around))]) if around else opened
        if around is None and len(top.rows) == 1:
            opened = frozenset({top.rows[0].pk})
    context = {
        "rows": drawn(request.GET, top, opened, people_below(actor, opened)),
        "has_more": top.has_more,
        "page": page,
        "around": around.pk if around else 0,
    }
    return render(request, "organisation/reporting.html", "organisation/_reporting.html", context)
