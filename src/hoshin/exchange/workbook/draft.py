"""What a workbook asks for, after checking: whole rows beside what stands in the database."""

from dataclasses import dataclass, field
from typing import Any

from hoshin.accounts.access import Actor
from hoshin.base.sheets import Sheet
from hoshin.exchange.workbook.faults import Faults
from hoshin.exchange.workbook.links import Link
from hoshin.exchange.workbook.matching import Columns
from hoshin.exchange.workbook.sheets import sheets
from hoshin.exchange.workbook.stored import READERS, Record


@dataclass(slots=True)
class Entry:
    """One row: where it stood, what it asks for (every column), and what there was before (None: nothing).

    `is_same` where comparing found that it asks for what there is.
    """

    number: int
    record: Record
    before: Record | None = None
    is_same: bool = False


@dataclass(frozen=True, slots=True)
class ActualEntry:
    """One actual with its row number; references by code, the period as its first day."""

    number: int
    measure: str
    unit: str
    period: Any
    value: float | None
    numerator: float | None
    denominator: float | None
    note: str
    source: str
    recorded_at: Any

    @property
    def is_withdrawn(self) -> bool:
        """Whether the row says that there is no value any more."""
        return self.value is None and self.numerator is None


@dataclass(slots=True)
class Draft:
    """All that an import will write, sheet by sheet."""

    organisation: Entry | None = None
    entries: dict[str, list[Entry]] = field(default_factory=dict)
    actuals: list[ActualEntry] = field(default_factory=list)
    empty_actuals: int = 0

    def of(self, sheet: str) -> list[Entry]:
        return self.entries.get(sheet, [])

    def news_of(self, sheet: str) -> list[Entry]:
        """The rows of a sheet, once compared, that ask for anything but what there is."""
        return [entry for entry in self.of(sheet) if not entry.is_same]


class Checking:
    """One check in progress: the file's columns, what is stored, and what was found so far."""

    def __init__(self, actor: Actor, columns: dict[str, Columns], faults: Faults, notices: list[str]):
        self.actor, self.columns, self.faults, self.notices = actor, columns, faults, notices
        self.draft = Draft()
        self.plans: dict[str, dict[str, str]] = {}
        self.frequencies: dict[str, str] = {}
        self._stored: dict[str, dict[tuple[str, ...], Record]] = {}
        self._codes: dict[str, dict[str, str]] = {}

    def stored(self, sheet: str) -> dict[tuple[str, ...], Record]:
        """Rows of the database by their casefolded key."""
        if sheet not in self._stored:
            rows = READERS[sheet](self.actor)
            self._stored[sheet] = {key_of(sheets()[sheet], row): row for row in rows}
        return self._stored[sheet]

    def codes(self, sheet: str) -> dict[str, str]:
        """Codes of a sheet that exist or will: casefolded to as written first."""
        if sheet not in self._codes:
            known = {key[0]: str(row[sheets()[sheet].key[0]]) for key, row in self.stored(sheet).items()}
            for entry in self.draft.of(sheet):
                code = entry.record[sheets()[sheet].key[0]]
                if code:
                    known.setdefault(code.casefold(), code)
            self._codes[sheet] = known
        return self._codes[sheet]

    def refer(self, sheet: str, number: int, field_name: str, code: str, target: str, thing: str) -> str:
        """The code as the other sheet writes it; a fault where there is none."""
        known = self.codes(target)
        found = known.get(code.casefold())
        if found is None:
            otherwise = f"Add it to sheet {target}, or correct the code."
            remedy = self.faults.did_you_mean(target, code, known, otherwise)
            self.faults.add(
                sheet, number, field_name, code, f"There is no {thing} of this code.", remedy, code="unknown"
            )
            return ""
        return found


def key_of(sheet: Sheet, record: Record) -> tuple[str, ...]:
    """What tells a row from the others of its sheet, without regard to case."""
    return tuple("" if record.get(name) is None else str(record[name]).casefold() for name in sheet.key)


def same_links(one: list[Link], other: list[Link]) -> bool:
    """Whether two rows serve the same with the same weights, in whatever order."""
    return sorted((a.parent.casefold(), a.weight, a.kind) for a in one) == sorted(
        (b.parent.casefold(), b.weight, b.kind) for b in other
    )
