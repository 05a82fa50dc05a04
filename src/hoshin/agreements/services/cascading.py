"""A cascade: proposals to several people at once, all of which serve one parent, in one step."""

from collections.abc import Sequence
from dataclasses import dataclass

from hoshin.accounts.access import Actor
from hoshin.agreements.models import Proposal
from hoshin.agreements.policies import require_may_propose
from hoshin.agreements.services.proposing import acting_person, put_on_table, require_heads
from hoshin.agreements.services.settling import Wanted, try_terms
from hoshin.agreements.terms import Terms
from hoshin.audit.services import act
from hoshin.base.errors import Invalid
from hoshin.base.wordings import Said
from hoshin.org.models import Person, Unit
from hoshin.strategy.models import Objective

MOST = 50


@dataclass(frozen=True, slots=True)
class CascadeShare:
    """What one person, or a unit by its head, is asked to take on of a parent."""

    person: Person
    terms: Terms
    unit: Unit | None = None

    @property
    def name(self) -> str:
        return self.unit.name if self.unit else self.person.name


def cascade(actor: Actor, *, parent: Objective, shares: Sequence[CascadeShare], text: str = "") -> list[Proposal]:
    """Propose to each person or unit a goal that serves the parent; all of them or none.

    Invalid names whose terms do not fit, who is named twice or has left; Denied who may not be proposed to.
    """
    by = acting_person(actor)
    if not 0 < len(shares) <= MOST:
        raise Invalid(Said("A cascade goes to at least one person and at most %(most)s.", most=MOST), field="person")
    seen: set[tuple[int, int | None]] = set()
    for share in shares:
        whose = (share.person.pk, share.unit.pk if share.unit else None)
        if whose in seen:
            raise Invalid(Said("%(name)s is named twice.", name=share.name), field="person")
        seen.add(whose)
        require_heads(share.unit, share.person)
        require_may_propose(actor, by=by, owner=share.person, counterpart=by)
        if parent.code.casefold() not in {served.objective.casefold() for served in share.terms.serves}:
            raise Invalid(Said("What is cascaded serves %(code)s.", code=parent.code), field="serves")
    try_terms(actor, *(Wanted(share.person, share.terms, unit=share.unit) for share in shares))
    with act(actor, "cascade", name=parent.name, count=len(shares)):
        return [
            put_on_table(by, share.person, by, share.terms, unit=share.unit, parent=parent, text=text)
            for share in shares
        ]
