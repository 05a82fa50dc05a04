"""One proposal: the terms on the table, whose move it is, all moves so far, and the moves that one may make."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hoshin.accounts.access import Actor
from hoshin.agreements.models import LONGEST, Proposal, ProposalState
from hoshin.agreements.policies import AgreementRight
from hoshin.agreements.selectors import moves_of, proposal_by_number, proposals_of_cascade
from hoshin.agreements.services import accept_proposal, answer_question, ask_about, end_proposal
from hoshin.agreements.terms import Terms
from hoshin.base.errors import Conflict, Invalid, NotFound
from hoshin.base.whole_numbers import whole_number
from hoshin.org.selectors import person_of
from hoshin.web.access import actor_of
from hoshin.web.agreements.showing import move_words, rows_of_terms, state_words
from hoshin.web.htmx import notice, redirect, render

MOVES: dict[str, Callable[..., object]] = {
    "accept": accept_proposal,
    "ask": ask_about,
    "answer": answer_question,
    "end": end_proposal,
}


@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """A proposal with its history."""
    actor = actor_of(request)
    return _page(request, actor, proposal_by_number(actor, pk))


@require_POST
def move(request: HttpRequest, pk: int, move: str) -> HttpResponse:
    """Accept, ask, answer or end; what was typed stays where it cannot be done."""
    actor = actor_of(request)
    proposal = proposal_by_number(actor, pk)
    act = MOVES.get(move)
    if act is None:
        raise NotFound("move", move, known=MOVES)
    text, version = request.POST.get("text", ""), request.POST.get("version", "")
    problems: list[str] = []
    if len(text) > LONGEST:
        problems = [_("Write at most %(most)s characters.") % {"most": LONGEST}]
    else:
        try:
            act(actor, proposal=proposal, text=text, version=whole_number(version))
        except Conflict as error:
            problems = [str(error)]
        except Invalid as error:
            problems = [f"{problem.message} {problem.remedy}".strip() for problem in error.problems]
    if problems:
        return _page(request, actor, proposal_by_number(actor, pk), text=text, problems=problems)
    notice(request, _said(move, proposal))
    return redirect(request, "proposal", pk)


def _page(
    request: HttpRequest, actor: Actor, proposal: Proposal, *, text: str = "", problems: list[str] | None = None
) -> HttpResponse:
    own, moves = person_of(actor), moves_of(actor, proposal)
    last = next(move for move in reversed(moves) if move.terms is not None)
    terms = last.terms
    assert terms is not None, "the first move puts terms on the table"
    before = last.before or (Terms.read(proposal.before) if proposal.before else None)
    is_side = own is not None and own in (proposal.receiver, proposal.counterpart)
    is_turn = is_side and own == proposal.awaited
    context: dict[str, Any] = {
        "proposal": proposal,
        "terms": terms,
        "rows": rows_of_terms(actor, terms, before),
        "moves": moves,
        "said": move_words,
        "state": state_words(own.pk if own else None, proposal),
        "is_open": proposal.state == ProposalState.OPEN,
        "is_side": is_side and actor.has(AgreementRight.TAKE_PART),
        "is_turn": is_turn and actor.has(AgreementRight.TAKE_PART),
        "is_own_terms": (last.person == proposal.counterpart) == (proposal.awaited == proposal.counterpart),
        "is_asked": moves[-1].kind == "ask",
        "other": proposal.counterpart if own == proposal.receiver else proposal.receiver,
        "beside": proposals_of_cascade(actor, proposal.parent).exclude(pk=proposal.pk)[:50] if proposal.parent else (),
        "own": own,
        "text": text,
        "problems": problems or [],
        "longest": LONGEST,
    }
    return render(request, "agreements/proposal.html", None, context, status=422 if problems else 200)


def _said(move: str, proposal: Proposal) -> str:
    name = {"name": str(proposal)}
    if move == "accept":
        return _("“%(name)s” is agreed, and its terms are kept.") % name
    if move == "end":
        return _("The proposal “%(name)s” is ended.") % name
    return _("Sent. It is the other side's move.")
