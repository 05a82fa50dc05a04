"""Raters: the example to the digits, REML by maximising its likelihood, draws beside inverses, and who is never compared."""

import doctest
import importlib

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import optimize

from hoshin.engine.reasons import Reason
from hoshin.engine.reviews import Variances, rater_effects
from hoshin.engine.reviews import equations as solving

WHO = np.array([1, 2, 3, 1, 2, 4, 3, 4, 5, 6, 5]) - 1
BY = np.array([0, 0, 0, 1, 1, 1, 2, 2, 2, 0, 1])
Y = np.array([4.5, 4.0, 4.2, 3.6, 3.1, 2.8, 3.9, 3.3, 3.6, 4.4, 3.2])
KNOWN = Variances(ratee=0.30, rater=0.15, residual=0.10)
PER_RATEE = ("raw", "fitted", "se", "adjusted", "reason")
PER_RATER = ("leniency", "leniency_se", "leniency_reason")


def drawn(seed, ratees=40, raters=30, count=250):
    rng = np.random.default_rng(seed)
    of, by = rng.integers(0, ratees, count), rng.integers(0, raters, count)
    effects = rng.normal(0, 0.55, ratees), rng.normal(0, 0.4, raters)
    return of, by, 3.5 + effects[0][of] + effects[1][by] + rng.normal(0, 0.45, count)


def effects_of(of, by, y, ratees=40, raters=30, **known):
    return rater_effects(of, by, y, ratees=ratees, raters=raters, seed=1, **known)


def test_examples_in_the_text():
    assert doctest.testmod(importlib.import_module("hoshin.engine.reviews.raters")).failed == 0


def test_the_example():
    found = effects_of(WHO, BY, Y, 6, 3, variances=KNOWN)
    assert found.leniency.round(3).tolist() == [0.369, -0.385, 0.015]
    assert found.fitted.round(3).tolist() == [4.009, 3.58, 3.837, 3.303, 3.603, 3.952]
    assert found.raw.round(2).tolist() == [4.05, 3.55, 4.05, 3.05, 3.4, 4.4]
    assert (found.se.min().round(2), found.se.max().round(2)) == (0.31, 0.38)
    assert set(found.reason) == {Reason.TOO_FEW_POINTS}
    assert np.isnan(found.adjusted).all()


def plain(of, by, y, ratees, raters, known):
    """Henderson's equations in full, with their inverse, for one component."""
    Z = np.zeros((len(y), 1 + ratees + raters))
    Z[:, 0] = Z[np.arange(len(y)), 1 + of] = Z[np.arange(len(y)), 1 + ratees + by] = 1
    added = [0] + [known.residual / known.ratee] * ratees + [known.residual / known.rater] * raters
    inverse = np.linalg.inv(Z.T @ Z + np.diag(added))
    return inverse @ Z.T @ y, inverse * known.residual


@pytest.mark.parametrize(("ratees", "raters"), [(40, 30), (25, 60)])
def test_effects_and_errors_are_those_of_the_equations_in_full(ratees, raters):
    of, by, y = drawn(3, ratees, raters)
    found = effects_of(of, by, y, ratees, raters, variances=KNOWN)
    assert set(found.ratee_component) == {0}
    b, V = plain(of, by, y, ratees, raters, KNOWN)
    assert found.fitted == pytest.approx(b[0] + b[1 : ratees + 1])
    rated = np.bincount(by, minlength=raters) > 0
    assert found.leniency[rated] == pytest.approx(b[ratees + 1 :][rated])
    assert np.isnan(found.leniency[~rated]).all()
    whole = np.hstack([np.ones((ratees, 1)), np.eye(ratees), np.zeros((ratees, raters))])
    assert found.se == pytest.approx(np.sqrt(np.diag(whole @ V @ whole.T)))
    assert found.leniency_se[rated] == pytest.approx(np.sqrt(np.diag(V)[ratees + 1 :])[rated])


def restricted_likelihood(logs, of, by, y):
    """−2 log L of REML from the covariance of the ratings themselves."""
    ratee, rater, residual = np.exp(logs)
    V = ratee * (of[:, None] == of) + rater * (by[:, None] == by) + residual * np.eye(len(y))
    inverse, X = np.linalg.inv(V), np.ones(len(y))
    off = y - (X @ inverse @ y) / (X @ inverse @ X)
    return np.linalg.slogdet(V)[1] + np.log(X @ inverse @ X) + off @ inverse @ off


@pytest.mark.slow
def test_variances_are_where_the_likelihood_is_greatest():
    of, by, y = drawn(5, 20, 15, 120)
    found = effects_of(of, by, y, 20, 15).variances
    best = optimize.minimize(
        restricted_likelihood, np.log([0.3, 0.2, 0.2]), (of, by, y), "Nelder-Mead", options={"xatol": 1e-6}
    )
    assert [found.ratee, found.rater, found.residual] == pytest.approx(np.exp(best.x), rel=1e-3)


@pytest.mark.slow
def test_draws_say_what_the_inverse_says(monkeypatch):
    of, by, y = drawn(7, 150, 120, 1500)
    exact = effects_of(of, by, y, 150, 120)
    monkeypatch.setattr(solving, "LARGEST_INVERSE", 0)
    by_draws = effects_of(of, by, y, 150, 120)
    assert by_draws.fitted == pytest.approx(exact.fitted, abs=0.02)
    assert by_draws.leniency == pytest.approx(exact.leniency, abs=0.02)
    for name, size in (("se", 150), ("leniency_se", 120)):
        ratio = getattr(by_draws, name) / getattr(exact, name)
        assert abs(ratio.mean() - 1) < 0.02
        assert 0.02 < ratio.std() < 0.08, size
    again = effects_of(of, by, y, 150, 120)
    assert np.array_equal(again.se, by_draws.se)


