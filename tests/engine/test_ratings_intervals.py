"""How sure agreement is: bounds of tables without gaps, a plain draw of ratees, and variances over several rounds."""

import doctest
import importlib

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hoshin.engine.reviews import Variances, icc, icc_interval, pooled_variances

PUBLISHED = np.array([[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]], float)
tables = st.tuples(st.integers(9, 16), st.integers(3, 5), st.integers(0, 10_000))


def as_ratings(table):
    of, by = np.divmod(np.arange(table.size), table.shape[1])
    return of, by, table.ravel()


@pytest.mark.parametrize("module", ["intervals", "design"])
def test_examples_in_the_text(module):
    assert doctest.testmod(importlib.import_module(f"hoshin.engine.reviews.{module}")).failed == 0


@given(tables)
@settings(max_examples=25)
def test_without_gaps_it_is_the_correlation_of_mean_squares_with_its_bounds(size):
    """The other computation knows tables, mean squares and no sums of ratees; both draw the same ratees."""
    ratees, raters, seed = size
    rng = np.random.default_rng(seed)
    table = PUBLISHED if seed % 5 == 0 else rng.normal(3, 1, (ratees, 1)) + rng.normal(0, 0.7, (ratees, raters))
    ratees, raters = table.shape
    known = icc(table, seed=seed, draws=200)
    found = icc_interval(*as_ratings(table), ratees=ratees, raters=raters, around=known.single[1], seed=seed, draws=200)
    assert found.moments == pytest.approx(known.single[1], abs=1e-9)
    low, high = known.single_bounds[:, 1]
    assert (found.low, found.high) == (pytest.approx(max(low, -1.0), abs=1e-6), pytest.approx(min(high, 1.0), abs=1e-6))


def gappy(seed, people=60, each=4):
    rng = np.random.default_rng(seed)
    pairs = sorted({(i, int(j)) for i in range(people) for j in rng.choice(people, each, replace=False) if i != j})
    of, by = np.array(pairs).T
    effects = rng.normal(0, 0.55, people), rng.normal(0, 0.4, people)
    return of, by, 3.4 + effects[0][of] + effects[1][by] + rng.normal(0, 0.45, len(of))


def plain_moments(of, by, y, raters):
    """The three sums of squares of one component and what is expected of them, over rating after rating."""
    n, of_ratees, of_raters = len(y), np.bincount(of), np.bincount(by, minlength=raters)
    of_raters = of_raters[of_raters > 0]
    within = [sum(((y[at == one] - y[at == one].mean()) ** 2).sum() for one in np.unique(at)) for at in (of, by)]
    expected = [
        [0, n - len(of_ratees), n - len(of_ratees)],
        [n - len(of_raters), 0, n - len(of_raters)],
        [n - (of_ratees**2).sum() / n, n - (of_raters**2).sum() / n, n - 1],
    ]
    found = np.linalg.solve(expected, [*within, ((y - y.mean()) ** 2).sum()])
    return found[0] / found.sum()


def test_with_gaps_draws_are_those_of_ratees_one_by_one():
    of, by, y = gappy(4)
    found = icc_interval(of, by, y, ratees=60, raters=60, around=0.5, seed=7, draws=40)
    assert found.moments == pytest.approx(plain_moments(of, by, y, 60))
    drawn = []
    for picked in np.random.default_rng(7).integers(0, 60, (40, 60)):
        rows = [np.flatnonzero(of == one) for one in picked]
        again = np.concatenate([np.full(len(row), at) for at, row in enumerate(rows)])
        drawn.append(plain_moments(again, by[np.concatenate(rows)], y[np.concatenate(rows)], 60))
    low, high = np.quantile(drawn, [0.025, 0.975]) - found.moments + 0.5
    assert (found.low, found.high) == (pytest.approx(low), pytest.approx(high))


def test_bounds_grow_narrow_with_people_and_move_with_nothing_but_what_matters():
    few, many = (
        icc_interval(*gappy(2, people), ratees=people, raters=people, around=0.5, seed=1) for people in (40, 400)
    )
    assert many.high - many.low < 0.5 * (few.high - few.low)
    of, by, y = gappy(2, 40)
    shifted = icc_interval(of, by, 2 * y + 5, ratees=40, raters=40, around=0.5, seed=1)
    assert (shifted.low, shifted.high) == (pytest.approx(few.low), pytest.approx(few.high))
    with_none = icc_interval(
        np.append(of, 3), np.append(by, 3), np.append(y, np.nan), ratees=41, raters=40, around=0.5, seed=1
    )
    assert with_none.moments == pytest.approx(few.moments)


def test_where_nothing_can_be_said():
    for of, by, y in (([], [], []), ([0, 1], [0, 0], [3.0, 4.0]), ([0, 0, 1, 1], [0, 1, 2, 3], [3.0, 3.0, 3.0, 3.0])):
        found = icc_interval(of, by, y, ratees=2, raters=4, around=0.5, seed=1, draws=50)
        assert np.isnan([found.low, found.high]).all()
    assert np.isnan(icc_interval([0, 1], [0, 1], [3.0, 4.0], ratees=2, raters=2, around=0.5, seed=1, draws=0).low)


def test_rounds_weigh_by_their_ratings():
    one, other = Variances(0.3, 0.1, 0.2), Variances(0.5, 0.2, 0.2)
    pooled = pooled_variances([(one, 3), (other, 1)])
    assert (pooled.ratee, pooled.rater, pooled.residual) == (
        pytest.approx(0.35), pytest.approx(0.125), pytest.approx(0.2),
    )  # fmt: skip
    with pytest.raises(ValueError, match="ratings"):
        pooled_variances([])
