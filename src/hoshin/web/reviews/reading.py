"""What was written about a person in a cycle, for whoever may read it."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from hoshin.base.errors import NotFound
from hoshin.org.selectors import person_by_employee_id
from hoshin.reviews.selectors import cycle_by_code, questions_of, reviews_to_read, with_answers
from hoshin.web.access import actor_of
from hoshin.web.htmx import render


@require_safe
def person(request: HttpRequest, code: str, employee_id: str) -> HttpResponse:
    """All that may be read about somebody in a cycle. Not found where that is nothing: who it is about stays unsaid."""
    actor = actor_of(request)
    cycle, about = cycle_by_code(actor, code), person_by_employee_id(actor, employee_id)
    found = reviews_to_read(actor, cycle, about)
    if not found:
        raise NotFound("review", employee_id)
    read = [(form, kept, with_answers(questions_of(form), kept)) for form, kept in found]
    return render(request, "reviews/person.html", context={"cycle": cycle, "person": about, "read": read})
