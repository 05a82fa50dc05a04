"""The watcher of an embedded server: ends it when nobody has used it for a while, or when its folder is gone.

A process of its own, one for each server, started with it and gone with it: `python -m hoshin.embedded.watcher FOLDER`.
"""

import contextlib
import os
import sys
import time
import traceback
from pathlib import Path
from typing import IO

from hoshin.embedded import users
from hoshin.embedded.cluster import cluster_of
from hoshin.embedded.postmaster import end_server, running_postmaster
from hoshin.embedded.server import stop_alone

LOOK_EVERY_SECONDS = 5.0


def main(folder: Path) -> None:
    """Watch from a process that has left whoever started it, unless another one watches."""
    file = users.watch_file(folder)
    if file is None or os.fork():
        return
    os.setsid()
    try:
        watch(folder, file)
    except Exception:
        # There is nobody else to whom it could be told.
        file.write(traceback.format_exc())
        raise


def watch(folder: Path, file: IO[str]) -> None:
    """Look every few seconds until the server is gone; `file` makes this the only watcher."""
    used_at, server = time.time(), None
    while True:
        wait = LOOK_EVERY_SECONDS
        # A folder that is being deleted answers with errors of all kinds; the next look knows that it is gone.
        with contextlib.suppress(OSError):
            running = running_postmaster(cluster_of(folder))
            if not users.is_in_place(file, folder):
                # What runs there now belongs to a folder that was made again, and has a watcher of its own.
                if server is not None:
                    end_server(server)
                return
            server = running or server
            use = users.last_use(folder)
            with users.without_users(folder) as is_unused:
                used_at = max(used_at, use.begun_at) if is_unused else time.time()
            is_due = use.idle_seconds > 0 and time.time() - used_at >= use.idle_seconds
            if running is None or is_due:
                if _ended(folder, file, is_due):
                    return
                used_at = time.time()
            if use.idle_seconds > 0:
                wait = min(wait, use.idle_seconds / 4)
        time.sleep(wait)


def _ended(folder: Path, file: IO[str], is_due: bool) -> bool:
    """Whether no server runs any more, after ending it where it is due and nobody came meanwhile."""
    with users.alone(folder), users.without_users(folder) as is_unused:
        server = running_postmaster(cluster_of(folder))
        if server is not None:
            # Imported for this moment: the driver takes more memory than all the rest of a watcher.
            from hoshin.embedded.sessions import has_sessions

            if not is_due or not is_unused or has_sessions(server):
                return False
            stop_alone(folder)
        # Before anybody else may start a server: they look for a watcher, and this one is going.
        file.close()
        return True


if __name__ == "__main__":
    main(Path(sys.argv[1]))
