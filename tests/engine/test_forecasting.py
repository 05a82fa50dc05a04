"""Forecasts: the examples of the methods to the digits given, bands that keep their order, and series of every kind."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hoshin.engine.forecasting import (
    DampedGrid,
    Forecaster,
    ForecastMethod,
    Nature,
    TrendGrid,
    combine,
    crps_ensemble,
    damped_trend,
    detected_cycles,
    errors,
    forecast,
    local_trend,
    mixture_cdf,
    naive_scale,
    pooled_sum,
    projected_finish,
    season_of,
    theta,
    trials,
)
from hoshin.engine.reasons import Reason

EXAMPLE = np.array([[61.0, 62.5, 61.8, 63.4, 64.9, 64.1, 66.0, 67.2, 66.5, 68.1, 69.4, 68.8]])
NAN = np.nan


def given_models():
    """The three models of the example, with the parameters that it names."""
    return [
        damped_trend(EXAMPLE, 6, DampedGrid.of((0.3,), (0.05,), (0.95,))),
        theta(EXAMPLE, 6, (0.4,)),
        local_trend(EXAMPLE, 6, TrendGrid.of((0.1 / 0.6,), (0.005 / 0.6,)), noise=0.6),
    ]


def test_the_examples_of_the_models():
    damped, smoothed, trend = given_models()
    assert damped.mean[0, 5] == pytest.approx(72.035, abs=5e-4)
    assert damped.sd[0, [0, 5]] == pytest.approx([0.9387, 1.3129], abs=5e-5)
    assert damped.mean[0, 5] - 1.2815516 * damped.sd[0, 5] == pytest.approx(70.35, abs=5e-3)
    assert (smoothed.mean[0, 5], smoothed.sd[0, 5]) == pytest.approx((71.069, 1.5268), abs=5e-4)
    assert (trend.mean[0, 5], trend.sd[0, 5]) == pytest.approx((73.763, 1.8749), abs=1e-3)
    gap = EXAMPLE.copy()
    gap[0, 7] = NAN
    with_gap = local_trend(gap, 6, TrendGrid.of((0.1 / 0.6,), (0.005 / 0.6,)), noise=0.6)
    assert with_gap.mean[0, 5] == pytest.approx(73.744, abs=1e-3)


def test_the_example_of_the_probability():
    found = given_models()
    means, sds = (np.array([getattr(one, name)[0, 5] for one in found]) for name in ("mean", "sd"))
    each = [1.0 - float(mixture_cdf(np.array(72.0), m[None], s[None], np.ones(1))) for m, s in zip(means, sds)]
    assert each == pytest.approx([0.511, 0.271, 0.827], abs=5e-4)
    pool = 1.0 - mixture_cdf(np.array(72.0), means, sds, np.full(3, 1 / 3))
    assert float(pool) == pytest.approx(0.536, abs=5e-4)


def test_a_flow_reaches_its_yearly_target_with_the_probability_of_the_example():
    found = pooled_sum(np.full((1, 4), 100.0), 12.0 * np.sqrt(1.0 + 0.04 * np.arange(4))[None], np.array([790.0]))
    assert found.sd[0] == pytest.approx(31.66, abs=5e-3)
    reach = 1.0 - mixture_cdf(np.array(1200.0), found.mean, found.sd, np.ones(1))
    assert float(reach) == pytest.approx(0.376, abs=5e-4)


def test_the_example_of_the_projected_finish():
    found = projected_finish(EXAMPLE, np.array([72.0]), np.array([1.0]))
    assert [found.slope[0], found.slope_low[0], found.slope_high[0]] == pytest.approx([0.772, 0.620, 0.886], abs=5e-4)
    assert [found.periods[0], found.soonest[0], found.latest[0]] == pytest.approx([4.1, 3.6, 5.2], abs=5e-2)


def test_a_finish_that_is_not_reached_and_one_that_is_there():
    rows = np.array([[5.0, 4.0, 3.0, 2.0], [5.0, 6.0, 7.0, 8.0]])
    found = projected_finish(rows, np.array([9.0, 7.0]), np.array([1.0, 1.0]))
    assert np.isnan(found.periods[0])
    assert (found.periods[1], bool(found.reached[1])) == (0.0, True)
    flat = projected_finish(np.array([[1.0, 2.0, 1.0, 2.0, 1.0, 2.0, 1.0, 2.0]]), np.array([9.0]), np.array([1.0]))
    assert np.isnan(flat.latest[0])


def test_a_model_beside_a_person():
    plain = combine(np.array([0.35]), np.array([0.8]), np.array([28 / 3]))
    assert plain.combined[0] == pytest.approx(0.496, abs=5e-4)
    assert bool(plain.gap[0]) is True
    alone = combine(np.array([NAN, 0.35]), np.array([0.8, NAN]), np.array([0.0, 9.0]))
    assert alone.combined == pytest.approx([0.8, 0.35])
    # A confidence that nobody renewed counts less and less.
    old = combine(np.array([0.35]), np.array([0.8]), np.array([28 / 3]), age_days=75.0)
    assert 0.35 < old.combined[0] < plain.combined[0]


def test_an_ensemble_has_at_least_two_draws():
    with pytest.raises(ValueError, match="two draws"):
        crps_ensemble(np.ones(1), 1.0)


@pytest.mark.parametrize(
    ("values", "method", "reason"),
    [
        ([NAN, NAN], "none", Reason.TOO_FEW_POINTS),
        ([1.0, 2.0], "none", Reason.TOO_FEW_POINTS),
        ([1.0, 2.0, 4.0], "drift", Reason.NONE),
        ([3.0] * 3, "constant", Reason.NONE),
        ([0.0] * 12, "constant", Reason.NONE),
        ([-4.0, -3.0, 1.0, 0.0, 2.0, 5.0, 3.0, 6.0], "pool", Reason.NONE),
        ([1e300, 1e299, 2e300, 3e300, 1e300, 2e299, 4e300, 5e300], "pool", Reason.NONE),
        ([1.0, NAN, 3.0, 4.0, NAN, 6.0, 7.0, 8.5, 9.0, 10.0, NAN], "pool", Reason.NONE),
    ],
)
def test_every_series_has_a_forecast_or_a_reason(values, method, reason):
    found = forecast([values], 3, 4)
    assert (ForecastMethod(found.method[0]).label, found.reason[0]) == (method, reason)
    shown = [found.mean, *(found.quantiles(share) for share in (0.1, 0.9))]
    assert [bool(np.isfinite(part).all()) for part in shown] == [method != "none"] * 3


def test_what_never_moved_is_still_not_certain():
    found = forecast([[5.0] * 10], 2)
    assert found.probability_below(4.0)[0].tolist() == [1 / 12, 1 / 12]
    assert found.probability_below(6.0)[0].tolist() == [11 / 12, 11 / 12]


def test_a_model_worse_than_naive_is_not_used():
    """A random walk with noiseless jumps: whoever follows its last steps is wrong."""
    steps = np.tile([5.0, -5.0, -5.0, 5.0], 8)
    rows = 100.0 + np.cumsum(steps)[None]
    found = forecast(np.repeat(rows, 2, axis=0), 6)
    assert (found.owa <= 1.0 + 1e-9).all()
    used = found.weights[: Forecaster.NAIVE] > 0.0
    assert (used.any(axis=0) != (found.method == ForecastMethod.NAIVE)).all()


def test_the_shorter_a_series_the_less_its_trend_is_trusted():
    """The last value carried on has a fifth of twelve values' forecast, and almost nothing of what a long line shows."""
    rng = np.random.default_rng(7)
    long = 100.0 + 2.0 * np.arange(60) + rng.normal(0.0, 2.0, 60)
    shares = [float(forecast([long[-points:]], 1).weights[Forecaster.NAIVE, 0]) for points in (12, 60)]
    assert shares[0] == pytest.approx(0.2, abs=0.05)
    assert 0.0 < shares[1] < 0.05


