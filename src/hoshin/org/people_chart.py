"""Who reports to whom, level by level: the people below somebody and above them, never all people at once."""

from collections.abc import Collection, Iterable
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
_BELOW = "unnest(%s::bigint[]) AS above(id) CROSS JOIN LATERAL " + _LEVEL.format(where="manager_id = above.id")


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


def people_below(actor: Actor, managers: Collection[int]) -> dict[int, ReportingLevel]:
    """The people right below each of these, at most `LEVEL` each, by the id of their manager. One query."""
    require(actor, Right.SEE)
    found: dict[int, list[ReportingRow]] = {}
    for row in _rows(_BELOW, [sorted(managers), LEVEL + 1, 0]) if managers else ():
        found.setdefault(row.parent or 0, []).append(row)
    return {manager: _level(rows) for manager, rows in found.items()}


def _rows(people: str, values: list[object]) -> Iterable[ReportingRow]:
    with connection.cursor() as cursor:
        cursor.execute(_ROW.format(people=people), [REPORTS_COUNTED, *values])
        for pk, employee_id, name, title, manager, unit, reports in cursor.fetchall():
            yield ReportingRow(pk, employee_id, name, title, manager, unit or "", reports)


def _level(rows: Iterable[ReportingRow]) -> ReportingLevel:
    found = list(rows)
    return ReportingLevel(found[:LEVEL], len(found) > LEVEL)
