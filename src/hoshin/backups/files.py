"""A backup as a file: a .zip with a copy of the database, the key of the data folder, and what they must be.

manifest.json     when and by which version it was written, the migrations of its database, digests of the parts
database.dump     pg_dump's own format
secret-key        where it lies in the data folder and not in the environment
"""

import hashlib
import json
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from hoshin import embedded
from hoshin.base.errors import Invalid
from hoshin.base.wordings import Said

FORMAT = 1
MANIFEST, DATABASE, KEY = "manifest.json", "database.dump", "secret-key"
_PIECE = 1_000_000


class BackupProblem(Invalid):
    """A backup that cannot be used, or could not be written; nothing was changed."""

    code = "backup"


@dataclass(frozen=True, slots=True)
class BackupFile:
    """What a backup says of itself; `digests` by the name of each part."""

    format: int
    written_at: str
    version: str
    migrations: list[str]
    digests: dict[str, str]


def pack(path: Path, parts: dict[str, Path], *, written_at: str, version: str, migrations: list[str]) -> BackupFile:
    """Write a backup, whole or not at all; it is readable by its owner alone. BackupProblem: there is such a file."""
    if path.exists():
        raise BackupProblem(Said("%(path)s is there already.", path=str(path)), remedy="Name another file.")
    said = BackupFile(FORMAT, written_at, version, migrations, {name: _digest(part) for name, part in parts.items()})
    unfinished = path.with_name(f".{path.name}.part")
    try:
        unfinished.touch(mode=0o600)
        # The dump is packed already.
        with zipfile.ZipFile(unfinished, "w", zipfile.ZIP_STORED, allowZip64=True) as archive:
            archive.writestr(MANIFEST, json.dumps(asdict(said), indent=2))
            for name, part in parts.items():
                archive.write(part, name)
        unfinished.rename(path)
    finally:
        unfinished.unlink(missing_ok=True)
    return said


@contextmanager
def unpacked(path: Path) -> Iterator[tuple[BackupFile, Path]]:
    """What a backup says of itself, and a folder with its parts, each of them whole. BackupProblem."""
    with TemporaryDirectory(prefix="hoshin-backup-") as name:
        folder = Path(name)
        try:
            with zipfile.ZipFile(path) as archive:
                said = BackupFile(**json.loads(archive.read(MANIFEST)))
                for part in said.digests.keys() & {DATABASE, KEY}:
                    archive.extract(part, folder)
        except (zipfile.BadZipFile, KeyError, TypeError, ValueError, EOFError) as error:
            raise _unusable(path, "it is no backup of Hoshin, or not whole") from error
        if said.format != FORMAT or DATABASE not in said.digests:
            raise _unusable(path, "it was written by a Hoshin that this one does not understand")
        for part, digest in said.digests.items():
            if _digest(folder / part) != digest:
                raise _unusable(path, Said("its part %(part)s was changed after it was written", part=part))
        yield said, folder


def read_backup(path: Path) -> BackupFile:
    """Read a backup to its end, as a restore would, and change nothing. BackupProblem."""
    with unpacked(path) as (said, folder):
        try:
            embedded.read_through(folder / DATABASE)
        except embedded.EmbeddedDatabaseError as error:
            raise _unusable(path, str(error)) from error
        return said


def _unusable(path: Path, why: str) -> BackupProblem:
    return BackupProblem(
        Said("%(path)s cannot be used: %(why)s.", path=str(path), why=why), remedy="Use another backup."
    )


def _digest(path: Path) -> str:
    found = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            found.update(piece)
    return found.hexdigest()
