"""Which cells of any table may be shown: of groups that overlap, by hiding until the audit finds nothing."""

import numpy as np

from hoshin.engine.arrays import Bools, Ints
from hoshin.engine.surveys.audit import audit_release, recoverable


def suppress_groups(groups: Bools, respondents: Ints, smallest: int, is_total: Bools | None = None) -> Bools:
    """Which of the groups (G, C) over cells of so many ``respondents`` (C,) may be shown together.

    Hidden first are those under ``smallest``. While the audit finds an exposure, one more is hidden: the smallest within
    a total that touches what is exposed, rather no total itself. At the end what need not be hidden is shown again, the
    largest first. Meant for tables of less than 1,000 cells.

    >>> rows = np.array([[True, True], [True, False], [False, True]])
    >>> suppress_groups(rows, np.array([9, 4]), 5, np.array([True, False, False])).tolist()
    [True, False, False]
    """
    sizes = groups.astype(np.int64) @ respondents
    totals = np.zeros(len(groups), np.bool_) if is_total is None else is_total
    shown = np.asarray(sizes >= smallest)
    may = shown.copy()
    while touched := _touched(groups, shown, respondents, smallest):
        relations = groups[shown & groups[:, list(touched)].any(axis=1)]
        near = [at for at in np.flatnonzero(shown) if (relations | ~groups[at]).all(axis=1).any()]
        victim = min(near, key=lambda at: (bool(totals[at]), int(sizes[at]), int(at)))
        shown[victim] = False
    for at in sorted(np.flatnonzero(may & ~shown), key=lambda at: (-int(sizes[at]), int(at))):
        trial = shown.copy()
        trial[at] = True
        # What then follows from the others is known anyway, and may be said.
        trial |= may & recoverable(groups[trial].astype(np.float64), groups)
        if not _touched(groups, trial, respondents, smallest):
            shown = trial
    return shown


def _touched(groups: Bools, shown: Bools, respondents: Ints, smallest: int) -> set[int]:
    """The cells of which the shown groups tell too much."""
    hidden = np.asarray(~shown & (groups @ (respondents > 0)))
    found = audit_release(groups[shown], groups[hidden], respondents, smallest)
    cells = {cell for cells in found.exposed for cell in cells}
    guilty = found.recoverable | (found.high - found.low < smallest)
    for group in groups[hidden][guilty]:
        cells |= set(np.flatnonzero(group).tolist())
    return cells
