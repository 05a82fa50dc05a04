"""Where series come from: a folder, a .zip of one, or a single file of a source that was imported before."""

import io
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from hoshin.base.errors import Invalid, NotFound, near_matches
from hoshin.base.wordings import Said
from hoshin.exchange.workbook.read_csv import read_csv
from hoshin.exchange.workbook.tables import Table

LARGEST_UNPACKED = 500_000_000
MOST_FILES = 5_000


@dataclass(frozen=True, slots=True)
class Source:
    """A folder of files; `only` is the one file that was given, if it was a single one."""

    folder: Path
    only: str = ""

    def path_of(self, file: str) -> Path | None:
        """The file of that name within the folder, None if it is not there; nothing outside is ever opened."""
        if self.only:
            return self.folder / self.only if PurePosixPath(file).name.casefold() == self.only.casefold() else None
        path = (self.folder / file.replace("\\", "/")).resolve()
        return path if path.is_relative_to(self.folder.resolve()) and path.is_file() else None

    def like(self, file: str) -> list[str]:
        """Names of files in the folder that look like one that is not there."""
        files = [str(path.relative_to(self.folder)) for path in self.folder.rglob("*.csv")][:MOST_FILES]
        by_name = {PurePosixPath(name).name: name for name in files}
        if PurePosixPath(file).name in by_name:
            return [by_name[PurePosixPath(file).name]]
        return [by_name[name] for name in near_matches(PurePosixPath(file).name, by_name)]

    def tables(self) -> list[Table]:
        """The .csv files on the top level, one of which may be a catalogue; those that cannot be read are left out."""
        found = []
        for path in sorted(self.folder.glob("*.csv")):
            try:
                found.append(read_csv(path))
            except Invalid:
                continue
        return found


@contextmanager
def opened(path: Path | str) -> Iterator[Source]:
    """The source at a path; a .zip is unpacked into a folder that goes away again."""
    path = Path(path)
    if path.is_dir():
        yield Source(path)
    elif path.is_file() and path.suffix.casefold() == ".csv":
        yield Source(path.parent, path.name)
    elif path.is_file() and path.suffix.casefold() == ".zip":
        with tempfile.TemporaryDirectory(prefix="hoshin-series-") as folder:
            yield Source(_unpacked(path, Path(folder)))
    elif path.exists():
        raise Invalid(
            Said("%(path)s holds no series.", path=path.name),
            value=path.suffix,
            remedy="Give a folder of .csv files, or a .zip of one.",
        )
    else:
        raise NotFound("file or folder", str(path))


def _unpacked(path: Path, folder: Path) -> Path:
    try:
        with zipfile.ZipFile(path) as archive:
            parts = [part for part in archive.infolist() if part.filename.casefold().endswith((".csv", ".toml"))]
            if len(parts) > MOST_FILES:
                raise Invalid(
                    Said("%(path)s holds more than %(most)s files.", path=path.name, most=MOST_FILES),
                    remedy="Import it in several parts.",
                )
            left = LARGEST_UNPACKED
            for part in parts:
                left -= _unpack(archive, part, folder, left)
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, OSError) as error:
        raise Invalid(
            Said("%(path)s is damaged (%(error)s).", path=path.name, error=error), remedy="Pack the folder again."
        ) from None
    inside = list(folder.iterdir())
    return inside[0] if len(inside) == 1 and inside[0].is_dir() else folder


def _unpack(archive: zipfile.ZipFile, part: zipfile.ZipInfo, folder: Path, left: int) -> int:
    target = (folder / part.filename.replace("\\", "/")).resolve()
    if not target.is_relative_to(folder.resolve()) or "__MACOSX" in part.filename:
        return 0
    target.parent.mkdir(parents=True, exist_ok=True)
    size = 0
    with archive.open(part) as stream, target.open("wb") as out:
        while chunk := stream.read(io.DEFAULT_BUFFER_SIZE * 16):
            size += len(chunk)
            if size > left:
                raise Invalid(
                    Said(
                        "%(file)s unpacks to more than %(most)s MB.",
                        file=archive.filename,
                        most=LARGEST_UNPACKED // 1_000_000,
                    )
                )
            out.write(chunk)
    return size
