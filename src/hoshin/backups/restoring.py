"""Puts a backup in the place of the database, while the server runs.

It is filled into a database of its own first; only when it is whole do the two change names, within a moment. What was there
stays beside it until the next restore.
"""

from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from hoshin import embedded
from hoshin.accounts.access import Actor
from hoshin.audit.services import act
from hoshin.backups.files import DATABASE, KEY, BackupFile, BackupProblem, unpacked
from hoshin.base.wordings import Said

RESTORING, BEFORE = "_restoring", "_before_restore"


def restore_backup(actor: Actor, path: Path) -> tuple[BackupFile, bool]:
    """Have this installation be what it was when a backup was written; whether its key is another one than before.

    BackupProblem: nothing was changed. The caller brings the database to this version, then says so in the trail.
    """
    with unpacked(path) as (said, folder):
        _require_known(said)
        name = connection.settings_dict["NAME"]
        filling = {**connection.get_connection_params(), "dbname": name + RESTORING}
        _make_anew(name + RESTORING)
        try:
            embedded.restore(filling, folder / DATABASE)
        except embedded.EmbeddedDatabaseError as error:
            _drop(name + RESTORING)
            raise BackupProblem(Said("The backup could not be read back: %(why)s.", why=str(error))) from error
        _change_places(name)
        return said, _take_key(folder / KEY)


def note_restore(actor: Actor, said: BackupFile) -> None:
    """Say in the trail, which is that of the backup now, that it was read back."""
    with act(actor, "restore_backup", instant=said.written_at) as running:
        running.keep()


def _require_known(said: BackupFile) -> None:
    """A database of a later version has migrations that this one does not know."""
    known = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}
    houses = {name.partition(".")[0] for name in known}
    unknown = [one for one in said.migrations if one not in known and one.partition(".")[0] in houses]
    if unknown:
        raise BackupProblem(
            Said("The backup was written by Hoshin %(version)s, which is newer than this one.", version=said.version),
            remedy="Install that version, then restore.",
        )


def _elsewhere(statement: str) -> None:
    """A statement about databases is said from another one, and outside of a transaction."""
    with connection._nodb_cursor() as cursor:
        cursor.execute(statement)


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)


def _drop(name: str) -> None:
    _elsewhere(f"DROP DATABASE IF EXISTS {_quoted(name)}")


def _make_anew(name: str) -> None:
    try:
        _drop(name)
        _elsewhere(f"CREATE DATABASE {_quoted(name)} TEMPLATE template0")
    except Exception as error:
        raise BackupProblem(
            Said("A database to read the backup into could not be made: %(why)s", why=str(error).strip()),
            remedy="The user of the database must be allowed to create databases.",
        ) from error


def _change_places(name: str) -> None:
    """Whoever is connected is sent away and comes back to the other one."""
    _drop(name + BEFORE)
    connection.close()
    with connection._nodb_cursor() as cursor:
        # Between the two statements nobody may come in: a database that is being renamed lets nobody connect.
        cursor.execute(f"ALTER DATABASE {_quoted(name)} WITH ALLOW_CONNECTIONS false")
        try:
            cursor.execute(
                "SELECT count(pg_terminate_backend(pid, 5000)) FROM pg_stat_activity WHERE datname = %s", [name]
            )
            cursor.execute(f"ALTER DATABASE {_quoted(name)} RENAME TO {_quoted(name + BEFORE)}")
        except Exception:
            cursor.execute(f"ALTER DATABASE {_quoted(name)} WITH ALLOW_CONNECTIONS true")
            raise
        cursor.execute(f"ALTER DATABASE {_quoted(name + RESTORING)} RENAME TO {_quoted(name)}")
        cursor.execute(f"ALTER DATABASE {_quoted(name + BEFORE)} WITH ALLOW_CONNECTIONS true")


def _take_key(kept: Path) -> bool:
    """Put the key of the backup into the data folder; whether it is another one than was there."""
    place = settings.ENVIRONMENT.data_dir / KEY
    if not kept.is_file() or not place.is_file() or kept.read_bytes() == place.read_bytes():
        return False
    aside = place.with_name(f".{KEY}.restored")
    aside.touch(mode=0o600)
    aside.write_bytes(kept.read_bytes())
    embedded.give_to_owner_of(place.parent, aside)
    aside.replace(place)
    return True
