"""Takes a whole column of ordinary texts at once: most columns are nothing else."""

import re
from collections.abc import Sequence
from typing import Any

from hoshin.base.sheets import Column, ColumnKind
from hoshin.exchange.workbook.characters import holds_none

_KINDS = frozenset({ColumnKind.CODE, ColumnKind.LINE, ColumnKind.TEXT})
_REMARKABLE_ASCII = {kind: bytes({*range(0x20)} - {*b"\t\n"}) for kind in _KINDS} | {
    ColumnKind.CODE: bytes({*range(0x20), *b";"} - {*b"\t"})
}
_REMARKABLE = {kind: re.compile(r"[\x00-\x08\x0b-\x1f]") for kind in _KINDS} | {
    # Invisible characters are no part of a code.
    ColumnKind.CODE: re.compile(r"[\x00-\x08\x0a-\x1f;\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
}


def plain_texts(column: Column, cells: Sequence[Any]) -> list[str | None] | None:
    """The values of a column, None where a cell is empty; no list at all where any cell wants a closer look."""
    if column.kind not in _KINDS or not set(map(type, cells)) <= {str, type(None)}:
        return None
    texts = list(filter(None, cells))
    if column.kind is not ColumnKind.TEXT and max(map(len, texts), default=0) > column.longest:
        return None
    joined = "".join(texts)
    if not holds_none(joined, _REMARKABLE_ASCII[column.kind]) and _REMARKABLE[column.kind].search(joined):
        return None
    if not texts:
        values: list[str | None] = [None] * len(cells)
    elif column.kind is ColumnKind.TEXT:
        values = [cell if cell and cell.strip() else None for cell in cells]
    else:
        values = list(map(str.strip, cells if len(texts) == len(cells) else [cell or "" for cell in cells]))
        values = values if all(values) else [value or None for value in values]
    return None if column.required and not column.may_be_empty and None in values else values
