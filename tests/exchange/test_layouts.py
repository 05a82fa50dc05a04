"""Values in sheets as people lay them out, each read for what it says, or refused with one fault that says how to go on."""

import time
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from tests.exchange.workbooks import written, xlsx

from hoshin.base.errors import Invalid
from hoshin.exchange.importing import import_path
from hoshin.exchange.workbook.faults import Faults
from hoshin.exchange.workbook.matching import matched
from hoshin.exchange.workbook.mending import mend_of
from hoshin.exchange.workbook.read import read
from hoshin.measures.models import Actual

HEAD = "measure,period,value\n"
JANUARY = {("M", "2026-01"): 1.0}
BOTH = {**JANUARY, ("M", "2026-02"): 2.0}
NAMES = "Jan Feb März April Mai Juni Juli Aug. Sept Okt. Nov Dezember".split()
TWO = {**JANUARY, ("N", "2026-01"): 3.0}


def found(tmp_path, text, sheet="actuals", year_start=4):
    """The values of a sheet by measure and period, the faults, and what is said."""
    faults, notices, at = Faults(), [], len(list(tmp_path.iterdir()))
    path = text if isinstance(text, Path) else written(tmp_path / str(at), {sheet: text})
    book = read(path)
    is_stored = {"m", "n", "revenue"}.__contains__
    columns = matched(
        book, faults, notices, year_start=year_start, is_stored=lambda _, text: is_stored(text.casefold())
    )
    with_rows = columns.get("actuals")
    cells = with_rows.values if with_rows else {}
    nothing = [None] * len(with_rows.numbers) if with_rows else ()
    rows = zip(*(cells.get(name, nothing) for name in ("measure", "period", "value")), strict=True)
    values = {(measure, str(period)): value for measure, period, value in rows if measure}
    return values, [problem.sentence() for problem in faults.problems], [str(one) for one in notices]


def agree(tmp_path, cases, **options):
    """Nothing where each text gives what stands beside it: values, or the words of its one fault."""
    wrong = []
    for text, wanted, *said in cases:
        try:
            values, problems, notices = found(tmp_path, text, **options)
        except Invalid as error:
            values, problems, notices = {}, [problem.sentence() for problem in error.problems], []
        if isinstance(wanted, str):
            is_right = len(problems) == 1 and wanted in problems[0]
        else:
            is_right = values == wanted and not problems
        if not is_right or not all(any(word in one for one in notices) for word in said):
            wrong.append((text, values, problems, notices))
    return wrong


def test_headings_in_other_words(tmp_path):
    rows = "M;2026-01;1\n"
    cases = [
        (f"{head}\n{rows}", JANUARY)
        for head in (
            "Kennzahl;Zeitraum;Wert",
            "KPI;Monat;Ist",
            "Kennziffer:;Periode*;Istwert",
            "Indicateur;Période;Valeur",
            "Mesure;Mois;Réalisé",
            "Indicador;Período;Valor",
            "Indicatore;Periodo;Valore",
            "Maatstaf;Periode;Waarde",
            "Metric;Date;Actual",
            "Code;Month;Result",
            "Kennzahl;Zeitraum;Wert in EUR",
            "mea\u200bsure;period\u00a0;value EUR",
            "'measure';\u201cperiod\u201d;value",
        )
    ]
    cases += [
        ("Nr;Code;Zeitraum;Wert\n7;M;2026-01;1\n", JANUARY),
        ("Kennzahl;Zeitraum;Wert (TEUR)\nM;2026-01;1\n", "says that its numbers are multiples"),
        ("measure;period;value (000s)\nM;2026-01;1\n", "says that its numbers are multiples"),
        ("measure;period;value (€m)\nM;2026-01;1\n", "says that its numbers are multiples"),
        ("measure;period;value (k)\nM;2026-01;1\n", "says that its numbers are multiples"),
        ("measure;period;value (%)\nM;2026-01;75\n", {("M", "2026-01"): 0.75}),
        ("measure;period;Wert in Prozent\nM;2026-01;75 %\n", {("M", "2026-01"): 0.75}),
        ("M,2026-01,1\nM,2026-02,2\n", "Row 1 was taken for the headings"),
        ("measure~period~value\nM~2026-01~1\n", "cells apart by commas, semicolons or tabs"),
        ("measure,period,value,measure,period,value\nM,2026-01,1,N,2026-01,3\n", "two tables"),
    ]
    assert not agree(tmp_path, cases)


