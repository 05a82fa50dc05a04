"""Writes a workbook that `import_workbook` reads back to the same rows."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from itertools import chain
from pathlib import Path
from typing import Any

from hoshin.accounts.access import Actor, Right, require
from hoshin.base.drafts import keyed_rows
from hoshin.base.errors import Invalid
from hoshin.base.periods import Period
from hoshin.base.sheets import Sheet, Weighted
from hoshin.base.wordings import Said
from hoshin.exchange.workbook.links import text_from
from hoshin.exchange.workbook.sheets import sheets
from hoshin.exchange.workbook.write_csv import write_csv

LaidOut = tuple[Sheet, list[str], Iterable[list[Any]]]


def export(actor: Actor, path: Path | str, *, history: bool = False) -> Path:
    """Write all that the actor may see: to an .xlsx file, or a folder of .csv files where the path has no such ending.

    With `history` every version of every actual is written, with the instant at which it was recorded.
    Invalid: more rows than a sheet of .xlsx can hold, or the folder holds other files already.
    """
    require(actor, Right.EXPORT)
    path = Path(path)
    laid_out = _laid_out(actor, history=history)
    if path.suffix.casefold() == ".xlsx":
        from hoshin.exchange.workbook.write_xlsx import write_xlsx

        path.parent.mkdir(parents=True, exist_ok=True)
        # A file that is there already is replaced only by a whole one.
        unfinished = path.with_name(f".{path.name}.part")
        try:
            write_xlsx(unfinished, laid_out)
            unfinished.replace(path)
        finally:
            unfinished.unlink(missing_ok=True)
    elif path.suffix:
        raise Invalid(
            Said("%(path)s is neither an .xlsx file nor a folder.", path=path.name),
            value=path.suffix,
            remedy="Name a file that ends in .xlsx, or a folder.",
        )
    else:
        path.mkdir(parents=True, exist_ok=True)
        write_csv(path, laid_out)
    return path


def _laid_out(actor: Actor, *, history: bool) -> Iterator[LaidOut]:
    """Each sheet that has rows, with the names of its columns and its rows as plain cells."""
    for sheet in sheets().values():
        rows = sheet.stored(actor) if sheet.exported is None else sheet.exported(actor, history)
        if sheet.record is not None:
            # As many as there may be: they are written as they are read.
            rows = iter(rows)
            first = next(rows, None)
            if first is not None:
                columns = [column.name for column in sheet.columns if history or not column.is_history]
                places = [sheet.row._fields.index(sheet.column(name).row_field) for name in columns]
                yield sheet, columns, ([_cell(row[place]) for place in places] for row in chain([first], rows))
        elif rows := list(rows):
            yield _whole(actor, sheet, rows)


def _whole(actor: Actor, sheet: Sheet, rows: list[Any]) -> LaidOut:
    columns = [column.name for column in sheet.all_columns()]
    stored = [(added, added.stored(actor)) for added in sheet.added]
    written = []
    for key, row in keyed_rows(sheet, rows):
        cells = {column.name: getattr(row, column.row_field) for column in sheet.columns}
        for added, values in stored:
            if key in values:
                cells |= added.cells(values[key])
        written.append([_cell(cells.get(name)) for name in columns])
    return sheet, columns, written


def _cell(value: Any) -> Any:
    if isinstance(value, tuple):
        return text_from(value) if value and isinstance(value[0], Weighted) else ";".join(value)
    if isinstance(value, Period):
        return str(value)
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value
