"""What was written about a person in a cycle and what came of it, for whoever may read it: as a page, and as PDF."""

from collections import defaultdict
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from hoshin.base.errors import NotFound
from hoshin.org.selectors import person_by_employee_id, person_of
from hoshin.reviews.models import FormAnswers
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
from hoshin.web.papers import paper_answer
from hoshin.web.reviews.forms import ResultCommentForm
from hoshin.web.reviews.letter import letter


@never_cache
@require_safe
def person(request: HttpRequest, code: str, employee_id: str) -> HttpResponse:
    """All that may be read about somebody in a cycle. Not found where that is nothing: who it is about stays unsaid."""
    read = _readable(request, code, employee_id)
    result = read["result"]
    read["form"] = ResultCommentForm(initial={"comment": result.comment}) if result else None
    return render(request, "reviews/person.html", context=read)


@never_cache
@require_safe
def pdf(request: HttpRequest, code: str, employee_id: str) -> HttpResponse:
    """The same as a PDF, once it is released; not found before, and for whoever may not read the page."""
    read = _readable(request, code, employee_id)
    if read["result"] is None or not read["cycle"].is_released:
        raise NotFound("review", employee_id)
    return paper_answer(letter(read), f"{read['cycle'].name} {read['person'].name}")


def cited_by_question(kept: FormAnswers | None) -> dict[str, list[dict[str, Any]]]:
    """What a form refers to, by the question under which it stands, each with the day `on` which it was."""
    cited: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for one in kept.cited if kept else ():
        cited[one["question"]].append({**one, "on": date.fromisoformat(one["day"])})
    return cited


def _readable(request: HttpRequest, code: str, employee_id: str) -> dict[str, Any]:
    actor = actor_of(request)
    cycle, about = cycle_by_code(actor, code), person_by_employee_id(actor, employee_id)
    outside = outside_to_read(actor, cycle, about)
    found, result = reviews_to_read(actor, cycle, about), result_of(actor, cycle, about)
    if not found and not outside and result is None:
        raise NotFound("review", employee_id)
    own = person_of(actor)
    texts = {question.code: question.text for question in questions_from(cycle.questions)}
    return {
        "cycle": cycle,
        "person": about,
        "read": [(form, cited_by_question(kept), with_answers(questions_of(form), kept)) for form, kept in found],
        "outside": outside,
        "result": result,
        "is_own": own is not None and own.pk == about.pk,
        "voices": [(text, result.voices[code]) for code, text in texts.items() if code in result.voices]
        if result
        else [],
        "changes": changes_of(actor, result) if result else [],
        "appeal": appeal_of(actor, result) if result else None,
        "sources": dict(ReviewSource.choices),
    }