@pytest.mark.parametrize(
    ("name", "text", "columns"),
    [
        (
            "measures",
            "Kürzel;Kennzahl;Einheit;Häufigkeit;Richtung;is_key\nM;Umsatz;EUR;monatlich;niedriger;Ja\n",
            {
                "code": "M",
                "name": "Umsatz",
                "unit_of_measure": "EUR",
                "frequency": "monthly",
                "direction": "lower",
                "is_key": True,
            },
        ),
        (
            "objectives",
            "Nr;Ziel;Fälligkeit\nO;Wachsen;Dez 26\n",
            {"code": "O", "name": "Wachsen", "due_date": date(2026, 12, 31)},
        ),
        (
            "targets",
            "Kennzahl;Ausgangswert;Zielwert\nM;5;1.000,5\n",
            {"measure": "M", "baseline": 5.0, "target": 1000.5},
        ),
        ("targets", "KPI,2026 Plan,2026 Actual\nM,5,4\n", {"measure": "M", "target": 5.0}),
        ("units", "Code,Department\nN,North\n", {"code": "N", "name": "North"}),
    ],
)
def test_headings_and_choices_of_other_sheets(tmp_path, name, text, columns):
    faults = Faults()
    found = matched(read(written(tmp_path, {name: text})), faults, [])[name].values
    assert not faults.problems
    assert {column: cells[0] for column, cells in found.items() if column != "period"} == columns


def test_separators_and_quotation_marks(tmp_path):
    cases = [
        ('"sep=;"\nmeasure;period;value\nM;2026-01;1\n', JANUARY),
        ("sep=|\nmeasure|period|value\nM|2026-01|1\n", JANUARY),
        ("Report, made by us, for you\n\nmeasure;period;value\nM;2026-01;1\n", JANUARY),
        ('"measure,period,value"\n"M,2026-01,1"\n', JANUARY),
        ("\ufeff\ufeff" + HEAD + "M,2026-01,1\n\x1a", JANUARY),
        ("x\n" * 30 + HEAD + "M,2026-01,1\n", JANUARY),
        (HEAD.strip() + ',note\nM,2026-01,1,"one\nM,2026-02,2,x\n', "A quotation mark is open"),
        (HEAD.strip() + ',note\nM,2026-01,1,a 5" disk\n', JANUARY),
    ]
    assert not agree(tmp_path, cases)


def test_rows_that_are_no_values_are_left_alone_and_named(tmp_path):
    cases = [
        (HEAD + "M,2026-01,1\nN,2026-01,3\nTotal,2026-01,4\n", TWO, "totals were left alone: 4"),
        (HEAD + "M,2026-01,1\nSumme,,1\n", JANUARY, "“Summe”"),
        (
            HEAD + "M,2026-01,1\nM Total,,1\nN,2026-01,3\nGesamtergebnis,,4\n",
            TWO,
            "3 (“M Total”), 5 (“Gesamtergebnis”)",
        ),
        (HEAD + "M,2026-01,1\nM,Total,1\n", JANUARY),
        ("measure,Jan 2026,Total\nM,1,1\nDurchschnitt,1,1\n", JANUARY),
        (HEAD + "M,2026-01,1\nPage 1 of 3,,\nM,2026-02,2\n", BOTH, "“Page 1 of 3”"),
        (HEAD + ",,EUR\nM,2026-01,1\n", JANUARY, "“EUR”"),
        (HEAD + "------,-------,-----\nM,2026-01,1\n", JANUARY),
        (HEAD + "M,2026-01,1\n\nCosts,,\nmeasure,value,period\nN,3,2026-01\n", TWO, "the headings stand again"),
        (HEAD + "M,,\n", "cannot be empty"),
        # Of a thing that is not known, it may be a name.
        (HEAD + "Total assets,2026-01,1\n", {("Total assets", "2026-01"): 1.0}),
    ]
    assert not agree(tmp_path, cases)


def test_codes_that_stand_once_for_several_rows(tmp_path):
    cases = [
        (
            HEAD + "M,2026-01,1\n,2026-02,2\nN,2026-01,3\n",
            {**BOTH, **TWO},
            "were given that of a row above: 1, the first is row 3",
        ),
        ("measure,unit,Jan 2026,Feb 2026\nM,NO,1,2\n", BOTH),
        # One that was forgotten in a list is no block.
        (HEAD + "M,2026-01,1\nM,2026-02,2\n,2026-03,3\nN,2026-01,3\n", "cannot be empty"),
        (HEAD + "M,2026-01,1\n,2026-01,2\nN,2026-01,3\n", "cannot be empty"),
    ]
    assert not agree(tmp_path, cases)


