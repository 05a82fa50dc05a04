"""Whether an .xlsx file is what it says, before anything unpacks it for good."""

import re
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from hoshin.base.errors import Invalid, Problem
from hoshin.base.wordings import Said, sentence

LARGEST_UNPACKED = 500_000_000
SUSPICIOUS_SIZE = 20_000_000
SUSPICIOUS_RATIO = 150
MOST_PARTS = 5_000
_CHUNK = 1 << 20
_DECLARATION = re.compile(rb"<!\s*(DOCTYPE|ENTITY)", re.I)
_FORMULA = re.compile(rb"<(\w+:)?f[\s>/]")
# Rows and columns that are not shown, and cells that are one.
_LAID_OUT = re.compile(rb"hidden=[\"'](?:1|t)|<(\w+:)?mergeCell\s")
STRICT = b"purl.oclc.org/ooxml"
_OVERLAP = 16


@dataclass(slots=True)
class Checked:
    """What a look at every part found: those of sheets that hold formulas, or hidden or merged cells (`laid_out`), and
    whether it is packed as is usual.

    What is unusual (`is_odd`) has to be put in order before it can be read: names, encodings, Strict Open XML.
    """

    with_formulas: set[str] = field(default_factory=set)
    laid_out: set[str] = field(default_factory=set)
    is_odd: bool = False


def checked(source: Path | BinaryIO, path: Path) -> Checked:
    """Look at a package once. Invalid: it is damaged, a bomb, or has declarations in its XML.

    Reads every XML part in pieces, and counts what comes out: the sizes that a file declares may lie.
    """
    try:
        with zipfile.ZipFile(source) as archive:
            _check_directory(archive, path)
            return _scan(archive, path)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, EOFError, NotImplementedError, RuntimeError, OSError):
        raise refused(path, "is damaged or no .xlsx file") from None
    except Exception as error:
        # zlib has an error class of its own, which derives from nothing more telling.
        if type(error).__module__ == "zlib":
            raise refused(path, "is damaged or no .xlsx file") from None
        raise


def plain_name(name: str) -> str:
    """The name of a part as it is compared: whatever the case, the slashes and where it begins.

    >>> plain_name("/XL\\\\Workbook.xml")
    'xl/workbook.xml'
    """
    return name.replace("\\", "/").lstrip("/").casefold()


def _check_directory(archive: zipfile.ZipFile, path: Path) -> None:
    parts = archive.infolist()
    total = sum(part.file_size for part in parts)
    if len(parts) > MOST_PARTS or total > LARGEST_UNPACKED:
        raise refused(
            path,
            Said(
                "would unpack to %(total)s MB in %(count)s parts; 500 MB is the most",
                total=f"{total / 1e6:,.0f}",
                count=len(parts),
            ),
        )
    for part in parts:
        if part.file_size > SUSPICIOUS_SIZE and part.file_size > SUSPICIOUS_RATIO * max(part.compress_size, 1):
            raise refused(path, "is packed more tightly than any workbook (a zip bomb)")
    if not any(plain_name(part.filename).endswith("workbook.xml") for part in parts):
        raise refused(path, "is no .xlsx file")


def _scan(archive: zipfile.ZipFile, path: Path) -> Checked:
    names = {part.filename for part in archive.infolist()}
    found = Checked(is_odd=not {"[Content_Types].xml", "xl/workbook.xml"} <= names)
    total = 0
    for part in archive.infolist():
        if not part.filename.casefold().endswith((".xml", ".rels", ".vml")):
            continue
        is_plain, tail = True, b""
        with archive.open(part) as stream:
            while chunk := stream.read(_CHUNK):
                total += len(chunk)
                if total > LARGEST_UNPACKED:
                    raise refused(path, "unpacks to more than 500 MB")
                if not tail:
                    # What is written otherwise is left out when the package is put in order, or turned into UTF-8.
                    is_plain = _is_plain(chunk)
                    found.is_odd |= not is_plain or (part.filename.startswith("xl/") and STRICT in chunk)
                piece, tail = tail + chunk, chunk[-_OVERLAP:]
                if is_plain:
                    refuse_declaration(piece, part.filename, path)
                    _look_at_sheet(part.filename, piece, found)
    return found


def _look_at_sheet(name: str, piece: bytes, found: Checked) -> None:
    if "worksheets/" not in name:
        return
    if name not in found.with_formulas and _FORMULA.search(piece):
        found.with_formulas.add(name)
    if name not in found.laid_out and _LAID_OUT.search(piece):
        found.laid_out.add(name)


def _is_plain(begin: bytes) -> bool:
    """Whether a part that begins so can be XML in UTF-8."""
    return begin.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") and b"\0" not in begin[:4]


def refuse_declaration(piece: bytes, name: str, path: Path) -> None:
    """Invalid: a piece of XML declares entities, or where some are."""
    if _DECLARATION.search(piece):
        raise refused(path, Said("holds a document type declaration in %(file)s", file=name))


def refused(path: Path, why: str) -> Invalid:
    """The fault of a file that nothing can be read from."""
    return Invalid(
        [
            Problem(
                Said("%(path)s %(why)s.", path=path.name, why=sentence(why)),
                code="unreadable",
                remedy="Open it in Excel or LibreOffice and save it as .xlsx again, or give a folder of .csv files.",
            )
        ]
    )