def test_bands_widen_with_the_periods_ahead_beside_the_length():
    """Six periods beyond ten are more of an adventure than beyond sixty."""
    rng = np.random.default_rng(8)
    rows = 100.0 + rng.normal(0.0, 1.0, (200, 60))
    grown = []
    for points in (10, 60):
        found = forecast(rows[:, -points:], 6)
        width = np.median(found.quantiles(0.9) - found.quantiles(0.1), axis=0)
        grown.append(width[-1] / width[0])
    assert grown[0] > 1.3 * grown[1]


def test_a_season_is_found_taken_out_and_put_back():
    rng = np.random.default_rng(4)
    factors = np.tile([0.8, 1.1, 1.3, 0.8], 8)
    rows = ((100.0 + np.arange(32)) * factors * rng.normal(1.0, 0.01, 32))[None]
    found = forecast(rows, 4, 4)
    assert found.seasonal.tolist() == [True]
    assert found.mean[0] == pytest.approx((132.0 + np.arange(4)) * factors[:4], rel=0.03)
    assert not season_of(rng.normal(100.0, 5.0, (1, 40)), 4).found[0]
    assert detected_cycles(rows).tolist() == [4]
    assert detected_cycles(rng.normal(100.0, 5.0, (1, 40))).tolist() == [1]


