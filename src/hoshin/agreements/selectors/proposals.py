"""Finds proposals by whose move it is, the moves of one, and what was agreed of a goal."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from hoshin.accounts.access import Actor
from hoshin.agreements.models import GoalAgreement, Proposal, ProposalState, Response
from hoshin.agreements.policies import (
    agreements_visible_to,
    is_awaited,
    is_side,
    people_proposed_to_by,
    proposals_visible_to,
    responses_visible_to,
)
from hoshin.agreements.terms import Terms
from hoshin.base.errors import NotFound
from hoshin.base.words import holds, some_that_begin
from hoshin.org.models import Person, Unit
from hoshin.org.policies import units_visible_to
from hoshin.strategy.models import Objective

LATELY = 20


@dataclass(frozen=True, slots=True)
class TalkMove:
    """One move of a talk: who did what, when, with which words; `terms` where it put some on the table, and those before."""

    kind: str
    person: Person
    at: datetime
    text: str
    terms: Terms | None = None
    before: Terms | None = None


def waiting_for(actor: Actor) -> QuerySet[Proposal]:
    """Open proposals whose next move is the actor's, the oldest first."""
    return _open(actor).filter(is_awaited(actor)).order_by("id")


def proposals_awaited(actor: Actor) -> QuerySet[Proposal]:
    """Open proposals of the actor whose next move is the other side's, the oldest first."""
    return _open(actor).filter(is_side(actor)).exclude(is_awaited(actor)).order_by("id")


def open_proposals_of_reports(actor: Actor) -> QuerySet[Proposal]:
    """Open proposals between people below the actor and others, the oldest first."""
    return _open(actor).exclude(is_side(actor)).order_by("id")


def settled_lately(actor: Actor) -> QuerySet[Proposal]:
    """Proposals of the actor that came to an end, the latest first."""
    ended = proposals_visible_to(actor).filter(is_side(actor)).exclude(state=ProposalState.OPEN)
    return _with_people(ended).order_by("-id")[:LATELY]


def proposal_by_number(actor: Actor, number: int) -> Proposal:
    """The proposal of that number. NotFound where there is none that the actor may see."""
    found = _with_people(proposals_visible_to(actor)).filter(pk=number)
    proposal = found.first()
    if proposal is None:
        raise NotFound("proposal", str(number))
    return proposal


def proposal_for_goal(actor: Actor, objective: Objective) -> Proposal | None:
    """The open proposal about a goal, as far as the actor may see it."""
    return _open(actor).filter(objective=objective).first()


def proposals_of_cascade(actor: Actor, parent: Objective) -> QuerySet[Proposal]:
    """What was cascaded from an objective, as far as the actor may see it."""
    return _with_people(proposals_visible_to(actor)).filter(parent=parent).order_by("-id")


def people_to_propose_to(actor: Actor, text: str, limit: int) -> list[Person]:
    """People to whom the actor may propose a goal and whom a text begins, by name. One query."""
    people = people_proposed_to_by(actor)
    found = some_that_begin(people, text, limit, codes=("employee_id", "email"))
    return sorted(found, key=lambda person: (person.name, person.pk))[:limit]


def units_to_propose_to(actor: Actor, text: str, limit: int) -> list[Unit]:
    """Units that a text names and whose head the actor may propose a goal to, by code. One query."""
    units = units_visible_to(actor).filter(head__in=people_proposed_to_by(actor))
    named = units.filter(holds(text.strip())) if text.strip() else units
    return list(named.select_related("head").order_by("code")[:limit])


def moves_of(actor: Actor, proposal: Proposal) -> list[TalkMove]:
    """All moves of a talk, the first first. One query."""
    return moves_of_each(actor, [proposal])[proposal.pk]


def moves_of_each(actor: Actor, proposals: Sequence[Proposal]) -> dict[int, list[TalkMove]]:
    """The same of several talks, by proposal. One query."""
    said = defaultdict[int, list[Response]](list)
    rows = responses_visible_to(actor).filter(proposal__in=[one.pk for one in proposals])
    for row in rows.select_related("person").order_by("id"):
        said[row.proposal_id].append(row)
    return {one.pk: _told(one, said[one.pk]) for one in proposals}


def _told(proposal: Proposal, responses: Sequence[Response]) -> list[TalkMove]:
    terms = Terms.read(proposal.terms)
    before = Terms.read(proposal.before) if proposal.before else None
    moves = [TalkMove("propose", proposal.started_by, proposal.proposed_at, proposal.text, terms, before)]
    for row in responses:
        changed = Terms.read(row.terms) if row.terms else None
        moves.append(TalkMove(row.kind, row.person, row.at, row.text, changed, terms if changed else None))
        terms = changed or terms
    return moves


def agreements_of(actor: Actor, objective: Objective) -> list[GoalAgreement]:
    """What was agreed of a goal, what holds now first, as far as the actor may see it."""
    rows = agreements_visible_to(actor).filter(objective=objective).select_related("owner", "counterpart")
    return list(rows.order_by("-agreed_at", "-id"))


def _open(actor: Actor) -> QuerySet[Proposal]:
    return _with_people(proposals_visible_to(actor)).filter(state=ProposalState.OPEN)


def _with_people(rows: QuerySet[Proposal]) -> QuerySet[Proposal]:
    return rows.select_related(
        "owner", "counterpart", "started_by", "waits_for", "unit__head", "objective__plan", "parent"
    )
