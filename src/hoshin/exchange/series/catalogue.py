"""Which measures a source has: from its catalogue, or as the mapping lists them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from hoshin.base.errors import did_you_mean, near_matches
from hoshin.base.wordings import Said
from hoshin.exchange.series.mapping import CatalogueMap, SeriesMap
from hoshin.exchange.workbook.faults import Faults
from hoshin.exchange.workbook.numerals import Mark, number_from
from hoshin.exchange.workbook.tables import Table, folded, is_empty
from hoshin.measures.models import Direction

_DIRECTIONS = {
    "higher": Direction.HIGHER,
    "positive": Direction.HIGHER,
    "up": Direction.HIGHER,
    "increase": Direction.HIGHER,
    "lower": Direction.LOWER,
    "negative": Direction.LOWER,
    "down": Direction.LOWER,
    "decrease": Direction.LOWER,
}
EARLIEST, LATEST = 1000, 2999


@dataclass(frozen=True, slots=True)
class Definition:
    """What is known of one measure before its file is read; `row` is where it stands in `sheet`."""

    code: str
    name: str
    file: str
    direction: str
    base_year: int | None
    target: float | None
    target_year: int | None
    natural_limit: float | None
    goal_code: str = ""
    goal_name: str = ""
    description: str = ""
    unit_of_measure: str = ""
    source: str = ""
    series: str = ""
    units: str = ""
    where: Mapping[str, str] = field(default_factory=dict)
    sheet: str = ""
    row: int | None = None


def definitions_in(mapping: SeriesMap, table: Table | None, faults: Faults) -> list[Definition]:
    """All measures of a source; what is wrong with one is noted, and its file is read all the same."""
    entries: list[tuple[str, int, Mapping[str, Any]]] = []
    if mapping.catalogue is not None and table is not None:
        entries = [(table.name, row, entry) for row, entry in _entries(mapping.catalogue, table)]
    entries += [(f"mapping {mapping.name}", number, entry) for number, entry in enumerate(mapping.listed, start=1)]
    found: list[Definition] = []
    first_at: dict[str, int] = {}
    for sheet, row, entry in entries:
        definition = _Reader(mapping, entry, sheet, row, faults).definition()
        first = first_at.setdefault(definition.code.casefold(), row)
        if first != row:
            message = Said(
                "%(definition)s stands in rows %(first)s and %(row)s.",
                definition=definition.code,
                first=str(first),
                row=str(row),
            )
            faults.add(sheet, row, "code", definition.code, message, "Keep one of them.", code="duplicate")
        else:
            found.append(definition)
    return found


def fits(catalogue: CatalogueMap, headers: Sequence[str]) -> int:
    """How many of a catalogue's columns a file has; 0 if one is missing without which nothing can be read."""
    present = {folded(header) for header in headers}
    if not all(folded(catalogue.columns.get(key, key)) in present for key in ("code", "file")):
        return 0
    count = sum(folded(header) in present for header in catalogue.columns.values())
    return count if 2 * count > len(catalogue.columns) else 0


def _entries(catalogue: CatalogueMap, table: Table) -> list[tuple[int, dict[str, str]]]:
    places = {folded(header): index for index, header in enumerate(table.headers)}
    at = {key: places[folded(header)] for key, header in catalogue.columns.items() if folded(header) in places}
    return [
        (
            number,
            {
                key: str(row[index]).strip()
                for key, index in at.items()
                if index < len(row) and not is_empty(row[index])
            },
        )
        for number, row in zip(table.numbers, table.rows, strict=True)
    ]


class _Reader:
    """Reads one entry, noting faults with their place."""

    def __init__(self, mapping: SeriesMap, entry: Mapping[str, Any], sheet: str, row: int, faults: Faults):
        self.mapping, self.entry, self.sheet, self.row, self.faults = mapping, entry, sheet, row, faults

    def definition(self) -> Definition:
        defaults = self.mapping.measure
        code = self.entry.get("code", "")
        if not code:
            self.fault("code", "", "A measure needs a code.", "Fill it in.")
        limit = self.number("natural_limit")
        if limit is not None and limit <= 0:
            self.fault("natural_limit", limit, "A natural limit lies above 0.", "Write 100 for a percentage.")
        return Definition(
            code=code,
            name=self.entry.get("name") or code,
            file=self.entry.get("file", ""),
            direction=self.direction() or defaults.direction,
            base_year=self.year("base_year") or defaults.base_year,
            target=self.number("target"),
            target_year=self.year("target_year") or defaults.target_year,
            natural_limit=limit,
            source=self.entry.get("source") or defaults.source,
            where=self.entry.get("where", {}),
            sheet=self.sheet,
            row=self.row,
            **{
                key: self.entry.get(key, "")
                for key in ("goal_code", "goal_name", "description", "unit_of_measure", "series", "units")
            },
        )

    def fault(self, key: str, value: object, message: str, remedy: str) -> None:
        columns = self.mapping.catalogue.columns if self.mapping.catalogue else {}
        self.faults.add(self.sheet, self.row, columns.get(key, key), value, message, remedy)

    def direction(self) -> str:
        text = self.entry.get("direction", "")
        own = self.mapping.catalogue.directions if self.mapping.catalogue else {}
        if not text:
            return ""
        words = _DIRECTIONS | {word.casefold(): meaning for word, meaning in own.items()}
        if text.casefold() not in words:
            remedy = did_you_mean(near_matches(text, words)) or "Write higher or lower."
            self.fault("direction", text, "This is no direction.", remedy)
            return ""
        return words[text.casefold()]

    def number(self, key: str) -> float | None:
        text = self.entry.get(key, "")
        if not text:
            return None
        try:
            if "%" in text:
                raise ValueError(text)
            return number_from(text, Mark.POINT)
        except ValueError:
            self.fault(key, text, "This is no number.", "Write digits only, with a point before the decimals.")
            return None

    def year(self, key: str) -> int | None:
        text = self.entry.get(key, "")
        if not text:
            return None
        match = re.fullmatch(r"(\d{4})(\.0+)?", text)
        if match is None or not EARLIEST <= int(match[1]) <= LATEST:
            self.fault(key, text, "This is no year.", "Write four digits, such as 2015.")
            return None
        return int(match[1])
