"""Critical roles with who could follow, and openings with how the reader alone stands to them."""

from dataclasses import dataclass

from hoshin.accounts.access import Actor
from hoshin.base import clock
from hoshin.base.errors import NotFound
from hoshin.growth.models import CriticalRole, InternalOpening, Readiness, Successor
from hoshin.growth.policies import critical_roles_visible_to, openings_visible_to, successors_visible_to
from hoshin.growth.selectors.framework import expected_of
from hoshin.growth.selectors.standing import levels_of
from hoshin.org.selectors import person_of

MOST = 200


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
    row = openings_visible_to(actor).select_related("unit", "role").filter(code__iexact=code.strip()).first()
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
    ready = list(Readiness.values)
    lines = [Succession(row, sorted(found[row.pk], key=lambda one: ready.index(one.readiness))) for row in roles]
    return sorted(lines, key=lambda line: (order[line.row.loss], not line.has_nobody_now))


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
