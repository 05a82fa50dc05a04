"""Sheets that people fill: a blank workbook with help in it, and values with periods across."""

from datetime import UTC, date, datetime

import openpyxl
import pytest
from click.testing import CliRunner
from tests.exchange.test_files_as_they_come import values, whole
from tests.exchange.workbooks import ACME, written, xlsx

from hoshin.base import clock
from hoshin.base.errors import Invalid
from hoshin.exchange.importing import import_path
from hoshin.exchange.workbook.blank import write_across, write_blank
from hoshin.exchange.workbook.sheets import sheets
from hoshin.measures.models import Actual, Target

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "head",
    [
        "measure,2026-01,2026-02,2026-03",
        "measure,Jan 2026,Feb 2026,Mar 2026",
        "KPI,Jan-26,Feb-26,Mar-26",
        "measure,31/01/2026,28/02/2026,31/03/2026",
        "Values of 2026,,,\nMeasure,January 2026,February 2026,March 2026",
    ],
)
def test_values_under_their_periods(office, tmp_path, head):
    path = written(tmp_path / "book", whole(head + "\nM,1,,3\n"))
    result = import_path(office, path)
    assert values() == {"2026-01-01": 1.0, "2026-03-01": 3.0}
    assert result.outcomes["actuals"].created == 2
    again = import_path(office, path)
    assert (again.total.created, again.total.changed) == (0, 0)


def test_dates_of_a_spreadsheet_as_headings(office, tmp_path):
    import_path(office, written(tmp_path / "before", {"measures": "code,name,frequency\nM,Measure,monthly\n"}))
    months = [(date(2026, month, 1), "mmm yy") for month in (1, 2)]
    import_path(office, xlsx(tmp_path / "book.xlsx", {"actuals": [["measure", *months], ["M", 1, 2]]}))
    assert values() == {"2026-01-01": 1.0, "2026-02-01": 2.0}


def test_units_and_targets_across(office, tmp_path):
    import_path(office, written(tmp_path / "acme", ACME))
    sheets = {
        "actuals": "measure,name,unit,2026-08,2026-09\nWAIT,Waiting time,SALES,14,15\nWAIT,Waiting time,OPS,16,\n",
        "targets": "measure,2026,2027\nREV,2000,3000\n",
    }
    result = import_path(office, written(tmp_path / "wide", sheets))
    assert result.warnings == []
    found = Actual.objects.filter(measure__code="WAIT", period__gte=date(2026, 8, 1))
    assert set(found.values_list("unit__code", "value")) == {("SALES", 14.0), ("SALES", 15.0), ("OPS", 16.0)}
    assert Target.objects.get(measure__code="REV", starts_on=date(2027, 1, 1)).target == 3000


def test_faults_of_a_wide_sheet_stand_in_their_rows(office, tmp_path):
    path = written(tmp_path / "book", whole("measure,2026-01,2026-Q1\nM,1,2\nM2,x,\n"))
    with pytest.raises(Invalid) as caught:
        import_path(office, path)
    assert {(one.row, one.field) for one in caught.value.problems} == {(2, "2026-Q1"), (3, "2026-01")}


def test_what_is_known_is_written_across_and_read_back(office, tmp_path):
    import_path(office, written(tmp_path / "acme", ACME))
    with clock.fixed(datetime(2026, 7, 15, 12, tzinfo=UTC)):
        path = write_across(office, tmp_path / "values.xlsx", count=3)
    sheet = openpyxl.load_workbook(path)["actuals"]
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0] == ("measure", "name", "unit_of_measure", "frequency", "unit", "2026-05", "2026-06", "2026-07")
    assert rows[1][:5] == ("REV", "Revenue", "EUR", "monthly", None)
    assert rows[1][5:] == (None, 812.5, 0.1)
    assert rows[2][4:] == ("SALES", None, 12, None)
    sheet["F2"] = 700
    book = sheet.parent
    book.save(tmp_path / "filled.xlsx")
    result = import_path(office, tmp_path / "filled.xlsx")
    assert (result.total.created, result.total.changed, result.total.unchanged) == (1, 0, 3)
    assert result.warnings == []


def test_a_blank_workbook_helps_and_brings_nothing(office, tmp_path):
    path = write_blank(office, tmp_path / "blank.xlsx")
    book = openpyxl.load_workbook(path)
    assert book.sheetnames[0] == "read_me"
    assert {"measures", "actuals", "objectives"} < set(book.sheetnames)
    measures = book["measures"]
    heads = {cell.value: cell for cell in measures[1]}
    assert "required" in heads["code"].comment.text
    assert "higher, lower, band, milestone" in heads["direction"].comment.text
    offered = {rule.formula1 for rule in measures.data_validations.dataValidation}
    assert "people!$A$2:$A$2000" in offered
    assert any("higher,lower,band,milestone" in formula for formula in offered)
    result = import_path(office, path)
    assert result.total.created == 0
    assert result.warnings == []


def test_its_examples_are_sound(office, tmp_path):
    filled = {
        sheet.name: [[column.name for column in sheet.all_columns()]]
        + [[one.get(column.name, "") for column in sheet.all_columns()] for one in sheet.examples]
        for sheet in sheets().values()
        if sheet.examples
    }
    assert import_path(office, xlsx(tmp_path / "book.xlsx", filled)).outcomes["objectives"].created == 2


def test_the_command_writes_both(office, tmp_path):
    from hoshin.cli.main import hoshin

    for more in ([], ["--values"]):
        path = tmp_path / f"book{len(more)}.xlsx"
        done = CliRunner().invoke(hoshin, ["template", str(path), *more])
        assert done.exit_code == 0, done.output
        assert path.is_file()
        assert CliRunner().invoke(hoshin, ["template", str(path), *more]).exit_code == 2
    assert CliRunner().invoke(hoshin, ["template", str(tmp_path / "book.csv")]).exit_code == 2
