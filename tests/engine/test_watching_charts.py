"""Control charts: the examples of the method to the digit, its rules, and limits against independent computations."""

from itertools import pairwise

import numpy as np
import pytest
from scipy import stats

from hoshin.engine.watching import LimitForm, RuleSet, RunRule, binomial_limits, poisson_limits, run_rules, xmr_limits
from hoshin.engine.watching.limits import factor_for

EXAMPLE = np.array([52.0, 49, 55, 51, 48, 53, 50, 54, 51, 49, 52, 50, 47, 53, 51, 50])
GAP = float("nan")


def test_limits_of_the_example_by_means_and_by_medians():
    mean = xmr_limits(EXAMPLE, LimitForm.MEAN)
    assert (mean.centre, round(mean.low, 2), round(mean.high, 2)) == (50.9375, 42.07, 59.80)
    assert round(mean.range_limit, 2) == 10.89
    median = xmr_limits(EXAMPLE, LimitForm.MEDIAN)
    # By the printed factors 3.145 and 3.865 exactly; the method prints 41.57, 60.44 and 11.60.
    assert (median.centre, round(median.low, 3), round(median.high, 3)) == (51.0, 41.565, 60.435)
    assert round(median.range_limit, 3) == 11.595
    calibrated = xmr_limits(EXAMPLE)
    assert (round(calibrated.high, 2), calibrated.robust) == (62.62, False)


def test_published_limits_of_single_values():
    """NIST e-Handbook 6.3.2.2: flow rates of ten batches. It multiplies by 3/1.128, where the method rounds to 2.660."""
    flow = np.array([49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1])
    found = xmr_limits(flow, LimitForm.MEAN)
    assert (round(found.centre, 2), round(found.sigma * 1.128, 4)) == (50.81, 1.8778)
    assert (found.low, found.high) == (pytest.approx(45.8159, abs=1e-3), pytest.approx(55.8041, abs=1e-3))


def test_one_wild_range_has_medians_set_the_limits():
    wild = np.concatenate([EXAMPLE, [90.0], EXAMPLE])
    found = xmr_limits(wild)
    assert found.robust
    assert found.high < xmr_limits(wild, LimitForm.MEAN).high


def test_ranges_beside_a_gap_and_missing_values_count_for_nothing():
    with_gap = np.array([1.0, 2.0, GAP, 40.0, 41.0])
    assert xmr_limits(with_gap, LimitForm.MEAN).sigma == pytest.approx(1 / 1.128)
    follows = np.array([False, True, True, False, True, True])
    assert xmr_limits(np.array([1.0, 2, 1, 41, 42, 41]), LimitForm.MEAN, follows=follows).sigma == pytest.approx(
        1 / 1.128
    )
    assert np.isnan(xmr_limits(np.array([1.0]), LimitForm.MEAN).sigma)


@pytest.mark.slow
@pytest.mark.parametrize(("count", "robust"), [(8, False), (12, True), (14, False), (24, False), (48, True)])
def test_a_new_value_lies_beyond_calibrated_limits_in_0_27_percent(count, robust):
    rng = np.random.default_rng(count)
    y = rng.normal(size=(150_000, count + 1))
    ranges = np.abs(np.diff(y[:, :-1]))
    typical = np.median(ranges, axis=1) if robust else ranges.mean(axis=1)
    centre = np.median(y[:, :-1], axis=1) if robust else y[:, :-1].mean(axis=1)
    share = (np.abs(y[:, -1] - centre) > factor_for(count, robust) * typical).mean()
    assert share == pytest.approx(0.0027, abs=0.00045)


@pytest.mark.parametrize("mean", [0.3, 2.0, 4.9])
def test_limits_of_counts_are_those_of_the_distribution(mean):
    low, high = poisson_limits(mean)
    assert (low, high) == (stats.poisson.ppf(0.00135, mean), stats.poisson.ppf(0.99865, mean))


