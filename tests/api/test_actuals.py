"""A program sends values: one, ten thousand, wrong ones, the same ones again."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hoshin.measures.models import Actual

pytestmark = pytest.mark.django_db


def test_a_value_is_recorded_and_the_scores_above_follow(enterprise, olga, program):
    caller = program(olga)
    before = caller.get("/nodes/GROW").json()
    assert (before["score"], before["period"]) == (60.0, "2026-10")
    answer = caller.post("/measures/rev/actuals", {"period": "2026-10", "value": 40, "note": "Recounted"})
    assert answer.status_code == 200
    assert answer.json()["value"] == 40
    assert caller.get("/nodes/GROW").json()["score"] == 80.0
    history = caller.get("/measures/REV/actuals/2026-10").json()["items"]
    assert [version["value"] for version in history] == [40, 30]
    assert history[1]["superseded_at"] is not None
    newest = caller.get("/audit", limit=1).json()["changes"][0]
    assert (newest["actor"], newest["face"], newest["verb"]) == ("Olga Office", "api", "record_actual")


def test_one_value_takes_few_statements(enterprise, olga, program):
    caller = program(olga)
    with CaptureQueriesContext(connection) as captured:
        assert caller.post("/measures/rev/actuals", {"period": "2026-10", "value": 40}).status_code == 200
    # Values come through COPY, which is not captured.
    assert len(captured) + 1 <= 30
    assert not [query for query in captured if "TEMP TABLE" in query["sql"]]


def test_whoever_saw_an_older_value_is_told(enterprise, olga, program):
    caller = program(olga)
    seen = caller.get("/measures/REV/actuals").json()["items"][-1]["id"]
    assert (
        caller.post("/measures/REV/actuals", {"period": "2026-10", "value": 41, "expected_id": seen}).status_code == 200
    )
    answer = caller.post("/measures/REV/actuals", {"period": "2026-10", "value": 42, "expected_id": seen})
    assert answer.status_code == 409
    assert "Olga Office (through the token program)" in answer.json()["message"]
    assert "recorded 41 of REV" in answer.json()["message"]


def test_a_value_is_withdrawn(enterprise, olga, program):
    caller = program(olga)
    answer = caller.delete("/measures/REV/actuals/2026-10?note=Wrong+file")
    assert (answer.status_code, answer.json()["value"], answer.json()["note"]) == (200, None, "Wrong file")
    assert [row["period"] for row in caller.get("/measures/REV/actuals").json()["items"]] == ["2026-09"]
    node = caller.get("/nodes/REV").json()
    assert (node["score"], node["status"]) in ((None, "late"), (40.0, "at_risk"))


def test_bulk_names_every_fault_and_changes_nothing(enterprise, olga, program):
    rows = [
        {"measure": "REV", "period": "2026-11", "value": 1},
        {"measure": "REVV", "period": "2026-11", "value": 1},
        {"measure": "REV", "period": "2026-Q3", "value": 1},
        {"measure": "REV", "period": "2026-11", "value": 1, "unit": "NORHT"},
    ]
    count = Actual.objects.count()
    answer = program(olga).post("/actuals", {"rows": rows})
    assert answer.status_code == 422
    found = [(problem["row"], problem["field"], problem["remedy"]) for problem in answer.json()["problems"]]
    assert found == [
        (2, "measure", "Did you mean rev?"),
        (3, "period", "Write 2026-07."),
        (4, "unit", "Did you mean north?"),
    ]
    assert Actual.objects.count() == count


def test_bulk_twice_changes_nothing_the_second_time(enterprise, olga, program):
    rows = [{"measure": "COST", "period": f"{year}-{month:02}", "value": year + month / 10}
            for year in range(1950, 2026) for month in range(1, 13)]  # fmt: skip
    caller = program(olga)
    assert caller.post("/actuals", {"rows": rows}).json() == {
        "created": 912,
        "changed": 0,
        "unchanged": 0,
        "waiting": 0,
    }
    assert caller.post("/actuals", {"rows": rows}).json() == {
        "created": 0,
        "changed": 0,
        "unchanged": 912,
        "waiting": 0,
    }


def test_bulk_is_limited(enterprise, olga, program):
    rows = [{"measure": "REV", "period": "2026-10", "value": 1}] * 10_001
    answer = program(olga).post("/actuals", {"rows": rows})
    assert answer.status_code == 422
    assert "10000" in answer.json()["message"]


@pytest.mark.parametrize("value", ["NaN", "Infinity", "-Infinity", "1e999", '"12"', "true", "[]"])
def test_what_is_no_number_is_refused(enterprise, olga, program, value):
    caller = program(olga)
    body = f'{{"period": "2026-10", "value": {value}}}'
    answer = caller.client.post(
        "/api/v1/measures/REV/actuals", body, content_type="application/json", headers=caller.headers
    )
    assert answer.status_code == 422
    assert answer.json()["problems"][0]["field"] == "value"


@pytest.mark.parametrize("period", ["2026-13", "2026-Q5", "yesterday", "2026-02-30", "20266", ""])
def test_a_period_that_does_not_exist_is_refused(enterprise, olga, program, period):
    answer = program(olga).post("/measures/REV/actuals", {"period": period, "value": 1})
    assert answer.status_code == 422
    assert answer["Content-Type"] == "application/problem+json"


def test_a_misspelt_field_is_named(enterprise, olga, program):
    answer = program(olga).post("/measures/REV/actuals", {"period": "2026-10", "valeu": 1})
    assert answer.status_code == 422
    assert answer.json()["problems"][0]["field"] == "valeu"


def test_broken_json_is_a_bad_request(enterprise, olga, program):
    caller = program(olga)
    answer = caller.client.post("/api/v1/actuals", "{", content_type="application/json", headers=caller.headers)
    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"


def test_a_misspelt_code_gets_near_ones(enterprise, olga, program):
    answer = program(olga).get("/measures/REVE")
    assert answer.status_code == 404
    assert answer.json()["message"] == "There is no measure REVE. Did you mean REV?"


def test_an_odd_value_is_refused_until_it_is_confirmed(enterprise, olga, program):
    caller, value = program(olga), {"period": "2026-10", "value": 4_000}
    answer = caller.post("/measures/rev/actuals", value)
    assert (answer.status_code, answer.json()["code"]) == (422, "implausible")
    (problem,) = answer.json()["problems"]
    assert (problem["code"], problem["field"], problem["value"]) == ("implausible", "value", "4000")
    assert "ten times beyond" in problem["message"]
    assert answer.json()["message"].endswith("If it is meant, send it again with confirm_implausible: true.")
    rows = [{"measure": "REV", **value}, {"measure": "REV", "period": "2026-11", "value": 31}]
    assert caller.post("/actuals", {"rows": rows}).json()["problems"][0]["row"] == 1
    assert caller.post("/actuals", {"rows": rows, "confirm_implausible": True}).json()["changed"] == 1
    newest = caller.get("/audit", limit=1).json()["changes"][0]
    assert "confirmed that these are meant" in newest["summary"]
    assert (
        caller.post("/measures/rev/actuals", value | {"value": 41_000, "confirm_implausible": True}).status_code == 200
    )
