"""What one may read of feedback to a person, and their recognition, on their page."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from hoshin.feedback.policies import FeedbackRight
from hoshin.feedback.selectors import feedback_with, recognitions_listed, with_applause
from hoshin.org.selectors import person_by_employee_id, person_of
from hoshin.web.access import actor_of
from hoshin.web.htmx import is_htmx, redirect, render
from hoshin.web.jinja import url
from hoshin.web.page_parts import PagePart

BESIDE = 5


@require_safe
def show(request: HttpRequest, code: str) -> HttpResponse:
    """The latest of both; on its own the page of the person."""
    actor = actor_of(request)
    person, own = person_by_employee_id(actor, code), person_of(actor)
    if not is_htmx(request):
        return redirect(request, url("person", person.employee_id))
    context = {
        "person": person,
        "may_give": own is not None and own != person,
        "feedback": feedback_with(actor, person, BESIDE),
        "recognitions": with_applause(actor, list(recognitions_listed(actor, person=person)[:BESIDE])),
    }
    return render(request, "feedback/_of_person.html", context=context)


PARTS = (PagePart("feedback_of_person", 30, FeedbackRight.GIVE),)
