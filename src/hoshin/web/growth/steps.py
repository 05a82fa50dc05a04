"""Steps of a plan to grow: added from a gap, changed, done; and what goals need of people."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from hoshin.accounts.access import Actor
from hoshin.base.errors import Conflict, Denied, Invalid
from hoshin.growth.models import DevelopmentAction
from hoshin.growth.policies import GrowthRight, may_write_growth_of, require_may_write_growth_of
from hoshin.growth.selectors import (
    action_by_number,
    latest_assessments,
    person_growing_by_number,
    skills_needed,
    standing_of,
)
from hoshin.growth.services import (
    add_development_action,
    change_development_action,
    finish_development_action,
    remove_development_action,
    set_goal_skill,
)
from hoshin.okrs.selectors import units_headed
from hoshin.org.models import Person
from hoshin.org.selectors import organisation
from hoshin.web.access import actor_of
from hoshin.web.conflicts import conflict_answer
from hoshin.web.forms import place_problems
from hoshin.web.growth.planning import DevelopmentActionForm, DoneForm, NeedForm
from hoshin.web.htmx import notice, redirect, render

_AS_THEY_ARE = ("text", "due_on", "cost", "version")


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a step to somebody's plan; from a gap its competency and level stand there already."""
    actor = actor_of(request)
    person = person_growing_by_number(actor, pk)
    require_may_write_growth_of(actor, person)
    begun = {name: request.GET.get(name, "")[:100] for name in ("competency", "to_level", "text")}
    form = DevelopmentActionForm(request.POST or None, actor=actor, initial=begun)
    if request.method == "POST" and form.is_valid():
        values = form.values
        try:
            add_development_action(actor, person=person, from_level=_from(actor, person, values), **values)
        except Invalid as error:
            place_problems(form, error)
        else:
            notice(request, _("The step stands in the plan."))
            return redirect(request, *plan_of(actor, person))
    return _written(request, actor, form, person, None)


@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """One step: to be changed by who writes the plan, to be read by a mentor and HR."""
    actor = actor_of(request)
    row = action_by_number(actor, pk)
    person = row.plan.person
    if not may_write_growth_of(actor, person):
        if request.method == "POST":
            raise Denied(_("This step is written by whose it is and by the managers above."))
        return render(request, "growth/step.html", context={"row": row, "person": person, "now": _now(actor, row)})
    form = DevelopmentActionForm(request.POST or None, actor=actor, initial=_stored(row))
    if request.method == "POST" and form.is_valid():
        try:
            change_development_action(actor, action=row, version=form.cleaned_data["version"], **form.values)
        except Conflict as conflict:
            theirs = _stored(action_by_number(actor, pk))
            return conflict_answer(request, conflict, form, theirs, request.path, request.path)
        except Invalid as error:
            place_problems(form, error)
        else:
            notice(request, _("Saved"))
            return redirect(request, *plan_of(actor, person))
    return _written(request, actor, form, person, row)


@require_POST
def done(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that a step is done."""
    actor = actor_of(request)
    row = action_by_number(actor, pk)
    person, form = row.plan.person, DoneForm(request.POST, competency=row.competency)
    require_may_write_growth_of(actor, person)
    if form.is_valid():
        try:
            finish_development_action(actor, action=row, **form.cleaned_data)
        except Invalid as error:
            place_problems(form, error)
        else:
            notice(request, _("Done."))
            return redirect(request, *plan_of(actor, person))
    unchanged = DevelopmentActionForm(actor=actor, initial=_stored(row))
    return _written(request, actor, unchanged, person, row, form)


@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a step out."""
    actor = actor_of(request)
    row = action_by_number(actor, pk)
    remove_development_action(actor, action=row)
    notice(request, _("The step is removed."))
    return redirect(request, *plan_of(actor, row.plan.person))


@require_http_methods(["GET", "HEAD", "POST"])
def needs(request: HttpRequest) -> HttpResponse:
    """Which skills active goals need and nobody has, for whoever heads a unit; and saying what a goal needs."""
    actor = actor_of(request)
    form = NeedForm(request.POST or None, actor=actor)
    if request.method == "POST" and form.is_valid():
        try:
            set_goal_skill(actor, **form.cleaned_data)
        except (Denied, Invalid) as error:
            form.add_error(None, str(error))
        else:
            notice(request, _("The goal says what it needs."))
            return redirect(request, "growth_needs")
    context = {
        "form": form if actor.has(GrowthRight.GROW) else None,
        "needed": skills_needed(actor),
        "units": units_headed(actor),
    }
    return render(request, "growth/needs.html", context=context, status=422 if form.errors else 200)


def plan_of(actor: Actor, person: Person) -> tuple[Any, ...]:
    """The page on which a person's plan stands for the actor."""
    is_own = person.user_id is not None and person.user_id == actor.user_id
    return ("growth",) if is_own else ("growth_of", person.employee_id)


def _from(actor: Actor, person: Person, values: dict[str, Any]) -> int | None:
    """The level from which a step begins: where the person stands, if it is below the one to be reached."""
    if values["competency"] is None or values["to_level"] is None:
        return None
    level = standing_of(actor, person).levels.get(values["competency"].pk)
    return level if level is not None and level < values["to_level"] else None


def _stored(row: DevelopmentAction) -> dict[str, Any]:
    return {name: getattr(row, name) for name in _AS_THEY_ARE} | {
        "competency": row.competency.code if row.competency else "",
        "objective": row.objective.code if row.objective else "",
        "to_level": row.to_level or "",
        "mentor": row.mentor_id,
    }


def _written(
    request: HttpRequest,
    actor: Actor,
    form: DevelopmentActionForm,
    person: Person,
    row: DevelopmentAction | None,
    done: DoneForm | None = None,
) -> HttpResponse:
    known, failed = organisation(), form.errors or (done is not None and done.errors)
    context = {
        "form": form,
        "row": row,
        "person": person,
        "done": done or DoneForm(competency=row.competency if row else None),
        "now": _now(actor, row),
        "currency": known.currency if known else "",
        "back": plan_of(actor, person),
        "is_own": person.user_id is not None and person.user_id == actor.user_id,
    }
    return render(request, "growth/step_write.html", context=context, status=422 if failed else 200)


def _now(actor: Actor, row: DevelopmentAction | None) -> dict[str, int]:
    """Where the person of a step that is done stands now in its competency, by who says it, as far as the actor may see."""
    if row is None or row.done_on is None:
        return {}
    sides = latest_assessments(actor, row.plan.person)
    return {source: one.level for (competency, source), one in sides.items() if competency == row.competency_id}
