"""Somebody sends a file that is made to hurt; Hoshin refuses it, quickly and in words."""

import time
import zipfile

import pytest
from tests.exchange.workbooks import xlsx

from hoshin.base.errors import Invalid
from hoshin.exchange.workbook.read import read

BOOK = {"measures": [["code", "name"], ["M", "Margin"]]}


def rewritten(source, target, part, data):
    """A copy of an .xlsx file in which one part says something else."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            new.writestr(info.filename, data if info.filename == part else old.read(info.filename))
    return target


def test_a_zip_bomb_is_refused_before_it_unpacks(tmp_path):
    good = xlsx(tmp_path / "good.xlsx", BOOK)
    bomb = rewritten(good, tmp_path / "bomb.xlsx", "xl/sharedStrings.xml", b"<sst>" + b" " * 400_000_000)
    assert bomb.stat().st_size < 1_000_000
    started = time.process_time()
    with pytest.raises(Invalid, match="zip bomb"):
        read(bomb)
    assert time.process_time() - started < 2


def test_a_part_in_an_encoding_that_there_is_not_is_refused(tmp_path):
    good = xlsx(tmp_path / "good.xlsx", BOOK)
    workbook = b'<?xml version="1.0" encoding="UTd-8"?><workbook/>'
    with pytest.raises(Invalid, match="damaged"):
        read(rewritten(good, tmp_path / "bad.xlsx", "xl/workbook.xml", workbook))


def test_many_parts_that_add_up_are_refused(tmp_path):
    path = tmp_path / "many.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("[Content_Types].xml", "<a/>")
        for number in range(30):
            archive.writestr(f"xl/worksheets/sheet{number}.xml", b"<" + b"a" * 19_000_000)
    with pytest.raises(Invalid, match="unpack"):
        read(path)


def test_a_size_that_lies_is_noticed(tmp_path):
    path = xlsx(tmp_path / "book.xlsx", BOOK)
    data = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        info = archive.getinfo("xl/worksheets/sheet1.xml")
    size = info.file_size.to_bytes(4, "little")
    while size in data:
        at = data.index(size)
        data[at : at + 4] = (10).to_bytes(4, "little")
    path.write_bytes(data)
    with pytest.raises(Invalid, match=r"damaged|cannot be read"):
        read(path)


@pytest.mark.parametrize(
    "declaration", [b'<!DOCTYPE a [<!ENTITY b "boom">]>', b'<!DOCTYPE a SYSTEM "file:///etc/passwd">']
)
def test_entities_are_refused(tmp_path, declaration):
    good = xlsx(tmp_path / "good.xlsx", BOOK)
    xml = b'<?xml version="1.0"?>' + declaration + b"<sst><si><t>&b;</t></si></sst>"
    with pytest.raises(Invalid, match="document type declaration"):
        read(rewritten(good, tmp_path / "bad.xlsx", "xl/sharedStrings.xml", xml))


def test_entities_do_not_hide_in_another_encoding(tmp_path):
    good = xlsx(tmp_path / "good.xlsx", BOOK)
    xml = '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE a [<!ENTITY b "boom">]><sst/>'.encode("utf-16")
    with pytest.raises(Invalid, match="document type declaration"):
        read(rewritten(good, tmp_path / "bad.xlsx", "xl/sharedStrings.xml", xml))


@pytest.mark.parametrize(
    "data", [b"", b"PK\x03\x04 nothing", b"code,name\nM,Margin\n", b"\xd0\xcf\x11\xe0" + b"\0" * 600]
)
def test_what_only_calls_itself_xlsx(tmp_path, data):
    path = tmp_path / "book.xlsx"
    path.write_bytes(data)
    with pytest.raises(Invalid, match=r"damaged|no \.xlsx|is text|is empty"):
        read(path)


def test_a_zip_of_something_else(tmp_path):
    path = tmp_path / "book.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("letter.txt", "hello")
    with pytest.raises(Invalid, match=r"no \.xlsx"):
        read(path)


def test_a_cell_of_five_megabytes(tmp_path):
    good = xlsx(tmp_path / "good.xlsx", BOOK)
    text = b"x" * 5_000_000
    xml = (
        b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>code</t></si><si><t>name</t></si><si><t>M</t></si><si><t>'
        + text
        + b"</t></si></sst>"
    )
    workbook = read(rewritten(good, tmp_path / "big.xlsx", "xl/sharedStrings.xml", xml))
    cell = workbook.tables[0].rows[0][1]
    assert "5,000,000 characters" in cell.message
