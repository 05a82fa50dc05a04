"""Surveys of one's own: written question by question, looked at, and tried without keeping anything."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hoshin.accounts.access import require
from hoshin.base.errors import Invalid, NotFound
from hoshin.base.whole_numbers import whole_number
from hoshin.pulse.library import SURVEYS, from_kept
from hoshin.pulse.policies import PulseRight, questionnaires_visible_to
from hoshin.pulse.selectors import as_survey, questionnaire_by_code
from hoshin.pulse.services import (
    add_questionnaire,
    change_questionnaire,
    move_question,
    remove_question,
    remove_questionnaire,
    set_question,
    try_ballot,
)
from hoshin.web.access import actor_of
from hoshin.web.forms import place_problems
from hoshin.web.htmx import notice, redirect, render
from hoshin.web.pulse.forms import BallotForm
from hoshin.web.pulse.question_forms import (
    KINDS,
    NewQuestionnaireForm,
    QuestionnaireForm,
    SurveyQuestionForm,
    chosen_before,
    typed_of,
)


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """One's own surveys, and those of the library, which can be looked at and copied."""
    actor = actor_of(request)
    require(actor, PulseRight.RUN)
    own = [as_survey(one) for one in questionnaires_visible_to(actor)]
    return render(request, "pulse/questionnaires.html", context={"own": own, "library": SURVEYS.values()})


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Name it, and say what it begins with."""
    actor = actor_of(request)
    require(actor, PulseRight.RUN)
    own = [as_survey(one) for one in questionnaires_visible_to(actor)]
    form = NewQuestionnaireForm(request.POST or None, own=own, initial={"copy_of": request.GET.get("copy_of", "")})
    if request.method == "POST" and form.is_valid():
        try:
            added = add_questionnaire(actor, **form.cleaned_data)
        except Invalid as error:
            place_problems(form, error)
        else:
            return redirect(request, "questionnaire", added.code)
    status = 422 if form.errors else 200
    return render(request, "pulse/questionnaire_new.html", context={"form": form}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, code: str) -> HttpResponse:
    """Its questions in their order, and its name."""
    actor = actor_of(request)
    row = questionnaire_by_code(actor, code)
    form = QuestionnaireForm(request.POST or None, initial={"name": row.name, "purpose": row.purpose})
    if request.method == "POST" and form.is_valid():
        try:
            change_questionnaire(actor, questionnaire=row, version=_version(request), **form.cleaned_data)
        except Invalid as error:
            place_problems(form, error)
        else:
            return redirect(request, "questionnaire", code)
    survey = as_survey(row)
    context = {"row": row, "survey": survey, "form": form, "kinds": KINDS, "chosen_before": chosen_before(survey)}
    return render(request, "pulse/questionnaire.html", context=context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def question(request: HttpRequest, code: str, question: str = "") -> HttpResponse:
    """Write a question, a new one at the end or one that stands."""
    actor = actor_of(request)
    row = questionnaire_by_code(actor, code)
    asked = [from_kept(kept) for kept in row.questions]
    place = next((at for at, one in enumerate(asked) if one.code == question), len(asked))
    if question and place == len(asked):
        raise NotFound("question", question)
    initial = typed_of(asked[place]) if question else {"kind": "scale"}
    form = SurveyQuestionForm(request.POST or None, earlier=asked[:place], initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            set_question(actor, questionnaire=row, version=_version(request), question=form.question, code=question)
        except Invalid as error:
            place_problems(form, error, text=f"text_{form.language}", options=f"options_{form.language}")
        else:
            return redirect(request, "question_new" if "another" in request.POST else "questionnaire", code)
    context = {"row": row, "form": form, "is_new": not question}
    return render(request, "pulse/question.html", context=context, status=422 if form.errors else 200)


@require_POST
def move(request: HttpRequest, code: str, question: str) -> HttpResponse:
    """One place up or down."""
    actor = actor_of(request)
    row = questionnaire_by_code(actor, code)
    move_question(actor, questionnaire=row, version=_version(request), code=question, up="up" in request.POST)
    return redirect(request, "questionnaire", code)


@require_POST
def remove(request: HttpRequest, code: str, question: str = "") -> HttpResponse:
    """Take out one question, or remove the whole survey."""
    actor = actor_of(request)
    row = questionnaire_by_code(actor, code)
    if question:
        remove_question(actor, questionnaire=row, version=_version(request), code=question)
        return redirect(request, "questionnaire", code)
    remove_questionnaire(actor, questionnaire=row, version=_version(request))
    notice(request, _("The survey is removed. What was sent of it stays."))
    return redirect(request, "questionnaires")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def test(request: HttpRequest, code: str) -> HttpResponse:
    """Answer it as people will. Nothing is kept: what would be, is shown."""
    actor = actor_of(request)
    require(actor, PulseRight.RUN)
    survey = SURVEYS.get(code) or as_survey(questionnaire_by_code(actor, code))
    language = request.GET.get("language", "")
    known = language if language in survey.languages else ""
    form = BallotForm(request.POST or None, questions=survey.questions, has_comment=False, language=known)
    kept = None
    if request.method == "POST" and form.is_valid():
        try:
            kept = try_ballot(actor, questions=survey.questions, answers=form.answers)
        except Invalid as error:
            place_problems(form, error)
    context = {"survey": survey, "form": form, "kept": kept, "languages": survey.languages, "asked_in": known}
    return render(request, "pulse/test.html", context=context, status=422 if form.errors else 200)


def _version(request: HttpRequest) -> int | None:
    typed = request.POST.get("version", "")
    return whole_number(typed)
