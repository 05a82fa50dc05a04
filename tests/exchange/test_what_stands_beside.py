"""What stands beside numbers, or in a format, says what they are: none of it becomes another number in silence."""

import openpyxl
import pytest
from tests.exchange.test_layouts import BOTH, HEAD, JANUARY, TWO, agree, sheet_of
from tests.exchange.workbooks import written

from hoshin.base.errors import Invalid
from hoshin.exchange.workbook import import_workbook
from hoshin.exchange.workbook.faults import Faults
from hoshin.exchange.workbook.matching import matched
from hoshin.exchange.workbook.mending import Mend, MendKind, mend_of
from hoshin.exchange.workbook.read import read
from hoshin.exchange.workbook.readings import keep_readings, kept_readings
from hoshin.measures.models import Actual

SHARE = {("M", "2026-01"): 0.75}


def test_plans_beside_what_came_of_them(tmp_path):
    cases = [
        ("measure,Jan 2026,Feb 2026 (Plan)\nM,1,9\n", JANUARY, "Feb 2026 (Plan) is not known"),
        ("measure,Jan 2026,Jan 2026 kum.\nM,1,9\n", JANUARY, "Jan 2026 kum. is not known"),
        ("measure,Jan 2026,Feb 2026e,Mar 2026 B\nM,1,9,9\n", JANUARY, "Feb 2026e is not known"),
        ("measure,Jan 2026*,Feb 2026²\nM,1,2\n", BOTH),
        ("measure,Art,Jan 2026\nM,Ist,1\nM,Plan,9\n", JANUARY, "in column Art that they are Plan were left alone: 1"),
        ("measure,Szenario,period,value\nM,Budget,2026-01,9\n", {}, "that they are Budget"),
        ("Kennzahl;Datenart;Monat;Wert\nM;Ist;2026-01;1\nN;Ist;2026-01;3\n", TWO),
        # Names of other things are no plans.
        ("measure,Colour,period,value\nM,North,2026-01,1\n", JANUARY, "column Colour is not known"),
    ]
    assert not agree(tmp_path, cases)


def test_units_beside_numbers(tmp_path):
    cases = [
        ("Kennzahl;Einheit;Monat;Wert\nM;%;2026-01;75\n", SHARE),
        ("measure,unit_of_measure,Jan 2026\nM,Prozent,75\n", SHARE),
        ("measure,period,value,currency\nM,2026-01,1,EUR\nN,2026-01,3,USD\n", TWO, "holds EUR, USD"),
        ("measure,Jan 2026,Feb 2026\n,TEUR,TEUR\nM,1,2\n", "below the headings says that numbers are multiples"),
        ("measure,Jan 2026,Feb 2026\n,EUR,EUR\nM,1,2\n", BOTH, "“EUR”"),
        ("measure,period,value k€\nM,2026-01,1\n", "says that its numbers are multiples"),
    ]
    cases += [
        (f"Kennzahl;Monat;Wert ({unit})\nM;2026-01;1\n", "says that its numbers are multiples")
        for unit in ("Md€", "Milliarden EUR", "milliards €", "mld", "mln", "×10³", "USDm", "£'000", "‰")
    ]
    assert not agree(tmp_path, cases)


@pytest.mark.django_db
def test_thousands_beside_a_measure_of_ones_are_a_fault(office, tmp_path):
    measures = "code,name,unit_of_measure\nM,Revenue,EUR\nN,Other,TEUR\n"
    head = "measure,unit_of_measure,Jan 2026\n"
    import_workbook(office, written(tmp_path / "own", {"measures": measures, "actuals": head + "M,EUR,1\nN,TEUR,3\n"}))
    with pytest.raises(Invalid, match="Beside the number stands TEUR, and M is measured in EUR") as refused:
        import_workbook(office, written(tmp_path / "other", {"actuals": head + "M,TEUR,1\nN,TEUR,3\n"}))
    assert [(one.row, one.field) for one in refused.value.problems] == [(2, "Jan 2026")]


