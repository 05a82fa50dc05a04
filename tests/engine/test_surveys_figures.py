"""Surveys: the examples to the digit, SciPy or a plain computation as a second opinion where either has the method."""

import doctest
import importlib
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from hoshin.engine.surveys import (
    detectable_difference,
    dominance,
    driver_importance,
    driver_scores,
    effective_size,
    enps,
    enps_change,
    leanings,
    mean_interval,
    newcombe,
    raked,
    relative_weights,
    rescaled,
    response,
    shrinkage,
    shrunken,
    welch,
    wilson,
)
from hoshin.engine.surveys.importance import _is_disputed

R = np.array([[1, 0.5, 0.4], [0.5, 1, 0.6], [0.4, 0.6, 1]])
WITH_OUTCOME = np.array([0.50, 0.60, 0.45])


@pytest.mark.parametrize(
    "module", ["audit", "drivers", "enps", "importance", "response", "rules", "table", "tree", "trends"]
)
def test_examples_in_the_text(module):
    assert doctest.testmod(importlib.import_module(f"hoshin.engine.surveys.{module}")).failed == 0


def test_enps_of_the_example():
    plain = enps([11], [9], [5])
    assert plain.score[0] == pytest.approx(24)
    assert [round(float(one[0]), 1) for one in (plain.centre, plain.low, plain.high)] == [21.4, -6.8, 49.6]
    of_members = enps([11], [9], [5], members=[32])
    assert of_members.se[0] / plain.se[0] == pytest.approx(0.475, abs=5e-4)
    assert [round(float(one[0]), 1) for one in (of_members.low, of_members.high)] == [8.0, 34.8]


def test_enps_where_all_answered_all_agree_or_nobody_did():
    found = enps([25, 8, 0], [0, 0, 0], [0, 0, 0], members=[40, 8, 5])
    assert found.score.tolist()[:2] == [100, 100]
    assert found.low[0] < found.high[0]
    assert found.all_answered.tolist() == [False, True, False]
    assert np.isnan([found.low[1], found.high[1], found.score[2], found.se[2]]).all()
    with pytest.raises(ValueError, match="more answers than members"):
        enps([4], [0], [0], members=[3])


def test_driver_scores_and_favourable_shares_of_the_example():
    items = rescaled([[4], [5], [3], [4], [2]], 1, 5)
    assert driver_scores(items).mean() == pytest.approx(65.0)
    assert (leanings(items) == 2).mean() == pytest.approx(0.6)
    for hits, n, low, high in ((7, 8, 52.9, 97.8), (18, 25, 52.4, 85.7)):
        assert [round(100 * float(end[0]), 1) for end in wilson([hits], [n])] == [low, high]


def test_scales_of_eleven_steps_have_four_favourable_ones_and_reversed_items_turn_round():
    assert leanings(rescaled([list(range(11))], 0, 10))[0].tolist() == [0] * 4 + [1] * 3 + [2] * 4
    assert rescaled([[1.0, np.nan]], 1, 5, True)[0, 0] == 100
    assert np.isnan(driver_scores(np.array([[100.0, np.nan, np.nan]]))[0])
    for wrong in ([[6]], [[0]]):
        with pytest.raises(ValueError, match="off its scale"):
            rescaled(wrong, 1, 5)


