"""What stands in sheets that people keep: nothing becomes another number in silence, and what is wrong says how to go on."""

import openpyxl
import pytest
from tests.exchange.workbooks import written

from hoshin.base.errors import Invalid
from hoshin.exchange.workbook import import_workbook
from hoshin.exchange.workbook.days import Calendar, period_from
from hoshin.measures.models import Actual

pytestmark = pytest.mark.django_db
MEASURES = "code,name,unit_of_measure\nM,Measure,EUR\nN,Other,USD\n"
HEAD = "measure,period,value\n"


def imported(office, tmp_path, text):
    """The values, and what is said, of a sheet of values."""
    said = import_workbook(office, written(tmp_path, {"measures": MEASURES, "actuals": text})).warnings
    rows = Actual.objects.order_by("measure__code", "period").values_list("measure__code", "period", "value")
    return [(code, str(day), value) for code, day, value in rows], [str(one) for one in said]


JANUARY = [("M", "2026-01-01", 1.0)]
BOTH = [*JANUARY, ("N", "2026-01-01", 2.0)]


@pytest.mark.parametrize(
    ("text", "values", "said"),
    [
        (HEAD + "M,2026-01,1\n\ufeffmeasure,period,value\nN,2026-01,2\n", BOTH, "the headings stand again in row 3"),
        (
            HEAD + "M,2026-01,1\nN,2026-01,2\n\nSource: the ledger,,\n",
            BOTH,
            "“Source: the ledger” stands below the rows",
        ),
        (
            "Figures in 1.000 EUR,,\n\n" + HEAD + "M,2026-01,1\n",
            JANUARY,
            "above the headings stands “Figures in 1.000 EUR”",
        ),
        ("measure,period,value (EUR)\nM,2026-01,1\n", JANUARY, "column value (EUR) was read as value"),
        (HEAD + "M,2026-01,1 EUR\nN,2026-01,$2\n", BOTH, "column value holds $, EUR"),
        (HEAD + "M,2026-01,1 USD\n", JANUARY, "column value is written in USD, and M in another currency"),
        ("KPI,2026,,\n,Jan,Feb,Mar\nM,1,,\nN,2,,\n", BOTH, "rows 1 and 2 were read together as headings"),
        ("measure,2025,,2026\n,Nov,Dec,Jan\nM,,,1\n", JANUARY, "rows 1 and 2 were read together as headings"),
        ("measure|period|value\nM|2026-01|1\n", JANUARY, ""),
        (HEAD.strip() + "," * 200 + "\nM,2026-01,1" + "," * 200 + "\n", JANUARY, ""),
        (HEAD.strip() + ",,\nM,2026-01,1,,seen by Ada\n", JANUARY, "column 5 has values but no name"),
        (HEAD + "M,2026-01,–1\n", [("M", "2026-01-01", -1.0)], ""),
    ],
)
def test_what_is_no_value_is_left_alone_and_named(office, tmp_path, text, values, said):
    found, warnings = imported(office, tmp_path, text)
    assert found == values
    assert any(said in one for one in warnings) if said else not warnings


@pytest.mark.parametrize(
    ("text", "row", "field", "message"),
    [
        (HEAD + "M,2026-01,1,5\nM,2026-02,2\n", 2, "", "more cells than the headings"),
        ("measure,period,value in 1.000 EUR\nM,2026-01,12\n", 1, "value", "says that its numbers are multiples"),
        ("measure,period,Value (kEUR)\nM,2026-01,12\n", 1, "value", "says that its numbers are multiples"),
        (HEAD + "M,2026-01,1\nm,2026-01,2\n", 3, "period", "Row 2 is a value of the same measure"),
        (HEAD + "M,2026-01,12¹\n", 2, "value", "no number"),
        (HEAD + "M,2026-01,12 kg\n", 2, "value", "no number"),
    ],
)
def test_what_would_be_another_number_is_a_fault(office, tmp_path, text, row, field, message):
    with pytest.raises(Invalid, match=message) as refused:
        imported(office, tmp_path, text)
    assert [(one.row, one.field) for one in refused.value.problems] == [(row, field)]


def test_the_name_of_a_thing_is_no_remark(office, tmp_path):
    sheets = {"organisation": "name,fiscal_year_start,currency\nThe whole of our great house: Acme,,\n"}
    assert not import_workbook(office, written(tmp_path, sheets)).warnings


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("01.2026", "2026-01"), ("2026/1", "2026-01"), ("2026-1", "2026-01"), ("01-2026", "2026-01"), ("2026M01", "2026-01"),
        ("M1 2026", "2026-01"), ("2026 01", "2026-01"), ("31.01.26", "2026-01-31"), ("KW 5 2026", "2026-W05"),
        ("2026W5", "2026-W05"), ("1Q26", "2026-Q1"), ("Q1'26", "2026-Q1"), ("Oct/2026", "2026-10"),
    ],
)  # fmt: skip
def test_more_ways_to_write_a_period(text, period):
    assert str(period_from(text, Calendar())) == period


def test_a_hidden_sheet_and_what_stands_beside_the_table_are_named(office, tmp_path):
    book = openpyxl.Workbook()
    book.active.title = "measures"
    for row in (["code", "name"], ["M", "Measure"]):
        book.active.append(row)
    sheet = book.create_sheet("actuals")
    for row in (["measure", "period", "value"], ["M", "2026-01", 1], ["M", "2026-02", 2]):
        sheet.append(row)
    sheet["F2"], sheet.sheet_state = "check this", "hidden"
    book.save(tmp_path / "book.xlsx")
    assert import_workbook(office, tmp_path / "book.xlsx").warnings == [
        "Sheet actuals is hidden in the file, and was read.",
        "Sheet actuals: column 6 has values but no name, and was left alone.",
    ]
