"""`hoshin worker`: do jobs beside hoshin serve, in one more process."""

import click

from hoshin.cli.setup import needs_database

CONCURRENCY = 4


@click.command()
@click.option(
    "--concurrency", type=click.IntRange(1, 64), default=CONCURRENCY, show_default=True, help="Jobs done at once."
)
@click.option("--until-eof", is_flag=True, hidden=True, help="Ends when its standard input does: with who started it.")
@needs_database
def worker(concurrency: int, until_eof: bool) -> None:
    """Do jobs from the queue until Ctrl+C: imports, exports, mails, and what is due by the clock.

    hoshin serve runs one of these already. Start more where jobs wait for long, on this machine or another one that
    reaches the same database and the same data folder.
    """
    from hoshin.base.tasks.worker import work

    if until_eof:
        _end_with_standard_input()
    work(concurrency=concurrency)


def _end_with_standard_input() -> None:
    """Who started this process holds the other end: when that process dies, however it dies, this one ends too."""
    import os
    import signal
    import sys
    import threading

    def wait() -> None:
        sys.stdin.buffer.read()
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=wait, name="end-with-parent", daemon=True).start()
