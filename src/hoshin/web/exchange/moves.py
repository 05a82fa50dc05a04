"""Who moves where: what an import changes in the foremost columns of a sheet, row by row, by names rather than codes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from hoshin.accounts.access import Actor
from hoshin.exchange.workbook.sheets import sheets
from hoshin.org.policies import people_visible_to, units_visible_to
from hoshin.web.exchange.sheet_words import words_of

Differences = Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Move:
    """A row that is there: its code, and per changed column its words, what it names now and what it will."""

    code: str
    parts: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Moved:
    """How many rows change in each foremost column, and the first of them. Codes of people and units stand as they are."""

    sheet: str = ""
    counts: tuple[tuple[str, int], ...] = ()
    listed: Differences = ()

    def tells(self, difference: Mapping[str, str]) -> bool:
        """Whether a difference is told here."""
        return any(difference["field"] == field for field, _count in self.counts)

    def counted(self) -> list[tuple[str, int]]:
        """The columns in words, each with how many rows change in it."""
        return [(words_of(field), count) for field, count in self.counts]

    def moves(self, names: Mapping[tuple[str, str], str]) -> list[Move]:
        """Row by row, with the names of what their codes name, as far as these are known."""
        parts: dict[str, list[tuple[str, str, str]]] = {}
        for one in self.listed:
            refers = sheets()[self.sheet].column(one["field"]).refers
            before, after = (names.get((refers, one[side].casefold()), one[side]) for side in ("before", "after"))
            parts.setdefault(one["code"], []).append((words_of(one["field"]), before, after))
        return [Move(names.get((self.sheet, code.casefold()), code), tuple(changed)) for code, changed in parts.items()]

    def codes(self) -> Iterable[tuple[str, str]]:
        """The sheets and codes of everything that is named here."""
        for one in self.listed:
            yield self.sheet, one["code"]
            refers = sheets()[self.sheet].column(one["field"]).refers
            yield from ((refers, one[side]) for side in ("before", "after") if refers and one[side])


NOBODY = Moved()


def moved_on(sheet: str, counts: Mapping[str, int], listed: Differences) -> Moved:
    """What an import changes in the foremost columns of a sheet; of rows that are new nothing, whose columns are all new."""
    told = [one for one in listed if one["field"] in counts and not one["is_new"]]
    ordered = [name for name in sheets()[sheet].foremost if name in counts]
    return Moved(sheet, tuple((name, counts[name]) for name in ordered), told)


def names_of(actor: Actor, moved: Iterable[Moved]) -> dict[tuple[str, str], str]:
    """By sheet and folded code the names of the people and units that are named, each with its code. Two queries."""
    wanted: dict[str, set[str]] = {"people": set(), "units": set()}
    for one in moved:
        for sheet, code in one.codes():
            if sheet in wanted:
                wanted[sheet].add(code)
    found: dict[tuple[str, str], str] = {}
    for sheet, rows, column in (
        ("people", people_visible_to(actor), "employee_id"),
        ("units", units_visible_to(actor), "code"),
    ):
        if wanted[sheet]:
            for code, name in rows.filter(**{f"{column}__in": wanted[sheet]}).values_list(column, "name"):
                found[sheet, code.casefold()] = f"{name} ({code})"
    return found
