"""Whether an .xlsx file is what it says, before anything unpacks it for good."""

import re
import zipfile
from pathlib import Path

from hoshin.base.errors import Invalid, Problem
from hoshin.base.wordings import Said

LARGEST_UNPACKED = 500_000_000
SUSPICIOUS_SIZE = 20_000_000
SUSPICIOUS_RATIO = 150
MOST_PARTS = 5_000
_CHUNK = 1 << 20
_DECLARATION = re.compile(rb"<!\s*(DOCTYPE|ENTITY)", re.I)
_FORMULA = re.compile(rb"<(\w+:)?f[\s>/]")
_OVERLAP = 16


def parts_with_formulas(path: Path) -> set[str]:
    """The names of the sheet parts that hold formulas. Invalid: it is damaged, a bomb, or has declarations in its XML.

    Reads every XML part once, in pieces, and counts what comes out: the sizes that a file declares may lie.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            _check_directory(archive, path)
            return _scan(archive, path)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, EOFError, NotImplementedError, RuntimeError, OSError) as error:
        raise _refused(path, Said("is damaged or no .xlsx file (%(error)s)", error=error)) from None
    except Exception as error:
        # zlib has an error class of its own, which derives from nothing more telling.
        if type(error).__module__ == "zlib":
            raise _refused(path, Said("is damaged (%(error)s)", error=error)) from None
        raise


def _check_directory(archive: zipfile.ZipFile, path: Path) -> None:
    parts = archive.infolist()
    total = sum(part.file_size for part in parts)
    if len(parts) > MOST_PARTS or total > LARGEST_UNPACKED:
        raise _refused(
            path,
            Said(
                "would unpack to %(total)s MB in %(count)s parts; 500 MB is the most",
                total=f"{total / 1e6:,.0f}",
                count=len(parts),
            ),
        )
    for part in parts:
        if part.file_size > SUSPICIOUS_SIZE and part.file_size > SUSPICIOUS_RATIO * max(part.compress_size, 1):
            raise _refused(path, "is packed more tightly than any workbook (a zip bomb)")
    names = {part.filename for part in parts}
    if "[Content_Types].xml" not in names or not any(name.startswith("xl/") for name in names):
        raise _refused(path, "is no .xlsx file")


def _scan(archive: zipfile.ZipFile, path: Path) -> set[str]:
    found: set[str] = set()
    total = 0
    for part in archive.infolist():
        if not part.filename.casefold().endswith((".xml", ".rels", ".vml")):
            continue
        is_sheet = "worksheets/" in part.filename
        tail = b""
        with archive.open(part) as stream:
            while chunk := stream.read(_CHUNK):
                total += len(chunk)
                if total > LARGEST_UNPACKED:
                    raise _refused(path, "unpacks to more than 500 MB")
                if not tail and not chunk.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
                    raise _refused(path, Said("holds %(file)s in an encoding other than UTF-8", file=part.filename))
                piece = tail + chunk
                if _DECLARATION.search(piece):
                    raise _refused(path, Said("holds a document type declaration in %(file)s", file=part.filename))
                if is_sheet and part.filename not in found and _FORMULA.search(piece):
                    found.add(part.filename)
                tail = chunk[-_OVERLAP:]
    return found


def _refused(path: Path, why: str) -> Invalid:
    return Invalid(
        [
            Problem(
                Said("%(path)s %(why)s.", path=path.name, why=why),
                code="unreadable",
                remedy="Open it in Excel or LibreOffice and save it as .xlsx again, or give a folder of .csv files.",
            )
        ]
    )
