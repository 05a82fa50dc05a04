"""Starting an initiative, changing it, saying its status, keeping its plan as agreed, and taking it out."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from hoshin.accounts.access import Actor, require
from hoshin.audit.selectors import own_latest_change
from hoshin.base import clock
from hoshin.base.errors import Conflict, Invalid, NotFound
from hoshin.initiatives.models import Initiative
from hoshin.initiatives.policies import InitiativeRight, require_may_write, team_visible_to
from hoshin.initiatives.selectors import shown_initiatives
from hoshin.initiatives.services import (
    add_initiative,
    agree_baseline,
    change_initiative,
    free_initiative_code,
    remove_initiative,
    set_status,
)
from hoshin.initiatives.templates import drafts_of
from hoshin.org.selectors import organisation, person_of
from hoshin.strategy.selectors import objective_by_code
from hoshin.web.access import actor_of
from hoshin.web.conflicts import conflict_answer
from hoshin.web.forms import place_problems
from hoshin.web.found_field import MARK
from hoshin.web.htmx import notice, redirect, render
from hoshin.web.initiatives.forms import InitiativeForm, StatusForm
from hoshin.web.initiatives.views import initiative_by_number, page_of_one
from hoshin.web.way_back import undo_since


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Start one: from nothing, from a template, or like another (`like`), for an objective."""
    actor = actor_of(request)
    require(actor, InitiativeRight.WRITE_OWN)
    form, before = InitiativeForm(request.POST or None, actor=actor, is_new=True, initial=_begun(request, actor)), None
    if request.method == "POST" and form.is_valid():
        before = own_latest_change(actor)
        template = form.cleaned_data["template"] or request.GET.get("like", "")
        try:
            row = add_initiative(
                actor,
                effects=form.served,
                team=form.people,
                milestones=drafts_of(actor, template) if template else (),
                **form.columns,
            )
        except Invalid as error:
            place_problems(form, error, currency="budget")
        else:
            notice(request, _("The initiative is started."), undo_since(actor, before))
            return redirect(request, "initiative", row.code)
    return _written(request, form, None)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what it is, what it serves and who works on it."""
    actor = actor_of(request)
    row = initiative_by_number(actor, pk)
    require_may_write(actor, row)
    form = _form(request.POST or None, actor, row)
    if request.method == "POST" and form.is_valid():
        before = own_latest_change(actor)
        try:
            changed = change_initiative(
                actor,
                initiative=row,
                version=form.cleaned_data["version"],
                effects=form.served,
                team=form.people,
                **form.columns,
            )
        except Conflict as conflict:
            theirs = stored(initiative_by_number(actor, pk))
            return conflict_answer(request, conflict, form, theirs, request.path, request.path)
        except Invalid as error:
            place_problems(form, error, currency="budget")
        else:
            notice(request, _("Saved"), undo_since(actor, before))
            return redirect(request, "initiative", changed.code)
    return _written(request, form, row)


@require_POST
def say_status(request: HttpRequest, pk: int) -> HttpResponse:
    """Say a status by hand, or let it follow from milestones and pace again."""
    actor = actor_of(request)
    row, form, before = initiative_by_number(actor, pk), StatusForm(request.POST), own_latest_change(actor)
    require_may_write(actor, row)
    if form.is_valid():
        said = form.cleaned_data
        try:
            set_status(
                actor,
                initiative=row,
                status=said["status"],
                reason=said["status_reason"],
                until=said["status_until"],
                version=said["version"],
            )
        except Conflict as conflict:
            back = request.META.get("HTTP_REFERER")
            return conflict_answer(request, conflict, form, stored(initiative_by_number(actor, pk)), request.path, back)
        except Invalid as error:
            place_problems(form, error)
        else:
            notice(request, _("Saved"), undo_since(actor, before))
            return redirect(request, "initiative", row.code)
    return page_of_one(request, actor, row, status=form)


@require_POST
def agree(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep the plan as it stands now as the agreed one."""
    actor = actor_of(request)
    row, before = initiative_by_number(actor, pk), own_latest_change(actor)
    agree_baseline(actor, initiative=row, note=request.POST.get("note", "")[:1000])
    notice(request, _("The plan is kept as agreed. Slips are told against it."), undo_since(actor, before))
    return redirect(request, "initiative", row.code)


@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take it out with all that hangs on it."""
    actor = actor_of(request)
    row, before = initiative_by_number(actor, pk), own_latest_change(actor)
    remove_initiative(actor, initiative=row)
    notice(request, _("The initiative is removed."), undo_since(actor, before))
    return redirect(request, "initiatives")


def stored(row: Initiative) -> dict[str, Any]:
    """An initiative as it stands in the fields of its forms."""
    measure = row.progress_measure
    return {
        "name": row.name,
        "code": row.code,
        "description": row.description,
        "owner": row.owner_id,
        "unit": row.unit_id,
        "start_date": row.start_date,
        "due_date": row.due_date,
        "budget": row.budget,
        "progress_measure": f"{measure.code}{MARK}{measure.name}" if measure else "",
        "status": row.status,
        "status_reason": row.status_reason,
        "status_until": row.status_until,
        "version": row.version,
    }


def _form(data: Any, actor: Actor, row: Initiative) -> InitiativeForm:
    team = team_visible_to(actor).filter(initiative=row).select_related("person").order_by("person__name")
    return InitiativeForm(
        data,
        actor=actor,
        is_new=False,
        effects=shown_initiatives(actor, [row])[0].serves,
        team=[one.person for one in team],
        initial=stored(row),
    )


def _begun(request: HttpRequest, actor: Actor) -> dict[str, Any]:
    """What stands in the form of a new one: oneself, today, and the objective for which it was asked."""
    own = person_of(actor)
    said: dict[str, Any] = {"code": free_initiative_code(), "start_date": clock.today()}
    said |= {"owner": own.pk if own else None, "template": request.GET.get("template", "")}
    try:
        objective = objective_by_code(actor, request.GET.get("objective", ""))
        said["objective"] = f"{objective.code}{MARK}{objective.name}"
    except NotFound:
        pass
    return said


def _written(request: HttpRequest, form: InitiativeForm, row: Initiative | None) -> HttpResponse:
    known = organisation()
    currency = row.currency if row else known.currency if known else ""
    context = {"form": form, "row": row, "currency": currency, "like": "" if row else request.GET.get("like", "")}
    return render(request, "initiatives/write.html", context=context, status=422 if form.errors else 200)
