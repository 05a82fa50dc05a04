"""The data folder: closed to others, and everything in it belongs to whom the folder belongs."""

import errno
import os
from pathlib import Path


def prepare_folder(folder: Path) -> None:
    """Create the folder where it is not there, closed to others. Raises OSError where it cannot be used."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        raise PermissionError(errno.EACCES, "Permission denied", str(folder))


def give_to_owner_of(folder: Path, path: Path) -> None:
    """What root makes in somebody's folder belongs to that somebody."""
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        state = folder.stat()
        os.chown(path, state.st_uid, state.st_gid)
