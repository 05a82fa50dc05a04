"""The embedded PostgreSQL: started where it is not running, shared by every process of an installation.

What lies in the data folder:

    postgres/          the cluster, owned by the user who runs the server, closed to others
    postgres/server.log
    postgres.lock      held while somebody starts or stops the server
    socket/            the Unix socket; in /run or /tmp where the path would be too long or out of reach

The server outlives the process that started it, writes through to the disk, and listens on a Unix socket in a
folder that only its own user (and root) may enter; there is no port and no password.

Root and closed folders. PostgreSQL refuses to run as root, so root starts it as another user, who may not be
able to walk to the data folder (/root is 0700). Neither loosening folders that are not ours nor moving the
cluster away from where the user asked for it is acceptable. Instead the starting process, still root, changes
into the cluster and only then becomes the other user, and the server is told that its folder is
/proc/self/cwd. The kernel resolves that link to the open working directory without walking the path, and
PostgreSQL names all its files relative to its working directory. No permission of any folder changes, and the
data stays where it was asked for. The same device makes long paths harmless.
"""

import contextlib
import fcntl
import hashlib
import logging
import os
import shlex
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from hoshin.base.errors import HoshinError
from hoshin.config import server_log
from hoshin.config.environment import EnvironmentProblem, give_to_owner_of, prepare_data_dir
from hoshin.config.postmaster import Postmaster, clear_stale_pid_file, end_homeless_server, running_postmaster
from hoshin.config.server_user import (
    POSTGRES_MAJOR,
    ServerUser,
    ServerUserProblem,
    programs_for,
    server_user,
)

DATABASE = "hoshin"
APP_ROLE = "hoshin_app"
SUPERUSER = "postgres"
PORT = 5432
SOCKET_PATH_LIMIT = 107
WAIT_FOR_START_SECONDS = 300
WAIT_FOR_OTHERS_SECONDS = 360
HELD_BY_OLD_PROCESSES = ("pre-existing shared memory block", "lock file", "could not lock")

# For two cores and a few gigabytes; bulk loading is the heaviest thing that an installation does.
SERVER_OPTIONS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "100",
    "shared_buffers": "256MB",
    "effective_cache_size": "1GB",
    "work_mem": "32MB",
    "maintenance_work_mem": "128MB",
    "max_parallel_workers": "2",
    "random_page_cost": "1.1",
    "max_wal_size": "2GB",
    "checkpoint_timeout": "15min",
    "wal_compression": "pglz",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_checkpoints": "off",
    "log_line_prefix": "%m [%p] ",
}
# Only for throw-away clusters of tests: a power failure would destroy the data.
FORGETFUL_OPTIONS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}

logger = logging.getLogger(__name__)


class EmbeddedDatabaseError(HoshinError):
    """The embedded database cannot be used; the text says why, ends with its log, and gives a way out."""

    code = "embedded_database"


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
    data_dir: Path | str, *, durable: bool = True, say: Callable[[str], None] = logger.info
) -> DatabaseAddress:
    """Start the server of this data folder unless it runs, and return the address of the database `hoshin`.

    Any number of processes may call it at once: one server results. The first call creates the cluster, the
    role and the database; `say` is told about what takes long. `durable=False` starts a server that does not
    write through to the disk, for tests alone; a server that already runs is taken as it is.
    Raises EmbeddedDatabaseError.
    """
    folder = _prepared(data_dir)
    with _told_plainly():
        address = _answering(folder)
        if address is not None:
            return address
        with _lock(folder):
            user = server_user(folder, _cluster(folder))
            programs = programs_for(user)
            postmaster = running_postmaster(_cluster(folder))
            if postmaster is None:
                _create_cluster(folder, user, programs, durable, say)
                postmaster = _start(folder, user, programs, durable, say)
            _create_database(postmaster)
            return _address(postmaster)


def stop(data_dir: Path | str) -> bool:
    """Stop the server after ending its sessions; False where none ran. Raises EmbeddedDatabaseError."""
    folder = Path(data_dir).expanduser().resolve()
    cluster = _cluster(folder)
    if not cluster.exists():
        return False
    with _told_plainly(), _lock(folder):
        postmaster = running_postmaster(cluster)
        if postmaster is None:
            return False
        user = server_user(folder, cluster)
        done = _run(user, cluster, [programs_for(user) / "pg_ctl", "stop", "-w", "-t", "60", "-m", "fast"])
        if done.returncode != 0:
            raise EmbeddedDatabaseError(_with_log(folder, f"The embedded database did not stop: {done.stderr}"))
        if Path(postmaster.socket_folder).parent != folder:
            with contextlib.suppress(OSError):
                Path(postmaster.socket_folder).rmdir()
        return True


def status(data_dir: Path | str) -> ServerStatus:
    """Whether the server runs, looked up without starting or changing anything."""
    folder = Path(data_dir).expanduser().resolve()
    cluster = _cluster(folder)
    with _told_plainly():
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
        return prepare_data_dir(folder)
    except EnvironmentProblem as error:
        raise EmbeddedDatabaseError(str(error)) from error


