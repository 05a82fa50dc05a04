"""Signals where the things stand that they are about: behind the page of a measure or an objective, a scorecard, a map."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from hoshin.accounts.sight import things
from hoshin.base.errors import NotFound
from hoshin.org.selectors import unit_by_code
from hoshin.signals.selectors.marks import marks_on, standing_on
from hoshin.signals.selectors.readers import readers_counted_of
from hoshin.signals.sentences import sentence_of
from hoshin.signals.services.viewing import count_view
from hoshin.strategy.selectors import plan_by_code
from hoshin.web.access import actor_of
from hoshin.web.htmx import is_htmx, redirect, render
from hoshin.web.jinja import url

MOST = 5


@require_safe
def of_thing(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """What stands on a measure or an objective, and for its owner how much it is read. Asked for by its page alone, which
    counts as having been looked at."""
    actor = actor_of(request)
    if kind not in ("measure", "objective"):
        raise NotFound("kind", kind)
    thing = things()[kind].visible_to(actor).select_related("owner").filter(pk=pk).first()
    if thing is None:
        raise NotFound(kind, str(pk))
    if not is_htmx(request):
        return redirect(request, url("signals", scope="all"))
    count_view(actor, thing=thing)
    found = [(row, sentence_of(row)) for row in standing_on(actor, thing)[: MOST + 1]]
    context = {"found": found[:MOST], "is_more": len(found) > MOST, "readers": readers_counted_of(actor, thing)}
    return render(request, "signals/_of.html", context=context)


@require_safe
def marks(request: HttpRequest) -> HttpResponse:
    """The marks of a scorecard or a map, which a script puts beside what they are about."""
    actor = actor_of(request)
    plan = plan_by_code(actor, request.GET.get("plan", ""))
    if not is_htmx(request):
        return redirect(request, url("signals", scope="all"))
    unit = unit_by_code(actor, request.GET["unit"]) if request.GET.get("unit") else None
    found = [(mark, sentence_of(mark.signal)) for mark in marks_on(actor, plan, unit)]
    return render(request, "signals/_marks.html", context={"found": found})
