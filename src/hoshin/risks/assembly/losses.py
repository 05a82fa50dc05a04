"""What the years of risks may cost, through the engine, beside what is tolerated."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from hoshin.engine.arrays import Floats
from hoshin.engine.risks import exceedance, expected_loss, held_against, simulate_years, tolerated_at
from hoshin.risks.models import RiskAssessment

DRAWS, FEWEST_DRAWS = 10_000, 1_000
# So many years of single risks are drawn at most: of very many risks together fewer years say as much.
MOST_YEARS = 2_000_000
SEED = 20_260_101
_CURVE_POINTS = 41
# Years that were drawn once are kept in each process, 80 KB each, by what they were drawn from.
_KEPT = 64


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """An amount, the share of years that cost more, and how often that is tolerated (None: nothing is said there)."""

    amount: float
    share: float
    tolerated: float | None


@dataclass(frozen=True, slots=True)
class LossCurve:
    """What the years of some risks cost together: the mean, quantiles, the curve on which amounts are exceeded.

    `more`: the stated amounts that years cost more than is tolerated, with the share of years that do.
    """

    expected: float
    median: float
    p90: float
    p95: float
    none: float
    draws: int
    points: tuple[CurvePoint, ...]
    stated: tuple[CurvePoint, ...]

    @property
    def more(self) -> tuple[CurvePoint, ...]:
        return tuple(one for one in self.stated if one.tolerated is not None and one.share > one.tolerated)


def mean_losses(assessments: Sequence[RiskAssessment]) -> list[float]:
    """What each risk that is in money costs, or brings, in a year on average."""
    return [float(one) for one in expected_loss(*_money(assessments))] if assessments else []


def loss_curve(assessments: Sequence[RiskAssessment], tolerated: Sequence[Sequence[float]] = ()) -> LossCurve | None:
    """The years of risks that are in money, together, beside what is tolerated; None where none is in money."""
    if not assessments:
        return None
    ordered = sorted(assessments, key=lambda one: one.risk_id)
    years = _years_of(tuple(zip((one.risk_id for one in ordered), *_money(ordered), strict=True)))
    amounts, shares = (np.array([point[side] for point in tolerated], np.float64) for side in (0, 1))
    stated = held_against(years, amounts, shares)
    at = _spread(years, amounts)
    over, may = exceedance(years, at), tolerated_at(amounts, shares, at)
    median, p90, p95 = np.quantile(years, (0.5, 0.9, 0.95))
    return LossCurve(
        float(sum(mean_losses(assessments))),
        float(median),
        float(p90),
        float(p95),
        float((years == 0.0).mean()),
        len(years),
        tuple(
            CurvePoint(float(amount), float(share), None if np.isnan(most) else float(most))
            for amount, share, most in zip(at, over, may, strict=True)
        ),
        tuple(
            CurvePoint(float(amount), float(share), float(most))
            for amount, share, most in zip(amounts, stated.share, shares, strict=True)
        ),
    )


@lru_cache(maxsize=_KEPT)
def _years_of(money: tuple[tuple[int, float, float, float], ...]) -> Floats:
    """What years of some risks (number, frequency, range) cost together. The same of these gives the same years."""
    keys, *ranges = zip(*money, strict=True)
    draws = max(FEWEST_DRAWS, min(DRAWS, MOST_YEARS // len(keys)))
    years = np.zeros(draws)
    # One after the other, so that a category of thousands needs no more memory than one risk.
    for at, key in enumerate(keys):
        years += simulate_years(*([part[at]] for part in ranges), keys=[key], draws=draws, seed=SEED)[0]
    years.setflags(write=False)
    return years


def _spread(years: np.ndarray, amounts: np.ndarray) -> np.ndarray:
    """Amounts at which the curve is drawn: evenly in their logarithm, over all but the rarest years and what is stated."""
    some = years[years > 0.0]
    ends = [*(np.quantile(some, (0.01, 0.999)) if some.size else (1.0, 10.0)), *amounts]
    low, high = max(min(ends), 1e-6), max(ends)
    return np.geomspace(low, max(high, low * 10.0), _CURVE_POINTS)


def _money(assessments: Sequence[RiskAssessment]) -> tuple[list[float], list[float], list[float]]:
    rows = [(one.frequency or 0.0, one.loss_low or 0.0, one.loss_high or 0.0) for one in assessments]
    return [row[0] for row in rows], [row[1] for row in rows], [row[2] for row in rows]
