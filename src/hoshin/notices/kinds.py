"""Kinds of what people are told. An app names its own on its card; its services `tell`, or what is owed is asked for here.

What happened once is kept as a notice. What somebody owes (values that are due, words that are asked for) is kept
nowhere: it is counted from the state of things whenever somebody looks, so that what was done elsewhere is gone from it.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from typing import Any

from django.db.models import BigIntegerField, Count, QuerySet, Value, Window
from django.db.models.functions import Cast, JSONObject
from django.utils.functional import Promise

from hoshin.accounts.access import Actor, Right
from hoshin.base import clock
from hoshin.base.cards import entries
from hoshin.base.wordings import Wording

OwedFacts = Mapping[str, Any]


class ByMail(StrEnum):
    """When a kind of news is mailed."""

    AT_ONCE = "at_once"
    DIGEST = "digest"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class OwedThing:
    """One thing that somebody owes: its number and version, how it is called, and the page that opens exactly it.

    `text` and `about` (of whom or what, fainter) are plain, in the language of whoever reads: they are asked for when they
    are shown and kept nowhere. `due_on`: the day by which it is asked; `since`: since when it waits, where there is no
    such day. `query` follows the address.
    """

    id: int
    text: str
    page: str
    page_by: tuple[Any, ...] = ()
    query: tuple[tuple[str, str], ...] = ()
    about: str = ""
    due_on: date | None = None
    since: date | None = None
    version: int = 0


# A row of what is owed, by the names of its columns, as JSON has it: days are text.
OwedRow = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class OwedRows:
    """What somebody owes as rows of a table, so that one statement asks for it together with all other kinds.

    `find` names the rows, the most pressing first; `columns` what of them is needed, by fields, paths or annotations.
    `thing` puts one in words; without it the sentence of the kind stands in the inbox. `late` says how many of the rows
    are late where their things name no day. `still` keeps those of the first rows that are owed, where no statement can
    say which are; there are few of such a kind.
    """

    find: Callable[[Actor], QuerySet[Any]]
    columns: tuple[str, ...] = ()
    thing: Callable[[Actor, OwedRow], OwedThing] | None = None
    late: Callable[[Sequence[OwedRow]], int] | None = None
    still: Callable[[Sequence[OwedRow]], list[OwedRow]] | None = None

    def asked(self, actor: Actor, code: str) -> QuerySet[Any, Any]:
        """Of each row the code, its number, how many rows there are, and its columns."""
        rows = self.find(actor).annotate(
            owed_kind=Value(code),
            owed_count=Window(Count("*")),
            owed_columns=JSONObject(**{name: name for name in self.columns}),
        )
        return rows.values_list("owed_kind", Cast("pk", BigIntegerField()), "owed_count", "owed_columns")

    def named(self, actor: Actor, rows: Sequence[OwedRow]) -> list[OwedThing]:
        """These rows in words."""
        return [self.thing(actor, row) for row in rows] if self.thing is not None else []

    def facts(self, actor: Actor, rows: Sequence[OwedRow], count: int) -> OwedFacts | None:
        """How much it is, and how much of it is late."""
        return counted_facts(count, self.late(rows) if self.late else late_of(self.named(actor, rows)))

    def owed(self, actor: Actor) -> OwedFacts | None:
        """The same of all of them, asked for by themselves."""
        rows = self._alone(actor, None)
        return self.facts(actor, rows, len(rows))

    def owed_first(self, actor: Actor, most: int) -> list[OwedThing]:
        """The first of them in words, asked for by themselves."""
        return self.named(actor, self._alone(actor, most))

    def _alone(self, actor: Actor, most: int | None) -> list[OwedRow]:
        rows = [{**columns, "pk": pk} for _code, pk, _count, columns in self.asked(actor, "")[:most]]
        return self.still(rows) if self.still is not None else rows


def counted_facts(count: int, late: int = 0) -> OwedFacts | None:
    """The facts of a kind of which somebody owes so much, so much of it late; None of nothing."""
    return {"count": count, **({"late": late} if late else {})} if count else None


def late_of(things: Iterable[OwedThing]) -> int:
    """How many of these should have been done before today."""
    today = clock.today()
    return sum(one.due_on is not None and one.due_on < today for one in things)


def day_in(text: str | None) -> date | None:
    """A day as it stands in a row, or the day of an instant."""
    if not text:
        return None
    return clock.day_of(datetime.fromisoformat(text)) if "T" in text else date.fromisoformat(text)


@dataclass(frozen=True, slots=True)
class NoticeKind:
    """A kind of what people are told: how it is called where somebody chooses, what it says, and which page it leads to.

    `wording` says its facts. `page` is the name of an address that takes the facts named by `page_by`. `about` is the kind
    of thing (accounts.sight) that it is about: whoever may not see that any more reads no facts of it. `right`: whom it
    concerns at all. `by_mail`: how it is mailed unless somebody chooses otherwise.

    `folds_by` names a fact: what is told of the same on one day, and was not read yet, is one notice whose fact `count`
    says how often.

    `owed` makes it a kind that is counted: the facts of what the actor owes now, None for nothing; a fact `late` counts
    what of it is late. Then `owing` names the users who may owe something, by their numbers, so that a digest need not ask
    everybody. `owed_first` names the most pressing of its things, at most so many, so that they stand in the inbox one by
    one; without it the sentence stands there. `rests_on`: rows without any of which nothing is owed, so that one query tells
    of all kinds which need be asked at all. `rows` stands for all three where what is owed are rows of a table: what costs
    home no statement of its own. `is_awaited`: somebody else cannot go on before it is done. `is_unmailed`: it is
    never mailed, whatever somebody chooses, since what stands in a mail box, or lacks there, would tell of them.
    `keeps_no_hour`: when somebody reads it is kept nowhere, as it would tell of them; opening it leaves it unread.
    """

    code: str
    label: str | Promise
    wording: Wording
    page: str
    page_by: tuple[str, ...] = ()
    about: str = ""
    right: StrEnum = Right.SEE
    by_mail: ByMail = ByMail.DIGEST
    owed: Callable[[Actor], OwedFacts | None] | None = None
    owing: Callable[[], QuerySet[Any, Any]] | None = field(default=None)
    owed_first: Callable[[Actor, int], Sequence[OwedThing]] | None = None
    rests_on: Callable[[Actor], QuerySet[Any]] | None = None
    rows: OwedRows | None = None
    is_awaited: bool = False
    is_unmailed: bool = False
    keeps_no_hour: bool = False
    folds_by: str = ""

    def __post_init__(self) -> None:
        if self.rows is not None:
            object.__setattr__(self, "owed", self.rows.owed)
            if self.rows.thing is not None:
                object.__setattr__(self, "owed_first", self.rows.owed_first)

    @property
    def mails(self) -> tuple[ByMail, ...]:
        """The ways in which it can be mailed: what is counted has no moment at which it would be sent at once."""
        if self.is_unmailed:
            return (ByMail.NEVER,)
        return (ByMail.DIGEST, ByMail.NEVER) if self.owed else tuple(ByMail)


@cache
def kinds() -> dict[str, NoticeKind]:
    """Every kind, as the cards of the apps name them."""
    return entries("notices", by="code")


def kinds_for(actor: Actor) -> list[NoticeKind]:
    """The kinds that may concern somebody, by their role."""
    return [kind for kind in kinds().values() if actor.has(kind.right)]


def owed_kinds(actor: Actor) -> list[NoticeKind]:
    """Of these the ones that are counted."""
    return [kind for kind in kinds_for(actor) if kind.owed is not None]
