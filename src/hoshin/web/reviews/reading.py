"""What was written about a person in a cycle and what came of it, for whoever may read it: a letter that prints."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from hoshin.base.errors import NotFound
from hoshin.org.selectors import person_by_employee_id, person_of
from hoshin.reviews.questions import ReviewSource, questions_from
from hoshin.reviews.selectors import (
    appeal_of,
    changes_of,
    cycle_by_code,
    outside_to_read,
    questions_of,
    result_of,
    reviews_to_read,
    with_answers,
)
from hoshin.web.access import actor_of
from hoshin.web.htmx import render
from hoshin.web.reviews.forms import ResultCommentForm


@never_cache
@require_safe
def person(request: HttpRequest, code: str, employee_id: str) -> HttpResponse:
    """All that may be read about somebody in a cycle. Not found where that is nothing: who it is about stays unsaid."""
    actor = actor_of(request)
    cycle, about = cycle_by_code(actor, code), person_by_employee_id(actor, employee_id)
    outside = outside_to_read(actor, cycle, about)
    found, result = reviews_to_read(actor, cycle, about), result_of(actor, cycle, about)
    if not found and not outside and result is None:
        raise NotFound("review", employee_id)
    own = person_of(actor)
    texts = {question.code: question.text for question in questions_from(cycle.questions)}
    context = {
        "cycle": cycle,
        "person": about,
        "read": [(form, kept, with_answers(questions_of(form), kept)) for form, kept in found],
        "outside": outside,
        "result": result,
        "is_own": own is not None and own.pk == about.pk,
        "voices": [(texts[code], said) for code, said in result.voices.items() if code in texts] if result else [],
        "changes": changes_of(actor, result) if result else [],
        "appeal": appeal_of(actor, result) if result else None,
        "sources": dict(ReviewSource.choices),
        "form": ResultCommentForm(initial={"comment": result.comment}) if result else None,
    }
    return render(request, "reviews/person.html", context=context)
