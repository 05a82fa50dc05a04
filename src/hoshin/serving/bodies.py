"""Reading the body of a request: by the event loop, within a deadline and a size, into memory or a file."""

import asyncio
import tempfile
from dataclasses import dataclass
from typing import IO, Any

IN_MEMORY_BYTES = 1_000_000
# What a slow line still carries; whoever sends less is not waited for.
SLOWEST_BYTES_PER_SECOND = 20_000
PATIENCE_SECONDS = 15.0


class Refused(Exception):
    """A body that is not read to its end; the text is for people."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status = status


@dataclass(frozen=True, slots=True)
class Body:
    """A whole body, at its beginning."""

    file: IO[bytes]
    size: int


def patience_for(announced: int) -> float:
    """Seconds in which a body of so many bytes must be here; one of unknown length counts as small.

    >>> patience_for(0), patience_for(2_000_000)
    (15.0, 115.0)
    """
    return PATIENCE_SECONDS + announced / SLOWEST_BYTES_PER_SECOND


async def read_body(protocol: Any, announced: int | None, most_bytes: int) -> Body:
    """The body that a client sends, of which it announced the length, or not (None). Refused."""
    if announced is not None and announced > most_bytes:
        raise Refused(413, "The body is too large.")
    file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY_BYTES)  # noqa: SIM115 – closed by whoever answers
    try:
        async with asyncio.timeout(patience_for(announced or 0)):
            size = await _copied(protocol, file, most_bytes)
    except TimeoutError:
        file.close()
        raise Refused(408, "The body did not arrive in time.") from None
    except BaseException:
        file.close()
        raise
    if announced is not None and size != announced:
        file.close()
        raise Refused(400, "The body is shorter than announced.")
    file.seek(0)
    return Body(file, size)


async def _copied(protocol: Any, file: IO[bytes], most_bytes: int) -> int:
    size = 0
    async for chunk in protocol:
        size += len(chunk)
        if size > most_bytes:
            raise Refused(413, "The body is too large.")
        file.write(chunk)
    return size
