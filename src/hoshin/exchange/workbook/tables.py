"""A workbook as it was read: tables of raw cells that know where they stood."""

import re
import unicodedata
from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import cached_property
from typing import Any

from hoshin.base.codes import seen
from hoshin.base.wordings import Said

Cell = str | int | float | bool | datetime | date | time | None
LONGEST_CELL = 100_000
_MOST_ABOVE = 40
# Whoever looks closer at a heading takes as long as its length times itself.
_LONGEST_HEADING = 300
_FEW = 2
_MOST_WORDS = 4
_MULTIPLES = re.compile(
    r"(?<![\d.,])1[.,'’ ]?000(?:[.,'’ ]?000)?(?![\d.,])|'000|\b000'?s\b|\b(?:thousands?|tausend|tsd|milliers|"
    r"miles|migliaia|mil(?:hares)?|millions?|millionen|mio|mill|mn|mld|mln|milli?ards?|milliarden|miliardi|miljoen|miljard|"
    r"milh(?:ões|oes)|milioni|millones|billions?|mrd|bn|[km](?:eur|usd|gbp|chf)|t(?:eur|usd|chf)|(?:eur|usd|gbp|chf)\s?[km]|"
    r"lakhs?|crores?|hundreds?|dozens?)\b|‰|\b(?:[km]|md)[€$£]|\bt€|[€$£]\s?(?:k|m|mm|bn|b)\b|[€$£]\s?'000|"
    r"[x×]\s*10\s*(?:\^|\*\*|[²³⁴⁵⁶⁹])|^[^(\[]*[(\[]\s*(?:k|m|mm|t)\s*[)\]]",
    re.I,
)
# White space but for the end of a line, and what else names are written with in between.
_VARIED = b"\t\v\f\r\x1c\x1d\x1e\x1f _-"
_PERCENT = re.compile(
    r"[\[(\s]%|\b(?:percent|per cent|prozent|pourcent|pour cent|por ciento|por cento|per cento|procent)\b", re.I
)
# Words of spreadsheets for errors, also as German, French, Spanish, Italian, Dutch and Portuguese ones write them.
ERRORS = frozenset(
    "#DIV/0! #N/A #NAME? #NULL! #NUM! #REF! #VALUE! #SPILL! #CALC! #FIELD! #BLOCKED! #CONNECT! #UNKNOWN! #GETTING_DATA "
    "#NV #WERT! #BEZUG! #ZAHL! #ÜBERLAUF! #NOM? #VALEUR! #NOMBRE! #NUL! #¡DIV/0! #¿NOMBRE? #¡REF! #¡VALOR! #¡NUM! #¡NULO! "
    "#VALORE! #RIF! #NOME? #N/D #ND #NB #WAARDE! #VERW! #NAAM? #GETAL! #LEEG! #DEEL/0! #VALOR! #NÚM! #NULO! "
    "#LOADING...".split()
)
# In whatever language: capitals between a number sign and an exclamation or question mark, and as LibreOffice counts them.
_ERROR = re.compile(r"#[^\W\d_a-z]{2,}(?:[/_.][^\W\d_a-z]+|/0)*[!?]|#[^\W\d_]/[^\W\d_]|Err:\d{3}|#DIV/0")
_DECORATED = re.compile(r"^[\"'“”‘’*#\s]+|[\"'“”‘’*:.#\s]+$")


@dataclass(frozen=True, slots=True)
class Broken:
    """A cell that cannot be read, with the reason and the way out."""

    shown: str
    message: str
    remedy: str


def is_error(cell: str) -> bool:
    """Whether a text is the word of a spreadsheet for a formula that went wrong.

    >>> is_error("#DIV/0!"), is_error("#ЗНАЧ!"), is_error("Err:502"), is_error("# of complaints")
    (True, True, True, False)
    """
    return cell in ERRORS or _ERROR.fullmatch(cell) is not None


def broken_by_error(cell: str) -> Broken:
    """A cell in which a formula went wrong, by the word that stands there."""
    return Broken(cell, "The cell holds an error of the spreadsheet.", "Mend its formula, or leave the cell empty.")


