"""`hoshin forecast` on a stranger's file, as CSV and JSON, and what it says of files that are wrong."""

import csv
import io
import json

import pytest
from click.testing import CliRunner

from hoshin.cli.main import hoshin

HEAD = "series,period,value\n"
FIELDS = ["series", "period", "mean", "lo50", "hi50", "lo80", "hi80", "lo95", "hi95", "method"]


@pytest.fixture
def run(tmp_path):
    """Forecast a text: no database is there."""

    def command(text, *options):
        path = tmp_path / "series.csv"
        path.write_text(text, encoding="utf-8")
        return CliRunner().invoke(hoshin, ["forecast", str(path), *options])

    return command


def rows_of(name, periods, values):
    return "".join(f"{name},{period},{value}\n" for period, value in zip(periods, values, strict=True))


MONTHS = [f"{year}-{month:02d}" for year in (2023, 2024, 2025) for month in range(1, 13)]


def test_each_series_is_continued_by_its_own_periods(run):
    text = HEAD + rows_of("sales", MONTHS, [100 + i + 20 * (i % 12 == 11) for i in range(36)])
    text += rows_of("staff", ["2025-Q4", "2025-Q3", "2025-Q2"], [7, "", 5])
    text += rows_of("plain", range(1, 11), [3, 5, 4, 6, 5, 7, 6, 8, 7, 9])
    result = run(text, "--horizon", "2", "--format", "csv")
    found = list(csv.DictReader(io.StringIO(result.stdout)))
    assert list(found[0]) == FIELDS
    assert [(row["series"], row["period"], row["method"]) for row in found] == [
        ("sales", "2026-01", "pool"),
        ("sales", "2026-02", "pool"),
        ("staff", "2026-Q1", "none"),
        ("staff", "2026-Q2", "none"),
        ("plain", "11", "pool"),
        ("plain", "12", "pool"),
    ]
    assert found[2]["mean"] == ""
    assert "Too few values for a forecast: 1 of 3 series." in result.stderr
    order = [float(found[0][name]) for name in ("lo95", "lo80", "lo50", "mean", "hi50", "hi80", "hi95")]
    assert order == sorted(order)
    assert run(text, "--horizon", "2", "--format", "csv").stdout == result.stdout


def test_a_season_of_plain_numbers_is_looked_for_or_told(run):
    values = [100 + (0, 30, -10, 5)[i % 4] + i % 3 for i in range(32)]
    text = HEAD + rows_of("s", range(32), values)
    forecasts = {
        season: [row["mean"] for row in json.loads(run(text, "--horizon", "4", "--format", "json", *given).stdout)]
        for season, given in {"found": [], "told": ["--season", "4"], "none": ["--season", "1"]}.items()
    }
    assert forecasts["found"] == forecasts["told"]
    assert max(forecasts["found"]) - min(forecasts["found"]) > 30
    assert max(forecasts["none"]) - min(forecasts["none"]) < 30


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("name,when\na,1\n", "has no column series, period, value"),
        (HEAD + "a,2025-01,x\na,2025-13,1\n", "row 2, column value: 'x' is not a number"),
        (HEAD + "a,1,inf\n", "'inf' is not a number"),
        (HEAD + "a,2025-01,1\na,2025-Q1,2\n", "a mixes periods of different lengths (monthly, quarterly)"),
        (HEAD + "a,2025-01,1\na,2025-01,2\n", "row 3, column period: a has 2025-01 twice"),
        (HEAD + "a,1,1\na,2,1\na,3,1\na,4.5,1\n", "row 5, column period: '4.5' is not a period"),
        (HEAD + "a,1,1\na,3,1\na,5,1\na,6,1\n", "a is irregular: its numbers are not evenly spaced"),
        (HEAD + "a,2001-01-01,1\na,2025-01-01,2\n", "a is irregular: 2 of 8,767 periods are there"),
        (HEAD + ",1,1\n", "row 2, column series: there is no name"),
    ],
)
def test_faults_are_named_and_nothing_is_printed(run, text, said):
    result = run(text, "--horizon", "2")
    assert (result.exit_code, result.stdout) == (1, "")
    assert said in result.stderr


def test_all_faults_are_told_at_once(run):
    result = run(HEAD + "a,2025-01,x\na,2025-13,1\nb,1,1\nb,1,2\n", "--horizon", "2")
    assert "has 3 faults" in result.stderr


def test_an_empty_file_has_nothing_to_forecast(run):
    result = run(HEAD, "--horizon", "2", "--format", "csv")
    assert (result.exit_code, result.stdout) == (0, ",".join(FIELDS) + "\n")


def test_other_marks_between_cells_decimal_commas_and_great_numbers_are_read(run, recwarn):
    def lines(mark, point, head=HEAD):
        rows = "".join(f"s{mark}{i}.0{mark}{100 + i % 4}{point}5\n" for i in range(1, 13))
        return head.replace(",", mark).upper() + rows

    options = ("--horizon", "2", "--format", "csv")
    usual = run(lines(",", "."), *options)
    assert usual.exit_code == 0, usual.stderr
    assert [row["period"] for row in csv.DictReader(io.StringIO(usual.stdout))] == ["13", "14"]
    for mark, point in ((";", ","), (";", "."), ("\t", ",")):
        assert run("\ufeff" + lines(mark, point), *options).stdout == usual.stdout
    wrong = run(lines(";", ",") + "s;13;1,000,5\n", *options)
    assert (wrong.exit_code, wrong.stdout) == (1, "")
    assert "'1,000,5' is not a number" in wrong.stderr
    great = run(HEAD + rows_of("s", range(1, 25), [f"{1 + i % 3}e300" for i in range(24)]), *options)
    assert float(next(csv.DictReader(io.StringIO(great.stdout)))["mean"]) > 1e300
    assert not [one for one in recwarn if issubclass(one.category, RuntimeWarning)]
