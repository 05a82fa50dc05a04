"""Critical roles with who could follow, and openings with how the reader alone stands to them."""

from dataclasses import dataclass

from django.db.models import Q

from hoshin.accounts.access import Actor
from hoshin.base import clock
from hoshin.base.errors import NotFound
from hoshin.growth.models import CriticalRole, InternalOpening, JobRole, Readiness, Successor
from hoshin.growth.policies import (
    career_moves_visible_to,
    critical_roles_visible_to,
    openings_visible_to,
    people_whose_growth_is_seen,
    plans_visible_to,
    successors_visible_to,
)
from hoshin.growth.selectors.framework import expected_of, role_of
from hoshin.growth.selectors.standing import RoleGap, levels_by_person, levels_of
from hoshin.org.models import Person
from hoshin.org.relations import is_self
from hoshin.org.selectors import person_of

MOST, MOST_SUGGESTED, LEVELS_OF_A_YEAR = 200, 5, 2


@dataclass(frozen=True, slots=True)
class Succession:
    """A critical role with those who could follow, the readiest first."""

    row: CriticalRole
    successors: list[Successor]

    @property
    def has_nobody_now(self) -> bool:
        return all(one.readiness != Readiness.NOW for one in self.successors)

    @property
    def has_one_alone(self) -> bool:
        """All rests on a single person."""
        return len(self.successors) == 1


@dataclass(frozen=True, slots=True)
class SuggestedSuccessor:
    """Somebody who could follow by what is known: the levels that are missing, of so many competencies of the role."""

    person: Person
    gaps: list[RoleGap]
    of: int

    @property
    def met(self) -> int:
        return self.of - len(self.gaps)

    @property
    def missing(self) -> int:
        """How many levels are missing in all."""
        return sum(gap.size for gap in self.gaps)

    @property
    def readiness(self) -> Readiness:
        """Now where nothing is missing, in a year with two levels at most, in three with more."""
        if not self.gaps:
            return Readiness.NOW
        return Readiness.YEAR if self.missing <= LEVELS_OF_A_YEAR else Readiness.THREE


@dataclass(frozen=True, slots=True)
class MatchedOpening:
    """An opening, and for the reader alone how many of its expectations they reach; `of` is 0 where it expects nothing."""

    row: InternalOpening
    met: int
    of: int


def critical_role_by_number(actor: Actor, pk: int) -> CriticalRole:
    """A critical role that the actor sees. NotFound otherwise."""
    row = critical_roles_visible_to(actor).select_related("unit", "holder").filter(pk=pk).first()
    if row is None:
        raise NotFound("role", str(pk))
    return row


def successor_by_number(actor: Actor, pk: int) -> Successor:
    """A successor whom the actor sees. NotFound otherwise."""
    row = successors_visible_to(actor).select_related("role__unit", "person").filter(pk=pk).first()
    if row is None:
        raise NotFound("successor", str(pk))
    return row


def opening_by_code(actor: Actor, code: str) -> InternalOpening:
    """The opening of that code. NotFound otherwise."""
    row = openings_visible_to(actor).select_related("unit__head", "role").filter(code__iexact=code.strip()).first()
    if row is None:
        raise NotFound("opening", code)
    return row


def successions(actor: Actor) -> list[Succession]:
    """Critical roles that the actor sees, those at the highest risk first. Two queries."""
    roles = list(critical_roles_visible_to(actor).select_related("unit", "holder")[:MOST])
    order = {"high": 0, "medium": 1, "low": 2}
    found: dict[int, list[Successor]] = {row.pk: [] for row in roles}
    for one in successors_visible_to(actor).filter(role__in=found).select_related("person"):
        found[one.role_id].append(one)
    lines = [Succession(row, sorted(found[row.pk], key=_by_readiness)) for row in roles]
    return sorted(lines, key=lambda line: (order[line.row.loss], not line.has_nobody_now))


def succession_of(actor: Actor, role: CriticalRole) -> Succession:
    """One critical role with who could follow. One query."""
    rows = successors_visible_to(actor).filter(role=role).select_related("person")
    return Succession(role, sorted(rows, key=_by_readiness))


def successors_suggested(actor: Actor, role: CriticalRole) -> list[SuggestedSuccessor]:
    """Who could follow by what is known: five at most, whoever lacks fewest levels first. Five queries.

    Of people whose growth the actor sees, those from whose role a move leads to that of the holder, and those who want it.
    Whoever has said or been told nothing of what it expects is not suggested, nor is who is named already.
    """
    wanted = role_of(actor, role.holder) if role.holder else None
    expected = expected_of(actor, [wanted.pk])[wanted.pk] if wanted else []
    if wanted is None or not expected:
        return []
    people = _who_may_move_to(actor, wanted, role)
    levels = levels_by_person(actor, people, [one.competency.pk for one in expected])
    found = []
    for person in people.values():
        stands = levels.get(person.pk, {})
        gaps = [RoleGap(one, stands.get(one.competency.pk)) for one in expected]
        if stands:
            found.append(SuggestedSuccessor(person, [gap for gap in gaps if gap.size > 0], len(expected)))
    return sorted(found, key=lambda one: (one.missing, one.person.name, one.person.pk))[:MOST_SUGGESTED]


def _who_may_move_to(actor: Actor, wanted: JobRole, role: CriticalRole) -> dict[int, Person]:
    comes_from = (
        career_moves_visible_to(actor).filter(to_role=wanted).values_list("from_role__job_family", "from_role__level")
    )
    has_role = Q(pk__in=plans_visible_to(actor).filter(wanted_role=wanted).order_by().values("person"))
    for family, level in comes_from:
        has_role |= Q(job_family__iexact=family, level__iexact=level)
    named = successors_visible_to(actor).filter(role=role).order_by().values("person")
    rows = people_whose_growth_is_seen(actor).filter(has_role, end_date=None).exclude(pk__in=named)
    # Nobody is suggested to themself, and who has the role does not follow in it.
    rows = rows.exclude(Q(pk=role.holder_id) | is_self(actor, ""))
    return rows.in_bulk(list(rows.order_by("name", "pk").values_list("pk", flat=True)[:MOST]))


def _by_readiness(one: Successor) -> int:
    return list(Readiness.values).index(one.readiness)


def opening_match(actor: Actor, row: InternalOpening) -> list[RoleGap]:
    """What an opening expects, with where the reader stands, who alone learns it. Three queries."""
    own = person_of(actor)
    levels = levels_of(actor, own) if own else {}
    return [RoleGap(one, levels.get(one.competency.pk)) for one in expected_of(actor, [row.role_id])[row.role_id]]


def openings_matched(actor: Actor) -> list[MatchedOpening]:
    """Openings that are not over, the best matched for the reader first; nobody else learns how they match. Four queries."""
    rows = list(openings_visible_to(actor).filter(closes_on__gte=clock.today()).select_related("unit", "role")[:MOST])
    expected = expected_of(actor, [row.role_id for row in rows])
    own = person_of(actor)
    levels = levels_of(actor, own) if own else {}
    found = []
    for row in rows:
        wanted = expected[row.role_id]
        met = sum((levels.get(one.competency.pk) or 0) >= one.level for one in wanted)
        found.append(MatchedOpening(row, met, len(wanted)))
    return sorted(found, key=lambda one: (-(one.met / one.of) if one.of else 0.0, one.row.closes_on))
