"""Competencies and roles: one by its code, with what hangs on it."""

from collections.abc import Collection
from dataclasses import dataclass

from hoshin.accounts.access import Actor
from hoshin.base.errors import NotFound
from hoshin.base.words import codes_near
from hoshin.growth.models import CareerMove, Competency, JobRole, RoleExpectation
from hoshin.growth.policies import (
    career_moves_visible_to,
    competencies_visible_to,
    expectations_visible_to,
    job_roles_visible_to,
)
from hoshin.growth.selectors.moves import RoleCareer, career_of
from hoshin.org.models import Person


@dataclass(frozen=True, slots=True)
class Expected:
    """A competency and the level that a role expects of it."""

    competency: Competency
    level: int

    @property
    def seen(self) -> str:
        """What one sees of somebody at that level."""
        return self.competency.seen_at(self.level)


@dataclass(frozen=True, slots=True)
class ShownRole:
    """A role with what it expects, the moves from and to it, and what became of people who had it."""

    row: JobRole
    expected: list[Expected]
    leads_to: list[CareerMove]
    comes_from: list[CareerMove]
    career: RoleCareer


def competency_by_code(actor: Actor, code: str) -> Competency:
    """The competency of that code. NotFound, with codes that look like it."""
    rows = competencies_visible_to(actor)
    row = rows.filter(code__iexact=code.strip()).first()
    if row is None:
        raise NotFound("competency", code, known=codes_near(rows, code))
    return row


def job_role_by_code(actor: Actor, code: str) -> JobRole:
    """The role of that code. NotFound, with codes that look like it."""
    rows = job_roles_visible_to(actor)
    row = rows.filter(code__iexact=code.strip()).first()
    if row is None:
        raise NotFound("role", code, known=codes_near(rows, code))
    return row


def career_move_by_number(actor: Actor, pk: int) -> CareerMove:
    """The move of that number. NotFound where there is none."""
    row = career_moves_visible_to(actor).select_related("from_role", "to_role").filter(pk=pk).first()
    if row is None:
        raise NotFound("move", str(pk))
    return row


def role_of(actor: Actor, person: Person) -> JobRole | None:
    """The role that a person has by their job family and level; None where the framework has none of these. One query."""
    if not person.job_family or not person.level:
        return None
    rows = job_roles_visible_to(actor)
    return rows.filter(job_family__iexact=person.job_family, level__iexact=person.level).first()


def expected_of(actor: Actor, roles: Collection[int]) -> dict[int, list[Expected]]:
    """What roles expect, by area and name of the competency. One query."""
    found: dict[int, list[Expected]] = {pk: [] for pk in roles}
    rows = expectations_visible_to(actor).filter(role__in=roles).select_related("competency")
    for row in rows.order_by("competency__area", "competency__name", "pk"):
        found[row.role_id].append(Expected(row.competency, row.level))
    return found


def skills_to_name(actor: Actor, person: Person) -> list[str]:
    """What feedback to a person may name: their skills, then what their role expects. Two queries at most."""
    role = role_of(actor, person)
    expected = expected_of(actor, [role.pk])[role.pk] if role else []
    return list(dict.fromkeys([*person.skills, *(one.competency.name for one in expected)]))


def roles_expecting(actor: Actor, competency: Competency) -> list[RoleExpectation]:
    """Which roles expect a competency, and at which level."""
    rows = expectations_visible_to(actor).filter(competency=competency).select_related("role")
    return list(rows.order_by("role__job_family", "level", "role__name"))


def shown_role(actor: Actor, role: JobRole) -> ShownRole:
    """A role with all that hangs on it. Five queries."""
    moves = career_moves_visible_to(actor).select_related("from_role", "to_role")
    return ShownRole(
        role,
        expected_of(actor, [role.pk])[role.pk],
        list(moves.filter(from_role=role).order_by("kind", "to_role__name")),
        list(moves.filter(to_role=role).order_by("kind", "from_role__name")),
        career_of(actor, role),
    )
