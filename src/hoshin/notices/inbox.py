"""The one list of what somebody owes, over all kinds, made anew from the state of things whenever it is read."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from hoshin.accounts.access import Actor
from hoshin.base import clock
from hoshin.notices.kinds import NoticeKind, OwedThing
from hoshin.notices.owing import OwedNow, owed_now

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
    more: tuple[OwedNow, ...] = ()


def inbox(actor: Actor, *, most: int = MOST, codes: Iterable[str] | None = None) -> Inbox:
    """What the actor owes now, of some kinds (None: of all): the most pressing lines, at most so many.

    Of a kind no more than `MOST_OF_KIND`, as long as there is something else.
    """
    owed = owed_now(actor, codes)
    found = [line for one in owed for line in _lines(one)]
    found.sort(key=lambda line: line.pressing)
    first: list[InboxLine] = []
    further: list[InboxLine] = []
    taken: Counter[str] = Counter()
    for line in found:
        taken[line.kind.code] += 1
        (first if taken[line.kind.code] <= MOST_OF_KIND else further).append(line)
    shown = sorted((first + further)[:most], key=lambda line: line.pressing)
    unshown = taken - Counter(line.kind.code for line in shown)
    return Inbox(tuple(shown), tuple(one for one in owed if one.kind.code in unshown))


def _lines(owed: OwedNow) -> list[InboxLine]:
    if owed.kind.owed_first is None:
        return [InboxLine(owed.kind, owed.text, owed.is_late)]
    today = clock.today()
    return [InboxLine(owed.kind, one.text, one.due_on is not None and one.due_on < today, one) for one in owed.things]
