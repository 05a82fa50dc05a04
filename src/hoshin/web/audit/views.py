"""The trail of all changes, one change in full, and the way back from it."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from hoshin.audit import undo
from hoshin.audit.selectors import change_in_words, trail
from hoshin.web.access import actor_of
from hoshin.web.audit.forms import Filters
from hoshin.web.history import row_of, rows_of
from hoshin.web.htmx import notice, refresh, render


@require_GET
def audit_trail(request: HttpRequest) -> HttpResponse:
    """Changes, newest first. A filter that makes no sense is left out, and said so beside it."""
    form = Filters(request.GET)
    form.is_valid()
    filters = {name: value for name, value in form.cleaned_data.items() if value not in (None, "")}
    actor = actor_of(request)
    found = trail(actor, **filters)
    context = {"form": form, "rows": rows_of(actor, found.changes), "before": found.before, "filters": filters}
    return render(request, "audit/trail.html", "audit/trail_found.html", context)


@require_GET
def change(request: HttpRequest, change_id: int) -> HttpResponse:
    """One change with its rows, up to a limit."""
    actor = actor_of(request)
    found = change_in_words(actor, change_id)
    return render(request, "audit/change.html", None, {"row": row_of(actor, found)})


@require_POST
def undo_change(request: HttpRequest, change_id: int) -> HttpResponse:
    """Take a change back; the notice on the next page has the way forward again."""
    actor = actor_of(request)
    undoing = undo.undo(actor, change=undo.change_to_undo(actor, change_id))
    notice(request, _("It is as it was before."), reverse("undo_change", args=[undoing.pk]))
    return refresh(request)
