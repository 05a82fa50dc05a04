"""The list of objectives, and one objective in full."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from hoshin.accounts.access import Right
from hoshin.agreements.policies import AgreementRight
from hoshin.audit.selectors import history as past_of
from hoshin.okrs.selectors import closed_goal
from hoshin.org.selectors import person_of
from hoshin.scorecards.selectors import objective_detail, overrides_of, rule_in, score_zones
from hoshin.strategy.selectors import objective_by_code
from hoshin.web.access import actor_of
from hoshin.web.charts import score_chart
from hoshin.web.history import rows_of
from hoshin.web.htmx import render
from hoshin.web.kept import star_of
from hoshin.web.listing import context_of


@require_safe
def show(request: HttpRequest, code: str) -> HttpResponse:
    """One objective: what it means, how it stands, what it serves and what serves it."""
    actor = actor_of(request)
    objective = objective_by_code(actor, code, ever=True)
    detail = objective_detail(actor, objective, period=request.GET.get("period") or None)
    plan = objective.plan
    context = {
        "objective": objective,
        "plan": plan,
        "detail": detail,
        "line": detail.line,
        "rule": rule_in(plan, detail.period),
        "chart": score_chart(objective.name, detail.points, score_zones(plan, detail.points), plan.status_scale),
        "overrides": overrides_of(actor, detail.node) if detail.node else [],
        "may_cascade": actor.has(AgreementRight.TAKE_PART) and person_of(actor) is not None,
        "may_edit": actor.has(Right.EDIT_PLAN),
        "closed": closed_goal(actor, objective),
        "star": star_of(actor, "objective", objective.pk),
    }
    return render(request, "objectives/objective.html", context=context)


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """All objectives of a plan, searched, sorted and paged."""
    return render(request, "objectives/index.html", "objectives/_list.html", context_of(request, "objective"))


@require_safe
def history(request: HttpRequest, code: str) -> HttpResponse:
    """Who changed the objective's definition, when, from what to what."""
    actor = actor_of(request)
    objective = objective_by_code(actor, code, ever=True)
    found = past_of(actor, table="strategy_objective", row=objective.pk)
    context = {
        "name": objective.name,
        "back": "objective",
        "code": objective.code,
        "rows": rows_of(actor, found.changes),
    }
    return render(request, "_shared/history.html", "_shared/history_list.html", context)
