"""Puts the package of an .xlsx file in order, so that it can be read: the same sheets in a plain package.

Spreadsheet programs and libraries write names of parts with backslashes, in another case, or at the root; parts in UTF-16;
Strict Open XML; styles that lack what the format asks for. Relations say where everything is. What no import reads
(drawings, themes, custom XML) is left out.
"""

import posixpath
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO
from xml.etree import ElementTree
from xml.sax.saxutils import quoteattr

from hoshin.base.wordings import Said
from hoshin.exchange.workbook.archive import plain_name, refuse_declaration, refused

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_PLAIN_NAMES = (
    (b"http://purl.oclc.org/ooxml/spreadsheetml/main", _MAIN.encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", _RELATIONS.encode()),
)
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class _Relation:
    """What a part names: the last word of the relation's type, and the part as it is compared."""

    kind: str
    target: str


class _Package:
    """The parts of a package by the names by which they are compared."""

    def __init__(self, archive: zipfile.ZipFile, path: Path):
        self.archive, self.path = archive, path
        self.parts = {plain_name(part.filename): part for part in archive.infolist()}

    def tree(self, name: str) -> ElementTree.Element:
        """A part as XML. Invalid: it is not there, or none."""
        if name not in self.parts:
            raise refused(self.path, Said("has no part %(file)s", file=name))
        try:
            # What declares entities was refused before.
            return ElementTree.fromstring(b"".join(self.pieces(name)))  # noqa: S314 – refused before
        except (ElementTree.ParseError, LookupError, ValueError):
            # The last two: it names an encoding that there is not, or one that no parser takes.
            raise refused(self.path, Said("is damaged in %(file)s", file=name)) from None

    def pieces(self, name: str) -> Iterator[bytes]:
        """A part in UTF-8, by the names of the transitional format. Invalid: another encoding, or a declaration in it."""
        with self.archive.open(self.parts[name]) as stream:
            begin = stream.read(_CHUNK)
            if begin[:2] in (b"\xff\xfe", b"\xfe\xff"):
                begin = _in_utf8(begin + stream.read())
                refuse_declaration(begin, name, self.path)
            if not begin.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") or b"\0" in begin[:4]:
                raise refused(self.path, Said("holds %(file)s in an encoding other than UTF-8", file=name))
            for strict, plain in _PLAIN_NAMES:
                begin = begin.replace(strict, plain)
            yield begin
            while chunk := stream.read(_CHUNK):
                yield chunk

    def relations(self, name: str) -> dict[str, _Relation]:
        """What a part ("" for the package itself) names, by the ids of the relations."""
        folder, own = posixpath.split(name)
        place = posixpath.join(folder, "_rels", f"{own}.rels")
        if place not in self.parts:
            return {}
        found = {}
        for relation in self.tree(place):
            target = relation.get("Target", "").replace("\\", "/")
            whole = target if target.startswith("/") else posixpath.join("/", folder, target)
            kind = relation.get("Type", "").rpartition("/")[2]
            found[relation.get("Id", "")] = _Relation(kind, plain_name(posixpath.normpath(whole)))
        return found


def tidied(path: Path) -> BinaryIO:
    """A plain package with the sheets of a file that `checked` let pass, as an open file. Invalid: there are none."""
    target = tempfile.TemporaryFile()  # noqa: SIM115 – it is the caller's to close
    try:
        with zipfile.ZipFile(path) as archive, zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as plain:
            _tidy(_Package(archive, path), plain)
    except BaseException:
        target.close()
        raise
    target.seek(0)
    return target


def _tidy(package: _Package, plain: zipfile.ZipFile) -> None:
    place = _place_of_workbook(package)
    relations = package.relations(place)
    book = package.tree(place)
    names = []
    for sheet in _all(book, "sheet"):
        id_of_relation = next((value for key, value in sheet.items() if key.endswith("}id")), "")
        relation = relations.get(id_of_relation)
        if relation is not None and relation.kind == "worksheet" and relation.target in package.parts:
            names.append(sheet.get("name", ""))
            _copy(package, relation.target, plain, f"xl/worksheets/sheet{len(names)}.xml")
    others = {relation.kind: relation.target for relation in relations.values() if relation.target in package.parts}
    if "sharedStrings" in others:
        _copy(package, others["sharedStrings"], plain, "xl/sharedStrings.xml")
    styles = package.tree(others["styles"]) if "styles" in others else None
    plain.writestr("xl/styles.xml", _styles(styles))
    _write_frame(plain, names, _is_from_1904(book), has_strings="sharedStrings" in others)


def _place_of_workbook(package: _Package) -> str:
    named = [relation.target for relation in package.relations("").values() if relation.kind == "officeDocument"]
    anywhere = [name for name in package.parts if posixpath.basename(name) == "workbook.xml"]
    return next((name for name in (*named, *anywhere) if name in package.parts), "xl/workbook.xml")


def _copy(package: _Package, name: str, plain: zipfile.ZipFile, new: str) -> None:
    with plain.open(new, "w", force_zip64=True) as out:
        for piece in package.pieces(name):
            out.write(piece)


def _styles(styles: ElementTree.Element | None) -> str:
    """Formats of numbers alone: they tell dates and percentages; nothing else of how cells look matters."""
    formats, cells = "", '<xf numFmtId="0"/>'
    if styles is not None:
        formats = "".join(
            f"<numFmt numFmtId={quoteattr(one.get('numFmtId', '0'))} formatCode={quoteattr(one.get('formatCode', ''))}/>"
            for one in _all(styles, "numFmt")
        )
        kinds = [one.get("numFmtId", "0") for group in _all(styles, "cellXfs") for one in _all(group, "xf")]
        cells = "".join(f'<xf numFmtId={quoteattr(kind)} applyNumberFormat="1"/>' for kind in kinds) or cells
    return (
        f'<styleSheet xmlns="{_MAIN}">{f"<numFmts>{formats}</numFmts>" if formats else ""}<fonts><font/></fonts>'
        '<fills><fill><patternFill patternType="none"/></fill></fills><borders><border/></borders>'
        f'<cellStyleXfs><xf numFmtId="0"/></cellStyleXfs><cellXfs>{cells}</cellXfs></styleSheet>'
    )


def _write_frame(plain: zipfile.ZipFile, names: list[str], is_from_1904: bool, *, has_strings: bool) -> None:
    numbers = range(1, len(names) + 1)
    parts = [(f"worksheets/sheet{number}", "worksheet") for number in numbers] + [("styles", "styles")]
    parts += [("sharedStrings", "sharedStrings")] if has_strings else []
    sheets = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{number}" r:id="rId{number}"/>'
        for number, name in zip(numbers, names, strict=True)
    )
    plain.writestr(
        "xl/workbook.xml",
        f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONS}"><workbookPr date1904="{int(is_from_1904)}"/>'
        f"<sheets>{sheets}</sheets></workbook>",
    )
    plain.writestr(
        "xl/_rels/workbook.xml.rels",
        _relations((f"{_RELATIONS}/{kind}", f"/xl/{part}.xml") for part, kind in parts),
    )
    plain.writestr("_rels/.rels", _relations([(f"{_RELATIONS}/officeDocument", "xl/workbook.xml")]))
    types = [("xl/workbook.xml", "sheet.main"), *((f"xl/{part}.xml", kind) for part, kind in parts)]
    plain.writestr(
        "[Content_Types].xml",
        f'<Types xmlns="{_PACKAGE}/content-types">'
        + "".join(f'<Override PartName="/{part}" ContentType="{_TYPE}.{kind}+xml"/>' for part, kind in types)
        + "</Types>",
    )


def _relations(named: Iterable[tuple[str, str]]) -> str:
    lines = (
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(named, 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{"".join(lines)}</Relationships>'


def _is_from_1904(book: ElementTree.Element) -> bool:
    return any(one.get("date1904", "0") in ("1", "true") for one in _all(book, "workbookPr"))


def _all(tree: ElementTree.Element, name: str) -> Iterator[ElementTree.Element]:
    """Elements of that name, whatever their namespace."""
    return (one for one in tree.iter() if one.tag.rpartition("}")[2] == name)


def _in_utf8(data: bytes) -> bytes:
    text = data.decode("utf-16", "replace")
    # The declaration would still name the old encoding.
    return text[text.index("?>") + 2 :].encode() if text.startswith("<?xml") and "?>" in text else text.encode()
