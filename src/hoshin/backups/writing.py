"""Writes a backup: a consistent copy, while others go on writing."""

from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from hoshin import embedded
from hoshin.backups.files import DATABASE, KEY, BackupFile, BackupProblem, pack, read_backup
from hoshin.base import clock
from hoshin.base.wordings import Said


def write_backup(path: Path) -> BackupFile:
    """Write all of this installation into a file, and read it through. BackupProblem."""
    path = path.absolute()
    if not path.parent.is_dir():
        raise BackupProblem(Said("There is no folder %(folder)s.", folder=str(path.parent)), remedy="Make it first.")
    with TemporaryDirectory(prefix=".hoshin-backup-", dir=path.parent) as name:
        parts = {DATABASE: Path(name) / DATABASE}
        written_at = clock.now().isoformat(timespec="seconds")
        try:
            embedded.dump(connection.get_connection_params(), parts[DATABASE])
        except embedded.EmbeddedDatabaseError as error:
            raise BackupProblem(Said("The database could not be copied: %(why)s.", why=str(error))) from error
        key = settings.ENVIRONMENT.data_dir / KEY
        if key.is_file():
            parts[KEY] = key
        pack(path, parts, written_at=written_at, version=version("hoshin"), migrations=_migrations())
    return read_backup(path)


def _migrations() -> list[str]:
    """Those that the database has, as app.name."""
    return sorted(f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations())
