"""What holders give to a score that follows from their values together: shares, points and effects add up."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoshin.engine.rollup import HeldValues, comes_together, holder_effects, holder_shares
from hoshin.engine.scoring import DEFAULT_CUTS, Method, ScoreInputs, nil_values, score_values

HOWS = ("sum", "mean", "min", "max")
numbers = st.floats(-1e4, 1e4, allow_nan=False).map(lambda number: round(number, 3))
amounts = st.one_of(st.none(), st.floats(0, 1e4).map(lambda number: round(number, 3)))


def together(how, values, weights):
    """What values come to, one after the other."""
    known = [(value, weight) for value, weight in zip(values, weights) if value is not None]
    if not known:
        return None
    if how == "sum":
        return math.fsum(value for value, _ in known)
    if how != "mean":
        return (min if how == "min" else max)(value for value, _ in known)
    total = math.fsum(weight for _, weight in known)
    return math.fsum(value * weight for value, weight in known) / total if total else None


def held(how, values, weights, baseline, target):
    common = together(how, values, weights)
    if common is None:
        return None
    inputs = ScoreInputs(method=Method.ATTAINMENT, value=common, baseline=baseline, target=target)
    score = float(score_values(inputs).score[0])
    given = np.full(len(values), np.nan) if how == "sum" else np.array(weights, float)
    column = np.array([np.nan if value is None else value for value in values])
    return HeldValues(score, common, column, given, float(nil_values(inputs)[0]))


@st.composite
def sides(draw):
    count = draw(st.integers(1, 7))
    how = draw(st.sampled_from(HOWS))
    found = []
    for _ in range(2):
        values = draw(st.lists(amounts, min_size=count, max_size=count))
        weights = draw(st.lists(st.floats(0.1, 50), min_size=count, max_size=count))
        baseline = draw(numbers)
        side = held(how, values, weights, baseline, baseline + draw(st.sampled_from([-700.0, 90.0, 4000.0])))
        found.append(side)
    return how, *found


@given(sides())
def test_points_add_up_to_the_score_and_effects_to_its_change(found):
    how, before, after = found
    for side in (before, after):
        if side is None:
            continue
        shares = holder_shares(how, side)
        assert comes_together(how, side)
        assert shares.share.sum() == pytest.approx(1.0)
        room = 1e-7 * max(1.0, float(np.abs(shares.points).max()))
        assert shares.points.sum() == pytest.approx(side.score, abs=room)
    if before is not None and after is not None:
        moved = holder_effects(how, before, after)
        room = 1e-7 * max(1.0, float(np.abs(moved).max()), *np.abs(holder_shares(how, before).points).tolist())
        assert moved.sum() == pytest.approx(after.score - before.score, abs=room)


def plain_mean_effects(values0, values1, weights0, weights1, scored):
    """The midpoint decomposition of a mean, holder by holder: all report in both."""
    share0, share1 = ([weight / sum(weights) for weight in weights] for weights in (weights0, weights1))
    own0, own1 = ([scored(value) for value in values] for values in (values0, values1))
    whole = [sum(s * x for s, x in zip(share, own)) for share, own in ((share0, own0), (share1, own1))]
    middle = sum(whole) / 2
    return [
        (s0 + s1) / 2 * (x1 - x0) + ((x0 + x1) / 2 - middle) * (s1 - s0)
        for s0, s1, x0, x1 in zip(share0, share1, own0, own1)
    ]


@given(st.lists(st.tuples(*[st.floats(20, 80)] * 2, *[st.floats(1, 9)] * 2), min_size=1, max_size=6))
def test_a_mean_is_split_as_by_hand(rows):
    values0, values1, weights0, weights1 = (list(column) for column in zip(*rows))
    before, after = (
        held("mean", values, weights, 0.0, 100.0) for values, weights in ((values0, weights0), (values1, weights1))
    )
    by_hand = plain_mean_effects(values0, values1, weights0, weights1, float)
    assert holder_effects("mean", before, after) == pytest.approx(by_hand, abs=1e-9)


def test_who_stood_still_moved_nothing_in_a_sum():
    """Costs: lower is better. The one that spent more has all of the loss, whatever its share of them."""
    before = HeldValues(100.0, 20.0, np.array([10.0, 10.0]), np.full(2, np.nan), 40.0)
    after = HeldValues(50.0, 30.0, np.array([20.0, 10.0]), np.full(2, np.nan), 40.0)
    assert holder_effects("sum", before, after) == pytest.approx([-50.0, 0.0])


def test_the_lowest_has_the_points_and_who_takes_its_place_the_change():
    nobody = np.ones(2)
    before = HeldValues(50.0, 50.0, np.array([50.0, 60.0]), nobody)
    after = HeldValues(55.0, 55.0, np.array([80.0, 55.0]), nobody)
    assert holder_shares("min", after).points.tolist() == [0.0, 55.0]
    assert holder_effects("min", before, after) == pytest.approx([0.2857142857 * 30, -0.7142857143 * 5])


def test_a_value_that_was_recorded_itself_is_not_of_its_holders():
    assert not comes_together("sum", HeldValues(50.0, 100.0, np.array([40.0, 50.0]), np.full(2, np.nan)))
    assert not comes_together("mean", HeldValues(50.0, 100.0, np.full(2, np.nan), np.ones(2)))


@pytest.mark.parametrize("method", [method for method in Method if method is not Method.UNSCORED])
def test_from_the_nil_value_on_scores_rise(method):
    columns = {"baseline": 10.0, "target": 60.0, "red": 20.0, "green": 50.0, "low": 40.0, "high": 60.0}
    nil = float(nil_values(ScoreInputs(method=method, value=np.nan, **columns))[0])
    if method in (Method.BAND_FLAT, Method.BAND_TENT):
        assert np.isnan(nil)
        return
    step = 0.01 if method is Method.BINARY else 1.0
    below, at, above = (
        float(score_values(ScoreInputs(method=method, value=nil + move, **columns), DEFAULT_CUTS).score[0])
        for move in (-step, 0.0, step)
    )
    assert [below, at] == pytest.approx([0, 0], abs=1e-9)
    assert above > 0
