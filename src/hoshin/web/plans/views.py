"""A plan from vision to measures on one page."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from hoshin.accounts.access import Right
from hoshin.strategy.policies import plans_visible_to
from hoshin.strategy.selectors import plan_by_code
from hoshin.web.access import actor_of
from hoshin.web.htmx import redirect, render
from hoshin.web.plans.jump import place_meant
from hoshin.web.plans.page import page_context
from hoshin.web.plans.place import place_of


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """The plan that the address names: to be edited by those who may, to be read by all others."""
    actor = actor_of(request)
    plans = list(plans_visible_to(actor))
    code = request.GET.get("plan", "").strip()
    plan = next((one for one in plans if one.code.casefold() == code.casefold()), None)
    if plan is None and code:
        plan = plan_by_code(actor, code)
    plan = plan or next(iter(plans), None)
    if plan is None:
        context = {"plan": None, "plans": plans, "may_edit": actor.has(Right.EDIT_PLAN)}
        return render(request, "plans/page.html", None, context)
    asked = request.GET.get("q", "").strip()[:300]
    address, answers = place_meant(actor, plan, asked) if asked else (None, ())
    if address:
        return redirect(request, address)
    context = page_context(actor, plan, place_of(request, plan.code))
    return render(request, "plans/page.html", None, context | {"plans": plans, "asked": asked, "answers": answers})
