"""Formulas computed one cell at a time with plain Python numbers, and random trees to compare on."""

import math
from dataclasses import dataclass, field
from functools import cache

from hypothesis import strategies as st

from hoshin.engine.formulas import Binary, Call, Formula, Negate, Node, Number, Ref

NO_DATA, DIV_ZERO, TOO_FEW_POINTS, NOT_APPLICABLE = 1, 6, 13, 17
Cell = tuple[float, int]
MISSING = math.nan


@dataclass
class Reference:
    """`series` are rows of one unit: code → list of values, NaN for missing."""

    formulas: dict[str, Formula]
    series: dict[str, list[float]]
    years: list[int]
    done: dict[tuple[str, int], Cell] = field(default_factory=dict)

    def measure(self, code: str, period: int) -> Cell:
        if period < 0:
            return MISSING, TOO_FEW_POINTS
        code = code.lower()
        if code not in self.formulas:
            value = self.series[code][period]
            return (MISSING, NO_DATA) if math.isnan(value) else (value, 0)
        if (code, period) not in self.done:
            self.done[code, period] = self.cell(self.formulas[code].root, period)
        return self.done[code, period]

    def cell(self, node: Node, period: int) -> Cell:
        if period < 0:
            return MISSING, TOO_FEW_POINTS
        if isinstance(node, Number):
            return node.value, 0
        if isinstance(node, Ref):
            return self.measure(node.code, period)
        if isinstance(node, Negate):
            value, reason = self.cell(node.operand, period)
            return -value, reason
        if isinstance(node, Binary):
            return operate(node.operator, self.cell(node.left, period), self.cell(node.right, period))
        return self.call(node, period)

    def call(self, node: Call, period: int) -> Cell:
        first = node.arguments[0]
        if node.name in ("ytd", "rolling"):
            return self.span(node, first, period)
        if node.name in ("lag", "delta", "pct_change"):
            k = int(node.arguments[1].value) if len(node.arguments) > 1 else 1
            then = self.cell(first, period - k)
            if node.name == "lag":
                return then
            now = self.cell(first, period)
            change = operate("-", now, then)
            return change if node.name == "delta" else operate("/", change, (abs(then[0]), then[1]))
        if node.name == "round":
            digits = 0
            if len(node.arguments) > 1:
                places = node.arguments[1]
                digits = -int(places.operand.value) if isinstance(places, Negate) else int(places.value)
            return half_away(self.cell(first, period), digits)
        cells = [self.cell(argument, period) for argument in node.arguments]
        return pointwise(node.name, cells)

    def span(self, node: Call, inner: Node, period: int) -> Cell:
        source = inner
        while isinstance(source, Ref) and source.code.lower() in self.formulas:
            source = self.formulas[source.code.lower()].root
        if isinstance(source, Call) and source.name == "ratio":
            above, below = (self.span(node, part, period) for part in source.arguments)
            return operate("/", above, below)
        if node.name == "ytd":
            start = period
            while start > 0 and self.years[start - 1] == self.years[period]:
                start -= 1
        else:
            start = period - int(node.arguments[1].value) + 1
            if start < 0:
                return MISSING, TOO_FEW_POINTS
        result = self.cell(inner, start)
        for earlier in range(start + 1, period + 1):
            result = operate("+", result, self.cell(inner, earlier))
        return result


def operate(operator: str, left: Cell, right: Cell) -> Cell:
    if left[1] or right[1]:
        return MISSING, left[1] or right[1]
    a, b = left[0], right[0]
    if operator == "/":
        return (MISSING, DIV_ZERO) if b == 0 else finite(a / b)
    table = {
        "+": lambda: a + b,
        "-": lambda: a - b,
        "*": lambda: a * b,
        "<": lambda: float(a < b),
        "<=": lambda: float(a <= b),
        ">": lambda: float(a > b),
        ">=": lambda: float(a >= b),
        "=": lambda: float(a == b),
        "<>": lambda: float(a != b),
    }
    return finite(table[operator]())


def pointwise(name: str, cells: list[Cell]) -> Cell:
    there = [value for value, reason in cells if not reason]
    why = next((reason for _, reason in cells if reason), 0)
    if name in ("sum", "avg"):
        if not there:
            return MISSING, why
        added = 0.0
        for value in there:
            added += value
        return finite(added if name == "sum" else added / len(there))
    if name == "coalesce":
        return (there[0], 0) if there else (MISSING, why)
    if name == "if":
        value, reason = cells[0]
        return (MISSING, reason) if reason else cells[1] if value != 0 else cells[2]
    if why:
        return MISSING, why
    if name == "ratio":
        return operate("/", cells[0], cells[1])
    return {"min": min, "max": max, "abs": lambda values: abs(values[0])}[name](there), 0


def half_away(cell: Cell, digits: int) -> Cell:
    value, reason = cell
    if reason:
        return cell
    power = 10.0 ** abs(digits)
    scaled = abs(value) * power if digits >= 0 else abs(value) / power
    if not scaled < 2**52:
        return cell
    whole = math.floor(scaled)
    if math.nextafter(scaled, math.inf) - whole >= 0.5:
        whole += 1
    size = whole / power if digits >= 0 else whole * power
    return (-size if value < 0 else size), 0


def finite(value: float) -> Cell:
    return (value, 0) if math.isfinite(value) else (MISSING, NOT_APPLICABLE)


BARE = ("a", "b", "c", "Net.Sales_2")
BRACKETED = ("1.2.1", "KPI-7", "on time, in full", "odd ] code", "if (x)")

numbers = st.one_of(
    st.integers(0, 20).map(float),
    st.sampled_from([0.5, 0.1, 2.675, 1e300, 1e-300, 12345.678]),
).map(Number)


def refs(codes: tuple[str, ...]) -> st.SearchStrategy[Node]:
    return st.sampled_from(codes).map(Ref)


@cache
def trees(codes: tuple[str, ...] = BARE + BRACKETED, max_leaves: int = 12) -> st.SearchStrategy[Node]:
    return st.recursive(st.one_of(numbers, refs(codes)), _larger, max_leaves=max_leaves)


def _larger(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    def call(name: str, *arguments: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
        return st.tuples(*arguments).map(lambda found: Call(name, found))

    def many(names: tuple[str, ...], least: int) -> st.SearchStrategy[Node]:
        return st.builds(
            lambda name, parts: Call(name, tuple(parts)),
            st.sampled_from(names),
            st.lists(inner, min_size=least, max_size=3),
        )

    periods = st.integers(1, 4).map(lambda k: Number(float(k)))
    digits = st.integers(-2, 3).map(lambda d: Negate(Number(float(-d))) if d < 0 else Number(float(d)))
    conditions = st.builds(Binary, st.sampled_from(["<", "<=", ">", ">=", "=", "<>"]), inner, inner)
    return st.one_of(
        st.builds(Binary, st.sampled_from("+-*/"), inner, inner),
        inner.map(Negate),
        many(("sum", "avg", "min", "max"), 1),
        many(("coalesce",), 2),
        st.one_of([call(name, inner) for name in ("abs", "ytd", "lag", "delta", "pct_change", "round")]),
        st.one_of([call(name, inner, periods) for name in ("lag", "delta", "pct_change", "rolling")]),
        call("round", inner, digits),
        call("ratio", inner, inner),
        call("if", st.one_of(conditions, inner), inner, inner),
    )
