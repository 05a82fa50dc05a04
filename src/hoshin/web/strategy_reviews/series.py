"""Series of strategy reviews: begun, changed, removed."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from hoshin.audit.selectors import own_latest_change
from hoshin.base.errors import Conflict, Invalid
from hoshin.org.selectors import person_of
from hoshin.strategy_reviews.models import StrategyReviewSeries
from hoshin.strategy_reviews.policies import may_lead_series, require_leading, require_may_begin
from hoshin.strategy_reviews.selectors import ReviewWish, members_of, reviews_listed, series_by_code
from hoshin.strategy_reviews.services import begin_series, change_series, remove_series
from hoshin.web.access import actor_of
from hoshin.web.conflicts import conflict_answer
from hoshin.web.forms import place_problems
from hoshin.web.htmx import notice, redirect, render
from hoshin.web.jinja import url
from hoshin.web.strategy_reviews.forms import ReviewSeriesForm, series_values
from hoshin.web.way_back import undo_since


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Begin a series."""
    actor = actor_of(request)
    require_may_begin(actor)
    own = person_of(actor)
    begun = {"chair": own.pk if own else "", "plan": request.GET.get("plan", "")[:100]}
    is_sent = request.method == "POST"
    form = ReviewSeriesForm(request.POST, actor=actor) if is_sent else ReviewSeriesForm(actor=actor, initial=begun)
    if is_sent and form.is_valid():
        before = own_latest_change(actor)
        try:
            row = begin_series(actor, **_said(form))
        except Invalid as error:
            place_problems(form, error)
        else:
            notice(request, _("Begun. Plan its first meeting."), undo_since(actor, before))
            return redirect(request, "strategy_review_plan", row.code)
    return _page(request, form, None)


@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, code: str) -> HttpResponse:
    """A series with its meetings; whoever leads it changes it here."""
    actor = actor_of(request)
    series = series_by_code(actor, code)
    leads = may_lead_series(actor, series)
    if request.method == "POST":
        require_leading(actor, series)
    form = ReviewSeriesForm(request.POST, actor=actor) if request.method == "POST" else None
    if form is not None and form.is_valid():
        before = own_latest_change(actor)
        try:
            change_series(actor, series=series, version=form.cleaned_data["version"], **_said(form))
        except Conflict as conflict:
            theirs = series_values(actor, series_by_code(actor, code))
            address = url("strategy_review_series", series.code)
            return conflict_answer(request, conflict, form, theirs, address, address)
        except Invalid as error:
            place_problems(form, error)
        else:
            undo = undo_since(actor, before)
            notice(request, _("Saved") if undo else _("Nothing was changed."), undo)
            return redirect(request, "strategy_review_series", series.code)
    if form is None and leads:
        form = ReviewSeriesForm(actor=actor, initial=series_values(actor, series))
    rows = list(reviews_listed(actor, ReviewWish(series=series.code))[:50])
    return _page(request, form, series, rows=rows, leads=leads, members=members_of(actor, series))


@require_POST
def remove(request: HttpRequest, code: str) -> HttpResponse:
    """Remove a series without meetings."""
    actor = actor_of(request)
    before = own_latest_change(actor)
    series = series_by_code(actor, code)
    remove_series(actor, series=series)
    notice(request, _("%(name)s is removed.") % {"name": series.name}, undo_since(actor, before))
    return redirect(request, "strategy_reviews")


def _said(form: ReviewSeriesForm) -> dict[str, Any]:
    return {name: value for name, value in form.cleaned_data.items() if name != "version"} | {
        "minutes": form.cleaned_data["minutes"] or 90
    }


def _page(
    request: HttpRequest, form: ReviewSeriesForm | None, series: StrategyReviewSeries | None, **shown: Any
) -> HttpResponse:
    context = {"form": form, "series": series, **shown}
    status = 422 if form is not None and form.errors else 200
    return render(request, "strategy_reviews/series.html", None, context, status=status)
