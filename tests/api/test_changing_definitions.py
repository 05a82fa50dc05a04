"""A program changes how a measure or a plan is scored, from a day on."""

import pytest

from hoshin.measures.models import PastDefinition
from hoshin.scorecards.models import Score

pytestmark = pytest.mark.django_db


def scores():
    return list(Score.objects.order_by("node", "period").values())


def test_a_measure_is_scored_otherwise_from_today_on(enterprise, olga, program):
    caller, before = program(olga), scores()
    answer = caller.patch("/measures/rev/definition", {"window": "rolling", "window_length": 3})
    assert answer.json() == {"is_saved": True, "version": 2, "rewritten": 0, "periods": []}
    assert scores() == before
    found = caller.get("/measures/REV/definition").json()
    assert (found["now"]["window"], found["past"][0]["window"]) == ("rolling", "period")
    assert found["past"][0]["until"] == "2026-11-23"


def test_from_an_earlier_day_it_says_what_it_rewrites_and_saves_only_where_it_shall(enterprise, olga, program):
    caller, before = program(olga), scores()
    body = {"green_from": 90.0, "red_below": 65.0, "valid_from": "2026-10-01"}
    tried = caller.patch("/plans/E/definition?dry_run=true", body).json()
    assert (tried["is_saved"], tried["rewritten"] > 0, scores()) == (False, True, before)
    saved = caller.patch("/plans/E/definition", body).json()
    assert saved == tried | {"is_saved": True, "version": 2}
    assert [one["period"] for one in saved["periods"]] == ["2026-10"]
    assert sum(old != new for old, new in zip(before, scores(), strict=True)) == saved["rewritten"]
    beginning = caller.patch("/plans/E/definition", {"red_below": 65.0, "is_from_beginning": True}).json()
    # Said as it is, it holds from the beginning now.
    assert [(one["period"], one["scores"]) for one in beginning["periods"]] == [("2026-09", beginning["rewritten"])]
    again = caller.patch("/plans/E/definition", {"red_below": 65.0, "is_from_beginning": True}).json()
    assert again["rewritten"] == 0


def test_what_cannot_be_is_named(enterprise, olga, program):
    caller = program(olga)
    for body, field in (
        ({"valid_from": "2027-01-01", "direction": "lower"}, "valid_from"),
        ({"window": "rolling"}, "window_length"),
        ({"direction": "sideways"}, "direction"),
        ({"decimals": 2}, "decimals"),
    ):
        answer = caller.patch("/measures/REV/definition", body)
        assert (answer.status_code, answer.json()["problems"][0]["field"]) == (422, field)
    for query in ("", "?dry_run=true"):
        body = {"red_below": 80.0, "valid_from": "2026-09-01"}
        assert caller.patch(f"/plans/E/definition{query}", body).status_code == 422
        body = {"window": "rolling", "is_from_beginning": True}
        assert caller.patch(f"/measures/REV/definition{query}", body).status_code == 422
    assert caller.patch("/measures/REV/definition", {"direction": "lower", "expected_version": 7}).status_code == 409
    assert not PastDefinition.objects.exists()


def test_a_measure_whose_numbers_stand_for_themselves_is_said_to_be_so(enterprise, olga, program):
    caller = program(olga)
    assert caller.get("/measures/REV").json()["ignores_scale"] is False
    body = {"ignores_scale": True, "is_from_beginning": True}
    assert caller.patch("/measures/rev/definition", body).json()["is_saved"]
    assert caller.get("/measures/REV").json()["ignores_scale"] is True
    assert caller.patch("/measures/rev/definition", {"ignores_scale": "yes"}).status_code == 422
