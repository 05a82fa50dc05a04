"""What moved a score adds up to how far it moved, whatever moved it."""

import itertools
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.engine.reference_scoring import score_row

from hoshin.engine.scoring import Cuts, Method, ScoreInputs, score_effects, split_change

NAN = math.nan
NUMBER = st.integers(-40, 40).map(lambda n: n / 2)
COLUMNS = ("value", "baseline", "target", "low", "high", "red", "green", "worst", "best", "tolerance")
ROW = st.fixed_dictionaries(
    {
        "method": st.sampled_from(list(Method)),
        "direction": st.sampled_from([1, -1]),
        **dict.fromkeys(COLUMNS, st.one_of(NUMBER, NUMBER, NUMBER, st.just(NAN))),
    }
)
LINES = ("method", "direction", "baseline", "low", "high", "red", "green", "worst", "best", "tolerance")


def shared_slowly(score, factors: list[str]) -> dict[str, float]:
    """Each factor's step, averaged over every order in which the factors may change."""
    orders = list(itertools.permutations(factors))
    shares = dict.fromkeys(factors, 0.0)
    for order in orders:
        changed: set[str] = set()
        for factor in order:
            shares[factor] += (score(changed | {factor}) - score(changed)) / len(orders)
            changed.add(factor)
    return shares


def scored(before: dict, after: dict, changed: set[str]) -> float:
    row = dict(before)
    row |= {"value": after["value"]} if "value" in changed else {}
    row |= {"target": after["target"]} if "target" in changed else {}
    row |= {name: after[name] for name in LINES} if "lines" in changed else {}
    return score_row(row["method"].label, row, 40.0, 70.0)[0]


def effects_of(before: dict, after: dict):
    found = score_effects(ScoreInputs(**before), ScoreInputs(**after))
    return {name: getattr(found, name)[0] for name in ("change", "value", "target", "lines", "together")}


@given(ROW, ROW)
def test_effects_add_up_and_agree_with_every_order_tried(before: dict, after: dict) -> None:
    found = effects_of(before, after)
    start, end = scored(before, after, set()), scored(before, after, {"value", "target", "lines"})
    if math.isnan(start) or math.isnan(end):
        assert all(math.isnan(found[name]) for name in ("change", "value", "target", "lines"))
        return
    assert found["value"] + found["target"] + found["lines"] == pytest.approx(end - start, abs=1e-9)
    wanted = shared_slowly(lambda changed: scored(before, after, changed), ["value", "target", "lines"])
    if any(math.isnan(points) for points in wanted.values()):
        assert found["together"]
        both = {"target", "lines"}
        pair = shared_slowly(
            lambda changed: scored(before, after, changed | (both if "target" in changed else set())),
            ["value", "target"],
        )
        assert (found["value"], found["target"], found["lines"]) == pytest.approx((*pair.values(), 0.0), abs=1e-9)
    else:
        assert not found["together"]
        for name, points in wanted.items():
            assert found[name] == pytest.approx(points, abs=1e-9), name


@given(ROW, NUMBER)
def test_where_only_the_value_moved_it_explains_all_to_the_bit(row: dict, value: float) -> None:
    found = effects_of(row, row | {"value": value})
    if not math.isnan(found["change"]):
        assert (found["value"], found["target"], found["lines"]) == (found["change"], 0.0, 0.0)


@given(st.integers(1, 5).flatmap(lambda k: st.lists(NUMBER, min_size=2**k, max_size=2**k)))
def test_any_number_of_inputs_shares_out_the_whole_change(values: list[float]) -> None:
    count = len(values).bit_length() - 1
    corners = np.array(values).reshape((2,) * count)
    factors = [str(number) for number in range(count)]
    slow = shared_slowly(lambda changed: corners[tuple(int(f in changed) for f in factors)], factors)
    assert split_change(corners, count).tolist() == pytest.approx(list(slow.values()), abs=1e-9)


def test_a_stricter_target_takes_back_what_the_value_gained() -> None:
    before = {"method": Method.ATTAINMENT, "value": 46.0, "baseline": 40.0, "target": 60.0}
    found = effects_of(before, before | {"value": 52.0, "target": 64.0})
    assert (found["change"], found["value"], found["target"], found["lines"]) == pytest.approx((20, 27.5, -7.5, 0))


def test_a_new_method_that_needs_both_is_one_cause() -> None:
    lines = {"method": Method.THRESHOLDS, "value": 52.0, "red": 40.0, "green": 60.0}
    way = {"method": Method.ATTAINMENT, "value": 52.0, "baseline": 40.0, "target": 64.0}
    found = effects_of(lines, way)
    assert found["together"]
    assert (found["value"], found["target"], found["lines"]) == pytest.approx((0.0, 50.0 - 58.0, 0.0))


def test_shapes_that_do_not_fit_are_refused() -> None:
    with pytest.raises(ValueError, match="3 inputs"):
        split_change(np.zeros((2, 2)), 3)
    assert Cuts().red == 40.0
