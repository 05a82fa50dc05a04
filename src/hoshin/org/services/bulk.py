"""Many units and people at once, by code: what an import calls."""

from collections.abc import Mapping, Sequence
from itertools import compress
from typing import Any, TypeVar

from django.db.models import Model

from hoshin.accounts.access import Actor, Right, require
from hoshin.audit.services import act
from hoshin.base import clock
from hoshin.base.copying import insert_columns, update_columns
from hoshin.base.errors import Invalid, Problem, did_you_mean, near_matches
from hoshin.base.events import publish
from hoshin.base.keys import keys_together
from hoshin.base.outcome import Outcome
from hoshin.base.upserts import by_code, ids_by_code, raise_invalid, reserved_ids, upsert
from hoshin.base.wordings import Said, sentence
from hoshin.org.events import OrganisationChanged
from hoshin.org.models import Organisation, Person, Unit
from hoshin.org.rows import OrganisationRow, PersonRow, UnitRow
from hoshin.org.services.ancestry import follow_links, hold_links
from hoshin.org.services.edits import check_reporting_lines, check_unit_tree
from hoshin.org.services.heads import follow_heads
from hoshin.org.services.links import link_by_address
from hoshin.org.services.positions import keep_positions

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
    """Set the head of each unit from today on, or none; units and people must exist."""
    require(actor, Right.IMPORT)
    with act(actor, "set_heads", count=len(rows)):
        units = by_code(Unit, [row.code for row in rows])
        people = by_code(Person, [row.head for row in rows if row.head], column="employee_id")
        _require_known([("A unit", row.code) for row in rows], units, "code", "unit")
        _require_known([(row.code, row.head) for row in rows], people, "head", "person")
        done = upsert(Unit, [(units[row.code.casefold()], {"head_id": _pk(people, row.head)}) for row in rows])
        follow_heads([unit.pk for unit in done.touched])
        return done.outcome


def upsert_people(actor: Actor, rows: Sequence[PersonRow], *, is_checked: bool = False) -> Outcome:
    """Create or change people by employee id. A manager may come later in the rows; units must exist.

    `is_checked`: the fields were found sound already, and that nobody reports to themself round a circle.
    """
    require(actor, Right.IMPORT)
    if not rows:
        return Outcome()
    with act(actor, "upsert_people", count=len(rows)):
        hold_links(Person)
        if not is_checked:
            raise_invalid([Person(**_own(row)) for row in rows])
        people = ids_by_code(
            Person, {*(row.employee_id for row in rows), *(row.manager for row in rows)}, column="employee_id"
        )
        units = ids_by_code(Unit, {row.unit for row in rows})
        created, changed = _write_people(rows, people, units)
        touched = [*created, *changed]
        if touched:
            keep_positions(changed)
            if not is_checked:
                check_reporting_lines()
            follow_links(Person, touched)
            link_by_address(row.email for row in rows)
        return Outcome(len(created), len(changed), len(rows) - len(touched))


def _write_people(
    rows: Sequence[PersonRow], people: dict[str, int], units: Mapping[str, int]
) -> tuple[list[int], list[int]]:
    """The ids of the people who were created and changed. Whole columns are written: there may be very many of them."""
    columns = dict(zip(PersonRow._fields, map(list, zip(*rows, strict=True)), strict=True))
    codes = [code.casefold() for code in columns["employee_id"]]
    # In order: most files are in the order of their codes, and what lies in order is sorted at once.
    fresh = dict.fromkeys(sorted(code for code in codes if code not in people))
    people |= zip(fresh, reserved_ids(Person, len(fresh)) if fresh else [], strict=True)
    pairs = columns["employee_id"], columns.pop("unit"), columns.pop("manager")
    _require_known(list(zip(*pairs[:2], strict=True)), units, "unit", "unit")
    _require_known(list(zip(pairs[0], pairs[2], strict=True)), people, "manager", "person")
    columns["unit_id"] = _ids_named(pairs[1], units)
    columns["manager_id"] = _ids_named(pairs[2], people)
    columns["id"] = [people[code] for code in codes]
    is_new = [code in fresh for code in codes]
    created = {name: list(compress(values, is_new)) for name, values in columns.items()} if fresh else {}
    if fresh:
        count = len(created["id"])
        with keys_together():
            insert_columns(Person, created | {"version": [1] * count, "created_at": [clock.now()] * count})
    if len(fresh) == len(rows):
        return created["id"], []
    # A code keeps the case in which it was first written.
    del columns["employee_id"]
    is_known = [not new for new in is_new]
    changed = update_columns(Person, {name: list(compress(values, is_known)) for name, values in columns.items()})
    return created.get("id", []), changed


def _ids_named(codes: Sequence[str], ids: Mapping[str, int]) -> list[int | None]:
    by_code = {code: ids[code.casefold()] if code else None for code in set(codes)}
    return [by_code[code] for code in codes]


def _own(row: PersonRow) -> dict[str, Any]:
    return {name: value for name, value in row._asdict().items() if name not in ("unit", "manager")}


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
    missing = {wanted for wanted in {wanted for _, wanted in pairs} if wanted and wanted.casefold() not in known}
    for code, wanted in pairs if missing else ():
        if wanted in missing:
            # Comparing is slow: the first unknown codes are looked up among as many as that takes a moment for.
            near = near_matches(wanted, known) if len(problems) < 50 and len(known) <= 20_000 else []
            hint = did_you_mean(near) or Said("Add the %(thing)s first.", thing=sentence(thing))
            problems.append(
                Problem(
                    Said("%(code)s names a %(thing)s that does not exist.", code=code, thing=sentence(thing)),
                    field=field,
                    value=wanted,
                    remedy=hint,
                )
            )
    if problems:
        raise Invalid(problems)
