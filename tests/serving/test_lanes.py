"""Bodies that come slowly hold no thread, and no kind of request takes all of them."""

import asyncio
import io
import json
import threading
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

import pytest
from django.http import StreamingHttpResponse

from hoshin.config.lanes import kind_of, most_bytes, refusal
from hoshin.serving import Application, Lanes, application, bodies


class Client:
    """What Granian gives of a client: its body in pieces, each after some seconds, and what it is answered."""

    def __init__(self, *pieces: bytes | float):
        self.pieces, self.status, self.headers, self.body = pieces, 0, {}, b""

    async def __aiter__(self):
        for piece in self.pieces:
            if isinstance(piece, bytes):
                yield piece
            else:
                await asyncio.sleep(piece)

    def response_bytes(self, status, headers, body):
        self.status, self.headers, self.body = status, dict(headers), body

    def response_stream(self, status, headers):
        self.status, self.headers = status, dict(headers)
        return self

    async def send_bytes(self, part):
        self.body += part


class Headers(dict):
    def get(self, name, default=None):
        return super().get(name, default)


def scope(method="GET", path="/", **headers):
    named = Headers({name.replace("_", "-"): value for name, value in headers.items()})
    return SimpleNamespace(
        proto="http", http_version="1.1", method=method, path=path, query_string="q=1", scheme="http", headers=named,
        authority=None, client="192.0.2.1:5000", server="127.0.0.1:8000",
    )  # fmt: skip


def served(wsgi, *asked, places=None, patience=5.0, threads=3):
    """The clients, after all of them were answered side by side."""
    made = Application(
        wsgi,
        Lanes(threads, places or {"write": 1}, kind_of, patience=patience),
        most_bytes=lambda path: 1000,
        refusal=refusal,
    )

    async def run():
        made.__rsgi_init__(asyncio.get_running_loop())
        await asyncio.gather(*(made.__rsgi__(*one) for one in asked))

    # A story in a browser may have left a loop running in this thread.
    with ThreadPoolExecutor(1) as beside:
        beside.submit(lambda: asyncio.run(run())).result()
    return [client for _, client in asked]


def echo(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/plain")])
    said = environ["wsgi.input"].read()
    return [f"{environ['REQUEST_METHOD']} {environ['PATH_INFO']} {environ['CONTENT_LENGTH']} ".encode(), said]


def test_a_request_arrives_as_it_was_sent_and_is_answered():
    (client,) = served(echo, (scope("POST", "/a/é", content_length="6"), Client(b"abc", b"def")))
    assert (client.status, client.headers["content-type"]) == (200, "text/plain")
    # WSGI gives an address byte by byte.
    assert client.body.decode().encode("latin-1") == "POST /a/é 6 abcdef".encode()


def test_forty_slow_bodies_hold_no_thread(monkeypatch):
    monkeypatch.setattr(bodies, "PATIENCE_SECONDS", 0.3)
    order = []

    def noted(environ, start_response):
        order.append(environ["PATH_INFO"])
        return echo(environ, start_response)

    slow = [(scope("POST", "/sign-in", content_length="900"), Client(b"u", 60.0)) for _ in range(40)]
    *late, client = served(noted, *slow, (scope("GET", "/sign-in"), Client()))
    assert client.status == 200
    assert order == ["/sign-in"], "none of the others was ever taken"
    assert {(one.status, one.headers["connection"]) for one in late} == {(408, "close")}
    assert b"did not arrive in time" in late[0].body


@pytest.mark.parametrize(
    ("headers", "pieces", "status"),
    [
        ({"content_length": "1001"}, [], 413),
        ({"transfer_encoding": "chunked"}, [b"x" * 600, b"x" * 600], 413),
        ({"transfer_encoding": "chunked"}, [b"x" * 600], 200),
        ({"content_length": "5"}, [b"abc"], 400),
    ],
)
def test_a_body_has_an_end_and_the_length_that_it_announced(headers, pieces, status):
    (client,) = served(echo, (scope("POST", "/api/v1/actuals", **headers), Client(*pieces)))
    assert client.status == status
    if status != 200:
        assert json.loads(client.body)["status"] == status


def test_writers_who_wait_leave_threads_to_readers():
    may_end, running = threading.Event(), []

    def work(environ, start_response):
        if environ["REQUEST_METHOD"] == "POST":
            running.append(1)
            assert may_end.wait(10)
        else:
            may_end.set()
        return echo(environ, start_response)

    writers = [(scope("POST", "/measures/REV/values/2026-10", content_length="0"), Client()) for _ in range(8)]
    *written, reader = served(work, *writers, (scope("GET", "/"), Client()), places={"write": 2})
    assert reader.status == 200
    assert {client.status for client in written} == {200}
    assert len(running) == 8


def test_whoever_waits_too_long_for_a_place_is_told_to_try_again():
    may_end = threading.Event()

    def work(environ, start_response):
        may_end.wait(0.5)
        return echo(environ, start_response)

    asked = [(scope("POST", path, content_length="0"), Client()) for path in ("/x", "/x", "/api/v1/actuals")]
    first, page, problem = served(work, *asked, patience=0.1)
    assert first.status == 200
    assert (page.status, page.headers["retry-after"], problem.status) == (503, "5", 503)
    assert b"Busy, try again" in page.body
    assert json.loads(problem.body)["code"] == "busy"


def test_files_and_pieces_are_sent_as_they_come(tmp_path, monkeypatch):
    monkeypatch.setattr(application, "SMALL_FILE_BYTES", 10)
    monkeypatch.setattr(application, "PART_BYTES", 7)
    path = tmp_path / "file"
    path.write_bytes(b"0123456789" * 3)

    def answers(environ, start_response):
        if environ["PATH_INFO"] == "/file":
            start_response("200 OK", [("Content-Length", "30")])
            return environ["wsgi.file_wrapper"](path.open("rb"))
        if environ["PATH_INFO"] == "/small":
            start_response("200 OK", [("Content-Length", "3")])
            return environ["wsgi.file_wrapper"](io.BytesIO(b"abc"))
        start_response("200 OK", [])
        return StreamingHttpResponse(iter([b"a", b"b"]))

    asked = [(scope("GET", path), Client()) for path in ("/file", "/small", "/pieces")]
    file, small, pieces = served(answers, *asked)
    assert (file.body, small.body, pieces.body) == (path.read_bytes(), b"abc", b"ab")


def test_what_the_product_sets():
    assert [kind_of("GET", "/sign-in"), kind_of("POST", "/sign-in"), kind_of("POST", "/plan/x")] == [
        "read",
        "sign-in",
        "write",
    ]
    assert most_bytes("/exchange/upload") > 200_000_000 > most_bytes("/sign-in")
