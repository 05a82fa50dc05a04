"""Surveys: which ask one, which run, and what came of those that are over."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hoshin.base.paging import counted_page
from hoshin.pulse.library import DRIVERS, ENGAGEMENT, ENPS
from hoshin.pulse.models import Wave
from hoshin.pulse.policies import PulseRight
from hoshin.pulse.selectors import (
    answered_questions,
    choices_of,
    comments_of,
    completed_of,
    named_answers_of,
    participation_of,
    planned_waves,
    response_warning,
    results_of,
    survey_of,
    wave_before,
    wave_by_code,
    waves_for,
)
from hoshin.pulse.services import close_wave
from hoshin.web.access import actor_of
from hoshin.web.htmx import notice, redirect, render
from hoshin.web.pulse.tables import choice_tables, heat_map

NAMED_SHOWN = 25


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Those that ask the reader first, then others that run, then those that are over."""
    actor = actor_of(request)
    asked, others, closed = waves_for(actor)
    context = {"asked": asked, "others": others, "closed": closed, "may_run": actor.has(PulseRight.RUN)}
    context["planned"] = planned_waves(actor)
    return render(request, "pulse/index.html", context=context)


@require_safe
def show(request: HttpRequest, code: str) -> HttpResponse:
    """What a survey promised, how many answered, and what may be told of it."""
    actor = actor_of(request)
    wave = wave_by_code(actor, code)
    survey = survey_of(wave)
    if wave.is_named:
        return _show_named(request, wave)
    rows = [] if wave.is_open else results_of(actor, wave)
    context = {
        "wave": wave,
        "survey": survey,
        "may_run": actor.has(PulseRight.RUN),
        "completed": None if wave.is_open else completed_of(wave),
        "invited": wave.units.first().invited,
        "participation": participation_of(actor, wave) if wave.is_open else [],
        "table": heat_map(survey, rows),
        "warning": response_warning(wave, [one.unit for one in rows]) if rows else None,
        "asks_engagement": ENGAGEMENT in survey.drivers and len(set(survey.drivers) - {ENGAGEMENT, ENPS}) > 0,
        "before": wave_before(wave),
        "importance": [
            {**row, "name": ", ".join(str(DRIVERS[driver]) for driver in row["drivers"])} for row in wave.importance
        ],
        "choices": choice_tables(survey, choices_of(actor, wave)),
        "sheets": comments_of(actor, wave),
    }
    return render(request, "pulse/show.html", context=context)


def _show_named(request: HttpRequest, wave: Wave) -> HttpResponse:
    """Answers with names, as far as the reader may read them."""
    actor, survey = actor_of(request), survey_of(wave)
    page = counted_page(named_answers_of(actor, wave), request.GET.get("page") or 1, size=NAMED_SHOWN)
    context = {
        "wave": wave,
        "may_run": actor.has(PulseRight.RUN),
        "page": page,
        "rows": [(row, answered_questions(survey, row.answers)) for row in page],
    }
    return render(request, "pulse/named.html", context=context)


@require_POST
def close(request: HttpRequest, code: str) -> HttpResponse:
    """Take no more answers, and write the results."""
    actor = actor_of(request)
    wave = wave_by_code(actor, code)
    close_wave(actor, wave=wave)
    has_results = bool(results_of(actor, wave))
    notice(
        request, _("The survey is closed, and its results are there.") if has_results else _("The survey is closed.")
    )
    return redirect(request, "survey", wave.code)
