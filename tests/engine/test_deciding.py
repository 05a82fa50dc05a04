"""What it is worth to know more, by the closed form, beside drawing it."""

import numpy as np
import pytest

from hoshin.engine.deciding import value_of_information, worth_of_knowing


@pytest.mark.parametrize(("observations", "worth"), [(1, 2.42), (4, 5.99), (16, 8.10)])
def test_figures_of_the_method(observations, worth):
    found = value_of_information(40, 60, noise=80, observations=observations)
    assert (round(found.wrong, 3), round(found.perfect, 2), round(found.pilot, 2)) == (0.252, 9.07, worth)
    mirrored = value_of_information(-40, 60, noise=80, observations=observations)
    assert mirrored == found


def test_no_doubt_is_worth_nothing_and_no_pilot_more_than_certainty():
    assert value_of_information(40, 0, noise=80, observations=4).perfect == 0
    assert value_of_information(40, 60, noise=80, observations=0).pilot == 0
    assert (
        value_of_information(40, 60, noise=0, observations=1).pilot
        == value_of_information(40, 60, noise=0, observations=1).perfect
    )
    assert value_of_information(4000, 60, noise=80, observations=4).pilot == 0
    assert value_of_information(0, 1e-200, noise=1e200, observations=1).pilot == 0


def test_drawing_it_says_the_same():
    mean, deviation, noise, n = -15.0, 50.0, 120.0, 9
    draws = np.random.default_rng(7)
    true = draws.normal(mean, deviation, 400_000)
    seen = true + draws.normal(0, noise / n**0.5, true.size)
    share = deviation**2 / (deviation**2 + noise**2 / n)
    posterior = mean + share * (seen - mean)
    found = value_of_information(mean, deviation, noise=noise, observations=n)
    assert np.maximum(true, 0).mean() - max(mean, 0) == pytest.approx(found.perfect, rel=0.01)
    assert np.where(posterior > 0, true, 0).mean() - max(mean, 0) == pytest.approx(found.pilot, rel=0.02)
    assert (true > 0).mean() == pytest.approx(found.wrong, rel=0.01)


@pytest.mark.parametrize("wrong", [{"mean": float("nan")}, {"deviation": -1}, {"observations": -1}])
def test_figures_that_are_none_are_refused(wrong):
    with pytest.raises(ValueError, match=r"finite|0 or more"):
        value_of_information(**{"mean": 40, "deviation": 60, "noise": 80, "observations": 4} | wrong)


@pytest.mark.parametrize(
    ("means", "deviations"), [([40, 35, -10], [60, 20, 80]), ([-15, -5], [50, 5]), ([10, 12, 11, 9], [0, 3, 30, 1])]
)
def test_knowing_more_of_several_is_what_drawing_them_says(means, deviations):
    draws = np.random.default_rng(11).normal(means, deviations, (400_000, len(means)))
    brings = np.hstack([np.zeros((len(draws), 1)), draws])
    expected = np.array([0.0, *means])
    found = worth_of_knowing(means, deviations)
    known = expected.max()
    assert found.best == int(expected.argmax()) - 1
    assert found.perfect == pytest.approx(brings.max(axis=1).mean() - known, rel=0.01)
    assert found.wrong == pytest.approx((brings.argmax(axis=1) != expected.argmax()).mean(), abs=0.004)
    for at, worth in enumerate(found.each, start=1):
        # What each brings, as far as this one tells it: by regression all others are their means.
        told = np.broadcast_to(expected, brings.shape).copy()
        told[:, at] = brings[:, at]
        assert worth == pytest.approx(told.max(axis=1).mean() - known, rel=0.02, abs=0.02)
        assert worth <= found.perfect + 1e-9


def test_where_nothing_is_in_doubt_nothing_is_worth_knowing():
    found = worth_of_knowing([5.0, 7.0, -3.0], [0.0, 0.0, 0.0])
    assert (found.best, found.wrong, found.each) == (1, 0.0, (0.0, 0.0, 0.0))
    assert found.perfect == pytest.approx(0.0, abs=0.01)
    nothing = worth_of_knowing([-5.0, -7.0], [0.0, 0.0])
    assert (nothing.best, nothing.wrong, nothing.perfect) == (-1, 0.0, 0.0)
    one = value_of_information(40, 60, noise=80, observations=4)
    alone = worth_of_knowing([40], [60])
    assert (alone.wrong, alone.perfect) == (pytest.approx(one.wrong, abs=1e-4), pytest.approx(one.perfect, abs=1e-3))
    with pytest.raises(ValueError, match="finite"):
        worth_of_knowing([1.0, float("nan")], [1.0, 1.0])
