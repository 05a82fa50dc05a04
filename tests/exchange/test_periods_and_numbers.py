"""Periods and numbers as people write them: what one cell leaves open, its column decides."""

import pytest
from babel import Locale
from tests.exchange.test_files_as_they_come import FILES, values, whole
from tests.exchange.workbooks import written

from hoshin.base.errors import Invalid
from hoshin.exchange.importing import import_path
from hoshin.exchange.workbook import import_workbook
from hoshin.exchange.workbook.days import Calendar, period_from
from hoshin.exchange.workbook.numerals import Mark, number_from
from hoshin.exchange.workbook.unreadable import Unreadable
from hoshin.measures.models import Actual

pytestmark = pytest.mark.django_db


def imported(actor, tmp_path, *cells, frequency="monthly", separator=","):
    """What stands recorded after an import of these periods, each with its value."""
    rows = "".join(f"M{separator}{period}{separator}{value}\n" for period, value in cells)
    head = separator.join(("measure", "period", "value")) + "\n"
    result = import_path(actor, written(tmp_path / "book", whole(head + rows, frequency)))
    return values(), result


def refused(actor, tmp_path, *cells, **more):
    with pytest.raises(Invalid) as caught:
        imported(actor, tmp_path, *cells, **more)
    return caught.value.problems


@pytest.mark.parametrize(
    ("frequency", "period", "day"),
    [
        ("quarterly", "Q3 2026", "2026-07-01"),
        ("quarterly", "2026 Q3", "2026-07-01"),
        ("half-yearly", "H2 2026", "2026-07-01"),
        ("monthly", "Oct 2026", "2026-10-01"),
        ("monthly", "January 2028", "2028-01-01"),
        ("monthly", "Sept. 2026", "2026-09-01"),
        ("monthly", "Oct-26", "2026-10-01"),
        ("monthly", "10/2026", "2026-10-01"),
        ("monthly", "202610", "2026-10-01"),
        ("monthly", "31/12/2027", "2027-12-01"),
        ("monthly", "12/31/27", "2027-12-01"),
        ("monthly", "05/05/2026", "2026-05-01"),
        ("monthly", "15 July 2026", "2026-07-01"),
        ("daily", "Jul 15 2026", "2026-07-15"),
        ("daily", "20260715", "2026-07-15"),
        ("weekly", "Week 31 2026", "2026-07-27"),
        ("annual", "2024.0", "2024-01-01"),
        ("annual", "FY2026", "2026-01-01"),
        ("annual", "FY26", "2026-01-01"),
        ("annual", "2025/2026", "2026-01-01"),
        ("annual", "2025-26", "2026-01-01"),
        ("annual", "FY 2008-09", "2009-01-01"),
        ("monthly", "2008-09", "2008-09-01"),
    ],
)
def test_periods_as_people_write_them(office, tmp_path, frequency, period, day):
    assert imported(office, tmp_path, (period, 1), frequency=frequency)[0] == {day: 1.0}


def test_days_above_twelve_decide_for_the_column(office, tmp_path):
    found, _ = imported(office, tmp_path, ("31/07/2026", 8), ("31/08/2026", 9), ("05/09/2026", 7))
    assert list(found) == ["2026-07-01", "2026-08-01", "2026-09-01"]


def test_a_column_of_months_first_as_well(office, tmp_path):
    found, _ = imported(office, tmp_path, ("07/31/2026", 8), ("09/05/2026", 7))
    assert list(found) == ["2026-07-01", "2026-09-01"]


def test_another_column_of_days_decides_where_its_own_does_not(office, tmp_path):
    sheets = {"people": "employee_id,name,start_date,end_date\nE1,Ada,05/09/2025,31/12/2026\n"}
    import_path(office, written(tmp_path / "book", sheets))
    from hoshin.org.models import Person

    assert str(Person.objects.get().start_date) == "2025-09-05"


def test_what_stays_open_is_one_question_for_the_column(office, tmp_path):
    [one] = refused(office, tmp_path, ("05/09/2026", 7), ("06/10/2026", 8), ("07/11/2026", 9))
    assert (one.row, one.value, one.proposals) == (2, "05/09/2026", ("day first", "month first"))
    assert "3 cells of this column" in one.message


def test_a_column_that_contradicts_itself_asks_for_the_open_ones_alone(office, tmp_path):
    [one] = refused(office, tmp_path, ("31/07/2026", 7), ("08/31/2026", 8), ("05/09/2026", 9))
    assert (one.row, one.code) == (4, "day_order")


def test_years_that_could_be_months_are_asked_about(office):
    with pytest.raises(Invalid, match="could be the financial year that ends in 2009") as caught:
        import_path(office, FILES / "13-financial-years.xlsx")
    assert [problem.proposals for problem in caught.value.problems] == [("years", "months")]


def test_a_column_shows_that_it_holds_years_and_a_notice_says_how_they_were_read(office, tmp_path):
    found, result = imported(office, tmp_path, ("2008-09", 1), ("2011-12", 2), ("2012-13", 3), frequency="annual")
    assert list(found) == ["2009-01-01", "2012-01-01", "2013-01-01"]
    assert any("2008-09 in column period was read as 2009, the year in which it ends" in one for one in result.warnings)


