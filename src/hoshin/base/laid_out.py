"""COPY of columns that NumPy lays out as PostgreSQL stores them: of 100,000 rows none is looked at by itself."""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from types import NoneType
from typing import Any

import numpy as np
import numpy.typing as npt

from hoshin.base.copying import copy_into

_BEGINNING = b"PGCOPY\n\xff\r\n\0" + bytes(8)
_END = b"\xff\xff"
_STEP = 10_000
_EPOCH = date(2000, 1, 1).toordinal()
_FIRST_INSTANT = datetime(2000, 1, 1, tzinfo=UTC)
_KINDS = {int: ">i8", float: ">f8", date: ">i4"}
_Array = npt.NDArray[Any]


def copy_laid_out(
    cursor: Any,
    table: str,
    columns: Sequence[Sequence[Any]],
    hear: Callable[[int, int], None] | None,
    *,
    by: Sequence[int] = (),
) -> None:
    """As `copy_into`, for columns that are bigint, float8, date, text or timestamptz in the table.

    `by`: the columns in whose order rows are written, the first one first; what is not there stands before all else. Where
    texts differ, or there is something in one row and nothing in another, each row is written by itself.
    """
    order = np.lexsort([_ranked(columns[at]) for at in reversed(by)]) if by else np.arange(len(columns[0]))
    laid = [_laid(column) for column in columns]
    if any(one is None for one in laid):
        places = order.tolist()
        copy_into(cursor, table, [[column[at] for at in places] for column in columns], hear)
        return
    rows = _rows([one for one in laid if one is not None], order)
    with cursor.copy(f"COPY {table} FROM STDIN (FORMAT binary)") as copy:
        copy.write(_BEGINNING)
        for done in range(0, len(rows), _STEP):
            if hear is not None:
                hear(done, len(rows))
            copy.write(rows[done : done + _STEP].tobytes())
        copy.write(_END)
    if hear is not None:
        hear(len(rows), len(rows))


def _ranked(column: Sequence[Any]) -> _Array:
    ranks = {cell: -1 if cell is None else cell.toordinal() if type(cell) is date else cell for cell in set(column)}
    return np.fromiter(map(ranks.__getitem__, column), np.int64, len(column))


def _laid(column: Sequence[Any]) -> _Array | bytes | None:
    """A column as PostgreSQL reads it: with the length of each value before it, or what stands in every row alike."""
    kinds = set(map(type, column))
    kind = kinds.pop() if len(kinds) == 1 else None
    if kind in _KINDS:
        plain = np.fromiter(map(date.toordinal, column), np.int64, len(column)) - _EPOCH if kind is date else column
        return np.array(plain, dtype=_KINDS[kind])
    if kind is NoneType:
        return (-1).to_bytes(4, signed=True)
    if kind not in (str, datetime) or len(set(column)) > 1:
        return None
    value = _encoded(column[0])
    return len(value).to_bytes(4) + value


def _encoded(one: str | datetime) -> bytes:
    if isinstance(one, str):
        return one.encode()
    return ((one - _FIRST_INSTANT) // timedelta(microseconds=1)).to_bytes(8, signed=True)


def _rows(laid: Sequence[_Array | bytes], order: _Array) -> _Array:
    """The rows of the binary form of COPY: the number of fields, then each with its length before it."""
    names = [f"{at}" for at in range(len(laid))]
    parts: list[Any] = [("fields", ">i2")]
    for name, one in zip(names, laid, strict=True):
        own = f"V{len(one)}" if isinstance(one, bytes) else np.dtype([("length", ">i4"), ("value", one.dtype)])
        parts.append((name, own))
    rows = np.empty(len(order), dtype=parts)
    rows["fields"] = len(laid)
    for name, one in zip(names, laid, strict=True):
        if isinstance(one, bytes):
            rows[name] = np.void(one)
        else:
            rows[name]["length"], rows[name]["value"] = one.itemsize, one[order]
    return rows
