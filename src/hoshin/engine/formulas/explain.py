"""Shows how one value of a formula came about: every part of the tree with its value."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from hoshin.engine.arrays import Codes, Floats, Ints
from hoshin.engine.formulas.cells import Cells
from hoshin.engine.formulas.evaluate import applied, input_cells, node_cells, year_numbers
from hoshin.engine.formulas.functions import operands
from hoshin.engine.formulas.spans import with_ratios_of_sums
from hoshin.engine.formulas.tree import Call, Formula, Node, Number, Ref, children, code_key, to_text
from hoshin.engine.formulas.unit_check import in_common_scale
from hoshin.engine.formulas.units import UnitOfMeasure
from hoshin.engine.reasons import reason_code


@dataclass(frozen=True, slots=True)
class ExplainedFormula:
    """One part of a formula: its text, its value (NaN if missing), the reason, and the parts below."""

    text: str
    value: float
    reason: str
    parts: tuple["ExplainedFormula", ...] = ()


def explain(
    formula: Formula,
    values: Mapping[str, Floats],
    *,
    row: int,
    period: int,
    periods_per_year: int = 12,
    year_index: Ints | None = None,
    reasons: Mapping[str, Codes] | None = None,
    formulas: Mapping[str, Formula] | None = None,
    units: Mapping[str, UnitOfMeasure] | None = None,
    own_unit: UnitOfMeasure | None = None,
) -> ExplainedFormula:
    """The tree of texts and values behind one cell of a formula.

    `values`, `reasons` are arrays (units, periods) of every measure it refers to, computed ones and itself
    included; `formulas` makes totals over time of ratio measures ratios of totals. Missing values explain
    themselves by reason. KeyError for a measure without values.

    >>> from hoshin.engine.formulas.parse import parse
    >>> shown = explain(parse("a / b"), {"a": np.array([[1.0]]), "b": np.array([[4.0]])}, row=0, period=0)
    >>> shown.text, shown.value, [(part.text, part.value) for part in shown.parts]
    ('a / b', 0.25, [('a', 1.0), ('b', 4.0)])
    """
    read = {code: np.asarray(array)[row : row + 1] for code, array in values.items()}
    why = {code: np.asarray(array)[row : row + 1] for code, array in (reasons or {}).items()}
    shape = next((array.shape for array in read.values()), (1, period + 1))
    panel = input_cells(read, why, (1, shape[1]))
    years = year_numbers(shape[1], periods_per_year, year_index)
    by_key = {code_key(code): other for code, other in (formulas or {}).items()}
    root = formula.root
    if units is not None:
        rewritten = Formula(with_ratios_of_sums(root, by_key), formula.text)
        root = in_common_scale(rewritten, units, own_unit).root
    return _Explainer(panel, years, by_key, period).explained(root, is_rewritten=units is not None)[0]


class _Explainer:
    def __init__(self, panel: Mapping[str, Cells], years: Ints, formulas: Mapping[str, Formula], period: int) -> None:
        self.panel, self.years, self.formulas, self.period = panel, years, formulas, period

    def explained(self, node: Node, *, is_rewritten: bool) -> tuple[ExplainedFormula, Cells]:
        text = to_text(node)
        if isinstance(node, Call) and node.name in ("ytd", "rolling") and not is_rewritten:
            node, is_rewritten = with_ratios_of_sums(node, self.formulas), True
        if isinstance(node, (Number, Ref)):
            cells = node_cells(node, self.panel, self.years, (1, self.years.size))
            return self.shown(text, cells), cells
        below = operands(node) if isinstance(node, Call) else children(node)
        pairs = [self.explained(child, is_rewritten=is_rewritten) for child in below]
        cells = applied(node, [cells for _, cells in pairs], self.years)
        return self.shown(text, cells, tuple(part for part, _ in pairs)), cells

    def shown(self, text: str, cells: Cells, parts: tuple[ExplainedFormula, ...] = ()) -> ExplainedFormula:
        value = float(cells.value[0, self.period])
        return ExplainedFormula(text, value, reason_code(int(cells.reason[0, self.period])), parts)
