"""Asking to learn something, deciding on it, and keeping that it was learnt."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hoshin.base.errors import Invalid
from hoshin.growth.selectors import (
    learning_request_by_number,
    person_growing_by_number,
    sessions_to_come,
)
from hoshin.growth.services import ask_to_learn, decide_on_request, record_learning, withdraw_request
from hoshin.web.access import actor_of
from hoshin.web.forms import place_problems
from hoshin.web.growth.learning import item_by_number, page_of_item, page_of_requests
from hoshin.web.growth.learning_forms import AskToLearnForm, LearningDecisionForm, LearntForm
from hoshin.web.htmx import notice, redirect


@require_POST
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for an entry of the catalogue."""
    actor = actor_of(request)
    row = item_by_number(actor, pk)
    form = AskToLearnForm(request.POST, actor=actor, sessions=sessions_to_come(actor, row))
    if form.is_valid():
        try:
            ask_to_learn(actor, item=row, **form.values)
        except Invalid as error:
            place_problems(form, error)
        else:
            notice(request, _("Your manager is asked."))
            return redirect(request, "learning_requests")
    return page_of_item(request, actor, row, ask=form)


@require_POST
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Approve or decline what somebody asked for."""
    actor = actor_of(request)
    row, form = learning_request_by_number(actor, pk), LearningDecisionForm(request.POST)
    word = form.cleaned_data["word"] if form.is_valid() else ""
    try:
        decide_on_request(actor, request=row, is_approved="approve" in request.POST, word=word)
    except Invalid as error:
        notice(request, str(error))
    else:
        notice(request, _("Decided. %(name)s is told.") % {"name": row.person.name})
    return redirect(request, "learning_requests")


@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for it no more."""
    actor = actor_of(request)
    try:
        withdraw_request(actor, request=learning_request_by_number(actor, pk))
    except Invalid as error:
        notice(request, str(error))
    else:
        notice(request, _("Withdrawn"))
    return redirect(request, "learning_requests")


@require_POST
def learnt(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep that somebody learnt something."""
    actor = actor_of(request)
    person, form = person_growing_by_number(actor, pk), LearntForm(request.POST, actor=actor)
    if form.is_valid():
        try:
            record_learning(actor, person=person, **form.cleaned_data)
        except Invalid as error:
            place_problems(form, error)
        else:
            notice(request, _("Kept: %(name)s") % {"name": form.cleaned_data["item"].name})
            return redirect(request, "learning_requests")
    return page_of_requests(request, actor, learnt=form, learner=person)
