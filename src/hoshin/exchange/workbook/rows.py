"""Makes whole rows of a sheet: what the file gives, else what is stored, else the default."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from hoshin.base.sheets import ColumnKind, Sheet
from hoshin.exchange.workbook.draft import Checking, Entry, key_of
from hoshin.exchange.workbook.links import Link, links_from
from hoshin.exchange.workbook.sheets import sheets
from hoshin.exchange.workbook.stored import Record


@cache
def _defaults() -> dict[str, Record]:
    return {name: {column.name: column.empty for column in sheet.columns} for name, sheet in sheets().items()}


def draft_sheet(checking: Checking, name: str) -> None:
    """Put the rows of a sheet into the draft. Faults: rows that stand twice."""
    columns = checking.columns.get(name)
    if columns is None:
        return
    entries = []
    for number, given, before in keyed(checking, name, columns.numbers, columns.records()):
        record = whole(sheets()[name], given, before)
        if "serves" in record:
            record["links"] = _links(checking, name, number, given, before)
            del record["serves"]
            if name == "measures":
                del record["objective"], record["weight"]
        entries.append(Entry(number, record, before))
    if "order" in [column.name for column in sheets()[name].columns]:
        _put_in_order(entries, columns.get("order"), checking, name)
    checking.draft.entries[name] = entries


def keyed(
    checking: Checking, name: str, numbers: Sequence[int], records: Sequence[Record]
) -> list[tuple[int, Record, Record | None]]:
    """Row number, given values and stored row of each row that has a key. Faults: keys that stand twice."""
    sheet, stored = sheets()[name], checking.stored(name)
    first_at: dict[tuple[str, ...], int] = {}
    rows = []
    for number, given in zip(numbers, records, strict=True):
        if any(given.get(part) is None for part in sheet.key if sheet.column(part).required):
            continue
        key = key_of(sheet, given)
        first = first_at.setdefault(key, number)
        if first != number:
            shown = " ".join(str(given[part]) for part in sheet.key if given.get(part) is not None)
            message = f"This row stands in the sheet twice, first in row {first}."
            checking.faults.add(name, number, sheet.key[0], shown, message, "Keep one of them.", code="duplicate")
            continue
        rows.append((number, given, stored.get(key)))
    return rows


def whole(sheet: Sheet, given: Record, before: Record | None) -> Record:
    """A value for every column of the sheet."""
    if before is None:
        defaults = _defaults()[sheet.name]
        return defaults | {name: value for name, value in given.items() if value is not None and name in defaults}
    record: Record = {}
    for column in sheet.columns:
        name = column.name
        value = given.get(name)
        if name in before:
            keeps = (name not in given and not column.only_if_said) or (value is None and column.is_kept)
            if keeps or (column.kind is ColumnKind.CODE and name in sheet.key):
                record[name] = before[name]
                continue
        record[name] = column.empty if value is None else value
    return record


def _links(checking: Checking, name: str, number: int, given: Record, before: Record | None) -> list[Link]:
    """What the row serves; what is stored where the file has no column that says so."""
    stored: list[Link] = before["links"] if before else []
    if "serves" not in given and not (name == "measures" and "objective" in given):
        return stored
    links = []
    if name == "measures" and given.get("objective"):
        links.append(_first_link(given, stored))
    try:
        links += links_from(given.get("serves") or "")
    except ValueError:
        message, remedy = "This is no list of codes with weights.", "Write CODE=weight;CODE=weight."
        checking.faults.add(name, number, "serves", given.get("serves"), message, remedy, code="serves")
    return links


def _first_link(given: Record, stored: list[Link]) -> Link:
    """The objective in its own column, with the weight beside it, or else with the weight that it has."""
    parent = given["objective"]
    weight = given.get("weight")
    if weight is None and "weight" not in given:
        weight = next((link.weight for link in stored if link.parent.casefold() == parent.casefold()), None)
    return Link(parent, 1.0 if weight is None else weight)


def _put_in_order(entries: list[Entry], given: Sequence[Any], checking: Checking, name: str) -> None:
    """New rows without a number of their own go behind those that are there, in the order of the file."""
    taken = [row["order"] for row in checking.stored(name).values()] + [order for order in given if order is not None]
    following = max(taken, default=-1) + 1
    numbered = {
        number for number, order in zip(checking.columns[name].numbers, given, strict=True) if order is not None
    }
    for entry in entries:
        if entry.before is None and entry.number not in numbered:
            entry.record["order"] = following
            following += 1
