"""Agreement: published values to the digit, and slow plain references beside both."""

import doctest
import importlib
from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hoshin.engine.reviews import (
    AgreementBand,
    ScaleLevel,
    Variances,
    agreement_band,
    icc,
    icc_of_variances,
    krippendorff,
)

PUBLISHED = np.array([[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]], float)
CODERS = """1 2 3 3 2 1 4 1 2 . . .
1 2 3 3 2 2 4 1 2 5 . 3
. 3 3 3 2 3 4 2 2 5 1 .
1 2 3 3 2 4 4 1 2 5 1 ."""
FOUR_CODERS = np.array([[np.nan if at == "." else float(at) for at in line.split()] for line in CODERS.splitlines()])

tables = st.integers(2, 6).flatmap(
    lambda k: st.lists(st.lists(st.integers(1, 5), min_size=k, max_size=k), min_size=2, max_size=8)
)
gappy = st.integers(2, 6).flatmap(
    lambda n: st.lists(st.lists(st.sampled_from([np.nan, 1, 2, 3, 5]), min_size=n, max_size=n), min_size=2, max_size=4)
)


def test_examples_in_the_text():
    assert doctest.testmod(importlib.import_module("hoshin.engine.reviews.agreement")).failed == 0


def test_the_published_correlations():
    found = icc(PUBLISHED, seed=1)
    assert [round(one, 3) for one in (found.bms, found.jms, found.ems, found.wms)] == [11.242, 32.486, 1.019, 6.264]
    assert found.single.round(3).tolist() == [0.166, 0.29, 0.715]
    assert found.average.round(3).tolist() == [0.443, 0.62, 0.909]
    for bounds, middle in ((found.single_bounds, found.single), (found.average_bounds, found.average)):
        assert (bounds[0] <= middle).all()
        assert (middle <= bounds[1]).all()
    again = icc(PUBLISHED, seed=1)
    assert np.array_equal(again.single_bounds, found.single_bounds)


def plain_squares(x):
    n, k = x.shape
    bms = k * sum((row.mean() - x.mean()) ** 2 for row in x) / (n - 1)
    jms = n * sum((column.mean() - x.mean()) ** 2 for column in x.T) / (k - 1)
    wms = sum((row - row.mean()) @ (row - row.mean()) for row in x) / (n * (k - 1))
    left = [[x[i, j] - x[i].mean() - x[:, j].mean() + x.mean() for j in range(k)] for i in range(n)]
    return bms, jms, np.square(left).sum() / ((n - 1) * (k - 1)), wms


@given(tables)
@settings(max_examples=50)
def test_correlations_by_a_plain_reference(table):
    x = np.array(table, float)
    n, k = x.shape
    bms, jms, ems, wms = plain_squares(x)
    found = icc(x, seed=1, draws=20)
    assert [found.bms, found.jms, found.ems, found.wms] == pytest.approx([bms, jms, ems, wms], abs=1e-9)
    bottom = bms + (k - 1) * ems + k * (jms - ems) / n
    if bms > 1e-9 and abs(bottom) > 1e-9:
        assert found.single[1] == pytest.approx((bms - ems) / bottom)
        assert found.average[2] == pytest.approx(1 - ems / bms)
    shifted = icc(x + np.arange(k) * 0.5, seed=1, draws=0)
    assert shifted.single[2] == pytest.approx(found.single[2], nan_ok=True)


def test_bounds_are_those_of_drawing_ratees_one_by_one():
    rng = np.random.default_rng(9)
    drawn = []
    for _ in range(200):
        bms, _jms, _ems, wms = plain_squares(PUBLISHED[rng.integers(0, 6, 6)])
        drawn.append((bms - wms) / bms if bms else np.nan)
    ours = icc(PUBLISHED, seed=9, draws=200)
    known = np.array(drawn)[~np.isnan(drawn)]
    assert ours.average_bounds[:, 0] == pytest.approx(np.quantile(known, [0.025, 0.975]))


def test_where_there_is_no_correlation():
    assert np.isnan(icc([[3, 3], [3, 3]], seed=1).single).all()
    assert np.isnan(icc([[3, 4, 5]], seed=1).average).all()
    assert icc([[1, 5], [5, 1], [2, 4]], seed=1).single[0] < 0
    for wrong in ([[1, np.nan], [2, 3]], [1, 2]):
        with pytest.raises(ValueError, match="every rater"):
            icc(wrong, seed=1)


def test_how_a_correlation_is_read():
    read = [agreement_band(value) for value in (-0.2, 0.499, 0.5, 0.75, 0.9, float("nan"))]
    bands = (
        AgreementBand.POOR,
        AgreementBand.POOR,
        AgreementBand.MODERATE,
        AgreementBand.GOOD,
        AgreementBand.EXCELLENT,
    )
    assert read == [*bands, None]
    assert icc_of_variances(Variances(1.0, 0.5, 0.5)) == 0.5


@pytest.mark.parametrize(("level", "alpha"), [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849)])
def test_the_published_alphas(level, alpha):
    assert round(krippendorff(FOUR_CODERS, ScaleLevel(level)), 3) == alpha


def plain_alpha(ratings, level):
    """All ordered pairs within units against all ordered pairs at all."""
    units = [[v for v in unit if v == v] for unit in np.array(ratings, float).T]
    units = [unit for unit in units if len(unit) > 1]
    every = [v for unit in units for v in unit]

    def apart(one, other):
        if level == "nominal":
            return float(one != other)
        if level == "interval":
            return (one - other) ** 2
        low, high = min(one, other), max(one, other)
        between = sum(low <= v <= high for v in every)
        return (between - (every.count(one) + every.count(other)) / 2) ** 2 if one != other else 0.0

    seen = sum(apart(*pair) / (len(unit) - 1) for unit in units for pair in permutations(unit, 2)) / max(len(every), 1)
    chance = sum(apart(*pair) for pair in permutations(every, 2)) / max(len(every) * (len(every) - 1), 1)
    return 1 - seen / chance if chance else np.nan


@given(gappy, st.sampled_from(ScaleLevel))
def test_alpha_by_a_plain_reference(ratings, level):
    assert krippendorff(ratings, level) == pytest.approx(plain_alpha(ratings, level.value), nan_ok=True, abs=1e-9)


@given(gappy, st.sampled_from(ScaleLevel), st.randoms())
def test_alpha_knows_neither_raters_nor_units_by_name(ratings, level, chance):
    rows = list(ratings)
    chance.shuffle(rows)
    mixed = np.array(rows, float)[:, ::-1]
    assert krippendorff(mixed, level) == pytest.approx(krippendorff(ratings, level), nan_ok=True, abs=1e-9)
    if level == ScaleLevel.INTERVAL:
        moved = 2 * np.array(ratings, float) + 7
        assert krippendorff(moved, level) == pytest.approx(krippendorff(ratings, level), nan_ok=True, abs=1e-9)
