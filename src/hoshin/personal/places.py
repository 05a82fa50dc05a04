"""Where the files with people's data lie: one each under a random name, open to the server's own user alone."""

import os
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings


def file_of(key: str) -> Path:
    return _root() / f"{key}.zip"


def new_file(key: str) -> Path:
    """The place of a file that is written now; nobody else may read the folder."""
    _root().mkdir(mode=0o700, parents=True, exist_ok=True)
    path = file_of(key)
    path.unlink(missing_ok=True)
    os.close(os.open(path, os.O_CREAT | os.O_WRONLY, 0o600))
    return path


def remove_files(keys: Iterable[str]) -> None:
    for key in keys:
        file_of(key).unlink(missing_ok=True)


def keys_of_files() -> list[str]:
    """The keys of all files that lie there."""
    return [path.stem for path in _root().glob("*.zip")] if _root().is_dir() else []


def _root() -> Path:
    return Path(settings.ENVIRONMENT.data_dir) / "personal"
