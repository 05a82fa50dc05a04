"""Sessions: planned, moved and called off by the office; who comes, for whoever holds one; another day to choose."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hoshin.accounts.access import require
from hoshin.audit.selectors import own_latest_change
from hoshin.base.errors import Conflict, Invalid
from hoshin.base.whole_numbers import whole_numbers
from hoshin.growth.models import LearningSession
from hoshin.growth.policies import GrowthRight
from hoshin.growth.selectors import held_session, learning_request_by_number, session_by_number, sessions_to_come
from hoshin.growth.services import (
    add_learning_session,
    change_learning_session,
    choose_session,
    keep_attendance,
    remove_learning_session,
)
from hoshin.web.access import actor_of
from hoshin.web.conflicts import conflict_answer
from hoshin.web.forms import place_problems
from hoshin.web.growth.learning import item_by_number, page_of_item
from hoshin.web.growth.learning_forms import ChooseSessionForm, SessionForm
from hoshin.web.htmx import notice, redirect, render
from hoshin.web.way_back import undo_since


@require_POST
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """Say when an entry is held."""
    actor = actor_of(request)
    row, form = item_by_number(actor, pk), SessionForm(request.POST, actor=actor)
    require(actor, GrowthRight.WRITE_FRAMEWORK)
    if form.is_valid():
        before = own_latest_change(actor)
        try:
            add_learning_session(actor, item=row, **form.values)
        except Invalid as error:
            place_problems(form, error)
        else:
            notice(request, _("The session is added."), undo_since(actor, before))
            return redirect(request, "learning_item", row.code)
    return page_of_item(request, actor, row, session=form)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change its day, place, seats or who holds it."""
    actor = actor_of(request)
    row = session_by_number(actor, pk)
    require(actor, GrowthRight.WRITE_FRAMEWORK)
    form = SessionForm(request.POST or None, actor=actor, initial=_stored(row))
    if request.method == "POST" and form.is_valid():
        try:
            change_learning_session(actor, session=row, version=form.cleaned_data["version"], **form.values)
        except Conflict as conflict:
            theirs = _stored(session_by_number(actor, pk))
            return conflict_answer(request, conflict, form, theirs, request.path, request.path)
        except Invalid as error:
            place_problems(form, error)
        else:
            notice(request, _("Saved. Whoever asked for it is told of another day or place."))
            return redirect(request, "learning_item", row.item.code)
    status = 422 if form.errors else 200
    return render(request, "growth/session_write.html", context={"form": form, "row": row}, status=status)


@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Call a session off."""
    actor = actor_of(request)
    row, before = session_by_number(actor, pk), own_latest_change(actor)
    try:
        remove_learning_session(actor, session=row)
    except Invalid as error:
        notice(request, str(error))
    else:
        notice(request, _("The session does not take place. Whoever asked for it is told."), undo_since(actor, before))
    return redirect(request, "learning_item", row.item.code)


@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """Who comes, for whoever holds it."""
    return render(request, "growth/session.html", context={"held": held_session(actor_of(request), pk)})


@require_POST
def attended(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep who was there."""
    actor = actor_of(request)
    held = held_session(actor, pk)
    came = whole_numbers(request.POST.getlist("came"))
    try:
        kept = len(keep_attendance(actor, session=held.row, requests=came))
    except Invalid as error:
        notice(request, str(error))
    else:
        said = ngettext("Kept of %(count)s person.", "Kept of %(count)s people.", kept)
        notice(request, said % {"count": kept} if kept else _("Nobody was named: choose who was there."))
    return redirect(request, "learning_session", pk)


@require_POST
def choose(request: HttpRequest, pk: int) -> HttpResponse:
    """Come on another day."""
    actor = actor_of(request)
    row = learning_request_by_number(actor, pk)
    form = ChooseSessionForm(request.POST, sessions=sessions_to_come(actor, row.item))
    if form.is_valid():
        try:
            changed = choose_session(actor, request=row, session=form.chosen)
        except Invalid as error:
            place_problems(form, error)
        else:
            notice(request, _("Kept: %(state)s.") % {"state": changed.get_state_display()})
            return redirect(request, "learning_item", row.item.code)
    return page_of_item(request, actor, row.item, choose=form)


def _stored(row: LearningSession) -> dict[str, Any]:
    return {name: getattr(row, name) for name in ("starts_on", "place", "seats", "version")} | {"host": row.host_id}
