"""Actuals from PostgreSQL into NumPy without a Python object per row.

The server strings each column together, in blocks of pages, and sends one row per block: a client reads millions of
values as a handful of byte strings. All blocks are read by one statement, so that they show one state of the table.
"""

import struct
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np
import numpy.typing as npt
from django.db import connection

from hoshin.engine.arrays import Floats, Ints

_HEADER = 19
_UNIX_DAYS_AT_2000 = 10957
_PAGES_PER_BLOCK = 4_096
_MOST_MEASURES_BY_INDEX = 10_000

_HAS_PARTS = "numerator IS NOT NULL OR denominator IS NOT NULL"
# A unit's number is sent as its complement where numerator and denominator follow: most rows have neither.
_BLOCK = f"""
SELECT string_agg(int8send(measure_id), NULL),
       string_agg(int8send(CASE WHEN {_HAS_PARTS} THEN ~coalesce(unit_id, 0) ELSE coalesce(unit_id, 0) END), NULL),
       string_agg(date_send(period), NULL),
       string_agg(float8send(coalesce(value, 'NaN')), NULL),
       string_agg(float8send(coalesce(numerator, 'NaN')), NULL) FILTER (WHERE {_HAS_PARTS}),
       string_agg(float8send(coalesce(denominator, 'NaN')), NULL) FILTER (WHERE {_HAS_PARTS})
FROM measures_actual WHERE """  # noqa: S608 – nothing but constants


@dataclass(frozen=True, slots=True)
class ActualColumns:
    """Actuals as columns of shape (n,), in no particular order; a missing number is NaN, no unit is 0."""

    measure_id: Ints
    unit_id: Ints
    period: npt.NDArray[np.datetime64]
    value: Floats
    numerator: Floats
    denominator: Floats

    def __len__(self) -> int:
        return len(self.measure_id)


def load_actuals(measure_ids: Iterable[int] | None = None, *, as_of: datetime | None = None) -> ActualColumns:
    """The actuals of these measures (None: of all) as they are known now, or were known at an instant.

    Withdrawn values are left out. Two statements; one, by index, where at most 10,000 measures are asked for.
    """
    wanted = None if measure_ids is None else list(measure_ids)
    if wanted is not None and not wanted:
        return _joined([])
    few = wanted is not None and len(wanted) <= _MOST_MEASURES_BY_INDEX
    conditions, parameters = _conditions(wanted if few else None, as_of)
    with connection.cursor() as cursor:
        blocks = [""] if few else [f" AND {block}" for block in _page_ranges(_pages(cursor))]
        query = " UNION ALL ".join(f"{_BLOCK}{conditions}{block}" for block in blocks)
        # Past the cursor of Django: its debugging one takes no parameters here.
        with cursor.cursor.copy(f"COPY ({query}) TO STDOUT (FORMAT binary)", parameters * len(blocks)) as copy:
            columns = _joined([columns for row in copy if (columns := _columns(bytes(row))) is not None])
    return columns if few or wanted is None else _only(columns, wanted)


def _conditions(wanted: Sequence[int] | None, as_of: datetime | None) -> tuple[str, list[object]]:
    conditions, parameters = ["superseded_at IS NULL"], list[object]()
    if as_of is not None:
        conditions = ["recorded_at <= %s AND (superseded_at IS NULL OR superseded_at > %s)"]
        parameters += [as_of, as_of]
    if wanted is not None:
        conditions.append("measure_id = ANY(%s::bigint[])")
        parameters.append(list(wanted))
    return " AND ".join(conditions), parameters


def _pages(cursor: object) -> int:
    cursor.execute(  # type: ignore[attr-defined]  # a cursor of Django or of psycopg
        "SELECT pg_relation_size('measures_actual'::regclass) / current_setting('block_size')::bigint"
    )
    return int(cursor.fetchone()[0])  # type: ignore[attr-defined]  # a cursor of Django or of psycopg


def _page_ranges(pages: int) -> Iterator[str]:
    """Conditions that share out the table; the last has no end, for pages that are added meanwhile."""
    for first in range(0, max(pages, 1), _PAGES_PER_BLOCK):
        end = first + _PAGES_PER_BLOCK
        yield f"ctid >= '({first},0)'::tid" + (f" AND ctid < '({end},0)'::tid" if end < pages else "")


def _columns(row: bytes) -> ActualColumns | None:
    """One row of COPY's binary format, a count of fields and each behind its length; None where there is none."""
    if row.startswith(b"PGCOPY\n"):
        row = row[_HEADER:]
    fields, at = list[memoryview](), 2
    for _ in range(max(struct.unpack_from(">h", row)[0], 0) if len(row) > 1 else 0):
        size = max(struct.unpack_from(">i", row, at)[0], 0)
        fields.append(memoryview(row)[at + 4 : at + 4 + size])
        at += 4 + size
    if not fields or not len(fields[0]):
        return None
    measure, unit, days, value, numerator, denominator = fields
    marked = np.frombuffer(unit, ">i8").astype(np.int64)
    parts = marked < 0
    return ActualColumns(
        np.frombuffer(measure, ">i8").astype(np.int64),
        np.where(parts, ~marked, marked) if parts.any() else marked,
        (np.frombuffer(days, ">i4").astype(np.int64) + _UNIX_DAYS_AT_2000).view("datetime64[D]"),
        np.frombuffer(value, ">f8").astype(np.float64),
        _spread(numerator, parts),
        _spread(denominator, parts),
    )


def _spread(field: memoryview, at: npt.NDArray[np.bool_]) -> Floats:
    column = np.full(len(at), np.nan)
    if len(field):
        column[at] = np.frombuffer(field, ">f8")
    return column


def _joined(blocks: Sequence[ActualColumns]) -> ActualColumns:
    if not blocks:
        none, nothing = np.empty(0, np.int64), np.empty(0)
        return ActualColumns(none, none, np.empty(0, "datetime64[D]"), nothing, nothing, nothing)
    names = ActualColumns.__slots__
    whole = [
        getattr(blocks[0], name) if len(blocks) == 1 else np.concatenate([getattr(block, name) for block in blocks])
        for name in names
    ]
    columns = ActualColumns(*whole)
    withdrawn = np.isnan(columns.value) & np.isnan(columns.numerator) & np.isnan(columns.denominator)
    return _selected(columns, ~withdrawn) if withdrawn.any() else columns


def _only(columns: ActualColumns, measure_ids: Sequence[int]) -> ActualColumns:
    kept = np.isin(columns.measure_id, np.array(measure_ids, dtype=np.int64))
    return columns if kept.all() else _selected(columns, kept)


def _selected(columns: ActualColumns, kept: npt.NDArray[np.bool_]) -> ActualColumns:
    return ActualColumns(*(getattr(columns, name)[kept] for name in ActualColumns.__slots__))
