"""Formulas between measures: read, checked for references and units, ordered, computed, explained; no eval."""

from hoshin.engine.formulas.errors import ERROR_CODES, FormulaError
from hoshin.engine.formulas.evaluate import EvaluationResult, evaluate
from hoshin.engine.formulas.explain import ExplainedFormula, explain
from hoshin.engine.formulas.functions import FUNCTIONS, Function
from hoshin.engine.formulas.graph import affected_by, order
from hoshin.engine.formulas.parse import divisors, lags, parse, references
from hoshin.engine.formulas.tree import Binary, Call, Formula, Negate, Node, Number, Ref, code_key, to_text
from hoshin.engine.formulas.unit_check import check_units, in_common_scale
from hoshin.engine.formulas.units import ONE, UnitOfMeasure, parse_unit

__all__ = [
    "ERROR_CODES",
    "FUNCTIONS",
    "ONE",
    "Binary",
    "Call",
    "EvaluationResult",
    "ExplainedFormula",
    "Formula",
    "FormulaError",
    "Function",
    "Negate",
    "Node",
    "Number",
    "Ref",
    "UnitOfMeasure",
    "affected_by",
    "check_units",
    "code_key",
    "divisors",
    "evaluate",
    "explain",
    "in_common_scale",
    "lags",
    "order",
    "parse",
    "parse_unit",
    "references",
    "to_text",
]
