"""`hoshin serve`: serve the web application and the API, with a worker beside them."""

import os
import socket
import threading
import time
from contextlib import suppress
from pathlib import Path

import click

from hoshin.cli.database_watch import watch_database
from hoshin.cli.setup import migrate, set_up
from hoshin.cli.worker_watch import worker_beside

_MARK = "collected-for"
_BACKLOG = 256


@click.command()
@click.option(
    "--bind", metavar="ADDRESS:PORT", help="Stands before HOSHIN_BIND; 127.0.0.1:8000 where neither is given."
)
@click.option("--workers", type=click.IntRange(1, 16), default=1, show_default=True, help="Processes that answer.")
def serve(bind: str | None, workers: int) -> None:
    """Serve the web application and the API until Ctrl+C, and do jobs beside them.

    Prepares the database where that is needed. Bind to 127.0.0.1 and put a proxy with TLS in front, or set
    HOSHIN_ALLOWED_HOSTS to the names under which this server is reached.
    """
    prepare(bind)
    run(workers)


def prepare(bind: str | None, *, listens: bool = True) -> None:
    """Settings, migrations and static files; after this a request can be answered.

    Conflict before anything is begun where another program has the address already.
    """
    if bind:
        os.environ["HOSHIN_BIND"] = bind
    if listens:
        _host_and_port()
    set_up()
    migrate()
    collect_static()


def run(workers: int) -> None:
    """Answer requests until a signal comes. Prints the address once it is about to listen."""
    from django.conf import settings
    from django.db import connections
    from granian import Granian
    from granian.constants import Interfaces

    from hoshin.serving import MOST_FOLLOWERS

    host, port = _host_and_port()
    connections.close_all()
    server = Granian(
        "hoshin.config.serving:application",
        address=host,
        port=port,
        interface=Interfaces.RSGI,
        workers=workers,
        backlog=_BACKLOG,
        # So many connections are open in a process: pages that follow something keep one each, beside those that ask.
        backpressure=_BACKLOG // workers + MOST_FOLLOWERS,
        log_enabled=settings.ENVIRONMENT.log_level in ("DEBUG", "INFO"),
        respawn_failed_workers=True,
        workers_kill_timeout=10,
    )
    server.on_startup(lambda: threading.Thread(target=say_when_open, args=(host, port), daemon=True).start())
    watching = watch_database(settings.ENVIRONMENT.data_dir) if settings.ENVIRONMENT.database is None else None
    try:
        with worker_beside():
            server.serve()
    finally:
        if watching is not None:
            watching.set()
    click.echo("Stopped.", err=True)


def address() -> str:
    """The address to open, as a person types it."""
    from django.conf import settings

    from hoshin.config.environment import local_url

    return f"{local_url(settings.ENVIRONMENT.bind)}/"


def collect_static() -> None:
    """Copy static files into the data folder, where they are not there yet or belong to another version."""
    from django.conf import settings
    from django.core.management import call_command

    if settings.DEBUG:
        return
    root = Path(settings.STATIC_ROOT)
    wanted = _newest(settings.PACKAGE / "web" / "static")
    mark = root / _MARK
    if mark.is_file() and mark.read_text() == wanted:
        return
    call_command("collectstatic", interactive=False, verbosity=0, clear=False)
    mark.write_text(wanted)


def _newest(folder: Path) -> str:
    """What tells one state of the static files from another: the package's version, their number and latest change."""
    from importlib.metadata import version

    times = [path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()]
    return f"{version('hoshin')} {len(times)} {max(times, default=0)}"


def say_when_open(host: str, port: int) -> None:
    """Each process opens the port by itself, as soon as it is ready: before that whoever opens the address is refused."""
    is_open = False
    while not is_open:
        # First: while processes are forked this thread sleeps, and holds no lock that they would inherit.
        time.sleep(0.3)
        with suppress(OSError), socket.create_connection((host, port), timeout=1.0):
            is_open = True
    click.echo(f"Hoshin listens on {address()}", err=True)


def _host_and_port() -> tuple[str, int]:
    from hoshin.base.errors import Conflict
    from hoshin.config import environment

    bind = environment.load().bind
    host, _, port = bind.rpartition(":")
    if not _is_free(host.strip("[]"), int(port)):
        raise Conflict(f"Something listens on {bind} already. Stop it, or choose another port: --bind 127.0.0.1:8001")
    return host.strip("[]"), int(port)


def _is_free(host: str, port: int) -> bool:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True
