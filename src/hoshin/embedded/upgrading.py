"""A cluster that an older PostgreSQL wrote becomes one of the present, by a copy of its database.

The old server is started once more and its database copied into a new cluster beside it; only when every table has as many
rows there does the new one take the old one's place, which is kept. Whoever is killed on the way begins anew.
"""

import contextlib
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import psycopg
from psycopg import sql

from hoshin.embedded import programs, sessions
from hoshin.embedded.cluster import APP_ROLE, DATABASE, cluster_of, create_cluster, run
from hoshin.embedded.errors import EmbeddedDatabaseError
from hoshin.embedded.postmaster import Postmaster
from hoshin.embedded.server_user import POSTGRES_MAJOR, ServerUser, majors, programs_for
from hoshin.embedded.starting import start

Say = Callable[[str], None]


def upgrade_where_needed(folder: Path, user: ServerUser, durable: bool, say: Say) -> None:
    """Bring the cluster of a data folder to this PostgreSQL; call it alone. Raises EmbeddedDatabaseError."""
    aside, cluster = folder / "upgrade", cluster_of(folder)
    if not cluster.exists() and (aside / "complete").exists():
        # Killed between the two renames: the old one is put away, the new one was not yet in its place.
        cluster_of(aside).rename(cluster)
        shutil.rmtree(aside, ignore_errors=True)
    version = cluster / "PG_VERSION"
    written_by = version.read_text().strip() if version.exists() else ""
    if not written_by.isdigit() or int(written_by) >= POSTGRES_MAJOR or int(written_by) not in majors():
        return
    say(f"Upgrading the embedded database from PostgreSQL {written_by} to {POSTGRES_MAJOR}; it is copied first")
    shutil.rmtree(aside, ignore_errors=True)
    aside.mkdir(mode=0o700)
    if user.is_other:
        os.chown(aside, user.uid, user.gid)
    _copy(folder, aside, user, int(written_by), durable, say)
    (aside / "complete").touch()
    kept = folder / f"postgres.{written_by}"
    shutil.rmtree(kept, ignore_errors=True)
    cluster.rename(kept)
    cluster_of(aside).rename(cluster)
    shutil.rmtree(aside, ignore_errors=True)
    say(f"Upgraded. The database as it was lies in {kept}; remove it when you have looked at the new one")


def _copy(folder: Path, aside: Path, user: ServerUser, old_major: int, durable: bool, say: Say) -> None:
    old_programs, new_programs = programs_for(user, old_major), programs_for(user)
    create_cluster(aside, user, new_programs, durable, say)
    old = start(folder, user, old_programs, durable, say)
    try:
        new = start(aside, user, new_programs, durable, say)
        try:
            sessions.create_database(new)
            dumped = aside / "database.dump"
            programs.dump(_address(old), dumped)
            programs.restore(_address(new), dumped)
            before, after = _counts(old), _counts(new)
            if before != after:
                different = sorted(table for table in before if before[table] != after.get(table))
                raise EmbeddedDatabaseError(
                    f"The copy of the embedded database differs from it ({', '.join(different[:5])}). The old one is as "
                    "it was: use it with the Hoshin that wrote it, and report this."
                )
            dumped.unlink()
        finally:
            _stop(aside, new, user, new_programs)
    finally:
        _stop(folder, old, user, old_programs)


def _address(server: Postmaster) -> dict[str, object]:
    return {"host": server.socket_folder, "port": server.port, "user": APP_ROLE, "dbname": DATABASE}


def _counts(server: Postmaster) -> dict[str, int]:
    """Rows by table."""
    tables = "select relname from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace"
    with psycopg.connect(**_address(server)) as connection:  # type: ignore[arg-type]
        names = [name for (name,) in connection.execute(tables).fetchall()]
        counting = sql.SQL("select count(*) from {}")
        rows = {name: connection.execute(counting.format(sql.Identifier(name))).fetchone() for name in names}
    return {name: row[0] if row else 0 for name, row in rows.items()}


def _stop(folder: Path, server: Postmaster, user: ServerUser, of: Path) -> None:
    done = run(user, cluster_of(folder), [of / "pg_ctl", "stop", "-w", "-t", "60", "-m", "fast"])
    if done.returncode != 0:
        raise EmbeddedDatabaseError(f"The embedded database did not stop: {done.stderr.strip()}")
    with contextlib.suppress(OSError):
        Path(server.socket_folder).rmdir()