@given(st.integers(1, 60).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_shares_have_the_interval_of_scipy(share):
    hits, n = share
    low, high = wilson([hits], [n])
    theirs = stats.binomtest(hits, n).proportion_ci(method="wilson")
    assert (low[0], high[0]) == pytest.approx((theirs.low, theirs.high), abs=1e-9)


@given(st.lists(st.integers(0, 100), min_size=2, max_size=30), st.lists(st.integers(0, 100), min_size=2, max_size=30))
def test_means_have_the_interval_and_the_test_of_scipy(first, second):
    before, after = (np.array(values, float) for values in (first, second))
    described = [(float(x.mean()), float(x.std(ddof=1)), len(x)) for x in (before, after)]
    if not any(sd for _, sd, _ in described):
        assert math.isnan(welch(*described)[0])
        return
    theirs = stats.ttest_ind(after, before, equal_var=False)
    assert welch(*described) == pytest.approx((theirs.statistic, theirs.pvalue), abs=1e-9)
    mean, sd, n = described[0]
    if sd:
        low, high = stats.t.interval(0.95, n - 1, mean, sd / math.sqrt(n))
        assert [float(end[0]) for end in mean_interval([mean], [sd], [n])] == pytest.approx([low, high])


def test_trends_of_the_example():
    assert [round(100 * one, 1) for one in newcombe((18, 25), (13, 25))] == [-20.0, -43.0, 6.6]
    assert detectable_difference([25])[0] == pytest.approx(0.36, abs=5e-3)
    found = enps([11, 7], [9, 11], [5, 9])
    assert [round(one, 1) for one in (*found.centre, *found.se)] == [21.4, -6.7, 14.4, 13.9]
    assert found.score[1] == pytest.approx(-7.4, abs=0.01)
    z, _p = enps_change(float(found.centre[1]), float(found.se[1]), float(found.centre[0]), float(found.se[0]))
    assert z == pytest.approx(1.41, abs=5e-3)
    assert shrunken([24.0], [25], [10.0])[0] == pytest.approx(17.8, abs=0.03)


@given(st.integers(0, 10_000))
def test_groups_are_drawn_as_their_true_spread_says(seed):
    """Of 400 groups whose means lie 10 apart and people 20: 4, within the chance of so many; of no spread very much."""
    rng = np.random.default_rng(seed)
    n = rng.integers(5, 30, 400)
    means, sds = 60 + rng.normal(0, 10, 400), 20 * np.sqrt(rng.chisquare(n - 1) / (n - 1))
    assert shrinkage(means + rng.normal(0, 20 / np.sqrt(n)), sds, n) == pytest.approx(4.0, rel=0.5)
    assert shrinkage(60 + rng.normal(0, 20 / np.sqrt(n)), sds, n) > 40


def test_a_change_of_shares_is_read_forwards():
    assert newcombe((5, 25), (20, 25))[0] == pytest.approx(0.6)
    assert newcombe((5, 25), (20, 25))[1] > 0
    assert all(math.isnan(one) for one in newcombe((0, 0), (20, 25)))


def test_importance_of_the_example():
    assert relative_weights(R, WITH_OUTCOME) == pytest.approx([0.1317, 0.2035, 0.0846], abs=5e-5)
    assert dominance(R, WITH_OUTCOME) == pytest.approx([0.1282, 0.2074, 0.0841], abs=5e-5)
    assert relative_weights(R, WITH_OUTCOME).sum() == pytest.approx(0.4197, abs=5e-5)
    assert np.linalg.solve(R, WITH_OUTCOME) == pytest.approx([0.253, 0.413, 0.101], abs=6e-4)


@given(st.integers(0, 10_000), st.integers(1, 6))
def test_importance_sums_to_what_least_squares_explain(seed, q):
    rng = np.random.default_rng(seed)
    x = rng.normal(size=(40, q)) @ rng.normal(size=(q, q))
    y = x @ rng.normal(size=q) + rng.normal(size=40)
    both = np.atleast_2d(np.corrcoef(np.column_stack([x, y]).T))
    centred = x - x.mean(axis=0)
    fit = centred @ np.linalg.lstsq(centred, y - y.mean(), rcond=None)[0]
    r_squared = float((fit**2).sum() / ((y - y.mean()) ** 2).sum())
    for method in (dominance, relative_weights):
        assert method(both[:-1, :-1], both[:-1, -1]).sum() == pytest.approx(r_squared, abs=1e-6)


def test_importance_is_guarded():
    rng = np.random.default_rng(7)
    x = rng.normal(size=(200, 4))
    x[:, 3] = 5.0
    x[:, 1] = x[:, 0] + rng.normal(0, 0.01, 200)
    y = x[:, 0] + x[:, 2] * 0.2 + rng.normal(size=200)
    found = driver_importance(x, y, seed=1, draws=50)
    assert found.drivers == ((0, 1), (2,))
    assert found.dropped == (3,)
    assert found.rank == (1, 2)
    assert found.importance.sum() == pytest.approx(1)
    assert (found.low <= found.importance).all()
    assert (found.importance <= found.high).all()
    assert driver_importance(x[:99], y[:99], seed=1).reason == "too_few_points"
    holed = x.copy()
    holed[:61, 0] = np.nan
    assert driver_importance(holed, y, seed=1).reason == "too_few_points"
    alike = rng.normal(size=(300, 3))
    tied = driver_importance(alike, alike.sum(axis=1) + rng.normal(size=300), seed=1, draws=50)
    assert set(tied.rank) == {1}


def test_methods_that_disagree_on_what_is_told_apart_are_named():
    """Drivers 1 and 2 share a place, so that their order says nothing; the third stands behind both."""
    assert _is_disputed((1, 1, 3), np.array([0.3, 0.5, 0.2])) is False
    assert _is_disputed((1, 1, 3), np.array([0.3, 0.2, 0.5])) is True
    rng = np.random.default_rng(3)
    x = rng.normal(size=(400, 3))
    y = x @ np.array([1.0, 0.5, 0.1]) + rng.normal(size=400)
    assert driver_importance(x, y, seed=1, draws=50).ranks_differ is False


def test_response_warns_of_few_and_of_groups_that_hardly_answered():
    found = response([25], [32])
    assert (round(found.rate, 3), found.is_low) == (0.781, False)
    uneven = response([30, 2, 0], [40, 10, 0])
    assert uneven.is_behind.tolist() == [False, True, False]
    assert response([4], [10]).is_low
    nested = response([30, 9], [40, 40], rate=0.5)
    assert (nested.rate, nested.is_low, nested.is_behind.tolist()) == (0.5, False, [False, True])
    assert math.isnan(response([0], [0]).rate)
    with pytest.raises(ValueError, match="more answers"):
        response([3], [2])


@given(st.integers(0, 10_000))
def test_weights_are_trimmed_and_raise_no_small_group(seed):
    rng = np.random.default_rng(seed)
    units, tenures = rng.integers(0, 4, 60), rng.integers(0, 3, 60)
    weights = raked([units, tenures], [rng.integers(1, 90, 4).astype(float), rng.integers(1, 90, 3).astype(float)], 5)
    assert weights.min() >= 0.5 - 1e-12
    assert weights.max() <= 2 + 1e-12
    for margin in (units, tenures):
        few = np.bincount(margin)[margin] < 5
        assert (weights[few] <= 1).all()
    assert effective_size(weights) <= 60 + 1e-9


def test_weights_bring_margins_to_what_is_known():
    units, tenures = np.repeat([0, 1], [30, 20]), np.tile([0, 1], 25)
    weights = raked([units, tenures], [np.array([50.0, 50.0]), np.array([40.0, 60.0])], 5)
    assert np.bincount(units, weights) / weights.sum() == pytest.approx([0.5, 0.5])
    assert np.bincount(tenures, weights) / weights.sum() == pytest.approx([0.4, 0.6])
