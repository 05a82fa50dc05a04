"""Limits of means of samples: the published ones of piston rings, by independent constants, with few false alarms."""

from math import sqrt

import numpy as np
import pytest
from scipy import integrate, stats

from hoshin.engine.watching import LimitForm, WatchSettings, sampled_baseline, samples_of, watch_series
from hoshin.engine.watching.sampled import RANGE_MEANS

# Piston rings of Montgomery's book as R's qcc holds them: forty samples of five diameters, in thousandths above 74 mm.
RINGS = np.array([
    [30, 2, 19, -8, 8], [-5, -8, 1, 11, 4], [-12, 24, 21, 5, 2], [2, -4, -7, 15, 9], [-8, 7, 15, -11, 14],
    [9, -6, -3, -15, -7], [-5, 6, -6, 0, 5], [-15, 3, -7, 15, -12], [8, -5, 9, 5, 4], [-2, 0, -10, 7, -5],
    [-6, -2, -6, -5, -10], [4, 0, 7, 0, -4], [-17, 2, -2, -3, 12], [6, -33, -6, 0, -16], [12, 14, -2, -1, 7],
    [0, -16, 5, -2, -4], [-6, 12, -14, 5, 7], [6, 10, 18, 3, 0], [-16, 2, 3, 5, -3], [0, 10, 13, 20, 3],
    [-12, 1, 9, 5, -4], [4, -1, -10, 6, 9], [10, -11, -10, 9, 14], [15, 8, -7, 0, 10], [-18, -16, -5, 17, 13],
    [12, 15, 30, -14, 0], [-5, 10, -10, 15, 1], [-13, -1, -15, 0, -10], [8, 10, 3, -9, 6], [3, 0, 1, -14, -3],
    [-6, 3, 15, 20, 4], [8, 2, 18, -5, 5], [1, 4, -10, -4, -2], [15, 0, 16, 25, 0], [30, 5, 0, 16, 12],
    [1, -10, -5, 10, 24], [15, 20, 24, 5, 19], [35, 10, 12, 15, 26], [17, 13, 36, 25, 26], [10, 5, 29, 0, 20],
]) / 1000.0 + 74.0  # fmt: skip


def baseline_of(samples, form=LimitForm.MEAN):
    means, sampled = samples_of(list(samples))
    return sampled_baseline(means, np.arange(float(len(means))), 0, len(means), sampled, form)


def test_piston_rings_have_their_published_limits():
    found = baseline_of(RINGS[:25])
    assert (found.limits.low, found.limits.centre, found.limits.high) == pytest.approx(
        (73.98805, 74.00118, 74.01430), abs=5e-6
    )
    # Published by a table in which 2.32593 is 2.326.
    assert found.limits.sigma * RANGE_MEANS[3] / 2.326 == pytest.approx(0.009785039, abs=5e-9)


def test_the_later_rings_lie_beyond_them_from_the_thirty_seventh_on():
    means, sampled = samples_of(list(RINGS))
    settings = WatchSettings(limits=LimitForm.MEAN, baseline=25)
    found = watch_series(means, settings=settings, of=sampled).findings
    assert [one.index + 1 for one in found if str(one.kind) == "beyond_limits"] == [37]
    chart = [abs(mean - 74.001176) > 3 * 0.009785039 / sqrt(5) for mean in means]
    assert [at + 1 for at, is_beyond in enumerate(chart) if is_beyond] == [37, 38, 39]


def test_what_ranges_come_to_is_their_integral():
    def mean_range(n):
        return integrate.quad(lambda x: 1 - stats.norm.cdf(x) ** n - stats.norm.sf(x) ** n, -9, 9)[0]

    assert [mean_range(n) for n in range(2, 11)] == pytest.approx(RANGE_MEANS, abs=1e-5)


def test_large_samples_are_told_by_their_deviation_and_sizes_may_differ():
    rng = np.random.default_rng(7)
    sizes = [12, 30, 3, 12, 5, 50, 12, 8] * 40
    found = baseline_of([rng.normal(100.0, 4.0, n) for n in sizes])
    assert found.limits.sigma == pytest.approx(4.0, rel=0.03)
    times = np.zeros(len(sizes))
    assert found.sigma(times, 1) / found.sigma(times, 2) == pytest.approx(sqrt(3 / 30))


def test_a_new_mean_alarms_in_three_of_a_thousand_however_few_samples_there_are():
    rng = np.random.default_rng(11)
    alarms = 0
    for _ in range(2_000):
        drawn = rng.normal(size=(9, 5))
        means, sampled = samples_of(list(drawn))
        found = sampled_baseline(means, np.arange(9.0), 0, 8, sampled, LimitForm.CALIBRATED)
        z, p = found.judge(means, 8)
        assert (abs(z) > found.limits.reach) == (p < 0.0027)
        alarms += p < 0.0027
    assert stats.binomtest(int(alarms), 2_000, 0.0027).pvalue > 0.01


@pytest.mark.parametrize("samples", [[[1.0], [2.0], [3.0]], [[2.0, 2.0], [2.0, 2.0]], [[np.nan], [1.0, 2.0]]])
def test_samples_that_do_not_tell_how_far_values_stray_set_no_limits(samples):
    assert baseline_of([np.array(sample) for sample in samples]) is None


def test_missing_values_are_passed_over():
    means, sampled = samples_of([np.array([1.0, np.nan, 3.0]), np.array([np.nan])])
    assert means[0] == 2.0
    assert np.isnan(means[1])
    assert sampled.sizes.tolist() == [2.0, 0.0]
