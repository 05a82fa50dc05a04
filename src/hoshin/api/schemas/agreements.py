"""Proposals of goals, the moves of a talk, agreements, and how far expectations are agreed."""

from datetime import date, datetime
from typing import Annotated, Any

from ninja import Schema
from pydantic import Field

from hoshin.agreements.models import LONGEST, GoalAgreement, Proposal
from hoshin.agreements.selectors import Expectations, TalkMove
from hoshin.agreements.terms import ServedTerm, Terms
from hoshin.api.schemas.goals import Code, Day, GoalName, KeyResultIn, ServedGoal
from hoshin.api.schemas.recorded import Strict
from hoshin.okrs.rows import KeyResultDraft


class TermResultIn(KeyResultIn):
    """A key result of the terms; `code`: the measure that stands already."""

    code: str = Field(default="", max_length=100)


class TermsIn(Strict):
    """A whole goal: what is to be achieved, by when, what it serves with which weight, its key results."""

    name: GoalName
    plan: Code | None = None
    description: str = Field(default="", max_length=10_000)
    start_date: Day | None = None
    due_date: Day | None = None
    cycle: Code | None = None
    visibility: str = Field(default="public", pattern="^(public|private)$")
    ambition: str = Field(default="aspirational", pattern="^(aspirational|committed)$")
    serves: list[ServedGoal] = Field(default=[], max_length=50)
    key_results: list[TermResultIn] = Field(default=[], max_length=20)


class ProposalIn(Strict):
    """A goal of `owner`, to be agreed with `counterpart`; you are one of the two. `goal`: one that stands, to be revised.

    `unit`: it is the goal of this unit, and `owner` heads it.
    """

    owner: Code
    unit: Code | None = None
    counterpart: Code
    terms: TermsIn
    goal: Code | None = None
    text: str = Field(default="", max_length=LONGEST)


class ResponseIn(Strict):
    """A move: `accept`, `change` (with `terms` and a reason), `ask`, `answer` or `end`. `version`: of what you have read."""

    move: str = Field(pattern="^(accept|change|ask|answer|end)$")
    text: str = Field(default="", max_length=LONGEST)
    terms: TermsIn | None = None
    version: Annotated[int, Field(ge=1, le=2_000_000_000)] | None = None


class ServedTermOut(Schema):
    """Of what you may not see neither code nor name are told."""

    objective: str | None
    name: str | None
    weight: float


class TermResultOut(Schema):
    code: str
    name: str
    kind: str
    baseline: float | None
    target: float | None
    commit: float | None
    stretch: float | None
    unit_of_measure: str
    weight: float


class TermsOut(Schema):
    name: str
    plan: str
    description: str
    start_date: date | None
    due_date: date | None
    cycle: str | None
    visibility: str
    ambition: str
    serves: list[ServedTermOut]
    key_results: list[TermResultOut]


class MoveOut(Schema):
    """A move of the talk; `terms` where it put some on the table."""

    move: str
    by: str
    at: datetime
    text: str
    terms: TermsOut | None


class ProposalOut(Schema):
    """`waits_for`: whose move it is, while it is open. `goal`: the one that stands, or that came of it.

    `unit`: the unit whose goal it is; `owner` is who heads it today.
    """

    id: int
    version: int
    state: str
    owner: str
    unit: str | None
    counterpart: str
    started_by: str
    waits_for: str | None
    goal: str | None
    parent: str | None
    moves: list[MoveOut]


class AgreementOut(Schema):
    """The exact terms as they were agreed."""

    goal: str
    owner: str
    counterpart: str
    agreed_at: datetime
    terms: TermsOut


class ExpectationsOut(Schema):
    """Counts of people by how far their expectations are agreed, of goals, and the share of people with all of them agreed.

    `agreed_within_30_days`: of those who were here then, how many had a goal of the cycle agreed.
    """

    people: int
    agreed: int
    partly: int
    open: int
    written: int
    none: int
    share_agreed: float | None
    goals: dict[str, int]
    open_proposals: int
    agreed_within_30_days: int | None
    people_within_30_days: int | None


def terms_read(payload: TermsIn, plan: str, serves: list[ServedTerm]) -> Terms:
    """The terms that were sent, with what they serve looked up."""
    said = payload.dict(exclude={"plan", "cycle", "serves", "key_results"})
    results = tuple(KeyResultDraft(**one.dict()) for one in payload.key_results)
    return Terms(**said, plan=plan, cycle=payload.cycle or "", serves=tuple(serves), key_results=results)


def terms_out(terms: Terms, seen: set[str]) -> dict[str, Any]:
    """Terms, with what they serve as far as it is among the codes that may be seen."""
    kept = terms.as_kept() | {"cycle": terms.cycle or None}
    kept["serves"] = [
        one._asdict() if one.objective.casefold() in seen else {"objective": None, "name": None, "weight": one.weight}
        for one in terms.serves
    ]
    return kept


def proposal_out(proposal: Proposal, moves: list[TalkMove], seen: set[str]) -> dict[str, Any]:
    return {
        "id": proposal.pk,
        "version": proposal.version,
        "state": proposal.state,
        "owner": proposal.receiver.employee_id,
        "unit": proposal.unit.code if proposal.unit else None,
        "counterpart": proposal.counterpart.employee_id,
        "started_by": proposal.started_by.employee_id,
        "waits_for": proposal.awaited.employee_id if proposal.awaited else None,
        "goal": proposal.objective.code if proposal.objective else None,
        "parent": proposal.parent.code if proposal.parent and proposal.parent.code.casefold() in seen else None,
        "moves": [
            {
                "move": move.kind,
                "by": move.person.employee_id,
                "at": move.at,
                "text": move.text,
                "terms": terms_out(move.terms, seen) if move.terms else None,
            }
            for move in moves
        ],
    }


def agreement_out(agreement: GoalAgreement, seen: set[str]) -> dict[str, Any]:
    return {
        "goal": agreement.objective.code,
        "owner": agreement.owner.employee_id,
        "counterpart": agreement.counterpart.employee_id,
        "agreed_at": agreement.agreed_at,
        "terms": terms_out(Terms.read(agreement.terms), seen),
    }


def expectations_out(found: Expectations, within: tuple[int, int] | None) -> dict[str, Any]:
    names = ("people", "agreed", "partly", "open", "written", "none", "share_agreed", "goals", "open_proposals")
    return {
        **{name: getattr(found, name) for name in names},
        "agreed_within_30_days": within[0] if within else None,
        "people_within_30_days": within[1] if within else None,
    }
