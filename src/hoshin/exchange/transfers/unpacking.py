"""Unpacks a .zip that somebody sent as if it were made to hurt, and packs folders for sending."""

import io
import stat
import zipfile
from pathlib import Path, PurePosixPath

from hoshin.base.errors import Invalid
from hoshin.base.wordings import Said, sentence

LARGEST_UNPACKED = 500_000_000
MOST_FILES = 5_000
SUSPICIOUS_SIZE = 20_000_000
SUSPICIOUS_RATIO = 150
_WANTED = (".csv", ".toml", ".xlsx", ".xlsm")
_PIECE = 1 << 17


def unpack(path: Path, folder: Path) -> list[str]:
    """Unpack sheets, mappings and workbooks into an empty folder; returns the names of other files, left packed.

    Invalid: it is damaged or encrypted, holds links or paths that lead out of the folder, or would unpack to too much.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            return _unpack_all(archive, path.name, folder)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, EOFError, NotImplementedError, RuntimeError, OSError):
        raise _refused(path.name, "is damaged or no .zip file") from None
    except Exception as error:
        if type(error).__module__ == "zlib":
            raise _refused(path.name, "is damaged") from None
        raise


def packed(folder: Path) -> bytes:
    """The files of a folder as a .zip, the same bytes for the same files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(folder.glob("*.csv")):
            archive.writestr(zipfile.ZipInfo(path.name), path.read_bytes(), zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _unpack_all(archive: zipfile.ZipFile, name: str, folder: Path) -> list[str]:
    parts = [part for part in archive.infolist() if not part.is_dir()]
    if len(parts) > MOST_FILES:
        raise _refused(name, Said("holds %(count)s files; %(most)s are the most", count=len(parts), most=MOST_FILES))
    if sum(part.file_size for part in parts) > LARGEST_UNPACKED:
        raise _refused(name, "would unpack to more than 500 MB")
    left, left_out = LARGEST_UNPACKED, []
    for part in parts:
        _check(part, name, folder)
        inner = PurePosixPath(part.filename)
        if inner.name.startswith(".") or "__MACOSX" in inner.parts:
            continue
        if inner.suffix.casefold() not in _WANTED:
            left_out.append(part.filename[:200])
            continue
        left -= _unpack_one(archive, part, folder, left)
    return left_out


def _check(part: zipfile.ZipInfo, name: str, folder: Path) -> None:
    shown = part.filename[:100]
    if part.flag_bits & 1:
        raise _refused(name, "is protected with a password")
    if stat.S_ISLNK(part.external_attr >> 16):
        raise _refused(name, Said("holds a link to another file (%(file)s)", file=shown))
    inner = part.filename.replace("\\", "/")
    is_outside = not (folder / inner).resolve().is_relative_to(folder.resolve())
    if is_outside or inner.startswith("/") or ".." in inner.split("/") or ":" in inner.split("/")[0]:
        raise _refused(name, Said("holds a file that would lie outside of its folder (%(file)s)", file=shown))
    if part.file_size > SUSPICIOUS_SIZE and part.file_size > SUSPICIOUS_RATIO * max(part.compress_size, 1):
        raise _refused(name, "is packed more tightly than any spreadsheet (a zip bomb)")


def _unpack_one(archive: zipfile.ZipFile, part: zipfile.ZipInfo, folder: Path, left: int) -> int:
    """Counts what comes out: the sizes that an archive declares may lie."""
    target = folder / part.filename.replace("\\", "/")
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    size = 0
    with archive.open(part) as stream, target.open("wb") as out:
        while piece := stream.read(_PIECE):
            size += len(piece)
            if size > left:
                raise _refused(archive.filename or "The file", "unpacks to more than 500 MB")
            out.write(piece)
    return size


def _refused(name: str, why: str) -> Invalid:
    return Invalid(
        Said("%(name)s %(why)s.", name=Path(name).name, why=sentence(why)),
        field="files",
        remedy="Pack the folder with the .csv files again, as a plain .zip.",
    )