class AcrossRow(int):
    """The number of a row whose values stand across: of each it knows the heading under which it stands."""

    heading: str

    def __new__(cls, number: int, heading: str) -> "AcrossRow":
        row = super().__new__(cls, number)
        row.heading = heading
        return row


class RowsOfCells(list[Sequence[Any]]):
    """Rows that are looked at column by column. Whoever changes any makes a new list."""

    @cached_property
    def _columns(self) -> dict[int, Sequence[Any]]:
        # One row may have very many cells more than all others.
        return dict(enumerate(zip(*self, strict=True))) if len(set(map(len, self))) == 1 else {}

    @cached_property
    def _distinct(self) -> dict[int, frozenset[Any]]:
        return {}

    def column(self, at: int) -> Sequence[Any]:
        """The cells of one column; where a row is shorter than others, it has an empty one."""
        if at not in self._columns:
            self._columns[at] = [row[at] if at < len(row) else None for row in self]
        return self._columns[at]

    def distinct(self, at: int) -> frozenset[Any]:
        """What stands in a column, each once: what asks nothing but that need not look at every row."""
        if at not in self._distinct:
            self._distinct[at] = frozenset(self.column(at))
        return self._distinct[at]


@dataclass(slots=True)
class Table:
    """One sheet: headers as written, and rows of cells with the numbers that the file shows beside them."""

    name: str
    headers: tuple[str, ...] = ()
    rows: list[Sequence[Any]] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    header_row: int = 1
    decimal_comma: bool = False
    is_text: bool = False
    # How many cells the row of the headings has, empty ones at its end included.
    width: int = 0
    # A text whose cells commas separate: a decimal comma in it would have made two cells of one.
    is_comma_separated: bool = False
    # Merged cells: first and last row as the file numbers them, first and last column from 0.
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    # The unit of the numbers of each row, by its number, where a column says it.
    units: dict[int, str] = field(default_factory=dict)
    # What stands above the headings.
    above: tuple[str, ...] = ()
    # Its days are counted from 1904, where they are plain numbers.
    is_from_1904: bool = False
    notices: list[str] = field(default_factory=list)

    def by_columns(self) -> RowsOfCells:
        """The rows, to be looked at column by column."""
        if not isinstance(self.rows, RowsOfCells):
            self.rows = RowsOfCells(self.rows)
        return self.rows


@dataclass(slots=True)
class Workbook:
    """All sheets of a file or a folder, in the order in which they stand there."""

    name: str
    tables: list[Table] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)


def folded(header: str) -> str:
    """A header or sheet name without what people vary: case, spaces, underscores, dashes.

    >>> folded(" Unit of-Measure")
    'unitofmeasure'
    """
    return re.sub(r"[\s_\-]+", "", header).casefold()


def plain_heading(header: str) -> str:
    """A folded heading without accents, invisible characters, quotation marks, and what marks it.

    >>> plain_heading("*Période :")
    'periode'
    """
    parts = unicodedata.normalize("NFKD", folded(_DECORATED.sub("", seen(header))))
    return "".join(part for part in parts if not unicodedata.combining(part))


