"""Cycles: listed for everybody, opened, changed and removed by the office."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from hoshin.accounts.access import require
from hoshin.audit.selectors import own_latest_change
from hoshin.base.errors import Invalid
from hoshin.okrs.policies import OkrsRight
from hoshin.okrs.selectors import cycle_by_number, cycles_listed
from hoshin.okrs.services import add_cycle, change_cycle, remove_cycle
from hoshin.web.access import actor_of
from hoshin.web.forms import place_problems
from hoshin.web.goals.forms import CycleForm
from hoshin.web.htmx import notice, redirect, render
from hoshin.web.way_back import undo_since


@require_http_methods(["GET", "HEAD", "POST"])
def index(request: HttpRequest) -> HttpResponse:
    """All cycles, and the form that opens another."""
    actor, form = actor_of(request), CycleForm(request.POST or None)
    if request.method == "POST":
        require(actor, OkrsRight.MANAGE_CYCLES)
        before = own_latest_change(actor)
        if form.is_valid():
            values = {name: form.cleaned_data[name] for name in ("code", "name", "starts_on", "ends_on")}
            try:
                made = add_cycle(actor, **values)
            except Invalid as error:
                place_problems(form, error)
            else:
                text = _("The cycle “%(name)s” is open.") % {"name": made.name}
                notice(request, text, undo_since(actor, before))
                return redirect(request, "cycles")
    context = {"form": form, "cycles": cycles_listed(actor), "may_manage": actor.has(OkrsRight.MANAGE_CYCLES)}
    return render(request, "goals/cycles.html", context=context, status=422 if form.errors else 200)


@require_POST
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change name and dates of a cycle."""
    actor, form = actor_of(request), CycleForm(request.POST)
    require(actor, OkrsRight.MANAGE_CYCLES)
    cycle, before = cycle_by_number(actor, pk), own_latest_change(actor)
    if not form.is_valid():
        raise Invalid(_("A cycle has a code and two days."), field="starts_on")
    changed = change_cycle(actor, cycle=cycle, **form.cleaned_data)
    notice(request, _("The cycle “%(name)s” is saved.") % {"name": changed.name}, undo_since(actor, before))
    return redirect(request, "cycles")


@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Remove a cycle in which nothing stands."""
    actor = actor_of(request)
    require(actor, OkrsRight.MANAGE_CYCLES)
    cycle, before = cycle_by_number(actor, pk), own_latest_change(actor)
    remove_cycle(actor, cycle=cycle)
    notice(request, _("The cycle “%(name)s” is removed.") % {"name": cycle.name}, undo_since(actor, before))
    return redirect(request, "cycles")
