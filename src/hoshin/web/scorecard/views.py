"""The scorecard as a page, as CSV, and the search for its units."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from hoshin.org.selectors import units_found
from hoshin.scorecards.selectors import scorecard
from hoshin.scorecards.statuses import BY_CODE, STATUSES
from hoshin.strategy.policies import plans_visible_to
from hoshin.web.access import actor_of
from hoshin.web.addresses import address_or_none
from hoshin.web.htmx import render
from hoshin.web.plan_choice import chosen_plan
from hoshin.web.recorders import recorder_of
from hoshin.web.scorecard.choice import Choice
from hoshin.web.scorecard.rows import at_first, rows_of
from hoshin.web.scorecard.sentence import standing
from hoshin.web.scorecard.sheet import csv_response
from hoshin.web.wording import period_text

PICKED = 13


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """The scorecard of the plan, unit and period that the address names."""
    actor, choice = actor_of(request), Choice.of(request.GET)
    plans = list(plans_visible_to(actor))
    plan = chosen_plan(actor, plans, choice.plan)
    if plan is None:
        start = address_or_none("first_steps")
        return render(request, "scorecard/page.html", context={"plans": plans, "plan": None, "start_url": start})
    card = scorecard(actor, plan, unit=choice.unit, period=choice.period, depth=choice.depth)
    offered = {line.status for line in card.lines} | ({BY_CODE[choice.status]} if choice.status else set())
    context = {
        "plans": plans,
        "plan": plan,
        "card": card,
        "choice": choice,
        "rows": rows_of(card.lines, choice, request.GET, recorder_of(actor)),
        "standing": standing(at_first(card.lines)),
        "statuses": [word for number, word in STATUSES.items() if number in offered],
        "has_owners": any(line.owner for line in card.lines),
        "picked": card.periods[:PICKED],
        "before": card.period.shift(-1) if card.period else None,
        "before_short": period_text(card.period.shift(-1), short=True) if card.period else "",
    }
    return render(request, "scorecard/page.html", "scorecard/_card.html", context)


@require_safe
def sheet(request: HttpRequest) -> HttpResponse:
    """The same view as a file of comma-separated values."""
    actor, choice = actor_of(request), Choice.of(request.GET)
    plan = chosen_plan(actor, list(plans_visible_to(actor)), choice.plan)
    card = scorecard(actor, plan, unit=choice.unit, period=choice.period) if plan else None
    return csv_response(card, choice)


@require_safe
def units(request: HttpRequest) -> HttpResponse:
    """Units by name or code, each leading to its side of the scorecard."""
    found = units_found(actor_of(request), request.GET.get("find", ""))
    return render(request, "scorecard/units.html", "scorecard/_units.html", {"found": found})
