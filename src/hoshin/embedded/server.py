"""The embedded PostgreSQL: started where it is not running, shared by every process of an installation.

What lies in the data folder:

    postgres/          the cluster, owned by the user who runs the server, closed to others
    postgres/server.log
    postgres.lock, postgres.users, postgres.watch    see `users`
    socket/            the Unix socket; in /run or /tmp where the path would be too long or out of reach

The server outlives the process that started it, until its watcher finds it unused. It writes through to the disk,
and listens on a Unix socket in a folder that only its own user (and root) may enter; there is no port and no password.
"""

import contextlib
import logging
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from hoshin.embedded import users
from hoshin.embedded.cluster import APP_ROLE, DATABASE, cluster_of, create_cluster, run
from hoshin.embedded.errors import EmbeddedDatabaseError, told_plainly
from hoshin.embedded.folder import prepare_folder
from hoshin.embedded.postmaster import Postmaster, running_postmaster
from hoshin.embedded.server_user import programs_for, server_user
from hoshin.embedded.starting import start, with_log

IDLE_SECONDS = 600.0

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class DatabaseAddress:
    """Where the database is: `host` is the folder of a Unix socket."""

    host: str
    port: int
    user: str
    dbname: str


@dataclass(frozen=True)
class ServerStatus:
    """Whether the embedded server of a data folder runs, and where its things are."""

    is_running: bool
    pid: int | None
    address: DatabaseAddress | None
    cluster: Path
    log: Path


def ensure_running(
    data_dir: Path | str,
    *,
    durable: bool = True,
    idle_seconds: float = IDLE_SECONDS,
    say: Callable[[str], None] = logger.info,
) -> DatabaseAddress:
    """Start the server of this data folder unless it runs, and return the address of the database `hoshin`.

    Any number of processes may call it at once: one server results. The first call creates the cluster, the
    role and the database; `say` is told about what takes long. `durable=False` starts a server that does not
    write through to the disk, for tests alone; a server that already runs is taken as it is. From the call on
    this process counts as one that uses the server, until it ends; unused for `idle_seconds` the server ends,
    with 0 never. Raises EmbeddedDatabaseError.
    """
    # Imported where it is used: the watcher, which lives as long as the server, does without the driver.
    from hoshin.embedded import sessions

    folder = _prepared(data_dir)
    with told_plainly():
        users.use(folder, idle_seconds)
        postmaster = running_postmaster(cluster_of(folder))
        if postmaster is None or not sessions.answers(postmaster):
            with users.alone(folder):
                postmaster = _started(folder, durable, say)
                sessions.create_database(postmaster)
        if not users.is_watched(folder):
            _start_watcher(folder)
        return _address(postmaster)


def stop(data_dir: Path | str) -> bool:
    """Stop the server after ending its sessions; False where none ran. Raises EmbeddedDatabaseError."""
    folder = Path(data_dir).expanduser().resolve()
    users.stop_using(folder)
    if not cluster_of(folder).exists():
        return False
    with told_plainly(), users.alone(folder):
        return stop_alone(folder)


def stop_alone(folder: Path) -> bool:
    """As `stop`, for whoever holds the lock already."""
    cluster = cluster_of(folder)
    postmaster = running_postmaster(cluster)
    if postmaster is None:
        return False
    user = server_user(folder, cluster)
    done = run(user, cluster, [programs_for(user) / "pg_ctl", "stop", "-w", "-t", "60", "-m", "fast"])
    if done.returncode != 0:
        raise EmbeddedDatabaseError(with_log(folder, f"The embedded database did not stop: {done.stderr}"))
    if Path(postmaster.socket_folder).parent != folder:
        with contextlib.suppress(OSError):
            Path(postmaster.socket_folder).rmdir()
    return True


def status(data_dir: Path | str) -> ServerStatus:
    """Whether the server runs, looked up without starting or changing anything."""
    folder = Path(data_dir).expanduser().resolve()
    cluster = cluster_of(folder)
    with told_plainly():
        postmaster = running_postmaster(cluster)
    return ServerStatus(
        is_running=postmaster is not None,
        pid=postmaster.pid if postmaster else None,
        address=_address(postmaster) if postmaster else None,
        cluster=cluster,
        log=cluster / "server.log",
    )


def _prepared(data_dir: Path | str) -> Path:
    folder = Path(data_dir).expanduser().resolve()
    try:
        prepare_folder(folder)
    except OSError as error:
        raise EmbeddedDatabaseError(
            f"The folder {folder} cannot be used: {error.strerror}. Name one that this user may write to with "
            "HOSHIN_DATA_DIR."
        ) from error
    return folder


def _started(folder: Path, durable: bool, say: Callable[[str], None]) -> Postmaster:
    running = running_postmaster(cluster_of(folder))
    if running is not None:
        return running
    user = server_user(folder, cluster_of(folder))
    programs = programs_for(user)
    # Imported where it is used: see `ensure_running`.
    from hoshin.embedded.upgrading import upgrade_where_needed

    upgrade_where_needed(folder, user, durable, say)
    create_cluster(folder, user, programs, durable, say)
    return start(folder, user, programs, durable, say)


def _address(postmaster: Postmaster) -> DatabaseAddress:
    return DatabaseAddress(postmaster.socket_folder, postmaster.port, APP_ROLE, DATABASE)


def _start_watcher(folder: Path) -> None:
    """Returns once it is at work; does nothing where another process was quicker."""
    package = Path(__file__).parents[2]
    known = os.environ.get("PYTHONPATH")
    subprocess.run(  # noqa: S603 – PostgreSQL's own programs
        [sys.executable, "-m", "hoshin.embedded.watcher", str(folder)],
        cwd="/",
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=False,
        env=os.environ | {"PYTHONPATH": os.pathsep.join([str(package), *([known] if known else [])])},
    )
