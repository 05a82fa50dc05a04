"""The only place that reads the clock. Tests and the demo may hold it still with `fixed`."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime

from django.utils.timezone import get_default_timezone

_held: ContextVar[datetime | None] = ContextVar("hoshin_clock", default=None)


def now() -> datetime:
    """This instant, in UTC."""
    return _held.get() or datetime.now(UTC)


def today() -> date:
    """The calendar day of `now()` where the organisation is, by `HOSHIN_TIME_ZONE`."""
    return day_of(now())


def day_of(instant: datetime) -> date:
    """The calendar day of an instant where the organisation is."""
    return instant.astimezone(get_default_timezone()).date()


@contextmanager
def fixed(instant: datetime) -> Iterator[None]:
    """Hold the clock at an instant within a block."""
    token = _held.set(instant)
    try:
        yield
    finally:
        _held.reset(token)
