"""Acts of several people as one transaction: whoever's turn it is carries out what the others wait to do.

Acts that write the same rows follow each other in any case. Those of one process that wait stand in a line, and one of
their threads serves all of it: each act keeps its author, its change and its entries, and is undone alone where it fails;
what follows from the news of all is found once, before the one commit. Nobody is answered before that. Whatever keeps them
from being one transaction ends in each being carried out by itself, as where nobody else is there.
"""

import threading
from collections.abc import Callable, Collection, Hashable
from contextvars import Context, copy_context
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.db import DatabaseError, InterfaceError, OperationalError, connection, transaction

from hoshin.audit.leaving import left_to
from hoshin.audit.services import Act, running_act
from hoshin.base import events

Done = TypeVar("Done")
MOST = 16


class Apart(Exception):
    """An act that cannot be part of what others do: it is carried out by itself."""


@dataclass(frozen=True, slots=True)
class Sharing:
    """Which acts can be one transaction.

    `key` tells, from the rows that an act needs, whom it follows in any case; it is asked only where others are at work,
    and a wrong answer costs time alone. `hold` locks rows for the transaction without waiting for anybody, and says which
    it could. `news` are the kinds of news that may be heard for several acts at once.
    """

    key: Callable[[frozenset[int]], Hashable]
    hold: Callable[[Collection[int]], set[int]]
    news: tuple[type, ...]


@dataclass(eq=False, slots=True)
class _Waiting:
    """What one thread wants done. Over: what came of it stands in the database, or is an error; else its turn has come,
    or it is to be done apart."""

    work: Callable[[], Any]
    needs: frozenset[int]
    context: Context = field(default_factory=copy_context)
    told: threading.Event = field(default_factory=threading.Event)
    has_turn: bool = False
    is_over: bool = False
    result: Any = None
    error: Exception | None = None


@dataclass(slots=True)
class _Joined:
    """The acts that are one transaction, and their news."""

    shares: tuple[type, ...]
    acts: list[Act] = field(default_factory=list)
    news: list[Any] = field(default_factory=list)

    def leave(self, running: Act, news: Collection[Any]) -> None:
        """Hear of an act that ends. Apart, where its news are not to be shared."""
        if not all(isinstance(event, self.shares) for event in news):
            raise Apart
        self.acts.append(running)
        self.news += news

    def deliver(self) -> None:
        """Find what follows from the news of all acts."""
        gathering = events.start()
        try:
            for event in self.news:
                events.publish(event)
            followed = events.deliver()
        finally:
            events.finish(gathering)
        for running in self.acts:
            running.followed += followed


_lock = threading.Lock()
_at_work = 0
# Who waits, by line and key; those whose line is served by nobody have none.
_waiting: dict[Hashable, list[_Waiting]] = {}


def together(sharing: Sharing, needs: Collection[int], work: Callable[[], Done]) -> Done:
    """What `work` gives: one act that needs these rows to itself, beside others of its line in one transaction.

    What others come to is none of its business, and the other way round. Within an act or a transaction it is part of that.
    What it gives must not hang on what follows from its news, beyond `Act.followed`, which is filled in later.
    """
    global _at_work
    if running_act() is not None or connection.in_atomic_block:
        return work()
    with _lock:
        is_alone, _at_work = not _at_work, _at_work + 1
    try:
        return work() if is_alone else _in_line(sharing, _Waiting(work, frozenset(needs)))
    finally:
        with _lock:
            _at_work -= 1


def require_own_act() -> None:
    """Apart, where what is about to be done belongs to one act and news of several are heard."""
    if running_act() is None:
        raise Apart


def _in_line(sharing: Sharing, own: _Waiting) -> Any:
    key = sharing.hold, sharing.key(own.needs)
    with _lock:
        own.has_turn = key not in _waiting
        _waiting.setdefault(key, []).extend(() if own.has_turn else (own,))
    if not own.has_turn:
        own.told.wait()
    if own.has_turn:
        _take_turn(sharing, key, own)
    if own.error is not None:
        raise own.error
    return own.result if own.is_over else own.work()


def _take_turn(sharing: Sharing, key: Hashable, own: _Waiting) -> None:
    with _lock:
        group, needed, left = [own], set(own.needs), list[_Waiting]()
        for one in _waiting[key]:
            # Two that need the same row follow each other.
            if len(group) < MOST and not needed & one.needs:
                group.append(one)
                needed |= one.needs
            else:
                left.append(one)
        _waiting[key] = left
    try:
        _serve(sharing, group)
    finally:
        for one in group:
            one.has_turn = False
            one.told.set()
        with _lock:
            if _waiting[key]:
                following = _waiting[key].pop(0)
                following.has_turn = True
                following.told.set()
            else:
                del _waiting[key]


def _serve(sharing: Sharing, group: list[_Waiting]) -> None:
    """Carry out what the group waits for. Who is not over then is to be done apart: nothing of theirs was written."""
    joined, is_written = _Joined(sharing.news), False
    served = list[_Waiting]()
    try:
        with transaction.atomic():
            held = sharing.hold(set().union(*(one.needs for one in group)))
            for one in group:
                if one.needs <= held and _carried_out(one, joined):
                    served.append(one)
            joined.deliver()
            is_written = True
    except Exception as error:
        # Whatever it was, each meets its own alone. But a connection that ends at the commit leaves open whether there was
        # one, and nobody may try again unasked.
        is_open = is_written and isinstance(error, (OperationalError, InterfaceError))
        for one in served:
            one.result, one.error = None, error if is_open else None
        return
    for one in served:
        one.is_over = True


def _carried_out(one: _Waiting, joined: _Joined) -> bool:
    """Whether what it came to, which may be an error of its own, counts."""

    def work() -> Any:
        with left_to(joined.leave):
            return one.work()

    try:
        one.result = one.context.run(work)
    except Apart:
        return False
    except DatabaseError:
        # The transaction may be over with it.
        raise
    except Exception as error:
        one.error = error
    return True
