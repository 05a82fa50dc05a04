"""The headline of a file: the rows that are not split by anything, one value for each period."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from hoshin.base.errors import did_you_mean, near_matches
from hoshin.base.periods import Frequency, NotAPeriod, Period
from hoshin.base.wordings import Said
from hoshin.exchange.series.catalogue import EARLIEST, LATEST, Definition
from hoshin.exchange.series.mapping import FilesMap
from hoshin.exchange.workbook.faults import Faults
from hoshin.exchange.workbook.numerals import Mark, number_from
from hoshin.exchange.workbook.tables import Table, folded, is_empty

_MOST_LISTED = 12
_FIRST_YEAR = re.compile(r"(\d{4})(?!\d)")


@dataclass(frozen=True, slots=True)
class Observation:
    """A value of a period, as the file writes the period, with the row in which it stands."""

    period: date
    value: float
    written: str
    row: int

    @property
    def note(self) -> str:
        """How the period was written, where that is more than a year."""
        return "" if self.written == str(self.period.year) else f"Published as {self.written}"


def headline_of(
    table: Table,
    files: FilesMap,
    definition: Definition,
    frequency: Frequency,
    faults: Faults,
    warnings: list[str],
) -> list[Observation]:
    """The headline in the order of its periods; faults and doubts are noted. Empty where the file has none."""
    columns = SeriesColumns(table, files)
    if columns.is_missing(faults):
        return []
    if cannot_choose([table], definition.where, faults):
        return []
    wanted = wanted_cells(columns, files, definition, warnings)
    rows = [(number, row) for number, row in zip(table.numbers, table.rows, strict=True) if columns.holds(row, wanted)]
    split_by = columns.splitting(wanted)
    whole = [(number, row) for number, row in rows if all(is_empty(columns.cell(row, name)) for name in split_by)]
    if not whole:
        warnings.append(_no_headline(definition, table, wanted, split_by, bool(rows)))
        return []
    mark = Mark.COMMA if table.decimal_comma else Mark.POINT
    observations = [
        observation
        for number, row in whole
        if (observation := observation_of(columns, row, number, files, frequency, mark, faults)) is not None
    ]
    return _one_each(observations, files.several, definition, table, faults, warnings)


def cannot_choose(tables: Sequence[Table], where: Mapping[str, str], faults: Faults) -> bool:
    """Whether rows are chosen by a column, or a value in it, that none of some files has; what they have is told."""
    before = faults.count
    for header, value in where.items() if tables else ():
        found = [table for table in tables if folded(header) in map(folded, table.headers)]
        if not found:
            headers = list(dict.fromkeys(name for table in tables for name in table.headers if name))
            remedy = _nearest(header, headers)
            faults.add(tables[0].name, None, header, "", "The file has no such column.", remedy, code="column")
            continue
        there: dict[str, None] = {}
        for table in found:
            at = [folded(name) for name in table.headers].index(folded(header))
            cells = (row[at] for row in table.rows if at < len(row) and not is_empty(row[at]))
            there |= dict.fromkeys(str(cell).strip() for cell in cells)
        if value not in there and value:
            message = Said("No row has %(value)s in this column.", value=repr(value))
            faults.add(found[0].name, None, header, value, message, _nearest(value, list(there)), code="value")
    return faults.count > before


def _nearest(word: str, there: Sequence[str]) -> str:
    listed = ", ".join(there[:_MOST_LISTED]) or "none"
    return did_you_mean(near_matches(word, there)) or Said("There are: %(listed)s.", listed=listed)


class SeriesColumns:
    """The columns of a file by the names that the mapping uses, without regard to case and spaces."""

    def __init__(self, table: Table, files: FilesMap):
        self.table, self.files = table, files
        self.at = {folded(header): index for index, header in enumerate(table.headers) if header}

    def is_missing(self, faults: Faults) -> bool:
        before = faults.count
        for header in (self.files.period, self.files.value):
            if folded(header) not in self.at:
                remedy = "Name the right column under [files]."
                if hint := did_you_mean(near_matches(header, self.table.headers)):
                    remedy = Said("%(hint)s Name the right column under [files].", hint=hint)
                faults.add(self.table.name, None, header, "", "The file has no such column.", remedy, code="column")
        return faults.count > before

    def has(self, header: str) -> bool:
        return bool(header) and folded(header) in self.at

    def cell(self, row: Sequence[Any], header: str) -> Any:
        index = self.at[folded(header)]
        return row[index] if index < len(row) else None

    def text(self, row: Sequence[Any], header: str) -> str:
        cell = self.cell(row, header)
        return "" if is_empty(cell) else str(cell).strip()

    def holds(self, row: Sequence[Any], wanted: Mapping[str, str]) -> bool:
        return all(self.text(row, header) == value for header, value in wanted.items())

    def values(self, header: str) -> list[str]:
        return list(dict.fromkeys(self.text(row, header) for row in self.table.rows))

    def splitting(self, wanted: Mapping[str, str]) -> list[str]:
        """The columns that split the data: all but period, value, series, units, those ignored and those chosen."""
        files = self.files
        apart = {folded(name) for name in (files.period, files.value, files.series, files.units, *files.ignored)}
        apart |= {folded(name) for name in wanted}
        return [header for header in self.table.headers if header and folded(header) not in apart]


def wanted_cells(
    columns: SeriesColumns, files: FilesMap, definition: Definition, warnings: list[str]
) -> dict[str, str]:
    """Which value each of the columns must have that choose the headline."""
    wanted = dict(files.where) | dict(definition.where)
    for header, value in ((files.series, definition.series), (files.units, definition.units)):
        if value and header:
            wanted[header] = value
    for header in [header for header in wanted if not columns.has(header)]:
        warnings.append(
            Said(
                "%(definition)s: %(table)s has no column %(header)s, so %(wanted)s is not looked for.",
                definition=definition.code,
                table=columns.table.name,
                header=header,
                wanted=repr(wanted[header]),
            )
        )
        del wanted[header]
    return wanted


def observation_of(
    columns: SeriesColumns,
    row: Sequence[Any],
    number: int,
    files: FilesMap,
    frequency: Frequency,
    mark: Mark,
    faults: Faults,
) -> Observation | None:
    sheet, text = columns.table.name, columns.text(row, files.value)
    if not text or text in files.missing:
        return None
    written = columns.text(row, files.period)
    try:
        start = period_start(written, files.period_form, frequency)
    except NotAPeriod as error:
        message = Said(error.sentence, **error.facts)
        faults.add(sheet, number, files.period, written, message, "Correct it, or set period_form in the mapping.")
        return None
    try:
        if "%" in text:
            raise ValueError(text)
        return Observation(start, number_from(text, mark), written, number)
    except ValueError:
        remedy = "Correct it, or add the word to missing under [files] if it stands for no value."
        faults.add(sheet, number, files.value, text, "This is no number.", remedy)
        return None


def period_start(written: str, form: str, frequency: Frequency) -> date:
    """The first day of a period as a file writes it; NotAPeriod if it is none.

    >>> period_start("2015/16", "first_year", Frequency.ANNUAL)
    datetime.date(2015, 1, 1)
    """
    if form == "first_year":
        match = _FIRST_YEAR.match(written)
        if match is None or not EARLIEST <= int(match[1]) <= LATEST:
            raise NotAPeriod("This does not begin with a year of four digits.")
        return date(int(match[1]), 1, 1)
    period = Period.parse(written)
    if period.frequency is not frequency:
        raise NotAPeriod(
            "This is %(frequency)s; the mapping says %(wanted)s.", frequency=period.frequency, wanted=frequency
        )
    return period.start


def _one_each(
    observations: Iterable[Observation],
    several: str,
    definition: Definition,
    table: Table,
    faults: Faults,
    warnings: list[str],
) -> list[Observation]:
    by_period: dict[date, list[Observation]] = {}
    for observation in observations:
        by_period.setdefault(observation.period, []).append(observation)
    kept = []
    differing = []
    for period, group in sorted(by_period.items()):
        if len({one.value for one in group}) > 1:
            differing.append(period.year)
            if several == "fault":
                rows = ", ".join(str(one.row) for one in group)
                message = Said(
                    "%(definition)s has %(count)s headline values for %(written)s (rows %(rows)s).",
                    definition=definition.code,
                    count=len(group),
                    written=group[0].written,
                    rows=rows,
                )
                remedy = "Choose one with where, series or units, or say which counts with several under [files]."
                faults.add(table.name, group[1].row, "", "", message, remedy, code="several")
        kept.append(chosen_of(group, several))
    if differing and several != "fault":
        years = ", ".join(str(year) for year in dict.fromkeys(differing))
        taken = {"mean": "their mean counts", "first": "the first counts"}.get(several, "the last counts")
        warnings.append(
            Said(
                "%(definition)s: %(table)s has several headline values for %(years)s; %(taken)s.",
                definition=definition.code,
                table=table.name,
                years=years,
                taken=taken,
            )
        )
    return kept


def chosen_of(group: Sequence[Observation], several: str) -> Observation:
    if several == "last":
        return group[-1]
    if several == "mean" and len(group) > 1:
        mean = sum(one.value for one in group) / len(group)
        return Observation(group[0].period, mean, group[0].written, group[0].row)
    return group[0]


def _no_headline(
    definition: Definition, table: Table, wanted: Mapping[str, str], split_by: Sequence[str], has_rows: bool
) -> str:
    where = {"definition": definition.code, "table": table.name}
    if not table.rows:
        return Said("%(definition)s: %(table)s has no headline series, for it has no rows.", **where)
    if not has_rows and wanted:
        chosen = " and ".join(f"{header} = {value!r}" for header, value in wanted.items())
        return Said("%(definition)s: %(table)s has no headline series: no row has %(chosen)s.", **where, chosen=chosen)
    return Said(
        "%(definition)s: %(table)s has no headline series: every row is split by %(columns)s. "
        "Choose rows with where in the mapping.",
        **where,
        columns=", ".join(split_by),
    )
