"""Faults that say what is wrong once, with what is likely to be meant."""

import pytest
from click.testing import CliRunner
from tests.exchange.test_files_as_they_come import FILES, values, whole
from tests.exchange.workbooks import ACME, written, xlsx

from hoshin.base.errors import Invalid
from hoshin.exchange.importing import import_path
from hoshin.exchange.models import ColumnReading
from hoshin.exchange.workbook.guessing import likely_sheet
from hoshin.exchange.workbook.mending import Mend, MendKind, mend_of
from hoshin.exchange.workbook.tables import Table
from hoshin.measures.models import Measure

pytestmark = pytest.mark.django_db
MONTHS = [f"2026-{month:02}" for month in range(1, 13)]


def problems(actor, path):
    with pytest.raises(Invalid) as caught:
        import_path(actor, path)
    return caught.value.problems


def misnamed(name):
    """A workbook with many values, whose sheet of measures bears another name."""
    rows = "".join(f"M{n % 7},{month},1\n" for n in range(7) for month in MONTHS)
    listed = "".join(f"M{n},Measure {n}\n" for n in range(7))
    return {
        name: "code,name\n" + listed,
        "actuals": "measure,period,value\n" + rows,
        "targets": "measure,target\nM0,1\nM1,2\n",
    }


@pytest.mark.parametrize("name", ["measuers", "KPIs", "indicators", "sheet 1"])
def test_a_misnamed_sheet_is_one_fault(office, tmp_path, name):
    sheets = misnamed(name)
    if name == "sheet 1":
        sheets[name] = sheets[name].replace("name\n", "name,direction\n")
    [one] = problems(office, written(tmp_path / "book", sheets))
    assert (one.code, one.value, one.proposals) == ("unknown_sheet", name, ("measures",))
    assert "86" in one.message


@pytest.mark.parametrize(
    ("names", "head", "likely"),
    [
        ("KPI list|KPI-Liste|Kennzahlen 2026|Sheet1|Arkusz1|data|Показатели|01_measures|Measures final v2",
         "code,name,objective,unit_of_measure", "measures"),
        ("Ist-Werte|KPI values|Valeurs 2026|Zahlen|Data|Sheet2", "measure,period,value", "actuals"),
        ("Ziele|Plan|Budget|KPI targets", "measure,target", "targets"),
        ("Ziele|Goals|Objectives & goals", "code,name,perspective", "objectives"),
        ("Mitarbeiterliste|Staff list|HR", "employee_id,name,unit", "people"),
        ("Org chart|Abteilungen", "code,name,parent", "units"),
        ("Sheet1", "code,name,objective,baseline,target", "key_results"),
    ],
)  # fmt: skip
def test_a_sheet_is_told_by_its_name_and_its_headings_together(names, head, likely):
    for name in names.split("|"):
        assert likely_sheet(Table(name, tuple(head.split(","))), frozenset()) == likely, name


def test_what_it_proposes_mends_it(office, tmp_path):
    path = written(tmp_path / "book", misnamed("KPIs"))
    [one] = problems(office, path)
    mend = mend_of(one.as_stored(), "measures")
    result = import_path(office, path, mends=[mend])
    assert result.outcomes["measures"].created == 7
    assert "Sheet KPIs is read as measures." in result.warnings


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("KPI list.csv", "code,name,unit_of_measure\nM,Margin,%\n"),
        ("Kennzahlen 2026.csv", "code;name;unit_of_measure\nM;Marge;%\n"),
        ("export.csv", "code,name,unit_of_measure\nM,Margin,%\n"),
    ],
)
def test_one_file_of_another_name_is_told_by_its_headings_and_mended(office, tmp_path, name, text):
    path = tmp_path / name
    path.write_text(text)
    [one] = problems(office, path)
    assert (one.code, one.proposals) == ("unknown_sheet", ("measures",))
    assert import_path(office, path, mends=[mend_of(one.as_stored(), "measures")]).outcomes["measures"].created == 1


def test_a_folder_of_files_of_other_names_is_told_by_its_headings(office, tmp_path):
    path = written(tmp_path / "book", {"KPIs": "code,name\nM,Margin\n", "Ist": "measure,period,value\nM,2026-01,1\n"})
    assert {one.proposals for one in problems(office, path)} == {("measures",), ("actuals",)}


def test_a_misnamed_sheet_of_an_excel_file(office, tmp_path):
    book = {
        "Kennzahlen": [["code", "name"], ["M", "Margin"]],
        "actuals": [["measure", "period", "value"], ["M", "2026-01", 1]],
    }
    path = xlsx(tmp_path / "book.xlsx", book)
    [one] = problems(office, path)
    import_path(office, path, mends=[mend_of(one.as_stored(), "measures")])
    assert values() == {"2026-01-01": 1.0}


