"""What a workbook asks for, sheet by sheet, beside what is stored: whole columns, and typed rows once they are complete."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from hoshin.base.codes import folded_code, folded_codes
from hoshin.base.errors import Problem, did_you_mean, near_matches
from hoshin.base.graphs import first_cycle, in_words
from hoshin.base.sheets import ColumnKind, Sheet
from hoshin.base.wordings import Said, sentence

RowKey = tuple[str, ...]
_MOST_LOOKED_UP = 50
_MOST_COMPARED = 20_000


_MOST_NAMES = 2


class Draft:
    """One sheet of a file on its way to the app whose rows it holds.

    `given`: the file's own columns by name, None where a cell says nothing. `numbers`: where its rows stand in the file.
    `columns`: a value for every field, `rows`: the same as typed rows, `befores`: the stored row of each, or None.
    `added`, `added_before`: the values of added columns by their field. `faulty`: rows, from 0, of which something is
    wrong already, so that what follows from it need not be said as well. `news`: rows that ask for anything new.
    `left_alone`: how many rows say nothing. `place`: the sheet of the file where they stand.
    """

    def __init__(self, sheet: Sheet, place: str, numbers: list[int], given: dict[str, list[Any]]):
        self.sheet, self.place, self.numbers, self.given = sheet, place, numbers, given
        self.columns: dict[str, list[Any]] = {}
        self.rows: list[Any] = []
        self.befores: list[Any] = []
        self.added: dict[str, list[Any]] = {}
        self.added_before: dict[str, list[Any]] = {}
        self.faulty: set[int] = set()
        self.news: Sequence[int] = ()
        self.left_alone = 0

    def cells(self, name: str) -> list[Any]:
        """One column of the file; empty cells where it has none of that name."""
        return self.given.get(name) or [None] * len(self.numbers)

    def choose(self, places: list[int]) -> None:
        """Go on with these rows, by their places from 0, alone."""
        self.faulty = {new for new, old in enumerate(places) if old in self.faulty}
        self.numbers = [self.numbers[at] for at in places]
        self.given = {name: [values[at] for at in places] for name, values in self.given.items()}

    def make_rows(self) -> None:
        """Make typed rows of the columns."""
        row = self.sheet.row
        self.rows = list(map(row._make, zip(*(self.columns[name] for name in row._fields), strict=True)))

    def new_rows(self) -> list[Any]:
        """The rows that ask for anything new."""
        return self.rows if len(self.news) == len(self.rows) else [self.rows[at] for at in self.news]

    def problem(
        self, at: int, field: str, value: object, message: str, remedy: str = "", code: str = "invalid"
    ) -> Problem:
        """A fault of a row, by its place from 0."""
        return Problem(message, code, field, "" if value is None else str(value)[:200], remedy, row=at + 1)


class Book:
    """All sheets of a workbook, and what is stored of them, as an actor sees it."""

    def __init__(self, actor: Any, sheets: Mapping[str, Sheet], notices: list[str]):
        self.actor, self.sheets, self.notices = actor, sheets, notices
        self.drafts: dict[str, Draft] = {}
        self._stored: dict[str, dict[RowKey, Any]] = {}
        self._codes: dict[str, dict[str, str]] = {}
        self._near: dict[tuple[str, str], tuple[str, ...]] = {}
        self._names: dict[str, dict[str, str]] = {}
        self._known: dict[str, set[str]] = {}
        self._missing: dict[str, tuple[Said, Said]] = {}
        # By sheet: of how many rows each of its foremost columns changes.
        self.moved: dict[str, dict[str, int]] = {}

    def has(self, sheet: str) -> bool:
        """Whether the file has rows of a sheet."""
        return sheet in self.drafts and bool(self.drafts[sheet].numbers)

    def stored(self, sheet: str) -> dict[RowKey, Any]:
        """Rows of the database by their casefolded key."""
        if sheet not in self._stored:
            declared = self.sheets[sheet]
            self._stored[sheet] = dict(keyed_rows(declared, declared.stored(self.actor)))
        return self._stored[sheet]

    def codes(self, sheet: str) -> dict[str, str]:
        """Codes of a sheet that exist or will: casefolded to as written first."""
        if sheet not in self._codes:
            declared = self.sheets[sheet]
            name = declared.key[0]
            field = declared.column(name).row_field
            stored = [getattr(row, field) for row in self.stored(sheet).values()]
            known = dict(zip(folded_codes(stored), stored, strict=True))
            given = list(filter(None, self.drafts[sheet].cells(name))) if sheet in self.drafts else []
            for folded, code in zip(folded_codes(given), given, strict=True):
                known.setdefault(folded, code)
            self._codes[sheet] = known
        return self._codes[sheet]

    def knows(self, sheet: str, text: str) -> bool:
        """Whether a row is stored that has this code or this name."""
        if not sheet:
            return False
        if sheet not in self._known:
            key = self.sheets[sheet].column(self.sheets[sheet].key[0]).row_field
            rows = self.stored(sheet).values()
            self._known[sheet] = {folded_code(text) for row in rows for text in (getattr(row, key), row.name)}
        return folded_code(text) in self._known[sheet]

    def values(self, sheet: str, field: str) -> dict[str, Any]:
        """A field of all rows as they will stand, by the casefolded first part of their key."""
        found = {key[0]: getattr(row, field) for key, row in self.stored(sheet).items()}
        draft = self.drafts.get(sheet)
        if draft is not None and draft.columns:
            name = self.sheets[sheet].column(self.sheets[sheet].key[0]).row_field
            found |= zip(folded_codes(draft.columns[name]), draft.columns[field], strict=True)
        return found

    def unknown(self, draft: Draft, at: int, field: str, code: str, sheet: str) -> Problem:
        """The fault of a row that names by its code what is not there, with codes that look like it."""
        if sheet not in self._missing:
            # Worded once for each sheet: a wrong file may name tens of thousands.
            message = Said("There is no %(thing)s of this code.", thing=sentence(self.sheets[sheet].thing))
            self._missing[sheet] = message, Said("Add it to sheet %(sheet)s, or correct the code.", sheet=sheet)
        message, remedy = self._missing[sheet]
        near = self._meant(sheet, code)
        return Problem(
            message, "unknown", field, code[:200], did_you_mean(near) or remedy, row=at + 1, proposals=near, lacks=sheet
        )

    def _meant(self, sheet: str, wanted: str) -> tuple[str, ...]:
        """The code of the one row that has this name, else codes that look like it.

        Comparing is slow, so it is done for the first unknown codes only.
        """
        known, key = self.codes(sheet), (sheet, wanted)
        if key not in self._near:
            if len(self._near) >= _MOST_LOOKED_UP or len(known) > _MOST_COMPARED:
                return ()
            named = (
                self._code_of_name(sheet, wanted)
                or _as_spreadsheets_write(wanted, known)
                or self._code_beside(sheet, wanted)
            )
            self._near[key] = (named,) if named else tuple(near_matches(wanted, known.values()))
        return self._near[key]

    def take_names_for_codes(self, draft: Draft) -> None:
        """In a sheet of values, write codes in place of names that one thing alone bears; a notice says so."""
        codes = {column.name for column in draft.sheet.columns if column.kind is ColumnKind.CODE}
        for name, sheet in self.sheets.items() if draft.sheet.across else ():
            # What values are of stands in a column that is called like the things of its sheet: measure, unit. Of what
            # takes more than a code to be told apart, as members do, one name may be that of several.
            cells = draft.given.get(sheet.thing) if sheet.thing in codes and len(sheet.key) == 1 else None
            known = self.codes(name) if cells else {}
            others = {text for text in set(cells or ()) if text and folded_code(text) not in known}
            taken = {text: code for text in others if (code := self._code_of_name(name, text))}
            if cells and taken:
                draft.given[sheet.thing] = [taken.get(cell, cell) for cell in cells]
                first = ", ".join(f"{text} → {code}" for text, code in sorted(taken.items())[:_MOST_NAMES])
                what = "Sheet %(sheet)s: in column %(column)s names were taken for codes: %(count)s, such as %(shown)s."
                facts = {"sheet": draft.place, "column": sheet.thing, "shown": first[:200]}
                self.notices.append(Said(what, count=len(taken), **facts))

    def _code_beside(self, sheet: str, wanted: str) -> str:
        """The code in a text that has its name beside it, in whatever order: `FIN – Financial`, `Financial (FIN)`."""
        parts = [part for part in re.split(r"\s+[-–—|:]\s+|\s*[()\[\]:|]\s*|\s+", wanted, maxsplit=1) if part]
        ends = [wanted.rpartition(" ")[2].strip("()[]"), wanted.rpartition("(")[2].rstrip(")")]
        codes = self.codes(sheet)
        for code in (part for part in (*parts[:1], *ends) if folded_code(part) in codes):
            name = wanted.replace(code, "", 1).strip(" -–—|:()[]")
            if folded_code(self._code_of_name(sheet, name)) == folded_code(code):
                return codes[folded_code(code)]
        return ""

    def _code_of_name(self, sheet: str, name: str) -> str:
        """The code of the only row of this name; empty where there is none, or several."""
        if sheet not in self._names:
            found: dict[str, str] = {}
            self._names[sheet] = found
            draft, columns = self.drafts.get(sheet), [column.name for column in self.sheets[sheet].columns]
            pairs = []
            if "name" in columns:
                place = self.sheets[sheet].column(self.sheets[sheet].key[0])
                pairs = [(getattr(row, place.row_field), row.name) for row in self.stored(sheet).values()]
                pairs += zip(draft.cells(place.name), draft.cells("name"), strict=True) if draft else ()
            for code, called in pairs:
                if code and called:
                    other = found.setdefault(folded_code(called), code)
                    found[folded_code(called)] = code if folded_code(other) == folded_code(code) else ""
        return self._names[sheet].get(folded_code(name), "")


def _as_spreadsheets_write(wanted: str, known: Mapping[str, str]) -> str:
    """The one code that a spreadsheet turned into this number: 007 into 7, 1E5 into 100000; empty where there is none.

    >>> _as_spreadsheets_write("7", {"007": "007", "a7": "A7"}), _as_spreadsheets_write("100000", {"1e5": "1E5"})
    ('007', '1E5')
    """
    number = _number(wanted)
    found = [] if number is None else [code for code in known.values() if _number(code) == number]
    return found[0] if len(found) == 1 else ""


def _number(text: str) -> float | None:
    if not text.isascii() or not re.fullmatch(r"[\d.,]+(?:[eE][+-]?\d+)?", text):
        return None
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return None


def keyed_rows(sheet: Sheet, rows: Iterable[Any]) -> Iterator[tuple[RowKey, Any]]:
    """Typed rows with what tells each from the others, without regard to case."""
    places = [sheet.row._fields.index(sheet.column(name).row_field) for name in sheet.key]
    if len(places) == 1:
        listed = list(rows)
        yield from zip(zip(folded_codes([row[places[0]] for row in listed])), listed, strict=True)
        return
    for row in rows:
        yield tuple("" if row[place] is None else folded_code(str(row[place])) for place in places), row


def references(draft: Draft, book: Book) -> Iterator[Problem]:
    """Write each code that names a row of another sheet as that sheet writes it; problems where there is none."""
    missing: list[tuple[int, int, str, str, str]] = []
    for place, column in enumerate(draft.sheet.columns):
        if not column.refers:
            continue
        known, values = book.codes(column.refers), draft.columns[column.row_field]
        by_code = {code: known.get(folded_code(code)) if code else code for code in set(values)}
        unknown = [code for code, found in by_code.items() if found is None and code]
        for code in unknown:
            by_code[code] = ""
            places = [at for at, value in enumerate(values) if value == code]
            missing += [(at, place, column.name, code, column.refers) for at in places]
        draft.columns[column.row_field] = [by_code[code] for code in values]
    for at, _, name, code, sheet in sorted(missing):
        yield book.unknown(draft, at, name, code, sheet)


def in_order(draft: Draft, first: str, last: str) -> Iterator[Problem]:
    """Problems of rows in which a day lies before the one that must come first."""
    starts, ends = (draft.columns[draft.sheet.column(name).row_field] for name in (first, last))
    for at, (start, end) in enumerate(zip(starts, ends, strict=True)):
        if start and end and end < start:
            message = Said("This day lies before %(first)s, %(start)s.", first=first, start=str(start))
            yield draft.problem(at, last, end, message, "Exchange the two, or leave one empty.")


def no_circle(
    draft: Draft, book: Book, field: str, verb: str, points_to: Mapping[str, Sequence[str]]
) -> Iterator[Problem]:
    """Problems where rows as they will stand (`points_to`: casefolded codes) point to each other round a circle."""
    if not _has_circle(points_to):
        return
    graph = dict(points_to)
    codes = book.codes(draft.sheet.name)
    own = {
        folded_code(code): at for at, code in enumerate(draft.columns[draft.sheet.column(draft.sheet.key[0]).row_field])
    }
    # Each circle is taken apart where it was found, so that the next one shows as well.
    for _ in range(20):
        cycle = first_cycle(graph)
        if not cycle:
            return
        words = in_words([codes.get(code, code) for code in cycle], verb)
        at = next((own[code] for code in cycle if code in own), None)
        message, shown = Said("This runs in a circle: %(words)s.", words=words), codes.get(cycle[1], cycle[1])
        found = Problem(message, "cycle", field, shown, "Take one of these out.")
        yield found if at is None else draft.problem(at, field, shown, message, found.remedy, found.code)
        one, other = next(pairwise(cycle))
        graph[one] = [code for code in graph[one] if code != other]


def _has_circle(points_to: Mapping[str, Sequence[str]]) -> bool:
    """Whether there is one at all: rows that point to nothing open are taken away until none is left."""
    if all(len(others) <= 1 for others in points_to.values()):
        return line_has_circle({one: others[0] for one, others in points_to.items() if others})
    return bool(first_cycle(points_to))


def line_has_circle(above: Mapping[str, str]) -> bool:
    """Whether rows that each stand below one other at most (by codes; missing or empty: below none) stand in a circle."""
    walked_from: dict[str, str] = {}
    for start in above:
        if start in walked_from:
            continue
        at = start
        while above.get(at) and at not in walked_from:
            walked_from[at] = start
            at = above[at]
        if walked_from.get(at) == start:
            return True
    return False
