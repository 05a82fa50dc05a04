"""In which encoding a .csv file is written: UTF-8, UTF-16 that says so, or Windows-1252 with a notice.

What is none of them is refused by name.
"""

import re
from pathlib import Path

from hoshin.base.errors import Invalid, Problem
from hoshin.base.wordings import Said, sentence
from hoshin.exchange.workbook.alphabets import is_no_language, other_page, remarkable, script_of
from hoshin.exchange.workbook.characters import holds_none

_BINARY_ASCII = bytes({*range(0x20)} - {*b"\t\n\v\f\r"})
_BINARY = re.compile(r"[\x00\x01-\x08\x0e-\x1f]")
_WORD = re.compile(r"[^\W\d_]+")
_SAVE = "Save it as CSV UTF-8, or give the .xlsx file."
# What Windows-1252 makes of letters of others: signs within a word or right behind it, capitals behind small letters.
_SIGN_WITHIN = re.compile(r"[^\W\d_](?:[¡¢£¤¥¦§¨¬¯´¶¸¹¼½¾¿³„“”•†‡‰‹›…˜™\x80-\x9f][^\W\d_]|[‚ˆ¡¿])")
# Nor do signs that nobody types stand beside each other or before a letter.
_STRANGE_SIGNS = re.compile(r"[¤¦¨¬¯¸][^\s\d]|[^\s\d\W_][¤¦¨¬¯¸]")
_CAPITAL_WITHIN = re.compile(r"[a-z][À-ÖØ-ÞŠŒŽŸ](?![A-Z])")


def decoded(path: Path) -> tuple[str, list[str]]:
    """The text of a file, and notices of how it was read. Invalid: it is written otherwise, or is no text."""
    # Old programs write where a text ends.
    data = path.read_bytes().removesuffix(b"\x1a")
    if data[:4] in (b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff"):
        raise _unreadable(path, "is written in UTF-32")
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        # What spreadsheet programs call Unicode text says so itself.
        try:
            return data.decode("utf-16"), []
        except UnicodeDecodeError:
            raise _unreadable(path, "is written in UTF-16, and is broken") from None
    notices: list[str] = []
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = _western(path, data)
        example = next(word for word in _words_with_marks(text))
        notices.append(
            Said(
                "%(file)s is not written in UTF-8 and was read as Windows-1252: “%(example)s”. "
                "If that is not what stands there, save it as CSV UTF-8.",
                file=path.name,
                example=example,
            )
        )
    if "\x00" in text and text.count("\x00") > len(text) // 4:
        raise _unreadable(path, "is written in UTF-16")
    if not holds_none(text, _BINARY_ASCII) and _BINARY.search(text):
        raise _unreadable(path, "is no text")
    return text, notices


def _western(path: Path, data: bytes) -> str:
    try:
        text, sample = data.decode("cp1252"), remarkable(data)
    except UnicodeDecodeError:
        raise _unreadable(path, _other(data)) from None
    words = _WORD.findall(text)
    # No word of a western language consists of letters with marks alone.
    if any(len(word) > 2 and not any(letter.isascii() for letter in word) for word in words):
        raise _unreadable(path, _other(data))
    page = other_page(sample)
    if page or is_no_language(sample.decode("cp1252")):
        raise _unreadable(path, _other(data, page))
    if _SIGN_WITHIN.search(text) or _STRANGE_SIGNS.search(text) or _CAPITAL_WITHIN.search(text):
        raise _unreadable(path, _other(data))
    return text


def _other(data: bytes, name: str = "") -> str:
    """What is said of bytes that are neither of both, with the code page that they look like where one stands out."""
    if name := name or script_of(remarkable(data)):
        return Said("is written in neither UTF-8 nor Windows-1252; it looks like %(name)s", name=name)
    return "is written in neither UTF-8 nor Windows-1252"


def _words_with_marks(text: str) -> list[str]:
    words = [word for word in _WORD.findall(text) if not word.isascii()]
    return words or [sign for sign in text if not sign.isascii()]


def _unreadable(path: Path, what: str) -> Invalid:
    return Invalid(
        [
            Problem(
                Said("The file %(path)s %(what)s.", path=path.name, what=sentence(what)),
                code="encoding",
                sheet=path.stem,
                remedy=_SAVE,
            )
        ]
    )
