"""The audit of a release: what an attacker with all published totals can compute of what is hidden.

Cells are the smallest parts of which every group is made. A published total is a row over the cells, 1 where the cell is in
the group. Whatever is computed linearly from totals is a combination of these rows.
"""

from dataclasses import dataclass

import numpy as np

from hoshin.engine.arrays import Bools, Floats, Ints

TINY = 1e-9


@dataclass(frozen=True, slots=True)
class AuditResult:
    """What a release gives away. Per hidden group (H,): whether it can be computed exactly (`recoverable`), and between
    what its count must lie (`low`, `high`). `exposed`: sets of cells with fewer respondents than a group must have, of
    which a combination of totals speaks and of nobody else."""

    recoverable: Bools
    low: Floats
    high: Floats
    exposed: tuple[tuple[int, ...], ...]
    smallest: int

    @property
    def is_safe(self) -> bool:
        """Nothing hidden can be computed, and no bounds are narrower than the smallest group."""
        narrow = self.high - self.low < self.smallest - TINY
        return not (self.recoverable.any() or narrow.any() or self.exposed)


def audit_release(published: Bools, hidden: Bools, respondents: Ints, smallest: int) -> AuditResult:
    """Audit ``published`` totals (P, C) and ``hidden`` groups (H, C), over cells of so many ``respondents`` (C,).

    By rank: a group is exactly recoverable iff ``rank([A; e]) = rank(A)``. Fewer than ``smallest`` respondents, in the cells
    S, are exposed iff ``rank(A) > rank(A without the columns S)``: then a combination of totals is of S alone. By bounds:
    the least and greatest count of each hidden group over ``A·x = b, x ≥ 0`` (HiGHS). Source: Hundepool and others 2012,
    Statistical disclosure control, chapter 4; the exact test of sets is our own. Cost O(C·P²) and two programs a group.

    >>> rows, hidden = np.array([[True, True, True], [True, False, False]]), np.array([[False, True, False]])
    >>> found = audit_release(rows, hidden, np.array([9, 4, 6]), 5)
    >>> found.is_safe, found.high.tolist()
    (True, [10.0])
    >>> audit_release(np.eye(3, dtype=bool)[[0, 2]] | rows, hidden, np.array([9, 4, 6]), 5).exposed
    ((1,),)
    """
    filled = respondents > 0
    rows, groups, counts = published[:, filled], hidden[:, filled], respondents[filled]
    matrix = rows.astype(np.float64)
    low, high = _bounds(matrix, groups, counts)
    places = np.flatnonzero(filled)
    exposed = tuple(tuple(int(places[cell]) for cell in cells) for cells in _exposed(matrix, counts, smallest))
    return AuditResult(recoverable(matrix, groups), low, high, exposed, smallest)


def recoverable(matrix: Floats, groups: Bools) -> Bools:
    """Which groups (H, C) are a combination of the rows of ``matrix`` (P, C); a group without cells is none."""
    if not groups.size:
        return np.zeros(len(groups), np.bool_)
    basis = _row_space(matrix)
    wanted = groups.astype(np.float64)
    away = np.abs(wanted - wanted @ basis.T @ basis).max(axis=1)
    return np.asarray((away < 1e-7) & groups.any(axis=1))


def _row_space(matrix: Floats) -> Floats:
    """An orthonormal basis (r, C) of what the rows span."""
    if not matrix.size:
        return np.zeros((0, matrix.shape[1]))
    _, sizes, rows = np.linalg.svd(matrix, full_matrices=False)
    kept: Floats = rows[sizes > TINY * max(matrix.shape) * max(float(sizes.max()), 1.0)]
    return kept


def _exposed(matrix: Floats, counts: Ints, smallest: int) -> list[tuple[int, ...]]:
    """The least sets of cells, of fewer respondents together than ``smallest``, that a combination of rows is of."""
    blocks = _blocks(matrix)
    sizes = [int(counts[block].sum()) for block in blocks]
    columns = np.array([matrix[:, block[0]] for block in blocks]).T if blocks else matrix
    basis = _row_space(columns)
    small = [at for at, size in enumerate(sizes) if size < smallest]
    large = [at for at, size in enumerate(sizes) if size >= smallest]
    # Combinations that are of small blocks alone: what is left of the basis where it vanishes on the large ones.
    inside = _vanishing(basis[:, large]) @ basis if large else basis
    suspects = [at for at in small if len(inside) and np.abs(inside[:, at]).max() > 1e-7]
    found: list[tuple[int, ...]] = []
    for members in _sets(suspects, sizes, smallest):
        if any(set(one) <= set(members) for one in found):
            continue
        others = [at for at in range(len(blocks)) if at not in members]
        if len(_vanishing(basis[:, others])):
            found.append(members)
    return [tuple(sorted(cell for at in members for cell in blocks[at])) for members in found]


def _blocks(matrix: Floats) -> list[list[int]]:
    """Cells that no total tells apart; those in no total are of no block."""
    found: dict[bytes, list[int]] = {}
    for cell in range(matrix.shape[1]):
        if matrix[:, cell].any():
            found.setdefault(matrix[:, cell].tobytes(), []).append(cell)
    return list(found.values())


def _vanishing(part: Floats) -> Floats:
    """An orthonormal basis (d, r) of the combinations of rows of ``part`` (r, c) that are zero throughout."""
    if not part.shape[1]:
        return np.eye(part.shape[0])
    left, sizes, _ = np.linalg.svd(part, full_matrices=True)
    rank = int((sizes > 1e-9).sum())
    return np.asarray(left[:, rank:].T)


def _sets(suspects: list[int], sizes: list[int], smallest: int) -> list[tuple[int, ...]]:
    """Every set of suspects with fewer respondents together than ``smallest``, smaller sets first."""
    level: list[tuple[int, ...]] = [(at,) for at in suspects]
    found: list[tuple[int, ...]] = []
    while level:
        found += level
        level = [
            (*members, at)
            for members in level
            for at in suspects
            if at > members[-1] and sum(sizes[one] for one in members) + sizes[at] < smallest
        ]
    return found


def _bounds(matrix: Floats, groups: Bools, counts: Ints) -> tuple[Floats, Floats]:
    if len(matrix) == 1:
        return _bounds_by_one(matrix[0] > 0, groups, counts)
    from scipy.optimize import linprog

    low, high = np.zeros(len(groups)), np.full(len(groups), np.inf)
    told = matrix @ counts
    for at, group in enumerate(groups):
        aim = group.astype(np.float64)
        if not group.any():
            high[at] = 0.0
            continue
        for sign, ends in ((1.0, low), (-1.0, high)):
            solved = linprog(sign * aim, A_eq=matrix, b_eq=told, bounds=(0, None), method="highs")
            if solved.status == 0:
                ends[at] = sign * float(solved.fun)
    return low, high


def _bounds_by_one(told: Bools, groups: Bools, counts: Ints) -> tuple[Floats, Floats]:
    """The same without a program where one total is told: a part of it may be none or all, all of it is known."""
    total = float(counts[told].sum())
    covers_all = (groups | ~told).all(axis=1)
    low = np.where(covers_all, total, 0.0)
    high = np.where((groups & told).any(axis=1), total, 0.0)
    return low, np.where((groups & ~told).any(axis=1), np.inf, high)