def is_empty(cell: object) -> bool:
    """Whether a cell holds nothing that a person would see."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def has_nothing(cells: Sequence[Any]) -> bool:
    """Whether no cell of a row holds anything that a person would see."""
    first = cells[0] if cells else None
    # Nearly every row begins with something.
    if type(first) is str and first and not first.isspace():
        return False
    return all(map(is_empty, cells))


def _as_heading(cell: Any) -> Any:
    return cell[:_LONGEST_HEADING] if type(cell) is str else cell


@dataclass(frozen=True, slots=True)
class Headings:
    """What the headings of a sheet may be called: `names` of columns (folded), other `words` (plain), or periods."""

    names: Set[str] = frozenset()
    words: Set[str] = frozenset()
    is_period: Callable[[Any], bool] | None = None

    def count(self, cells: Sequence[Any]) -> int:
        """How many cells of a row are called like columns."""
        texts = [cell for cell in cells if type(cell) is str and 0 < len(cell) <= _LONGEST_HEADING]
        return sum(folded(text) in self.names or plain_heading(text) in self.words for text in texts)

    def has_name(self, cells: Sequence[Any]) -> bool:
        """Whether any cell of a row is the name of a column."""
        return any(
            type(cell) is str and 0 < len(cell) <= _LONGEST_HEADING and folded(cell) in self.names for cell in cells
        )

    def has_periods(self, cells: Sequence[Any]) -> bool:
        """Whether several cells of a row name periods, as headings above values do."""
        return self.is_period is not None and sum(map(self.is_period, map(_as_heading, cells[1:]))) > 1

    def is_row_of(self, cells: Sequence[Any]) -> bool:
        """Whether a row below a title holds headings: two of them, or one beside several cells or a period."""
        count = self.count(cells)
        has_period = self.is_period is not None and any(map(self.is_period, map(_as_heading, cells)))
        return count > 1 or (count == 1 and (has_period or len(_headers(cells)) > _FEW))


ANY_HEADINGS = Headings()


def with_rows(
    table: Table, rows: Sequence[Sequence[Any]], numbers: Sequence[int], expected: Headings = ANY_HEADINGS
) -> Table:
    """The table with its headings and the rows below them that hold anything; `numbers`: those of the rows in the file.

    Headings are the first row that holds anything; where that has none of the names that columns may have, it is a title,
    and they are the first row near the top that has two of them or of other words for them, one among others, or periods.
    """
    rows, numbers = _filled(rows, numbers)
    if not rows:
        return table
    at = _place_of_headings(rows[:_MOST_ABOVE], expected)
    table.header_row, table.headers, table.width = numbers[at], _headers(rows[at]), len(rows[at])
    if at:
        what = "Sheet %(sheet)s: the headings were found in row %(row)s, and what stands above was left alone."
        table.notices.append(Said(what, sheet=table.name, row=str(table.header_row)))
        above = (str(cell)[:_LONGEST_HEADING] for cells in rows[:at] for cell in cells if cell is not None)
        table.above = tuple(above)
        if multiple := next((text.strip() for text in table.above if says_multiples(text)), ""):
            what = "Sheet %(sheet)s: above the headings stands “%(text)s”; numbers were taken as they stand."
            table.notices.append(Said(what, sheet=table.name, text=multiple[:80]))
    table.rows, table.numbers = _without_what_is_no_row(table, rows[at + 1 :], numbers[at + 1 :])
    return table


def _filled(rows: Sequence[Sequence[Any]], numbers: Sequence[int]) -> tuple[list[Sequence[Any]], list[int]]:
    """The rows that hold anything, and their numbers. Nearly every row begins with something."""
    if all(rows) and not _any_is_empty({cells[0] for cells in rows}):
        return list(rows), list(numbers)
    pairs = [(cells, number) for cells, number in zip(rows, numbers, strict=True) if not has_nothing(cells)]
    return [cells for cells, _ in pairs], [number for _, number in pairs]


def says_multiples(text: str) -> bool:
    """Whether a heading or a title says that numbers are thousands or millions.

    >>> [says_multiples(text) for text in ("in 1.000 EUR", "Revenue (kEUR)", "in Mio. €", "value in EUR", "FY2000")]
    [True, True, True, False, False]
    """
    return bool(_MULTIPLES.search(text))


def says_percent(heading: str) -> bool:
    """Whether a heading says that its numbers are in percent.

    >>> [says_percent(text) for text in ("value (%)", "Wert in Prozent", "value", "percentile")]
    [True, True, False, False]
    """
    return bool(_PERCENT.search(heading))


def _any_is_empty(cells: Set[Any]) -> bool:
    return not all(map(str.strip, cells)) if set(map(type, cells)) == {str} else any(map(is_empty, cells))


def _without_what_is_no_row(
    table: Table, rows: list[Sequence[Any]], numbers: list[int]
) -> tuple[list[Sequence[Any]], list[int]]:
    """The rows without headings that stand there again, and without remarks below the last one; and their numbers."""
    # Codes stand in many rows: each is looked at once.
    names = {folded(header) for header in table.headers} - {""}
    alike = _named([cell for cell in {cells[0] for cells in rows} if type(cell) is str], names) if names else set()
    if alike:
        rows, numbers = _without_headings_again(table, rows, numbers, alike)
    end = len(rows)
    while end > 1 and len(table.headers) > _FEW and (remark := _remark(rows[end - 1])):
        what = "Sheet %(sheet)s, row %(row)s: “%(text)s” stands below the rows by itself, and was left alone."
        table.notices.append(Said(what, sheet=table.name, row=str(numbers[end - 1]), text=remark[:80]))
        end -= 1
    return rows[:end], numbers[:end]


def _named(texts: Sequence[str], names: Set[str]) -> set[str]:
    """The texts that are one of these names (folded). Where all are plain, what people vary is taken out of all at once."""
    joined = "\n".join(texts)
    if joined.isascii() and joined.count("\n") == len(texts) - 1:
        found = joined.encode().translate(None, _VARIED).decode().casefold().split("\n")
    else:
        found = [folded(text.strip("\ufeff")) for text in texts]
    return {text for text, name in zip(texts, found, strict=True) if name in names}


def _without_headings_again(
    table: Table, rows: list[Sequence[Any]], numbers: list[int], alike: Set[str]
) -> tuple[list[Sequence[Any]], list[int]]:
    """The rows without those that hold the headings again, of which the first cell is `alike`."""
    pairs = list(zip(numbers, rows, strict=True))
    again = {number: order for number, cells in pairs if cells[0] in alike and (order := _order_of(table, cells))}
    if not again:
        return rows, numbers
    what = "Sheet %(sheet)s: the headings stand again in row %(row)s, which was left alone."
    table.notices.append(Said(what, sheet=table.name, row=", ".join(map(str, list(again)[:5]))))
    kept = _in_one_order(pairs, again)
    return [cells for _, cells in kept], [number for number, _ in kept]


def _order_of(table: Table, cells: Sequence[Any]) -> list[int]:
    """Where each heading stands in a row that holds them all again, in whatever order; empty where it does not."""
    found = ["" if cell is None else folded(str(cell).strip("\ufeff")) for cell in cells]
    wanted = [folded(header) for header in table.headers]
    if found[: len(wanted)] == wanted:
        return list(range(len(cells)))
    is_other = sorted(filter(None, found)) == sorted(filter(None, wanted)) and len(set(wanted)) == len(wanted)
    return [found.index(header) for header in wanted] if is_other else []


def _in_one_order(
    rows: Sequence[tuple[int, Sequence[Any]]], again: dict[int, list[int]]
) -> list[tuple[int, Sequence[Any]]]:
    """The rows without those of headings, below which cells are put in the order of the first ones."""
    found: list[tuple[int, Sequence[Any]]] = []
    order: list[int] = []
    for number, cells in rows:
        if number in again:
            order = again[number] if again[number] != list(range(len(again[number]))) else []
        elif order:
            found.append((number, [cells[at] if at < len(cells) else None for at in order]))
        else:
            found.append((number, cells))
    return found


def _remark(cells: Sequence[Any]) -> str:
    """The one text of a row that holds nothing else, if it is a sentence rather than a code or a name."""
    filled = [cell for cell in cells if not is_empty(cell)]
    is_alone = len(filled) == 1 and type(filled[0]) is str
    text = filled[0].strip() if is_alone else ""
    is_sentence = ":" in text or text[:1] in ("*", "(", "†", "©") or len(text.split()) > _MOST_WORDS
    return text if is_sentence else ""


def _place_of_headings(rows: Sequence[Sequence[Any]], expected: Headings) -> int:
    if expected.has_name(rows[0]):
        return 0
    named = next((at for at, cells in enumerate(rows) if expected.is_row_of(cells)), None)
    if named is not None:
        return named
    return next((at for at, cells in enumerate(rows) if expected.has_periods(cells)), 0)


def _headers(cells: Sequence[Any]) -> tuple[str, ...]:
    headers = ["" if cell is None else str(cell).strip()[:_LONGEST_HEADING].strip() for cell in cells]
    while headers and not headers[-1]:
        headers.pop()
    return tuple(headers)
