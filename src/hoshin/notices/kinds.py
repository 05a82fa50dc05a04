"""Kinds of what people are told. An app names its own on its card; its services `tell`, or what is owed is asked for here.

What happened once is kept as a notice. What somebody owes (values that are due, words that are asked for) is kept
nowhere: it is counted from the state of things whenever somebody looks, so that what was done elsewhere is gone from it.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any

from django.db.models import QuerySet, Value
from django.utils.functional import Promise

from hoshin.accounts.access import Actor, Right
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
    of all kinds which need be asked at all. `is_awaited`: somebody else cannot go on before it is done.
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
    is_awaited: bool = False
    folds_by: str = ""

    @property
    def mails(self) -> tuple[ByMail, ...]:
        """The ways in which it can be mailed: what is counted has no moment at which it would be sent at once."""
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


def kinds_maybe_owed(actor: Actor, codes: Iterable[str] | None = None) -> list[NoticeKind]:
    """Of these the ones, of some kinds or all, of which something may be owed. One query for all of them."""
    wanted = [kind for kind in owed_kinds(actor) if codes is None or kind.code in codes]
    rows = [
        kind.rests_on(actor).order_by().annotate(owed_kind=Value(kind.code)).values_list("owed_kind")[:1]
        for kind in wanted
        if kind.rests_on is not None
    ]
    there = {code for (code,) in (rows[0].union(*rows[1:], all=True) if len(rows) > 1 else rows[0])} if rows else set()
    return [kind for kind in wanted if kind.rests_on is None or kind.code in there]