def test_a_column_of_months_in_which_one_looks_like_years(office, tmp_path):
    found, result = imported(office, tmp_path, ("2008-09", 1), ("2008-10", 2), ("2009-10", 3))
    assert list(found) == ["2008-09-01", "2008-10-01", "2009-10-01"]
    assert result.warnings == []


@pytest.mark.parametrize(
    ("text", "number"),
    [
        (" $(1,234.50)", -1234.5),
        ("(8.00)", -8.0),
        ("($8)", -8.0),
        ("5.00-", -5.0),
        (" $1,234.50 ", 1234.5),
        ("1,23,456.78", 123456.78),
        ("12,34,567", 1234567.0),
        ("12 EUR", 12.0),
        ("eur 12", 12.0),
        ("-CHF 1'200.50", -1200.5),
        ("R$ 1.234,50", 1234.5),
        ("₹ 1,00,000", 100000.0),
        ("1 200 kr", 1200.0),
        ("5.-", 5.0),
        ("(5 %)", -0.05),
    ],
)
def test_numbers_as_accountants_and_others_write_them(text, number):
    assert number_from(text, Mark.POINT) == number


@pytest.mark.parametrize("text", ["12 kg", "EUR", "(-5)", "()", "--5", "5--", "1,2,3", "12 EUROX", "(5", "$"])
def test_what_is_still_no_number(text):
    with pytest.raises(ValueError):
        number_from(text, Mark.POINT)


@pytest.mark.parametrize(
    ("year_start", "text", "period"),
    [
        (4, "Q3 FY2026", "2025-Q4"), (4, "FY26 Q4", "2026-Q1"), (4, "FY2026-Q1", "2025-Q2"), (7, "Q1 FY27", "2026-Q3"),
        (7, "H2 FY 2026", "2026-H1"), (1, "Q3 FY2026", "2026-Q3"), (10, "Q2 2025-26", "2026-Q1"), (4, "Q3 2026", "2026-Q3"),
        (4, "FY2025/26 Q3", "2025-Q4"),
    ],
)  # fmt: skip
def test_quarters_of_fiscal_years_are_quarters_of_the_calendar(year_start, text, period):
    assert str(period_from(text, Calendar(year_start=year_start))) == period


def test_a_fiscal_year_whose_quarters_are_none_of_the_calendar_says_so():
    for year_start, text in ((2, "Q1 FY26"), (4, "H1 FY26")):
        with pytest.raises(Unreadable, match="no quarter or half of the calendar"):
            period_from(text, Calendar(year_start=year_start))


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("März 2026", "2026-03"), ("MAERZ 2026", "2026-03"), ("Okt. 26", "2026-10"), ("15. Juli 2026", "2026-07-15"),
        ("février 2026", "2026-02"), ("1er août 2026", "2026-08-01"), ("juin-26", "2026-06"), ("enero 2026", "2026-01"),
        ("15 de octubre de 2026", "2026-10-15"), ("ottobre 2026", "2026-10"), ("março de 2026", "2026-03"),
        ("mrt 2026", "2026-03"), ("Mei 2026", "2026-05"), ("set/2026", "2026-09"), ("2026 dezember", "2026-12"),
    ],
)  # fmt: skip
def test_months_in_other_languages(text, period):
    assert str(period_from(text, Calendar())) == period


def test_the_names_of_months_are_those_of_unicode_and_none_is_another_month_elsewhere():
    for language in ("en", "de", "fr", "es", "it", "pt", "nl"):
        months = Locale(language).months
        for number, name in [*months["format"]["wide"].items(), *months["format"]["abbreviated"].items()]:
            assert period_from(f"{name.rstrip('.')} 2026", Calendar()).start.month == number, (language, name)


def test_the_preview_says_as_what_periods_were_read(office, tmp_path):
    sheets = {
        "organisation": "name,fiscal_year_start\nOrg,4\n",
        "measures": "code,name,frequency\nM,Measure,quarterly\nN,Other,monthly\n",
        "actuals": "measure,period,value\nM,Q3 FY2026,5\nM,2026-Q1,6\nN,Okt 26,1\nN,Nov 26,1\nN,2026-12,1\n",
    }
    warnings = import_workbook(office, written(tmp_path, sheets)).warnings
    assert warnings == [
        "Sheet actuals: in column period this was read: Q3 FY2026 → 2025-Q4 (2025-10-01 …), Okt 26 → 2026-10 (2026-10-01 …)."
    ]
    later = {"actuals": "measure,period,value\nM,FY27 Q1,5\n"}
    import_workbook(office, written(tmp_path / "later", later))
    assert Actual.objects.filter(period="2026-04-01", value=5.0).exists(), "as the stored organisation has it"


def test_a_fault_of_a_wide_sheet_names_the_heading_and_the_row(office, tmp_path):
    sheets = {
        "measures": "code,name\nM,Measure\nN,Other\n",
        "actuals": "KPI,2026-01,Feb 2026,2026-Q1\nM,1,2,\nN,3,many,4\n",
    }
    with pytest.raises(Invalid) as refused:
        import_workbook(office, written(tmp_path, sheets))
    places = [(problem.sheet, problem.row, problem.field, problem.value) for problem in refused.value.problems]
    assert places == [("actuals", 3, "Feb 2026", "many"), ("actuals", 3, "2026-Q1", "2026-Q1")]
    assert [problem.as_stored()["row"] for problem in refused.value.problems] == [3, 3], "as a page keeps them"
