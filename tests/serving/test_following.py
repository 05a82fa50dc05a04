"""Streams that the loop holds: what is told arrives, whoever left is forgotten, and none keeps the process from ending."""

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager

import pytest
from django.http import HttpResponse
from tests.serving.test_lanes import Client, scope

from hoshin.config.lanes import kind_of, most_bytes, refusal
from hoshin.serving import Application, Lanes, following
from hoshin.serving.following import BEGINNING, CHANGED, COMMENT, Followers


class Reader(Client):
    """Somebody who takes the events one by one, until they go away; `slow` takes none at all."""

    def __init__(self, *, is_slow: bool = False):
        super().__init__()
        self.is_slow, self.parts, self.gone = is_slow, asyncio.Queue(), asyncio.Event()

    async def client_disconnect(self):
        await self.gone.wait()

    async def send_bytes(self, part):
        if self.is_slow:
            await asyncio.sleep(60)
        self.parts.put_nowait(part)

    async def take(self, count):
        return [await asyncio.wait_for(self.parts.get(), 10) for _ in range(count)]


class News:
    """What the database would be: topics that are told; None breaks the connection off. Counts how often it is open."""

    def __init__(self, *, is_away: bool = False):
        self.is_away, self.opened, self.open = is_away, 0, 0
        self.told = asyncio.Queue()

    @asynccontextmanager
    async def __call__(self):
        if self.is_away:
            raise OSError("There is no database.")
        self.opened, self.open = self.opened + 1, self.open + 1
        try:
            yield self._topics()
        finally:
            self.open -= 1

    async def _topics(self):
        while (topic := await self.told.get()) is not None:
            yield topic
        raise OSError("The connection is broken.")


def played(story):
    # A story in a browser may have left a loop running in this thread.
    with ThreadPoolExecutor(1) as beside:
        beside.submit(lambda: asyncio.run(asyncio.wait_for(story(), 30))).result()


def begun(followers, reader, topic="a"):
    return asyncio.create_task(followers.stream(reader, 200, [], topic))


def test_what_is_told_arrives_by_topic_over_one_connection_which_goes_with_the_last():
    async def story():
        news = News()
        followers = Followers(news)
        one, other, elsewhere = Reader(), Reader(), Reader()
        running = [begun(followers, one), begun(followers, other), begun(followers, elsewhere, "b")]
        for reader in (one, other, elsewhere):
            assert await reader.take(2) == [BEGINNING, CHANGED]
        assert (news.opened, len(followers)) == (1, 3)
        for topic in ("a", "a", "a"):
            news.told.put_nowait(topic)
        assert await one.take(1) == await other.take(1) == [CHANGED]
        for reader in (one, other):
            reader.gone.set()
        await asyncio.gather(*running[:2])
        assert (len(followers), news.open) == (1, 1), "whoever went away is forgotten"
        elsewhere.gone.set()
        await running[2]
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        assert (len(followers), news.open, followers.is_hearing) == (0, 0, False)
        assert elsewhere.parts.empty(), "another topic is told to others"
        again = Reader()
        running.append(begun(followers, again))
        assert await again.take(2) == [BEGINNING, CHANGED]
        assert (news.opened, news.open) == (2, 1)
        again.gone.set()
        await running[3]

    played(story)


def test_a_stream_says_that_it_lives_and_ends_after_its_time(monkeypatch):
    monkeypatch.setattr(following, "COMMENT_EVERY_SECONDS", 0.05)
    monkeypatch.setattr(following, "LONGEST_SECONDS", 0.4)

    async def story():
        followers, reader = Followers(News()), Reader()
        await begun(followers, reader)
        assert await reader.take(3) == [BEGINNING, CHANGED, COMMENT]
        assert len(followers) == 0

    played(story)


def test_whoever_takes_nothing_is_forgotten(monkeypatch):
    monkeypatch.setattr(following, "SLOWEST_FOLLOWER_SECONDS", 0.1)

    async def story():
        followers = Followers(News())
        await begun(followers, Reader(is_slow=True))
        assert len(followers) == 0

    played(story)


def test_all_end_where_the_news_break_off_and_come_back():
    async def story():
        news = News()
        followers = Followers(news)
        readers = [Reader(), Reader()]
        running = [begun(followers, readers[0]), begun(followers, readers[1], "b")]
        for reader in readers:
            await reader.take(2)
        news.told.put_nowait(None)
        await asyncio.gather(*running)
        assert (len(followers), news.open, followers.is_hearing) == (0, 0, False)
        back = Reader()
        running.append(begun(followers, back))
        assert await back.take(2) == [BEGINNING, CHANGED]
        followers.end()
        await running[2]
        assert len(followers) == 0

    played(story)


def test_the_end_of_the_process_ends_all_streams_and_begins_none():
    async def story():
        followers = Followers(News())
        readers = [Reader() for _ in range(5)]
        running = [begun(followers, reader) for reader in readers]
        for reader in readers:
            await reader.take(2)
        followers.end()
        await asyncio.gather(*running)
        with pytest.raises(following.Refused):
            await begun(followers, Reader())
        assert len(followers) == 0

    played(story)


def followed(environ, start_response):
    answer = HttpResponse(b": nothing\n\n", content_type="text/event-stream")
    answer.follows = "a"
    threads.add(threading.current_thread().name)
    start_response("200 OK", [("Content-Type", "text/event-stream"), ("Content-Length", "11")])
    return answer


threads: set[str] = set()


def application_of(news):
    lanes = Lanes(1, {}, kind_of)
    return Application(followed, lanes, most_bytes=most_bytes, refusal=refusal, open_news=news)


def test_ten_who_follow_hold_no_thread_and_there_is_a_most(monkeypatch):
    async def story():
        made = application_of(News())
        made.followers._most = 10
        made.__rsgi_init__(asyncio.get_running_loop())
        readers = [Reader() for _ in range(10)]
        running = [asyncio.create_task(made.__rsgi__(scope(path="/x"), reader)) for reader in readers]
        for reader in readers:
            assert await reader.take(2) == [BEGINNING, CHANGED]
            assert "content-length" not in reader.headers
        assert len(threads) == 1, "the one thread that there is answered all of them"
        late = Reader()
        await made.__rsgi__(scope(path="/x"), late)
        assert (late.status, late.headers["retry-after"]) == (503, "5")
        head = Reader()
        await made.__rsgi__(scope("HEAD", "/x"), head)
        assert (head.status, head.parts.empty()) == (200, True)
        made.followers.end()
        await asyncio.gather(*running)

    played(story)


@pytest.mark.parametrize(("news", "status", "body"), [(None, 200, b": nothing"), ("away", 503, b"Busy, try again")])
def test_without_news_an_answer_is_finite(news, status, body):
    async def story():
        made = application_of(News(is_away=True) if news else None)
        made.__rsgi_init__(asyncio.get_running_loop())
        reader = Reader()
        await made.__rsgi__(scope(path="/x"), reader)
        assert reader.status == status
        assert body in reader.body
        assert reader.parts.empty()

    played(story)
