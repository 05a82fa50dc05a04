"""Numbers of a target that contradict each other are refused with the way out; a step and a band of one value are not."""

import pytest

from hoshin.measures.rows import TargetRow
from hoshin.measures.services.target_problems import target_problems

NONE = dict.fromkeys(("baseline", "target", "low", "high", "red", "green", "worst", "best", "tolerance"))


def fields(direction, **numbers):
    row = TargetRow(1, None, None, "", **NONE | numbers)
    return [problem.field for problem in target_problems(row, direction=direction, code="M")]


@pytest.mark.parametrize(
    ("direction", "numbers", "at"),
    [
        ("lower", {"baseline": 40, "target": 60}, ["target"]),
        ("higher", {"baseline": 60, "target": 40}, ["target"]),
        ("higher", {"red": 500, "green": 700, "worst": 600}, ["worst"]),
        ("lower", {"red": 10, "green": 6, "best": 7}, ["best"]),
        ("higher", {"red": 7, "green": 5}, ["red"]),
        ("band", {"low": 5, "high": 5}, ["low"]),
        ("band", {"low": 6, "high": 5, "tolerance": 1}, ["low"]),
        ("band", {"low": 5, "high": 6, "worst": 5.5}, ["worst"]),
    ],
)
def test_numbers_on_the_wrong_side_are_refused(direction, numbers, at):
    assert fields(direction, **numbers) == at


@pytest.mark.parametrize(
    ("direction", "numbers"),
    [
        ("higher", {"red": 5, "green": 5}),
        ("lower", {"red": 5, "green": 5, "worst": 9, "best": 1}),
        ("band", {"low": 5, "high": 5, "tolerance": 2}),
        ("band", {"low": 5, "high": 6, "worst": 4, "best": 7}),
        ("higher", {"baseline": 60, "target": 60}),
        ("lower", {"baseline": 12, "target": 8}),
        ("higher", {"red": 500, "green": 700, "worst": 100, "best": 900}),
    ],
)
def test_steps_bands_of_one_value_and_held_targets_are_taken(direction, numbers):
    assert fields(direction, **numbers) == []