def _cluster(folder: Path) -> Path:
    return folder / "postgres"


def _address(postmaster: Postmaster) -> DatabaseAddress:
    return DatabaseAddress(postmaster.socket_folder, postmaster.port, APP_ROLE, DATABASE)


def _answering(folder: Path) -> DatabaseAddress | None:
    """The address, where the server runs and the database is there; costs a few milliseconds, takes no lock."""
    postmaster = running_postmaster(_cluster(folder))
    if postmaster is None or not postmaster.socket_folder:
        return None
    address = _address(postmaster)
    try:
        psycopg.connect(
            host=address.host, port=address.port, user=address.user, dbname=address.dbname, connect_timeout=5
        ).close()
    except psycopg.OperationalError:
        return None
    return address


@contextlib.contextmanager
def _told_plainly() -> Iterator[None]:
    try:
        yield
    except ServerUserProblem as error:
        raise EmbeddedDatabaseError(f"The embedded database cannot start: {error}") from error
    except PermissionError as error:
        raise EmbeddedDatabaseError(
            f"The embedded database in this data folder belongs to another user ({error}). Run Hoshin as that "
            "user or as root, or name another folder with HOSHIN_DATA_DIR."
        ) from error
    except OSError as error:
        raise EmbeddedDatabaseError(
            f"The embedded database cannot be used: {error}. Mend that, or name another folder with "
            "HOSHIN_DATA_DIR, or a PostgreSQL of your own with HOSHIN_DATABASE_URL."
        ) from error


@contextlib.contextmanager
def _lock(folder: Path) -> Iterator[None]:
    path = folder / "postgres.lock"
    is_new = not path.exists()
    with path.open("a") as file:
        if is_new:
            give_to_owner_of(folder, path)
        deadline = time.monotonic() + WAIT_FOR_OTHERS_SECONDS
        while True:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() > deadline:
                    raise EmbeddedDatabaseError(
                        f"Another process has been starting or stopping the embedded database for "
                        f"{WAIT_FOR_OTHERS_SECONDS} seconds and holds {path}. End that process, then try again."
                    ) from None
                time.sleep(0.05)
        yield


def _create_cluster(folder: Path, user: ServerUser, programs: Path, durable: bool, say: Callable[[str], None]) -> None:
    """Made aside and renamed at the end, so that a start that is killed half-way leaves nothing half there."""
    cluster = _cluster(folder)
    version = cluster / "PG_VERSION"
    if version.exists():
        _check_cluster(cluster, version.read_text().strip(), user)
        return
    if cluster.exists() and any(cluster.iterdir()):
        raise EmbeddedDatabaseError(
            f"{cluster} holds files but no database. Move them away, or name another folder with HOSHIN_DATA_DIR."
        )
    say(f"Creating the embedded database in {folder}")
    aside = folder / "postgres.new"
    shutil.rmtree(aside, ignore_errors=True)
    aside.mkdir(mode=0o700)
    if user.is_other:
        os.chown(aside, user.uid, user.gid)
        say(f"PostgreSQL does not run as root: the server runs as the user {user.name}")
    arguments: list[str | Path] = [programs / "initdb", "-U", SUPERUSER, "--encoding=UTF8"]
    arguments += ["--auth-local=trust", "--auth-host=reject", "--locale-provider=builtin"]
    arguments += ["--builtin-locale=C.UTF-8", "--locale=C"] + ([] if durable else ["--no-sync"])
    done = _run(user, aside, arguments)
    if done.returncode != 0:
        raise EmbeddedDatabaseError(
            f"The embedded database could not be created in {folder}: {done.stderr.strip() or done.stdout.strip()}\n"
            "Mend that, or name another folder with HOSHIN_DATA_DIR."
        )
    if cluster.exists():
        cluster.rmdir()
    aside.rename(cluster)


def _check_cluster(cluster: Path, version: str, user: ServerUser) -> None:
    if version != str(POSTGRES_MAJOR):
        raise EmbeddedDatabaseError(
            f"{cluster} was written by PostgreSQL {version}, but this Hoshin brings PostgreSQL {POSTGRES_MAJOR}. "
            "Export with the Hoshin that wrote it, and import into a new folder (HOSHIN_DATA_DIR)."
        )
    if user.is_other and cluster.stat().st_uid == 0:
        # A copy restored by root: PostgreSQL only opens a cluster that belongs to the user it runs as.
        for path in [cluster, *cluster.rglob("*")]:
            os.chown(path, user.uid, user.gid, follow_symlinks=False)
    if cluster.stat().st_uid == os.geteuid() or user.is_other:
        cluster.chmod(0o700)


