"""Where acts leave their news while several are carried out as one transaction (`audit.together`)."""

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

# Is told of an act that ends, and what it published.
Hearer = Callable[[Any, Collection[Any]], None]
_hearer: ContextVar[Hearer | None] = ContextVar("hoshin_hearer", default=None)


@contextmanager
def left_to(hearer: Hearer) -> Iterator[None]:
    """Within the block, acts leave their news here instead of having them followed: that is done for several at once."""
    token = _hearer.set(hearer)
    try:
        yield
    finally:
        _hearer.reset(token)


def hearer() -> Hearer | None:
    """Whoever is left the news of acts, if anybody is."""
    return _hearer.get()
