"""The goals of a person, on their page."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from hoshin.okrs.policies import may_write_goals_of
from hoshin.org.selectors import person_by_employee_id
from hoshin.web.access import actor_of
from hoshin.web.goals.home import expected_of
from hoshin.web.htmx import is_htmx, redirect, render
from hoshin.web.jinja import url
from hoshin.web.page_parts import PagePart


@require_safe
def show(request: HttpRequest, code: str) -> HttpResponse:
    """What a person took on, how each goal stands and how it serves the whole; on its own the page of their goals."""
    actor = actor_of(request)
    person = person_by_employee_id(actor, code)
    if not is_htmx(request):
        return redirect(request, url("goals", person=person.employee_id))
    goals, more = expected_of(actor, person)
    context = {"person": person, "goals": goals, "more": more, "may_write": may_write_goals_of(actor, person)}
    return render(request, "goals/_person.html", None, context)


PARTS = (PagePart("goals_of_person", 10),)
