"""Writing a goal on one page: what is to be achieved, its key results, what it serves. Saved as one."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from hoshin.accounts.access import Actor
from hoshin.audit.selectors import own_latest_change
from hoshin.base.errors import Conflict, Invalid, NotFound
from hoshin.okrs.library import template_by_code
from hoshin.okrs.models import Ambition, Commitment
from hoshin.okrs.policies import require_may_change_goal, require_open
from hoshin.okrs.selectors import GoalLine, goal_by_code
from hoshin.okrs.services import change_goal, drop_goal, write_goal
from hoshin.web import goal_rows as rows
from hoshin.web.access import actor_of
from hoshin.web.forms import place_problems
from hoshin.web.goal_form import KINDS, GoalForm
from hoshin.web.goals.whose import GoalsOf, whose_goals, whose_is
from hoshin.web.htmx import notice, redirect, render
from hoshin.web.way_back import undo_since


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Write a goal of one's own, of a unit that one heads, or as the office that of anybody."""
    actor = actor_of(request)
    whose = whose_goals(actor, request.GET)
    whose.require_may_write(actor)
    if not whose.name:
        # The office is nobody in particular: there it says whose.
        return redirect(request, "goals")
    return _page(request, actor, whose, None)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, code: str) -> HttpResponse:
    """Change a goal and its key results."""
    actor = actor_of(request)
    goal = goal_by_code(actor, code)
    require_may_change_goal(actor, goal.commitment)
    require_open(goal.commitment)
    return _page(request, actor, whose_is(actor, goal.commitment.objective), goal)


@require_POST
def drop(request: HttpRequest, code: str) -> HttpResponse:
    """Take a goal out; past scores keep it."""
    actor = actor_of(request)
    goal, before = goal_by_code(actor, code).commitment, own_latest_change(actor)
    drop_goal(actor, commitment=goal)
    text = _("The goal “%(name)s” is dropped.") % {"name": goal.objective.name}
    notice(request, text, undo_since(actor, before))
    return redirect(request, whose_is(actor, goal.objective).address())


@require_POST
def shares(request: HttpRequest) -> HttpResponse:
    """The lines of what a goal is to serve, drawn again with the share that it would have of each."""
    actor, lines = actor_of(request), rows.served_typed(request.POST)
    code = request.POST.get("code", "")
    goal = goal_by_code(actor, code) if code else None
    rows.parents_of(actor, lines, goal.commitment.objective if goal else None)
    if lines and lines[-1].parent and len(lines) < rows.MOST_PARENTS:
        lines.append(rows.ServedLine(len(lines)))
    return render(request, "_shared/goal_serves.html", None, {"serves": lines, "code": code})


def _page(request: HttpRequest, actor: Actor, whose: GoalsOf, goal: GoalLine | None) -> HttpResponse:
    form, served, results = _begun(actor, whose, goal)
    begun_with = request.GET.get("template", "") if goal is None else ""
    if begun_with:
        template = template_by_code(begun_with)
        form.initial["name"] = str(template.name)
        results = rows.results_begun(template)
    if request.method == "POST":
        form = GoalForm(request.POST, actor=actor, of_unit=whose.unit is not None)
        served, results = rows.served_typed(request.POST), rows.results_typed(request.POST)
        before = own_latest_change(actor)
        saved = _saved(actor, whose, goal, form, served, results)
        if saved is not None:
            text = _("“%(name)s” is a draft until it has a due date and a key result with a target.")
            if not saved.is_draft:
                text = _("“%(name)s” is saved, and counts for what it serves.")
            notice(request, text % {"name": saved.objective.name}, undo_since(actor, before))
            return redirect(request, whose.address())
    objective = goal.commitment.objective if goal else None
    rows.parents_of(actor, served, objective)
    context = {
        "form": form, "serves": served, "results": results, "whose": whose, "objective": objective, "kinds": KINDS,
        "code": objective.code if objective else "",
    }  # fmt: skip
    return render(request, "goals/edit.html", None, context, status=422 if request.method == "POST" else 200)


def _begun(
    actor: Actor, whose: GoalsOf, goal: GoalLine | None
) -> tuple[GoalForm, list[rows.ServedLine], list[rows.ResultLine]]:
    if goal is None:
        return GoalForm.begun(actor, whose.unit), rows.served_now(None), rows.results_now(None)
    objective, cycle = goal.commitment.objective, goal.commitment.cycle
    initial: dict[str, Any] = {
        name: getattr(objective, name)
        for name in ("name", "description", "due_date", "start_date", "visibility", "version")
    }
    initial |= {"cycle": cycle.code if cycle else "", "plan": objective.plan.code}
    initial["ambition"] = goal.commitment.ambition
    initial["owner"] = objective.owner_id
    return (
        GoalForm(actor=actor, of_unit=whose.unit is not None, initial=initial),
        rows.served_now(goal),
        rows.results_now(goal),
    )


def _saved(
    actor: Actor,
    whose: GoalsOf,
    goal: GoalLine | None,
    form: GoalForm,
    served: list[rows.ServedLine],
    results: list[rows.ResultLine],
) -> Commitment | None:
    """The goal as it is now; None where something has to be mended, which is written beside it."""
    parents = rows.parents_of(actor, served, goal.commitment.objective if goal else None)
    drafts = rows.drafts_of(results)
    if not form.is_valid() or any(line.error for line in [*served, *results]):
        return None
    data = dict(form.cleaned_data)
    version, plan = data.pop("version"), form.plans.get(data.pop("plan"))
    data["ambition"] = data["ambition"] or Ambition.ASPIRATIONAL
    data["cycle"] = form.cycles.get(data["cycle"])
    try:
        if goal is not None:
            return change_goal(
                actor, commitment=goal.commitment, version=version, serves=parents, key_results=drafts, **data
            )
        plan = next((parent.plan for parent in parents), plan) or next(iter(form.plans.values()), None)
        if plan is None:
            raise NotFound("plan", "")
        owner = data.pop("owner", whose.person)
        return write_goal(actor, person=owner, unit=whose.unit, plan=plan, serves=parents, key_results=drafts, **data)
    except Conflict as error:
        form.add_error(None, str(error))
    except Invalid as error:
        place_problems(form, error)
    return None
