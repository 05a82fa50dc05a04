"""The control chart of a measure, and from where its limits begin anew."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hoshin.accounts.access import Right
from hoshin.audit.selectors import own_latest_change
from hoshin.base.errors import Invalid
from hoshin.base.periods import Period
from hoshin.measures.selectors import measure_by_code
from hoshin.measures.services import begin_limits_anew
from hoshin.org.selectors import unit_by_code
from hoshin.scorecards.selectors.control import FEWEST_VALUES, control_chart_of
from hoshin.web.access import actor_of
from hoshin.web.control.drawing import RULE_NAMES, adjustments, control_drawing, sentences
from hoshin.web.control.forms import ResetForm
from hoshin.web.forms import place_problems
from hoshin.web.htmx import notice, redirect, render
from hoshin.web.way_back import undo_since


@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, code: str) -> HttpResponse:
    """The values with their limits, what the rules say of them, and the same as a table."""
    actor = actor_of(request)
    measure = measure_by_code(actor, code)
    wanted = request.GET.get("unit")
    unit = unit_by_code(actor, wanted) if wanted else None
    chart, before = control_chart_of(actor, measure, unit=unit), own_latest_change(actor)
    form = ResetForm(request.POST or None, periods=[row.period for row in chart.rows])
    if request.method == "POST" and form.is_valid():
        period = Period.parse(form.cleaned_data["period"])
        try:
            begin_limits_anew(actor, measure=measure, unit=unit, period=period, reason=form.cleaned_data["reason"])
        except Invalid as error:
            place_problems(form, error)
        else:
            notice(request, _("The limits begin anew."), undo_since(actor, before))
            return redirect(request, request.get_full_path())
    context = {
        "measure": measure,
        "unit": unit,
        "chart": chart,
        "drawing": control_drawing(measure, unit, chart) if chart.rows else None,
        "said": sentences(measure, chart),
        "names": RULE_NAMES,
        "adjustments": adjustments(chart),
        "fewest": FEWEST_VALUES,
        "form": form if actor.has(Right.EDIT_PLAN) else None,
    }
    return render(request, "control/chart.html", context=context, status=422 if form.errors else 200)
