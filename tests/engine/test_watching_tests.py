"""Trends, changes of level and false alarms: the examples to the digit, and independent computations of the same."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from hoshin.engine.false_alarms import adjusted, released, simes
from hoshin.engine.reasons import Reason
from hoshin.engine.watching import cusum, level_shift, mann_kendall, seasonal_mann_kendall

SERIES = np.array([61.0, 62.5, 61.8, 63.4, 64.9, 64.1, 66.0, 67.2, 66.5, 68.1, 69.4, 68.8])
SHIFTED = np.array([52.0, 49, 55, 51, 48, 53, 50, 54, 51, 49, 52, 50, 47, 53, 51, 50, 62, 58, 57, 59])
MANY = np.array([0.0003, 0.004, 0.012, 0.021, 0.04, 0.11, 0.20, 0.34, 0.50, 0.81])


def test_the_trend_of_the_example():
    found = mann_kendall(SERIES)
    assert (found.s, round(found.variance, 2), round(found.z, 3)) == (58.0, 212.67, 3.909)
    assert found.p == pytest.approx(9.3e-5, rel=5e-3)
    assert [round(one, 3) for one in (found.slope, found.low, found.high)] == [0.772, 0.620, 0.886]


@given(st.lists(st.integers(-4, 4), min_size=8, max_size=40))
def test_slopes_and_probabilities_are_those_of_scipy_ties_and_all(drawn):
    y = np.array(drawn, float)
    found, slopes = mann_kendall(y), stats.theilslopes(y, np.arange(len(y)))
    assert found.slope == pytest.approx(slopes.slope)
    assert (found.low, found.high) == pytest.approx((slopes.low_slope, slopes.high_slope))
    if len(set(drawn)) > 1:
        # Without its correction for continuity, which scipy does not make.
        tau = stats.kendalltau(np.arange(len(y)), y, method="asymptotic")
        assert 2 * stats.norm.sf(abs(found.s) / np.sqrt(found.variance)) == pytest.approx(tau.pvalue)


def test_too_few_values_and_values_that_are_all_alike():
    assert mann_kendall(SERIES[:7]).reason is Reason.TOO_FEW_POINTS
    assert (mann_kendall(np.ones(10)).z, mann_kendall(np.ones(10)).p) == (0.0, 1.0)


def test_unequal_spacing_counts_in_slopes_by_true_times():
    times = np.array([0.0, 1, 2, 5, 6, 9, 10, 20, 21, 22])
    assert mann_kendall(3 * times, times).slope == pytest.approx(3.0)
    with_gap = np.array([0.0, 3, 6, np.nan, np.nan, 15, 18, 21, 24, 27, 30])
    assert mann_kendall(with_gap).slope == pytest.approx(3.0)


def test_values_alike_their_neighbours_make_fewer_trends_of_chance():
    rng = np.random.default_rng(3)
    plain = corrected = 0
    for _ in range(300):
        y = np.zeros(40)
        for i, one in enumerate(rng.normal(size=39), 1):
            y[i] = 0.6 * y[i - 1] + one
        plain += mann_kendall(y).p < 0.05
        corrected += mann_kendall(y, for_autocorrelation=True).p < 0.05
    assert plain / 300 > 0.2
    assert corrected < 0.75 * plain


def test_seasons_are_tested_each_by_itself():
    y = np.tile([0.0, 50.0, -20.0, 10.0], 6) + np.repeat(np.arange(6.0), 4)
    found = seasonal_mann_kendall(y, 4)
    by_hand = [mann_kendall(y[place::4], shortest=2) for place in range(4)]
    assert found.s == sum(one.s for one in by_hand) == 60.0
    assert found.variance == pytest.approx(sum(one.variance for one in by_hand))
    assert found.slope == pytest.approx(0.25)
    assert seasonal_mann_kendall(y[:6], 4).reason is Reason.TOO_FEW_POINTS


def test_cumulated_sums_of_the_example():
    found = cusum((SHIFTED[16:] - 50.9375) / (10 / 3 / 1.128))
    assert found.up.round(2).tolist() == [3.24, 5.13, 6.69, 8.91]
    assert not found.down.any()
    assert cusum(np.array([-1.0, np.nan, 2.0, 2.0])).since.tolist() == [0, 0, 2, 2]


@pytest.mark.slow
def test_run_length_of_cumulated_sums_is_as_published():
    rng = np.random.default_rng(2)
    passed = alarms = 0
    for _ in range(900):
        sums = cusum(rng.normal(size=700))
        ended = np.maximum(sums.up, sums.down) > 5
        passed += int(ended.argmax()) + 1 if ended.any() else 700
        alarms += ended.any()
    assert passed / alarms == pytest.approx(465, rel=0.05)


def test_the_change_of_level_of_the_example():
    found = level_shift(SHIFTED)
    assert (found.at, round(found.gain, 1), round(found.needed, 1), found.is_accepted) == (16, 208.0, 88.9, True)
    assert (found.before, found.after) == (50.9375, 59.0)
    assert found.effect == pytest.approx((59 - 50.9375) / (3 / 0.954))
    assert level_shift(SHIFTED[:7]) is None


@given(st.lists(st.floats(-100, 100), min_size=8, max_size=30))
def test_the_change_of_level_is_where_two_means_leave_the_least(drawn):
    y = np.array(drawn)
    found = level_shift(y)
    left = [((y[:k] - y[:k].mean()) ** 2).sum() + ((y[k:] - y[k:].mean()) ** 2).sum() for k in range(4, len(y) - 3)]
    total = ((y - y.mean()) ** 2).sum()
    assert total - found.gain == pytest.approx(min(left), abs=1e-6 * max(total, 1.0))


def test_what_is_released_of_ten():
    assert adjusted(MANY).round(4).tolist()[:5] == [0.003, 0.02, 0.04, 0.0525, 0.08]
    assert released(MANY).sum() == 5
    assert released(MANY, dependent=True).sum() == 2


@given(st.lists(st.floats(0, 1), min_size=1, max_size=30))
def test_adjusted_probabilities_are_those_of_scipy(drawn):
    p = np.array(drawn)
    assert adjusted(p) == pytest.approx(stats.false_discovery_control(p))
    assert adjusted(p, dependent=True) == pytest.approx(stats.false_discovery_control(p, method="by"))
    shuffled = np.random.default_rng(0).permutation(len(p))
    assert adjusted(p[shuffled]) == pytest.approx(adjusted(p)[shuffled])


def test_missing_probabilities_count_for_nothing():
    assert np.isnan(simes(np.array([np.nan])))
    assert adjusted(np.array([0.01, np.nan, 0.5])).tolist()[::2] == [0.02, 0.5]


def test_one_unit_that_fails_is_one_story():
    p = np.array([0.001, 0.0015, 0.002] + [0.03] + [0.6] * 16)
    units = ["A"] * 3 + ["B"] * 9 + ["C"] * 8
    assert released(p, units).tolist() == [True] * 3 + [False] * 17
    # Alone, the same probability would have been far from enough in a unit of chance.
    assert simes(p[3:12]) == pytest.approx(0.27)


@pytest.mark.parametrize("groups", [None, np.repeat(np.arange(10), 20).tolist()])
def test_panels_of_noise_seldom_say_anything(groups):
    rng = np.random.default_rng(1)
    said = [released(rng.random(200), groups).any() for _ in range(600)]
    assert np.mean(said) <= 0.10 + 3 * np.sqrt(0.1 * 0.9 / 600)