def test_formats_that_write_units_behind_numbers(tmp_path):
    def shown(number, form):
        def fill(book, sheet):
            sheet.append(["measure", "period", "value"])
            sheet.append(["M", "2026-01", number])
            sheet["C2"].number_format = form

        return sheet_of(tmp_path / f"{len(list(tmp_path.iterdir()))}.xlsx", fill)

    cases = [
        (shown(75, '0"%"'), SHARE),
        (shown(75, "0\\%"), SHARE),
        (shown(5, '0.0" Mio. €"'), "The cell shows 5 Mio. €, and holds 5"),
        (shown(5, '0"k"'), "and holds 5"),
        (shown(5, '#,##0 "TEUR"'), "and holds 5"),
        # A comma in the format is what makes 5 of 5,000 on the screen.
        (shown(5000, '0,"k"'), {("M", "2026-01"): 5000.0}),
        (shown(5, '0" kg"'), {("M", "2026-01"): 5.0}),
    ]
    assert not agree(tmp_path, cases)


def test_years_one_way_and_their_parts_the_other(tmp_path):
    quarters = {("M", "2026-Q1"): 1.0, ("M", "2026-Q2"): 2.0}
    cases = [
        ("measure,year,Jan,Feb\nM,2026,1,2\n", BOTH, "column year and the headings above values were read together"),
        ("Kennzahl;Jahr;1;2;3\nM;2026;1;2;\n", BOTH),
        ("measure,Year,Q1,Q2\nM,2026,1,2\n", quarters),
        ("measure,Month,2025,2026\nM,Jan,,1\nM,2,,2\n", BOTH),
        ("measure,year,month,value\nM,2026,1,1\n,,2,2\n", BOTH),
        # Another measure without a year is not given that of the one before.
        ("measure,year,month,value\nM,2026,1,1\nN,,2,2\n", "is not a period"),
        ("Sales 2026,,\n\nmeasure,Jan,Feb\nM,1,2\n", BOTH, "2026, which stands above the headings"),
        ("Sales 2025/26,,\n\nmeasure,Jan,Feb\nM,1,2\n", "name months without their year"),
        ("Sales 2025 and 2026,,\n\nmeasure,Jan,Feb\nM,1,2\n", "name months without their year"),
    ]
    assert not agree(tmp_path, cases)


def test_headings_that_say_more_than_a_period(tmp_path):
    shares = {("M", "2026-01"): 0.75, ("M", "2026-02"): 0.8}
    days = {("M", "2026-01-31"): 1.0, ("M", "2026-02-28"): 2.0}
    cases = [
        ("measure;Jan 2026 (%);Feb 2026 (%)\nM;75;80 %\n", shares),
        ("measure;Jan 2026 in %;Feb 2026 in Prozent\nM;75,0;80\n", shares),
        ('measure,"Jan\n2026","Feb\n2026"\nM,1,2\n', BOTH),
        ("measure,as of 31.01.2026,Stand 28.02.2026\nM,1,2\n", days),
        ("measure,Jan 2026 k€,Feb 2026 k€\nM,1,2\n", "says that its numbers are multiples"),
        ("measure,Jan 2026 Mio,Feb 2026 Mio\nM,1,2\n", "says that its numbers are multiples"),
        # Another word behind a period is not known to be nothing.
        ("measure,Jan 2026,Feb 2026 rank,Mar 2026 avg\nM,1,9,9\n", "This column is missing in the headings"),
    ]
    assert not agree(tmp_path, cases)


def test_groups_and_sections(tmp_path):
    faults = Faults()
    text = "unit,measure,2026-01\nNO,M,1\n,N,3\nSO,M,5\n,N,7\n"
    found = matched(read(written(tmp_path / "groups", {"actuals": text})), faults, [])["actuals"].values
    assert not faults.problems
    assert found["unit"] == ["NO", "NO", "SO", "SO"]
    assert not agree(tmp_path, [("measure,2026-01\nNorth,\nM,1\n", JANUARY, "2 (“North”)")])


