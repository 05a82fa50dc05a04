"""The costs of an initiative, changed in their table: all or nothing."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hoshin.audit.selectors import own_latest_change
from hoshin.base.errors import Conflict, Invalid
from hoshin.initiatives.policies import require_may_write
from hoshin.initiatives.selectors import costs_of
from hoshin.initiatives.services import CostEdit, edit_costs
from hoshin.web.access import actor_of
from hoshin.web.htmx import notice, redirect
from hoshin.web.initiatives.forms import CostForm
from hoshin.web.initiatives.rows import place_row_problems
from hoshin.web.initiatives.views import initiative_by_number, page_of_one
from hoshin.web.way_back import undo_since

_SAID = ("planned", "actual", "note", "version")


@require_POST
def save(request: HttpRequest, pk: int) -> HttpResponse:
    """Save every period that was changed, and the new one; a period without any amount is taken out."""
    actor = actor_of(request)
    row, before = initiative_by_number(actor, pk), own_latest_change(actor)
    require_may_write(actor, row)
    forms = [CostForm(request.POST, row=line.row) for line in costs_of(actor, row).lines] + [CostForm(request.POST)]
    asked = [form for form in forms if not form.is_empty and form.has_changed()]
    if all(form.is_valid() for form in asked):
        try:
            edit_costs(actor, initiative=row, edits=[_edit(form) for form in asked])
        except (Conflict, Invalid) as error:
            place_row_problems(asked, error)
        else:
            notice(request, _("Saved"), undo_since(actor, before))
            return redirect(request, "initiative", row.code)
    return page_of_one(request, actor, row, costs=forms)


def _edit(form: CostForm) -> CostEdit:
    period = form.row.period if form.row else form.cleaned_data["period"]
    return CostEdit(period, {name: form.cleaned_data[name] for name in _SAID})
