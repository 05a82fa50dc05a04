"""Who uses the embedded database, told by locks on files beside it: the kernel lets go of them however a process ends.

postgres.lock     held by whoever starts or stops the server
postgres.users    shared by every process that uses the server, until it ends; holds, in seconds, for how long the
                  one who came last wants an unused server to stay
postgres.watch    held by the watcher of the server
"""

import contextlib
import fcntl
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from hoshin.embedded.errors import EmbeddedDatabaseError
from hoshin.embedded.folder import give_to_owner_of

STARTING, USERS, WATCH = "postgres.lock", "postgres.users", "postgres.watch"
WAIT_FOR_OTHERS_SECONDS = 360

# Open files of this process, by folder: a lock lasts as long as its file is open.
_used: dict[Path, IO[str]] = {}


@dataclass(frozen=True)
class Use:
    """When somebody last began to use a server, in seconds since 1970, and for how long it is to stay unused."""

    begun_at: float
    idle_seconds: float


def use(folder: Path, idle_seconds: float) -> None:
    """Count this process among the users until it ends; waits while the watcher is ending the server.

    Call it before looking whether the server runs: from then on nobody ends it for want of users.
    """
    file = _used.get(folder)
    if file is None or not _is_at(file, folder / USERS):
        file = _used[folder] = _opened(folder, USERS)
        fcntl.flock(file, fcntl.LOCK_SH)
    # Of one length and in one piece: two who come at once do not write into each other's number.
    os.pwrite(file.fileno(), f"{idle_seconds:16.3f}".encode(), 0)


def stop_using(folder: Path) -> None:
    """Count this process no more."""
    file = _used.pop(folder, None)
    if file is not None:
        file.close()


def last_use(folder: Path) -> Use:
    """Raises FileNotFoundError where nobody ever used it."""
    path = folder / USERS
    said = path.read_text()
    # Empty before the first has written; zero means that it stays.
    return Use(path.stat().st_mtime, float(said or 0))


@contextlib.contextmanager
def without_users(folder: Path) -> Iterator[bool]:
    """Whether nobody uses the server; then nobody begins to within the block."""
    with _opened(folder, USERS) as file:
        yield _is_locked(file)


@contextlib.contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Only one process at a time starts or stops the server."""
    with _opened(folder, STARTING) as file:
        deadline = time.monotonic() + WAIT_FOR_OTHERS_SECONDS
        while not _is_locked(file):
            if time.monotonic() > deadline:
                raise EmbeddedDatabaseError(
                    f"Another process has been starting or stopping the embedded database for "
                    f"{WAIT_FOR_OTHERS_SECONDS} seconds and holds {folder / STARTING}. End that process, then try again."
                )
            time.sleep(0.05)
        yield


def watch_file(folder: Path) -> IO[str] | None:
    """The file that makes this process the watcher while it is open; None where another one watches."""
    file = _opened(folder, WATCH)
    # Whoever looks whether there is a watcher holds it for a moment.
    for _ in range(20):
        if _is_locked(file):
            file.truncate(0)
            return file
        time.sleep(0.01)
    file.close()
    return None


def is_watched(folder: Path) -> bool:
    """Whether a watcher is at work."""
    with _opened(folder, WATCH) as file:
        return not _is_locked(file, fcntl.LOCK_SH)


def is_in_place(file: IO[str], folder: Path) -> bool:
    """Whether the watcher's file is still the one in the folder: not, where the folder was deleted or made anew."""
    return _is_at(file, folder / WATCH)


def _opened(folder: Path, name: str) -> IO[str]:
    path = folder / name
    is_new = not path.exists()
    file = os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), "r+")
    if is_new:
        give_to_owner_of(folder, path)
    return file


def _is_locked(file: IO[str], kind: int = fcntl.LOCK_EX) -> bool:
    try:
        fcntl.flock(file, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _is_at(file: IO[str], path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(file.fileno()), path.stat())
    except FileNotFoundError:
        return False
