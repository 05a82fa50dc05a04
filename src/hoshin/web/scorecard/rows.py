"""The rows of the scorecard's table: what the filters leave, in the order wished, without what is folded away."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.http import QueryDict

from hoshin.actions.models import AcceptedDeviation
from hoshin.base.amounts import unit_text
from hoshin.base.paging import CountedPage, page_in_memory
from hoshin.forecasts.selectors import Projected
from hoshin.scorecards.reason_words import reason_words
from hoshin.scorecards.selectors import NodeLine
from hoshin.web.said import SaidPlace
from hoshin.web.scorecard.choice import UNANSWERED, Choice

PAGE_ROWS = 250
LONGEST_UNIT = 8
DEEPEST_INDENT = 12  # what the stylesheet has classes for


@dataclass(slots=True)
class Row:
    """A line as it is drawn. `children` stand below it; `is_shown_for_others` where only these match the filter."""

    line: NodeLine
    children: list["Row"]
    delta: float | None = None
    is_open: bool = True
    is_shown_for_others: bool = False
    may_record: bool = False
    toggle: str = ""
    said: SaidPlace | None = None
    accepted: AcceptedDeviation | None = None
    is_unanswered: bool = False
    ahead: Projected | None = None

    @property
    def short_unit(self) -> str:
        """The unit of measure where it is short enough to stand behind a number."""
        return unit_text(self.line.unit_of_measure, LONGEST_UNIT)

    @property
    def reason(self) -> str:
        return reason_words(self.line)

    @property
    def is_band(self) -> bool:
        return self.line.kind in ("perspective", "unit") and self.line.depth <= 1

    @property
    def indent(self) -> int:
        return min(max(self.line.depth - 2, 0), DEEPEST_INDENT)


def rows_of(
    lines: Sequence[NodeLine],
    choice: Choice,
    query: QueryDict,
    may_record: Callable[[NodeLine], bool],
    delta_of: Callable[[NodeLine], float | None],
    said_of: Callable[[NodeLine], SaidPlace | None],
    accepted_of: Callable[[NodeLine], AcceptedDeviation | None],
) -> CountedPage[Row]:
    """A page of rows in reading order; `delta_of` says how far a score is from the one that is compared with.

    `said_of`: where commentary stands beside a score, if any does or is asked for. `accepted_of`: that it is off track is
    accepted for a time.
    """
    tree = _tree(lines, delta_of)
    if choice.has_filter:
        tree = _filtered(tree, choice)
    if choice.sort:
        _sort(tree, choice.sort)
    found: list[Row] = []
    waiting = list(reversed(tree))
    while waiting:
        row = waiting.pop()
        row.is_open = bool(row.children) and choice.is_open(row.line)
        row.may_record = may_record(row.line)
        row.said, row.accepted = said_of(row.line), accepted_of(row.line)
        row.is_unanswered = choice.among is not None and row.line.node in choice.among
        has_more = bool(row.children) or row.line.has_children
        row.toggle = address_with(query, choice.toggled(row.line.node, row.is_open)) if has_more else ""
        found.append(row)
        if row.is_open:
            waiting += reversed(row.children)
    return page_in_memory(found, choice.page, size=PAGE_ROWS)


def address_with(query: QueryDict, changes: dict[str, str]) -> str:
    """The address of this page with parts of its query changed; an empty one goes."""
    changed = query.copy()
    for name, value in changes.items():
        changed[name] = value
        if not value:
            del changed[name]
    return f"?{changed.urlencode(safe='.')}"


def matches(line: NodeLine, choice: Choice) -> bool:
    """Whether a line is what the filters ask for."""
    text, owner = choice.text.casefold(), choice.owner.casefold()
    return (
        (not text or text in line.name.casefold() or text in line.code.casefold())
        and (not owner or owner in line.owner.casefold())
        and (choice.status in ("", UNANSWERED) or line.status_code == choice.status)
        and (choice.among is None or line.node in choice.among)
    )


def _tree(lines: Sequence[NodeLine], delta_of: Callable[[NodeLine], float | None]) -> list[Row]:
    """Rows below rows; lines come in reading order, so a row belongs to the last one that is less deep."""
    top: list[Row] = []
    path: list[Row] = []
    for line in lines:
        row = Row(line, [], delta_of(line))
        while path and path[-1].line.depth >= line.depth:
            path.pop()
        (path[-1].children if path else top).append(row)
        path.append(row)
    return top


def _filtered(rows: list[Row], choice: Choice) -> list[Row]:
    kept = []
    for row in rows:
        row.children = _filtered(row.children, choice)
        is_match = matches(row.line, choice)
        if is_match or row.children:
            row.is_shown_for_others = not is_match
            kept.append(row)
    return kept


def _sort(rows: list[Row], sort: str) -> None:
    """Order siblings; what has no score comes last whichever way."""
    name, is_down = sort.lstrip("-"), sort.startswith("-")

    def key(row: Row) -> tuple[object, ...]:
        line = row.line
        if name in ("score", "delta"):
            number = line.score if name == "score" else row.delta
            return (number is None, 0.0 if number is None else -number if is_down else number)
        return ({"name": line.name.casefold(), "status": line.status, "owner": line.owner.casefold()}[name],)

    rows.sort(key=key, reverse=is_down and name not in ("score", "delta"))
    for row in rows:
        _sort(row.children, sort)
