"""Sending a survey: chosen, looked at, and sent at once or planned for a day; and saying otherwise what is planned."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hoshin.accounts.access import require
from hoshin.base import clock
from hoshin.base.errors import Invalid
from hoshin.pulse.models import PlannedWave
from hoshin.pulse.policies import PulseRight
from hoshin.pulse.selectors import planned_wave_by_code, preview_of, surveys_to_send
from hoshin.pulse.services import change_planned_wave, draft_wave, launch_wave, plan_wave, send_planned_now
from hoshin.web.access import actor_of
from hoshin.web.forms import place_problems
from hoshin.web.htmx import notice, redirect, render
from hoshin.web.pulse.launch_form import LaunchForm, begun_with


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Choose, look at whom it asks and what it could find, and send it."""
    return _form(request, None)


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, code: str) -> HttpResponse:
    """Say otherwise what is planned, or send it at once."""
    require(actor_of(request), PulseRight.RUN)
    return _form(request, planned_wave_by_code(actor_of(request), code))


def _form(request: HttpRequest, planned: PlannedWave | None) -> HttpResponse:
    actor = actor_of(request)
    require(actor, PulseRight.RUN)
    surveys = surveys_to_send(actor)
    begun = begun_with(actor, planned) if planned else {"survey": request.GET.get("survey", "")}
    form = LaunchForm(request.POST or None, actor=actor, surveys=surveys, initial=begun)
    context: dict[str, Any] = {"form": form, "surveys": surveys.values(), "preview": None, "planned": planned}
    if request.method == "POST" and form.is_valid():
        wish = form.wish
        try:
            wave = draft_wave(actor, opens_on=form.sent_on, **wish)
            if "launch" in request.POST:
                return _sent(request, form, planned)
        except Invalid as error:
            place_problems(form, error)
        else:
            preview = preview_of(wish.get("unit"), wave.smallest, wave.share, wish["only"])
            is_enough = wave.is_named or preview.groups[0].is_shown
            context |= {"preview": preview, "is_enough": is_enough, "asks": surveys[wave.survey], "wave": wave}
            context |= {"opens_on": form.sent_on, "today": clock.today()}
    return render(request, "pulse/new.html", context=context, status=422 if form.errors else 200)


def _sent(request: HttpRequest, form: LaunchForm, planned: PlannedWave | None) -> HttpResponse:
    """At once, or planned for its day."""
    actor, version = actor_of(request), form.cleaned_data["version"]
    if form.sent_on > clock.today():
        if planned:
            row = change_planned_wave(actor, planned=planned, version=version, opens_on=form.sent_on, **form.wish)
        else:
            row = plan_wave(actor, opens_on=form.sent_on, **form.wish)
        notice(request, _("The survey is planned. Nobody is told before its day."))
        return redirect(request, "survey_planned", row.code)
    if planned:
        wave = send_planned_now(actor, planned=planned, version=version, **form.wish)
    else:
        wave = launch_wave(actor, **form.wish)
    notice(request, _("The survey is sent."))
    return redirect(request, "survey", wave.code)
