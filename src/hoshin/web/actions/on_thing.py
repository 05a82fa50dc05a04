"""What stands behind other pages: actions on a thing and what is accepted of it; how much waits for an action."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from hoshin.actions.policies import may_accept, may_act_on
from hoshin.actions.reacting import asks_reaction, red_without_action
from hoshin.actions.selectors import actions_on, deviation_of
from hoshin.scorecards.selectors import period_for
from hoshin.strategy.selectors import plan_by_code
from hoshin.web.access import actor_of
from hoshin.web.actions.about import about_thing
from hoshin.web.htmx import is_htmx, redirect, render
from hoshin.web.jinja import url


@require_safe
def section(request: HttpRequest, kind: str, code: str, period: str) -> HttpResponse:
    """The actions on a thing, as a section of its page; what is accepted of it alone (`part=accepted`)."""
    about = about_thing(request, kind, code, period)
    if not is_htmx(request):
        return redirect(request, url("actions", q=about.thing.code, whose="all", shown="all"))
    accepted = deviation_of(about.actor, about.thing, about.unit)
    may = may_accept(about.actor, about.thing, about.unit)
    context = {"about": about, "accepted": accepted, "may_accept": may}
    if request.GET.get("part") == "accepted":
        return render(request, "actions/_accepted.html", context=context)
    context |= {
        "actions": actions_on(about.actor, about.thing, about.unit),
        "may_act": may_act_on(about.actor, about.thing, about.unit),
        "is_off_track": request.GET.get("tone") in ("poor", "fair"),
    }
    return render(request, "actions/_section.html", context=context)


@require_safe
def unanswered(request: HttpRequest) -> HttpResponse:
    """How much of a plan is off track without an action, behind its scorecard."""
    actor = actor_of(request)
    plan = plan_by_code(actor, request.GET.get("plan", ""))
    period = period_for(plan, request.GET.get("period") or None)
    address = url("scorecard", plan=plan.code, period=period, status="unanswered")
    if not is_htmx(request):
        return redirect(request, address)
    count = red_without_action(actor, plan, period).count() if period and asks_reaction(plan) else 0
    return render(request, "actions/_count.html", context={"count": count, "address": address})
