"""The only place that reads the clock. Tests and the demo may hold it still with `fixed`."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime

_held: ContextVar[datetime | None] = ContextVar("hoshin_clock", default=None)


def now() -> datetime:
    """This instant, in UTC."""
    return _held.get() or datetime.now(UTC)


def today() -> date:
    """The calendar day of `now()` in UTC."""
    return now().date()


@contextmanager
def fixed(instant: datetime) -> Iterator[None]:
    """Hold the clock at an instant within a block."""
    token = _held.set(instant)
    try:
        yield
    finally:
        _held.reset(token)
