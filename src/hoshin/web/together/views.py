"""Many measures or objectives in one table: cells as in a sheet, a preview of what changes, one save."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from hoshin.accounts.access import Right, require
from hoshin.audit.selectors import own_latest_change
from hoshin.base.errors import Conflict, Invalid, NotFound
from hoshin.base.whole_numbers import whole_numbers
from hoshin.measures.models import FREQUENCIES
from hoshin.strategy.services import edit_together
from hoshin.web.access import actor_of
from hoshin.web.htmx import notice, redirect, render
from hoshin.web.together.reading import read, with_problems
from hoshin.web.together.rows import COLUMNS, LABELS, MOST, EditedRow, fresh, rows_of, with_typed
from hoshin.web.way_back import undo_since

KINDS = {"measures": "measure", "objectives": "objective"}


@require_http_methods(["GET", "HEAD", "POST"])
def table(request: HttpRequest, kind: str) -> HttpResponse:
    """The things that the address names, to be edited together; what is typed is looked at before it is saved."""
    actor = actor_of(request)
    require(actor, Right.EDIT_PLAN)
    if kind not in KINDS:
        raise NotFound("table", kind)
    rows = rows_of(actor, KINDS[kind], _numbers(request))
    if request.method != "POST":
        return _page(request, kind, rows)
    rows, edits = read(actor, with_typed(rows, request.POST))
    if any(row.errors for row in rows) or not edits or request.POST.get("step") != "save":
        return _page(request, kind, rows, is_looked_at=True)
    before = own_latest_change(actor)
    try:
        count = edit_together(actor, edits)
    except Conflict as error:
        overtaken = {edits[number - 1].thing.pk for number in error.rows}
        return _page(request, kind, [fresh(row) if row.thing.pk in overtaken else row for row in rows])
    except Invalid as error:
        return _page(request, kind, with_problems(rows, edits, error))
    text = ngettext("One row is saved.", "%(count)s rows are saved.", count) % {"count": count}
    notice(request, text, undo_since(actor, before))
    return redirect(request, request.get_full_path())


def _page(request: HttpRequest, kind: str, rows: Sequence[EditedRow], *, is_looked_at: bool = False) -> HttpResponse:
    wrong = sum(bool(row.errors) for row in rows)
    changes = [] if wrong else [_changes(row) for row in rows if row.changed]
    context: dict[str, Any] = {
        "kind": KINDS[kind],
        "list": kind,
        "title": _("Measures in a table") if kind == "measures" else _("Objectives in a table"),
        "rows": rows,
        "columns": [(name, LABELS[name]) for name in COLUMNS[KINDS[kind]]],
        "frequencies": [label for _value, label in FREQUENCIES],
        "wrong": wrong,
        "is_looked_at": is_looked_at,
        "changes": changes,
        "most": MOST,
    }
    return render(request, "together/page.html", "together/_table.html", context, 422 if wrong else 200)


def _changes(row: EditedRow) -> tuple[str, list[tuple[Any, str, str]]]:
    return row.thing.name, [(LABELS[name], row.was.get(name, ""), row.now[name]) for name in row.changed]


def _numbers(request: HttpRequest) -> list[int]:
    """The chosen rows; where none was chosen, all that stood on the page."""
    given = request.GET.getlist("row") or request.GET.getlist("of")
    return whole_numbers(given)