def test_who_shares_nobody_is_not_compared():
    """Two teams, each rated by its manager alone, and three peers who rate each other's five people."""
    of = [*range(4), *range(4, 8), *(list(range(8, 13)) * 3)]
    by = [0] * 4 + [1] * 4 + [2] * 5 + [3] * 5 + [4] * 5
    y = np.array([4, 5, 4, 5, 2, 1, 2, 1, 3, 4, 2, 5, 3, 4, 4, 3, 5, 4, 2, 3, 2, 4, 2], float)
    found = effects_of(of, by, y, 14, 6)
    assert found.ratee_component.tolist() == [0] * 4 + [1] * 4 + [2] * 5 + [-1]
    assert found.reason.tolist() == [Reason.DISCONNECTED] * 8 + [Reason.NONE] * 5 + [Reason.NO_DATA]
    assert found.leniency_reason.tolist() == [Reason.DISCONNECTED] * 2 + [Reason.NONE] * 3 + [Reason.NO_DATA]
    assert np.isnan(found.leniency[:2]).all()
    assert found.leniency[3] > found.leniency[2] > found.leniency[4]
    higher = y.copy()
    higher[:4] -= 3
    moved = effects_of(of, by, higher, 14, 6)
    assert moved.adjusted[8:13] == pytest.approx(found.adjusted[8:13], abs=1e-6)


def test_nothing_moves_by_more_than_half_a_point():
    rng = np.random.default_rng(2)
    of, by = np.repeat(np.arange(60), 4), rng.integers(0, 12, 240)
    lenient = np.where(np.arange(12) < 2, 1.8, 0.0)
    y = 3 + rng.normal(0, 0.5, 60)[of] + lenient[by] + rng.normal(0, 0.2, 240)
    found = effects_of(of, by, y, 60, 12)
    moved = np.abs(found.adjusted - found.raw)
    assert np.nanmax(np.abs(found.fitted - found.raw)) > 0.5
    assert np.nanmax(moved) == pytest.approx(0.5)


@given(st.integers(0, 10_000), st.floats(-3, 3))
@settings(max_examples=5)
def test_a_shift_of_all_moves_the_middle_alone(seed, shift):
    of, by, y = drawn(seed, 12, 9, 50)
    here, there = (effects_of(of, by, values, 12, 9) for values in (y, y + shift))
    assert there.raw == pytest.approx(here.raw + shift, nan_ok=True)
    assert there.fitted == pytest.approx(here.fitted + shift, nan_ok=True, abs=1e-5)
    assert there.leniency == pytest.approx(here.leniency, nan_ok=True, abs=1e-5)
    assert there.se == pytest.approx(here.se, nan_ok=True, abs=1e-5)


@given(st.integers(0, 10_000))
@settings(max_examples=5)
def test_other_numbers_and_another_order_change_nothing(seed):
    of, by, y = drawn(seed, 12, 9, 50)
    rng = np.random.default_rng(seed)
    ratees, raters, order = rng.permutation(12), rng.permutation(9), rng.permutation(50)
    here, there = effects_of(of, by, y, 12, 9), effects_of(ratees[of][order], raters[by][order], y[order], 12, 9)
    for names, places in ((PER_RATEE, ratees), (PER_RATER, raters)):
        for name in names:
            assert getattr(there, name)[places] == pytest.approx(getattr(here, name), nan_ok=True, abs=1e-5)


def test_ratings_that_tell_nothing_apart_leave_raw_ones():
    alike = effects_of([0, 1, 0, 1], [0, 0, 1, 1], [3, 3, 3, 3], 2, 2)
    assert alike.variances is None
    assert alike.raw.tolist() == [3, 3]
    assert np.isnan(alike.fitted).all()
    alone = effects_of([0, 1, 2], [0, 0, 0], [3, 4, 5], 3, 1)
    assert (alone.variances, set(alone.reason)) == (None, {Reason.DISCONNECTED})
    nothing = effects_of([], [], [], 2, 1)
    assert nothing.reason.tolist() == [Reason.NO_DATA] * 2
    missing = effects_of([0, 1], [0, 0], [np.nan, 4], 2, 1)
    assert missing.reason.tolist() == [Reason.NO_DATA, Reason.DISCONNECTED]
    assert effects_of([], [], [], 0, 0).raw.size == 0


@pytest.mark.parametrize(("of", "by"), [([2], [0]), ([0], [1]), ([-1], [0]), ([0, 1], [0])])
def test_numbers_that_nobody_has_are_refused(of, by):
    with pytest.raises(ValueError):
        effects_of(of, by, [3.0] * len(by), 2, 1)


@pytest.mark.parametrize("wrong", [{"ratee": 0.0}, {"rater": -1.0}, {"residual": float("nan")}])
def test_variances_that_are_none_are_refused(wrong):
    with pytest.raises(ValueError, match="above 0"):
        Variances(**({"ratee": 0.3, "rater": 0.1, "residual": 0.1} | wrong))