def test_periods_in_two_columns_and_measures_across(tmp_path):
    year = {("M", f"{2025 if month > 3 else 2026}-{month:02}"): float(month) for month in range(1, 13)}
    cases = [
        ("measure,year,month,value\nM,2026,1,1\nM,2026,Feb,2\n", BOTH, "columns year and month were read together"),
        ("KPI;Jahr;Monat;Wert\nM;2026;Jänner;1\nM;2026;Februar;2\n", BOTH),
        ("measure,Year,Quarter,value\nM,2026,Q1,1\n", {("M", "2026-Q1"): 1.0}),
        ("measure,FY,Month,value\n" + "".join(f"M,FY26,{name},{at}\n" for at, name in enumerate(NAMES, 1)), year),
        ("measure,FY,Month,value\nM,FY26,3,3\n", "'3 FY26' is not a period"),
        ("Date,M,N,Seen by\n2026-01,1,3,Ada\n", TWO, "column Seen by is not known"),
        ("measure,Jan 2026\nM,1\n", JANUARY),
        ("measure,01/26,02/26\nM,1,2\n", BOTH),
        ("measure,Jan 2026 (EUR),Feb 2026 (EUR)\nM,1,2\n", BOTH),
        ("measure,Jan 2026 Actual,Jan 2026 Plan,Ist 2026-02\nM,1,9,2\n", BOTH, "Jan 2026 Plan is not known"),
        ("Row Labels,2026-01,2026-02,Grand Total\nM,1,2,3\nGrand Total,1,2,3\n", BOTH),
        ("Sum of value,Column Labels,,\nRow Labels,2026-01,2026-02,Grand Total\nM,1,2,3\n", BOTH),
        ("measure,Jan,Feb\nM,1,2\n", "The headings name months without their year: Jan, Feb"),
        ("measure,Jan 2026 in TEUR,Feb 2026 in TEUR\nM,1,2\n", "says that its numbers are multiples"),
    ]
    assert not agree(tmp_path, cases)


def test_headings_in_two_rows(tmp_path):
    quarters = {("M", "2025-Q2"): 1.0, ("M", "2025-Q3"): 2.0}
    cases = [
        ("measure,2026,\n,1,2\nM,1,2\n", BOTH, "rows 1 and 2 were read together"),
        ("measure,2026,\n,Jän,Feber\nM,1,2\n", BOTH),
        ("measure,Jan,,Feb\n,2025,2026,2026\nM,9,1,2\n", {**BOTH, ("M", "2025-01"): 9.0}),
        ("measure,FY26,\n,Q1,Q2\nM,1,2\n", quarters),
        ("measure,2025/26,\n,Apr,Mar\nM,1,2\n", {("M", "2025-04"): 1.0, ("M", "2026-03"): 2.0}),
        ("measure;Jan 2026;;Feb 2026;\n;Ist;Soll;Ist;Soll\nM;1;9;2;9\n", BOTH, "Jan 2026 Soll is not known"),
        ("Sales,,\n\nmeasure,2026,\n,Jan,Feb\nM,1,2\n", BOTH),
        # Values are no months, though they are such numbers.
        ("measure,2025/26,2026/27\nM,1,2\n", {("M", "2026"): 1.0, ("M", "2027"): 2.0}),
        ("measure,2009-10,2009-11,2009-12\nM,1,2,3\n", {("M", f"2009-{month}"): month - 9.0 for month in (10, 11, 12)}),
    ]
    assert not agree(tmp_path, cases)


@pytest.mark.parametrize(
    ("cells", "periods"),
    [
        (["11/25", "12/25", "01/26"], ["2025-11", "2025-12", "2026-01"]),
        (["2026.01", "2026_02", "2026M3", "Monat 4/2026"], ["2026-01", "2026-02", "2026-03", "2026-04"]),
        (["Jan26", "Feb, 26", "Mar’26", "Dec-98"], ["2026-01", "2026-02", "2026-03", "1998-12"]),
        (["KW5/26", "5. KW 2026", "2026 week 5", "Semaine 5 2026"], ["2026-W05"] * 4),
        (["1. Quartal 2026", "Quarter 1 2026", "1er trimestre 2026", "1Q26", "T1 2026"], ["2026-Q1"] * 5),
        (["1. Halbjahr 2026", "Semestre 1 2026"], ["2026-H1"] * 2),
        (["FY25/26", "GJ 2025/26", "Jahr 2026", "1999/00"], ["2026", "2026", "2026", "2000"]),
        (["46023", "Jan 1st, 2026", "1/1/26"], ["2026-01-01"] * 3),
    ],
)
def test_ways_to_write_periods(tmp_path, cells, periods):
    text = HEAD + "".join(f'M{at},"{cell}",1\n' for at, cell in enumerate(cells))
    assert not agree(tmp_path, [(text, {(f"M{at}", period): 1.0 for at, period in enumerate(periods)})])


