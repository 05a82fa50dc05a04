"""A cascade: proposals to several people at once, all of which serve one parent, in one step."""

from collections.abc import Sequence
from dataclasses import dataclass

from hoshin.accounts.access import Actor
from hoshin.agreements.models import Proposal
from hoshin.agreements.policies import require_may_propose
from hoshin.agreements.services.proposing import acting_person, put_on_table
from hoshin.agreements.services.settling import try_terms
from hoshin.agreements.terms import Terms
from hoshin.audit.services import act
from hoshin.base.errors import Invalid
from hoshin.base.wordings import Said
from hoshin.org.models import Person
from hoshin.strategy.models import Objective

MOST = 50


@dataclass(frozen=True, slots=True)
class CascadeShare:
    """What one person is asked to take on of a parent."""

    person: Person
    terms: Terms


def cascade(actor: Actor, *, parent: Objective, shares: Sequence[CascadeShare], text: str = "") -> list[Proposal]:
    """Propose to each person a goal that serves the parent; all of them or none.

    Invalid names whose terms do not fit, somebody who is named twice or has left; Denied who may not be proposed to.
    """
    by = acting_person(actor)
    if not 0 < len(shares) <= MOST:
        raise Invalid(Said("A cascade goes to at least one person and at most %(most)s.", most=MOST), field="person")
    seen: set[int] = set()
    for share in shares:
        if share.person.pk in seen:
            raise Invalid(Said("%(name)s is named twice.", name=share.person.name), field="person")
        seen.add(share.person.pk)
        require_may_propose(actor, by=by, owner=share.person, counterpart=by)
        if parent.code.casefold() not in {served.objective.casefold() for served in share.terms.serves}:
            raise Invalid(Said("What is cascaded serves %(code)s.", code=parent.code), field="serves")
    try_terms(actor, [(share.person, share.terms, None) for share in shares])
    with act(actor, "cascade", name=parent.name, count=len(shares)):
        return [put_on_table(by, share.person, by, share.terms, parent=parent, text=text) for share in shares]
