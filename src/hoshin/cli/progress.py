"""Progress on standard error for what takes over two seconds: a bar on a terminal, elsewhere a line now and then."""

import sys
import time
from types import TracebackType
from typing import Any

import click

SILENT_SECONDS = 2.0
LINE_EVERY_SECONDS = 10.0


class ProgressLine:
    """Hears (done, of how many, what); `of how many` is 0 while that is not known."""

    def __init__(self) -> None:
        self._started = time.monotonic()
        self._last_line = -LINE_EVERY_SECONDS
        self._what = ""
        self._bar: Any = None
        self._at = 0

    def __enter__(self) -> "ProgressLine":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._close()

    def __call__(self, done: int, total: int, what: str = "") -> None:
        now = time.monotonic()
        if what != self._what:
            self._close()
            self._what, self._at = what, 0
        if now - self._started < SILENT_SECONDS:
            return
        if sys.stderr.isatty():
            self._draw(done, total)
        elif now - self._last_line >= LINE_EVERY_SECONDS:
            self._last_line = now
            click.echo(f"{self._what or 'working'}: {done:,} of {total:,}" if total else f"{self._what} …", err=True)

    def _draw(self, done: int, total: int) -> None:
        if self._bar is None:
            self._bar = click.progressbar(length=max(total, 1), label=self._what, file=sys.stderr, show_pos=total > 0)
            self._bar.__enter__()
        if total and self._bar.length != total:
            self._bar.length = total
        self._bar.update(max(done - self._at, 0))
        self._at = max(done, self._at)

    def _close(self) -> None:
        if self._bar is not None:
            self._bar.__exit__(None, None, None)
            self._bar = None