def test_merged_numbers_are_named(tmp_path):
    def fill(book, sheet):
        for row in (["measure", "2026-01", "2026-02"], ["M", 1, None]):
            sheet.append(row)
        sheet.merge_cells("B2:C2")

    said = "merged cells hold one number for several places: 1, the first is in row 2"
    assert not agree(tmp_path, [(sheet_of(tmp_path / "merged.xlsx", fill), JANUARY, said)])
    assert openpyxl.load_workbook(tmp_path / "merged.xlsx").active.merged_cells


def test_decimal_commas_that_cut_numbers_in_two(tmp_path):
    cases = [
        (HEAD.strip() + ",note\nM,2026-01,1,5\nM,2026-02,2,50\n", "behind which stand only digits: 1,5"),
        (HEAD.strip() + ",\nM,2026-01,1,5\nM,2026-02,2,5\n", "behind which stand only digits"),
        (HEAD.strip() + ",note\nM,2026-01,1,5\nM,2026-02,2,\n", BOTH),
    ]
    assert not agree(tmp_path, cases)


def test_percent_among_plain_weights_and_dated_targets(tmp_path):
    def columns(name, text):
        faults = Faults()
        return matched(read(written(tmp_path / name, {name: text})), faults, [])[name].values, faults.problems

    _, problems = columns("measures", "code,name,objective,weight\nA,a,O,30%\nB,b,O,70\n")
    assert [(one.row, one.field) for one in problems] == [(3, "weight")]
    values, problems = columns("targets", "measure,baseline 2020,Zielwert 2030\nM,1,9\n")
    assert not problems
    assert (values["baseline"], [str(one) for one in values["period"]], values["target"]) == ([1.0], ["2030"], [9.0])
    values, problems = columns("objectives", "code,name\nA,a\n")
    assert not problems


@pytest.mark.parametrize(
    ("text", "word"),
    [("↑", "higher"), ("-1", "lower"), ("1", "higher"), ("je höher, desto besser", "higher"), ("à la baisse", "lower")],
)
def test_directions_as_indices_write_them(tmp_path, text, word):
    faults = Faults()
    sheet = written(tmp_path, {"measures": f'code,name,direction\nM,a,"{text}"\n'})
    assert matched(read(sheet), faults, [])["measures"].values["direction"] == [word]
    assert not faults.problems


@pytest.mark.django_db
def test_a_table_as_indices_are_published(office, tmp_path):
    """A row for each country by its name, a column for each indicator by its name, and n/a for what is missing."""
    sheets = {
        "units": "code,name\nC1,Côte d’Ivoire\nC2,Türkiye\n",
        "measures": "code,name,frequency\nM1,Life expectancy,annual\nM2,Schooling,annual\n",
        "actuals": "Country;Year;Life expectancy;Schooling\nCôte d’Ivoire;2024;58,9;n/a\nTürkiye;2024;78,5;8,8\n",
    }
    path = written(tmp_path / "table", sheets)
    with pytest.raises(Invalid) as refused:
        import_workbook(office, path)
    (one,) = refused.value.problems
    assert (one.field, one.value, one.proposals) == ("value", "n/a", ("no value",))
    result = import_workbook(office, path, mends=[mend_of(one.as_stored(), "no value")])
    found = set(Actual.objects.values_list("measure__code", "unit__code", "value"))
    assert found == {("M1", "C1", 58.9), ("M1", "C2", 78.5), ("M2", "C2", 8.8)}
    said = " ".join(map(str, result.warnings))
    assert "in column unit names were taken for codes: 2, such as Côte d’Ivoire → C1" in said
    again = import_workbook(office, path)
    assert "was read as “no value”, as it was answered before" in " ".join(map(str, again.warnings))


@pytest.mark.django_db
def test_answers_to_two_questions_about_a_column_stand_beside_each_other(office):
    asked = [Mend(MendKind.READING, "actuals", "value", "", answer) for answer in ("decimal comma", "no value")]
    assert keep_readings(asked) == {("actuals", "value"): "decimal comma; no value"}
    keep_readings([Mend(MendKind.READING, "actuals", "value", "", "decimal point")])
    assert kept_readings() == {("actuals", "value"): "no value; decimal point"}
