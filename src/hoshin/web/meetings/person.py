"""One's own 1:1s with a person, on their page."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from hoshin.meetings.selectors import current_occasions, one_on_ones_with, open_items_of
from hoshin.org.selectors import person_by_employee_id, person_of
from hoshin.web.access import actor_of
from hoshin.web.htmx import is_htmx, redirect, render
from hoshin.web.jinja import url
from hoshin.web.page_parts import PagePart


@require_safe
def show(request: HttpRequest, code: str) -> HttpResponse:
    """When the reader meets them next; nothing of those with others. On its own the page of the person."""
    actor = actor_of(request)
    person, own = person_by_employee_id(actor, code), person_of(actor)
    if not is_htmx(request):
        return redirect(request, url("person", person.employee_id))
    if own is None or own == person:
        return HttpResponse()
    ones = one_on_ones_with(actor, person)
    if person.has_left and not ones:
        return HttpResponse()
    context = {
        "person": person,
        "ones": ones,
        "current": current_occasions(actor, ones),
        "items": open_items_of(actor, ones),
    }
    return render(request, "meetings/_with_person.html", None, context)


PARTS = (PagePart("meetings_with_person", 20),)
