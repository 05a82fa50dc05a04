"""What the apps above hear of an undo."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Model


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


def rows_of(news: Sequence[RowsRestored], *models: type[Model]) -> list[RestoredRow]:
    """The restored rows of an app's own tables, in the order in which they were put back."""
    tables = {model._meta.db_table for model in models}
    return [row for restored in news for row in restored.rows if row.table in tables]
