"""Somebody has a file, as people have files; Hoshin reads what it says."""

from datetime import date

import openpyxl
import pytest
from tests.exchange.workbooks import written, xlsx

from hoshin.base.errors import Invalid, NotFound
from hoshin.base.periods import Frequency, Period
from hoshin.base.sheets import Weighted
from hoshin.exchange.workbook.faults import Faults
from hoshin.exchange.workbook.links import links_from, text_from
from hoshin.exchange.workbook.matching import matched
from hoshin.exchange.workbook.numerals import Ambiguous, Mark, number_from
from hoshin.exchange.workbook.read import read


def columns(path):
    faults, notices = Faults(), []
    found = matched(read(path), faults, notices)
    faults.raise_if_any()
    return found, notices


def values(tmp_path, text, column="value", sheet="actuals"):
    found, _ = columns(written(tmp_path, {sheet: text}))
    return found[sheet].values[column]


def actuals(*cells, separator=","):
    head = separator.join(("measure", "period", "value"))
    quoted = (f'"{cell}"' for cell in cells)
    return "\n".join([head, *(separator.join(("M", "2026-01", cell)) for cell in quoted)])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_any_usual_encoding(tmp_path, encoding):
    text = "code,name\nM,Zufriedenheit für Kundinnen – café\n".encode(encoding)
    assert values(tmp_path, text, "name", "measures") == ["Zufriedenheit für Kundinnen – café"]


def test_a_file_in_utf_16_that_says_so(tmp_path):
    for codec in ("utf-16", "utf-16-be"):
        mark = b"\xfe\xff" if codec == "utf-16-be" else b""
        data = mark + "code\tname\r\nM\tZufriedenheit für alle\r\n".encode(codec)
        assert values(tmp_path, data, "name", "measures") == ["Zufriedenheit für alle"]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_any_usual_separator(tmp_path, separator):
    text = separator.join(("code", "name")) + "\r\n" + separator.join(("M", "Margin")) + "\r\n"
    assert values(tmp_path, text, "name", "measures") == ["Margin"]


def test_the_separator_that_excel_announces(tmp_path):
    found, _ = columns(written(tmp_path, {"measures": "sep=;\ncode;name\nM;Margin, gross\n"}))
    assert found["measures"].values["name"] == ["Margin, gross"]
    assert found["measures"].numbers == [3]


@pytest.mark.parametrize(
    "data",
    ["code,name\nM,x\n".encode("utf-32"), "code,name\nM,x\n".encode("utf-16-le"), b"code,name\n\x00\x01\x02,x\n"],
)
def test_a_file_that_is_no_text_is_named(tmp_path, data):
    with pytest.raises(Invalid, match=r"UTF-16|UTF-32|no text") as caught:
        read(written(tmp_path, {"measures": data}))
    assert caught.value.problems[0].sheet == "measures"
    assert "UTF-8" in caught.value.problems[0].remedy


@pytest.mark.parametrize(
    ("texts", "numbers"),
    [
        (["1,234.5", "1,234"], [1234.5, 1234.0]),
        (["1.234,5", "1.234"], [1234.5, 1234.0]),
        (["1 234,5", "1\u202f234\u00a0567"], [1234.5, 1234567.0]),
        (["1'234.50", "-3"], [1234.5, -3.0]),
        (["3,14", "1.234"], [3.14, 1234.0]),
        (["0.123", "1.234"], [0.123, 1.234]),
        (["42 %", "0.1%"], [0.42, 0.001]),
        (["\u22125", "1e3"], [-5.0, 1000.0]),
        (["€ 1,234,567", "$5"], [1234567.0, 5.0]),
    ],
)
def test_numbers_as_people_write_them(tmp_path, texts, numbers):
    assert values(tmp_path, actuals(*texts)) == numbers


def test_a_lone_comma_groups_thousands_but_is_decimal_where_semicolons_separate(tmp_path):
    assert values(tmp_path / "comma", actuals("1,234")) == [1234.0]
    assert values(tmp_path / "semicolon", actuals("1,234", separator=";")) == [1.234]


def test_another_column_of_the_file_decides_what_a_lone_comma_is(tmp_path):
    text = 'measure,period,value,numerator\nM,2026-01,"1,234","0,5"\n'
    assert values(tmp_path, text) == [1.234]


def test_what_could_be_two_numbers_is_a_fault(tmp_path):
    with pytest.raises(Invalid, match="two numbers") as caught:
        columns(written(tmp_path, {"actuals": actuals("1.234", separator=";")}))
    problem = caught.value.problems[0]
    assert (problem.sheet, problem.row, problem.field, problem.value) == ("actuals", 2, "value", "1.234")


def test_a_column_that_contradicts_itself_leaves_lone_marks_open():
    with pytest.raises(Ambiguous):
        number_from("1,234", Mark.EITHER)


@pytest.mark.parametrize(
    "text", ["NaN", "inf", "-Infinity", "1e999", "n/a", "12,34,5", "1_000", "twelve", "1.2.3", "--1"]
)
def test_what_is_no_number_is_a_fault(tmp_path, text):
    with pytest.raises(Invalid, match="no number"):
        columns(written(tmp_path, {"actuals": actuals(text)}))


def test_headers_may_vary_and_unknown_ones_are_named(tmp_path):
    text = "Code , NAME,Unit of Measure,Directoin,\n\nM,Margin,%,up,\n,,,,\n"
    found, notices = columns(written(tmp_path, {"Measures": text, "budgets": "a,b\n1,2\n"}))
    assert found["measures"].values == {"code": ["M"], "name": ["Margin"], "unit_of_measure": ["%"]}
    assert found["measures"].numbers == [3]
    assert any("Directoin" in notice and "direction" in notice for notice in notices)
    assert any("budgets" in notice for notice in notices)


