"""Somebody takes the place of a leaver in an open talk on a goal, with all that was said."""

from hoshin.accounts.access import Actor, Right, require
from hoshin.agreements.models import Proposal, ProposalState, Response, ResponseKind
from hoshin.agreements.notices import ENDED
from hoshin.agreements.services.answering import author_of_terms, terms_on_table
from hoshin.agreements.services.settling import goal_of, note
from hoshin.audit.editing import add_row, change_row, locked_row
from hoshin.audit.services import act
from hoshin.base import clock
from hoshin.notices.services import tell
from hoshin.okrs.models import Agreed
from hoshin.org.models import Person


def take_place(actor: Actor, *, proposal: Proposal, of: Person, to: Person) -> Proposal:
    """Let somebody talk on in the place of one side. Where they are the other side, nobody is left to agree: it ends.

    What was said stays under the name of whoever said it.
    """
    require(actor, Right.EDIT_PLAN)
    other = proposal.counterpart if of == proposal.owner else proposal.owner
    with act(actor, "take_place", name=of.name, to=to.name):
        held = locked_row(proposal, version=None)
        if held.state != ProposalState.OPEN:
            return held
        if other == to:
            return _end(actor, held, other)
        side = "owner" if of == proposal.owner else "counterpart"
        values = {side: to} | {
            column: to for column in ("started_by", "waits_for") if getattr(held, f"{column}_id") == of.pk
        }
        terms, author = terms_on_table(held), author_of_terms(held)
        taken = change_row(held, version=None, **values)[0]
        if author == of and author_of_terms(taken) != to:
            # Terms that a leaver put there are for the other side to accept, as before.
            said = {"terms": terms.as_kept(), "text": f"{of.name} → {to.name}", "at": clock.now()}
            add_row(Response(proposal=taken, kind=ResponseKind.CHANGE, person=to, **said))
        return taken


def _end(actor: Actor, proposal: Proposal, left: Person) -> Proposal:
    goal = goal_of(proposal)
    if goal is not None and goal.agreed == Agreed.PROPOSED and goal.objective.removed_on is None:
        note(actor, goal, Agreed.NO)
    facts = {"name": terms_on_table(proposal).name, "number": proposal.pk}
    tell(actor, ENDED, users=[left.user_id], about=proposal.pk, facts=facts)
    return change_row(proposal, version=None, state=ProposalState.ENDED, waits_for=None)[0]
