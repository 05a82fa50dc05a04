"""What may become of one leaf: its value, and its score, at steps of a normal distribution."""

from statistics import NormalDist

import numpy as np
import numpy.typing as npt

from hoshin.engine.arrays import Floats

# Where a leaf's distribution is looked at, in spreads from its median; between them lines are straight.
STEPS = np.linspace(-3.0, 3.0, 33)
_REACH, _APART = float(STEPS[-1]), float(STEPS[1] - STEPS[0])
# As many outcomes, equally likely, stand for a leaf where its own band is asked for.
_OUTCOMES = 200
_AT_ONCE = 4_096


def values_at_steps(quantiles: npt.ArrayLike, at: npt.ArrayLike, steps: npt.ArrayLike = STEPS) -> Floats:
    """Values (n, k) at ``steps``, (k,) or (n, k), of distributions that are known by their quantiles (n, q) at places
    ``at`` (q,), both in spreads of a normal distribution, ascending: straight between them and beyond the last.

    Exact for normal distributions, at the quantiles for all others. Method: own, normal scores.

    >>> values_at_steps([[8.0, 10.0, 14.0]], [-1.0, 0.0, 1.0], [-2.0, 0.5, 3.0]).tolist()
    [[6.0, 12.0, 22.0]]
    """
    known, places, wanted = (np.asarray(part, np.float64) for part in (quantiles, at, steps))
    left = np.clip(np.searchsorted(places, wanted, side="right") - 1, 0, places.size - 2)
    share = (wanted - places[left]) / (places[left + 1] - places[left])
    left = np.broadcast_to(left, (len(known), wanted.shape[-1]))
    low, high = (np.take_along_axis(known, column, axis=1) for column in (left, left + 1))
    return np.asarray(low + share * (high - low))


def courses_at(courses: Floats, z: Floats) -> Floats:
    """Scores (m, d) of leaves where their values stand ``z`` (m, d) spreads from the median; ``courses`` (m, k) are
    their scores at ``STEPS``.

    >>> courses_at(np.arange(33.0)[None], np.array([[0.0, 3.0, -9.0]])).tolist()
    [[16.0, 32.0, 0.0]]
    """
    place = (np.clip(z, -_REACH, _REACH) + _REACH) / _APART
    left = np.minimum(place.astype(np.int64), STEPS.size - 2)
    flat = left + np.arange(len(courses))[:, None] * STEPS.size
    low, high = courses.take(flat), courses.take(flat + 1)
    return np.asarray(low + (place - left) * (high - low))


def course_quantiles(courses: Floats, shares: npt.ArrayLike) -> Floats:
    """The score (m, s) below which each leaf stays with these probabilities, whichever way its score goes with its
    value: of two hundred equally likely outcomes.

    >>> course_quantiles(np.linspace(80.0, 20.0, 33)[None], [0.5]).round(6).tolist()
    [[50.0]]
    """
    wanted = np.asarray(shares, np.float64)
    z = np.array([NormalDist().inv_cdf((place + 0.5) / _OUTCOMES) for place in range(_OUTCOMES)])
    found = np.empty((len(courses), wanted.size))
    for first in range(0, len(courses), _AT_ONCE):
        part = courses[first : first + _AT_ONCE]
        outcomes = courses_at(part, np.broadcast_to(z, (len(part), z.size)))
        found[first : first + _AT_ONCE] = np.quantile(outcomes, wanted, axis=1, method="hazen").T
    return found
