"""Limits of counts and shares: by an independent library, with few false alarms, and not for what comes in heaps."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from hoshin.engine.watching import CountedValues, WatchKind, WatchSettings, counted_baseline, draw_chart, watch_series

COUNTS = CountedValues()
USUAL = WatchSettings()


def baseline_of(values, counted=COUNTS):
    return counted_baseline(np.array(values, float), 0, len(values), counted)


def lines_at(baseline, i=0):
    return baseline.lines(np.zeros(1), np.zeros(1), i)


def test_limits_of_counts_are_poisson_and_alarms_allow_for_few_values():
    found = baseline_of([2, 0, 3, 1, 2, 4, 1, 3])
    centre, low, high, alarm_low, alarm_high = lines_at(found)
    assert (centre, low, high) == (2.0, stats.poisson.ppf(0.00135, 2.0), stats.poisson.ppf(0.99865, 2.0))
    # With Jeffreys' prior the next count is negative binomial.
    assert (alarm_low, alarm_high) == (0.0, stats.nbinom.ppf(0.99865, 16.5, 8 / 9))
    assert alarm_high > high
    assert found.judge(np.array([9.0]), 0)[1] == pytest.approx(2 * stats.nbinom.sf(8, 16.5, 8 / 9))


def test_limits_of_shares_are_binomial_and_wider_the_fewer_cases():
    cases = np.array([50.0, 80, 20, 400, 60, 90, 100, 40, 25, 400])
    events = np.array([3.0, 12, 2, 42, 3, 13, 7, 6])
    values = 100 * np.concatenate([events, [6, 96]]) / cases
    found = counted_baseline(values, 0, 8, CountedValues(cases, 100.0))
    total, size = events.sum(), cases[:8].sum()
    for i in (8, 9):
        centre, low, high, alarm_low, alarm_high = found.lines(values, np.arange(10.0), i)
        exact = stats.binom(cases[i], total / size)
        wider = stats.betabinom(int(cases[i]), total + 0.5, size - total + 0.5)
        assert centre == pytest.approx(100 * total / size)
        assert [low, high] == pytest.approx([100 * exact.ppf(at) / cases[i] for at in (0.00135, 0.99865)])
        assert [alarm_low, alarm_high] == pytest.approx([100 * wider.ppf(at) / cases[i] for at in (0.00135, 0.99865)])
    # 24 % of 25 cases is chance where about 10 % are usual; of 400 it is not.
    assert [found.judge(values, i)[0] > 3 for i in (8, 9)] == [False, True]


@pytest.mark.parametrize(
    "values", [[3] * 12, [0] * 12, [0, 0, 9, 0, 0, 0, 8, 0, 0, 7], [1.5, 2, 0, 3, 1, 2, 4, 1], [7] * 4 + [9] * 4]
)
def test_what_does_not_stray_as_counts_do_is_none(values):
    assert baseline_of(values) is None


def test_one_value_that_stands_out_turns_no_chart_of_counts_into_another():
    few = [2, 0, 3, 1, 2, 4, 1, 3, 2, 1, 0, 2]
    assert baseline_of([*few, 12]).limits.centre == pytest.approx(33 / 13)
    assert baseline_of([*few, 12, 13, 12]) is None
    cases = np.full(13, 200.0)
    shares = np.array([0.9, 0.885, 0.91, 0.92, 0.88, 0.9, 0.905, 0.87, 0.93, 0.9, 0.91, 0.89, 0.7])
    assert baseline_of(shares, CountedValues(cases)).count == 13


def test_shares_in_heaps_are_left_to_their_ranges():
    cases = np.full(24, 4000.0)
    heaps = np.tile([0.30, 0.36, 0.27, 0.33], 6)
    assert baseline_of(heaps, CountedValues(cases)) is None
    chart = draw_chart(heaps, np.arange(24.0), USUAL, CountedValues(cases))
    assert chart.findings == []


@pytest.mark.parametrize(("rate", "length"), [(0.7, 16), (2.0, 8), (2.0, 24), (4.5, 12)])
def test_a_new_count_is_an_alarm_at_most_as_often_as_is_said(rate, length):
    rng = np.random.default_rng(length)
    tested = alarms = 0
    for row in rng.poisson(rate, (1_200, length)).astype(float):
        found = counted_baseline(row, 0, length, COUNTS)
        if found is not None:
            _centre, *_drawn, low, high = found.lines(row, row, 0)
            tested += 1
            alarms += stats.poisson.cdf(low - 1, rate) + stats.poisson.sf(high, rate)
    assert tested > 800
    assert alarms / tested < 0.0027


@given(st.integers(0, 40), st.lists(st.integers(0, 8), min_size=8, max_size=30))
def test_a_value_is_beyond_three_sigmas_where_it_is_beyond_its_limits(value, before):
    found = baseline_of(before)
    if found is None:
        return
    z, p = found.judge(np.array([float(value)]), 0)
    *_drawn, low, high = lines_at(found)
    assert (abs(z) > 3) == (not low <= value <= high)
    assert 0 < p <= 1
    assert (z > 3 or z < -3) <= (p < 0.0027)


def test_incidents_that_leap_are_said_and_those_of_a_quiet_month_are_not():
    calm = np.array([1.0, 0, 2, 1, 3, 0, 1, 2, 1, 0, 2, 1, 1, 3, 0, 2])
    found = [one for one in watch_series(np.append(calm, 9.0), of=COUNTS).findings if one.index == 16]
    assert found[0].kind is WatchKind.BEYOND_LIMITS
    assert (found[0].facts["low"], found[0].facts["high"]) == (0.0, 6.0)
    assert found[0].p < 1e-4
    assert watch_series(np.append(calm, 5.0), of=COUNTS).findings == ()


def test_nothing_later_changes_what_was_said():
    rng = np.random.default_rng(3)
    values = rng.poisson(2.0, 60).astype(float)
    whole = draw_chart(values, np.arange(60.0), USUAL, COUNTS)
    part = draw_chart(values[:40], np.arange(40.0), USUAL, COUNTS)
    assert np.array_equal(whole.deviations[:40], part.deviations, equal_nan=True)
    assert [one for one in whole.findings if one.index < 40] == part.findings
