"""The tree of units as rows on the screen: the top, and what stands below the units that the address opens."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import QueryDict

from hoshin.accounts.access import Actor
from hoshin.org.chart import ChartRow, UnitLevel, top_units, units_below

MOST_OPEN = 100
PEOPLE_A_PAGE, LAST_PAGE = 50, 2_000


@dataclass(frozen=True, slots=True)
class TreeRow:
    """A unit as it is drawn; without a unit the row says that more stand below `parent` than are shown."""

    unit: ChartRow | None
    depth: int
    is_open: bool = False
    toggle: str = ""
    parent: ChartRow | None = None


def number_in(text: str | None) -> int:
    """The page that an address asks for, the first where it asks for none that could be."""
    return min(max(int(text), 1), LAST_PAGE) if text and text.isdecimal() and len(text) < 10 else 1


def opened_in(query: QueryDict) -> frozenset[int]:
    """The units that an address opens; what makes no sense is left out."""
    parts = query.get("open", "").split(".")[:MOST_OPEN]
    return frozenset(int(part) for part in parts if part.isdecimal() and len(part) < 12)


def tree_rows(actor: Actor, query: QueryDict, skip: int) -> tuple[list[TreeRow], bool]:
    """The rows in reading order, and whether the top goes on; a top unit that stands alone is open. Two queries."""
    top = top_units(actor, skip=skip)
    opened = opened_in(query)
    if "open" not in query and len(top.rows) == 1:
        opened = frozenset({top.rows[0].pk})
    levels = units_below(actor, opened)
    rows: list[TreeRow] = []
    waiting: list[tuple[ChartRow | None, int, ChartRow | None]] = [(unit, 0, None) for unit in reversed(top.rows)]
    while waiting:
        unit, depth, parent = waiting.pop()
        if unit is None:
            rows.append(TreeRow(None, depth, parent=parent))
            continue
        is_open = unit.pk in opened and unit.has_children
        rows.append(TreeRow(unit, depth, is_open, _toggled(query, opened, unit.pk) if unit.has_children else ""))
        if is_open:
            waiting += _below(levels, unit, depth + 1)
    return rows, top.has_more


def _below(
    levels: Mapping[int, UnitLevel], unit: ChartRow, depth: int
) -> list[tuple[ChartRow | None, int, ChartRow | None]]:
    """What stands below a unit, last one first, as a stack takes it."""
    level = levels.get(unit.pk, UnitLevel())
    more: list[tuple[ChartRow | None, int, ChartRow | None]] = [(None, depth, unit)] if level.has_more else []
    return more + [(row, depth, None) for row in reversed(level.rows)]


def _toggled(query: QueryDict, opened: frozenset[int], pk: int) -> str:
    changed = query.copy()
    # Nothing open is said too: a single unit at the top stands open unless the address says otherwise.
    changed["open"] = ".".join(str(number) for number in sorted(opened ^ {pk})) or "0"
    return f"?{changed.urlencode(safe='.')}"
