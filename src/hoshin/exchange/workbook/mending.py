"""Mends that somebody chose for a file: applied to what was read of it, the file itself stays as it is."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from hoshin.base.wordings import Said
from hoshin.exchange.workbook.conventions import ANSWERS
from hoshin.exchange.workbook.tables import Table, Workbook, folded
from hoshin.exchange.workbook.unreadable import QUESTIONS


class MendKind(StrEnum):
    """What is put in place of what."""

    SHEET = "sheet"
    COLUMN = "column"
    VALUE = "value"
    READING = "reading"


@dataclass(frozen=True, slots=True)
class Mend:
    """The name of a sheet or of a column, a value wherever a column has it, or how a column is to be read."""

    kind: MendKind
    sheet: str
    column: str
    found: str
    wanted: str

    def sentence(self) -> Said:
        """What it does, for the preview."""
        texts = {
            MendKind.SHEET: "Sheet %(found)s is read as %(wanted)s.",
            MendKind.COLUMN: "Sheet %(sheet)s: column %(found)s is read as %(wanted)s.",
            MendKind.VALUE: "Sheet %(sheet)s, column %(column)s: %(found)s is read as %(wanted)s.",
            MendKind.READING: "Sheet %(sheet)s: column %(column)s is read as “%(wanted)s”.",
        }
        facts = {"sheet": self.sheet, "column": self.column, "found": self.found, "wanted": self.wanted}
        return Said(texts[self.kind], **facts)


def mend_of(problem: Mapping[str, Any], proposal: str) -> Mend | None:
    """The mend that a stored problem proposes, or None where it does not propose that."""
    if proposal not in problem.get("proposals", ()):
        return None
    sheet, column, value = problem["sheet"], problem["field"], problem["value"]
    match problem["code"]:
        case "unknown_sheet":
            return Mend(MendKind.SHEET, value, "", value, proposal)
        case "missing_column":
            return Mend(MendKind.COLUMN, sheet, column, proposal, column)
        case code if code in QUESTIONS:
            return Mend(MendKind.READING, sheet, column, "", proposal)
    return Mend(MendKind.VALUE, sheet, column, value, proposal)


def mend_from(kept: Mapping[str, Any]) -> Mend:
    """The inverse of `dataclasses.asdict`."""
    return Mend(**{**kept, "kind": MendKind(kept["kind"])})


def reading(text: str) -> Mend | None:
    """How a column is to be read, as `sheet.column=day first` says it; None where it says nothing of the kind."""
    place, _, answer = text.partition("=")
    sheet, _, column = place.strip().partition(".")
    is_whole = sheet and column and answer.strip() in ANSWERS
    return Mend(MendKind.READING, sheet, column, "", answer.strip()) if is_whole else None


def renamed(mends: Iterable[Mend]) -> dict[str, str]:
    """The names that sheets are to have, by those that they bear (folded)."""
    return {folded(mend.found): mend.wanted for mend in mends if mend.kind is MendKind.SHEET}


def mend(workbook: Workbook, mends: Sequence[Mend]) -> Workbook:
    """The workbook as it is to be read."""
    names = renamed(mends)
    tables = [replace(table, name=names.get(folded(table.name), table.name)) for table in workbook.tables]
    for one in mends:
        for table in tables:
            if folded(table.name) == folded(one.sheet):
                _mend_table(table, one)
    notices = [*workbook.notices, *(one.sentence() for one in mends)]
    return Workbook(workbook.name, tables, notices)


def _mend_table(table: Table, mend: Mend) -> None:
    if mend.kind is MendKind.COLUMN:
        table.headers = tuple(mend.wanted if header == mend.found else header for header in table.headers)
    elif mend.kind is MendKind.VALUE:
        places = [at for at, header in enumerate(table.headers) if folded(header) == folded(mend.column)]
        for at in places:
            table.rows = [_with(row, at, mend) for row in table.rows]


def _with(row: Sequence[Any], at: int, mend: Mend) -> Sequence[Any]:
    if at >= len(row) or row[at] is None or str(row[at]).strip() != mend.found:
        return row
    return [*row[:at], mend.wanted, *row[at + 1 :]]
