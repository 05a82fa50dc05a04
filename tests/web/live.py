"""A server for browsers whose answers are part of the story: they see what it made, and are rolled back with it.

A story and the answers to its browser run in two threads and share one connection with one open transaction. They take
turns: the story has the turn all the time, except while it waits for the browser. What an answer puts off until its
commit happens at its end. Stories that need real commits (other processes, other threads at work) say so with
django_db(transaction=True): their answers use connections of their own.
"""

import contextvars
import threading
from asyncio import BaseEventLoop
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.handlers.wsgi import WSGIHandler
from django.core.servers.basehttp import ThreadedWSGIServer
from django.db import DEFAULT_DB_ALIAS, connections
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.test.testcases import QuietWSGIRequestHandler

# Where browsers find axe: they keep it compiled, which is a third of what handing it over on each page takes.
AXE = "/axe.js"
# Where they wait for the next story. From about:blank each would begin with a new process, which has compiled nothing yet.
WAITING = "/waiting"


class Server:
    """Listens on a free port of this machine for the whole run; one story at a time."""

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._story: contextvars.Context | None = None
        self._connection: Any = None
        self.broken: list[str] = []
        self._http = ThreadedWSGIServer(("127.0.0.1", 0), QuietWSGIRequestHandler, allow_reuse_address=False)
        self._http.set_app(_Kept(_Answers(self)))
        threading.Thread(target=self._http.serve_forever, name="stories", daemon=True).start()
        self.url = f"http://127.0.0.1:{self._http.server_address[1]}"

    def close(self) -> None:
        self._http.shutdown()
        self._http.server_close()

    @contextmanager
    def story(self) -> Iterator[None]:
        """Answer within the story's transaction where it has one, at the instant at which it holds the clock."""
        self._story = contextvars.copy_context()
        connection = connections[DEFAULT_DB_ALIAS]
        if not connection.in_atomic_block:
            yield
            return
        connection.inc_thread_sharing()
        # Django closes a connection with an open transaction at the end of an answer: somebody must have forgotten it.
        connection.close_if_unusable_or_obsolete = lambda: None
        with self._turn:
            self._connection = connection
            yield
            self._connection = None
        del connection.close_if_unusable_or_obsolete
        connection.dec_thread_sharing()

    def turn_clock(self) -> None:
        """Answer from now on at the instant at which the story holds the clock now."""
        self._story = contextvars.copy_context()

    def give_way(self, loop: BaseEventLoop) -> None:
        """Let answers be made while the story waits for the browser, which it does in this loop."""
        wait = loop._selector.select

        def select(timeout: float | None = None) -> Any:
            if self._connection is None:
                return wait(timeout)
            self._turn.release()
            try:
                return wait(timeout)
            finally:
                self._turn.acquire()

        loop._selector.select = select

    def answer(self, app: Any, environ: dict[str, Any], start_response: Any) -> list[bytes]:
        """The whole answer, made while the story waits."""
        if self._connection is None:
            return self._made(app, environ, start_response)
        story = self._story
        with self._turn:
            if self._connection is None or self._story is not story:
                raise ConnectionAbortedError("The story is over.")
            connections[DEFAULT_DB_ALIAS] = self._connection
            try:
                before = len(self._connection.run_on_commit)
                whole = self._made(app, environ, start_response)
                put_off = self._connection.run_on_commit[before:]
                del self._connection.run_on_commit[before:]
                for _, act, _ in put_off:
                    act()
                return whole
            finally:
                del connections[DEFAULT_DB_ALIAS]

    def _made(self, app: Any, environ: dict[str, Any], start_response: Any) -> list[bytes]:
        response = self._story.copy().run(app, environ, start_response)
        # 503 is an answer: try again.
        if response.status_code in (500, 502, 504):
            self.broken.append(f"{response.status_code} {environ['PATH_INFO']}")
        try:
            return [b"".join(response)]
        finally:
            response.close()


class _Kept(StaticFilesHandler):
    """Static files, which are the same until the end of the run: browsers need not ask for thirty of them on each page."""

    _keep = "max-age=86400"

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        if environ["PATH_INFO"] == WAITING:
            start_response("200 OK", [("Content-Type", "text/html"), ("Cache-Control", self._keep)])
            # With an icon: for want of one browsers ask for /favicon.ico, and what is refused to the last story's session
            # signs the next one out.
            return [b"<!doctype html><title>Waiting</title><link rel=icon href=data:,>"]
        if environ["PATH_INFO"] != AXE:
            return super().__call__(environ, start_response)
        start_response("200 OK", [("Content-Type", "text/javascript"), ("Cache-Control", self._keep)])
        return [_axe()]

    def serve(self, request: HttpRequest) -> HttpResponseBase:
        response = super().serve(request)
        response["Cache-Control"] = self._keep
        return response


@cache
def _axe() -> bytes:
    from axe_playwright_python.sync_playwright import Axe

    return Axe().axe_script.encode()


class _Answers(WSGIHandler):
    def __init__(self, server: Server) -> None:
        super().__init__()
        self._server = server

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        return self._server.answer(super().__call__, environ, start_response)
