"""`hoshin worker`: do jobs beside hoshin serve, in one more process."""

import os
import signal
import threading
import time

import click

from hoshin.cli.setup import needs_database
from hoshin.cli.stepping_back import step_back

CONCURRENCY = 4
# What a worker needs to put its jobs back into the queue, and a little more.
END_WITHIN_SECONDS = 20


@click.command()
@click.option(
    "--concurrency", type=click.IntRange(1, 64), default=CONCURRENCY, show_default=True, help="Jobs done at once."
)
@click.option("--parent", type=int, hidden=True, help="Ends when the process of this number, which started it, does.")
@needs_database
def worker(concurrency: int, parent: int | None) -> None:
    """Do jobs from the queue until Ctrl+C: imports, exports, mails, and what is due by the clock.

    hoshin serve runs one of these already. Start more where jobs wait for long, on this machine or another one that
    reaches the same database and the same data folder.
    """
    from hoshin.base.tasks.worker import work

    step_back()
    if parent is not None:
        _end_with(parent)
    work(concurrency=concurrency, ends_on=(signal.SIGINT, signal.SIGTERM) if parent is None else (signal.SIGTERM,))


def _end_with(parent: int) -> None:
    """Where the server that started this worker dies, however it dies, the worker ends too.

    Ctrl+C reaches both; the server ends its worker in order then.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(1)
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(END_WITHIN_SECONDS)
        os._exit(1)

    threading.Thread(target=watch, name="end-with-parent", daemon=True).start()
