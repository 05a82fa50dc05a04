"""The plan's page as a context, and the answer to every change of it: the outline anew, and a notice with a way back."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from hoshin.accounts.access import Actor, Right
from hoshin.audit.selectors import latest_touches
from hoshin.base import clock
from hoshin.base.periods import Period
from hoshin.scorecards.selectors import periods_of
from hoshin.strategy.outline import PAGE, page_with, size_of
from hoshin.web.access import actor_of
from hoshin.web.htmx import close_dialog, notice, redirect, render, toast
from hoshin.web.kept import star_of
from hoshin.web.plans.outline import current_period, effective_day, effective_periods, plan_outline
from hoshin.web.plans.place import OutlinePlace, place_of
from hoshin.web.way_back import stands_on, undo_since


def page_context(actor: Actor, plan: Any, place: OutlinePlace, effective: str = "") -> dict[str, Any]:
    """What the outline's templates need; the number of queries does not grow with the plan."""
    return {
        "themes": list(plan.themes.all()),
        "plan": plan,
        "star": star_of(actor, "plan", plan.pk),
        "place": place,
        "loose_address": place.with_loose().address,
        "outline": plan_outline(actor, plan, place),
        "may_edit": actor.has(Right.EDIT_PLAN),
        "periods": effective_periods(plan),
        "current": current_period(plan),
        "effective": effective,
        "asked": "",
        "answers": (),
    }


def changed(request: HttpRequest, plan: Any, before: int | None, text: str, under: Any = None) -> HttpResponse:
    """The outline after a change, in place, or the page anew where there is no script.

    What stood open stays so; where something was added `under` an objective or a perspective, its end is shown.
    """
    actor = actor_of(request)
    undo = undo_since(actor, before)
    text += _counting_later(actor, plan, before, request.POST.get("effective", ""))
    place = _with_the_end_of(actor, place_of(request, plan.code), under)
    if not stands_on(request, "plan_edit"):
        notice(request, text, undo)
        return redirect(request, place.address)
    context = page_context(actor, plan, place, request.POST.get("effective", ""))
    response = render(request, "plans/page.html", "plans/_outline.html", context)
    response["HX-Retarget"], response["HX-Reswap"] = "#outline", "outerHTML"
    response["HX-Replace-Url"] = place.address
    return toast(close_dialog(response), text, undo)


def _counting_later(actor: Actor, plan: Any, before: int | None, effective: str) -> str:
    """What is to be said of links and weights that no scored period sees yet; nothing where they are seen."""
    if not latest_touches(actor, "strategy_contribution", since=before):
        return ""
    begins = Period.containing(effective_day(plan, effective) or clock.today(), plan.period_frequency)
    scored = periods_of(plan)
    # What counts from the period after the last one on is seen with the next values.
    if not scored or begins <= scored[0].shift(1):
        return ""
    return " " + _(
        "It counts from %(since)s on, and scores end with %(last)s: none moved. To let it count earlier, choose that period "
        "at “New weights hold from” first."
    ) % {"since": begins.label, "last": scored[0].label}


def _with_the_end_of(actor: Actor, place: OutlinePlace, above: Any) -> OutlinePlace:
    kind = type(above).__name__.casefold()
    if kind not in ("objective", "perspective"):
        return place
    size = size_of(actor, above)
    if size > PAGE:
        place = place.showing(f"{kind}-{above.pk}", page_with(size - 1))
    return place.opening(above.code) if kind == "objective" else place