def test_what_could_be_days_or_years_is_refused(tmp_path):
    values, problems, _ = found(tmp_path, HEAD + "M,01/10,1\nM,02/10,2\n")
    assert len(problems) == 2
    assert set(values) == {("M", "None")}


def test_numbers_that_mean_one_thing(tmp_path):
    means = {
        "1\u2007234.50": 1234.5, "– 5": -5.0, "%5": 0.05, "5 Prozent": 0.05, "7.5‰": 0.0075, "'5": 5.0, "\u200b5\u200e": 5.0,
        "99.999,-": 99999.0, "1'234.-": 1234.0, "(5 %)": -0.05, "1 234 567": 1234567.0,
    }  # fmt: skip
    cases = [(f'{HEAD}M,2026-01,"{text}"\n', {("M", "2026-01"): value}) for text, value in means.items()]
    full = {
        "12k": "12000", "1,2 Mio. EUR": "1200000", "€3m": "3000000", "3 T€": "3000", "2 Mrd": "2000000000",
    }  # fmt: skip
    cases += [(f'{HEAD}M,2026-01,"{text}"\n', f"Write it in full: {plain}.") for text, plain in full.items()]
    refused = {
        "1234 567": "no number", "#NV": "error of the spreadsheet", "#WERT!": "error", "k.A.": "Leave the cell empty",
        "..": "Leave the cell empty", "½": "or leave the cell empty", "<5": "no number",
    }  # fmt: skip
    cases += [(f'{HEAD}M,2026-01,"{text}"\n', said) for text, said in refused.items()]
    cases += [(HEAD + "".join(f"M,26/{month:02},1\n" for month in range(1, 13)), "So it is in 12 cells of this column")]
    cases += [(HEAD + ",,1\nM,2026-01,1\n", "These cells cannot be empty: measure, period.")]
    assert not agree(tmp_path, cases)


def test_a_cell_that_is_no_number_costs_no_time(tmp_path):
    rows = [f"M{at},2026-01,{at + 1000}" for at in range(2_000)] + ["N,2026-01,", "O,2026-01,n/a"]
    _, problems, _ = found(tmp_path, HEAD + "\n".join(rows) + "\n")
    assert len(problems) == 1


@pytest.mark.parametrize("text", ["a" + " " * 90_000 + "b", "1." * 45_000 + "x", "(" * 90_000, "“" * 90_000])
def test_a_cell_as_long_as_a_book_costs_no_time(tmp_path, text):
    for cells in (
        f'measure,period,"{text}"\nM,2026-01,1',
        f'{HEAD}M,2026-01,"{text}"',
        f'{HEAD}M,"{text}",1',
        f'{HEAD}"{text}",2026-01,1\n,,',
    ):
        before = time.process_time()
        found(tmp_path, cells + "\n")
        assert time.process_time() - before < 2


def sheet_of(path, fill):
    book = openpyxl.Workbook()
    book.active.title = "actuals"
    fill(book, book.active)
    book.save(path)
    return path


