"""Who reports to whom, level by level: the people below somebody and above them, never all people at once."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from django.db import connection

from hoshin.accounts.access import Actor, Right, require

LEVEL = 100
REPORTS_COUNTED = 1000

_ROW = """
    SELECT one.id, one.employee_id, one.name, one.title, one.manager_id, unit.name,
        (SELECT count(*) FROM (SELECT 1 FROM org_person WHERE manager_id = one.id LIMIT %s) counted)
    FROM {people} LEFT JOIN org_unit unit ON unit.id = one.unit_id
    ORDER BY one.manager_id, upper(one.name), one.id
"""
_LEVEL = "(SELECT * FROM org_person WHERE {where} ORDER BY upper(name), id LIMIT %s OFFSET %s) one"
_TOP = _LEVEL.format(where="manager_id IS NULL")
_ONE = "(SELECT * FROM org_person WHERE id = %s) one"
_BELOW = (
    "unnest(%s::bigint[], %s::int[]) AS above(id, most) CROSS JOIN LATERAL "
    "(SELECT * FROM org_person WHERE manager_id = above.id ORDER BY upper(name), id LIMIT above.most + 1) one"
)
# How many stand before somebody below the same manager.
_BEFORE = """
    SELECT one.manager_id, (
        SELECT count(*) FROM org_person other WHERE other.manager_id = one.manager_id
            AND (upper(other.name), other.id) < (upper(one.name), one.id)
    ) FROM org_person one WHERE one.id = ANY(%s) AND one.manager_id IS NOT NULL
"""


@dataclass(frozen=True, slots=True)
class ReportingRow:
    """A person on the chart; `reports` are those directly below, counted up to `REPORTS_COUNTED`."""

    pk: int
    employee_id: str
    name: str
    title: str
    parent: int | None
    unit: str
    reports: int

    @property
    def has_children(self) -> bool:
        return self.reports > 0


@dataclass(frozen=True, slots=True)
class ReportingLevel:
    """People side by side, by name; `has_more` where further ones follow."""

    rows: list[ReportingRow] = field(default_factory=list)
    has_more: bool = False


def top_people(actor: Actor, *, skip: int = 0) -> ReportingLevel:
    """The people who report to nobody, of whom there may be several. One query."""
    require(actor, Right.SEE)
    return _level(_rows(_TOP, [LEVEL + 1, skip]))


def top_row(actor: Actor, pk: int) -> ReportingRow | None:
    """One of them, who may stand far behind the first. One query."""
    require(actor, Right.SEE)
    return next(iter(_rows(_ONE, [pk])), None)


def people_below(
    actor: Actor, managers: Collection[int], parts: Mapping[int, int] | None = None
) -> dict[int, ReportingLevel]:
    """The people right below each of these, by the id of their manager: the first `LEVEL`, or `parts` times as many of some.

    One query.
    """
    require(actor, Right.SEE)
    most = {manager: LEVEL * (parts or {}).get(manager, 1) for manager in sorted(managers)}
    found: dict[int, list[ReportingRow]] = {}
    for row in _rows(_BELOW, [list(most), list(most.values())]) if most else ():
        found.setdefault(row.parent or 0, []).append(row)
    return {manager: _level(rows, most[manager]) for manager, rows in found.items()}


def parts_around(actor: Actor, line: Collection[int]) -> dict[int, int]:
    """How many times `LEVEL` people must be shown below each manager of a line so that the line is seen. One query."""
    require(actor, Right.SEE)
    with connection.cursor() as cursor:
        cursor.execute(_BEFORE, [list(line)])
        return {manager: count // LEVEL + 1 for manager, count in cursor.fetchall()}


def _rows(people: str, values: list[object]) -> Iterable[ReportingRow]:
    with connection.cursor() as cursor:
        cursor.execute(_ROW.format(people=people), [REPORTS_COUNTED, *values])
        for pk, employee_id, name, title, manager, unit, reports in cursor.fetchall():
            yield ReportingRow(pk, employee_id, name, title, manager, unit or "", reports)


def _level(rows: Iterable[ReportingRow], most: int | None = None) -> ReportingLevel:
    found, most = list(rows), LEVEL if most is None else most
    return ReportingLevel(found[:most], len(found) > most)
