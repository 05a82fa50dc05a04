"""Files that spreadsheet programs really write: they are read, or refused for what they are."""

import zipfile
from datetime import date
from pathlib import Path

import pytest
from tests.exchange.workbooks import written, xlsx

from hoshin.base.errors import Invalid
from hoshin.exchange.importing import import_path
from hoshin.exchange.workbook.read import read
from hoshin.measures.models import Actual, Measure

FILES = Path(__file__).parent / "files"


def values():
    """What stands recorded, by the first day of the period."""
    return {str(day): value for day, value in Actual.objects.order_by("period").values_list("period", "value")}


def refusal(actor, path):
    """What is said of a file that is refused: message and remedy of its first fault."""
    with pytest.raises(Invalid) as caught:
        import_path(actor, path)
    first = caught.value.problems[0]
    return f"{first.message} {first.remedy}"


def whole(values_sheet, frequency="monthly"):
    """A small plan with one measure, and its values as a file has them."""
    return {
        "perspectives": "code,name\nP,Perspective\n",
        "objectives": "code,name,perspective\nO,Objective,P\n",
        "measures": f"code,name,objective,frequency\nM,Measure,O,{frequency}\n",
        "actuals": values_sheet,
    }


@pytest.mark.django_db
@pytest.mark.parametrize(
    "name",
    [
        "03-strict",
        "07-customxml-utf16",
        "08a-empty-fill",
        "08b-sharedstrings-case",
        "08c-backslash-paths",
        "08d-parts-at-root",
    ],
)
def test_odd_packages_are_read(office, name):
    assert import_path(office, FILES / f"{name}.xlsx").total.created == 6
    assert values() == {"2026-07-01": 8.0}


def test_a_sheet_in_utf_16_is_read_as_well(tmp_path):
    good = xlsx(tmp_path / "good.xlsx", {"measures": [["code", "name"], ["M", "Größe"]]})
    with zipfile.ZipFile(good) as old, zipfile.ZipFile(tmp_path / "odd.xlsx", "w") as new:
        for info in old.infolist():
            data = old.read(info)
            if info.filename == "xl/sharedStrings.xml":
                data = data.decode().replace('encoding="UTF-8"', 'encoding="UTF-16"').encode("utf-16")
            new.writestr(info.filename, data)
    assert read(tmp_path / "odd.xlsx").tables[0].rows == [("M", "Größe")]


def test_a_strict_sheet_in_a_package_that_is_not(tmp_path):
    good = xlsx(tmp_path / "good.xlsx", {"measures": [["code", "name"], ["M", "Margin"]]})
    plain, strict = (
        f"http://{name}/main".encode()
        for name in ("schemas.openxmlformats.org/spreadsheetml/2006", "purl.oclc.org/ooxml/spreadsheetml")
    )
    with zipfile.ZipFile(good) as old, zipfile.ZipFile(tmp_path / "odd.xlsx", "w") as new:
        for info in old.infolist():
            data = old.read(info)
            new.writestr(info, data.replace(plain, strict) if "worksheets/" in info.filename else data)
    assert read(tmp_path / "odd.xlsx").tables[0].rows == [("M", "Margin")]


@pytest.mark.django_db
def test_dates_are_dates_in_a_package_that_was_put_in_order(tmp_path):
    book = {"actuals": [["measure", "period"], ["M", (date(2026, 7, 15), "d mmmm yyyy")]]}
    good = xlsx(tmp_path / "good.xlsx", book)
    with zipfile.ZipFile(good) as old, zipfile.ZipFile(tmp_path / "odd.xlsx", "w") as new:
        for info in old.infolist():
            new.writestr(info.filename.replace("/", "\\"), old.read(info))
    assert read(tmp_path / "odd.xlsx").tables[0].rows[0][1].date() == date(2026, 7, 15)


@pytest.mark.django_db
def test_a_formula_that_gives_an_empty_text_leaves_its_cell_empty(office):
    result = import_path(office, FILES / "01-formula-empty-text.xlsx")
    assert values() == {"2026-06-01": 0.75}
    assert result.outcomes["actuals"].unchanged == 2


