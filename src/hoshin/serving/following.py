"""Streams of server-sent events (text/event-stream) that the loop holds: somebody follows a topic until something happens.

No thread is held for one, and one connection to whatever tells the news is open for all of a process, while anybody follows.
A stream ends after a minute; browsers come back by themselves, so that whether they may follow is asked again.
"""

import asyncio
import logging
import signal
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, suppress
from typing import Any

from hoshin.serving.bodies import Refused

MOST_FOLLOWERS = 250
COMMENT_EVERY_SECONDS = 15.0
LONGEST_SECONDS = 60.0
# Whoever does not take a line for so long is gone.
SLOWEST_FOLLOWER_SECONDS = 5.0
CONNECT_SECONDS = 5.0
BEGINNING = b"retry: 2000\n\n"
CHANGED = b"event: changed\ndata: 1\n\n"
COMMENT = b": still here\n\n"

logger = logging.getLogger(__name__)
# Opens what tells the news: the topics in which something happened, one after another.
OpenNews = Callable[[], AbstractAsyncContextManager[AsyncIterator[str]]]


class _Follower:
    """One stream: whether something happened since it was last told so, and whether it is to end."""

    def __init__(self) -> None:
        self._woken = asyncio.Event()
        self.has_news, self.is_over = True, False

    def tell(self) -> None:
        self.has_news = True
        self._woken.set()

    def end(self) -> None:
        self.is_over = True
        self._woken.set()

    async def until_woken(self, seconds: float) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._woken.wait()
        self._woken.clear()


class Followers:
    """Everybody in this process who follows a topic; `stream` answers one of them."""

    def __init__(self, open_news: OpenNews, *, most: int = MOST_FOLLOWERS) -> None:
        self._open_news, self._most = open_news, most
        self._by_topic: dict[str, set[_Follower]] = {}
        self._hearing: asyncio.Task[None] | None = None
        self._is_heard = asyncio.Event()
        self._is_over = False

    def __len__(self) -> int:
        return sum(len(those) for those in self._by_topic.values())

    @property
    def is_hearing(self) -> bool:
        """Whether the connection that tells the news is open, or being opened."""
        return self._hearing is not None

    def end(self) -> None:
        """End all streams and take no more: the process stops."""
        self._is_over = True
        for one in self._all():
            one.end()

    async def stream(self, protocol: Any, status: int, headers: list[tuple[str, str]], topic: str) -> None:
        """Send what happens in a topic until the client is gone, a minute is over or the news end.

        It begins with one event, as something may have happened before somebody listened. Refused, with nothing sent: too
        many follow already, or no news can be had.
        """
        follower = await self._joined(topic)
        leaving = asyncio.create_task(_end_when_gone(protocol, follower))
        try:
            with suppress(Exception):  # the client is gone, or does not take what it is sent
                await _send(protocol.response_stream(status, headers), follower)
        finally:
            leaving.cancel()
            self._leave(topic, follower)

    async def _joined(self, topic: str) -> _Follower:
        if self._is_over or len(self) >= self._most:
            raise Refused(503, "Too many pages ask for what others do.")
        follower = _Follower()
        self._by_topic.setdefault(topic, set()).add(follower)
        if self._hearing is None:
            self._is_heard = asyncio.Event()
            self._hearing = asyncio.create_task(self._hear(self._is_heard))
        try:
            async with asyncio.timeout(CONNECT_SECONDS):
                await self._is_heard.wait()
        except TimeoutError:
            follower.end()
        except BaseException:
            self._leave(topic, follower)
            raise
        if follower.is_over:
            self._leave(topic, follower)
            raise Refused(503, "What others do is not told at the moment.")
        return follower

    def _leave(self, topic: str, follower: _Follower) -> None:
        those = self._by_topic.get(topic, set())
        those.discard(follower)
        if not those:
            self._by_topic.pop(topic, None)
        if not self._by_topic and self._hearing is not None:
            self._hearing.cancel()
            self._hearing = None

    async def _hear(self, is_heard: asyncio.Event) -> None:
        """Wake followers when their topic is told. Where the news break off all of them end, and come back by themselves."""
        try:
            async with self._open_news() as news:
                is_heard.set()
                async for topic in news:
                    for one in self._by_topic.get(topic, ()):
                        one.tell()
        except Exception as error:
            logger.warning("What others do is not heard any more: %s", error)
        finally:
            # After the last one left, those who follow now have a connection of their own.
            if self._hearing is asyncio.current_task():
                self._hearing = None
                for one in self._all():
                    one.end()
            is_heard.set()

    def _all(self) -> list[_Follower]:
        return [one for those in self._by_topic.values() for one in those]


async def _send(transport: Any, follower: _Follower) -> None:
    loop = asyncio.get_running_loop()
    until = loop.time() + LONGEST_SECONDS
    part = BEGINNING
    while True:
        async with asyncio.timeout(SLOWEST_FOLLOWER_SECONDS):
            await transport.send_bytes(part)
        if not follower.has_news:
            await follower.until_woken(min(COMMENT_EVERY_SECONDS, until - loop.time()))
        if follower.is_over or loop.time() >= until:
            return
        part = CHANGED if follower.has_news else COMMENT
        follower.has_news = False


async def _end_when_gone(protocol: Any, follower: _Follower) -> None:
    await protocol.client_disconnect()
    follower.end()


def when_told_to_stop(loop: asyncio.AbstractEventLoop, act: Callable[[], None]) -> None:
    """Call this in the loop as soon as the process is told to stop.

    Granian itself waits for open answers then, before it says anything to the application. Its own handler stays.
    """
    if threading.current_thread() is not threading.main_thread():
        return

    def chained(before: Any) -> Callable[[int, Any], None]:
        def handle(number: int, frame: Any) -> None:
            loop.call_soon_threadsafe(act)
            if callable(before):
                before(number, frame)

        return handle

    for name in ("SIGINT", "SIGTERM", "SIGBREAK"):
        number = getattr(signal, name, None)
        if number is not None:
            signal.signal(number, chained(signal.getsignal(number)))
