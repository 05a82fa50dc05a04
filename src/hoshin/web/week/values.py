"""Values of measures that are due of somebody beside their goals: in the same form as the week, saved with it."""

from collections.abc import Sequence
from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from hoshin.accounts.access import Actor
from hoshin.base.errors import Conflict, Invalid
from hoshin.measures.policies import MeasureRight, actuals_visible_to
from hoshin.measures.rows import ActualRow
from hoshin.scorecards.selectors import ValueToRecord, values_at, values_to_record
from hoshin.web.access import actor_of
from hoshin.web.htmx import is_htmx, redirect, render
from hoshin.web.value_cells import GridRow, changed_rows, read, rows_to_fill, rows_typed, with_errors, with_problems
from hoshin.web.value_names import keys_in

MOST_SENT = 200


@require_safe
def due(request: HttpRequest) -> HttpResponse:
    """The values that are due, as rows for the form of the week; on their own they have a page."""
    if not is_htmx(request):
        return redirect(request, "values")
    actor = actor_of(request)
    if not actor.has(MeasureRight.RECORD_OWN):
        return HttpResponse()
    found = values_to_record(actor, is_own=True)
    # One begins with what is said of goals.
    rows = [replace(row, is_first=False) for row in rows_to_fill(found.rows)]
    context = {"value_rows": rows, "more": found.more}
    return render(request, "week/_values.html", None, context)


class ValuesSent:
    """The values of a form that was sent, as far as they differ from what their writer was shown."""

    def __init__(self, request: HttpRequest, actor: Actor):
        keys = keys_in(request.POST, MOST_SENT)
        asked: Sequence[ValueToRecord] = values_at(actor, keys) if keys else ()
        self.rows: list[GridRow] = rows_typed(request.POST, asked)
        shown = actuals_visible_to(actor).in_bulk([row.expected for row in self.rows if row.expected])
        self.sent = changed_rows(self.rows, shown)
        found = [read(row) for row in self.sent]
        self.unread = {row.name: row.errors for row in found if isinstance(row, GridRow)}
        self.values = [row for row in found if isinstance(row, ActualRow)]

    @property
    def expected(self) -> list[int]:
        return [row.expected for row in self.sent]

    @property
    def meant(self) -> set[int]:
        return {number for number, row in enumerate(self.sent, start=1) if row.is_meant}

    def again(self, found: Invalid | Conflict | None) -> list[GridRow]:
        """The rows with what was typed, and what is wrong with them."""
        if self.unread:
            return with_errors(self.rows, self.unread)
        return self.rows if found is None else with_problems(self.rows, self.sent, found)
