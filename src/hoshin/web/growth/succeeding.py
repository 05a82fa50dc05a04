"""Who could follow in critical roles: all of them, and one with suggestions."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hoshin.accounts.access import Actor
from hoshin.base.errors import Conflict, Denied, Invalid, NotFound
from hoshin.growth.models import CriticalRole
from hoshin.growth.policies import may_write_succession, units_of_successions
from hoshin.growth.selectors import (
    critical_role_by_number,
    succession_of,
    successions,
    successor_by_number,
    successors_suggested,
)
from hoshin.growth.services import (
    add_critical_role,
    change_critical_role,
    remove_critical_role,
    remove_successor,
    set_successor,
)
from hoshin.org.selectors import person_by_employee_id
from hoshin.web.access import actor_of
from hoshin.web.conflicts import conflict_answer
from hoshin.web.forms import place_problems
from hoshin.web.growth.career_forms import CriticalRoleChangeForm, CriticalRoleForm, SuccessorForm
from hoshin.web.htmx import notice, redirect, render
from hoshin.web.jinja import url


@require_http_methods(["GET", "HEAD", "POST"])
def succession(request: HttpRequest) -> HttpResponse:
    """Critical roles with how they stand, and adding one."""
    actor = actor_of(request)
    form = CriticalRoleForm(request.POST or None, actor=actor)
    if request.method == "POST" and form.is_valid():
        try:
            row = add_critical_role(actor, **form.cleaned_data)
        except (Denied, Invalid) as error:
            form.add_error(None, str(error))
        else:
            notice(request, _("The role is kept as critical. Say who could follow."))
            return redirect(request, *_after(actor, row))
    lines = successions(actor)
    context = {
        "lines": lines,
        "at_risk": sum(line.row.loss == "high" for line in lines),
        "single": sum(line.has_one_alone for line in lines),
        "nobody": sum(line.has_nobody_now for line in lines),
        "form": form if units_of_successions(actor).exists() else None,
    }
    return render(request, "growth/succession.html", context=context, status=422 if form.errors else 200)


@require_safe
def critical_role(request: HttpRequest, pk: int) -> HttpResponse:
    """One with who could follow, and whom what is known suggests."""
    actor = actor_of(request)
    return _page_of_one(request, actor, critical_role_by_number(actor, pk))


@require_POST
def critical_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change its holder, its risk, and why it is critical."""
    actor = actor_of(request)
    row, form = critical_role_by_number(actor, pk), CriticalRoleChangeForm(request.POST, actor=actor)
    if form.is_valid():
        version = form.cleaned_data.pop("version")
        try:
            changed = change_critical_role(actor, role=row, version=version, **form.cleaned_data)
        except Conflict as conflict:
            theirs = _stored(critical_role_by_number(actor, pk))
            return conflict_answer(request, conflict, form, theirs, request.path, url("critical_role", pk))
        except Invalid as error:
            place_problems(form, error)
        else:
            notice(request, _("Saved"))
            return redirect(request, *_after(actor, changed))
    return _page_of_one(request, actor, row, change=form)


@require_POST
def successor_set(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that somebody could follow."""
    actor = actor_of(request)
    row, form = critical_role_by_number(actor, pk), SuccessorForm(request.POST, actor=actor)
    if form.is_valid():
        try:
            set_successor(actor, role=row, **form.cleaned_data)
        except Invalid as error:
            place_problems(form, error)
        else:
            notice(request, _("Kept"))
            return redirect(request, "critical_role", pk)
    return _page_of_one(request, actor, row, successor=form)


@require_POST
def successor_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take somebody out."""
    actor = actor_of(request)
    row = successor_by_number(actor, pk)
    remove_successor(actor, successor=row)
    notice(request, _("Removed"))
    return redirect(request, "critical_role", row.role_id)


@require_POST
def critical_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that a role is critical no more."""
    actor = actor_of(request)
    remove_critical_role(actor, role=critical_role_by_number(actor, pk))
    notice(request, _("Removed"))
    return redirect(request, "succession")


def _after(actor: Actor, row: CriticalRole) -> tuple[Any, ...]:
    """Where whoever wrote goes next: who names themself as the holder sees the role no more."""
    try:
        critical_role_by_number(actor, row.pk)
    except NotFound:
        return ("succession",)
    return ("critical_role", row.pk)


def _page_of_one(request: HttpRequest, actor: Actor, row: CriticalRole, **typed: Any) -> HttpResponse:
    writes = may_write_succession(actor, row)
    context = {
        "row": row,
        "line": succession_of(actor, row),
        "writes": writes,
        "suggested": successors_suggested(actor, row) if writes else [],
        "successor": SuccessorForm(actor=actor, initial=_begun(request, actor)) if writes else None,
        "change": CriticalRoleChangeForm(actor=actor, initial=_stored(row)) if writes else None,
    }
    return render(request, "growth/critical_role.html", context=context | typed, status=422 if typed else 200)


def _begun(request: HttpRequest, actor: Actor) -> dict[str, Any]:
    """What a suggestion puts into the form."""
    code, readiness = request.GET.get("person", "")[:100], request.GET.get("readiness", "")[:10]
    try:
        return {"person": person_by_employee_id(actor, code).pk, "readiness": readiness} if code else {}
    except NotFound:
        return {}


def _stored(row: CriticalRole) -> dict[str, Any]:
    said = {name: getattr(row, name) for name in ("name", "loss", "note", "version")}
    return said | {"holder": row.holder_id}
