"""Closing and reopening the periods of a plan."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hoshin.accounts.access import require
from hoshin.base.errors import NotFound
from hoshin.base.periods import Period
from hoshin.scorecards.policies import ScorecardRight
from hoshin.scorecards.selectors import closed_periods, periods_of
from hoshin.scorecards.services import close_period, reopen_period
from hoshin.web.access import actor_of
from hoshin.web.htmx import notice, redirect, render
from hoshin.web.plans.things import thing_of

SHOWN = 36


@require_safe
def show(request: HttpRequest, plan_id: int) -> HttpResponse:
    """The last three years of periods: which are closed, and what may be done with them."""
    actor = actor_of(request)
    plan = thing_of(actor, "plan", plan_id)
    closed = closed_periods(plan)
    rows = [(period, period.start in closed) for period in periods_of(plan)[:SHOWN]]
    context = {"plan": plan, "rows": rows, "may_close": actor.has(ScorecardRight.CLOSE_PERIOD)}
    return render(request, "plans/periods.html", None, context)


@require_POST
def close(request: HttpRequest, plan_id: int, period: str) -> HttpResponse:
    """Keep the scores of a period as official."""
    actor = actor_of(request)
    plan, chosen = thing_of(actor, "plan", plan_id), _period(period)
    close_period(actor, plan=plan, period=chosen)
    notice(request, _("%(period)s is closed.") % {"period": chosen.label})
    return redirect(request, "plan_periods", plan.pk)


@require_POST
def reopen(request: HttpRequest, plan_id: int, period: str) -> HttpResponse:
    """Let a period be scored anew, for a reason."""
    actor = actor_of(request)
    require(actor, ScorecardRight.CLOSE_PERIOD)
    plan, chosen = thing_of(actor, "plan", plan_id), _period(period)
    reason = forms.CharField(required=False, max_length=2000).clean(request.POST.get("reason", ""))
    reopen_period(actor, plan=plan, period=chosen, reason=reason)
    notice(request, _("%(period)s is open again.") % {"period": chosen.label})
    return redirect(request, "plan_periods", plan.pk)


def _period(text: str) -> Period:
    try:
        return Period.parse(text)
    except ValueError as error:
        raise NotFound("period", text) from error
