"""Reads what a PDF of ours says, page by page, by the characters that its fonts declare for their glyphs."""

import re
import zlib
from collections.abc import Iterator

_OBJECT = re.compile(rb"(\d+) 0 obj\s(.*?)endobj", re.S)
_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.S)
# Brackets within a literal stand as they are where they are balanced; ours are at most two deep.
_FLAT = rb"(?:\\.|[^\\()])*"
_NESTED = rb"(?:\\.|[^\\()]|\(" + _FLAT + rb"\))*"
_LITERAL = rb"\((?:\\.|[^\\()]|\(" + _NESTED + rb"\))*\)"
_TOKEN = re.compile(rb"/(f\d+) [\d.]+ Tf|(" + _LITERAL + rb")|(\bET\b)", re.S)
_LANGUAGE = re.compile(rb"/Lang\([^)]*\)")
_ESCAPED = re.compile(rb"\\([0-7]{1,3}|.)", re.S)
_LETTERS = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def text_of(pdf: bytes) -> str:
    """All that is written in a PDF, in its order, with one space where a piece ends."""
    objects = {int(number): body for number, body in _OBJECT.findall(pdf)}
    pages = [body for body in objects.values() if re.search(rb"/Type\s*/Page\b", body)]
    return " ".join("".join(_words(page, objects)) for page in pages)


def _words(page: bytes, objects: dict[int, bytes]) -> Iterator[str]:
    fonts = {
        name: _characters(objects[int(number)], objects)
        for name, number in re.findall(rb"/(f\d+) (\d+) 0 R", _following(page, b"/Resources", objects))
    }
    signs: dict[bytes, str] = {}
    for font, literal, end in _TOKEN.findall(_LANGUAGE.sub(b"", _content(objects[_named(page, b"/Contents")]))):
        if font:
            signs = fonts[font]
        elif literal:
            codes = _ESCAPED.sub(_unescaped, literal[1:-1])
            yield "".join(signs.get(codes[at : at + 2], "?") for at in range(0, len(codes), 2))
        elif end:
            yield " "


def _unescaped(found: re.Match[bytes]) -> bytes:
    sign = found[1]
    return bytes([int(sign, 8)]) if sign.isdigit() else _LETTERS.get(sign, sign)


def _characters(font: bytes, objects: dict[int, bytes]) -> dict[bytes, str]:
    """What each glyph of a font stands for, by its two bytes."""
    table = _content(objects[_named(font, b"/ToUnicode")])
    return {
        bytes.fromhex(glyph.decode()): bytes.fromhex(signs.decode()).decode("utf-16-be")
        for glyph, signs in re.findall(rb"<([0-9A-F]{4})> <([0-9A-F]+)>\n", table)
    }


def _named(body: bytes, name: bytes) -> int:
    found = re.search(re.escape(name) + rb"\s*(\d+) 0 R", body)
    assert found is not None, name
    return int(found[1])


def _following(body: bytes, name: bytes, objects: dict[int, bytes]) -> bytes:
    found = re.search(re.escape(name) + rb"\s*(\d+) 0 R", body)
    return objects[int(found[1])] if found else body


def _content(body: bytes) -> bytes:
    found = _STREAM.search(body)
    assert found is not None
    return zlib.decompress(found[1])
