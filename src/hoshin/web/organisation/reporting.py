"""The chart of who reports to whom, as far as the address opens it; without that around whom it names, or oneself."""

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from hoshin.accounts.access import Actor
from hoshin.org.people_chart import LEVEL, ReportingLevel, parts_around, people_below, top_people, top_row
from hoshin.org.positions import managers_above
from hoshin.org.selectors import person_by_employee_id, person_of
from hoshin.web.access import actor_of
from hoshin.web.htmx import render
from hoshin.web.organisation.tree import drawn, number_in, opened_in, parts_in


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """The people who report to nobody, and those below whom the address opens. `of` opens the line above a person."""
    actor, page = actor_of(request), number_in(request.GET.get("page"))
    top, opened, parts = top_people(actor, skip=(page - 1) * LEVEL), opened_in(request.GET), parts_in(request.GET)
    code, is_told = request.GET.get("of", ""), "open" in request.GET
    around = person_by_employee_id(actor, code) if code else person_of(actor)
    if around is not None and page == 1:
        line = [around.pk, *(one.pk for one in managers_above(actor, around))]
        top = _with_top(actor, top, line[-1])
        opened, parts = (opened, parts) if is_told else (frozenset(line), parts_around(actor, line))
    elif not is_told and len(top.rows) == 1:
        opened = frozenset({top.rows[0].pk})
    context = {
        "rows": drawn(request.GET, top, opened, people_below(actor, opened, parts), parts),
        "has_more": top.has_more,
        "page": page,
        "around": around.pk if around else 0,
    }
    return render(request, "organisation/reporting.html", "organisation/_reporting.html", context)


def _with_top(actor: Actor, level: ReportingLevel, pk: int) -> ReportingLevel:
    """The first tops with that one, which stands before them where it is none of the first."""
    if any(row.pk == pk for row in level.rows):
        return level
    row = top_row(actor, pk)
    return level if row is None else replace(level, rows=[row, *level.rows])
