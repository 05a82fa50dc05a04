"""The scorecard as a page, as CSV, and the search for its units."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from hoshin.actions.reacting import asks_reaction
from hoshin.base.paging import CountedPage
from hoshin.base.periods import Period
from hoshin.commentary.asking import statuses_asked
from hoshin.forecasts.selectors import projections_ahead
from hoshin.org.selectors import units_found
from hoshin.scorecards.selectors import NodeLine, Scorecard, rule_in, scorecard
from hoshin.scorecards.statuses import words_of
from hoshin.strategy.policies import plans_visible_to
from hoshin.web.access import actor_of
from hoshin.web.addresses import address_or_none
from hoshin.web.htmx import render
from hoshin.web.plan_choice import chosen_plan
from hoshin.web.recorders import recorder_of
from hoshin.web.said import said_beside
from hoshin.web.scorecard.acting import accepted_beside, may_act_on_lines, with_unanswered
from hoshin.web.scorecard.choice import ON, PROJECTED, UNANSWERED, Choice
from hoshin.web.scorecard.compared import compared_with
from hoshin.web.scorecard.glance import needs_of, strip_of
from hoshin.web.scorecard.rows import Row, rows_of
from hoshin.web.scorecard.sentence import standing_words
from hoshin.web.scorecard.sheet import csv_response

PICKED = 24
_A_YEAR = 365 * 24 * 3600


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """The scorecard of the plan, unit and period that the address names."""
    actor, choice = actor_of(request), Choice.of(request.GET, request.COOKIES.get(PROJECTED, ""))
    plans = list(plans_visible_to(actor))
    plan = chosen_plan(actor, plans, choice.plan)
    if plan is None:
        start = address_or_none("first_steps")
        return render(request, "scorecard/page.html", context={"plans": plans, "plan": None, "start_url": start})
    card = scorecard(
        actor,
        plan,
        unit=choice.unit,
        period=choice.period,
        depth=choice.depth,
        opened=choice.read,
        # Who asks for what nobody acts on sees that alone.
        has_attention=choice.status != UNANSWERED,
    )
    context = {"plans": plans, "plan": plan, "card": card, "choice": choice, "rule": rule_in(plan, card.period)}
    if card.period is not None and card.top is not None:
        context |= _standing(request, card, choice, card.period, card.top)
    answer = render(request, "scorecard/page.html", "scorecard/_card.html", context)
    if PROJECTED in request.GET:
        answer.set_cookie(PROJECTED, ON if choice.is_projected else "", max_age=_A_YEAR, samesite="Lax", httponly=True)
    return answer


def _standing(request: HttpRequest, card: Scorecard, choice: Choice, period: Period, top: NodeLine) -> dict[str, Any]:
    """What a scorecard with scores shows: the sentence, the strip, what needs somebody, the rows."""
    compared = compared_with(card, period, top, choice)
    recorder = recorder_of(actor_of(request))
    said_of = said_beside(actor_of(request), card.lines, period, statuses_asked(card.plan))
    accepted_of = accepted_beside(actor_of(request), card.lines)
    choice = with_unanswered(actor_of(request), card, choice)
    attention = card.attention if choice.status != UNANSWERED else None
    rows = rows_of(card.lines, choice, request.GET, recorder.may_record, compared.delta_of, said_of, accepted_of)
    ahead = _ahead(request, card, rows) if choice.is_projected else None
    return {
        "rows": rows,
        "sentence": standing_words(top, compared.delta_of(top), compared.period, attention),
        "delta": compared.delta_of(top),
        "strip": strip_of(card, request.GET, compared.delta_of),
        "needs": needs_of(card, recorder.may_record, compared.delta_of),
        "may_act": may_act_on_lines(actor_of(request), recorder.person),
        "may_approve": recorder.may_record_any or recorder.person is not None,
        "asks_commentary": bool(statuses_asked(card.plan)),
        "asks_reaction": asks_reaction(card.plan),
        "statuses": words_of(card.plan.status_scale, with_missing=True),
        "ahead": ahead,
        "has_owners": any(row.line.owner for row in rows),
        "compared": compared,
        "picked": card.periods[:PICKED],
        "before": next((one for one in card.periods if one < period), None),
        "after": next((one for one in reversed(card.periods) if one > period), None),
    }


def _ahead(request: HttpRequest, card: Scorecard, rows: CountedPage[Row]) -> Period | None:
    """Write beside each row where it is expected at the end of the year; that period, None where nothing is. One query."""
    found = projections_ahead(actor_of(request), card.plan, [row.line.node for row in rows])
    for row in rows:
        row.ahead = found.get(row.line.node)
    return next((one.period for one in found.values()), None)


@require_safe
def sheet(request: HttpRequest) -> HttpResponse:
    """The same view as a file of comma-separated values."""
    actor, choice = actor_of(request), Choice.of(request.GET, request.COOKIES.get(PROJECTED, ""))
    plan = chosen_plan(actor, list(plans_visible_to(actor)), choice.plan)
    card = scorecard(actor, plan, unit=choice.unit, period=choice.period) if plan else None
    if card is None:
        return csv_response(None, choice, {})
    lines = [card.top.node, *(line.node for line in card.lines)] if choice.is_projected and card.top else []
    return csv_response(card, with_unanswered(actor, card, choice), projections_ahead(actor, card.plan, lines))


@require_safe
def units(request: HttpRequest) -> HttpResponse:
    """Units by name or code, each leading to its side of the scorecard."""
    found = units_found(actor_of(request), request.GET.get("find", ""))
    return render(request, "scorecard/units.html", "scorecard/_units.html", {"found": found})
