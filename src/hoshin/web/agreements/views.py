"""Proposals by whose move it is, and what was agreed of a goal, the old terms beside the new ones."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from hoshin.accounts.access import Actor
from hoshin.agreements.models import GoalAgreement
from hoshin.agreements.policies import AgreementRight
from hoshin.agreements.selectors import (
    agreements_of,
    open_proposals_of_reports,
    proposal_for_goal,
    proposals_awaited,
    settled_lately,
    waiting_for,
)
from hoshin.agreements.terms import Terms
from hoshin.base.errors import NotFound
from hoshin.org.selectors import person_of
from hoshin.strategy.selectors import objective_by_code
from hoshin.web.access import actor_of
from hoshin.web.agreements.proposing import people_above
from hoshin.web.agreements.showing import TermRow, rows_of_terms
from hoshin.web.htmx import render

MOST = 100


@dataclass(frozen=True, slots=True)
class ShownAgreement:
    """What was agreed, in rows beside what held before."""

    agreement: GoalAgreement
    rows: list[TermRow]


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """What waits for the actor, what waits for others, what people below talk about, and what came to an end."""
    actor = actor_of(request)
    person = person_of(actor)
    context = {
        "person": person,
        "has_above": person is not None and bool(people_above(person)),
        "waiting": waiting_for(actor)[:MOST],
        "awaited": proposals_awaited(actor)[:MOST],
        "of_reports": open_proposals_of_reports(actor)[:MOST],
        "settled": settled_lately(actor),
        "may_propose": actor.has(AgreementRight.TAKE_PART),
    }
    return render(request, "agreements/index.html", None, context)


@require_safe
def agreed(request: HttpRequest, code: str) -> HttpResponse:
    """All that was agreed of a goal, what holds now first."""
    actor = actor_of(request)
    objective = objective_by_code(actor, code, ever=True)
    agreements = agreements_of(actor, objective)
    if not agreements:
        raise NotFound("agreement", code)
    context = {
        "objective": objective,
        "shown": _side_by_side(actor, agreements),
        "open": proposal_for_goal(actor, objective),
        "own": person_of(actor),
    }
    return render(request, "agreements/agreed.html", None, context)


def _side_by_side(actor: Actor, agreements: list[GoalAgreement]) -> list[ShownAgreement]:
    terms = [Terms.read(one.terms) for one in agreements]
    return [
        ShownAgreement(one, rows_of_terms(actor, now, before))
        for one, now, before in zip(agreements, terms, [*terms[1:], None], strict=True)
    ]
