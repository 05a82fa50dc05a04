"""Decisions: put, taken with what was known, and held against what came of them."""

from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Query, Router

from hoshin.accounts.access import Right, require
from hoshin.api.auth import actor_of
from hoshin.api.pagination import Page, page_of
from hoshin.api.parameters import CodePath, LimitQuery, OffsetQuery, SearchQuery
from hoshin.api.schemas.decisions import (
    DecisionIn,
    DecisionOut,
    DecisionReviewedIn,
    DecisionTakenIn,
    EvidenceOut,
    decision_out,
    evidence_out,
)
from hoshin.base.errors import Invalid, NotFound
from hoshin.base.periods import Period
from hoshin.decisions.models import DecidedThing
from hoshin.decisions.policies import require_may_change
from hoshin.decisions.selectors import (
    SUBJECTS_FETCHED,
    DecisionWish,
    decision_by_code,
    decisions_listed,
    evidence_of,
)
from hoshin.decisions.services import put_question, review_decision, take_decision
from hoshin.initiatives.selectors import initiative_by_code
from hoshin.measures.selectors import measure_by_code
from hoshin.org.selectors import person_by_employee_id, person_of
from hoshin.risks.selectors import risk_by_code
from hoshin.signals.selectors import signal_by_number
from hoshin.strategy.selectors import objective_by_code

ABOUT = ("objectives", "measures", "initiatives", "risks")
router = Router(tags=["decisions"])


@router.get("/decisions", response=Page[DecisionOut], summary="Decisions, what is still to be taken first")
def decisions(
    request: HttpRequest,
    shown: Annotated[
        Literal["all", "open", "taken", "to_review", "reviewed", "mine"],
        Query(description="How far they are, or yours."),
    ] = "all",
    search: SearchQuery = "",
    limit: LimitQuery = 100,
    offset: OffsetQuery = 0,
) -> Any:
    """Those that you may read."""
    rows = decisions_listed(actor_of(request), DecisionWish(search, shown))
    return page_of(rows.prefetch_related(*SUBJECTS_FETCHED), decision_out, limit, offset)


@router.post("/decisions", response=DecisionOut, summary="Put a question")
def put(request: HttpRequest, payload: DecisionIn) -> Any:
    """With its options, and what it is about."""
    actor = actor_of(request)
    said = payload.dict(exclude={*ABOUT, "decider", "effect_on", "effect_in", "signal"})
    about: list[DecidedThing] = [objective_by_code(actor, code) for code in payload.objectives]
    about += [measure_by_code(actor, code) for code in payload.measures]
    about += [initiative_by_code(actor, code) for code in payload.initiatives]
    about += [risk_by_code(actor, code) for code in payload.risks]
    row = put_question(
        actor,
        about=about,
        decider=person_by_employee_id(actor, payload.decider) if payload.decider else person_of(actor),
        effect_on=measure_by_code(actor, payload.effect_on) if payload.effect_on else None,
        signal=signal_by_number(actor, payload.signal) if payload.signal else None,
        effect_in=Period.parse(payload.effect_in) if payload.effect_in else None,
        **said,
    )
    return decision_out(decision_by_code(actor, row.code))


@router.get("/decisions/{code}", response=DecisionOut, summary="One decision")
def decision(request: HttpRequest, code: CodePath) -> Any:
    """With its options, and what came of it."""
    return decision_out(decision_by_code(actor_of(request), code))


@router.get("/decisions/{code}/evidence", response=EvidenceOut, summary="What was known when it was taken")
def evidence(request: HttpRequest, code: CodePath) -> Any:
    """Whole, with all that its scores rest on: for the strategy office. Each score is found from it again."""
    actor = actor_of(request)
    require(actor, Right.SEE_PRIVATE)
    row = evidence_of(actor, decision_by_code(actor, code))
    if row is None:
        raise NotFound("evidence of the decision", code)
    return evidence_out(row)


@router.post("/decisions/{code}/take", response=DecisionOut, summary="Take a decision")
def take(request: HttpRequest, code: CodePath, payload: DecisionTakenIn) -> Any:
    """What is known now of all that it is about is kept with it."""
    actor = actor_of(request)
    row = decision_by_code(actor, code)
    require_may_change(actor, row)
    option = row.options.filter(name=payload.option).first()
    if option is None:
        raise Invalid("This is none of the options.", field="option", value=payload.option)
    take_decision(actor, decision=row, option=option, **payload.dict(exclude={"option"}))
    return decision_out(decision_by_code(actor, code))


@router.post("/decisions/{code}/review", response=DecisionOut, summary="Say what came of a decision")
def review(request: HttpRequest, code: CodePath, payload: DecisionReviewedIn) -> Any:
    """How it was taken and how it turned out are two questions."""
    actor = actor_of(request)
    review_decision(actor, decision=decision_by_code(actor, code), **payload.dict())
    return decision_out(decision_by_code(actor, code))
