"""What an import changes, counted by sheet and listed value by value for the preview."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from hoshin.base.drafts import Book, Draft
from hoshin.base.outcome import Outcome
from hoshin.base.sheets import Weighted
from hoshin.exchange.result import Difference
from hoshin.exchange.workbook.links import text_from


def compared(book: Book, limit: int) -> tuple[dict[str, Outcome], list[Difference]]:
    """Counts by sheet, and the first differences of each sheet, at most `limit` of it; marks the rows that ask for news.

    Sheets that record for themselves are left out.
    """
    outcomes: dict[str, Outcome] = {}
    differences: list[Difference] = []
    for name, draft in book.drafts.items():
        if draft.rows:
            outcomes[name] = _compare(book, draft, limit, differences)
    return outcomes, differences


def shown(value: object) -> str:
    """A value as people read it in the preview."""
    if value is None or value == ():
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, tuple):
        return text_from(value) if isinstance(value[0], Weighted) else "; ".join(map(str, value))
    if isinstance(value, datetime):
        return value.isoformat()
    return str(value)


def _compare(book: Book, draft: Draft, limit: int, differences: list[Difference]) -> Outcome:
    created = [at for at, before in enumerate(draft.befores) if before is None]
    others = [at for at, before in enumerate(draft.befores) if before is not None]
    changed = [at for at in others if draft.rows[at] != draft.befores[at] or _adds(draft, at)]
    draft.news = range(len(draft.rows)) if len(created) == len(draft.rows) else sorted([*created, *changed])
    if draft.sheet.foremost and changed:
        changed = _foremost_first(book, draft, changed)
    listed: list[Difference] = []
    # What changes is listed before what is new: a preview is read for what it overwrites.
    for at in (*changed, *created):
        if len(listed) >= limit:
            break
        listed += _differences(draft, at)
    differences += listed[:limit]
    return Outcome(len(created), len(changed), len(others) - len(changed))


def _foremost_first(book: Book, draft: Draft, changed: Sequence[int]) -> list[int]:
    """Changed rows, those first that change in the weightiest columns; how many change in each is counted."""
    fields = [draft.sheet.column(name).row_field for name in draft.sheet.foremost]
    counts = dict.fromkeys(draft.sheet.foremost, 0)
    ranks: dict[int, int] = {}
    for at in changed:
        row, before = draft.rows[at], draft.befores[at]
        moves = [getattr(row, field) != getattr(before, field) for field in fields]
        for name, is_moved in zip(counts, moves, strict=True):
            counts[name] += is_moved
        ranks[at] = moves.index(True) if True in moves else len(moves)
    book.moved[draft.sheet.name] = {name: count for name, count in counts.items() if count}
    return sorted(changed, key=ranks.__getitem__)


def _adds(draft: Draft, at: int) -> list[str]:
    """The added values of a row that are not what is stored."""
    return [
        added.field
        for added in draft.sheet.added
        if added.field and not added.same(draft.added[added.field][at], draft.added_before[added.field][at] or ())
    ]


def _differences(draft: Draft, at: int) -> list[Difference]:
    row, before = draft.rows[at], draft.befores[at]
    code = _code(draft, row)
    pairs: list[tuple[str, Any, Any]] = []
    for column in draft.sheet.columns:
        field = column.row_field
        value, was = getattr(row, field), None if before is None else getattr(before, field)
        if shown(value) if before is None else value != was:
            pairs.append((column.name, was, value))
    for added in draft.sheet.added:
        if added.field and (before is None or added.field in _adds(draft, at)):
            pairs.append((added.field, draft.added_before[added.field][at], draft.added[added.field][at]))
    return [
        Difference(draft.sheet.name, code, name, shown(was), shown(value), before is None)
        for name, was, value in pairs
        if before is not None or shown(value)
    ]


def _code(draft: Draft, row: Any) -> str:
    parts = (getattr(row, draft.sheet.column(name).row_field) for name in draft.sheet.key)
    return " ".join(shown(part) for part in parts if part) or shown(getattr(row, "name", None))
