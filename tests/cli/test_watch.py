"""`hoshin watch` on a stranger's file: one row a point, without a database."""

import csv
import io
import subprocess
import sys

import pytest
from click.testing import CliRunner

from hoshin.cli.main import hoshin

EXAMPLE = (52, 49, 55, 51, 48, 53, 50, 54, 51, 49, 52, 50, 47, 53, 51, 50, 62, 58, 57, 59)


@pytest.fixture
def watch(tmp_path):
    """Run the command on a text; the result and its rows."""

    def command(text, *options):
        file = tmp_path / "points.csv"
        file.write_text(text, encoding="utf-8")
        result = CliRunner().invoke(hoshin, ["watch", str(file), "--format", "csv", *options])
        return result, list(csv.DictReader(io.StringIO(result.stdout)))

    return command


def example(name="A", values=EXAMPLE):
    return [f"{name},{2024 + i // 12}-{i % 12 + 1:02d},{value}" for i, value in enumerate(values)]


def written(*rows):
    return "\n".join(["series,period,value", *rows]) + "\n"


def test_the_example_by_its_own_baseline(watch):
    result, rows = watch(written(*example()), "--limits", "mean", "--baseline", "16")
    assert result.exit_code == 0
    assert list(rows[0]) == ["series", "period", "score", "kind", "direction", "sentence"]
    assert [row["period"] for row in rows if row["kind"]] == ["2025-05", "2025-06", "2025-07"]
    beyond = rows[16]
    assert (beyond["kind"], beyond["direction"]) == ("beyond_limits", "up")
    assert beyond["sentence"] == "62 lies outside the limits 42.072 to 59.803 about 50.938, from 16 values."


def test_several_kinds_at_one_point_and_a_sentence_just_where_a_kind_stands(watch):
    _, rows = watch(written(*example()))
    assert rows[-1]["kind"] == "level_shift;near_limits"
    assert "since 2025-05: from 50.938 to 59" in rows[-1]["sentence"]
    assert all(bool(row["kind"]) == bool(row["sentence"]) for row in rows)
    assert all(0 <= float(row["score"]) <= 1 for row in rows if row["score"])


def test_few_values_say_so_on_both_channels(watch):
    result, rows = watch(written("B,1,5", "B,2,6", "C,1,5", "C,2,6", "C,3,9"))
    assert [(row["score"] != "", row["kind"]) for row in rows] == [
        (False, "too_few"), (False, "too_few"), (False, ""), (False, ""), (True, "drift"),
    ]  # fmt: skip
    assert "Too few values to judge: 1 of 2 series." in result.stderr
    assert rows[-1]["sentence"].startswith("Indicative, from 2 values before: 9 after 6")


def test_rows_come_in_the_order_of_the_file_whatever_the_order_of_time(watch):
    mixed = [row for pair in zip(example("A")[::-1], example("B"), strict=True) for row in pair]
    _, rows = watch(written(*mixed))
    assert [(row["series"], row["period"]) for row in rows] == [
        tuple(row.split(",")[:2]) for row in mixed if row[0] == "A"
    ] + [tuple(row.split(",")[:2]) for row in mixed if row[0] == "B"]
    assert [row["kind"] for row in rows if row["kind"]] == ["level_shift;near_limits"] * 2


def test_dates_with_a_time_and_numbers_do_as_well_as_periods(watch):
    stamps = [f"S,2026-03-{1 + i // 24:02d} {i % 24:02d}:00:00,{EXAMPLE[i % 16]}" for i in range(40)]
    result, rows = watch(written(*stamps, *(f"N,{i},{value}" for i, value in enumerate(EXAMPLE))))
    assert result.exit_code == 0
    assert len(rows) == 60
    assert rows[-1]["kind"]


def test_control_across_the_file_says_less(watch):
    noise = [row for name in range(30) for row in example(f"N{name}", [(7 * i * (name + 3)) % 11 for i in range(20)])]
    text = written(*example(), *noise)
    _, alone = watch(text)
    _, together = watch(text, "--together")
    assert sum(bool(row["kind"]) for row in together) < sum(bool(row["kind"]) for row in alone)
    assert [row["score"] for row in together] == [row["score"] for row in alone]


def test_a_bad_file_names_every_fault_and_a_short_baseline_is_wrong_usage(watch):
    result, _ = watch(
        written("A,2026-01,x", ",2026-01,3", "A,soon,4", "A,2026-02,1", "A,2026-02,2", "B,2026-01,1", "B,2026-Q2,2")
    )
    assert result.exit_code == 1
    for part in ("row 2, column value", "row 3, column series", "row 4, column period", "row 6", "B mixes periods"):
        assert part in result.stderr
    assert watch("series,value\n", "--limits", "mean")[0].exit_code == 1
    assert watch(written(*example()), "--baseline", "7")[0].exit_code == 2


def test_it_asks_for_no_database():
    code = (
        "import sys; from click.testing import CliRunner; from hoshin.cli.main import hoshin\n"
        "r = CliRunner().invoke(hoshin, ['watch', sys.argv[1]]); assert r.exit_code == 0, r.output\n"
        "print({'django.db.backends.postgresql', 'psycopg'} & set(sys.modules))"
    )
    path = __file__.replace("test_watch.py", "watched.csv")
    done = subprocess.run([sys.executable, "-c", code, path], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"


def test_several_values_of_a_period_are_a_sample_where_one_says_so(watch):
    """Five parts every hour: the same mean is beyond limits or not by how far parts of an hour lie apart."""
    hours = [[9, 10, 11, 12, 8], [10, 11, 9, 8, 12], [11, 9, 10, 12, 8], [8, 12, 9, 11, 10]] * 3
    rows = [f"A,{at},{value}" for at, hour in enumerate([*hours, [14, 15, 13, 16, 12]]) for value in hour]
    refused, _ = watch(written(*rows))
    assert refused.exit_code == 1
    assert "A has 0 twice. If they are a sample, say --samples." in refused.stderr
    result, found = watch(written(*rows), "--samples", "--limits", "mean", "--baseline", "12")
    assert result.exit_code == 0, result.stderr
    assert [row["period"] for row in found] == [str(at) for at in range(13)]
    assert [row["kind"] for row in found if row["kind"]] == ["beyond_limits"]
    assert found[-1]["sentence"] == "14 lies outside the limits 7.6927 to 12.307 about 10, from 12 values."


def test_a_value_too_large_to_be_squared_is_refused_and_semicolons_are_read(watch):
    result, rows = watch(written(*example(), "B,2024-01,-2e160"))
    assert (result.exit_code, rows) == (1, [])
    assert "row 22, column value: -2e+160 is too large." in result.stderr
    plain = watch(written(*example()))[1]
    assert watch(written(*example()).replace(",", ";"))[1] == plain