def test_shares_and_positive_values_stay_within_their_nature():
    rng = np.random.default_rng(5)
    shares = np.clip(0.97 + rng.normal(0.0, 0.02, 30), 0.0, 1.0)[None]
    found = forecast(shares, 12, nature=np.array([Nature.SHARE], np.uint8))
    assert float(found.quantiles(0.975).max()) <= 1.0
    assert float(found.probability_below(1.2).min()) == pytest.approx(1.0)
    growing = np.exp(rng.normal(0.0, 1.0, 40))[None]
    skewed = forecast(growing, 12)
    assert (skewed.nature.tolist(), float(skewed.quantiles(0.025).min()) > 0.0) == ([Nature.SKEWED], True)
    assert float(skewed.probability_below(-1.0).max()) == pytest.approx(0.0)
    with pytest.raises(ValueError, match="nature"):
        forecast([[-1.0, 2.0, 3.0]], 1, nature=np.array([Nature.SKEWED], np.uint8))


def test_what_cannot_be_forecast_is_said():
    with pytest.raises(ValueError, match="infinite"):
        forecast([[1.0, np.inf]], 1)
    with pytest.raises(ValueError, match="at least one period"):
        forecast([[1.0, 2.0]], 0)


def test_errors_where_the_naive_forecast_was_right():
    came, right = np.array([[1.0, 1.0]]), np.array([[1.0, 1.0]])
    scale = naive_scale(np.array([[1.0, 1.0, 1.0]]), 1)
    assert errors(right, came, right, scale).owa.tolist() == [1.0]
    assert np.isnan(errors(right, came, right, scale).mase[0])
    assert np.isinf(errors(right + 1.0, came, right, scale).owa[0])


def test_the_past_does_not_look_ahead():
    """What came later changes no forecast that a backtest made before."""
    first, later = EXAMPLE.copy(), EXAMPLE.copy()
    later[0, -1] = 900.0
    a, b = trials(first, 2, 1), trials(later, 2, 1)
    assert np.array_equal(a.mean, b.mean)
    assert not np.array_equal(a.actual, b.actual)


@settings(max_examples=40)
@given(st.lists(st.floats(-1e6, 1e6), min_size=3, max_size=24), st.integers(1, 6), st.sampled_from([1, 4]))
def test_quantiles_keep_their_order_and_rows_do_not_know_each_other(values, horizon, cycle):
    alone = forecast([values], horizon, cycle)
    bands = np.stack([alone.quantiles(share) for share in (0.025, 0.1, 0.25, 0.5, 0.75, 0.9, 0.975)])
    slack = 1e-9 * np.abs(bands).max()
    assert (np.diff(bands, axis=0) >= -slack).all()
    limits = [alone.probability_below(limit) for limit in (-1e6, 0.0, 1.0, 1e6)]
    assert (np.diff(np.stack(limits), axis=0) >= 0.0).all()
    beside = forecast([[NAN] * len(values), values, values[::-1]], horizon, cycle)
    assert np.allclose(beside.mean[1], alone.mean[0], rtol=1e-9, atol=1e-9)
