"""How far expectations are agreed: of one person, of a unit and all below it, of the organisation; in a cycle or now.

Counts are of all goals, private ones included, and name none. Whoever is here counts: joiners from their first day,
leavers until their last.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Value

from hoshin.accounts.access import Actor
from hoshin.agreements.models import GoalAgreement, Proposal, ProposalState
from hoshin.agreements.policies import may_see_shares_of
from hoshin.base import clock
from hoshin.base.errors import Denied
from hoshin.base.wordings import Said
from hoshin.okrs.models import Agreed, Commitment, Cycle
from hoshin.org.models import Person, Unit, UnitLine
from hoshin.org.policies import people_visible_to
from hoshin.org.presence import works_here

# By when, after a cycle began, expectations are to be agreed.
DAYS = 30


@dataclass(frozen=True, slots=True)
class PersonExpectations:
    """The goals of one person: how many are agreed, proposed, drafts, or written and not proposed; and open proposals."""

    person: Person
    agreed: int
    proposed: int
    drafts: int
    written: int
    open: int

    @property
    def goals(self) -> int:
        return self.agreed + self.proposed + self.drafts + self.written

    @property
    def state(self) -> str:
        """`agreed` where all are, `partly` where some are; else `open`, `written` or `none`."""
        if self.agreed:
            return "agreed" if self.agreed == self.goals else "partly"
        if self.open:
            return "open"
        return "written" if self.goals else "none"


@dataclass(frozen=True, slots=True)
class Expectations:
    """Of the people here: how many have all their goals agreed, some, none yet but a proposal, only own ones, or no goal.

    `goals` by how far each is: agreed, proposed, draft, written. `open_proposals` are also of goals that do not stand yet.
    """

    people: int
    agreed: int
    partly: int
    open: int
    written: int
    none: int
    goals: dict[str, int]
    open_proposals: int

    @property
    def share_agreed(self) -> float | None:
        """The share 0–1 of the people all of whose goals are agreed; None where nobody is here."""
        return self.agreed / self.people if self.people else None

    def share_of(self, state: str) -> float:
        """The share 0–1 of the people who are that far."""
        return getattr(self, state) / self.people if self.people else 0.0


def expectations_of(actor: Actor, people: Collection[Person], cycle: Cycle | None = None) -> list[PersonExpectations]:
    """How far the expectations of each of these people are agreed, whom the caller may ask about. One query."""
    numbers = [person.pk for person in people]
    goals = _running(cycle).filter(objective__owner__in=numbers).order_by().values("objective__owner")
    open_ones = Proposal.objects.filter(owner__in=numbers, state=ProposalState.OPEN).order_by().values("owner")
    of_goals = goals.annotate(**_BY_STATE, n_open=Value(0)).values_list("objective__owner", *_BY_STATE, "n_open")
    of_open = open_ones.annotate(**dict.fromkeys(_BY_STATE, Value(0)), n_open=Count("pk"))
    counts = {pk: [0] * (len(_BY_STATE) + 1) for pk in numbers}
    for owner, *some in of_goals.union(of_open.values_list("owner", *_BY_STATE, "n_open"), all=True):
        counts[owner] = [one + more for one, more in zip(counts[owner], some)]
    return [PersonExpectations(person, *counts[person.pk]) for person in people]


def expectations_in(actor: Actor, unit: Unit | None = None, cycle: Cycle | None = None) -> Expectations:
    """How far expectations are agreed in a unit and all below it, or in the organisation. Denied: not the actor's to see.

    Three queries, whatever the size.
    """
    people = _people_in(actor, unit, clock.today())
    goals = _running(cycle)
    own = goals.filter(objective__owner=OuterRef("pk"))
    waiting = Proposal.objects.filter(owner=OuterRef("pk"), state=ProposalState.OPEN)
    has = {
        "has_agreed": Exists(own.filter(agreed=Agreed.AGREED)),
        "has_other": Exists(own.exclude(agreed=Agreed.AGREED)),
        "has_open": Exists(waiting),
    }
    counted = people.annotate(**has).aggregate(
        people=Count("pk"),
        agreed=Count("pk", filter=Q(has_agreed=True, has_other=False)),
        partly=Count("pk", filter=Q(has_agreed=True, has_other=True)),
        open=Count("pk", filter=Q(has_agreed=False, has_open=True)),
        written=Count("pk", filter=Q(has_agreed=False, has_open=False, has_other=True)),
    )
    counted["none"] = counted["people"] - sum(counted[name] for name in ("agreed", "partly", "open", "written"))
    here = people.order_by().values("pk")
    states = goals.filter(objective__owner__in=here).order_by().aggregate(**_BY_STATE)
    open_proposals = Proposal.objects.filter(owner__in=here, state=ProposalState.OPEN).count()
    return Expectations(
        **counted,
        goals={name.removeprefix("n_"): count for name, count in states.items()},
        open_proposals=open_proposals,
    )


def agreed_within(actor: Actor, cycle: Cycle, unit: Unit | None = None, days: int = DAYS) -> tuple[int, int]:
    """How many of those who were here so many days into a cycle had a goal of it agreed by then; and how many were here.

    Before that day it is as of today. Denied: not the actor's to see. Two queries.
    """
    day = min(cycle.starts_on + timedelta(days=days), clock.today())
    people = _people_in(actor, unit, day)
    # Whose day it is: the organisation's, as for all that is told by days.
    agreed = GoalAgreement.objects.filter(
        owner=OuterRef("pk"), agreed_at__date__lte=day, objective__commitment__cycle=cycle
    )
    counted = people.annotate(in_time=Exists(agreed)).aggregate(
        people=Count("pk"), had=Count("pk", filter=Q(in_time=True))
    )
    return counted["had"], counted["people"]


_BY_STATE = {
    "n_agreed": Count("pk", filter=Q(agreed=Agreed.AGREED)),
    "n_proposed": Count("pk", filter=Q(agreed=Agreed.PROPOSED)),
    "n_drafts": Count("pk", filter=Q(agreed=Agreed.NO, is_draft=True)),
    "n_written": Count("pk", filter=Q(agreed=Agreed.NO, is_draft=False)),
}


def _running(cycle: Cycle | None) -> QuerySet[Commitment]:
    """Goals that stand: of a cycle, or of all that are not over."""
    goals = Commitment.objects.filter(objective__removed_on=None, archived_on=None)
    if cycle is not None:
        return goals.filter(cycle=cycle)
    return goals.filter(Q(cycle=None) | Q(cycle__ends_on__gte=clock.today()))


def _people_in(actor: Actor, unit: Unit | None, day: date) -> QuerySet[Person]:
    if not may_see_shares_of(actor, unit):
        raise Denied(Said("You may see this of units that you head. Ask the strategy office."))
    people = people_visible_to(actor).filter(works_here("", day)).order_by()
    if unit is None:
        return people
    below = UnitLine.objects.filter(valid_to=None, line__contains=[unit.pk]).values("unit")
    return people.filter(unit__in=below)
