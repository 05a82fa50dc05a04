"""Reads a file of series, `series,period,value`: the rows of each series, with every fault at once.

What a period may be, and how a series is laid out, is for whoever asks to say.
"""

import csv
import math
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from hoshin.cli.refusals import MOST_PROBLEMS, Refusal

COLUMNS = ("series", "period", "value")
_MISSING = {"", "na", "nan", "null", "none", "n/a"}
# Which stand between cells, the usual one first.
_MARKS = (",", ";", "\t")
Laid = TypeVar("Laid")


@dataclass(frozen=True, slots=True)
class FileRow:
    """A row as it is read: its number in the file, the period as written, and the value, NaN where it is missing."""

    number: int
    period: str
    amount: float


def series_of_file(
    path: Path,
    lay_out: Callable[[str, list[FileRow], list[str]], Laid | None],
    also_periods: Sequence[str] = (),
) -> list[Laid]:
    """The series of a CSV file in the order in which they first appear; refuses with all faults of the file.

    `lay_out` makes a series of its name and rows, and adds what is wrong with it to the faults; None: nothing to lay out.
    `also_periods`: other names that the column of periods may have.
    """
    faults: list[str] = []
    try:
        with path.open(newline="", encoding="utf-8-sig") as file:
            first = file.readline()
            mark = max(_MARKS, key=first.count)
            head = [name.strip().casefold() for name in next(csv.reader([first], delimiter=mark), [])]
            reader = csv.reader(file, delimiter=mark)
            period = next((name for name in ("period", *also_periods) if name in head), "period")
            columns = ["series", period, "value"]
            if missing := [name for name in columns if name not in head]:
                raise Refusal(
                    f"{path.name} has no column {', '.join(missing)}. Its first line must name {', '.join(COLUMNS)}."
                )
            read = _rows(reader, [head.index(name) for name in columns], faults, has_comma=mark != ",")
    except (UnicodeDecodeError, csv.Error) as error:
        raise Refusal(f"{path.name} cannot be read as CSV in UTF-8: {error}.") from None
    found = [one for name, part in read.items() if (one := lay_out(name, part, faults)) is not None]
    if faults:
        more = [f"  … and {len(faults) - MOST_PROBLEMS:,} more."] if len(faults) > MOST_PROBLEMS else []
        count = "a fault" if len(faults) == 1 else f"{len(faults):,} faults"
        told = [f"{path.name} has {count}:", *(f"  {fault}" for fault in faults[:MOST_PROBLEMS]), *more]
        raise Refusal("\n".join(told))
    return found


def _rows(
    reader: Iterator[list[str]], places: list[int], faults: list[str], *, has_comma: bool
) -> dict[str, list[FileRow]]:
    """`has_comma`: cells do not end at commas, so that one may stand in a number, as 13,5."""
    read: dict[str, list[FileRow]] = defaultdict(list)
    for number, row in enumerate(reader, 2):
        if not any(cell.strip() for cell in row):
            continue
        name, period, value = (row[place].strip() if place < len(row) else "" for place in places)
        if not name:
            faults.append(f"row {number}, column series: there is no name.")
            continue
        try:
            amount = math.nan if value.casefold() in _MISSING else _number(value, has_comma)
        except ValueError:
            amount = math.inf
        if math.isinf(amount):
            faults.append(f"row {number}, column value: {value!r} is not a number. Leave a missing value empty.")
            continue
        read[name].append(FileRow(number, period, amount))
    return read


def _number(text: str, has_comma: bool) -> float:
    """A number as it is written, with a decimal comma where there is no point. ValueError: it is none."""
    return float(text.replace(",", ".") if has_comma and text.count(",") == 1 and "." not in text else text)
