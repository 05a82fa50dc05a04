"""Whether the lagged cause improves the forecast of its effect, held against what came."""

from dataclasses import dataclass

import numpy as np

from hoshin.engine.arrays import Floats, Indices
from hoshin.engine.hypotheses.regression import lagged

_ORDER, _LEAST_KNOWN, LEAST_ORIGINS = 2, 20, 10
_BLOCK, _DRAWS = 6, 2_000


@dataclass(frozen=True, slots=True)
class LeadTrials:
    """Forecasts from earlier points of time (origins,): mean and standard deviation without and with the lagged cause,
    and what came."""

    mean_without: Floats
    sd_without: Floats
    mean_with: Floats
    sd_with: Floats
    actual: Floats


@dataclass(frozen=True, slots=True)
class LeadResult:
    """How much better forecasts are with the cause, ``1 − Σ with / Σ without``, and its 95 % interval."""

    skill: float
    low: float
    high: float
    origins: int

    @property
    def is_leading(self) -> bool:
        return self.low > 0.0


def lead_trials(cause: Floats, effect: Floats, lag: int) -> LeadTrials | None:
    """Forecasts ``lag`` periods ahead from each period that had 20 earlier ones to learn from, without and with the cause.

    Series (n,) without gaps. ``b_{t+lag}`` from ``b_t, b_{t−1}`` by least squares on what was known at t, and the same
    with ``a_t``; the spread of a new value about it. None where fewer than 10 such periods are, and for lag 0, which
    leads nothing. Method: rolling origin.
    """
    n = len(effect)
    if lag < 1:
        return None
    # Row i is period t = i + _ORDER − 1: what was known then, and what came `lag` later.
    own = lagged(np.append(effect, np.nan), _ORDER, _ORDER)
    plain = np.column_stack([np.ones(len(own)), own])
    full = np.column_stack([plain, cause[_ORDER - 1 :]])
    came = effect[_ORDER - 1 + lag :]
    origins = np.arange(_LEAST_KNOWN + lag - 1, n - _ORDER - lag + 1)
    if len(origins) < LEAST_ORIGINS:
        return None
    without, beside = (_forecasts(columns, came, origins, lag) for columns in (plain, full))
    return LeadTrials(*without, *beside, actual=came[origins])


def lead_skill(crps_without: Floats, crps_with: Floats, seed: int) -> LeadResult:
    """The share of the error (origins,) that the cause takes away, with an interval from blocks of 6 origins drawn anew.

    >>> lead_skill(np.full(12, 2.0), np.full(12, 1.5), seed=1)
    LeadResult(skill=0.25, low=0.25, high=0.25, origins=12)
    """
    count = len(crps_without)
    total = float(crps_without.sum())
    if not total > 0.0:
        return LeadResult(0.0, 0.0, 0.0, count)
    blocks = -(-count // _BLOCK)
    begins = np.random.default_rng(seed).integers(0, count - _BLOCK + 1, size=(_DRAWS, blocks))
    drawn = (begins[:, :, None] + np.arange(_BLOCK)).reshape(_DRAWS, -1)[:, :count]
    skills = 1.0 - crps_with[drawn].sum(axis=1) / crps_without[drawn].sum(axis=1)
    low, high = np.quantile(skills, (0.025, 0.975))
    return LeadResult(1.0 - float(crps_with.sum()) / total, float(low), float(high), count)


def _forecasts(columns: Floats, came: Floats, origins: Indices, lag: int) -> tuple[Floats, Floats]:
    """Mean and spread from each origin by least squares on the rows whose outcome was known then."""
    mean, sd = np.empty(len(origins)), np.empty(len(origins))
    for place, origin in enumerate(origins.tolist()):
        known, wanted = columns[: origin - lag + 1], came[: origin - lag + 1]
        inverse = np.linalg.pinv(known.T @ known)
        found = inverse @ known.T @ wanted
        left = wanted - known @ found
        here = columns[origin]
        mean[place] = here @ found
        free = max(len(known) - known.shape[1], 1)
        sd[place] = np.sqrt((left @ left) / free * (1.0 + here @ inverse @ here))
    return mean, sd