def test_limits_of_proportions_follow_each_denominator():
    sizes = np.array([20.0, 50.0, 400.0])
    low, high = binomial_limits(0.1, sizes)
    assert (low * sizes).round().tolist() == stats.binom.ppf(0.00135, sizes, 0.1).tolist()
    assert (high * sizes).round().tolist() == stats.binom.ppf(0.99865, sizes, 0.1).tolist()


def plainly(z, rule, nelson):
    """Each rule as its sentence says it, looking at every value in turn."""
    found = []
    for i in range(len(z)):

        def last(k, i=i):
            return z[i - k + 1 : i + 1] if i >= k - 1 else None

        def beyond(most, of, far, last=last):
            part = last(of)
            for side in (1, -1):
                if part is not None and part[-1] * side > far and sum(one * side > far for one in part) >= most:
                    return side
            return 0

        def all_of(k, so, last=last):
            return last(k) is not None and all(so(one) for one in last(k))

        part = last(6)
        steps = [] if part is None else [b - a for a, b in pairwise(part)]
        long = last(14)
        turns = [] if long is None else [b - a for a, b in pairwise(long)]
        run = 9 if nelson else 8
        found.append(
            {
                RunRule.BEYOND: (z[i] > 3) - (z[i] < -3),
                RunRule.SAME_SIDE: all_of(run, lambda one: one > 0) - all_of(run, lambda one: one < 0),
                RunRule.NEAR_LIMIT: beyond(3, 4, 1.5),
                RunRule.SLOPE: bool(steps and min(steps) > 0) - bool(steps and max(steps) < 0),
                RunRule.ALTERNATING: 2 * bool(turns and all(a * b < 0 for a, b in pairwise(turns))),
                RunRule.TWO_OF_THREE: beyond(2, 3, 2.0),
                RunRule.FOUR_OF_FIVE: beyond(4, 5, 1.0),
                RunRule.HUGGING: 2 * all_of(15, lambda one: abs(one) < 1),
                RunRule.AVOIDING: 2 * all_of(8, lambda one: abs(one) > 1),
            }[rule]
        )
    return [int(one) for one in found]


@pytest.mark.parametrize("rules", list(RuleSet))
def test_rules_are_met_where_their_sentences_say(rules):
    rng = np.random.default_rng(5)
    for spread in (0.4, 1.0, 2.5):
        z = rng.normal(size=300) * spread
        z[100:120] = np.abs(z[100:120])
        z[150:170] = np.sort(z[150:170])
        z[200:220] = np.tile([0.5, -0.5], 10)
        for hits in run_rules(z, rules):
            assert hits.sides.tolist() == plainly(z.tolist(), hits.rule, rules is RuleSet.NELSON), hits.rule


def test_a_missing_value_breaks_a_run():
    z = np.array([1.0] * 5 + [GAP] + [1.0] * 5)
    assert not run_rules(z)[1].sides.any()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("rules", "only", "published"),
    [
        (RuleSet.DEFAULT, {1}, 370),
        (RuleSet.DEFAULT, {1, 2}, 155),
        (RuleSet.DEFAULT, {1, 2, 3}, 129),
        (RuleSet.WESTERN_ELECTRIC, {1, 2, 6, 7}, 91.75),
        (RuleSet.NELSON, {1, 2, 4, 5, 6, 7, 8, 9}, 74),
    ],
)
def test_run_lengths_in_control_are_those_published(rules, only, published):
    """How many values pass before the first alarm, in runs that know nothing of each other."""
    rng = np.random.default_rng(11)
    runs, length = 2_400, 700
    z = np.where(np.arange(length + 1) < length, rng.normal(size=(runs, length + 1)), np.nan)
    spoken = np.zeros(z.size, bool)
    for hits in run_rules(z.ravel(), rules):
        if hits.rule in only:
            spoken |= hits.sides != 0
    spoken = spoken.reshape(z.shape)[:, :length]
    ended = spoken.any(axis=1)
    # Runs without an alarm count with all their values: what is left of them is as long as they were from the beginning.
    passed = np.where(ended, spoken.argmax(axis=1) + 1, length).sum()
    assert passed / ended.sum() == pytest.approx(published, rel=0.05)
