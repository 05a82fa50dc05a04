"""Cells of an .xlsx file whose formula has no stored result."""

import zipfile
from pathlib import Path
from typing import BinaryIO
from xml.etree import ElementTree

from openpyxl.utils.cell import column_index_from_string, coordinate_from_string


def uncomputed(source: Path | BinaryIO, part: str) -> frozenset[tuple[int, int]]:
    """Rows (from 1) and columns (from 0) of a sheet where a formula stands and no result of it.

    A result that is an empty text is one: its cell says that it holds a text.
    """
    found: set[tuple[int, int]] = set()
    row = column = 0
    with zipfile.ZipFile(source) as archive, archive.open(part) as stream:
        # What declares entities was refused before.
        for event, element in ElementTree.iterparse(stream, events=("start", "end")):  # noqa: S314 – refused before
            name = element.tag.rpartition("}")[2]
            if name == "row" and event == "start":
                row, column = int(element.get("r") or row + 1), 0
            elif name == "c" and event == "end":
                place = element.get("r")
                column = column_index_from_string(coordinate_from_string(place)[0]) if place else column + 1
                if _lacks_result(element):
                    found.add((row, column - 1))
                element.clear()
            elif name == "row":
                element.clear()
    return frozenset(found)


def _lacks_result(cell: ElementTree.Element) -> bool:
    children = {child.tag.rpartition("}")[2]: child for child in cell}
    if "f" not in children or cell.get("t") == "str":
        return False
    result = children.get("v")
    return result is None or not result.text
