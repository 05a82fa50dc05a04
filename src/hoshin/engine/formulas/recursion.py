"""A measure that refers to its own past: computed period by period, each from the periods before it."""

from collections.abc import Callable, Mapping

import numpy as np

from hoshin.engine.arrays import Ints
from hoshin.engine.formulas.cells import Cells
from hoshin.engine.formulas.functions import literal, operands
from hoshin.engine.formulas.tree import Binary, Call, Negate, Node, Number, Ref, children, code_key, walk
from hoshin.engine.reasons import Reason

Whole = Callable[[Node, Mapping[str, Cells], Ints, tuple[int, int]], Cells]
Applied = Callable[[Negate | Binary | Call, list[Cells], Ints], Cells]


def recursive_cells(
    code: str,
    root: Node,
    panel: Mapping[str, Cells],
    years: Ints,
    shape: tuple[int, int],
    whole: Whole,
    applied: Applied,
) -> Cells:
    """The cells (units, periods) of a measure whose tree refers to the measure under lag of 1 or more.

    Parts without the measure are computed at once by `whole`, the rest column by column with `applied`.
    """
    columns = _Columns(code, panel, years, shape, whole, applied)
    for period in range(shape[1]):
        columns.own.append(columns.at(root, period))
    return _joined(columns.own, shape[0])


class _Columns:
    """Columns (units, 1) of the parts of a tree, each computed once and only when asked for."""

    def __init__(
        self,
        code: str,
        panel: Mapping[str, Cells],
        years: Ints,
        shape: tuple[int, int],
        whole: Whole,
        applied: Applied,
    ) -> None:
        self.key = code_key(code)
        self.panel, self.years, self.shape = panel, years, shape
        self.whole, self.applied = whole, applied
        self.own: list[Cells] = []
        self.free: dict[int, Cells | None] = {}
        self.done: dict[tuple[int, int], Cells] = {}

    def at(self, node: Node, period: int) -> Cells:
        if isinstance(node, Ref) and code_key(node.code) == self.key:
            return self.own[period]
        full = self.without_own(node)
        if full is not None:
            return Cells(full.value[:, period : period + 1], full.reason[:, period : period + 1])
        place = (id(node), period)
        if place not in self.done:
            self.done[place] = self.computed(node, period)
        return self.done[place]

    def without_own(self, node: Node) -> Cells | None:
        """The cells of a part that does not contain the measure itself, None for one that does."""
        if id(node) not in self.free:
            has_own = any(isinstance(n, Ref) and code_key(n.code) == self.key for n in walk(node))
            self.free[id(node)] = None if has_own else self.whole(node, self.panel, self.years, self.shape)
        return self.free[id(node)]

    def computed(self, node: Node, period: int) -> Cells:
        if isinstance(node, (Number, Ref)):
            raise ValueError("a leaf other than the measure itself is computed as a whole")
        if isinstance(node, Call) and node.name == "lag":
            back = period - literal(node)
            return self.at(node.arguments[0], back) if back >= 0 else self.before_start()
        if isinstance(node, Call) and node.name in ("delta", "pct_change", "rolling", "ytd"):
            first = self.first_period(node, period)
            span = [self.at(node.arguments[0], column) for column in range(first, period + 1)]
            result = self.applied(node, [_joined(span, self.shape[0])], self.years[first : period + 1])
            return Cells(result.value[:, -1:], result.reason[:, -1:])
        below = operands(node) if isinstance(node, Call) else children(node)
        return self.applied(node, [self.at(child, period) for child in below], self.years[period : period + 1])

    def first_period(self, node: Call, period: int) -> int:
        if node.name == "ytd":
            earlier = np.flatnonzero(self.years[: period + 1] != self.years[period])
            return int(earlier[-1]) + 1 if earlier.size else 0
        reach = literal(node) - 1 if node.name == "rolling" else literal(node)
        return max(0, period - reach)

    def before_start(self) -> Cells:
        column = (self.shape[0], 1)
        return Cells(np.full(column, np.nan), np.full(column, Reason.TOO_FEW_POINTS, dtype=np.uint8))


def _joined(columns: list[Cells], rows: int) -> Cells:
    if not columns:
        return Cells(np.empty((rows, 0)), np.empty((rows, 0), dtype=np.uint8))
    return Cells(np.hstack([c.value for c in columns]), np.hstack([c.reason for c in columns]))
