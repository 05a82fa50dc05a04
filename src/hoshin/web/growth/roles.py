"""Roles with what they expect and where they lead: read by everybody, written by the office."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hoshin.accounts.access import Actor, require
from hoshin.audit.selectors import own_latest_change
from hoshin.base.codes import free_code
from hoshin.base.errors import Conflict, Invalid, NotFound
from hoshin.growth.models import JobRole
from hoshin.growth.policies import GrowthRight, competencies_visible_to, job_roles_visible_to
from hoshin.growth.selectors import career_move_by_number, expected_of, job_role_by_code, shown_role
from hoshin.growth.services import (
    add_job_role,
    change_job_role,
    remove_career_move,
    remove_job_role,
    set_career_move,
)
from hoshin.web.access import actor_of
from hoshin.web.conflicts import conflict_answer
from hoshin.web.forms import place_problems
from hoshin.web.growth.forms import CareerMoveForm, JobRoleForm
from hoshin.web.htmx import notice, redirect, render
from hoshin.web.way_back import undo_since


@require_safe
def show(request: HttpRequest, code: str) -> HttpResponse:
    """One: what it expects, where it leads, and where people went."""
    actor = actor_of(request)
    return _page_of_one(request, actor, job_role_by_code(actor, code))


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Add one."""
    actor = actor_of(request)
    require(actor, GrowthRight.WRITE_FRAMEWORK)
    begun = {"code": free_code(job_roles_visible_to(actor), "J1")}
    begun |= {name: request.GET.get(name, "")[:100] for name in ("job_family", "level")}
    form = _form(actor, request, begun)
    if request.method == "POST" and form.is_valid():
        before = own_latest_change(actor)
        try:
            row = add_job_role(actor, levels=form.levels, **form.values)
        except Invalid as error:
            place_problems(form, error)
        else:
            notice(request, _("The role is added."), undo_since(actor, before))
            return redirect(request, "job_role", row.code)
    return _written(request, form, None)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change one and what it expects."""
    actor = actor_of(request)
    row = _by_number(actor, pk)
    require(actor, GrowthRight.WRITE_FRAMEWORK)
    form = _form(actor, request, _stored(actor, row))
    if request.method == "POST" and form.is_valid():
        before, version = own_latest_change(actor), form.cleaned_data["version"]
        try:
            changed = change_job_role(actor, role=row, version=version, levels=form.levels, **form.values)
        except Conflict as conflict:
            theirs = _stored(actor, _by_number(actor, pk))
            return conflict_answer(request, conflict, form, theirs, request.path, request.path)
        except Invalid as error:
            place_problems(form, error)
        else:
            notice(request, _("Saved"), undo_since(actor, before))
            return redirect(request, "job_role", changed.code)
    return _written(request, form, row)


@require_POST
def move(request: HttpRequest, pk: int) -> HttpResponse:
    """Say where people may go from it."""
    actor = actor_of(request)
    row = _by_number(actor, pk)
    require(actor, GrowthRight.WRITE_FRAMEWORK)
    form = _move_form(actor, row, request)
    if form.is_valid():
        before = own_latest_change(actor)
        try:
            set_career_move(actor, from_role=row, **form.values)
        except Invalid as error:
            place_problems(form, error)
        else:
            notice(request, _("The move is kept."), undo_since(actor, before))
            return redirect(request, "job_role", row.code)
    return _page_of_one(request, actor, row, form)


@require_POST
def remove_move(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a move out."""
    actor = actor_of(request)
    row, before = career_move_by_number(actor, pk), own_latest_change(actor)
    remove_career_move(actor, move=row)
    notice(request, _("The move is removed."), undo_since(actor, before))
    return redirect(request, "job_role", row.from_role.code)


@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a role out."""
    actor = actor_of(request)
    row, before = _by_number(actor, pk), own_latest_change(actor)
    try:
        remove_job_role(actor, role=row)
    except Invalid as error:
        return _written(request, _form(actor, request, _stored(actor, row), is_read=True), row, str(error))
    notice(request, _("The role is removed."), undo_since(actor, before))
    return redirect(request, "growth_framework")


def _page_of_one(request: HttpRequest, actor: Actor, row: JobRole, form: CareerMoveForm | None = None) -> HttpResponse:
    may_edit = actor.has(GrowthRight.WRITE_FRAMEWORK)
    context = {
        "row": row,
        "shown": shown_role(actor, row),
        "may_edit": may_edit,
        "form": form or (_move_form(actor, row) if may_edit else None),
    }
    return render(request, "growth/role.html", context=context, status=422 if form else 200)


def _move_form(actor: Actor, row: JobRole, request: HttpRequest | None = None) -> CareerMoveForm:
    # The role itself is not among them; whoever names it nevertheless is told so by the form.
    others = job_roles_visible_to(actor).exclude(pk=row.pk).order_by("job_family", "pk")
    return CareerMoveForm(request.POST if request else None, roles=list(others))


def _by_number(actor: Actor, pk: int) -> JobRole:
    row = job_roles_visible_to(actor).filter(pk=pk).first()
    if row is None:
        raise NotFound("role", str(pk))
    return row


def _form(actor: Actor, request: HttpRequest, begun: dict[str, Any], *, is_read: bool = False) -> JobRoleForm:
    rows = list(competencies_visible_to(actor).order_by("area", "name", "pk"))
    return JobRoleForm(None if is_read else request.POST or None, competencies=rows, initial=begun)


def _stored(actor: Actor, row: JobRole) -> dict[str, Any]:
    names = ("name", "code", "job_family", "level", "purpose", "version")
    levels = {JobRoleForm.field_of(one.competency): str(one.level) for one in expected_of(actor, [row.pk])[row.pk]}
    return {name: getattr(row, name) for name in names} | levels


def _written(request: HttpRequest, form: JobRoleForm, row: JobRole | None, refused: str = "") -> HttpResponse:
    fields = [form[form.field_of(one)] for one in form.competencies]
    context = {"form": form, "row": row, "refused": refused, "expects": list(zip(form.competencies, fields))}
    status = 422 if form.errors or refused else 200
    return render(request, "growth/role_write.html", context=context, status=status)
