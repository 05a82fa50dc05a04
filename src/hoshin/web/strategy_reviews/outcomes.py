"""What comes of a meeting: decisions taken in it, actions opened, and tasks."""

from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from hoshin.audit.selectors import own_latest_change
from hoshin.base import clock
from hoshin.base.errors import Invalid
from hoshin.strategy_reviews.models import StrategyReview
from hoshin.strategy_reviews.policies import require_writing, reviews_visible_to
from hoshin.strategy_reviews.selectors import review_by_code, task_by_number
from hoshin.strategy_reviews.services import act_in_review, add_task, change_task, decide_in_review
from hoshin.web.access import actor_of
from hoshin.web.forms import place_problems
from hoshin.web.htmx import notice, redirect, render
from hoshin.web.jinja import url
from hoshin.web.strategy_reviews.forms import ActForm, ActingForm, DecideForm, TaskForm
from hoshin.web.strategy_reviews.views import review_page
from hoshin.web.way_back import undo_since


@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: HttpRequest, code: str) -> HttpResponse:
    """Put a question, and decide it at once where the meeting did."""
    begun = {"about": request.GET.get("about", "")[:100], "review_on": clock.today() + timedelta(days=180)}
    return _made(request, code, DecideForm, begun, decide_in_review, _("Kept with what is known today."))


@require_http_methods(["GET", "HEAD", "POST"])
def act_on(request: HttpRequest, code: str) -> HttpResponse:
    """Open a corrective action."""
    begun = {"thing": request.GET.get("about", "")[:100]}
    return _made(request, code, ActForm, begun, act_in_review, _("Opened; its owner is told."))


@require_POST
def add(request: HttpRequest, code: str) -> HttpResponse:
    """Say what is to be done."""
    actor = actor_of(request)
    review, form = review_by_code(actor, code), TaskForm(request.POST, actor=actor)
    require_writing(actor, review)
    if form.is_valid():
        before = own_latest_change(actor)
        try:
            add_task(actor, review=review, **form.cleaned_data)
        except Invalid as error:
            place_problems(form, error)
        else:
            notice(request, _("Added"), undo_since(actor, before))
            return redirect(request, url("strategy_review", review.code) + "#came")
    return review_page(request, actor, review, status=422, task_form=form)


@require_POST
def done(request: HttpRequest, number: int) -> HttpResponse:
    """Say that a task is done, or that it is not."""
    actor = actor_of(request)
    task = task_by_number(actor, number)
    before = own_latest_change(actor)
    change_task(actor, task=task, done_on=None if request.POST.get("done") == "no" else clock.today())
    notice(request, _("Saved"), undo_since(actor, before))
    is_read = reviews_visible_to(actor).filter(pk=task.review_id).exists()
    if is_read and "here" in request.POST:
        return redirect(request, url("strategy_review", task.review.code) + "#came")
    return redirect(request, "strategy_reviews")


def _made(
    request: HttpRequest, code: str, kind: type[ActingForm], begun: dict[str, Any], service: Any, said: str
) -> HttpResponse:
    actor = actor_of(request)
    review: StrategyReview = review_by_code(actor, code)
    require_writing(actor, review)
    if "decider" in kind.base_fields:
        begun |= {"decider": review.chair_id or ""}
    is_sent = request.method == "POST"
    form = kind(request.POST, actor=actor) if is_sent else kind(actor=actor, initial=begun)
    if is_sent and form.is_valid():
        try:
            service(actor, review=review, **form.cleaned_data)
        except Invalid as error:
            place_problems(form, error, option="chosen", decided_on="chosen")
        else:
            notice(request, said)
            return redirect(request, url("strategy_review", review.code) + "#came")
    template = "decide" if kind is DecideForm else "act"
    context = {"form": form, "review": review}
    return render(request, f"strategy_reviews/{template}.html", None, context, status=422 if form.errors else 200)
