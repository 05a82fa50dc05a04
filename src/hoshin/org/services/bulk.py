"""Many units and people at once, by code: what an import calls."""

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from django.db.models import Model

from hoshin.accounts.access import Actor, Right, require
from hoshin.audit.services import act
from hoshin.base.errors import Invalid, Problem, near_matches
from hoshin.base.events import publish
from hoshin.base.outcome import Outcome
from hoshin.base.upserts import by_code, reserved_ids, upsert
from hoshin.base.wordings import Said
from hoshin.org.events import OrganisationChanged
from hoshin.org.models import Organisation, Person, Unit
from hoshin.org.rows import OrganisationRow, PersonRow, UnitRow
from hoshin.org.services.ancestry import follow_links, hold_links
from hoshin.org.services.edits import check_reporting_lines, check_unit_tree
from hoshin.org.services.links import link_by_address

M = TypeVar("M", bound=Model)


def upsert_organisation(actor: Actor, row: OrganisationRow, *, is_checked: bool = False) -> Outcome:
    """Create the organisation, or bring it to these values; `is_checked`: its fields were found sound already."""
    require(actor, Right.IMPORT)
    with act(actor, "upsert_organisation", name=row.name):
        outcome = upsert(Organisation, [(Organisation.objects.first(), row._asdict())], is_checked=is_checked).outcome
        if outcome.changed:
            publish(OrganisationChanged())
        return outcome


def upsert_units(actor: Actor, rows: Sequence[UnitRow], *, is_checked: bool = False) -> Outcome:
    """Create or change units by code. A parent may come later in the rows; heads are left to `set_heads`.

    `is_checked`: the fields were found sound already, and that the units form a tree.
    """
    require(actor, Right.IMPORT)
    with act(actor, "upsert_units", count=len(rows)):
        hold_links(Unit)
        existing = by_code(Unit, [code for row in rows for code in (row.code, row.parent) if code])
        ids = _ids(Unit, existing, [row.code for row in rows])
        _require_known([(row.code, row.parent) for row in rows], ids, "parent", "unit")
        done = upsert(Unit, [_unit(row, existing, ids) for row in rows], is_checked=is_checked)
        if done.touched:
            if not is_checked:
                check_unit_tree()
            follow_links(Unit, [unit.pk for unit in done.touched])
        if done.outcome.changed:
            publish(OrganisationChanged())
        return done.outcome


def set_heads(actor: Actor, rows: Sequence[UnitRow]) -> Outcome:
    """Set the head of each unit, or none; units and people must exist."""
    require(actor, Right.IMPORT)
    with act(actor, "set_heads", count=len(rows)):
        units = by_code(Unit, [row.code for row in rows])
        people = by_code(Person, [row.head for row in rows if row.head], column="employee_id")
        _require_known([("A unit", row.code) for row in rows], units, "code", "unit")
        _require_known([(row.code, row.head) for row in rows], people, "head", "person")
        return upsert(Unit, [(units[row.code.casefold()], {"head_id": _pk(people, row.head)}) for row in rows]).outcome


def upsert_people(actor: Actor, rows: Sequence[PersonRow], *, is_checked: bool = False) -> Outcome:
    """Create or change people by employee id. A manager may come later in the rows; units must exist.

    `is_checked`: the fields were found sound already, and that nobody reports to themself round a circle.
    """
    require(actor, Right.IMPORT)
    with act(actor, "upsert_people", count=len(rows)):
        hold_links(Person)
        named = [code for row in rows for code in (row.employee_id, row.manager) if code]
        existing = by_code(Person, named, column="employee_id")
        units = by_code(Unit, [row.unit for row in rows if row.unit])
        ids = _ids(Person, existing, [row.employee_id for row in rows])
        _require_known([(row.employee_id, row.unit) for row in rows], units, "unit", "unit")
        _require_known([(row.employee_id, row.manager) for row in rows], ids, "manager", "person")
        done = upsert(Person, [_person(row, existing, ids, units) for row in rows], is_checked=is_checked)
        if done.touched:
            if not is_checked:
                check_reporting_lines()
            follow_links(Person, [person.pk for person in done.touched])
            link_by_address(person.email for person in done.touched)
        return done.outcome


def _person(
    row: PersonRow, existing: Mapping[str, Person], ids: Mapping[str, int], units: Mapping[str, Unit]
) -> tuple[Person | None, dict[str, Any]]:
    values = row._asdict()
    del values["unit"], values["manager"]
    values["unit_id"] = _pk(units, row.unit)
    values["manager_id"] = ids.get(row.manager.casefold())
    values["skills"] = list(row.skills)
    return _new_or_known(row.employee_id, "employee_id", existing, ids, values)


def _unit(row: UnitRow, existing: Mapping[str, Unit], ids: Mapping[str, int]) -> tuple[Unit | None, dict[str, Any]]:
    values = {"code": row.code, "name": row.name, "parent_id": ids.get(row.parent.casefold())}
    return _new_or_known(row.code, "code", existing, ids, values)


def _new_or_known(
    code: str, column: str, existing: Mapping[str, M], ids: Mapping[str, int], values: dict[str, Any]
) -> tuple[M | None, dict[str, Any]]:
    """A new row gets the id that others point to already; a known one keeps its code as it was first written."""
    known = existing.get(code.casefold())
    if known is None:
        return None, values | {"id": ids[code.casefold()]}
    del values[column]
    return known, values


def _ids(model: type[Unit] | type[Person], existing: Mapping[str, Any], codes: Sequence[str]) -> dict[str, int]:
    """The ids of rows that exist and of those that are about to."""
    new = list(dict.fromkeys(code.casefold() for code in codes if code.casefold() not in existing))
    ids = {code: row.pk for code, row in existing.items()}
    return ids | dict(zip(new, reserved_ids(model, len(new)) if new else [], strict=True))


def _pk(rows: Mapping[str, Unit] | Mapping[str, Person], code: str) -> int | None:
    row = rows.get(code.casefold()) if code else None
    return None if row is None else row.pk


def _require_known(pairs: Sequence[tuple[str, str]], known: Mapping[str, Any], field: str, thing: str) -> None:
    problems: list[Problem] = []
    for code, wanted in pairs:
        if wanted and wanted.casefold() not in known:
            # Comparing is slow: the first unknown codes are looked up among as many as that takes a moment for.
            near = near_matches(wanted, known) if len(problems) < 50 and len(known) <= 20_000 else []
            hint = f"Did you mean {' or '.join(near)}?" if near else f"Add the {thing} first."
            problems.append(
                Problem(
                    Said("%(code)s names a %(thing)s that does not exist.", code=code, thing=thing),
                    field=field,
                    value=wanted,
                    remedy=hint,
                )
            )
    if problems:
        raise Invalid(problems)
