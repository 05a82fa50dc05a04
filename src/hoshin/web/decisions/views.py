"""The list of decisions, and one of them: the question, what was known, what was decided, what came of it."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from hoshin.accounts.access import Actor
from hoshin.audit.selectors import history as past_of
from hoshin.base.errors import NotFound
from hoshin.base.paging import counted_page
from hoshin.decisions.evidence import found_again_from, is_untouched, signal_of, things_of
from hoshin.decisions.models import DecidedThing, Decision
from hoshin.decisions.outcomes import is_within, own_calibration, realised_of
from hoshin.decisions.policies import DecisionRight, may_change_decision
from hoshin.decisions.selectors import (
    SHOWN,
    SORTS,
    DecisionWish,
    decision_by_code,
    decisions_about,
    decisions_listed,
    evidence_of,
    gone_since,
)
from hoshin.initiatives.selectors import initiative_by_code
from hoshin.measures.selectors import measure_by_code
from hoshin.risks.selectors import risk_by_code
from hoshin.signals.sentences import sentence_of
from hoshin.strategy.selectors import objective_by_code
from hoshin.web.access import actor_of
from hoshin.web.decisions.forms import DecisionReviewForm, TakingForm
from hoshin.web.decisions.pilot import knowing_of, pilot_of
from hoshin.web.history import rows_of
from hoshin.web.htmx import is_htmx, redirect, render
from hoshin.web.jinja import url

PAGE_LINES = 50
_BY_CODE: dict[str, Callable[[Actor, str], DecidedThing]] = {
    "objective": objective_by_code,
    "measure": measure_by_code,
    "initiative": initiative_by_code,
    "risk": risk_by_code,
}
_FIGURES = {"score": _("score"), "value": _("value"), "target": _("target")}
_SHOWN = {
    "all": _("All"),
    "open": _("To be taken"),
    "taken": _("Taken"),
    "to_review": _("To be looked at again"),
    "reviewed": _("Reviewed"),
    "mine": _("Mine"),
}


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Decisions by how far they are, searched and sorted; beside them how right one was, for oneself alone."""
    actor, query = actor_of(request), request.GET
    shown, sort = query.get("shown", "all"), query.get("sort", "-taken")
    wish = DecisionWish(
        query.get("q", "").strip(),
        shown if shown in SHOWN else "all",
        sort if sort.lstrip("-") in SORTS else "-taken",
    )
    context = {
        "wish": wish,
        "rows": counted_page(decisions_listed(actor, wish), query.get("page", 1), size=PAGE_LINES),
        "shown": _SHOWN.items(),
        "has_filter": bool(wish.text) or wish.shown != "all",
        "may_put": actor.has(DecisionRight.DECIDE_OWN),
        "calibration": own_calibration(actor),
    }
    return render(request, "decisions/index.html", "decisions/_list.html", context)


@require_safe
def show(request: HttpRequest, code: str) -> HttpResponse:
    """One decision, from its question to what came of it."""
    return decision_page(request, decision_by_code(actor_of(request), code))


def decision_page(
    request: HttpRequest,
    decision: Decision,
    taking: TakingForm | None = None,
    reviewing: DecisionReviewForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page of a decision, with the form of what comes next as it was filled."""
    actor = actor_of(request)
    evidence, realised = evidence_of(actor, decision), realised_of(actor, decision)
    review = getattr(decision, "review", None)
    came = review.realised if review is not None else realised.value
    context = {
        "decision": decision,
        "evidence": evidence,
        "things": things_of(evidence) if evidence else [],
        "signal_then": signal_of(evidence) if evidence else "",
        "gone": gone_since(decision, evidence) if evidence else set(),
        "raised_by": sentence_of(decision.signal) if decision.signal else "",
        "review": review,
        "realised": realised,
        "came": came,
        "is_within": is_within(decision, came),
        "may_change": may_change_decision(actor, decision),
        "taking": taking or TakingForm(decision=decision),
        "reviewing": reviewing or DecisionReviewForm(initial={"version": decision.version}),
        **pilot_of(request, decision),
        **knowing_of(request, decision),
    }
    return render(request, "decisions/decision.html", None, context, status)


@require_safe
def about(request: HttpRequest, kind: str, code: str) -> HttpResponse:
    """The decisions about a thing, as a section of its page, which comes in behind the rest."""
    actor = actor_of(request)
    if kind not in _BY_CODE:
        raise NotFound("page", kind)
    thing = _BY_CODE[kind](actor, code)
    if not is_htmx(request):
        return redirect(request, url("decisions", q=thing.code))
    may_put = actor.has(DecisionRight.DECIDE_OWN)
    context = {"thing": thing, "rows": decisions_about(actor, thing), "may_put": may_put}
    return render(request, "decisions/_section.html", context=context)


@require_safe
def again(request: HttpRequest, code: str) -> HttpResponse:
    """The figures of then, found again from what was kept, beside what they were."""
    actor = actor_of(request)
    decision = decision_by_code(actor, code)
    evidence = evidence_of(actor, decision)
    if evidence is None:
        raise NotFound("evidence of the decision", code)
    found = found_again_from(evidence)
    context = {
        "decision": decision,
        "evidence": evidence,
        "found": [
            (thing, [one for one in found if (one.kind, one.code) == (thing.kind, thing.code)])
            for thing in things_of(evidence)
        ],
        "gone": gone_since(decision, evidence),
        "words": _FIGURES,
        "is_untouched": is_untouched(evidence),
        "are_same": all(one.is_same for one in found),
    }
    return render(request, "decisions/again.html", "decisions/_again.html", context)


@require_safe
def history(request: HttpRequest, code: str) -> HttpResponse:
    """Who changed the decision, when, from what to what."""
    actor = actor_of(request)
    decision = decision_by_code(actor, code)
    found = past_of(actor, table="decisions_decision", row=decision.pk)
    context = {
        "name": decision.question,
        "back": "decision",
        "code": decision.code,
        "rows": rows_of(actor, found.changes),
    }
    return render(request, "_shared/history.html", "_shared/history_list.html", context)
