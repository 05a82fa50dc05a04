"""How much of ratings is ratees, raters and neither: REML, exact where an inverse is small, by draws where it is not."""

from typing import NamedTuple

import numpy as np

from hoshin.engine.arrays import Floats
from hoshin.engine.reviews.design import Design, Variances
from hoshin.engine.reviews.equations import Equations, Sides, equations

ROUNDS, SETTLED = 200, 1e-6
LEAST_OF_RATERS, LEAST_OF_RATEES, LEAST_OF_ALL = 0.02, 1e-3, 1e-9
# A trace over thousands of effects is known from few draws, the error of each from many.
DRAWS_OF_TRACES, DRAWS_OF_ERRORS, DRAWN_AT_ONCE = 8, 200, 40
SETTLED_DRAWN, ROWS_AT_ONCE = 1e-4, 4_096


class _Drawn(NamedTuple):
    """Columns of standard normal ratees and raters, and of ratings' errors summed up to parts."""

    ratee: Floats
    rater: Floats
    noise: Sides


def estimated(design: Design, seed: int) -> Variances | None:
    """The variances of REML from a start by moments; None where the ratings can't tell them apart.

    EM-REML's fixed point ``q·σ_u² = û'û + σ²·tr C_u``, reached by ``σ_u² = û'û/(q − λ·tr C_u)``, with
    ``σ² = (y'y − b'[μ̂ û])/(n − rank X)`` and ``σ_δ² ≥ 0.02·σ²``. Source: Patterson and Thompson 1971; Schall 1991.
    """
    found = _moments(design)
    if found is None:
        return None
    right = sums(design, design.values[:, None])
    drawn = _drawn(design, np.random.default_rng(seed), DRAWS_OF_TRACES)
    squares = float(design.values @ design.values)
    start: tuple[Floats | None, Floats | None] = (None, None)
    for _ in range(ROUNDS):
        before, system = found, equations(design, found)
        effects, stays = system.solve(right, start[0])
        if system.is_small:
            traces, start = _traces(design, system), (None, None)
        else:
            errors, drawn_stays = _errors(design, found, system, drawn, start[1])
            traces, start = _mean_squares(design, errors), (stays, drawn_stays)
        found = _step(
            design, found, effects, traces, squares - sum(float((b * x).sum()) for b, x in zip(right, effects))
        )
        change = max(abs(now / then - 1.0) for now, then in zip(_tuple(found), _tuple(before)))
        if change < (SETTLED if system.is_small else SETTLED_DRAWN):
            break
    return found


def _tuple(one: Variances) -> tuple[float, float, float]:
    return one.ratee, one.rater, one.residual


def _moments(design: Design) -> Variances | None:
    """A start from the spread within ratees, within raters and within all."""
    of, by, n = design.ratee_count, design.rater_count, design.observations
    ratees, raters = int((of > 0).sum()), int((by > 0).sum())
    if min(ratees, raters) <= design.components or n <= ratees + raters - design.components:
        return None
    within_ratee, within_rater = (
        float(((design.values - (np.bincount(at, design.values) / np.maximum(np.bincount(at), 1))[at]) ** 2).sum())
        / free
        for at, free in ((design.ratee, n - ratees), (design.rater, n - raters))
    )
    total = float(design.values @ design.values) / (n - 1)
    if total <= LEAST_OF_ALL:
        return None
    least = 0.05 * total
    return Variances(
        max(total - within_ratee, least),
        max(total - within_rater, least),
        max(within_ratee + within_rater - total, least),
    )


def _step(design: Design, old: Variances, effects: Sides, traces: tuple[float, float], left: float) -> Variances:
    total = float(design.values @ design.values) / design.observations
    residual = max(left / (design.observations - design.components), LEAST_OF_ALL * total)
    ratee, rater = (
        _of_effects(u, int((count > 0).sum()), old.residual / sigma, trace, old.residual)
        for u, count, sigma, trace in (
            (effects.ratee, design.ratee_count, old.ratee, traces[0]),
            (effects.rater, design.rater_count, old.rater, traces[1]),
        )
    )
    return Variances(max(ratee, LEAST_OF_RATEES * residual), max(rater, LEAST_OF_RATERS * residual), residual)


def _of_effects(u: Floats, size: int, shrunk: float, trace: float, residual: float) -> float:
    squares, free = float((u * u).sum()), size - shrunk * trace
    return squares / free if free > 0.01 * size else (squares + residual * trace) / size


def sums(design: Design, values: Floats) -> Sides:
    """What ratings (R, m) sum up to for each component, ratee and rater."""
    from scipy import sparse

    n, order = design.observations, np.arange(design.observations)
    of_ratees, of_raters = (
        sparse.csr_array((np.ones(n), (at, order)), shape=(size, n)) @ values
        for at, size in ((design.ratee, design.counts.shape[0]), (design.rater, design.counts.shape[1]))
    )
    return Sides(_by_component(design, of_raters), of_ratees, of_raters)


