"""The milestones of an initiative, changed in their table: all or nothing."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hoshin.audit.selectors import own_latest_change
from hoshin.base.errors import Conflict, Invalid
from hoshin.base.formats import as_typed
from hoshin.initiatives.selectors import PlannedMilestone, planned_milestones
from hoshin.initiatives.services import MilestoneEdit, edit_milestones
from hoshin.web.access import actor_of
from hoshin.web.htmx import notice, redirect
from hoshin.web.initiatives.forms import MilestoneForm, stored_milestone
from hoshin.web.initiatives.rows import place_row_problems
from hoshin.web.initiatives.views import initiative_by_number, milestone_forms, page_of_one
from hoshin.web.way_back import undo_since


@require_POST
def save(request: HttpRequest, pk: int) -> HttpResponse:
    """Save every row that was changed, and the new one where something is written in it."""
    actor = actor_of(request)
    row, before = initiative_by_number(actor, pk), own_latest_change(actor)
    planned = planned_milestones(actor, [row]).get(row.pk, [])
    forms = milestone_forms(actor, row, planned, _completed(request.POST, planned))
    asked = [form for form in forms if not form.is_empty and (form.one is None or form.has_changed())]
    if all(form.is_valid() for form in asked):
        try:
            edit_milestones(actor, initiative=row, edits=[_edit(form) for form in asked])
        except (Conflict, Invalid) as error:
            place_row_problems(asked, error, depends_on="needs")
        else:
            notice(request, _("Saved"), undo_since(actor, before))
            return redirect(request, "initiative", row.code)
    return page_of_one(request, actor, row, milestones=forms)


def _completed(sent: QueryDict, planned: Sequence[PlannedMilestone]) -> Any:
    """What was sent, with all else as it is stored: whoever only reports is shown two fields of each row."""
    data = sent.copy()
    for one in planned:
        is_whole = f"m{one.row.pk}-name" in sent
        for name, value in stored_milestone(one).items():
            if not (is_whole and name == "is_cancelled"):
                data.setdefault(f"m{one.row.pk}-{name}", _typed(value))
    return data


def _typed(value: Any) -> str:
    """A value as it would be typed, so that nothing seems changed which was only not shown."""
    return "" if value in (None, False) else as_typed(value) if isinstance(value, float) else str(value)


def _edit(form: MilestoneForm) -> MilestoneEdit:
    needs = form.cleaned_data["needs"] if form.one is None or "needs" in form.changed_data else None
    return MilestoneEdit(form.row, form.cleaned_data["version"], needs, form.values)
