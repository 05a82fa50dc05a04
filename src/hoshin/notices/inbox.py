"""The one list of what somebody owes, over all kinds, made anew from the state of things whenever it is read."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from hoshin.accounts.access import Actor
from hoshin.base import clock
from hoshin.notices.kinds import NoticeKind, OwedThing, kinds_maybe_owed, owed_kinds
from hoshin.notices.selectors import Owed, owed_of

MOST = 7
# Whoever reviews forty things sees what else there is.
MOST_OF_KIND = 3


@dataclass(frozen=True, slots=True)
class InboxLine:
    """Something that somebody owes: one thing, or (without `thing`) all of a kind as its sentence says it."""

    kind: NoticeKind
    text: str
    is_late: bool
    thing: OwedThing | None = None

    @property
    def page(self) -> str:
        return self.thing.page if self.thing else self.kind.page

    @property
    def page_by(self) -> tuple[Any, ...]:
        return self.thing.page_by if self.thing else ()

    @property
    def pressing(self) -> tuple[int, date, str]:
        """What is late comes first, then what somebody waits for, then what has a day; each by its day."""
        thing = self.thing
        due, since = (thing.due_on, thing.since) if thing else (None, None)
        rank = 0 if self.is_late else 1 if self.kind.is_awaited else 2 if due else 3
        return rank, due or since or date.max, self.text


@dataclass(frozen=True, slots=True)
class Inbox:
    """The most pressing lines, and in a sentence each kind of which there is more than stands there."""

    lines: tuple[InboxLine, ...] = ()
    more: tuple[Owed, ...] = ()


def inbox(actor: Actor, *, most: int = MOST, codes: Iterable[str] | None = None) -> Inbox:
    """What the actor owes now, of some kinds (None: of all): the most pressing lines, at most so many.

    Of a kind no more than `MOST_OF_KIND`, as long as there is something else.
    """
    found = [line for kind in kinds_maybe_owed(actor, codes) for line in _lines(actor, kind, most + 1)]
    found.sort(key=lambda line: line.pressing)
    first: list[InboxLine] = []
    further: list[InboxLine] = []
    taken: Counter[str] = Counter()
    for line in found:
        taken[line.kind.code] += 1
        (first if taken[line.kind.code] <= MOST_OF_KIND else further).append(line)
    shown = sorted((first + further)[:most], key=lambda line: line.pressing)
    unshown = taken - Counter(line.kind.code for line in shown)
    further_kinds = [kind for kind in owed_kinds(actor) if kind.code in unshown]
    return Inbox(tuple(shown), tuple(owed_of(actor, further_kinds)))


def _lines(actor: Actor, kind: NoticeKind, most: int) -> list[InboxLine]:
    if kind.owed_first is None:
        return [InboxLine(kind, one.text, one.is_late) for one in owed_of(actor, [kind])]
    today = clock.today()
    things = kind.owed_first(actor, most)
    return [InboxLine(kind, one.text, one.due_on is not None and one.due_on < today, one) for one in things]
