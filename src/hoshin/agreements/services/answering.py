"""The moves of catchball: accept, change with a reason, ask, answer, end. Each side moves when it is its turn."""

from hoshin.accounts.access import Actor, require
from hoshin.agreements.models import GoalAgreement, Proposal, ProposalState, Response, ResponseKind
from hoshin.agreements.notices import AGREED, ASKED, CHANGED, ENDED
from hoshin.agreements.policies import AgreementRight, require_is_here
from hoshin.agreements.services.proposing import acting_person, codes_seen, tidied
from hoshin.agreements.services.settling import (
    Wanted,
    goal_of,
    note,
    require_may_be_revised,
    settle,
    try_terms,
    with_unseen,
)
from hoshin.agreements.terms import Terms
from hoshin.audit.editing import add_row, change_row, locked_row
from hoshin.audit.services import act
from hoshin.base import clock
from hoshin.base.errors import Denied, Invalid
from hoshin.base.wordings import Said
from hoshin.notices.kinds import NoticeKind
from hoshin.notices.services import tell
from hoshin.okrs.models import Agreed
from hoshin.org.models import Person

_NO_WORDS = {
    ResponseKind.CHANGE: "Say why: the other side reads it beside the new terms.",
    ResponseKind.ASK: "Write what you want to know.",
    ResponseKind.ANSWER: "Write the answer.",
}


def accept_proposal(actor: Actor, *, proposal: Proposal, version: int | None = None, text: str = "") -> GoalAgreement:
    """Agree to the terms on the table: the goal is written or changed as they say, and they are kept for ever.

    Invalid where they are the actor's own, lack a due date or a target, or do not fit the plan any more.
    """
    by = _mover(actor, proposal)
    with act(actor, "accept_proposal", name=str(proposal), person=proposal.whose):
        fresh = _on_turn(proposal, by, version)
        terms = terms_on_table(fresh)
        if are_own_terms(fresh):
            raise Invalid("These terms are your own: it is for the other side to accept them.")
        if not terms.is_whole:
            raise Invalid(
                "A goal is agreed with a due date and a key result that has a target.",
                field="key_results",
                remedy="Add what is missing as a change, with a word on why.",
            )
        commitment = goal_of(fresh)
        if commitment is not None:
            require_may_be_revised(commitment)
        goal = settle(actor, Wanted(fresh.owner, terms, commitment, fresh.unit))
        _respond(fresh, by, ResponseKind.ACCEPT, text)
        change_row(fresh, version=None, state=ProposalState.AGREED, waits_for=None, objective=goal.objective)
        agreement = add_row(
            GoalAgreement(
                objective=goal.objective, owner=fresh.owner, counterpart=fresh.counterpart, proposal=fresh,
                terms=terms.as_kept(), agreed_at=clock.now(),
            )
        )  # fmt: skip
        _tell_other(actor, AGREED, fresh, by)
        return agreement


def change_terms(actor: Actor, *, proposal: Proposal, terms: Terms, text: str, version: int | None = None) -> Proposal:
    """Put other terms on the table, with the reason. Invalid names what would be refused once they are agreed."""
    by = _mover(actor, proposal)
    old = terms_on_table(proposal)
    terms = with_unseen(old, terms, codes_seen(actor, old))
    if terms == old:
        raise Invalid("Nothing is changed.", remedy="Change the terms, accept them, or ask.")
    _require_words(ResponseKind.CHANGE, text)
    goal = goal_of(proposal)
    if goal is not None:
        require_may_be_revised(goal)
    try_terms(actor, Wanted(proposal.receiver, terms, goal, proposal.unit))
    with act(actor, "change_terms", name=str(proposal), person=proposal.whose):
        fresh = _on_turn(proposal, by, version)
        _respond(fresh, by, ResponseKind.CHANGE, text, terms)
        _tell_other(actor, CHANGED, fresh, by)
        return _passed_on(fresh, by)


def ask_about(actor: Actor, *, proposal: Proposal, text: str, version: int | None = None) -> Proposal:
    """Ask the other side, whose move it is then."""
    by = _mover(actor, proposal)
    _require_words(ResponseKind.ASK, text)
    with act(actor, "ask_about_proposal", name=str(proposal), person=proposal.whose):
        fresh = _on_turn(proposal, by, version)
        _respond(fresh, by, ResponseKind.ASK, text)
        _tell_other(actor, ASKED, fresh, by)
        return _passed_on(fresh, by)


