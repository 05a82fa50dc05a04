"""Proposing a goal: a new one, or other terms for one that stands."""

from collections.abc import Sequence

from hoshin.accounts.access import Actor
from hoshin.agreements.models import Proposal
from hoshin.agreements.policies import require_may_propose
from hoshin.agreements.services.settling import (
    Wanted,
    note,
    require_may_be_revised,
    terms_of,
    try_terms,
    with_unseen,
)
from hoshin.agreements.terms import Terms
from hoshin.audit.editing import add_row
from hoshin.audit.services import act
from hoshin.base import clock
from hoshin.base.errors import Denied, Invalid
from hoshin.base.wordings import Said
from hoshin.okrs.models import Agreed, Commitment
from hoshin.org.models import Person, Unit
from hoshin.org.selectors import person_of
from hoshin.strategy.models import Objective
from hoshin.strategy.policies import objectives_visible_to


def propose_goal(
    actor: Actor,
    *,
    owner: Person,
    counterpart: Person,
    terms: Terms,
    unit: Unit | None = None,
    commitment: Commitment | None = None,
    text: str = "",
) -> Proposal:
    """Propose a goal of `owner` to the other side; with `commitment` other terms for a goal that stands.

    With `unit` it is a goal of a unit, which its head answers for; a goal that stands is its unit's anyway.

    What is proposed for the first time counts for nothing until it is agreed; a goal that is agreed counts as it was until
    a revision is. Invalid names what would be refused once it is agreed, a circle included.
    """
    by = acting_person(actor)
    require_may_propose(actor, by=by, owner=owner, counterpart=counterpart)
    before = None
    require_heads(unit, owner)
    if commitment is not None:
        _require_is_of(commitment, owner)
        unit = commitment.objective.unit
        require_may_be_revised(commitment)
        before = terms_of(commitment)
        terms = with_unseen(before, terms, codes_seen(actor, before))
        if before == terms and commitment.agreed == Agreed.AGREED:
            raise Invalid(
                "These are the terms that are agreed already.", remedy="Change what you want to be otherwise."
            )
    try_terms(actor, Wanted(owner, terms, commitment, unit))
    with act(actor, "propose_goal", name=terms.name, person=unit.name if unit else owner.name) as running:
        running.say(variant="again" if commitment is not None and commitment.agreed == Agreed.AGREED else None)
        if commitment is not None and commitment.agreed == Agreed.NO:
            note(actor, commitment, Agreed.PROPOSED)
        return put_on_table(by, owner, counterpart, terms, unit=unit, commitment=commitment, before=before, text=text)


def put_on_table(
    by: Person,
    owner: Person,
    counterpart: Person,
    terms: Terms,
    *,
    unit: Unit | None = None,
    commitment: Commitment | None = None,
    before: Terms | None = None,
    parent: Objective | None = None,
    text: str = "",
) -> Proposal:
    """Write a proposal that was checked; the move is the other side's."""
    return add_row(
        Proposal(
            owner=owner,
            unit=unit,
            counterpart=counterpart,
            started_by=by,
            waits_for=counterpart if by == owner else owner,
            objective=commitment.objective if commitment else None,
            parent=parent,
            terms=terms.as_kept(),
            before=before.as_kept() if before else None,
            text=tidied(text),
            proposed_at=clock.now(),
        )
    )


def acting_person(actor: Actor) -> Person:
    """The person that the actor is. Denied where they are none: whoever agrees goals is somebody."""
    by = person_of(actor)
    if by is None:
        raise Denied(Said("You are no person of the organisation, and could not agree a goal with anybody."))
    return by


def codes_seen(actor: Actor, terms: Terms) -> Sequence[str]:
    """Of what a goal serves the codes that the actor may see."""
    codes = [served.objective for served in terms.serves]
    return list(objectives_visible_to(actor).filter(code__in=codes).values_list("code", flat=True))


def tidied(text: str) -> str:
    """A text as it is kept."""
    return text.replace("\r\n", "\n").strip()


def require_heads(unit: Unit | None, person: Person) -> None:
    """Raise `Invalid` where a goal of a unit would be answered by somebody who does not head it."""
    if unit is not None and unit.head_id != person.pk:
        raise Invalid(
            Said("%(person)s does not head %(unit)s.", person=person.name, unit=unit.name),
            field="unit",
            value=unit.code,
            remedy="A goal of a unit is proposed to its head.",
        )


def _require_is_of(commitment: Commitment, owner: Person) -> None:
    objective = commitment.objective
    if owner.pk not in (objective.owner_id, objective.unit.head_id if objective.unit else None):
        raise Invalid(
            Said("“%(name)s” is no goal of %(person)s.", name=objective.name, person=owner.name),
            field="goal",
            value=objective.code,
        )
