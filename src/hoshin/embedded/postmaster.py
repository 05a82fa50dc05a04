"""Whether the PostgreSQL server of a cluster is alive, judged by its postmaster.pid and the process it names.

The file survives `kill -9`, and its process number may since have gone to somebody else (in a container that is
the rule: the same few numbers come again at every start) or to a zombie that nobody collects.
"""

import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

PID_FILE = "postmaster.pid"


@dataclass(frozen=True)
class Postmaster:
    """What postmaster.pid tells: process number, port, and folder of the socket ("" while it starts up)."""

    pid: int
    port: int
    socket_folder: str


def running_postmaster(cluster: Path) -> Postmaster | None:
    """The live server of this cluster, None where there is none. Raises OSError where the cluster is closed to us."""
    try:
        lines = (cluster / PID_FILE).read_text(errors="replace").splitlines()
    except FileNotFoundError:
        return None
    if not lines or not lines[0].strip().lstrip("-").isdigit():
        return None
    port = lines[3].strip() if len(lines) > 3 else ""
    found = Postmaster(
        pid=abs(int(lines[0])),
        port=int(port) if port.isdigit() else 0,
        socket_folder=lines[4].strip() if len(lines) > 4 else "",
    )
    return found if _is_server(found) else None


def clear_stale_pid_file(cluster: Path) -> None:
    """Remove the file of a server that is dead; call it under the lock only.

    PostgreSQL does so itself unless the number belongs to some other live process or a zombie of this user.
    Even without the file it refuses to start while processes of the old server hold the shared memory.
    """
    if running_postmaster(cluster) is None:
        (cluster / PID_FILE).unlink(missing_ok=True)


def end_homeless_server(socket_folder: Path, port: int) -> None:
    """End a server that still holds our socket although its cluster was deleted or moved away under it.

    Call it under the lock, and only where the cluster itself has no live server. PostgreSQL would notice by itself
    within a minute, for which nobody who has just deleted a data folder wants to wait.
    """
    try:
        first_line = (socket_folder / f".s.PGSQL.{port}.lock").read_text().split()[:1]
    except OSError:
        return
    if not first_line or not first_line[0].isdigit():
        return
    end_server(Postmaster(int(first_line[0]), port, str(socket_folder)))


def end_server(server: Postmaster) -> None:
    """End a server by its process number: orderly, then at once."""
    for way, seconds in ((signal.SIGINT, 5.0), (signal.SIGQUIT, 5.0)):
        deadline = time.monotonic() + seconds
        if _is_server(server):
            os.kill(server.pid, way)
        while _is_server(server) and time.monotonic() < deadline:
            time.sleep(0.05)


def _is_server(found: Postmaster) -> bool:
    if sys.platform != "linux":
        return _looks_like_server_to_ps(found.pid)
    try:
        name_and_rest = Path(f"/proc/{found.pid}/stat").read_text(errors="replace")
        arguments = Path(f"/proc/{found.pid}/cmdline").read_bytes()
    except PermissionError:
        return True
    except (FileNotFoundError, ProcessLookupError):
        return False
    name, _, rest = name_and_rest.partition("(")[2].rpartition(")")
    if name != "postgres" or rest.split()[:1] in (["Z"], ["X"]):
        return False
    return not found.socket_folder or os.fsencode(found.socket_folder) in arguments


def _looks_like_server_to_ps(pid: int) -> bool:
    done = subprocess.run(  # noqa: S603 – PostgreSQL's own programs
        ["/bin/ps", "-o", "stat=,comm=", "-p", str(pid)], capture_output=True, text=True, check=False
    )
    state, _, command = done.stdout.strip().partition(" ")
    return "postgres" in command and not state.startswith("Z")
