"""Competencies: read by everybody, written by the office."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hoshin.accounts.access import Actor, require
from hoshin.audit.selectors import own_latest_change
from hoshin.base.codes import free_code
from hoshin.base.errors import Conflict, Invalid, NotFound
from hoshin.growth.models import LEVELS, Competency
from hoshin.growth.policies import GrowthRight, competencies_visible_to
from hoshin.growth.selectors import competency_by_code, roles_expecting
from hoshin.growth.services import add_competency, change_competency, remove_competency
from hoshin.web.access import actor_of
from hoshin.web.conflicts import conflict_answer
from hoshin.web.forms import place_problems
from hoshin.web.growth.forms import CompetencyForm
from hoshin.web.htmx import notice, redirect, render
from hoshin.web.way_back import undo_since


@require_safe
def show(request: HttpRequest, code: str) -> HttpResponse:
    """One with what is seen at each level, and who expects it."""
    actor = actor_of(request)
    row = competency_by_code(actor, code)
    context = {
        "row": row,
        "levels": [(level, row.seen_at(level)) for level in LEVELS],
        "expecting": roles_expecting(actor, row),
        "may_edit": actor.has(GrowthRight.WRITE_FRAMEWORK),
    }
    return render(request, "growth/competency.html", None, context)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Add one."""
    actor = actor_of(request)
    require(actor, GrowthRight.WRITE_FRAMEWORK)
    begun = {"code": free_code(competencies_visible_to(actor), "C1"), "name": request.GET.get("name", "")[:200]}
    form = CompetencyForm(request.POST or None, initial=begun)
    if request.method == "POST" and form.is_valid():
        before = own_latest_change(actor)
        try:
            row = add_competency(actor, **form.values)
        except Invalid as error:
            place_problems(form, error)
        else:
            notice(request, _("The competency is added."), undo_since(actor, before))
            return redirect(request, "competency", row.code)
    return _written(request, form, None)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change one."""
    actor = actor_of(request)
    row = _by_number(actor, pk)
    require(actor, GrowthRight.WRITE_FRAMEWORK)
    form = CompetencyForm(request.POST or None, initial=_stored(row))
    if request.method == "POST" and form.is_valid():
        before = own_latest_change(actor)
        try:
            changed = change_competency(actor, competency=row, version=form.cleaned_data["version"], **form.values)
        except Conflict as conflict:
            theirs = _stored(_by_number(actor, pk))
            return conflict_answer(request, conflict, form, theirs, request.path, request.path)
        except Invalid as error:
            place_problems(form, error)
        else:
            notice(request, _("Saved"), undo_since(actor, before))
            return redirect(request, "competency", changed.code)
    return _written(request, form, row)


@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one out, also of what roles expect."""
    actor = actor_of(request)
    row, before = _by_number(actor, pk), own_latest_change(actor)
    try:
        remove_competency(actor, competency=row)
    except Invalid as error:
        return _written(request, CompetencyForm(initial=_stored(row)), row, str(error))
    notice(request, _("The competency is removed."), undo_since(actor, before))
    return redirect(request, "growth_framework")


def _by_number(actor: Actor, pk: int) -> Competency:
    row = competencies_visible_to(actor).filter(pk=pk).first()
    if row is None:
        raise NotFound("competency", str(pk))
    return row


def _stored(row: Competency) -> dict[str, Any]:
    names = ("name", "code", "area", "description", "version", *(f"level_{level}" for level in LEVELS))
    return {name: getattr(row, name) for name in names}


def _written(request: HttpRequest, form: CompetencyForm, row: Competency | None, refused: str = "") -> HttpResponse:
    context = {"form": form, "row": row, "refused": refused}
    status = 422 if form.errors or refused else 200
    return render(request, "growth/competency_write.html", context=context, status=status)
