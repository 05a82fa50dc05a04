"""What whoever heads a unit reads in a minute, and acting on it: plans with an owner, a day, and the next wave as check."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hoshin.accounts.access import Actor
from hoshin.base import clock
from hoshin.base.errors import Denied, Invalid
from hoshin.org.selectors import person_of
from hoshin.pulse.library import ADVICE, Survey
from hoshin.pulse.models import ActionPlan, Wave
from hoshin.pulse.policies import may_change_plan, may_plan_for, results_visible_to
from hoshin.pulse.selectors import (
    UnitReport,
    check_of_plan,
    comment_themes,
    plan_by_code,
    plans_of,
    response_warning,
    survey_of,
    unit_report,
    wave_before,
    wave_by_code,
)
from hoshin.pulse.services import change_plan, conclude_plan, plan_action
from hoshin.web.access import actor_of
from hoshin.web.forms import place_problems
from hoshin.web.htmx import notice, redirect, render
from hoshin.web.pulse.plan_forms import SurveyActionEndForm, SurveyActionForm


@require_safe
def unit(request: HttpRequest, code: str, place: int) -> HttpResponse:
    """How one unit stands, what to act on first, what was said, and what is being done."""
    actor = actor_of(request)
    wave = wave_by_code(actor, code)
    report, survey = unit_report(actor, wave, place), survey_of(wave)
    search = request.GET.get("q", "").strip()[:100]
    commented, asked = comment_themes(actor, wave, report.unit, search)
    context = _context(actor, wave, survey, report) | {
        "before": wave_before(wave),
        "warning": response_warning(wave, [report.unit]),
        "commented": commented,
        "asked": asked,
        "search": search,
        "plans": plans_of(actor, report.unit),
        "may_plan": bool(report.lines) and may_plan_for(actor, report.unit),
        "today": clock.today(),
    }
    return render(request, "pulse/unit.html", context=context)


@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: HttpRequest, code: str, place: int) -> HttpResponse:
    """Plan an action on one driver of a unit."""
    actor = actor_of(request)
    wave = wave_by_code(actor, code)
    report, survey = unit_report(actor, wave, place), survey_of(wave)
    if not may_plan_for(actor, report.unit):
        raise Denied(_("Actions are planned by whoever heads the unit."))
    drivers = {line.driver: survey.driver_names[line.driver] for line in report.lines}
    form = SurveyActionForm(request.POST or None, actor=actor, drivers=drivers, initial=_begun(request, actor))
    if request.method == "POST" and form.is_valid():
        try:
            planned = plan_action(actor, unit=report.unit, **form.cleaned_data)
        except Invalid as error:
            place_problems(form, error)
        else:
            notice(request, _("The action is planned. The next wave of this survey is its check."))
            return redirect(request, "survey_plan", planned.code)
    context = _context(actor, wave, survey, report) | {"form": form}
    return render(request, "pulse/plan.html", context=context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def one_plan(request: HttpRequest, code: str) -> HttpResponse:
    """One action: who does what until when, what came of it, and what the next wave says."""
    actor = actor_of(request)
    row = plan_by_code(actor, code)
    survey = survey_of(row.wave)
    begun = {"name": row.name, "due_on": row.due_on, "owner": row.owner_id, "version": row.version}
    form = SurveyActionForm(request.POST or None, actor=actor, drivers=None, initial=begun)
    if request.method == "POST" and form.is_valid():
        try:
            change_plan(actor, plan=row, **form.cleaned_data)
        except Invalid as error:
            place_problems(form, error)
        else:
            return redirect(request, "survey_plan", code)
    sees_result = results_visible_to(actor).filter(unit=row.unit_id).exists()
    context = {
        "row": row,
        "driver": survey.driver_names.get(row.driver, row.driver),
        "advice": ADVICE.get(row.driver),
        "sees_result": sees_result,
        "check": check_of_plan(actor, row) if sees_result else None,
        "may_change": may_change_plan(actor, row),
        "form": form,
        "concluding": SurveyActionEndForm(initial={"version": row.version}, auto_id="concluding-%s"),
        "today": clock.today(),
    }
    return render(request, "pulse/one_plan.html", context=context, status=422 if form.errors else 200)


@require_POST
def conclude(request: HttpRequest, code: str) -> HttpResponse:
    """It is done, or dropped."""
    actor = actor_of(request)
    row: ActionPlan = plan_by_code(actor, code)
    form = SurveyActionEndForm(request.POST)
    if form.is_valid():
        conclude_plan(actor, plan=row, is_done="done" in request.POST, **form.cleaned_data)
    return redirect(request, "survey_plan", code)


def _context(actor: Actor, wave: Wave, survey: Survey, report: UnitReport) -> dict[str, Any]:
    name = report.unit.name or _("Everybody")
    return {"wave": wave, "report": report, "names": survey.driver_names, "advice": ADVICE, "unit_name": name}


def _begun(request: HttpRequest, actor: Actor) -> dict[str, Any]:
    person = person_of(actor)
    return {"driver": request.GET.get("driver", ""), "owner": person.pk if person else None}
