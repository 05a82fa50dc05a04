"""Starting the server: with which settings, and where its socket lies."""

import contextlib
import hashlib
import os
import shlex
import time
from collections.abc import Callable
from pathlib import Path

from hoshin.embedded import server_log
from hoshin.embedded.cluster import cluster_of, run
from hoshin.embedded.errors import EmbeddedDatabaseError
from hoshin.embedded.postmaster import Postmaster, clear_stale_pid_file, end_homeless_server, running_postmaster
from hoshin.embedded.server_user import ServerUser

PORT = 5432
SOCKET_PATH_LIMIT = 107
WAIT_FOR_START_SECONDS = 300
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
    # Values that travel beside a statement are in no log, whatever statements are logged.
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
}
# Only for throw-away clusters of tests: a power failure would destroy the data. Statistics taken between two tests, when
# all rows were rolled back, say of each page that it is empty: what fills them again would be read in the worst of ways.
FORGETFUL_OPTIONS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "autovacuum": "off"}


def start(folder: Path, user: ServerUser, programs: Path, durable: bool, say: Callable[[str], None]) -> Postmaster:
    """Start the server of a cluster that is there; call it alone. Raises EmbeddedDatabaseError."""
    cluster, socket_folder = cluster_of(folder), _socket_folder(folder, user)
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
        done = run(user, cluster, command)
        postmaster = running_postmaster(cluster)
        if done.returncode == 0 and postmaster is not None:
            return postmaster
        said = server_log.read_from(cluster / "server.log", written_before)
        if time.monotonic() > deadline or not any(words in said for words in HELD_BY_OLD_PROCESSES):
            with contextlib.suppress(OSError):
                socket_folder.rmdir()
            raise EmbeddedDatabaseError(
                with_log(folder, f"The embedded database did not start: {done.stderr.strip() or 'no reason given'}")
            )
        time.sleep(0.5)


def with_log(folder: Path, sentence: str) -> str:
    """The sentence, the last lines of the log, and the way out."""
    tail = "\n".join(server_log.read_from(cluster_of(folder) / "server.log", 0).splitlines()[-12:])
    said = f"\nThe last lines of {cluster_of(folder) / 'server.log'}:\n{tail}" if tail else ""
    return (
        f"{sentence}{said}\nMend what it says; or name another folder with HOSHIN_DATA_DIR, or a PostgreSQL of "
        "your own with HOSHIN_DATABASE_URL."
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
        # The path of a socket must be short; the folder is the user's alone, or it is not taken.
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
