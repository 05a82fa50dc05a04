"""A program reads how units stand side by side, and which of them hold what."""

import pytest

pytestmark = pytest.mark.django_db


def test_units_come_ranked(held_world, november, olga, program):
    found = program(olga).get("/plans/P/side-by-side", kind="measure", of="nps", everything="true").json()
    assert [(unit["rank"], unit["unit"]) for unit in found["units"]] == [
        (1, "bodo"), (2, "north"), (3, "online"), (4, "oslo")
    ]  # fmt: skip
    assert found["spread"]["median"] == pytest.approx(52.5)
    assert found["columns"] == []
    below = program(olga).get("/plans/P/side-by-side", within="north").json()
    assert [unit["unit"] for unit in below["units"]] == ["oslo", "bodo"]
    assert [column["code"] for column in below["columns"]] == ["F", "C"]
    assert program(olga).get("/plans/P/side-by-side", within="nroth").status_code == 404


def test_holdings_are_told(held_world, olga, program):
    assert program(olga).get("/plans/P/holdings").json()["items"] == [
        {"unit": "bank", "objective": None, "with_below": True}
    ]
