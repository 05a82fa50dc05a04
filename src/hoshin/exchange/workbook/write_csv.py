"""Writes a folder of .csv files: UTF-8, commas, RFC 4180."""

import csv
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from hoshin.base.sheets import Sheet
from hoshin.exchange.workbook.sheets import sheets

_LIVE = re.compile(r"'*[=+\-@\t\r]")


def write_csv(folder: Path, laid_out: Iterable[tuple[Sheet, list[str], Iterable[list[Any]]]]) -> None:
    """One file a sheet; files of sheets that have no rows any more are removed, others in the folder are left alone."""
    written = set()
    for sheet, columns, rows in laid_out:
        written.add(sheet.name)
        with (folder / f"{sheet.name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(columns)
            writer.writerows([_safe(cell) for cell in row] for row in rows)
    for name in sheets().keys() - written:
        (folder / f"{name}.csv").unlink(missing_ok=True)


def _safe(cell: Any) -> Any:
    """Text that a spreadsheet would take for a formula gets an apostrophe before it, which the import takes away."""
    if isinstance(cell, str):
        return f"'{cell}" if _LIVE.match(cell) else cell
    return repr(cell) if isinstance(cell, float) else cell
