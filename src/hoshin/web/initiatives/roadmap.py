"""The roadmap: initiatives and milestones in time, moved with the effect told before it is saved."""

from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hoshin.accounts.access import Actor
from hoshin.audit.selectors import own_latest_change
from hoshin.base import clock
from hoshin.base.errors import Conflict, Invalid, NotFound
from hoshin.base.paging import counted_page
from hoshin.base.whole_numbers import whole_number
from hoshin.initiatives.models import Milestone
from hoshin.initiatives.policies import InitiativeRight, milestones_visible_to, require_may_write, written_by
from hoshin.initiatives.selectors import effect_of, initiatives_listed, roadmap_of
from hoshin.initiatives.services import move_milestones
from hoshin.web.access import actor_of
from hoshin.web.htmx import notice, redirect, render
from hoshin.web.initiatives.timeline import ZOOMS, drawn, month_before, span_of
from hoshin.web.initiatives.views import wanted_of
from hoshin.web.initiatives.words import LOOKS
from hoshin.web.way_back import undo_since

A_PAGE = 40
MOST_DAYS = 3660


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Objectives as bands, initiatives and milestones on the axis of time, and a table that says the same."""
    actor = actor_of(request)
    wanted, unknown = wanted_of(request, actor)
    zoom, today = ZOOMS.get(request.GET.get("zoom", ""), ZOOMS["year"]), clock.today()
    span = span_of(zoom, _start(request.GET.get("from", "")) or month_before(today, zoom.back))
    written = Exists(written_by(actor).order_by().filter(pk=OuterRef("pk")))
    listed = initiatives_listed(actor, wanted).annotate(is_written=written)
    page = counted_page(listed, request.GET.get("page", 1), size=A_PAGE)
    rows: list[Any] = list(page.rows)
    writes = {row.pk for row in rows if row.is_written}
    bands = roadmap_of(actor, rows) if rows else []
    context = {
        "rows": page,
        "wanted": wanted,
        "unknown": unknown,
        "looks": LOOKS,
        "zoom": zoom,
        "zooms": ZOOMS.values(),
        "picture": drawn(bands, zoom, span, today, writes),
        "writes": writes,
        "earlier": month_before(span.first, max(1, zoom.months // 2)),
        "later": month_before(span.first, -max(1, zoom.months // 2)),
        "today": today,
        "is_person": actor.is_person,
        "may_start": actor.has(InitiativeRight.WRITE_OWN),
    }
    return render(request, "initiatives/roadmap.html", context=context)


@require_safe
def slip(request: HttpRequest, pk: int) -> HttpResponse:
    """What moving a milestone would move, before anything is saved."""
    actor = actor_of(request)
    row = _milestone(actor, pk)
    days = _days(request.GET.get("days", ""))
    return render(request, "initiatives/slip.html", "initiatives/_slip.html", _effect(actor, row, days))


@require_POST
def move(request: HttpRequest, pk: int) -> HttpResponse:
    """Move it, and what waits for it."""
    actor = actor_of(request)
    row, before = _milestone(actor, pk), own_latest_change(actor)
    require_may_write(actor, row.initiative)
    days, version = _days(request.POST.get("days", "")), whole_number(request.POST.get("version", ""))
    try:
        if not days:
            raise Invalid(_("It is where it was."), field="days", remedy=_("Say by how many days it moves."))
        versions = None if version is None else {row.pk: version}
        changed = move_milestones(
            actor, moves={row: days}, with_dependants="alone" not in request.POST, versions=versions
        )
    except (Invalid, Conflict) as error:
        context = _effect(actor, _milestone(actor, pk), days) | {"trouble": str(error)}
        return render(request, "initiatives/slip.html", "initiatives/_slip.html", context, status=422)
    notice(request, _("%(count)s moved.") % {"count": len(changed)}, undo_since(actor, before))
    return redirect(request, _back(request))


def _effect(actor: Actor, row: Milestone, days: int) -> dict[str, Any]:
    effect = effect_of(actor, {row.pk: days})
    own = set(
        written_by(actor).filter(milestones__in=[one.pk for one, _to in effect.moved]).values_list("pk", flat=True)
    )
    return {
        "row": row,
        "days": days,
        "effect": effect,
        "own": own,
        "may_move": row.initiative_id in own and row.done_on is None and not row.is_cancelled,
        "trouble": "",
    }


def _milestone(actor: Actor, pk: int) -> Milestone:
    row = milestones_visible_to(actor).select_related("initiative").filter(pk=pk).first()
    if row is None:
        raise NotFound("milestone", str(pk))
    return row


def _days(text: str) -> int:
    """Days, negative ones earlier; 0 where nothing sensible is written."""
    try:
        return max(-MOST_DAYS, min(int(text.replace("\u2212", "-")), MOST_DAYS))
    except ValueError:
        return 0


def _start(text: str) -> date | None:
    try:
        return date.fromisoformat(f"{text[:7]}-01")
    except ValueError:
        return None


def _back(request: HttpRequest) -> str:
    """The roadmap as it was looked at."""
    query = request.POST.get("query", "")
    return f"{request.path.rsplit('/', 2)[0]}{'?' + query if query else ''}"
