"""Prints records as a table for people, as JSON or as CSV."""

import csv
import io
import json
import re
import shutil
import sys
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

import click

_LIVE = re.compile(r"'*[=+\-@\t\r]")
_NARROWEST = 12
_WIDEST = 60


class Format(StrEnum):
    TABLE = "table"
    JSON = "json"
    CSV = "csv"


format_option = click.option(
    "--format",
    "form",
    type=click.Choice([form.value for form in Format]),
    default=Format.TABLE.value,
    show_default=True,
    help="How records are printed.",
)


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column of a table: the key of its records, its heading, and whether it is a number or may be shortened."""

    key: str
    heading: str
    is_number: bool = False
    may_shrink: bool = False


def print_json(value: object) -> None:
    """JSON with full-precision numbers, missing ones as null."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False, default=_plain))


def print_csv(rows: Sequence[Mapping[str, Any]], fields: Sequence[str]) -> None:
    """CSV with a header; lists with ; between; text that a spreadsheet would run gets an apostrophe before it."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(fields)
    for row in rows:
        writer.writerow([_cell(row.get(field)) for field in fields])
    click.echo(out.getvalue(), nl=False)


def print_table(rows: Sequence[Mapping[str, Any]], columns: Sequence[TableColumn]) -> None:
    """Aligned columns of text; columns that may shrink do so, on a terminal to make lines fit."""
    cells = [[_shown(row.get(column.key)) for column in columns] for row in rows]
    widths = [max(_width(column.heading), *(_width(line[i]) for line in cells), 0) for i, column in enumerate(columns)]
    _fit(widths, columns)
    for line in [[column.heading for column in columns], ["─" * width for width in widths], *cells]:
        padded = [_padded(cell, width, column) for cell, width, column in zip(line, widths, columns, strict=True)]
        click.echo("  ".join(padded).rstrip())


def _fit(widths: list[int], columns: Sequence[TableColumn]) -> None:
    for i, column in enumerate(columns):
        if column.may_shrink:
            widths[i] = min(widths[i], _WIDEST)
    if not sys.stdout.isatty():
        return
    over = sum(widths) + 2 * (len(widths) - 1) - shutil.get_terminal_size().columns
    for i in sorted((i for i, column in enumerate(columns) if column.may_shrink), key=lambda i: -widths[i]):
        cut = min(max(over, 0), max(widths[i] - _NARROWEST, 0))
        widths[i] -= cut
        over -= cut


def _padded(cell: str, width: int, column: TableColumn) -> str:
    while _width(cell) > width:
        cell = cell[:-2] + "…"
    gap = " " * (width - _width(cell))
    return gap + cell if column.is_number else cell + gap


def _width(text: str) -> int:
    """Columns on a terminal: wide characters take two, combining ones none."""
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text
    )


def _shown(value: object) -> str:
    return "–" if value is None else " ".join(str(value).split()) if not str(value).startswith(" ") else str(value)


def _cell(value: object) -> object:
    if isinstance(value, list | tuple):
        return ";".join("" if item is None else repr(item) if isinstance(item, float) else str(item) for item in value)
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False, default=_plain)
    if isinstance(value, str):
        return f"'{value}" if _LIVE.match(value) else value
    return repr(value) if isinstance(value, float) else value


def _plain(value: object) -> str:
    return value.isoformat() if isinstance(value, date | datetime) else str(value)
