"""Catchball: proposals of goals, the moves in answer to them, what was agreed, and how far expectations are."""

from collections.abc import Sequence
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Path, Query, Router

from hoshin.accounts.access import Actor
from hoshin.agreements.models import GoalAgreement, Proposal
from hoshin.agreements.selectors import (
    agreed_within,
    agreements_of,
    expectations_in,
    moves_of_each,
    proposal_by_number,
    proposals_awaited,
    waiting_for,
)
from hoshin.agreements.services import (
    accept_proposal,
    answer_question,
    ask_about,
    change_terms,
    end_proposal,
    propose_goal,
)
from hoshin.agreements.terms import ServedTerm, Terms
from hoshin.api.auth import actor_of
from hoshin.api.pagination import Page, page_of
from hoshin.api.parameters import CODE, LimitQuery, OffsetQuery, UnitQuery
from hoshin.api.schemas.agreements import (
    AgreementOut,
    ExpectationsOut,
    ProposalIn,
    ProposalOut,
    ResponseIn,
    TermsIn,
    agreement_out,
    expectations_out,
    proposal_out,
    terms_read,
)
from hoshin.base.errors import Invalid
from hoshin.okrs.selectors import cycle_by_code, goal_by_code
from hoshin.org.selectors import person_by_employee_id, unit_by_code
from hoshin.strategy.policies import objectives_ever_visible_to, plans_visible_to
from hoshin.strategy.selectors import objective_by_code

router = Router(tags=["agreements"])
ProposalPath = Annotated[int, Path(ge=1, le=9_000_000_000_000_000_000, description="Its number.")]
WaitingQuery = Annotated[str, Query(pattern="^(me|others)$", description="Whose move it is: me, or others.")]
GoalQuery = Annotated[str, Query(pattern=CODE, max_length=100, description="The code of a goal.")]
CycleQuery = Annotated[str | None, Query(pattern=CODE, max_length=100, description="A cycle; all that run without.")]
_ANSWERS = {"accept": accept_proposal, "ask": ask_about, "answer": answer_question, "end": end_proposal}


@router.get("/proposals", response=Page[ProposalOut], summary="Open proposals by whose move it is")
def proposals(
    request: HttpRequest, waits_for: WaitingQuery = "me", limit: LimitQuery = 100, offset: OffsetQuery = 0
) -> Any:
    """Proposals of which you are one side, the oldest first."""
    actor = actor_of(request)
    rows = list(waiting_for(actor) if waits_for == "me" else proposals_awaited(actor))
    told = _told(actor, rows[offset : offset + limit])
    return page_of(rows, lambda row: told[row.pk], limit, offset)


@router.post("/proposals", response=ProposalOut, summary="Propose a goal")
def propose(request: HttpRequest, payload: ProposalIn) -> Any:
    """A goal that counts for nothing until the other side accepts it, or other terms for one that is agreed."""
    actor = actor_of(request)
    goal = goal_by_code(actor, payload.goal).commitment if payload.goal else None
    made = propose_goal(
        actor,
        owner=person_by_employee_id(actor, payload.owner),
        counterpart=person_by_employee_id(actor, payload.counterpart),
        unit=unit_by_code(actor, payload.unit) if payload.unit else None,
        terms=_terms(actor, payload.terms, goal.objective.plan.code if goal else None),
        commitment=goal,
        text=payload.text,
    )
    return _proposal_out(actor, made.pk)


@router.get("/proposals/{number}", response=ProposalOut, summary="One proposal with all its moves")
def proposal(request: HttpRequest, number: ProposalPath) -> Any:
    """The talk of the two sides, the first move first."""
    return _proposal_out(actor_of(request), number)


@router.post("/proposals/{number}/responses", response=ProposalOut, summary="Answer a proposal")
def respond(request: HttpRequest, number: ProposalPath, payload: ResponseIn) -> Any:
    """Accept it, put other terms on the table, ask, answer, or end it."""
    actor = actor_of(request)
    found = proposal_by_number(actor, number)
    said = {"proposal": found, "text": payload.text, "version": payload.version}
    if payload.move != "change":
        _ANSWERS[payload.move](actor, **said)
    elif payload.terms is None:
        raise Invalid("A change puts other terms on the table.", field="terms", remedy="Send the whole terms.")
    else:
        change_terms(actor, terms=_terms(actor, payload.terms, found.terms["plan"]), **said)
    return _proposal_out(actor, number)


@router.get("/agreements", response=Page[AgreementOut], summary="What was agreed of a goal")
def agreements(request: HttpRequest, goal: GoalQuery, limit: LimitQuery = 100, offset: OffsetQuery = 0) -> Any:
    """The exact terms, those that hold now first."""
    actor = actor_of(request)
    rows = agreements_of(actor, objective_by_code(actor, goal, ever=True))
    seen = _seen(actor, [Terms.read(row.terms) for row in rows])

    def shown(row: GoalAgreement) -> dict[str, Any]:
        return agreement_out(row, seen)

    return page_of(rows, shown, limit, offset)


@router.get("/expectations", response=ExpectationsOut, summary="How far expectations are agreed")
def expectations(request: HttpRequest, unit: UnitQuery = None, cycle: CycleQuery = None) -> Any:
    """Of the organisation, or of a unit that you head and all below it."""
    actor = actor_of(request)
    of_unit = unit_by_code(actor, unit) if unit else None
    of_cycle = cycle_by_code(actor, cycle) if cycle else None
    within = agreed_within(actor, of_cycle, of_unit) if of_cycle else None
    return expectations_out(expectations_in(actor, of_unit, of_cycle), within)


def _terms(actor: Actor, payload: TermsIn, plan: str | None) -> Terms:
    parents = {objective_by_code(actor, one.objective): one.weight for one in payload.serves}
    first = plans_visible_to(actor).first()
    of_parent = next((parent.plan.code for parent in parents), "")
    named = plan or payload.plan or of_parent or (first.code if first else "")
    return terms_read(
        payload, named, [ServedTerm(parent.code, parent.name, weight) for parent, weight in parents.items()]
    )


def _proposal_out(actor: Actor, number: int) -> dict[str, Any]:
    return _told(actor, [proposal_by_number(actor, number)])[number]


def _told(actor: Actor, proposals: Sequence[Proposal]) -> dict[int, dict[str, Any]]:
    """Proposals by number, in two queries."""
    moves = moves_of_each(actor, proposals)
    terms = [move.terms for talk in moves.values() for move in talk if move.terms]
    seen = _seen(actor, terms, [one.parent.code for one in proposals if one.parent])
    return {one.pk: proposal_out(one, moves[one.pk], seen) for one in proposals}


def _seen(actor: Actor, terms: list[Terms], more: list[str] | None = None) -> set[str]:
    codes = {served.objective for one in terms for served in one.serves}.union(more or ())
    rows = objectives_ever_visible_to(actor).filter(code__in=codes)
    return {code.casefold() for code in rows.values_list("code", flat=True)}
