"""Somebody asks how the plan stands, from the shell."""

import csv
import io
import json

import pytest
from tests.worlds import NOON

from hoshin.accounts.access import Actor
from hoshin.measures.models import Measure
from hoshin.measures.services import record_actual

WANTED = {
    "code", "name", "kind", "period", "score", "status", "reason", "coverage", "trend", "value", "target", "unit",
}  # fmt: skip


def scores(run, *arguments):
    result = run("score", "--format", "json", *arguments)
    assert result.exit_code == 0, result.stderr
    return json.loads(result.stdout)


def test_the_published_results_come_out(run, canada):
    """Statistics Canada's own results for 19 indicators, from its raw files."""
    found = {record["code"]: record for record in scores(run, "--kind", "measure")}
    with (canada / "published.csv").open(encoding="utf-8") as file:
        published = list(csv.DictReader(file))
    assert len(published) == 19
    for row in published:
        record = found[row["code"]]
        assert record["detail"]["native_score"] == pytest.approx(float(row["score"]), abs=1e-4), row["code"]
        assert record["detail"]["progress_value"] == pytest.approx(float(row["progress_value"]), abs=1e-4), row["code"]
        assert record["status"] == row["status"], row["code"]
        assert record["value"] == float(row["current_value"])
        assert record["observed_on"][:4] == row["current_year"]


def test_records_have_everything(run, canada):
    records = scores(run)
    assert all(record.keys() >= WANTED for record in records)
    assert all(len(record["trend"]) == 13 for record in records)
    assert (
        len({(record["kind"], record["code"], record["unit"]) for record in records}) == len(records) == 1 + 4 + 17 + 36
    )
    assert [record["code"] for record in records[:4]] == ["CIF", "CIF-PEOPLE", "SDG1", "1.2.1"]


def test_csv_says_the_same(run, canada):
    rows = list(csv.DictReader(io.StringIO(run("score", "--format", "csv").stdout)))
    for row, record in zip(rows, scores(run), strict=True):
        assert row["code"] == record["code"]
        assert (float(row["score"]) if row["score"] else None) == record["score"]


def test_the_table_has_words_and_shapes(run, canada):
    text = run("score").stdout
    assert "● Moderate progress" in text
    assert "■ Deterioration" in text
    assert "Source: Statistics Canada, Canadian Indicator Framework" in text


def test_an_earlier_period_and_one_node(run, canada):
    (then,) = scores(run, "--period", "2021", "--node", "CIF")
    (now,) = scores(run, "--node", "cif")
    assert (then["period"], now["period"]) == ("2021", "2025")
    assert then["score"] != now["score"]
    assert now["trend"][-5] == then["score"]


def test_what_was_known_on_an_earlier_day(run, canada):
    from datetime import timedelta

    today = NOON.date()
    (before,) = scores(run, "--node", "1.2.1", "--period", "2023", "--as-of", today - timedelta(days=1))
    (now,) = scores(run, "--node", "1.2.1", "--period", "2023", "--as-of", today)
    assert (before["score"], before["value"]) == (None, None)
    assert now == scores(run, "--node", "1.2.1", "--period", "2023")[0]


def test_missing_is_null_with_a_reason(run, canada):
    (record,) = scores(run, "--period", "2000", "--node", "SDG1")
    assert (record["score"], record["status"]) == (None, "no_data")
    assert record["reason"]


def test_a_misspelt_code_gets_near_ones(run, canada):
    result = run("score", "--node", "SDG111")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "Did you mean SDG11" in result.stderr


@pytest.mark.parametrize("arguments", [("--period", "2026-13"), ("--plan", "CIFF"), ("--unit", "X")])
def test_what_is_not_there_is_said(run, canada, arguments):
    result = run("score", *arguments)
    assert result.exit_code == 1
    assert result.stderr.startswith("There is no ")


@pytest.mark.parametrize("arguments", [("--format", "xml"), ("--as-of", "yesterday"), ("--nodes", "X")])
def test_wrong_usage(run, arguments):
    assert run("score", *arguments).exit_code == 2


def test_nothing_to_score_is_no_fault(run):
    result = run("score")
    assert result.exit_code == 0
    assert "Import a workbook" in result.stderr


def test_an_explanation_adds_up(run, canada):
    found = json.loads(run("explain", "CIF", "--from", "2020", "--to", "2023", "--format", "json").stdout)
    assert found["before"] + sum(effect["points"] for effect in found["moved"]) == pytest.approx(
        found["after"], abs=1e-9
    )

    def check(part):
        below = [child["points"] for child in part["children"] if child["points"] is not None]
        if below:
            assert sum(below) == pytest.approx(part["points"], abs=1e-9)
        for child in part["children"]:
            check(child)

    check(found["tree"])
    assert found["tree"]["points"] == found["score"]


def test_the_printed_waterfall_adds_up_too(run, canada):
    lines = run("explain", "CIF", "--from", "2020", "--to", "2023").stdout.split("What moved it")[1].splitlines()[3:]
    numbers = []
    for line in lines:
        if not line:
            break
        numbers += [
            round(float(word) * 100)
            for word in line.split()
            if word.lstrip("+-").replace(".", "", 1).isdigit() and "." in word and not word[0].isalpha()
        ][-1:]
    assert numbers[0] + sum(numbers[1:-1]) == numbers[-1]


def test_a_restatement_is_explained_by_two_days_of_knowledge(run, canada):
    from datetime import timedelta

    from hoshin.base import clock

    today = clock.today()
    with clock.fixed(clock.now() + timedelta(days=3)):
        measure = Measure.objects.get(code="1.2.1")
        record_actual(Actor.system(), measure=measure, period="2023", value=60.0, note="Restated")
        result = run("explain", "1.2.1", "--to", "2023", "--known-from", today, "--format", "json")
        found = json.loads(result.stdout)
    assert found["before"] == pytest.approx(67.3975285)
    assert found["after"] < found["before"]
    assert sum(effect["points"] for effect in found["moved"]) == pytest.approx(found["after"] - found["before"])
    assert found["tree"]["inputs"]["actuals"][0]["value"] == 60.0