def test_what_an_excel_file_shows_and_hides(tmp_path):
    rows = [["measure", "period", "value"], ["M", "2026-01", 1], ["M", "2026-02", 2], ["N", "2026-01", 3]]

    def filled(change):
        def fill(book, sheet):
            for row in rows:
                sheet.append(row)
            change(sheet)

        return sheet_of(tmp_path / f"{change.__name__}.xlsx", fill)

    def hides_rows(sheet):
        sheet.row_dimensions.group(3, 4, hidden=True)

    def filters(sheet):
        sheet.auto_filter.ref = "A1:C4"
        sheet.auto_filter.add_filter_column(0, ["M"])
        sheet.row_dimensions[4].hidden = True

    def hides_columns(sheet):
        sheet.column_dimensions["C"].hidden = True

    def merges(sheet):
        sheet["A3"] = None
        sheet.merge_cells("A2:A3")

    whole = {**BOTH, **TWO}
    cases = [
        (filled(hides_rows), whole, "rows that the file hides were read as well: 2, the first is row 3"),
        (filled(filters), whole, "rows that a filter hides were read as well: 1, the first is row 4"),
        (filled(hides_columns), whole, "columns that the file hides were read as well: value"),
        (filled(merges), whole, "were given that of a row above: 1"),
    ]
    shown = [["measure", "period", "value"], [(7, "000"), 46023, (5, "[$$-409]#,##0.00")]]
    cases.append(
        (xlsx(tmp_path / "shown.xlsx", {"actuals": shown}), {("007", "2026-01-01"): 5.0}, "46023 → 2026-01-01")
    )
    old = [["measure", "period", "value"], ["M", 46023 - 1462, 1], ["N", date(2026, 1, 1), 3]]

    def counts_from_1904(book, sheet):
        book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
        for row in old:
            sheet.append(row)

    cases.append(
        (sheet_of(tmp_path / "old.xlsx", counts_from_1904), {("M", "2026-01-01"): 1.0, ("N", "2026-01-01"): 3.0})
    )
    assert not agree(tmp_path, cases)


@pytest.mark.parametrize(
    ("name", "begin", "said"),
    [
        ("a.xls", b"measure,period,value\n", "is text, not an Excel workbook"),
        ("a.xlsx", b"MIME-Version: 1.0\r\n", "is a web page"),
        ("a.csv", b"{\\rtf1 measure", "is a document of Word"),
        ("a.csv", b'[{"measure": "M"}]', "is JSON, not a table"),
        ("a.xlsx", b"\x89PNG\r\n", "is a picture"),
        ("a.csv", b"\xef\xbb\xbf\n\n", "is empty"),
        ("actuals.csv", "measure,period,value,note\nM,2026-01,1,營業收入說明\n".encode("big5"), "neither UTF-8 nor"),
        ("actuals.csv", "measure,period,value,note\nM,2026-01,1,Köln\n".encode("cp850"), "neither UTF-8 nor"),
    ],
)
def test_files_that_are_something_else(tmp_path, name, begin, said):
    path = tmp_path / name
    path.write_bytes(begin)
    with pytest.raises(Invalid, match=said):
        read(path)


@pytest.mark.django_db
def test_a_workbook_packed_as_zip_is_named_as_one(office, tmp_path):
    path = xlsx(tmp_path / "book.xlsx", {"actuals": [["measure", "period", "value"]]}).rename(tmp_path / "book.zip")
    with pytest.raises(Invalid, match=r"is an Excel workbook with the ending \.zip"):
        import_path(office, path)


@pytest.mark.django_db
def test_totals_of_periods_are_left_alone_and_lost_codes_proposed(office, tmp_path):
    measures = "code,name,frequency\nM,Revenue,monthly\nQ,Other,quarterly\n007,Bond,monthly\n1E5,Big,monthly\n"
    wide = "measure,Jan 2026,Feb 2026,Q1 2026,2026\nM,1,2,6,21\nQ,,,6,\n"
    result = import_path(office, written(tmp_path / "wide", {"measures": measures, "actuals": wide}))
    found = set(Actual.objects.values_list("measure__code", "value"))
    assert found == {("M", 1.0), ("M", 2.0), ("Q", 6.0)}
    assert "totals over longer periods were left alone: 2, the first is Q1 2026 of M" in " ".join(result.warnings)
    misfits = {"actuals": HEAD + "".join(f"Q,2026-{month:02},1\n" for month in range(1, 13))}
    for sheets, proposals in (
        (misfits, [()]),
        ({"actuals": HEAD + "7,2026-01,1\n"}, [("007",)]),
        ({"actuals": HEAD + "100000,2026-01,1\n"}, [("1E5",)]),
        ({"actuals": HEAD + "M – Revenue,2026-01,1\nRevenue (M),2026-02,1\n"}, [("M",), ("M",)]),
    ):
        path = written(tmp_path / str(len(list(tmp_path.iterdir()))), sheets)
        with pytest.raises(Invalid) as refused:
            import_path(office, path)
        assert [one.proposals for one in refused.value.problems] == proposals
    mends = [mend_of(one.as_stored(), "M") for one in refused.value.problems]
    assert import_path(office, path, mends=mends).outcomes["actuals"].created == 0
