"""One level of the outline, fetched as it is unfolded or followed further."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from hoshin.accounts.access import Right
from hoshin.base.errors import NotFound
from hoshin.base.whole_numbers import whole_number
from hoshin.strategy.outline import PAGE, Span
from hoshin.strategy.selectors import plan_by_code
from hoshin.web.access import actor_of
from hoshin.web.htmx import is_htmx, redirect, render
from hoshin.web.plans.outline import one_branch
from hoshin.web.plans.place import place_of
from hoshin.web.plans.things import thing_of


@require_safe
def show(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """What stands under an objective, or in a perspective (0: in none): its first lines, or those from `first` on."""
    actor = actor_of(request)
    plan = plan_by_code(actor, request.GET.get("plan", ""))
    above = thing_of(actor, kind, pk, ("perspective", "objective")) if pk or kind == "objective" else None
    if kind not in ("perspective", "objective") or (above is not None and above.plan_id != plan.pk):
        raise NotFound(kind, str(pk))
    first = request.GET.get("first", "")
    start = whole_number(first, 9) or 0
    place = place_of(request, plan.code)
    if not is_htmx(request):
        return redirect(request, (place.opening(above.code) if kind == "objective" else place).address)
    context = {
        "branch": one_branch(actor, plan, place, kind, pk, Span(start, start + PAGE)),
        "plan": plan,
        "may_edit": actor.has(Right.EDIT_PLAN),
        "is_more": "first" in request.GET,
    }
    return render(request, "plans/_branch.html", "plans/_branch.html", context)
