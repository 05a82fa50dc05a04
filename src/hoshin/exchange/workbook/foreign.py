"""What a file is that is no workbook, by its first bytes and by its ending, and what to do with it instead."""

import zipfile
from pathlib import Path

from hoshin.base.errors import Invalid, Problem
from hoshin.base.wordings import Said, sentence

_SAVE_AS = "Open it in Excel or LibreOffice and choose Save as, Excel workbook (.xlsx)."
_PASSWORD = (
    "is protected by a password",
    "Open it with the password and take that off (in Excel: File, Info, Protect Workbook, Encrypt with Password, leave it "
    "empty; in LibreOffice: Save as, without Save with password), save it, and send it again.",
)
_OLD_EXCEL = ("is a workbook of an old Excel (.xls)", _SAVE_AS)
_PICTURE = ("is a picture", "Give the spreadsheet that it shows.")
_OF_WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".xltx", ".xltm", ".xlsb", ".ods")
_BY_ENDING = {
    ".xls": _OLD_EXCEL,
    ".xlsb": ("is a binary Excel workbook (.xlsb)", _SAVE_AS),
    ".ods": ("is a spreadsheet of LibreOffice (.ods)", _SAVE_AS),
    ".numbers": ("is a spreadsheet of Apple Numbers", "In Numbers choose File, Export To, Excel."),
    ".gsheet": ("is a link to Google Sheets, not the sheet", "There choose File, Download, Microsoft Excel (.xlsx)."),
    ".pdf": ("is a PDF", "Give the spreadsheet that it was made from."),
    ".docx": ("is a document of Word", "Put its tables into a spreadsheet."),
    ".pptx": ("is a presentation", "Put its tables into a spreadsheet."),
    ".tsv": ("has the ending .tsv", "Call it .csv: tabs between cells are read as well."),
    ".txt": ("has the ending .txt", "If it is a table with commas, semicolons or tabs, call it .csv."),
    ".json": ("is JSON, not a table", "Save it as .csv, or send it through the API."),
}
_BY_CONTENT = (
    (b"%PDF", _BY_ENDING[".pdf"]),
    (b"\x1f\x8b", ("is packed with gzip", "Unpack it first.")),
    (b"7z\xbc\xaf", ("is packed with 7-Zip", "Unpack it first, or pack it as .zip.")),
    (b"{\\rtf", _BY_ENDING[".docx"]),
    (b"\x89PNG", _PICTURE),
    (b"\xff\xd8\xff", _PICTURE),
    (b"GIF8", _PICTURE),
    (b"PAR1", ("is a Parquet file", "Save it as .csv.")),
    (b"SQLite format 3", ("is a database of SQLite", "Export its tables as .csv.")),
    # A stream of the very old Excel begins with its first record.
    (b"\x09\x00\x04\x00", _OLD_EXCEL),
    (b"\x09\x02\x06\x00", _OLD_EXCEL),
    (b"\x09\x04\x06\x00", _OLD_EXCEL),
    (b"Rar!", ("is packed with RAR", "Unpack it first, or pack it as .zip.")),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOOKED_AT = 1 << 20


def refuse_foreign(path: Path) -> None:
    """Invalid, saying what the file is and how to get a workbook out of it, where it is something else that is known."""
    found = _what_it_is(path)
    if found is not None:
        raise foreign(path.name, *found)


def foreign(name: str, what: str, remedy: str) -> Invalid:
    """The fault of a file that is something else."""
    return Invalid([Problem(Said("%(path)s %(what)s.", path=name, what=sentence(what)), code="foreign", remedy=remedy)])


def by_ending(name: str) -> tuple[str, str] | None:
    """What a file of that name would be, and what to do with it, where it is known."""
    return _BY_ENDING.get(Path(name).suffix.casefold())


def _what_it_is(path: Path) -> tuple[str, str] | None:
    with path.open("rb") as file:
        begin = file.read(_LOOKED_AT)
    if begin.startswith(_OLE):
        # The directory of such a file names its streams in UTF-16; a protected workbook lies in one of its own.
        rest = begin + path.read_bytes()[-_LOOKED_AT:]
        return _PASSWORD if "EncryptedPackage".encode("utf-16-le") in rest else _OLD_EXCEL
    for magic, found in _BY_CONTENT:
        if begin.startswith(magic):
            return found
    if (
        begin[:1] in (b"[", b"{")
        and path.suffix.casefold() != ".toml"
        and begin.lstrip()[1:].lstrip()[:1] in (b"{", b'"')
    ):
        return _BY_ENDING[".json"]
    text = begin[:2000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if text.startswith((b"<html", b"<!doctype html", b"<table", b"<meta", b"<head", b"<style", b"mime-version:")):
        return "is a web page, which some programs save as if it were a workbook", _SAVE_AS
    if text.startswith(b"<?xml") and b"opendocument" in text:
        return _BY_ENDING[".ods"]
    if text.startswith(b"<?xml") and b"spreadsheet" in text:
        return "is a spreadsheet in XML of 2003", _SAVE_AS
    if begin.startswith(b"PK"):
        return _packed(path)
    if path.suffix.casefold() in _OF_WORKBOOKS and not begin.strip(b"\xef\xbb\xbf \t\r\n"):
        return "is empty", "Look whether it was saved, and send it again."
    if path.suffix.casefold() in _OF_WORKBOOKS and b"\0" not in begin and any(mark in begin for mark in b",;\t"):
        return "is text, not an Excel workbook", "If it is a table with commas, semicolons or tabs, call it .csv."
    return None


def _packed(path: Path) -> tuple[str, str] | None:
    try:
        with zipfile.ZipFile(path) as archive:
            names = {name.replace("\\", "/").casefold() for name in archive.namelist()[:5000]}
            kind = archive.read("mimetype")[:100] if "mimetype" in names else b""
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError, KeyError, EOFError):
        return None
    if b"opendocument.spreadsheet" in kind:
        return _BY_ENDING[".ods"]
    if any(name.endswith("workbook.bin") for name in names):
        return _BY_ENDING[".xlsb"]
    if any(name.startswith("index/") and name.endswith(".iwa") for name in names) or "index.zip" in names:
        return _BY_ENDING[".numbers"]
    if any(name.startswith("word/") for name in names):
        return _BY_ENDING[".docx"]
    if any(name.startswith("ppt/") for name in names):
        return _BY_ENDING[".pptx"]
    ending = path.suffix.casefold()
    if ending not in (".xlsx", ".xlsm") and any(name.endswith("workbook.xml") for name in names):
        what = (
            Said("is an Excel workbook with the ending %(ending)s", ending=ending) if ending else "is an Excel workbook"
        )
        return what, "Call it .xlsx."
    if ending in (".xlsx", ".xlsm") and any(name.endswith(".csv") for name in names):
        return "is a packed folder of .csv files", "Call it .zip."
    return None
