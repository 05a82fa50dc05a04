"""How a sheet of an .xlsx file is laid out: which rows and columns it does not show, and which cells are merged."""

import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO
from xml.etree import ElementTree

from openpyxl.utils.cell import range_boundaries

from hoshin.base.wordings import Said
from hoshin.exchange.workbook.tables import Table

_YES = ("1", "true")
_NONE = ("0", "0.0")
_MOST_COLUMNS = 20_000
_MOST_MERGED = 100_000


@dataclass(slots=True)
class SheetLayout:
    """Hidden rows as the file numbers them, hidden columns from 0, and merged cells as `Table.merged` has them."""

    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    is_filtered: bool = False


def laid_out(source: Path | BinaryIO, part: str) -> SheetLayout:
    """What the part of a sheet says of its layout."""
    found = SheetLayout()
    row = 0
    with zipfile.ZipFile(source) as archive, archive.open(part) as stream:
        # What declares entities was refused before.
        for event, element in ElementTree.iterparse(stream, events=("start", "end")):  # noqa: S314 – refused before
            name = element.tag.rpartition("}")[2]
            if event == "end":
                if name in ("row", "c"):
                    element.clear()
            elif name == "row":
                row = int(element.get("r") or row + 1)
                if element.get("hidden") in _YES or element.get("ht") in _NONE:
                    found.hidden_rows.add(row)
            elif name == "col" and (element.get("hidden") in _YES or element.get("width") in _NONE):
                # A column hidden to the end of the sheet is one beside the table.
                first, last = int(element.get("min", "1")), int(element.get("max", "1"))
                found.hidden_columns |= set(
                    range(min(first - 1, _MOST_COLUMNS), min(last, first + 1_000, _MOST_COLUMNS))
                )
            elif name == "mergeCell" and len(found.merged) < _MOST_MERGED:
                left, top, right, bottom = range_boundaries(element.get("ref", "A1"))
                if top and bottom and left and right:
                    found.merged.append((top, bottom, left - 1, right - 1))
            elif name == "filterColumn":
                found.is_filtered = True
    return found


def say_what_is_hidden(table: Table, layout: SheetLayout) -> None:
    """Notices of rows and columns with anything in them that the file does not show: they were read as well."""
    rows = sorted(layout.hidden_rows & {int(number) for number in table.numbers})
    if rows:
        what = "Sheet %(sheet)s: rows that the file hides were read as well: %(count)s, the first is row %(row)s."
        if layout.is_filtered:
            what = "Sheet %(sheet)s: rows that a filter hides were read as well: %(count)s, the first is row %(row)s."
        table.notices.append(Said(what, sheet=table.name, count=len(rows), row=str(rows[0])))
    columns = [header for at, header in enumerate(table.headers) if header and at in layout.hidden_columns]
    if columns:
        what = "Sheet %(sheet)s: columns that the file hides were read as well: %(columns)s."
        table.notices.append(Said(what, sheet=table.name, columns=", ".join(columns)[:200]))
