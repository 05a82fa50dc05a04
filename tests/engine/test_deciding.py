"""What it is worth to know more, by the closed form, beside drawing it."""

import numpy as np
import pytest

from hoshin.engine.deciding import value_of_information


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
