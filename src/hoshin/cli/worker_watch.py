"""Keeps a worker running beside the server: begun and ended with it, and begun again where it dies."""

import logging
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from hoshin.cli.worker import END_WITHIN_SECONDS

LONGEST_PAUSE_SECONDS = 30.0
_COMMAND = [sys.executable, "-c", "from hoshin.cli.main import main; main()", "worker", "--parent"]

logger = logging.getLogger(__name__)


@contextmanager
def worker_beside() -> Iterator[None]:
    """Within the block a worker runs. At its end running jobs have some seconds, then they go back into the queue."""
    keeper = _Keeper()
    keeper.start()
    try:
        yield
    finally:
        keeper.stop()


class _Keeper(threading.Thread):
    def __init__(self) -> None:
        super().__init__(name="worker-watch", daemon=True)
        self._is_over = threading.Event()
        self._process = self._begin()

    def run(self) -> None:
        pause, began = 1.0, time.monotonic()
        while True:
            code = self._process.wait()
            if self._is_over.is_set():
                return
            # One that dies again and again is begun ever more rarely.
            pause = 1.0 if time.monotonic() - began > LONGEST_PAUSE_SECONDS else min(pause * 2, LONGEST_PAUSE_SECONDS)
            logger.warning("The worker has stopped (%s); another one begins in %d seconds.", code, pause)
            if self._is_over.wait(pause):
                return
            began = time.monotonic()
            self._process = self._begin()

    def stop(self) -> None:
        self._is_over.set()
        self._process.terminate()
        try:
            self._process.wait(END_WITHIN_SECONDS)
        except subprocess.TimeoutExpired:
            logger.warning("The worker did not end; its jobs are taken up again by the next one.")
            self._process.kill()
            self._process.wait()

    def _begin(self) -> "subprocess.Popen[bytes]":
        return subprocess.Popen([*_COMMAND, str(os.getpid())])  # noqa: S603 – ourselves
