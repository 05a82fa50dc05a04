"""Changes as the page draws them: with the addresses of the things that they touched."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from hoshin.accounts.access import Actor
from hoshin.audit.selectors import ChangeInWords, EntryInWords
from hoshin.web.addresses import address_or_none
from hoshin.web.navigation import may_open


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


def row_of(actor: Actor, said: ChangeInWords) -> ChangeRow:
    """A change as it is drawn for somebody: it leads to no page that would refuse them."""
    return ChangeRow(said, [_entry(actor, entry) for entry in said.entries], said.count - len(said.entries))


def rows_of(actor: Actor, changes: Iterable[ChangeInWords]) -> list[ChangeRow]:
    return [row_of(actor, said) for said in changes]


def _entry(actor: Actor, entry: EntryInWords) -> EntryRow:
    known = bool(entry.page and entry.name.page_by) and may_open(actor, entry.page)
    return EntryRow(entry, address_or_none(entry.page, entry.name.page_by) if known else None)