def answer_question(actor: Actor, *, proposal: Proposal, text: str, version: int | None = None) -> Proposal:
    """Answer what was asked in words; the terms stay, and the other side moves."""
    by = _mover(actor, proposal)
    _require_words(ResponseKind.ANSWER, text)
    with act(actor, "answer_question", name=str(proposal), person=proposal.whose):
        fresh = _on_turn(proposal, by, version)
        _respond(fresh, by, ResponseKind.ANSWER, text)
        _tell_other(actor, ASKED, fresh, by)
        return _passed_on(fresh, by)


def end_proposal(actor: Actor, *, proposal: Proposal, text: str = "", version: int | None = None) -> Proposal:
    """End the talk without agreement, whoever's move it is; only who started it need not say why.

    A goal that was proposed for the first time is its owner's own again, and counts as it stands.
    """
    by = _mover(actor, proposal)
    if (by == proposal.counterpart) != (proposal.started_by == proposal.counterpart) and not tidied(text):
        raise Invalid("Say why it ends: the other side proposed it.", field="text")
    with act(actor, "end_proposal", name=str(proposal), person=proposal.whose):
        fresh = _open(proposal, version)
        _respond(fresh, by, ResponseKind.END, text)
        goal = goal_of(fresh)
        if goal is not None and goal.agreed == Agreed.PROPOSED and goal.objective.removed_on is None:
            note(actor, goal, Agreed.NO)
        _tell_other(actor, ENDED, fresh, by)
        return change_row(fresh, version=None, state=ProposalState.ENDED, waits_for=None)[0]


def terms_on_table(proposal: Proposal) -> Terms:
    """The terms that were put there last."""
    changed = proposal.responses.exclude(terms=None).order_by("-id").first()
    return Terms.read(changed.terms or {} if changed is not None else proposal.terms)


def author_of_terms(proposal: Proposal) -> Person:
    """Whoever put the terms on the table."""
    changed = proposal.responses.exclude(terms=None).select_related("person").order_by("-id").first()
    return changed.person if changed is not None else proposal.started_by


def are_own_terms(proposal: Proposal) -> bool:
    """Whether the side whose move it is put the terms on the table: it is for the other side to accept them.

    Who is not the other side moved for the side of the goal, as the head of a unit before did.
    """
    is_counterparts = author_of_terms(proposal).pk == proposal.counterpart_id
    return is_counterparts == (proposal.waits_for_id == proposal.counterpart_id)


def _mover(actor: Actor, proposal: Proposal) -> Person:
    require(actor, AgreementRight.TAKE_PART)
    by = acting_person(actor)
    if by not in (proposal.receiver, proposal.counterpart):
        raise Denied(Said("Only the two whose proposal it is answer it."))
    return by


def _open(proposal: Proposal, version: int | None) -> Proposal:
    fresh = locked_row(proposal, version=version)
    if fresh.state != ProposalState.OPEN:
        raise Invalid("This proposal is settled already.", remedy="Propose a revision of the goal.")
    return _taken_over(fresh)


def _taken_over(proposal: Proposal) -> Proposal:
    """A new head of a unit is its side from their first move, or the other side's, on."""
    head = proposal.receiver
    if head == proposal.owner:
        return proposal
    waits_for = head if proposal.waits_for_id == proposal.owner_id else proposal.waits_for
    return change_row(proposal, version=None, owner=head, waits_for=waits_for)[0]


def _on_turn(proposal: Proposal, by: Person, version: int | None) -> Proposal:
    fresh = _open(proposal, version)
    if fresh.waits_for_id != by.pk:
        raise Invalid("It is the other side's move.", remedy="Wait for the answer, or end the proposal.")
    require_is_here(_other(fresh, by))
    return fresh


def _require_words(kind: ResponseKind, text: str) -> None:
    if not tidied(text):
        raise Invalid(_NO_WORDS[kind], field="text")


def _respond(proposal: Proposal, by: Person, kind: ResponseKind, text: str, terms: Terms | None = None) -> Response:
    kept = terms.as_kept() if terms else None
    return add_row(Response(proposal=proposal, kind=kind, person=by, terms=kept, text=tidied(text), at=clock.now()))


def _passed_on(proposal: Proposal, by: Person) -> Proposal:
    return change_row(proposal, version=None, waits_for=_other(proposal, by))[0]


def _other(proposal: Proposal, by: Person) -> Person:
    return proposal.counterpart if by.pk == proposal.owner_id else proposal.owner


def _tell_other(actor: Actor, kind: NoticeKind, proposal: Proposal, by: Person) -> None:
    facts = {"by": by.name, "name": terms_on_table(proposal).name, "number": proposal.pk}
    tell(actor, kind, users=[_other(proposal, by).user_id], about=proposal.pk, facts=facts)
