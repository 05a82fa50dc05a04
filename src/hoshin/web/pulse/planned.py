"""Surveys that are to be sent on a later day: when, to whom, with which promise, and calling one off."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hoshin.accounts.access import require
from hoshin.base.errors import Invalid, said_of_stored, stored_problems
from hoshin.base.whole_numbers import whole_number
from hoshin.org.people_rules import rule_of
from hoshin.pulse.models import Wave
from hoshin.pulse.policies import PulseRight
from hoshin.pulse.selectors import planned_wave_by_code, preview_of, survey_of
from hoshin.pulse.services import call_off_wave, draft_planned_wave
from hoshin.web.access import actor_of
from hoshin.web.htmx import notice, redirect, render


@require_safe
def planned(request: HttpRequest, code: str) -> HttpResponse:
    """What will be sent, and how many people it would go to if that were today."""
    actor = actor_of(request)
    require(actor, PulseRight.RUN)
    row = planned_wave_by_code(actor, code)
    wave, problems = Wave(share=100), row.problems
    try:
        wave = draft_planned_wave(actor, planned=row)
    except Invalid as error:
        problems = problems or stored_problems(error)
    preview = preview_of(row.unit, wave.smallest, wave.share, rule_of(row.whom))
    context = {"row": row, "wave": wave, "preview": preview, "asks": survey_of(wave)}
    context["problems"] = [said_of_stored(problem) for problem in problems]
    return render(request, "pulse/planned.html", context=context)


@require_POST
def call_off(request: HttpRequest, code: str) -> HttpResponse:
    """It is not sent; nobody was told of it."""
    actor = actor_of(request)
    require(actor, PulseRight.RUN)
    version = request.POST.get("version", "")
    call_off_wave(actor, planned=planned_wave_by_code(actor, code), version=whole_number(version))
    notice(request, _("The survey is called off. Nobody was told of it."))
    return redirect(request, "surveys")
