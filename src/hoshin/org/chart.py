"""The organisation chart level by level: what stands below a unit and above it, never all units at once."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from django.db import connection

from hoshin.accounts.access import Actor, Right, require
from hoshin.base.ordering import Counted
from hoshin.org.models import Unit, UnitLine

LEVEL = 100
PEOPLE_COUNTED = 1000

# Codes as people count, as in every list.
_BY_CODE = Counted.template % {"expressions": "upper(code)"}
_ROW = """
    SELECT unit.id, unit.code, unit.name, unit.parent_id, head.name, head.employee_id,
        EXISTS (SELECT 1 FROM org_unit child WHERE child.parent_id = unit.id),
        (SELECT count(*) FROM (SELECT 1 FROM org_person WHERE unit_id = unit.id LIMIT %s) counted)
    FROM {units} LEFT JOIN org_person head ON head.id = unit.head_id
    ORDER BY unit.parent_id, unit.place
"""
_LEVEL = "(SELECT *, {by_code} AS place FROM org_unit WHERE {where} ORDER BY place LIMIT %s OFFSET %s) unit"
_TOP = _LEVEL.format(by_code=_BY_CODE, where="parent_id IS NULL")
_BELOW = "unnest(%s::bigint[]) AS above(id) CROSS JOIN LATERAL " + _LEVEL.format(
    by_code=_BY_CODE, where="parent_id = above.id"
)


@dataclass(frozen=True, slots=True)
class ChartRow:
    """A unit on the chart; `people` are those directly in it, counted up to `PEOPLE_COUNTED` and one more."""

    pk: int
    code: str
    name: str
    parent: int | None
    head: str
    head_id: str
    has_children: bool
    people: int

    @property
    def has_countless_people(self) -> bool:
        return self.people > PEOPLE_COUNTED


@dataclass(frozen=True, slots=True)
class UnitLevel:
    """Units side by side, in the order of their codes; `has_more` where further ones follow."""

    rows: list[ChartRow] = field(default_factory=list)
    has_more: bool = False


def top_units(actor: Actor, *, skip: int = 0) -> UnitLevel:
    """The units that are part of no other. One query."""
    require(actor, Right.SEE)
    return _level(_rows(_TOP, [LEVEL + 1, skip]))


def units_below(actor: Actor, parents: Collection[int], *, skip: int = 0) -> dict[int, UnitLevel]:
    """The units right below each of these, at most `LEVEL` each, by the id of their parent. One query."""
    require(actor, Right.SEE)
    found: dict[int, list[ChartRow]] = {}
    for row in _rows(_BELOW, [sorted(parents), LEVEL + 1, skip]) if parents else ():
        found.setdefault(row.parent or 0, []).append(row)
    return {parent: _level(rows) for parent, rows in found.items()}


def units_above(actor: Actor, unit: Unit) -> list[Unit]:
    """The units that this one is part of, the highest first. Two queries, whatever the depth."""
    require(actor, Right.SEE)
    if unit.parent_id is None:
        return []
    line = UnitLine.objects.filter(unit=unit, valid_to=None).values_list("line", flat=True).first() or []
    units = Unit.objects.in_bulk(line[:-1])
    return [units[pk] for pk in line[:-1] if pk in units]


def _rows(units: str, values: list[object]) -> Iterable[ChartRow]:
    with connection.cursor() as cursor:
        cursor.execute(_ROW.format(units=units), [PEOPLE_COUNTED + 1, *values])
        for pk, code, name, parent, head, head_id, has_children, people in cursor.fetchall():
            yield ChartRow(pk, code, name, parent, head or "", head_id or "", has_children, people)


def _level(rows: Iterable[ChartRow]) -> UnitLevel:
    found = list(rows)
    return UnitLevel(found[:LEVEL], len(found) > LEVEL)
