"""A tree of units or of people as rows on the screen: the top, and what stands below what the address opens."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from hoshin.accounts.access import Actor
from hoshin.org.chart import UnitLevel, top_units, units_below
from hoshin.org.people_chart import ReportingLevel

MOST_OPEN = 100
PEOPLE_A_PAGE, LAST_PAGE = 50, 2_000
AnyLevel = UnitLevel | ReportingLevel


@dataclass(frozen=True, slots=True)
class TreeRow:
    """A unit or a person as it is drawn; without one the row says that more stand below `parent` than are shown."""

    unit: Any
    depth: int
    is_open: bool = False
    toggle: str = ""
    parent: Any = None


def number_in(text: str | None) -> int:
    """The page that an address asks for, the first where it asks for none that could be."""
    return min(max(int(text), 1), LAST_PAGE) if text and text.isdecimal() and len(text) < 10 else 1


def opened_in(query: QueryDict) -> frozenset[int]:
    """The units that an address opens; what makes no sense is left out."""
    parts = query.get("open", "").split(".")[:MOST_OPEN]
    return frozenset(int(part) for part in parts if part.isdecimal() and len(part) < 12)


def tree_rows(actor: Actor, query: QueryDict, skip: int) -> tuple[list[TreeRow], bool]:
    """Units in reading order, and whether the top goes on; a top unit that stands alone is open. Two queries."""
    top = top_units(actor, skip=skip)
    opened = opened_in(query)
    if "open" not in query and len(top.rows) == 1:
        opened = frozenset({top.rows[0].pk})
    return drawn(query, top, opened, units_below(actor, opened)), top.has_more


def drawn(query: QueryDict, top: AnyLevel, opened: frozenset[int], levels: Mapping[int, AnyLevel]) -> list[TreeRow]:
    """A tree in reading order as far as it is opened: `levels` are what stands below what is open."""
    rows: list[TreeRow] = []
    waiting: list[tuple[Any, int, Any]] = [(row, 0, None) for row in reversed(top.rows)]
    while waiting:
        row, depth, parent = waiting.pop()
        if row is None:
            rows.append(TreeRow(None, depth, parent=parent))
            continue
        is_open = row.pk in opened and row.has_children
        rows.append(TreeRow(row, depth, is_open, _toggled(query, opened, row.pk) if row.has_children else ""))
        if is_open and row.pk in levels:
            level = levels[row.pk]
            # What stands below, the last one first, as a stack takes it.
            waiting += [(None, depth + 1, row)] if level.has_more else []
            waiting += [(one, depth + 1, None) for one in reversed(level.rows)]
    return rows


def _toggled(query: QueryDict, opened: frozenset[int], pk: int) -> str:
    changed = query.copy()
    # Nothing open is said too: a single unit at the top stands open unless the address says otherwise.
    changed["open"] = ".".join(str(number) for number in sorted(opened ^ {pk})) or "0"
    return f"?{changed.urlencode(safe='.')}"
