"""What the apps above hear of an undo."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class RestoredRow:
    """A row that an undo put back: its columns as they stand now, or as they stood last if the undo removed it."""

    table: str
    row: int
    columns: Mapping[str, Any]
    is_removed: bool


@dataclass(frozen=True, slots=True)
class RowsRestored:
    """An undo put these rows back as they were."""

    rows: tuple[RestoredRow, ...]

    @property
    def tables(self) -> frozenset[str]:
        return frozenset(row.table for row in self.rows)
