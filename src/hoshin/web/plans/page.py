"""The plan's page as a context, and the answer to every change of it: the outline anew, and a notice with a way back."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import urlencode

from hoshin.accounts.access import Actor, Right
from hoshin.strategy.selectors import outline
from hoshin.web.access import actor_of
from hoshin.web.htmx import close_dialog, notice, redirect, render, toast
from hoshin.web.plans.outline import current_period, effective_periods, plan_outline
from hoshin.web.plans.way_back import stands_on, undo_since


def page_context(actor: Actor, plan: Any, effective: str = "") -> dict[str, Any]:
    """What the outline's templates need; the number of queries does not grow with the plan."""
    stored = outline(actor, plan)
    found = plan_outline(stored)
    return {
        "themes": stored.themes,
        "plan": plan,
        "outline": found,
        "may_edit": actor.has(Right.EDIT_PLAN),
        "periods": effective_periods(plan),
        "current": current_period(plan),
        "effective": effective,
    }


def changed(request: HttpRequest, plan: Any, before: int | None, text: str) -> HttpResponse:
    """The outline after a change, in place, or the page anew where there is no script."""
    actor = actor_of(request)
    undo = undo_since(actor, before)
    if not stands_on(request, "plan_edit"):
        notice(request, text, undo)
        return redirect(request, f"{reverse('plan_edit')}?{urlencode({'plan': plan.code})}")
    context = page_context(actor, plan, request.POST.get("effective", ""))
    response = render(request, "plans/page.html", "plans/_outline.html", context)
    response["HX-Retarget"], response["HX-Reswap"] = "#outline", "outerHTML"
    return toast(close_dialog(response), text, undo)
