"""Changes as the page draws them: with the addresses of the things that they touched."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from hoshin.audit.selectors import ChangeInWords, EntryInWords
from hoshin.web.addresses import address_or_none


@dataclass(frozen=True, slots=True)
class EntryRow:
    """A row of a change, with the page of its thing, if there is one and it still exists."""

    said: EntryInWords
    address: str | None


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """A change with its first entries, and how many more there are."""

    said: ChangeInWords
    entries: Sequence[EntryRow]
    more: int


def row_of(said: ChangeInWords) -> ChangeRow:
    return ChangeRow(said, [_entry(entry) for entry in said.entries], said.count - len(said.entries))


def rows_of(changes: Iterable[ChangeInWords]) -> list[ChangeRow]:
    return [row_of(said) for said in changes]


def _entry(entry: EntryInWords) -> EntryRow:
    known = bool(entry.page and entry.name.page_by)
    return EntryRow(entry, address_or_none(entry.page, entry.name.page_by) if known else None)
