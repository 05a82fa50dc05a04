"""Copies of a database by PostgreSQL's own programs, which come with the wheel: pg_dump and pg_restore.

They talk to any server that is not newer than themselves.
"""

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

from hoshin.embedded.errors import EmbeddedDatabaseError
from hoshin.embedded.server_user import POSTGRES_MAJOR, installed_package, programs_of

Connection = Mapping[str, object]
_PASSED = ("host", "port", "user", "dbname", "sslmode", "sslrootcert", "sslcert", "sslkey", "service")


def dump(connection: Connection, to: Path) -> None:
    """Write a consistent copy of a database into a file, while others go on writing. Raises EmbeddedDatabaseError."""
    _run(
        "pg_dump", ["--format=custom", "--no-owner", "--no-privileges", f"--file={to}", _named(connection)], connection
    )


def restore(connection: Connection, dumped: Path) -> None:
    """Fill an empty database from such a file, wholly or not at all. Raises EmbeddedDatabaseError."""
    options = ["--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges"]
    _run("pg_restore", [*options, _named(connection), str(dumped)], connection)


def read_through(dumped: Path) -> None:
    """Read a file to its end, as a restore would, and write nothing. Raises EmbeddedDatabaseError."""
    _run("pg_restore", [f"--file={os.devnull}", str(dumped)], {})


def _named(connection: Connection) -> str:
    # The password goes another way: arguments of a process can be read by everybody on the machine.
    parts = [f"{name}='{_quoted(str(connection[name]))}'" for name in _PASSED if connection.get(name)]
    return f"--dbname={' '.join(parts)}"


def _quoted(text: str) -> str:
    return text.replace("\\", "\\\\").replace("'", "\\'")


def _run(program: str, arguments: list[str], connection: Connection) -> None:
    path = programs_of(installed_package(), POSTGRES_MAJOR) / program
    password = str(connection.get("password") or "")
    secrets = {"PGPASSWORD": password} if password else {}
    done = subprocess.run(  # noqa: S603
        [str(path), *arguments],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        env={"PATH": "/usr/bin:/bin", "LC_ALL": "C", "HOME": str(Path.home())} | secrets,
    )
    if done.returncode != 0:
        said = done.stderr.strip().splitlines()
        raise EmbeddedDatabaseError(f"{program}: {said[-1] if said else 'it failed and gave no reason'}")
