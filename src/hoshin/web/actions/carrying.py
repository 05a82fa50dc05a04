"""Carrying an action out: done, open again, dropped, and checked."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from hoshin.actions.models import CorrectiveAction
from hoshin.actions.policies import require_may_change_action
from hoshin.actions.selectors import action_by_code
from hoshin.actions.services import check_action, drop_action, finish_action, reopen_action
from hoshin.audit.selectors import own_latest_change
from hoshin.base.errors import Conflict, Invalid
from hoshin.web.access import actor_of
from hoshin.web.actions.forms import CheckForm, DropForm
from hoshin.web.actions.views import action_page
from hoshin.web.conflicts import conflict_answer
from hoshin.web.forms import place_problems
from hoshin.web.htmx import notice, redirect, refresh, render
from hoshin.web.jinja import url
from hoshin.web.way_back import undo_since


@require_POST
def state(request: HttpRequest, code: str) -> HttpResponse:
    """Say that it is done, or open again."""
    actor = actor_of(request)
    action, before = action_by_code(actor, code), own_latest_change(actor)
    if request.POST.get("state") == "open":
        reopen_action(actor, action=action)
        text = _("%(code)s is open again.")
    else:
        finish_action(actor, action=action)
        text = _("%(code)s is done. Whether it helped is asked of you on its day.")
    notice(request, text % {"code": action.code}, undo_since(actor, before))
    return refresh(request, url("action", action.code))


@require_http_methods(["GET", "HEAD", "POST"])
def drop(request: HttpRequest, code: str) -> HttpResponse:
    """Give it up, with the reason: in a dialog or on a page of its own."""
    actor = actor_of(request)
    action, before = action_by_code(actor, code), own_latest_change(actor)
    require_may_change_action(actor, action)
    form = DropForm(request.POST or None, initial={"version": action.version})
    if request.method == "POST" and form.is_valid():
        try:
            drop_action(actor, action=action, **form.cleaned_data)
        except Conflict as conflict:
            return _theirs(request, conflict, action, form, "action_drop")
        except Invalid as error:
            place_problems(form, error)
        else:
            text = _("%(code)s is dropped.") % {"code": action.code}
            notice(request, text, undo_since(actor, before))
            return redirect(request, "action", action.code)
    status = 422 if request.method == "POST" else 200
    return render(request, "actions/drop.html", "actions/_drop.html", {"action": action, "form": form}, status)


@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest, code: str) -> HttpResponse:
    """Conclude whether it helped, beside what was measured."""
    actor = actor_of(request)
    action, before = action_by_code(actor, code), own_latest_change(actor)
    require_may_change_action(actor, action)
    if request.method != "POST":
        return redirect(request, url("action", action.code) + "#check")
    form = CheckForm(request.POST)
    if form.is_valid():
        try:
            check_action(actor, action=action, **form.cleaned_data)
        except Conflict as conflict:
            return _theirs(request, conflict, action, form, "action_check")
        except Invalid as error:
            place_problems(form, error)
        else:
            text = _("%(code)s is checked. What was measured is kept with it.") % {"code": action.code}
            notice(request, text, undo_since(actor, before))
            return redirect(request, "action", action.code)
    return action_page(request, action, form, status=422)


def _theirs(
    request: HttpRequest, conflict: Conflict, action: CorrectiveAction, form: forms.Form, address: str
) -> HttpResponse:
    theirs: dict[str, Any] = {name: getattr(action, name) for name in ("outcome", "conclusion", "next_step", "version")}
    return conflict_answer(request, conflict, form, theirs, url(address, action.code), url("action", action.code))
