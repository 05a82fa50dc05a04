"""Many units and people at once, by code: what an import calls."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from hoshin.accounts.access import Actor, Right, require
from hoshin.audit.services import act
from hoshin.base.errors import Invalid, Problem, near_matches
from hoshin.base.outcome import Outcome
from hoshin.base.upserts import by_code, upsert
from hoshin.org.models import Organisation, Person, Unit
from hoshin.org.rows import OrganisationRow, PersonRow, UnitRow
from hoshin.org.services.edits import check_reporting_lines, check_unit_tree


def upsert_organisation(actor: Actor, row: OrganisationRow) -> Outcome:
    """Create the organisation, or bring it to these values."""
    require(actor, Right.IMPORT)
    with act(actor, "upsert_organisation", summary=f"Organisation {row.name} imported"):
        return upsert(Organisation, [(Organisation.objects.first(), asdict(row))]).outcome


def upsert_units(actor: Actor, rows: Sequence[UnitRow]) -> Outcome:
    """Create or change units by code. A parent may come later in the rows; heads are left to `set_heads`."""
    require(actor, Right.IMPORT)
    with act(actor, "upsert_units", summary=f"{len(rows)} units imported"):
        existing = by_code(Unit, [code for row in rows for code in (row.code, row.parent) if code])
        plain = upsert(Unit, [(existing.get(row.code.casefold()), _unit(row, existing)) for row in rows])
        existing |= {unit.code.casefold(): unit for unit in plain.created}
        _require_known([(row.code, row.parent) for row in rows], existing, "parent", "unit")
        fresh = {unit.pk for unit in plain.touched}
        placed = [(existing[row.code.casefold()], {"parent_id": _pk(existing, row.parent)}) for row in rows]
        linked = upsert(Unit, placed)
        if linked.changed:
            check_unit_tree()
        later = sum(unit.pk not in fresh for unit in linked.changed)
        return Outcome(len(plain.created), len(plain.changed) + later, plain.unchanged - later)


def set_heads(actor: Actor, rows: Sequence[UnitRow]) -> Outcome:
    """Set the head of each unit, or none; units and people must exist."""
    require(actor, Right.IMPORT)
    with act(actor, "set_heads", summary=f"Heads of {len(rows)} units imported"):
        units = by_code(Unit, [row.code for row in rows])
        people = by_code(Person, [row.head for row in rows if row.head], column="employee_id")
        _require_known([("A unit", row.code) for row in rows], units, "code", "unit")
        _require_known([(row.code, row.head) for row in rows], people, "head", "person")
        return upsert(Unit, [(units[row.code.casefold()], {"head_id": _pk(people, row.head)}) for row in rows]).outcome


def upsert_people(actor: Actor, rows: Sequence[PersonRow]) -> Outcome:
    """Create or change people by employee id. A manager may come later in the rows; units must exist."""
    require(actor, Right.IMPORT)
    with act(actor, "upsert_people", summary=f"{len(rows)} people imported"):
        named = [code for row in rows for code in (row.employee_id, row.manager) if code]
        existing = by_code(Person, named, column="employee_id")
        units = by_code(Unit, [row.unit for row in rows if row.unit])
        _require_known([(row.employee_id, row.unit) for row in rows], units, "unit", "unit")
        plain = upsert(Person, [_person(row, existing, units) for row in rows])
        existing |= {person.employee_id.casefold(): person for person in plain.created}
        _require_known([(row.employee_id, row.manager) for row in rows], existing, "manager", "person")
        fresh = {person.pk for person in plain.touched}
        managed = [(existing[row.employee_id.casefold()], {"manager_id": _pk(existing, row.manager)}) for row in rows]
        linked = upsert(Person, managed)
        if linked.changed:
            check_reporting_lines()
        later = sum(person.pk not in fresh for person in linked.changed)
        return Outcome(len(plain.created), len(plain.changed) + later, plain.unchanged - later)


def _person(
    row: PersonRow, existing: Mapping[str, Person], units: Mapping[str, Unit]
) -> tuple[Person | None, dict[str, Any]]:
    values = asdict(row) | {"unit_id": _pk(units, row.unit), "skills": list(row.skills)}
    for name in ("unit", "manager"):
        del values[name]
    person = existing.get(row.employee_id.casefold())
    if person is not None:
        del values["employee_id"]
    return person, values


def _unit(row: UnitRow, existing: Mapping[str, Unit]) -> dict[str, str]:
    return {"name": row.name} if row.code.casefold() in existing else {"code": row.code, "name": row.name}


def _pk(rows: Mapping[str, Unit] | Mapping[str, Person], code: str) -> int | None:
    row = rows.get(code.casefold()) if code else None
    return None if row is None else row.pk


def _require_known(pairs: Sequence[tuple[str, str]], known: Mapping[str, Any], field: str, thing: str) -> None:
    problems = []
    for code, wanted in pairs:
        if wanted and wanted.casefold() not in known:
            near = near_matches(wanted, known)
            hint = f"Did you mean {' or '.join(near)}?" if near else f"Add the {thing} first."
            problems.append(
                Problem(f"{code} names a {thing} that does not exist.", field=field, value=wanted, remedy=hint)
            )
    if problems:
        raise Invalid(problems)
