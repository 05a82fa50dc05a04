"""Levels on scales, and yearly losses beside closed forms, SciPy and plain references."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from hoshin.engine.risks import (
    exceedance,
    expected_loss,
    held_against,
    levels,
    lognormal_of_range,
    simulate_years,
    tolerated_at,
)

steps = st.integers(1, 5)
amounts = st.floats(1.0, 1e9)


@given(st.lists(st.tuples(steps, steps, st.booleans(), st.integers(1, 25)), min_size=1, max_size=8))
def test_a_level_is_what_a_table_says_and_figures_only_ever_raise_it(rows):
    likelihood, impact, raised, appetite = zip(*rows, strict=True)
    found = levels(likelihood, impact, raised, appetite)
    calm = levels(likelihood, impact, [False] * len(rows), appetite)
    for at, (likely, hurts, is_raised, most) in enumerate(rows):
        counted = likely + 1 if is_raised and likely < 5 else likely
        assert (found.likelihood[at], found.level[at]) == (counted, counted * hurts)
        assert found.above[at] == (counted * hurts > most)
        assert 0 <= found.level[at] - calm.level[at] <= hurts


@pytest.mark.parametrize(("likelihood", "impact"), [([0], [1]), ([1], [6])])
def test_a_step_outside_of_its_scale_is_refused(likelihood, impact):
    with pytest.raises(ValueError, match="from 1 to 5"):
        levels(likelihood, impact, [False], [12])


@given(amounts, st.floats(1.0, 1e4))
def test_nine_of_ten_amounts_lie_within_the_range(low, wider):
    middle, spread = lognormal_of_range([low], [low * wider])
    if spread[0] > 1e-6:
        drawn = stats.lognorm(s=spread[0], scale=math.exp(middle[0]))
        assert drawn.ppf([0.05, 0.95]) == pytest.approx([low, low * wider], rel=1e-6)
        assert expected_loss([2.0], [low], [low * wider])[0] == pytest.approx(2.0 * drawn.mean(), rel=1e-9)


@pytest.mark.parametrize(("low", "high"), [(0.0, 1.0), (-1.0, 1.0), (2.0, 1.0), (1.0, math.inf), (math.nan, 1.0)])
def test_a_range_that_is_none_is_refused(low, high):
    with pytest.raises(ValueError, match="a range goes"):
        lognormal_of_range([low], [high])


@pytest.mark.parametrize("frequency", [-0.1, 367.0, math.nan])
def test_a_frequency_outside_of_a_year_is_refused(frequency):
    with pytest.raises(ValueError, match="times a year"):
        simulate_years([frequency], [1.0], [2.0], keys=[1])


def test_years_have_the_moments_of_a_compound_poisson_sum():
    """Mean λm and variance λ·E[X²], within five standard errors; years without any loss are exp(−λ) of all."""
    draws = 200_000
    for frequency, low, high in ((0.3, 1e4, 2e5), (4.0, 500.0, 2_000.0)):
        middle, spread = (float(part[0]) for part in lognormal_of_range([low], [high]))
        second = math.exp(2 * middle + 2 * spread**2)
        years = simulate_years([frequency], [low], [high], keys=[3], draws=draws, seed=5)[0]
        deviation = math.sqrt(frequency * second)
        wanted = float(expected_loss([frequency], [low], [high])[0])
        assert abs(years.mean() - wanted) < 5 * deviation / math.sqrt(draws)
        assert years.std() == pytest.approx(deviation, rel=0.1)
        none = math.exp(-frequency)
        assert abs((years == 0.0).mean() - none) < 5 * math.sqrt(none * (1 - none) / draws)


def test_the_curve_is_that_of_the_sum_of_all_numbers_of_events():
    """P(L > x) = Σ P(N = n)·P(X₁ + … + Xₙ > x), the convolution by Fourier transform on a fine grid."""
    frequency, low, high = 0.8, 100.0, 400.0
    middle, spread = (float(part[0]) for part in lognormal_of_range([low], [high]))
    width, size = 1.0, 2**14
    edges = (np.arange(size + 1) - 0.5) * width
    mass = np.diff(stats.lognorm(s=spread, scale=math.exp(middle)).cdf(edges))
    whole = np.fft.ifft(np.exp(frequency * (np.fft.fft(mass) - 1.0))).real
    beyond = 1.0 - np.cumsum(whole)
    years = simulate_years([frequency], [low], [high], keys=[11], draws=200_000, seed=2)[0]
    places = np.array([50, 150, 300, 600, 1_200])
    assert exceedance(years, places * width) == pytest.approx(beyond[places], abs=0.005)


@given(st.lists(st.floats(0.0, 1e6), min_size=1, max_size=30), st.lists(st.floats(0.0, 1e6), min_size=1, max_size=5))
def test_the_curve_counts_years_one_by_one_and_never_rises(years, at):
    at = sorted(at)
    found = exceedance(years, at)
    assert found == pytest.approx([sum(year > amount for year in years) / len(years) for amount in at])
    assert (np.diff(found) <= 1e-12).all()
    assert np.isnan(exceedance([], at)).all()


def test_years_are_the_same_for_a_seed_and_do_not_know_of_risks_beside_them():
    one = simulate_years([0.5], [10.0], [90.0], keys=[4], draws=500, seed=9)
    two = simulate_years([2.0, 0.5], [1.0, 10.0], [5.0, 90.0], keys=[8, 4], draws=500, seed=9)
    assert (one[0] == two[1]).all()
    assert (one != simulate_years([0.5], [10.0], [90.0], keys=[4], draws=500, seed=10)).any()
    assert simulate_years([], [], [], keys=[], draws=5).shape == (0, 5)


def test_what_is_tolerated_lies_between_the_points_that_were_stated():
    assert tolerated_at([1e4, 1e6], [0.5, 0.1], [1e4, 1e5, 1e6]) == pytest.approx([0.5, 0.3, 0.1])
    assert np.isnan(tolerated_at([1e4, 1e6], [0.5, 0.1], [9e3, 2e6, 0.0])).all()
    assert np.isnan(tolerated_at([], [], [1.0])).all()
    for amounts, may in (([2.0, 1.0], [0.2, 0.1]), ([1.0, 2.0], [0.1, 0.2]), ([0.0, 1.0], [0.2, 0.1])):
        with pytest.raises(ValueError, match="rise from point to point"):
            tolerated_at(amounts, may, [1.0])


def test_a_loss_is_held_against_each_point():
    found = held_against([0.0, 5.0, 20.0, 20.0], [1.0, 10.0], [0.8, 0.4])
    assert (found.share.tolist(), found.more.tolist()) == ([0.75, 0.5], [False, True])
