"""Computes formulas over whole (units × periods) arrays, in the order their references demand."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np

from hoshin.engine.arrays import Codes, Floats, Ints
from hoshin.engine.formulas.cells import (
    Cells,
    binary,
    chosen,
    coalesced,
    constant,
    divided,
    extreme,
    function_of,
    geometric_mean,
    lagged,
    negated,
    relative_change,
    rolling_total,
    rounded,
    total,
    year_to_date,
)
from hoshin.engine.formulas.functions import literal, operands
from hoshin.engine.formulas.graph import is_recursive, order
from hoshin.engine.formulas.recursion import recursive_cells
from hoshin.engine.formulas.spans import with_ratios_of_sums
from hoshin.engine.formulas.tree import Binary, Call, Formula, Negate, Node, Number, Ref, code_key, walk
from hoshin.engine.formulas.unit_check import in_common_scale
from hoshin.engine.formulas.units import UnitOfMeasure
from hoshin.engine.reasons import Reason


@dataclass(frozen=True, slots=True)
class EvaluationResult:
    """Per computed formula, in order: values (units, periods) and uint8 reasons, NaN where a reason stands."""

    order: tuple[str, ...]
    values: dict[str, Floats]
    reasons: dict[str, Codes]


def evaluate(
    formulas: Mapping[str, Formula],
    values: Mapping[str, Floats],
    *,
    periods_per_year: int = 12,
    year_index: Ints | None = None,
    units: Mapping[str, UnitOfMeasure] | None = None,
    reasons: Mapping[str, Codes] | None = None,
    only: Collection[str] | None = None,
    plain: Collection[str] = (),
    shape: tuple[int, int] | None = None,
) -> EvaluationResult:
    """Values and reasons of formula measures from those of other measures, all arrays (units, periods).

    NaN in gives NaN out with its reason (`reasons`, else no_data); sum and avg skip what is missing, only
    coalesce substitutes; division by zero is div_zero, a result beyond the range of numbers not_applicable.
    `year_index` numbers the year of each period, (periods,), else years of `periods_per_year` from the first
    period on. With `units`, parts of one dimension are brought to one scale, but in `plain` formulas. With
    `only`, other formulas are taken from `values`. `shape` is needed where there are no values. FormulaError
    as in `order` and `check_units`; ValueError for shapes that differ and for infinities. Methods: own.

    >>> from hoshin.engine.formulas.parse import parse
    >>> series = {"revenue": np.array([[1200.0]]), "cost": np.array([[900.0]])}
    >>> evaluate({"margin": parse("(revenue - cost) / revenue")}, series).values["margin"].item()
    0.25
    """
    by_key = {code_key(code): formula for code, formula in formulas.items()}
    codes = order(formulas, [code for code in values if code_key(code) not in by_key])
    wanted = by_key.keys() if only is None else {code_key(code) for code in only}
    shape = _common_shape(values, shape)
    years = year_numbers(shape[1], periods_per_year, year_index)
    panel = input_cells(values, reasons or {}, shape)
    units_by_key = None if units is None else {code_key(code): unit for code, unit in units.items()}
    as_they_are = {code_key(code) for code in plain}
    computed: list[str] = []
    for code in codes:
        key = code_key(code)
        if key in wanted:
            root = _prepared(key, by_key, None if key in as_they_are else units_by_key)
            panel[key] = _formula_cells(key, by_key[key], root, panel, years, shape)
            computed.append(code)
        elif key not in panel:
            raise ValueError(f"{code} is a formula not to be computed and has no values")
    return EvaluationResult(
        tuple(computed),
        {code: panel[code_key(code)].value for code in computed},
        {code: panel[code_key(code)].reason for code in computed},
    )


def _prepared(key: str, formulas: Mapping[str, Formula], units: Mapping[str, UnitOfMeasure] | None) -> Node:
    """The tree of a formula as it is computed: ratios of sums, and one scale where units are given."""
    formula = formulas[key]
    rewritten = Formula(with_ratios_of_sums(formula.root, formulas), formula.text)
    if units is None:
        return rewritten.root
    read = {code_key(node.code) for node in walk(rewritten.root) if isinstance(node, Ref)}
    needed = {other: units[other] for other in sorted(read) if other in units}
    return in_common_scale(rewritten, needed, units.get(key)).root


def _formula_cells(
    key: str,
    formula: Formula,
    root: Node,
    panel: Mapping[str, Cells],
    years: Ints,
    shape: tuple[int, int],
) -> Cells:
    if is_recursive(key, formula):
        return recursive_cells(key, root, panel, years, shape, node_cells, applied)
    return node_cells(root, panel, years, shape)


def node_cells(node: Node, panel: Mapping[str, Cells], years: Ints, shape: tuple[int, int]) -> Cells:
    """The cells of a node from those of the measures, `panel` keyed by compared codes."""
    match node:
        case Number(value=value):
            return constant(value, shape)
        case Ref(code=code):
            return panel[code_key(code)]
        case Negate(operand=operand):
            return applied(node, [node_cells(operand, panel, years, shape)], years)
        case Binary(left=left, right=right):
            parts = [node_cells(side, panel, years, shape) for side in (left, right)]
            return applied(node, parts, years)
        case Call():
            parts = [node_cells(argument, panel, years, shape) for argument in operands(node)]
            return applied(node, parts, years)


def applied(node: Negate | Binary | Call, parts: list[Cells], years: Ints) -> Cells:
    """The operation of a node on the cells of its operands."""
    if isinstance(node, Negate):
        return negated(parts[0])
    if isinstance(node, Binary):
        return binary(node.operator, parts[0], parts[1])
    match node.name:
        case "sum":
            return total(parts)
        case "avg":
            return total(parts, mean=True)
        case "min" | "max":
            return extreme(parts, least=node.name == "min")
        case "geomean":
            return geometric_mean(parts)
        case "ln":
            return function_of(parts[0], np.log)
        case "exp":
            return function_of(parts[0], np.exp)
        case "sqrt":
            return function_of(parts[0], np.sqrt)
        case "abs":
            return Cells(np.abs(parts[0].value), parts[0].reason)
        case "if":
            return chosen(*parts)
        case "coalesce":
            return coalesced(parts)
        case "lag":
            return lagged(parts[0], literal(node))
        case "delta":
            return binary("-", parts[0], lagged(parts[0], literal(node)))
        case "pct_change":
            return relative_change(parts[0], literal(node))
        case "ytd":
            return year_to_date(parts[0], years)
        case "rolling":
            return rolling_total(parts[0], literal(node))
        case "ratio":
            return divided(parts[0], parts[1])
        case "round":
            return rounded(parts[0], literal(node))
    raise ValueError(f"no function {node.name!r}")


def year_numbers(periods: int, periods_per_year: int, year_index: Ints | None) -> Ints:
    """The year of each period, (periods,): as given, else counted from the first period on."""
    if periods_per_year < 1:
        raise ValueError("a year has at least one period")
    if year_index is None:
        return np.arange(periods, dtype=np.int64) // periods_per_year
    years = np.asarray(year_index, dtype=np.int64)
    if years.shape != (periods,):
        raise ValueError(f"year_index has shape {years.shape}, not ({periods},)")
    return years


def input_cells(values: Mapping[str, Floats], reasons: Mapping[str, Codes], shape: tuple[int, int]) -> dict[str, Cells]:
    """Cells of the given measures by compared code; missing values without a reason have no_data."""
    stated = {code_key(code): reason for code, reason in reasons.items()}
    panel: dict[str, Cells] = {}
    for code, array in values.items():
        value = np.asarray(array, dtype=np.float64)
        if value.shape != shape:
            raise ValueError(f"{code} has shape {value.shape}, not {shape}")
        if np.isinf(value).any():
            raise ValueError(f"{code} is infinite at {tuple(map(int, np.argwhere(np.isinf(value))[0]))}")
        reason = np.asarray(stated.get(code_key(code), np.zeros(shape)), dtype=np.uint8)
        if reason.shape != shape:
            raise ValueError(f"the reasons of {code} have shape {reason.shape}, not {shape}")
        is_missing = np.isnan(value)
        unexplained = is_missing & (reason == 0)
        reason = np.where(unexplained, np.uint8(Reason.NO_DATA), np.where(is_missing, reason, np.uint8(0)))
        panel[code_key(code)] = Cells(value, reason)
    return panel


def _common_shape(values: Mapping[str, Floats], shape: tuple[int, int] | None) -> tuple[int, int]:
    if shape is not None:
        return shape
    for code, array in values.items():
        found = np.shape(array)
        if len(found) != 2:
            raise ValueError(f"{code} has shape {found}, not (units, periods)")
        return (found[0], found[1])
    raise ValueError("without values the shape must be given")
