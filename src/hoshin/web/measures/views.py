"""The list of measures, and one measure in full."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from django.db.models import JSONField, Value
from django.http import HttpRequest, HttpResponse, QueryDict
from django.views.decorators.http import require_safe

from hoshin.accounts.access import Actor, Right
from hoshin.audit.selectors import history as past_of
from hoshin.base.periods import Period
from hoshin.checkins.selectors import confidences_said, sure_of_goals
from hoshin.desk.policies import favourites_visible_to
from hoshin.forecasts.models import Forecast
from hoshin.forecasts.selectors import forecast_from, forecast_of, forecast_said
from hoshin.hypotheses.selectors import led_said
from hoshin.measures.models import Measure
from hoshin.measures.policies import measures_recordable_by
from hoshin.measures.selectors import measure_by_code, restatements
from hoshin.org.models import Unit
from hoshin.org.selectors import unit_by_code
from hoshin.scorecards.selectors import (
    MeasureDetail,
    ValueRow,
    may_confirm_across_units,
    measure_detail,
    measures_in_no_plan,
    value_rows,
)
from hoshin.web.access import actor_of
from hoshin.web.charts import Chart, measure_chart
from hoshin.web.history import rows_of
from hoshin.web.htmx import render
from hoshin.web.kept import Star
from hoshin.web.listing import context_of
from hoshin.web.measures.forecast_words import sentences_of

CHARTED, LISTED = 60, 18


@require_safe
def show(request: HttpRequest, code: str) -> HttpResponse:
    """One measure: how it stands, its values, its targets, what it serves."""
    context = page_of(request, measure_by_code(actor_of(request), code))
    return render(request, "measures/measure.html", "measures/_standing.html", context)


@require_safe
def chart(request: HttpRequest, code: str) -> HttpResponse:
    """The chart alone, which follows behind an answer that was not to wait for it."""
    measure = measure_by_code(actor_of(request), code)
    detail, unit, rows = _shown(request, measure)
    found = forecast_of(actor_of(request), measure.pk, unit.pk if unit else None)
    context = {"measure": measure, "unit": unit, "chart": _chart(detail, rows, found), "chart_follows": False}
    return render(request, "measures/_chart.html", context=context)


def page_of(request: HttpRequest, measure: Measure, changed: object = None) -> dict[str, object]:
    """What the measure's page shows; `changed` names the period whose row was just written.

    Drawing the chart of a new value takes as long as all the rest: where a value was written, it follows behind.
    """
    actor = actor_of(request)
    detail, unit, rows = _shown(request, measure)
    # Whoever recorded a value may, and sees the star of before: the answer to a form asks little.
    is_answer = changed is not None
    may_record, star, found, leads, said = (
        (True, Star("measure", measure.pk, None), None, [], []) if is_answer else _beside(actor, measure, unit)
    )
    known = next((row.period.start for row in rows if row.actual and row.actual.value is not None), None)
    return {
        "measure": measure,
        "detail": detail,
        "line": detail.line,
        "unit": unit,
        "rows": rows[:LISTED],
        "chart": _chart(detail, rows, found) if changed is None else None,
        "forecast_says": sentences_of(measure, found) if found else [],
        "sure": sure_of_goals(measure, found, known, said),
        "leads": leads,
        "chart_follows": changed is not None and bool(detail.points),
        "restated": restatements(actor, measure, 20),
        "may_record": may_record,
        "may_edit": actor.has(Right.EDIT_PLAN),
        "changed": changed,
        "star": star,
    }


def _beside(
    actor: Actor, measure: Measure, unit: Unit | None
) -> tuple[bool, Star, Forecast | None, list[dict[str, object]], list[dict[str, Any]]]:
    """Whether the actor may record its values, whether it is a favourite, its forecast, which measures it leads, and how
    sure people are of it: asked at once, since the page asks much."""
    recordable = measures_recordable_by(actor).filter(pk=measure.pk).order_by()
    starred = favourites_visible_to(actor).filter(kind="measure", number=measure.pk).order_by()
    nothing = Value(None, JSONField())
    asked = [rows.values_list(Value(word), nothing) for rows, word in ((recordable, "record"), (starred, "star"))]
    expected = forecast_said(actor, measure.pk, unit.pk if unit else None)
    words = [] if unit else [("leads", led_said(actor, measure.pk)), ("sure", confidences_said(actor, measure.pk))]
    more = [part.values_list(Value(word), "said") for word, part in words]
    rows = list(asked[0].union(asked[1], expected.values_list(Value("forecast"), "said"), *more, all=True))
    found = dict(rows)
    said = found.get("forecast")
    led, sure = ([part for word, part in rows if word == wanted] for wanted in ("leads", "sure"))
    star = Star("measure", measure.pk, "star" in found)
    return "record" in found, star, forecast_from(said) if said else None, led, sure


def _shown(request: HttpRequest, measure: Measure) -> tuple[MeasureDetail, Unit | None, list[ValueRow]]:
    """How the measure stands where the address asks for it, of which unit, and its values."""
    actor = actor_of(request)
    wanted = request.POST.get("unit") or request.GET.get("unit")
    detail = measure_detail(actor, measure, period=wished(request, "period"), plan=wished(request, "plan"), unit=wanted)
    unit = detail.unit or (unit_by_code(actor, wanted) if wanted else None)
    return detail, unit, value_rows(actor, measure, unit=unit, count=CHARTED, known=_known_values(detail))


def _chart(detail: MeasureDetail, rows: Sequence[ValueRow], found: Forecast | None) -> Chart | None:
    return measure_chart(detail, {row.period: row.notes for row in rows if row.notes}, found)


def _known_values(detail: MeasureDetail) -> dict[Period, float | None]:
    """The measure's values by its own period, where the scorecard looks at each such period alone."""
    measure, plan = detail.measure, detail.plan
    if plan is None or detail.unit or measure.window != "period" or measure.frequency != plan.frequency:
        return {}
    return {point.period: point.found for point in detail.points}


def wished(request: HttpRequest, name: str) -> str | None:
    """What the address asks for, or that of the page from which HTMX asks for a piece."""
    if request.GET.get(name):
        return request.GET[name]
    page = request.htmx.current_url_abs_path if getattr(request, "htmx", None) else None
    return QueryDict(urlsplit(page or "").query).get(name) or None


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """All measures of a plan, searched, sorted and paged."""
    context = context_of(request, "measure")
    context["orphans"] = measures_in_no_plan(actor_of(request)) if not context["wish"].text else []
    context["may_confirm"] = may_confirm_across_units(actor_of(request))
    return render(request, "measures/index.html", "measures/_list.html", context)


@require_safe
def history(request: HttpRequest, code: str) -> HttpResponse:
    """Who changed the measure's definition, when, from what to what."""
    actor = actor_of(request)
    measure = measure_by_code(actor, code)
    found = past_of(actor, table="measures_measure", row=measure.pk)
    context = {"name": measure.name, "back": "measure", "code": measure.code, "rows": rows_of(actor, found.changes)}
    return render(request, "_shared/history.html", "_shared/history_list.html", context)