def _by_component(design: Design, of_raters: Floats) -> Floats:
    used = design.rater_component >= 0
    sums = np.zeros((design.components, of_raters.shape[1]))
    np.add.at(sums, design.rater_component[used], of_raters[used])
    return sums


def _traces(design: Design, system: Equations) -> tuple[float, float]:
    """``tr C`` of ratees and of raters who have ratings, from the inverse."""
    fixed = design.components
    spread = (system.W.T @ (system.W * (1.0 / system.inner**2)[:, None])).toarray()
    counts = (design.rater_count, design.ratee_count)
    inner_n, outer_n = counts if system.is_swapped else counts[::-1]
    of_inner = float((1.0 / system.inner[inner_n > 0]).sum() + (system.inverse * spread).sum())
    of_outer = float(np.diag(system.inverse)[fixed:][outer_n > 0].sum())
    return (of_outer, of_inner) if system.is_swapped else (of_inner, of_outer)


def _drawn(design: Design, rng: np.random.Generator, draws: int) -> _Drawn:
    ratees, raters = design.counts.shape
    noise = sums(design, rng.normal(size=(design.observations, draws)))
    return _Drawn(rng.normal(size=(ratees, draws)), rng.normal(size=(raters, draws)), noise)


def _errors(
    design: Design, variances: Variances, system: Equations, drawn: _Drawn, start: Floats | None = None
) -> tuple[Sides, Floats]:
    """How far the equations miss effects that were drawn, in units of σ: their covariance is the inverse's, without it."""
    ratee = drawn.ratee * (variances.ratee / variances.residual) ** 0.5
    rater = drawn.rater * (variances.rater / variances.residual) ** 0.5
    of_ratees = design.ratee_count[:, None] * ratee + design.counts @ rater + drawn.noise.ratee
    of_raters = design.rater_count[:, None] * rater + design.counts.T @ ratee + drawn.noise.rater
    found, stays = system.solve(Sides(_by_component(design, of_raters), of_ratees, of_raters), start)
    return Sides(found.middle, found.ratee - ratee, found.rater - rater), stays


def _mean_squares(design: Design, errors: Sides) -> tuple[float, float]:
    of_ratees, of_raters = ((one * one).mean(axis=1) for one in (errors.ratee, errors.rater))
    return float(of_ratees[design.ratee_count > 0].sum()), float(of_raters[design.rater_count > 0].sum())


def prediction_variances(design: Design, variances: Variances, seed: int) -> tuple[Floats, Floats]:
    """The variance of what was predicted: of μ + θ per ratee (I,), of δ per rater (J,).

    From the inverse where it is small; otherwise the mean square of 200 draws from the model solved as the ratings are,
    which knows a standard error to 5 %. Source: García-Cortés and others 1995.
    """
    system = equations(design, variances)
    if system.is_small:
        of_ratees, of_raters = _of_inverse(design, system)
    else:
        of_ratees, of_raters = _of_draws(design, variances, system, seed)
    return variances.residual * of_ratees, variances.residual * of_raters


def _of_draws(design: Design, variances: Variances, system: Equations, seed: int) -> tuple[Floats, Floats]:
    rng = np.random.default_rng(seed)
    of_ratees, of_raters = (np.zeros(size) for size in design.counts.shape)
    for _ in range(DRAWS_OF_ERRORS // DRAWN_AT_ONCE):
        errors, _stays = _errors(design, variances, system, _drawn(design, rng, DRAWN_AT_ONCE))
        whole = errors.ratee + errors.middle[design.ratee_component]
        of_ratees += (whole * whole).sum(axis=1)
        of_raters += (errors.rater * errors.rater).sum(axis=1)
    return of_ratees / DRAWS_OF_ERRORS, of_raters / DRAWS_OF_ERRORS


def _of_inverse(design: Design, system: Equations) -> tuple[Floats, Floats]:
    fixed, C = design.components, system.inverse
    components = (design.rater_component, design.ratee_component)
    inner_at, outer_at = components if system.is_swapped else components[::-1]
    with_middle = not system.is_swapped
    inner = np.zeros(len(system.inner))
    for begin in range(0, len(inner), ROWS_AT_ONCE):
        rows = slice(begin, begin + ROWS_AT_ONCE)
        reach = -system.W[rows].toarray() / system.inner[rows, None]
        if with_middle:
            reach[np.arange(len(reach)), inner_at[rows]] += inner_at[rows] >= 0
        inner[rows] = 1.0 / system.inner[rows] + ((reach @ C) * reach).sum(axis=1)
    own = np.arange(fixed, len(C))
    outer = C[own, own]
    if with_middle:
        return inner, outer
    return outer + C[outer_at, outer_at] + 2.0 * C[own, outer_at], inner
