"""What a signal says in numbers."""

import pytest

from hoshin.signals.sentences import sentence_from


@pytest.mark.parametrize(
    ("slope", "said"),
    [
        (0.283, "by 0.3\u00a0% a period"),
        (0.004, "by 0.004\u00a0% a period"),
        (0.0, "by 0\u00a0% a period"),
        (1.7, "by 2\u00a0%"),
    ],
)
def test_a_slope_smaller_than_values_are_shown_is_told_by_its_own_size(slope, said):
    facts = {"way": "has been rising", "periods": 11, "slope": slope, "value": 93.0, "period": "2026-W47"}
    kept = {"rule": "trend", "direction": "up", "facts": facts, "name": "Posts filled"}
    sentence = sentence_from(kept | {"unit_of_measure": "%", "decimals": 0})
    assert said in sentence
    assert ": 93\u00a0% in" in sentence