@pytest.mark.django_db
def test_a_protected_workbook_is_named_with_the_way_to_open_it(office):
    assert "protected by a password" in refusal(office, FILES / "15-password.xlsx")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "begin", "words"),
    [
        ("old.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old Excel"),
        ("old.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old Excel"),
        ("page.xlsx", b"<html><table><tr><td>1</td></tr></table></html>", "web page"),
        ("page.xls", b"\xef\xbb\xbf<html>", "web page"),
        ("report.xlsx", b"%PDF-1.7", "is a PDF"),
        ("table.xlsx", b"code,name\nM,Margin\n", "is text"),
        ("measures.csv", b"%PDF-1.7", "is a PDF"),
        ("values.tsv", b"a\tb\n", "tabs between cells are read"),
        ("sheet.numbers", b"nothing known", "Apple Numbers"),
    ],
)
def test_other_files_are_named_for_what_they_are(office, tmp_path, name, begin, words):
    (tmp_path / name).write_bytes(begin)
    said = refusal(office, tmp_path / name)
    assert words in said
    assert "Error" not in said
    assert str(tmp_path) not in said


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<a/>"}, "LibreOffice (.ods)"),
        ({"[Content_Types].xml": "<a/>", "xl/workbook.bin": "b"}, "binary Excel"),
        ({"[Content_Types].xml": "<a/>", "word/document.xml": "<a/>"}, "Word"),
        ({"Index/Document.iwa": "x"}, "Numbers"),
    ],
)
def test_packages_of_other_programs_are_named(office, tmp_path, parts, words):
    with zipfile.ZipFile(tmp_path / "book.xlsx", "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    assert words in refusal(office, tmp_path / "book.xlsx")


@pytest.mark.django_db
@pytest.mark.parametrize("codec", ["cp1251", "koi8-r", "iso8859-5"])
def test_a_cyrillic_code_page_is_refused_by_name(office, tmp_path, codec):
    text = "code,name\nM,Доля довольных клиентов\n".encode(codec)
    said = refusal(office, written(tmp_path / "book", {"measures": text}))
    assert "neither UTF-8 nor Windows-1252" in said
    assert {"cp1251": "Windows-1251", "koi8-r": "KOI8-R", "iso8859-5": "ISO 8859-5"}[codec] in said


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("text", "codec"),
    [
        ("Ικανοποίηση πελατών", "cp1253"),
        ("Udział zadowolonych klientów, współczynnik", "cp1250"),
        ("Qualité du service", "cp850"),
        ("Qualité du service", "mac-roman"),
        ("顧客満足度", "shift-jis"),
    ],
)
def test_what_would_be_garbled_is_refused(office, tmp_path, text, codec):
    path = written(tmp_path / "book", {"measures": f"code,name\nM,{text}\n".encode(codec)})
    assert "written in neither UTF-8 nor Windows-1252" in refusal(office, path)


@pytest.mark.django_db
def test_windows_1252_is_read_with_a_notice_that_shows_a_word(office, tmp_path):
    path = written(tmp_path / "book", {"measures": "code,name\nM,Qualité – façade\n".encode("cp1252")})
    result = import_path(office, path)
    assert Measure.objects.get().name == "Qualité – façade"
    assert any("read as Windows-1252: “Qualité”" in warning for warning in result.warnings)


@pytest.mark.django_db
def test_codes_that_look_alike_are_the_same(office):
    assert "stands in the sheet twice" in refusal(office, FILES / "10a-zero-width-space.xlsx")
    import_path(office, FILES / "10b-composed-and-decomposed.xlsx")
    assert values() == {"2026-07-01": 8.0}


@pytest.mark.django_db
def test_a_stored_code_is_found_however_its_letters_are_composed(office, tmp_path):
    import_path(office, written(tmp_path / "one", {"units": "code,name\nCafe\u0301,Café\n"}))
    again = import_path(office, written(tmp_path / "two", {"units": "code,name\nCAFÉ,Café\nＣ,Wide\n"}))
    assert (again.total.created, again.total.unchanged) == (1, 1)
    assert import_path(office, written(tmp_path / "three", {"units": "code,name\nc,Wide\n"})).total.unchanged == 1


@pytest.mark.django_db
def test_error_words_are_errors_in_text_files_too(office, tmp_path):
    path = written(tmp_path / "book", {"measures": "code,name\nA,#REF!\nB,#N/A\n"})
    with pytest.raises(Invalid) as caught:
        import_path(office, path)
    assert [(one.row, one.value) for one in caught.value.problems] == [(2, "#REF!"), (3, "#N/A")]
