"""Writes what the engine found: only the rows that differ from what is stored."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain, islice
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from django.db import connection

from hoshin.base.periods import Period
from hoshin.scorecards.assembly.leaves import ACHIEVED, LeafScores
from hoshin.scorecards.assembly.rollup import Rolled
from hoshin.scorecards.models import Score
from hoshin.strategy.models import Plan

COLUMNS = (
    "node_id", "period", "score", "coverage", "status", "reason", "flags", "value", "target", "attainment", "observed_on"
)  # fmt: skip
_TYPES = "bigint, date, float8, float8, smallint, smallint, smallint, float8, float8, float8, date".split(", ")
FEW = 1_000
_LISTED, _FOUND = ", ".join(COLUMNS), ", ".join(COLUMNS[2:])
_UPSERT = (
    f"INSERT INTO scorecards_score AS s ({_LISTED}) SELECT {_LISTED} FROM {{rows}} AS found({_LISTED}) "
    f"ORDER BY node_id, period ON CONFLICT (node_id, period) DO UPDATE SET ({_FOUND}) = "
    f"({', '.join('excluded.' + name for name in COLUMNS[2:])}) "
    f"WHERE ({', '.join('s.' + name for name in COLUMNS[2:])}) IS DISTINCT FROM "
    f"({', '.join('excluded.' + name for name in COLUMNS[2:])})"
)


class ScoreRow(NamedTuple):
    """One row of the score table, without its snapshot."""

    node: int
    period: date
    score: float | None
    coverage: float
    status: int
    reason: int
    flags: int = 0
    value: float | None = None
    target: float | None = None
    attainment: float | None = None
    observed_on: date | None = None


@dataclass(frozen=True, slots=True)
class Laid:
    """Rows that lie ready to be written: a few as they are, very many in a table of this transaction."""

    few: tuple[ScoreRow, ...] = ()
    table: str = ""

    @property
    def is_table(self) -> bool:
        return bool(self.table)


def lay_ready(rows: Iterable[ScoreRow], table: str = "found_score") -> Laid:
    """Have rows ready where the database finds them; nothing of the scores is read or written."""
    waiting = iter(rows)
    few = list(islice(waiting, FEW + 1))
    if len(few) <= FEW:
        return Laid(tuple(few))
    # COPY takes millions of rows while they are made, and needs a table to put them into. For a few rows, making and
    # dropping it would cost several times what they do: each leaves its mark in the system's catalogue.
    with connection.cursor() as cursor:
        columns = ", ".join(f"{name} {kind}" for name, kind in zip(COLUMNS, _TYPES))
        cursor.execute(f"DROP TABLE IF EXISTS {table}")
        cursor.execute(f"CREATE TEMP TABLE {table} ({columns}) ON COMMIT DROP")
        with cursor.copy(f"COPY {table} ({', '.join(COLUMNS)}) FROM STDIN") as copy:
            for row in chain(few, waiting):
                copy.write_row(row)
    return Laid(table=table)


def write_laid(laid: Laid) -> int:
    """Insert or update those that differ from what is stored; returns how many did."""
    if not laid.is_table and not laid.few:
        return 0
    with connection.cursor() as cursor:
        if laid.is_table:
            cursor.execute(_UPSERT.format(rows=laid.table))
        else:
            given = ", ".join(f"%s::{kind}[]" for kind in _TYPES)
            cursor.execute(_UPSERT.format(rows=f"unnest({given})"), [list(column) for column in zip(*laid.few)])
        return int(cursor.rowcount)


def write_scores(rows: Iterable[ScoreRow]) -> int:
    """Insert or update rows that differ from what is stored; returns how many did."""
    return write_laid(lay_ready(rows))


def stored_rows(plan: Plan, periods: Sequence[Period]) -> dict[tuple[int, date], ScoreRow]:
    """All rows of a plan in some periods, by node and first day of the period."""
    rows = Score.objects.filter(node__plan=plan, period__in=[period.start for period in periods])
    return {(row[0], row[1]): ScoreRow(*row) for row in rows.values_list(*COLUMNS)}


def leaf_score_rows(
    nodes: Sequence[int], periods: Sequence[Period], leaves: LeafScores, where: npt.NDArray[np.bool_]
) -> Iterable[ScoreRow]:
    """The rows of measures, node by node, in the periods in which (n, P) they are scored by themselves."""
    observed = leaves.observed.astype(object)
    covered = ~np.isnan(leaves.score)
    for i, j in np.argwhere(where).tolist():
        yield ScoreRow(
            nodes[i],
            periods[j].start,
            number(leaves.score[i, j]),
            float(covered[i, j]),
            int(leaves.status[i, j]),
            int(leaves.reason[i, j]),
            int(leaves.flags[i, j]),
            number(leaves.value[i, j]),
            number(leaves.target[i, j]),
            number(leaves.attainment[i, j]),
            observed[i, j],
        )


def rolled_score_rows(
    rolled: Rolled, periods: Sequence[Period], status: npt.NDArray[np.uint8], where: npt.NDArray[np.bool_]
) -> Iterable[ScoreRow]:
    """The rows of what is scored by its children, node by node, in the periods where it is (n, P)."""
    for i, j in np.argwhere(where).tolist():
        yield ScoreRow(
            int(rolled.node[i]),
            periods[j].start,
            number(rolled.score[i, j]),
            float(rolled.coverage[i, j]),
            int(status[i, j]),
            int(rolled.reason[i, j]),
            ACHIEVED if rolled.achieved[i, j] else 0,
        )


def number(value: float) -> float | None:
    """A float for the database: None where it is missing."""
    return None if math.isnan(value) else float(value)
