"""News that travels upward as data: a service publishes what changed, an app above subscribes.

Events are gathered while a transaction runs and handed over together before it commits, so that what follows from a
change is part of the same all-or-nothing step, once per step however many changes it holds.

What must wait for the commit (a mail, long work) is asked for beside it, with `after_commit`: the job is a row of the same
transaction, so it is there exactly if the change is, and a worker takes it up however the process that asked ends.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from contextvars import ContextVar
from typing import Any

from hoshin.base.tasks import Job, defer

Subscriber = Callable[[Sequence[Any]], Sequence[Any] | None]

_subscribers: dict[type, list[Subscriber]] = defaultdict(list)
_gathered: ContextVar[list[Any] | None] = ContextVar("hoshin_events", default=None)


def subscribe(kind: type, subscriber: Subscriber) -> None:
    """Have a function called with all events of a kind that one transaction published."""
    if subscriber not in _subscribers[kind]:
        _subscribers[kind].append(subscriber)


def publish(event: object) -> None:
    """Tell what changed. Only inside a step opened by `start`."""
    gathered = _gathered.get()
    if gathered is None:
        raise RuntimeError("an event was published outside of a service")
    gathered.append(event)


def waits(event: object) -> bool:
    """Whether such an event was published and is not handed over yet."""
    return event in (_gathered.get() or ())


def after_commit(job: Job, /, **arguments: Any) -> None:
    """Have a worker do a job once the running step is committed. Only inside a step opened by `start`."""
    if _gathered.get() is None:
        raise RuntimeError("a job was asked for outside of a service")
    defer(job, **arguments)


def start() -> Any:
    """Begin to gather; returns the token for `finish`."""
    return _gathered.set([])


def gathered() -> Sequence[Any]:
    """What was published in the running step and is not handed over yet."""
    return list(_gathered.get() or ())


def deliver() -> list[Any]:
    """Hand the gathered events to their subscribers, and those that they publish in turn; what these say came of it."""
    gathered, followed = _gathered.get(), list[Any]()
    while gathered:
        batch, gathered[:] = list(gathered), []
        for kind in dict.fromkeys(type(event) for event in batch):
            for subscriber in _subscribers[kind]:
                followed += subscriber([event for event in batch if type(event) is kind]) or ()
    return followed


def finish(token: Any) -> None:
    """Stop gathering."""
    _gathered.reset(token)
