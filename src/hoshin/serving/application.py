"""A WSGI application behind Granian's event loop (RSGI).

A body is read by the loop, so that a client that sends it slowly holds no thread. Requests run in threads, each kind in a
lane that never takes all of them: those that wait for their lane wait in the loop. Files are sent by the loop as well, and
an answer that names what it `follows` becomes a stream that the loop holds.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from granian._granian import RSGIProtocolClosed as ProtocolClosed

from hoshin.serving.bodies import Body, Refused, read_body
from hoshin.serving.environ import FileParts, environ_of
from hoshin.serving.following import Followers, OpenNews, when_told_to_stop

SMALL_FILE_BYTES = 1_000_000
PART_BYTES = 256_000
# Whoever does not read on for so long is not sent to any more.
SLOWEST_READER_SECONDS = 60.0
RETRY_AFTER_SECONDS = 5
# Bodies that arrive at the same time; each keeps a file open.
MOST_BODIES = 1000
BUSY = "Too much is asked of the server at the moment."

logger = logging.getLogger(__name__)
Headers = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Lanes:
    """How many threads there are, how many of them each kind of request may take, and which kind a request is.

    A kind that is not named takes as many as there are. A request waits `patience` seconds for its lane at most, and no
    more than `waiting` wait in one.
    """

    threads: int
    places: Mapping[str, int]
    kind_of: Callable[[str, str], str]
    patience: float = 15.0
    waiting: int = 200


@dataclass(frozen=True, slots=True)
class _Topic:
    """What is followed, in place of a body."""

    name: str


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    headers: Headers
    body: bytes | FileParts | _Topic


class Application:
    """What Granian is given.

    `most_bytes` says by path how large a body may be; `refusal` makes, from a status, a sentence and a path, the kind of
    content and the body of the answer to a request that Django never sees. `open_news` opens what tells the news of topics;
    where there is none, an answer that follows one is sent as it is.
    """

    def __init__(
        self,
        wsgi: Callable[..., Iterable[bytes]],
        lanes: Lanes,
        *,
        most_bytes: Callable[[str], int],
        refusal: Callable[[int, str, str], tuple[str, bytes]],
        open_news: OpenNews | None = None,
    ) -> None:
        self._wsgi, self._lanes, self._most_bytes, self._refusal = wsgi, lanes, most_bytes, refusal
        self._threads = ThreadPoolExecutor(lanes.threads, thread_name_prefix="request")
        # For files alone: reading them takes no thread from requests.
        self._readers = ThreadPoolExecutor(2, thread_name_prefix="file")
        self._places: dict[str, asyncio.Semaphore] = {}
        self._waiting: dict[str, int] = {}
        self._bodies = 0
        self.followers = Followers(open_news) if open_news is not None else None

    def __rsgi_init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        if self.followers is not None:
            when_told_to_stop(loop, self.followers.end)

    async def __rsgi__(self, scope: Any, protocol: Any) -> None:
        if scope.proto != "http":
            protocol.close(404)
            return
        try:
            answer = await self._taken(scope, protocol)
            if answer is not None:
                await self._send(protocol, answer)
        except Refused as refused:
            await self._send(protocol, self._refused(refused, scope.path))

    async def _taken(self, scope: Any, protocol: Any) -> _Answer | None:
        """The answer to a request, once its body is here and there is a place for it. Refused."""
        try:
            body = await self._body(scope, protocol)
        except ProtocolClosed:
            return None
        try:
            async with self._place(self._lanes.kind_of(scope.method, scope.path)):
                return await self._loop.run_in_executor(self._threads, self._answered, scope, protocol, body)
        finally:
            body.file.close()

    def _refused(self, refused: Refused, path: str) -> _Answer:
        kind, page = self._refusal(refused.status, str(refused), path)
        headers = [("content-type", kind), ("connection", "close")]
        if refused.status == 503:
            headers.append(("retry-after", str(RETRY_AFTER_SECONDS)))
        return _Answer(refused.status, headers, page)

    async def _body(self, scope: Any, protocol: Any) -> Body:
        said = scope.headers.get("content-length")
        announced = int(said) if said and said.isdigit() else None
        if announced is None and scope.headers.get("transfer-encoding") is None:
            announced = 0
        if announced == 0:
            return Body(BytesIO(), 0)
        if self._bodies >= MOST_BODIES:
            raise Refused(503, "Too many requests arrive at once.")
        self._bodies += 1
        try:
            return await read_body(protocol, announced, self._most_bytes(scope.path))
        finally:
            self._bodies -= 1

    @asynccontextmanager
    async def _place(self, kind: str) -> AsyncIterator[None]:
        """A place in the lane of a kind, for as long as the request runs. Refused."""
        places = self._places.setdefault(kind, asyncio.Semaphore(self._lanes.places.get(kind, self._lanes.threads)))
        if places.locked() and self._waiting.get(kind, 0) >= self._lanes.waiting:
            raise Refused(503, BUSY)
        self._waiting[kind] = self._waiting.get(kind, 0) + 1
        try:
            async with asyncio.timeout(self._lanes.patience):
                await places.acquire()
        except TimeoutError:
            raise Refused(503, BUSY) from None
        finally:
            self._waiting[kind] -= 1
        try:
            yield
        finally:
            places.release()

    def _answered(self, scope: Any, protocol: Any, body: Body) -> _Answer | None:
        """Runs in a thread: the answer, or None where it has been sent piece by piece already."""
        started: list[tuple[int, Headers]] = []

        def start_response(status: str, headers: Headers, _error: Any = None) -> None:
            started[:] = [(int(status[:3]), [(name.lower(), value) for name, value in headers])]

        found = self._wsgi(environ_of(scope, body.file, body.size), start_response)
        status, headers = started[0]
        if isinstance(found, FileParts) and _length(headers) > SMALL_FILE_BYTES:
            return _Answer(status, headers, found)
        try:
            if isinstance(found, FileParts):
                return _Answer(status, headers, found.file.read())
            if getattr(found, "streaming", False):
                self._stream(protocol, status, headers, found)
                return None
            topic = getattr(found, "follows", "")
            if topic and self.followers is not None and scope.method == "GET":
                return _Answer(status, [one for one in headers if one[0] != "content-length"], _Topic(topic))
            return _Answer(status, headers, b"".join(found))
        finally:
            if hasattr(found, "close"):
                found.close()

    def _stream(self, protocol: Any, status: int, headers: Headers, parts: Iterable[bytes]) -> None:
        """Send pieces as they are made, from the thread that makes them."""

        async def begin() -> Any:
            return protocol.response_stream(status, headers)

        transport = asyncio.run_coroutine_threadsafe(begin(), self._loop).result(SLOWEST_READER_SECONDS)
        with suppress(Exception):
            for part in parts:
                sending = asyncio.run_coroutine_threadsafe(_sent(transport, part), self._loop)
                sending.result(SLOWEST_READER_SECONDS)

    async def _send(self, protocol: Any, answer: _Answer) -> None:
        """Refused, with nothing sent: what it follows cannot be followed now."""
        if isinstance(answer.body, bytes):
            protocol.response_bytes(answer.status, answer.headers, answer.body)
            return
        if isinstance(answer.body, _Topic):
            assert self.followers is not None
            await self.followers.stream(protocol, answer.status, answer.headers, answer.body.name)
            return
        parts = answer.body
        transport = protocol.response_stream(answer.status, answer.headers)
        try:
            while part := await self._loop.run_in_executor(self._readers, parts.file.read, PART_BYTES):
                async with asyncio.timeout(SLOWEST_READER_SECONDS):
                    await transport.send_bytes(part)
        except Exception:
            logger.info("Somebody did not read a file to its end.")
        finally:
            await self._loop.run_in_executor(self._readers, parts.close)


async def _sent(transport: Any, part: bytes) -> None:
    await transport.send_bytes(part)


def _length(headers: Headers) -> int:
    return next((int(value) for name, value in headers if name == "content-length" and value.isdigit()), 0)
