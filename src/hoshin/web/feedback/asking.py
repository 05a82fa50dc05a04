"""Asking others for feedback on one's own work; answering, declining, withdrawing."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from hoshin.audit.selectors import own_latest_change
from hoshin.base.errors import Invalid
from hoshin.feedback.policies import require_person
from hoshin.feedback.selectors import request_by_number
from hoshin.feedback.services import ask_for_feedback, decline_feedback, withdraw_request
from hoshin.growth.selectors import skills_to_name
from hoshin.web.access import actor_of
from hoshin.web.feedback.forms import AskForm, DeclineForm
from hoshin.web.feedback.writing import writing_page
from hoshin.web.forms import place_problems
from hoshin.web.htmx import notice, redirect, render
from hoshin.web.way_back import undo_since


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """Ask one or several people a question."""
    actor = actor_of(request)
    asker = require_person(actor)
    form, before = AskForm(request.POST or None, actor=actor), own_latest_change(actor)
    if request.method == "POST" and form.is_valid():
        try:
            made = ask_for_feedback(actor, people=form.asked, question=form.cleaned_data["question"], tie=form.tie)
        except Invalid as error:
            place_problems(form, error)
        else:
            words = ngettext("%(count)s person is asked.", "%(count)s people are asked.", len(made))
            notice(request, words % {"count": len(made)}, undo_since(actor, before))
            return redirect(request, "feedback_asked")
    context = {"form": form, "manager": asker.manager, "skills": skills_to_name(actor, asker)}
    return render(request, "feedback/ask.html", context=context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer what is asked, or decline it: on one page. Whoever asked is led to what they asked."""
    actor = actor_of(request)
    row = request_by_number(actor, pk)
    own = require_person(actor)
    if row.asker_id == own.pk:
        return redirect(request, "feedback_asked")
    given = row.answers.filter(giver=own).order_by("given_at").last()
    if given is not None:
        return redirect(request, "feedback_edit" if given.is_draft else "feedback_one", given.pk)
    return writing_page(request, actor, row.asker, asked=row, more={"decline": DeclineForm()})


@require_POST
def decline(request: HttpRequest, pk: int) -> HttpResponse:
    """Decline a request, with a word where there is one."""
    actor, form = actor_of(request), DeclineForm(request.POST)
    row, before = request_by_number(actor, pk), own_latest_change(actor)
    word = form.cleaned_data["word"] if form.is_valid() else ""
    decline_feedback(actor, request=row, word=word)
    notice(request, _("Declined; %(name)s is told.") % {"name": row.asker.name}, undo_since(actor, before))
    return redirect(request, "feedback")


@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask no more."""
    actor = actor_of(request)
    row, before = request_by_number(actor, pk), own_latest_change(actor)
    withdraw_request(actor, request=row)
    notice(request, _("%(name)s is asked no more.") % {"name": row.asked.name}, undo_since(actor, before))
    return redirect(request, "feedback_asked")