def test_two_columns_of_one_name_and_a_missing_one_are_faults(tmp_path):
    with pytest.raises(Invalid) as caught:
        columns(written(tmp_path, {"measures": "code,Code,Nmae\nM,M,x\n"}))
    assert [(p.field, p.remedy) for p in caught.value.problems] == [
        ("code", "Keep one of them."),
        ("name", "Rename column Nmae."),
    ]


def test_an_open_quotation_mark_and_a_huge_cell_are_named(tmp_path):
    text = "code,name\nM,Margin\nN," + "x" * 5_000_000 + "\n"
    with pytest.raises(Invalid, match="5,000,000 characters") as caught:
        columns(written(tmp_path, {"measures": text}))
    assert caught.value.problems[0].row == 3
    assert len(str(caught.value)) < 1_000


def test_xlsx_cells(tmp_path):
    path = xlsx(
        tmp_path / "book.xlsx",
        {
            "Actuals": [
                ["Measure", "Period", "Value", "Note"],
                ["M", date(2026, 7, 15), 0.3125, None],
                [],
                ["M", 2026, (0.42, "0 %"), "text"],
                [101, "2026-Q3", "1,234.5", True],
                ["M", 46218, 5e-324, 7],
            ]
        },
    )
    found, _ = columns(path)
    sheet = found["actuals"]
    assert sheet.numbers == [2, 4, 5, 6]
    assert sheet.values["measure"] == ["M", "M", "101", "M"]
    assert sheet.values["value"] == [0.3125, 0.42, 1234.5, 5e-324]
    assert sheet.values["period"] == [
        Period(Frequency.DAILY, date(2026, 7, 15)),
        Period.parse("2026"),
        Period.parse("2026-Q3"),
        Period(Frequency.DAILY, date(2026, 7, 15)),
    ]
    assert sheet.values["note"] == [None, "text", "yes", "7"]


def test_a_formula_counts_with_its_stored_result_and_is_a_fault_without(tmp_path):
    path = tmp_path / "book.xlsx"
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "actuals"
    sheet.append(["measure", "period", "value"])
    sheet.append(["M", "2026-01", "=1+1"])
    book.save(path)
    with pytest.raises(Invalid, match="result is not stored") as caught:
        columns(path)
    assert (caught.value.problems[0].row, caught.value.problems[0].field) == (2, "value")
    import xlsxwriter

    with xlsxwriter.Workbook(str(path)) as stored:
        rows = stored.add_worksheet("actuals")
        rows.write_row(0, 0, ["measure", "period", "value"])
        rows.write_row(1, 0, ["M", "2026-01"])
        rows.write_formula(1, 2, "=1+1", None, 2)
    found, _ = columns(path)
    assert found["actuals"].values["value"] == [2.0]


def test_an_error_of_the_spreadsheet_is_a_fault(tmp_path):
    path = xlsx(tmp_path / "book.xlsx", {"actuals": [["measure", "period", "value"], ["M", "2026", "#DIV/0!"]]})
    with pytest.raises(Invalid, match="error of the spreadsheet"):
        columns(path)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("2026-13", "no period of the calendar"),
        ("2026-W54", "no period of the calendar"),
        ("2026-Q5", "not a period"),
        ("Q5 FY2026", "not a period"),
        ("31/31/2026", "no such day"),
        ("2026-02-30", "no such day"),
        ("07/08/2026", "unclear"),
        ("soon", "not a period"),
        ("9999", "too far away.*from 1000 to 2999"),
        ("2500", "outside"),
    ],
)
def test_periods_that_do_not_exist(tmp_path, text, message):
    with pytest.raises(Invalid, match=message) as caught:
        columns(written(tmp_path, {"actuals": f"measure,period,value\nM,{text},1\n"}))
    assert caught.value.problems[0].value == text
    assert caught.value.problems[0].remedy


def test_all_faults_come_at_once_and_beyond_a_thousand_are_counted(tmp_path):
    rows = "".join(f"M,2026-01,x{i}\n" for i in range(1_200))
    with pytest.raises(Invalid) as caught:
        columns(written(tmp_path, {"actuals": "measure,period,value\n" + rows}))
    assert len(caught.value.problems) == 1_001
    assert "200 more" in caught.value.problems[-1].message


def test_links_are_written_as_they_are_read():
    links = (Weighted("A", 0.1 + 0.2), Weighted("B=C", 1.0, "aligns"))
    assert links_from(text_from(links), ["aligns"]) == links
    found = links_from("A; b=2,5 ;C aligns", ["aligns"])
    assert found == (Weighted("A"), Weighted("b", 2.5), Weighted("C", 1.0, "aligns"))
    with pytest.raises(ValueError):
        links_from("A=-1", [])


def test_things_that_are_no_workbook(tmp_path):
    with pytest.raises(NotFound):
        read(tmp_path / "nothing.xlsx")
    (tmp_path / "notes.pdf").write_bytes(b"%PDF")
    with pytest.raises(Invalid, match="is a PDF"):
        read(tmp_path / "notes.pdf")
    (tmp_path / "notes.md").write_text("# Notes")
    with pytest.raises(Invalid, match="not a workbook"):
        read(tmp_path / "notes.md")
    (tmp_path / "empty").mkdir()
    with pytest.raises(Invalid, match=r"no \.csv file"):
        read(tmp_path / "empty")
    with pytest.raises(Invalid, match="none of the sheets"):
        columns(written(tmp_path / "other", {"poems": "a\nb\n"}))
