"""Writes a workbook that `import_workbook` reads back to the same rows."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from hoshin.accounts.access import Actor, Right, require
from hoshin.base.errors import Invalid
from hoshin.base.periods import Period
from hoshin.base.sheets import Sheet
from hoshin.exchange.workbook.links import COUNTS, Link, text_from
from hoshin.exchange.workbook.sheets import sheets
from hoshin.exchange.workbook.stored import (
    READERS,
    Record,
    actual_records,
    organisation_record,
    plan_records,
)
from hoshin.exchange.workbook.stored_closed import restated_records
from hoshin.exchange.workbook.write_csv import write_csv
from hoshin.exchange.workbook.write_xlsx import write_xlsx

_IN_ORGANISATION = {"code": "plan", "name": "plan_name", "start": "plan_start", "end": "plan_end"}
# An import finds all other official figures by itself.
_BRIEFLY = {"closed_scores": restated_records}


def export(actor: Actor, path: Path | str, *, history: bool = False) -> Path:
    """Write all that the actor may see: to an .xlsx file, or a folder of .csv files where the path has no such ending.

    With `history` every version of every actual is written, with the instant at which it was recorded.
    Invalid: more rows than a sheet of .xlsx can hold, or the folder holds other files already.
    """
    require(actor, Right.EXPORT)
    path = Path(path)
    laid_out = _sheets(actor, history=history)
    if path.suffix.casefold() == ".xlsx":
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
            f"{path.name} is neither an .xlsx file nor a folder.",
            value=path.suffix,
            remedy="Name a file that ends in .xlsx, or a folder.",
        )
    else:
        path.mkdir(parents=True, exist_ok=True)
        write_csv(path, laid_out)
    return path


def _sheets(actor: Actor, *, history: bool) -> Iterator[tuple[Sheet, list[str], Iterable[list[Any]]]]:
    """Each sheet that has rows, with the names of its columns and its rows as plain cells."""
    plans = plan_records(actor)
    organisation = organisation_record()
    if organisation is not None:
        yield _laid_out(sheets()["organisation"], [organisation | _as_columns(plans)])
    if len(plans) > 1 or (plans and organisation is None):
        yield _laid_out(sheets()["plans"], plans)
    for name, sheet in sheets().items():
        if name in READERS and name != "plans":
            records = (_BRIEFLY.get(name) or READERS[name])(actor)
            if records:
                yield _laid_out(sheet, [_written(name, record) for record in records])
    columns = [column.name for column in sheets()["actuals"].columns if history or column.name != "recorded_at"]
    rows = (_cells(record, columns) for record in actual_records(actor, history=history))
    yield sheets()["actuals"], columns, rows


def _as_columns(plans: list[Record]) -> Record:
    """A single plan as columns of the organisation's sheet."""
    if len(plans) != 1:
        return {}
    return {_IN_ORGANISATION.get(name, name): value for name, value in plans[0].items() if name != "order"}


def _written(name: str, record: Record) -> Record:
    if "links" not in record:
        return record
    links: list[Link] = record["links"]
    if name == "measures" and links and links[0].kind == COUNTS:
        return record | {"objective": links[0].parent, "weight": links[0].weight, "serves": text_from(links[1:])}
    return record | {"serves": text_from(links)}


def _laid_out(sheet: Sheet, records: list[Record]) -> tuple[Sheet, list[str], list[list[Any]]]:
    columns = [column.name for column in sheet.columns]
    return sheet, columns, [_cells(record, columns) for record in records]


def _cells(record: Record, columns: list[str]) -> list[Any]:
    return [_cell(record.get(name)) for name in columns]


def _cell(value: Any) -> Any:
    if isinstance(value, tuple):
        return ";".join(value)
    if isinstance(value, Period):
        return str(value)
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value
