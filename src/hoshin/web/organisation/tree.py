"""A tree of units or of people as rows on the screen: the top, and what stands below what the address opens."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from hoshin.accounts.access import Actor
from hoshin.base.whole_numbers import whole_number, whole_numbers
from hoshin.org.chart import UnitLevel, top_units, units_below
from hoshin.org.people_chart import ReportingLevel

MOST_OPEN = 100
# Parts of one level that are shown at once, each of a hundred.
MOST_PARTS = 50
PEOPLE_A_PAGE, LAST_PAGE = 50, 2_000
AnyLevel = UnitLevel | ReportingLevel


@dataclass(frozen=True, slots=True)
class TreeRow:
    """A unit or a person as it is drawn; without one the row says that more stand below `parent` than are shown.

    `more`: the address that shows further ones there.
    """

    unit: Any
    depth: int
    is_open: bool = False
    toggle: str = ""
    parent: Any = None
    more: str = ""


def number_in(text: str | None) -> int:
    """The page that an address asks for, the first where it asks for none that could be."""
    return min(max(whole_number(text or "") or 1, 1), LAST_PAGE)


def opened_in(query: QueryDict) -> frozenset[int]:
    """The units that an address opens; what makes no sense is left out."""
    parts = query.get("open", "").split(".")[:MOST_OPEN]
    return frozenset(whole_numbers(parts))


def parts_in(query: QueryDict) -> dict[int, int]:
    """Of which rows an address shows more than the first of those below, and how many parts; nonsense is left out."""
    found: dict[int, int] = {}
    for text in query.get("more", "").split(".")[:MOST_OPEN]:
        number, _dash, parts = text.partition("-")
        if number.isdecimal() and parts.isdecimal() and len(number) < 12 and len(parts) < 4:
            found[int(number)] = min(max(int(parts), 1), MOST_PARTS)
    return found


def tree_rows(actor: Actor, query: QueryDict, skip: int) -> tuple[list[TreeRow], bool]:
    """Units in reading order, and whether the top goes on; a top unit that stands alone is open. Two queries."""
    top = top_units(actor, skip=skip)
    opened = opened_in(query)
    if "open" not in query and len(top.rows) == 1:
        opened = frozenset({top.rows[0].pk})
    return drawn(query, top, opened, units_below(actor, opened)), top.has_more


def drawn(
    query: QueryDict,
    top: AnyLevel,
    opened: frozenset[int],
    levels: Mapping[int, AnyLevel],
    parts: Mapping[int, int] | None = None,
) -> list[TreeRow]:
    """A tree in reading order as far as it is opened: `levels` are what stands below what is open.

    `parts`: how much of some levels is shown; without it further ones are shown elsewhere.
    """
    rows: list[TreeRow] = []
    waiting: list[tuple[Any, int, Any]] = [(row, 0, None) for row in reversed(top.rows)]
    while waiting:
        row, depth, parent = waiting.pop()
        if row is None:
            more = "" if parts is None else _with_more(query, opened, parts, parent.pk)
            rows.append(TreeRow(None, depth, parent=parent, more=more))
            continue
        is_open = row.pk in opened and row.has_children
        toggle = _toggled(query, opened, parts, row.pk) if row.has_children else ""
        rows.append(TreeRow(row, depth, is_open, toggle))
        if is_open and row.pk in levels:
            level = levels[row.pk]
            # What stands below, the last one first, as a stack takes it.
            waiting += [(None, depth + 1, row)] if level.has_more else []
            waiting += [(one, depth + 1, None) for one in reversed(level.rows)]
    return rows


def _toggled(query: QueryDict, opened: frozenset[int], parts: Mapping[int, int] | None, pk: int) -> str:
    return _address(query, opened ^ {pk}, parts or {})


def _with_more(query: QueryDict, opened: frozenset[int], parts: Mapping[int, int], pk: int) -> str:
    return _address(query, opened, {**parts, pk: min(parts.get(pk, 1) + 1, MOST_PARTS)})


def _address(query: QueryDict, opened: frozenset[int], parts: Mapping[int, int]) -> str:
    changed = query.copy()
    # Nothing open is said too: a single unit at the top stands open unless the address says otherwise.
    changed["open"] = ".".join(str(number) for number in sorted(opened)) or "0"
    wanted = {number: count for number, count in sorted(parts.items()) if count > 1 and number in opened}
    changed.pop("more", None)
    if wanted:
        changed["more"] = ".".join(f"{number}-{count}" for number, count in wanted.items())
    return f"?{changed.urlencode(safe='.')}"
