"""Keeps reporting lines and the lines of units in step with the links between people and between units.

Sight asks of every row who stands above its owner; that answer must lie ready, whatever the depth. Each service that sets
such a link says here whose it was, in the same transaction. Lines that changed since yesterday end today and stay as they
held; what changed twice on one day holds as it was last.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Model

from hoshin.base import clock
from hoshin.base.copying import count_anew
from hoshin.base.errors import Invalid
from hoshin.base.wordings import Said
from hoshin.org.models import Person, Unit

MOST_LEVELS = 100
# From so many on, lines are found from the tops down in one sweep, rather than from each row up and then down.
_MANY = 200


@dataclass(frozen=True, slots=True)
class _Tree:
    """Rows that stand below rows of their own table, and where their lines are kept."""

    table: str
    link: str
    lines: str
    of: str
    field: str
    too_deep: str


_TREES: dict[type[Model], _Tree] = {
    Person: _Tree(
        "org_person",
        "manager_id",
        "org_reportingline",
        "person_id",
        "manager",
        "Reporting lines have at most %(most)s levels.",
    ),
    Unit: _Tree(
        "org_unit",
        "parent_id",
        "org_unitline",
        "unit_id",
        "parent",
        "Units have at most %(most)s levels.",
    ),
}

# Upwards from the rows named to the top, then downwards to all below them. What stands below two of the rows is found
# twice, alike. A circle has no top and so no lines; a line too deep ends one level too low, where it is refused.
_FRESH = """
WITH RECURSIVE up(id, above, line) AS (
    SELECT id, {link}, ARRAY[id] FROM {table} WHERE {chosen}
    UNION ALL
    SELECT up.id, it.{link}, it.id || up.line FROM up JOIN {table} it ON it.id = up.above
    WHERE it.id <> ALL (up.line) AND cardinality(up.line) <= {most}
), fresh(id, line) AS (
    SELECT id, line FROM up WHERE above IS NULL OR cardinality(line) > {most}
    {union}
    SELECT it.id, fresh.line || it.id FROM fresh JOIN {table} it ON it.{link} = fresh.id
    WHERE cardinality(fresh.line) <= {most}
)
"""
_ANY = "SELECT 1 FROM {lines} LIMIT 1"
_CLOSE = """
UPDATE {lines} held SET
    line = CASE WHEN held.valid_from < %(day)s THEN held.line ELSE fresh.line END,
    valid_to = CASE WHEN held.valid_from < %(day)s THEN %(day)s::date END
FROM fresh WHERE held.{of} = fresh.id AND held.valid_to IS NULL AND held.line <> fresh.line
"""
# Whoever has an open line is found by the unique index. A join with the lines is planned while there are none, and then
# reads, for each of a hundred thousand rows, all that this statement has written so far.
_OPEN = """
, opened AS (
    INSERT INTO {lines} ({of}, line, valid_from)
    SELECT id, line, %(day)s FROM fresh {unless}
) SELECT max(cardinality(line)) FROM fresh
"""


def hold_links(model: type[Person] | type[Unit]) -> None:
    """Wait for whoever is moving people, or units: two moves side by side could make a circle, or lines of neither."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [model._meta.db_table])


def follow_links(model: type[Person] | type[Unit], ids: Collection[int]) -> None:
    """Bring the lines of these rows, and of all below them, in step with their links, which must hold no circle.

    Invalid where a line has more than `MOST_LEVELS` levels.
    """
    if not ids:
        return
    tree = _TREES[model]
    few = len(ids) < _MANY
    names = {
        "table": tree.table,
        "link": tree.link,
        "lines": tree.lines,
        "of": tree.of,
        "most": str(MOST_LEVELS),
        "chosen": "id = ANY(%(ids)s)" if few else f"{tree.link} IS NULL",
        "union": "UNION" if few else "UNION ALL",
    }
    values: dict[str, Any] = {"day": clock.today(), "ids": list(ids)}
    if not few:
        count_anew(model, fields=["id", tree.link])
    with connection.cursor() as cursor:
        cursor.execute(_ANY.format(**names))
        has_lines = cursor.fetchone() is not None
        # Where there are none yet, and each is found once, none can stand there already.
        names["unless"] = f"ON CONFLICT ({tree.of}) WHERE valid_to IS NULL DO NOTHING" if has_lines or few else ""
        for what_to_do in (_CLOSE, _OPEN) if has_lines else (_OPEN,):
            cursor.execute((_FRESH + what_to_do).format(**names), values)
        [deepest] = cursor.fetchone()
    if deepest is not None and deepest > MOST_LEVELS:
        raise Invalid(Said(tree.too_deep, most=MOST_LEVELS), field=tree.field, remedy="Let some of them stand higher.")
