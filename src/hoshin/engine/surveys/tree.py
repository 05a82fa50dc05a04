"""Which groups of a tree may be shown, so that nobody learns of fewer people by subtraction either.

Groups of a tree lie inside each other or apart. What any sum and difference of the shown ones tells is then made of
*remainders*: a shown group without the shown groups inside it. A release is safe when each remainder is empty, or has as
many respondents as a group must have, who are not all alike.
"""

from dataclasses import dataclass, field

import numpy as np

from hoshin.engine.arrays import Bools, Floats, Indices, Ints


@dataclass(frozen=True, slots=True)
class TreeResult:
    """Per group (G,): whether it is `shown`, whether it is hidden for itself (`primary`: too few, or all alike), and for
    each group the shown group in whose remainder its own respondents lie (`remainder_of`; −1: in none)."""

    shown: Bools
    primary: Bools
    remainder_of: Indices


@dataclass(slots=True)
class _Part:
    """Respondents who are seen together only: how many, the lowest and highest answer to each thing that is published of
    them (none where nobody answered), the shown groups just below."""

    n: int = 0
    low: Floats = field(default_factory=lambda: np.full(1, np.inf))
    high: Floats = field(default_factory=lambda: np.full(1, -np.inf))
    below: list[int] = field(default_factory=list)

    def add(self, other: "_Part") -> None:
        self.n += other.n
        self.low, self.high = np.minimum(self.low, other.low), np.maximum(self.high, other.high)
        self.below += other.below

    def is_unsafe(self, smallest: int) -> bool:
        return 0 < self.n < smallest or (self.n > 0 and bool((self.low == self.high).any()))


def suppress_tree(
    parent: Indices, respondents: Ints, lowest: Floats, highest: Floats, smallest: int, kept: Bools | None = None
) -> TreeResult:
    """Hide what is too small or all alike, then what would give that away by subtraction, at the least cost.

    ``parent`` (G,) leads upward, −1 at the top, each group after its parent. The other columns are of those who belong to
    a group directly: how many answered, and the lowest and highest value of what is published of them (NaN for none): (G,),
    or (G, M) where several values are published together, in none of which all may be alike.
    Hidden beside what must be: the smallest shown group in the same remainder, rather none that holds others, and rather
    none of ``kept``, which were published before. O(G log G). Source: Cox 1980; Hundepool and others 2012, chapter 4.

    >>> found = suppress_tree(np.array([-1, 0, 0, 0, 0]), np.array([0, 18, 9, 4, 6]), np.array([np.nan, 1, 1, 1, 1]),
    ...                       np.array([np.nan, 5, 5, 5, 5]), 5)
    >>> found.shown.tolist()
    [True, True, True, False, False]
    """
    size = len(parent)
    if (parent >= np.arange(size)).any() or len(
        {len(column) for column in (respondents, lowest, highest)} | {size}
    ) > 1:
        raise ValueError("each group stands after its parent, with one value in each column")
    shown, primary = np.zeros(size, np.bool_), np.zeros(size, np.bool_)
    total = [_own(respondents, lowest, highest, group) for group in range(size)]
    rest = [_own(respondents, lowest, highest, group) for group in range(size)]
    before = np.zeros(size, np.bool_) if kept is None else kept
    for group in range(size - 1, -1, -1):
        primary[group] = total[group].is_unsafe(smallest)
        shown[group] = total[group].n > 0 and not primary[group]
        if shown[group]:
            _mend(group, shown, rest, total, before, smallest)
        if (above := int(parent[group])) >= 0:
            total[above].add(total[group])
            if shown[group]:
                rest[above].below.append(group)
            else:
                rest[above].add(rest[group])
    return TreeResult(shown, primary, _remainders(parent, shown))


def _own(respondents: Ints, lowest: Floats, highest: Floats, group: int) -> _Part:
    n = int(respondents[group])
    return _Part(n, np.atleast_1d(lowest[group]), np.atleast_1d(highest[group])) if n else _Part()


def _mend(group: int, shown: Bools, rest: list[_Part], total: list[_Part], before: Bools, smallest: int) -> None:
    """Hide groups just below until the remainder is safe; the group itself where none is left."""
    part = rest[group]
    while part.is_unsafe(smallest):
        if not part.below:
            shown[group] = False
            return
        victim = min(part.below, key=lambda one: (before[one], bool(rest[one].below), total[one].n, one))
        part.below.remove(victim)
        shown[victim] = False
        part.add(rest[victim])


def _remainders(parent: Indices, shown: Bools) -> Indices:
    found = np.full(len(parent), -1, np.intp)
    for group, above in enumerate(parent.tolist()):
        found[group] = group if shown[group] else found[above] if above >= 0 else -1
    return found
