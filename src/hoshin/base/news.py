"""Telling open pages that something changed: a notification of PostgreSQL, which says of what and nothing else.

It is sent with the transaction: nobody hears of what was rolled back, or before it can be read. Whoever hears asks again,
and sees what they may see.
"""

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from typing import Any

import psycopg
from django.db import connection
from django.db.models import Model

CHANNEL = "hoshin_news"
# A server that went away without a word is missed after a minute, not after the two hours of most systems.
_KEPT_ALIVE = {"keepalives_idle": 30, "keepalives_interval": 10, "keepalives_count": 3}
_DJANGOS_OWN = ("context", "cursor_factory", "prepare_threshold")


def topic_of(model: type[Model], number: int) -> str:
    """By which name pages follow one row."""
    return f"{model._meta.label_lower}:{number}"


def tell_pages(model: type[Model], numbers: Iterable[int | None]) -> None:
    """Have pages that follow these rows ask again, once the transaction commits; None is passed over."""
    topics = [topic_of(model, number) for number in numbers if number is not None]
    if topics:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_notify(%s, topic) FROM unnest(%s::text[]) AS topic", [CHANNEL, topics])


@asynccontextmanager
async def open_news() -> AsyncIterator[AsyncIterator[str]]:
    """The topics that are told from now on, in whichever process, by a connection of their own.

    psycopg.Error: the database cannot be reached, or, while they are read, is not reached any more.
    """
    settings: dict[str, Any] = _KEPT_ALIVE | connection.get_connection_params()
    kept = {name: value for name, value in settings.items() if name not in _DJANGOS_OWN}
    async with await psycopg.AsyncConnection.connect(**kept, autocommit=True) as listening:
        await listening.execute(f"LISTEN {CHANNEL}")
        yield (told.payload async for told in listening.notifies())