def test_rows_of_a_sheet_that_is_nowhere_are_one_fault(office, tmp_path):
    rows = "".join(f"M{n},2026-01,1\n" for n in range(40))
    [one] = problems(office, written(tmp_path / "book", {"actuals": "measure,period,value\n" + rows}))
    assert "There is no sheet measures in the file" in one.message
    assert "40" in one.message


def test_a_column_of_another_name_is_one_fault_and_can_be_mended(office, tmp_path):
    sheets = misnamed("measures")
    sheets["measures"] = sheets["measures"].replace("code,", "codes,")
    path = written(tmp_path / "book", sheets)
    [one] = problems(office, path)
    assert (one.code, one.field, one.proposals) == ("missing_column", "code", ("codes",))
    import_path(office, path, mends=[mend_of(one.as_stored(), "codes")])
    assert Measure.objects.count() == 7


def test_a_name_is_taken_for_the_code_that_was_meant(office, tmp_path):
    sheets = ACME | {"objectives": "code,name,perspective\nF1,Grow,financial\nC1,D,\nC2,A,\n"}
    path = written(tmp_path / "book", sheets)
    [one] = problems(office, path)
    assert one.proposals == ("FIN",)
    assert "Did you mean FIN?" in one.remedy
    import_path(office, path, mends=[mend_of(one.as_stored(), "FIN")])


def test_a_name_that_several_bear_is_not_taken_for_a_code(office, tmp_path):
    sheets = {"units": "code,name\nA1,North\nB2,North\n", "people": "employee_id,name,unit\nE1,Ada,North\n"}
    [one] = problems(office, written(tmp_path / "book", sheets))
    assert one.proposals == ()


def test_the_command_says_once_what_is_wrong_with_many_rows(office, tmp_path):
    from hoshin.cli.main import hoshin

    people = "".join(f"E{n},Person {n},SALE\n" for n in range(30))
    sheets = {"units": "code,name\nSALES,Sales\n", "people": "employee_id,name,unit\n" + people}
    said = CliRunner().invoke(hoshin, ["import", str(written(tmp_path / "book", sheets))]).output
    assert said.count("There is no unit of this code") == 1
    assert "The same in 29 more rows." in said


def test_a_title_above_the_headings_is_left_alone(office):
    result = import_path(office, FILES / "19-title-above-header.xlsx")
    assert values() == {"2026-07-01": 8.0}
    assert any("the headings were found in row 3" in warning for warning in result.warnings)


def test_faults_below_a_title_stand_where_the_file_has_them(office, tmp_path):
    text = "Our measures,,\n,,\n,code,name\n,M,\n"
    [one] = problems(office, written(tmp_path / "book", {"measures": text}))
    assert (one.row, one.field) == (4, "name")


def test_an_answer_about_a_column_is_kept_for_the_next_file(office, tmp_path):
    path = written(tmp_path / "one", whole("measure,period,value\nM,05/09/2026,1\nM,06/10/2026,2\n"))
    [one] = problems(office, path)
    import_path(office, path, mends=[mend_of(one.as_stored(), "day first")])
    assert list(values()) == ["2026-09-01", "2026-10-01"]
    again = import_path(office, written(tmp_path / "two", whole("measure,period,value\nM,07/11/2026,3\n")))
    assert list(values()) == ["2026-09-01", "2026-10-01", "2026-11-01"]
    assert any("read as “day first”, as it was answered before" in warning for warning in again.warnings)


def test_an_answer_counts_only_where_the_column_leaves_it_open(office, tmp_path):
    reading = Mend(MendKind.READING, "actuals", "period", "", "month first")
    rows = "M,31/08/2026,1\nM,05/09/2026,2\n"
    path = written(tmp_path / "one", whole("measure,period,value\n" + rows))
    import_path(office, path, mends=[reading])
    assert list(values()) == ["2026-08-01", "2026-09-01"]


def test_a_dry_run_keeps_no_answer(office, tmp_path):
    reading = Mend(MendKind.READING, "actuals", "value", "", "decimal comma")
    path = written(tmp_path / "one", whole("measure;period;value\nM;2026-01;1.234\n".replace(",", ";")))
    import_path(office, path, mends=[reading], dry_run=True)
    assert not ColumnReading.objects.exists()


def test_the_command_takes_answers_too(office, tmp_path):
    from hoshin.cli.main import hoshin

    path = written(tmp_path / "one", whole("measure,period,value\nM,05/09/2026,1\n"))
    done = CliRunner().invoke(hoshin, ["import", str(path), "--reading", "actuals.period=month first"])
    assert done.exit_code == 0, done.output
    assert list(values()) == ["2026-05-01"]
    done = CliRunner().invoke(hoshin, ["import", str(path), "--reading", "actuals.period=whatever"])
    assert done.exit_code == 2
    assert "day first" in done.output
