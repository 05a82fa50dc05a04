"""Henderson's equations of ratees and raters: the larger side is eliminated, the rest solved by an inverse or step by step.

A μ of each connected component is fixed; what lies between components is then never taken for leniency.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np

from hoshin.engine.arrays import Floats
from hoshin.engine.reviews.design import Design, Variances

# So many unknowns are solved by an inverse, in a tenth of a second a round.
LARGEST_INVERSE, TOLERANCE, STEPS = 500, 1e-8, 1_000


class Sides(NamedTuple):
    """One column or several for the components, the ratees and the raters."""

    middle: Floats
    ratee: Floats
    rater: Floats


@dataclass(frozen=True)
class Equations:
    """``[X'X X'Z; Z'X Z'Z + λ]`` in units of σ². `W` (inner, components + outer): how often inner ones meet those that stay;
    `inner` and `outer`: the diagonals with λ, of which the larger side is eliminated; `is_swapped`: ratees stay."""

    W: Any
    inner: Floats
    outer: Floats
    meets: Any
    is_swapped: bool

    def solve(self, right: Sides, start: Floats | None = None) -> tuple[Sides, Floats]:
        """The solution for columns of right sides, and what stays of it, from which a next one may start."""
        b_inner, b_outer = (right.rater, right.ratee) if self.is_swapped else (right.ratee, right.rater)
        b = np.concatenate([right.middle, b_outer]) - self.W.T @ (b_inner / self.inner[:, None])
        stays = self.inverse @ b if self.is_small else self._step_by_step(b, start)
        inner = (b_inner - self.W @ stays) / self.inner[:, None]
        middle, outer = np.split(stays, [len(right.middle)])
        return (Sides(middle, outer, inner) if self.is_swapped else Sides(middle, inner, outer)), stays

    @property
    def is_small(self) -> bool:
        return int(self.W.shape[1]) <= LARGEST_INVERSE

    @cached_property
    def inverse(self) -> Floats:
        """Of what stays, dense."""
        left = self.W.T @ (self.W * (1.0 / self.inner)[:, None])
        return np.linalg.inv((self.meets - left).toarray() + np.diag(self._added))

    @cached_property
    def _added(self) -> Floats:
        return np.concatenate([np.zeros(self.W.shape[1] - len(self.outer)), self.outer])

    def _applied(self, stays: Floats) -> Floats:
        eliminated = self.W.T @ ((self.W @ stays) / self.inner[:, None])
        return np.asarray(self.meets @ stays - eliminated + self._added[:, None] * stays)

    def _step_by_step(self, b: Floats, start: Floats | None) -> Floats:
        """Conjugate gradients for all columns at once, scaled by the diagonal."""
        squares = self.W.multiply(self.W).T @ (1.0 / self.inner)
        scale = (self.meets.diagonal() + self._added - squares)[:, None]
        x = np.zeros(b.shape) if start is None else start
        r = b - self._applied(x)
        direction = z = r / scale
        norm, size = (r * z).sum(axis=0), np.linalg.norm(b, axis=0)
        for _ in range(STEPS):
            if (np.linalg.norm(r, axis=0) <= TOLERANCE * size).all():
                break
            forward = self._applied(direction)
            length = _ratio(norm, (direction * forward).sum(axis=0))
            x = x + length * direction
            r = r - length * forward
            z = r / scale
            before, norm = norm, (r * z).sum(axis=0)
            direction = z + _ratio(norm, before) * direction
        return x


def _ratio(top: Floats, bottom: Floats) -> Floats:
    return np.divide(top, bottom, out=np.zeros(top.shape), where=bottom > 0)


def equations(design: Design, variances: Variances) -> Equations:
    """The equations of a design with these variances."""
    from scipy import sparse

    of_ratees = design.ratee_count + variances.residual / variances.ratee
    of_raters = design.rater_count + variances.residual / variances.rater
    is_swapped = design.counts.shape[0] < design.counts.shape[1]
    counts = design.counts.T.tocsr() if is_swapped else design.counts
    inner, outer = (of_raters, of_ratees) if is_swapped else (of_ratees, of_raters)
    sides = (design.rater_component, design.rater_count), (design.ratee_component, design.ratee_count)
    (inner_at, inner_n), (outer_at, outer_n) = sides if is_swapped else sides[::-1]
    members = _members(inner_at, inner_n, design.components)
    fixed = _members(outer_at, outer_n, design.components)
    n = np.bincount(outer_at[outer_at >= 0], outer_n[outer_at >= 0], minlength=design.components)
    meets = sparse.block_array([[sparse.diags_array(n), fixed.T], [fixed, None]], format="csr")
    return Equations(sparse.hstack([members, counts], format="csr"), inner, outer, meets, is_swapped)


def _members(component: Any, count: Floats, components: int) -> Any:
    """How many ratings of each component each node has (nodes, components)."""
    from scipy import sparse

    at = np.flatnonzero(component >= 0)
    return sparse.csr_array((count[at], (at, component[at])), shape=(len(component), components))
