"""Many competencies, roles, expectations and moves at once by their codes: what an import calls."""

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from django.db.models import Model

from hoshin.accounts.access import Actor, Right, require
from hoshin.audit.services import act
from hoshin.base.outcome import Outcome
from hoshin.base.upserts import by_code, ids_by_code, upsert
from hoshin.growth.models import (
    CareerMove,
    Competency,
    JobRole,
    LearningItem,
    LearningRecord,
    LearningSkill,
    RoleExpectation,
)
from hoshin.growth.policies import GrowthRight
from hoshin.growth.rows import (
    CareerMoveRow,
    CompetencyRow,
    JobRoleRow,
    LearningItemRow,
    LearningRecordRow,
    RoleExpectationRow,
)
from hoshin.growth.services.learning import require_no_circle
from hoshin.growth.services.recording import close_requests, months_later
from hoshin.org.models import Person, Unit
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


def upsert_learning(actor: Actor, rows: Sequence[LearningItemRow]) -> Outcome:
    """Create or change entries of the catalogue with what they help with; what is learnt first may be in the same rows."""
    _require(actor)
    with act(actor, "upsert_learning", count=len(rows)):
        units = ids_by_code(Unit, {row.mandatory_in for row in rows})
        require_known("mandatory_in", [row.mandatory_in for row in rows if row.mandatory_in], units)
        known = by_code(LearningItem, [row.code for row in rows])
        wanted: list[tuple[LearningItem | None, dict[str, Any]]] = []
        for row in rows:
            values = row._asdict() | {"mandatory_in_id": units.get(row.mandatory_in.casefold())}
            for name in ("skills", "requires", "mandatory_in"):
                del values[name]
            wanted.append(_named(known.get(row.code.casefold()), values))
        done = upsert(LearningItem, wanted)
        items = by_code(LearningItem, [row.code for row in rows])
        before = _ids(LearningItem, "requires", [row.requires for row in rows if row.requires])
        linked = [(items[row.code.casefold()], {"requires_id": before.get(row.requires.casefold())}) for row in rows]
        upsert(LearningItem, linked)
        require_no_circle(actor)
        _set_learning_skills({items[row.code.casefold()].pk: row.skills for row in rows})
        return done.outcome


def upsert_learning_records(actor: Actor, rows: Sequence[LearningRecordRow]) -> Outcome:
    """Keep what people learnt, by codes; without a day it expires as the entry says. People and entries must exist."""
    _require(actor)
    with act(actor, "upsert_learning_records", count=len(rows)):
        people = ids_by_code(Person, {row.person for row in rows}, column="employee_id")
        require_known("person", [row.person for row in rows], people)
        items = by_code(LearningItem, [row.item for row in rows])
        require_known("item", [row.item for row in rows], items)
        stored = LearningRecord.objects.filter(person__in=set(people.values()))
        held = {(row.person_id, row.item_id, row.done_on): row for row in stored}
        wanted: list[tuple[LearningRecord | None, dict[str, Any]]] = []
        for row in rows:
            item = items[row.item.casefold()]
            months = item.valid_months
            expires_on = row.expires_on or (None if months is None else months_later(row.done_on, months))
            person = people[row.person.casefold()]
            values = {"person_id": person, "item_id": item.pk, "done_on": row.done_on, "expires_on": expires_on}
            wanted.append((held.get((person, item.pk, row.done_on)), values))
        done = upsert(LearningRecord, wanted)
        list(
            LearningItem.objects.filter(pk__in={row.item_id for row in done.created}).select_for_update().order_by("pk")
        )
        close_requests(actor, [(row.person_id, row.item_id, row.done_on) for row in done.created])
        return done.outcome


def _set_learning_skills(said: Mapping[int, Sequence[str]]) -> None:
    pairs = [(pk, *text.partition("=")[::2]) for pk, texts in said.items() for text in texts]
    competencies = _ids(Competency, "skills", [code for _pk, code, _level in pairs])
    asked = {(pk, competencies[code.casefold()]): int(level) for pk, code, level in pairs}
    held = {(row.item_id, row.competency_id): row for row in LearningSkill.objects.filter(item__in=said)}
    for place, row in held.items():
        if place not in asked:
            row.delete()
    upsert(
        LearningSkill,
        [
            (held.get(place), {"item_id": place[0], "competency_id": place[1], "to_level": level})
            for place, level in asked.items()
        ],
    )