def _start(folder: Path, user: ServerUser, programs: Path, durable: bool, say: Callable[[str], None]) -> Postmaster:
    cluster, socket_folder = _cluster(folder), _socket_folder(folder, user)
    options = SERVER_OPTIONS | {"unix_socket_directories": str(socket_folder)}
    options |= {} if durable else FORGETFUL_OPTIONS
    settings = " ".join(f"-c {shlex.quote(f'{name}={value}')}" for name, value in options.items())
    server_log.shorten(cluster / "server.log")
    say("Starting the embedded database")
    command: list[str | Path] = [programs / "pg_ctl", "start", "-w", "-t", str(WAIT_FOR_START_SECONDS)]
    command += ["-l", "server.log", "-o", f"-p {PORT} {settings}"]
    end_homeless_server(socket_folder, PORT)
    # After kill -9 of the postmaster its children need a moment to notice and let go of the memory they share;
    # a server whose folder was deleted needs up to a minute.
    deadline = time.monotonic() + 75
    while True:
        clear_stale_pid_file(cluster)
        written_before = server_log.size(cluster / "server.log")
        done = _run(user, cluster, command)
        postmaster = running_postmaster(cluster)
        if done.returncode == 0 and postmaster is not None:
            return postmaster
        said = server_log.read_from(cluster / "server.log", written_before)
        if time.monotonic() > deadline or not any(words in said for words in HELD_BY_OLD_PROCESSES):
            with contextlib.suppress(OSError):
                socket_folder.rmdir()
            raise EmbeddedDatabaseError(
                _with_log(folder, f"The embedded database did not start: {done.stderr.strip() or 'no reason given'}")
            )
        time.sleep(0.5)


def _run(user: ServerUser, cluster: Path, command: list[str | Path]) -> subprocess.CompletedProcess[str]:
    """Run one of PostgreSQL's programs inside the cluster; see the module's text for why it is named so."""
    named = "/proc/self/cwd" if sys.platform == "linux" else str(cluster)
    rights: dict[str, Any] = {"user": user.uid, "group": user.gid, "extra_groups": []} if user.is_other else {}
    return subprocess.run(  # noqa: S603
        [str(command[0]), "-D", named, *map(str, command[1:])],
        cwd=cluster,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        umask=0o077,
        start_new_session=True,
        env={"PATH": "/usr/bin:/bin:/usr/sbin:/sbin", "LC_ALL": "C", "TZ": "UTC"},
        **rights,
    )


def _socket_folder(folder: Path, user: ServerUser) -> Path:
    """A folder that only the server's user may enter, whose path fits into a socket address."""
    name = f"/.s.PGSQL.{PORT}"
    key = hashlib.sha256(os.fsencode(folder)).hexdigest()[:12]
    inside = folder / "socket"
    if not user.is_other and len(os.fsencode(inside)) + len(name) <= SOCKET_PATH_LIMIT and "," not in str(inside):
        place = inside
    elif os.geteuid() == 0 and os.access("/run", os.W_OK):
        place = Path("/run") / f"hoshin-{key}"
    else:
        place = Path("/tmp") / f"hoshin-{user.uid}-{key}"  # noqa: S108
    with contextlib.suppress(FileExistsError):
        place.mkdir(mode=0o700)
        if user.is_other:
            os.chown(place, user.uid, user.gid)
    found = place.lstat()
    if place.is_symlink() or not place.is_dir() or found.st_uid not in (user.uid, os.geteuid()):
        raise EmbeddedDatabaseError(
            f"{place}, where the socket of the embedded database belongs, is not a folder of the user {user.name}. "
            "Remove it, then try again."
        )
    if user.is_other:
        os.chown(place, user.uid, user.gid)
    place.chmod(0o700)
    return place


def _create_database(postmaster: Postmaster) -> None:
    """The application's role is no superuser and may not pass by row-level security; it owns its database."""
    role, name = sql.Identifier(APP_ROLE), sql.Identifier(DATABASE)
    with psycopg.connect(
        host=postmaster.socket_folder,
        port=postmaster.port,
        user=SUPERUSER,
        dbname="postgres",
        autocommit=True,
        connect_timeout=60,
    ) as connection:
        if connection.execute("select 1 from pg_roles where rolname = %s", [APP_ROLE]).fetchone() is None:
            connection.execute(
                sql.SQL("create role {} login createdb nosuperuser nobypassrls nocreaterole").format(role)
            )
        if connection.execute("select 1 from pg_database where datname = %s", [DATABASE]).fetchone() is None:
            connection.execute(sql.SQL("create database {} owner {}").format(name, role))


def _with_log(folder: Path, sentence: str) -> str:
    tail = "\n".join(server_log.read_from(_cluster(folder) / "server.log", 0).splitlines()[-12:])
    said = f"\nThe last lines of {_cluster(folder) / 'server.log'}:\n{tail}" if tail else ""
    return (
        f"{sentence}{said}\nMend what it says; or name another folder with HOSHIN_DATA_DIR, or a PostgreSQL of "
        "your own with HOSHIN_DATABASE_URL."
    )
