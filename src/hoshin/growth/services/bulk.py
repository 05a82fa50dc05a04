"""Many competencies, roles, expectations and moves at once by their codes: what an import calls."""

from collections.abc import Sequence
from typing import Any, TypeVar

from django.db.models import Model

from hoshin.accounts.access import Actor, Right, require
from hoshin.audit.services import act
from hoshin.base.outcome import Outcome
from hoshin.base.upserts import by_code, ids_by_code, upsert
from hoshin.growth.models import CareerMove, Competency, JobRole, RoleExpectation
from hoshin.growth.policies import GrowthRight
from hoshin.growth.rows import CareerMoveRow, CompetencyRow, JobRoleRow, RoleExpectationRow
from hoshin.strategy.services.bulk import require_known

M = TypeVar("M", bound=Model)


def upsert_competencies(actor: Actor, rows: Sequence[CompetencyRow]) -> Outcome:
    """Create or change competencies."""
    _require(actor)
    with act(actor, "upsert_competencies", count=len(rows)):
        known = by_code(Competency, [row.code for row in rows])
        return upsert(Competency, [_named(known.get(row.code.casefold()), row._asdict()) for row in rows]).outcome


def upsert_job_roles(actor: Actor, rows: Sequence[JobRoleRow]) -> Outcome:
    """Create or change roles."""
    _require(actor)
    with act(actor, "upsert_job_roles", count=len(rows)):
        known = by_code(JobRole, [row.code for row in rows])
        return upsert(JobRole, [_named(known.get(row.code.casefold()), row._asdict()) for row in rows]).outcome


def upsert_expectations(actor: Actor, rows: Sequence[RoleExpectationRow]) -> Outcome:
    """Create or change the levels that roles expect; what no row names stays."""
    _require(actor)
    with act(actor, "upsert_role_expectations", count=len(rows)):
        roles = _ids(JobRole, "role", [row.role for row in rows])
        competencies = _ids(Competency, "competency", [row.competency for row in rows])
        stored = RoleExpectation.objects.filter(role__in=set(roles.values()))
        held = {(row.role_id, row.competency_id): row for row in stored}
        wanted: list[tuple[RoleExpectation | None, dict[str, Any]]] = []
        for row in rows:
            place = (roles[row.role.casefold()], competencies[row.competency.casefold()])
            values = {"role_id": place[0], "competency_id": place[1], "level": row.expected}
            wanted.append((held.get(place), values))
        return upsert(RoleExpectation, wanted).outcome


def upsert_career_moves(actor: Actor, rows: Sequence[CareerMoveRow]) -> Outcome:
    """Create or change moves between roles."""
    _require(actor)
    with act(actor, "upsert_career_moves", count=len(rows)):
        roles = _ids(JobRole, "from_role", [code for row in rows for code in (row.from_role, row.to_role)])
        held = {
            (row.from_role_id, row.to_role_id): row
            for row in CareerMove.objects.filter(from_role__in=set(roles.values()))
        }
        wanted: list[tuple[CareerMove | None, dict[str, Any]]] = []
        for row in rows:
            place = (roles[row.from_role.casefold()], roles[row.to_role.casefold()])
            values = {"from_role_id": place[0], "to_role_id": place[1], "kind": row.kind, "note": row.note}
            wanted.append((held.get(place), values))
        return upsert(CareerMove, wanted).outcome


def _require(actor: Actor) -> None:
    require(actor, Right.IMPORT)
    require(actor, GrowthRight.WRITE_FRAMEWORK)


def _named(held: M | None, values: dict[str, Any]) -> tuple[M | None, dict[str, Any]]:
    """A code is kept as it was written first."""
    if held is not None:
        del values["code"]
    return held, values


def _ids(model: type[Model], field: str, codes: Sequence[str]) -> dict[str, int]:
    found = ids_by_code(model, set(codes))
    require_known(field, codes, found)
    return found
