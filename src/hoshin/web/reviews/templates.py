"""Templates of reviews: the questions that a cycle asks, edited as a table."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hoshin.accounts.access import require
from hoshin.base.errors import Conflict, Invalid, Problem
from hoshin.base.whole_numbers import whole_number
from hoshin.reviews.library import STARTERS
from hoshin.reviews.models import ReviewTemplate
from hoshin.reviews.policies import ReviewRight
from hoshin.reviews.questions import AnswerKind, RatedOf, ReviewQuestion, ReviewSource, questions_from
from hoshin.reviews.selectors import template_by_number, templates_listed
from hoshin.reviews.services import remove_template, save_template
from hoshin.web.access import actor_of
from hoshin.web.htmx import notice, redirect, render
from hoshin.web.reviews.forms import EMPTY_QUESTIONS, questions_typed


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Templates of the organisation's own, and those to begin with."""
    actor = actor_of(request)
    require(actor, ReviewRight.RUN)
    context = {"own": templates_listed(actor), "starters": STARTERS.values()}
    return render(request, "reviews/templates.html", context=context)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A template that begins as one of those to begin with."""
    starter = STARTERS.get(request.GET.get("from", "year"), STARTERS["year"])
    return _page(request, None, str(starter.name), list(starter.questions))


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a template."""
    actor = actor_of(request)
    require(actor, ReviewRight.RUN)
    template = template_by_number(actor, pk)
    return _page(request, template, template.name, list(questions_from(template.questions)))


@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Remove a template."""
    actor = actor_of(request)
    require(actor, ReviewRight.RUN)
    remove_template(actor, template=template_by_number(actor, pk))
    notice(request, _("It is removed. Reviews that took a copy keep theirs."))
    return redirect(request, "review_templates")


def _page(
    request: HttpRequest, template: ReviewTemplate | None, name: str, questions: list[ReviewQuestion]
) -> HttpResponse:
    actor = actor_of(request)
    require(actor, ReviewRight.RUN)
    problems: list[Problem] = []
    version = request.POST.get("version", "")
    if request.method == "POST":
        name, questions = request.POST.get("name", "").strip(), questions_typed(request.POST)
        known = whole_number(version, 8)
        try:
            saved = save_template(actor, name=name, questions=questions, template=template, version=known)
        except Invalid as error:
            problems = list(error.problems)
        except Conflict as conflict:
            problems = [Problem(str(conflict))]
        else:
            notice(request, _("The template is saved."))
            return redirect(request, "review_template", saved.pk)
    context: dict[str, Any] = {
        "template": template,
        "name": name,
        "rows": [*questions, *[None] * EMPTY_QUESTIONS],
        "version": version or (template.version if template else ""),
        "problems": problems,
        "kinds": AnswerKind.choices,
        "sources": ReviewSource.choices,
        "ofs": RatedOf.choices,
    }
    return render(request, "reviews/template.html", context=context, status=422 if problems else 200)
