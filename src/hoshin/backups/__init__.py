"""The whole of an installation in one file, written and read back while the server runs."""

from hoshin.backups.files import BackupFile, read_backup
from hoshin.backups.restoring import restore_backup
from hoshin.backups.writing import write_backup

__all__ = ["BackupFile", "read_backup", "restore_backup", "write_backup"]
