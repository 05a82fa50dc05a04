"""Opening a corrective action from what is off track, and changing it, each on one page."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hoshin.actions.models import CorrectiveAction
from hoshin.actions.policies import require_may_act_on, require_may_change_action
from hoshin.actions.selectors import action_by_code
from hoshin.actions.services import change_action, open_action
from hoshin.audit.selectors import own_latest_change
from hoshin.base.errors import Conflict, Invalid
from hoshin.commentary.policies import readers_of
from hoshin.commentary.selectors import commentary_of
from hoshin.measures.models import Measure
from hoshin.org.selectors import organisation
from hoshin.web.access import actor_of
from hoshin.web.actions.about import AboutThing, about_thing
from hoshin.web.actions.forms import CorrectiveForm, action_values
from hoshin.web.conflicts import conflict_answer
from hoshin.web.forms import place_problems
from hoshin.web.htmx import notice, redirect, render
from hoshin.web.jinja import url
from hoshin.web.way_back import undo_since

_OF_THE_PAGE, _USUAL_DAYS = ("version", "unit"), ("starts_on", "check_on")


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, kind: str, code: str, period: str) -> HttpResponse:
    """Act on a measure or an objective that was off track in a period."""
    about = about_thing(request, kind, code, period)
    require_may_act_on(about.actor, about.thing, about.unit)
    form = CorrectiveForm(request.POST, actor=about.actor) if request.method == "POST" else _begun(about)
    if request.method == "POST" and form.is_valid():
        before = own_latest_change(about.actor)
        try:
            said = _said(form)
            row = open_action(about.actor, thing=about.thing, period=about.period, unit=about.unit, **said)
        except Invalid as error:
            place_problems(form, error)
        else:
            text = _("Action %(code)s is open. %(name)s is told.")
            if row.owner is not None and row.owner.user_id == about.actor.user_id:
                text = _("Action %(code)s is open.")
            told = {"code": row.code, "name": row.owner.name if row.owner else ""}
            notice(request, text % told, undo_since(about.actor, before))
            return redirect(request, "action", row.code)
    return _page(request, about, form, None)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, code: str) -> HttpResponse:
    """Change an action that goes on."""
    actor = actor_of(request)
    action = action_by_code(actor, code)
    require_may_change_action(actor, action)
    form = CorrectiveForm(request.POST, actor=actor) if request.method == "POST" else CorrectiveForm.of(actor, action)
    if request.method == "POST" and form.is_valid():
        answer = _changed(request, action, form)
        if answer is not None:
            return answer
    about = AboutThing(actor, action.kind, action.thing, action.unit, action.period)
    return _page(request, about, form, action)


def _changed(request: HttpRequest, action: CorrectiveAction, form: CorrectiveForm) -> HttpResponse | None:
    actor, page = actor_of(request), url("action", action.code)
    before = own_latest_change(actor)
    try:
        # An emptied day stands as it was: both have one.
        said = {name: value for name, value in _said(form).items() if value is not None or name not in _USUAL_DAYS}
        change_action(actor, action=action, version=form.cleaned_data["version"], **said)
    except Conflict as conflict:
        theirs = action_values(action_by_code(actor, action.code))
        return conflict_answer(request, conflict, form, theirs, url("action_edit", action.code), page)
    except Invalid as error:
        place_problems(form, error)
        return None
    undo = undo_since(actor, before)
    notice(request, _("Saved") if undo else _("Nothing was changed."), undo)
    return redirect(request, page)


def _begun(about: AboutThing) -> CorrectiveForm:
    """With what commentary said of the period already: nobody types it twice."""
    said = commentary_of(about.actor, about.thing, about.period, about.unit)
    told = {"happened": said.happened, "cause": said.why} if said else {}
    return CorrectiveForm.begun(about.actor, about.thing.owner_id, about.unit_code, **told)


def _said(form: CorrectiveForm) -> dict[str, Any]:
    return {name: value for name, value in form.cleaned_data.items() if name not in _OF_THE_PAGE}


def _page(
    request: HttpRequest, about: AboutThing, form: CorrectiveForm, action: CorrectiveAction | None
) -> HttpResponse:
    known = organisation()
    context = {
        "about": about,
        "form": form,
        "action": action,
        "readers": readers_of(about.thing),
        "currency": known.currency if known else "",
        "unit_of_measure": about.thing.unit_of_measure if isinstance(about.thing, Measure) else "",
    }
    return render(request, "actions/edit.html", None, context, status=422 if form.errors else 200)
