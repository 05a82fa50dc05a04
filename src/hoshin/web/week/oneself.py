"""What stands beside the week: one's team, days away, how sure one was and what came of it, how the rhythm holds for all."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hoshin.agreements.selectors.expectations import DAYS
from hoshin.base.errors import Invalid, NotFound
from hoshin.checkins.policies import absences_visible_to, blockers_asked_of
from hoshin.checkins.selectors import (
    AIM,
    WEEKS_SINCE,
    agreed_in_time,
    calibration_of,
    cohorts_of_check_ins,
    missed_below,
    months_of_promises,
    own_confidences,
    team_week_of,
    weeks_of_check_ins,
)
from hoshin.checkins.services import add_absence, remove_absence
from hoshin.org.selectors import own_reports, person_of
from hoshin.web.access import actor_of
from hoshin.web.forms import place_problems
from hoshin.web.htmx import notice, redirect, render
from hoshin.web.week.forms import AbsenceForm

SHOWN = 20


@require_safe
def confidence(request: HttpRequest) -> HttpResponse:
    """How what one stated compares with what came of it, for oneself alone."""
    actor = actor_of(request)
    found = calibration_of(actor)
    context = {"found": found, "running": own_confidences(actor, found.reading)}
    return render(request, "week/confidence.html", context=context)


@require_safe
def team(request: HttpRequest) -> HttpResponse:
    """What is stuck, what turned and who says nothing among those who report to one."""
    actor = actor_of(request)
    found, missed = team_week_of(actor), missed_below(actor)
    context = {
        "found": found,
        "missed": missed,
        "asked": set(blockers_asked_of(actor).values_list("pk", flat=True)) if found.stuck else (),
        "has_team": bool(found.stuck or found.turned or missed) or own_reports(actor).exists(),
    }
    return render(request, "week/team.html", context=context)


@require_safe
def curves(request: HttpRequest) -> HttpResponse:
    """How the rhythm of check-ins, values and agreements holds for the whole."""
    actor = actor_of(request)
    weeks = weeks_of_check_ins(actor)
    over = [one for one in weeks[1:] if one.share is not None]
    context = {
        "weeks": weeks,
        "aim": AIM,
        "latest": over[0] if over else None,
        "cohorts": cohorts_of_check_ins(actor),
        "weeks_since": WEEKS_SINCE,
        "months": months_of_promises(actor),
        "cycles": agreed_in_time(actor),
        "days": DAYS,
    }
    return render(request, "week/curves.html", context=context)


@require_http_methods(["GET", "HEAD", "POST"])
def absences(request: HttpRequest) -> HttpResponse:
    """When one is away."""
    actor = actor_of(request)
    person = person_of(actor)
    if person is None:
        raise NotFound("person")
    form = AbsenceForm(request.POST or None)
    if form.is_valid():
        try:
            add_absence(actor, person=person, **form.cleaned_data)
        except Invalid as error:
            place_problems(form, error)
        else:
            notice(request, _("It is noted. Nothing is asked of you then."))
            return redirect(request, "absences")
    rows = absences_visible_to(actor).filter(person=person)[:SHOWN]
    context = {"form": form, "absences": rows}
    return render(request, "week/absences.html", None, context, status=422 if form.errors else 200)


@require_POST
def absence_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an absence back."""
    actor = actor_of(request)
    found = absences_visible_to(actor).select_related("person").filter(pk=pk).first()
    if found is None:
        raise NotFound("absence", str(pk))
    remove_absence(actor, absence=found)
    notice(request, _("It is taken back."))
    return redirect(request, "absences")
