"""Series: set up or proposed, changed, answered, ended."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from hoshin.accounts.access import Actor
from hoshin.audit.selectors import own_latest_change
from hoshin.base.errors import Conflict, Denied, Invalid
from hoshin.meetings.models import Agreement, OneOnOne
from hoshin.meetings.selectors import one_on_one_by_number
from hoshin.meetings.services import answer_one_on_one, change_one_on_one, end_one_on_one, propose_one_on_one
from hoshin.org.selectors import person_by_employee_id, person_of
from hoshin.web.access import actor_of
from hoshin.web.conflicts import conflict_answer
from hoshin.web.forms import place_problems
from hoshin.web.htmx import notice, redirect, refresh, render
from hoshin.web.jinja import url
from hoshin.web.meetings.forms import SeriesForm, values_of
from hoshin.web.way_back import undo_since


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Set up or propose a 1:1, perhaps with whom the address names."""
    actor = actor_of(request)
    me, named = person_of(actor), request.GET.get("with", "")
    if me is None:
        return redirect(request, "meetings")
    other = person_by_employee_id(actor, named) if named else None
    form = SeriesForm(request.POST, actor=actor) if request.method == "POST" else SeriesForm.begun(actor, me, other)
    if request.method == "POST" and form.is_valid():
        saved = _proposed(actor, form)
        if saved is not None:
            text = _("You meet %(name)s.")
            if saved.agreement == Agreement.PROPOSED:
                text = _("Proposed to %(name)s, who is told and accepts or declines.")
            notice(request, text % {"name": saved.partner.name})
            return redirect(request, "one_on_one", saved.pk)
    context = {"form": form, "one": None, "other": other}
    return render(request, "meetings/edit.html", None, context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, number: int) -> HttpResponse:
    """Change when and where two meet."""
    actor = actor_of(request)
    one = one_on_one_by_number(actor, number)
    form = SeriesForm(request.POST, actor=actor, one=one) if request.method == "POST" else SeriesForm.of(actor, one)
    if request.method == "POST" and form.is_valid():
        answer = _changed(request, actor, one, form)
        if answer is not None:
            return answer
    context = {"form": form, "one": one, "other": _other(actor, one)}
    return render(request, "meetings/edit.html", None, context, status=422 if form.errors else 200)


@require_POST
def answer(request: HttpRequest, number: int) -> HttpResponse:
    """Accept or decline what was proposed."""
    actor = actor_of(request)
    one = one_on_one_by_number(actor, number)
    before, is_accepted = own_latest_change(actor), request.POST.get("answer") == "accept"
    answer_one_on_one(actor, one_on_one=one, is_accepted=is_accepted)
    text = _("Accepted: you meet %(name)s.") if is_accepted else _("Declined: %(name)s is told.")
    notice(request, text % {"name": one.organiser.name}, undo_since(actor, before))
    if "stays" in request.POST:
        return refresh(request, "meetings")
    return redirect(request, url("one_on_one", one.pk) if is_accepted else url("meetings"))


@require_POST
def end(request: HttpRequest, number: int) -> HttpResponse:
    """End a series today."""
    actor = actor_of(request)
    one = one_on_one_by_number(actor, number)
    before = own_latest_change(actor)
    end_one_on_one(actor, one_on_one=one)
    text = _("Your 1:1 with %(name)s ends today. What you wrote stays, and so does what is to be done.")
    notice(request, text % {"name": _other(actor, one)}, undo_since(actor, before))
    return redirect(request, "meetings")


def _proposed(actor: Actor, form: SeriesForm) -> OneOnOne | None:
    values = {name: value for name, value in form.cleaned_data.items() if name != "version"}
    try:
        return propose_one_on_one(actor, **values)
    except Invalid as error:
        place_problems(form, error)
    return None


def _changed(request: HttpRequest, actor: Actor, one: OneOnOne, form: SeriesForm) -> HttpResponse | None:
    values: dict[str, Any] = dict(form.cleaned_data)
    values["time_zone"] = values["time_zone"] or one.time_zone
    before, page = own_latest_change(actor), url("one_on_one", one.pk)
    try:
        _one, is_changed = change_one_on_one(actor, one_on_one=one, **values)
    except Conflict as conflict:
        theirs = values_of(one_on_one_by_number(actor, one.pk))
        return conflict_answer(request, conflict, form, theirs, url("one_on_one_edit", one.pk), page)
    except Invalid as error:
        place_problems(form, error)
        return None
    notice(request, _("Saved") if is_changed else _("Nothing was changed."), undo_since(actor, before))
    return redirect(request, page)


def _other(actor: Actor, one: OneOnOne) -> Any:
    me = person_of(actor)
    if me is None:
        raise Denied
    return one.other_than(me)
