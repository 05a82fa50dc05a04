"""What somebody says to their result, and the answer to an appeal."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from hoshin.base.errors import Conflict, Invalid
from hoshin.reviews.models import ReviewResult
from hoshin.reviews.policies import appeals_to_answer
from hoshin.reviews.selectors import appeal_by_number, result_by_number
from hoshin.reviews.services import acknowledge_result, answer_appeal, appeal
from hoshin.web.access import actor_of
from hoshin.web.forms import place_problems
from hoshin.web.htmx import notice, redirect, render
from hoshin.web.reviews.forms import AppealAnswerForm, AppealForm, ResultCommentForm


@require_POST
def acknowledge(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that one has read one's result, perhaps with a comment."""
    actor = actor_of(request)
    result, form = result_by_number(actor, pk), ResultCommentForm(request.POST)
    comment = form.cleaned_data["comment"] if form.is_valid() else request.POST.get("comment", "")
    acknowledge_result(actor, result=result, comment=comment)
    notice(request, _("It is noted that you have read it."))
    return _back(request, result)


@require_http_methods(["GET", "HEAD", "POST"])
def appeal_against(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for another look at one's result."""
    actor = actor_of(request)
    result = result_by_number(actor, pk)
    form = AppealForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            appeal(actor, result=result, text=form.cleaned_data["text"])
        except Invalid as error:
            place_problems(form, error)
        else:
            notice(request, _("Your appeal is sent. Somebody who did not write your review answers it."))
            return _back(request, result)
    context = {"form": form, "result": result, "appeal": None}
    return render(request, "reviews/appeal.html", context=context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Read an appeal, and answer it where it is one's to answer."""
    actor = actor_of(request)
    found = appeal_by_number(actor, pk)
    may_answer = appeals_to_answer(actor).filter(pk=found.pk).exists()
    form = AppealAnswerForm(request.POST or None) if may_answer or request.method == "POST" else None
    if form is not None and request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            answer_appeal(actor, appeal=found, answer=said["answer"], after=said["after"])
        except Invalid as error:
            place_problems(form, error)
        except Conflict as conflict:
            form.add_error(None, str(conflict))
        else:
            notice(request, _("The appeal is answered, and the person is told."))
            return redirect(request, "review_appeal", found.pk)
    context = {"form": form, "result": found.result, "appeal": found}
    status = 422 if form is not None and form.errors else 200
    return render(request, "reviews/appeal.html", context=context, status=status)


def _back(request: HttpRequest, result: ReviewResult) -> HttpResponse:
    return redirect(request, "review_person", result.cycle.code, result.person.employee_id)
