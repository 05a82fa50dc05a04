"""Whether the units of a formula fit together, and the tree in which they share one scale."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from hoshin.engine.formulas.errors import FormulaError, shortened
from hoshin.engine.formulas.functions import operands
from hoshin.engine.formulas.tree import (
    COMPARISONS,
    Binary,
    Call,
    Formula,
    Negate,
    Node,
    Number,
    Ref,
    code_key,
    to_text,
    walk,
)
from hoshin.engine.formulas.units import ONE, UnitOfMeasure

_OF_ONE = {"ln", "exp", "sqrt"}
_MOST_FOLD = 8
_KEEPING = {"abs", "lag", "delta", "ytd", "rolling", "round"}


def check_units(formula: Formula, units_by_code: Mapping[str, UnitOfMeasure]) -> UnitOfMeasure:
    """The unit of a formula's result; FormulaError unit_mismatch names both sides that do not agree.

    Sums, differences, comparisons, min, max, avg, coalesce and the branches of if need equal dimensions;
    plain numbers and measures without an entry fit whatever they are added to and multiply as numbers
    without unit; counts and numbers without unit fit each other. Methods: own.

    >>> from hoshin.engine.formulas.parse import parse
    >>> from hoshin.engine.formulas.units import parse_unit
    >>> euro = parse_unit("EUR")
    >>> str(check_units(parse("(revenue - cost) / revenue"), {"revenue": euro, "cost": euro}))
    'one (no unit)'
    """
    unit, _ = _Reader(formula, units_by_code).read(formula.root)
    return unit or ONE


def in_common_scale(
    formula: Formula, units_by_code: Mapping[str, UnitOfMeasure], own: UnitOfMeasure | None = None
) -> Formula:
    """The formula with a factor wherever units of one dimension differ in scale, as hours and days do.

    Each sum is computed in the unit of its first part; the result is brought to `own` where that is given
    and of the same dimension, unless the formula does so itself: 100 * a / b is in percent already. Where units
    with a dimension cancel out, it is a plain number without `own`: 500 EUR / 2 kEUR is 0.25. Errors as in
    `check_units`.

    >>> from hoshin.engine.formulas.parse import parse
    >>> from hoshin.engine.formulas.units import parse_unit
    >>> units = {"a": parse_unit("hours"), "b": parse_unit("days")}
    >>> to_text(in_common_scale(parse("a + b"), units).root)
    'a + b * 24'
    """
    reader = _Reader(formula, units_by_code)
    unit, root = reader.read(formula.root)
    if own is None and unit is not None and not unit.exponents and reader.has_no_shares:
        own = ONE.counted()
    if unit is None and own is not None and own.is_counted and _is_quotient(root):
        unit = ONE
    if own is not None and unit is not None and own.dimension == unit.dimension:
        root = _scaled_unless_said(root, unit, own, is_plain=reader.has_no_shares)
    return Formula(root, formula.text)


class _Reader:
    """Reads the unit of each node, None where a number fits any unit, and the node in one scale."""

    def __init__(self, formula: Formula, units_by_code: Mapping[str, UnitOfMeasure]) -> None:
        self.text = formula.text
        read = {code_key(node.code) for node in walk(formula.root) if isinstance(node, Ref)}
        self.units = {code_key(code): unit for code, unit in units_by_code.items() if code_key(code) in read}

    @property
    def has_no_shares(self) -> bool:
        """Whether all units that are read have a dimension: a number in % stays what it is in a measure without unit."""
        return all(unit.exponents or unit.scale == 1.0 for unit in self.units.values())

    def read(self, node: Node) -> tuple[UnitOfMeasure | None, Node]:
        match node:
            case Number():
                return None, node
            case Ref(code=code):
                return self.units.get(code_key(code)), node
            case Negate(operand=operand):
                unit, inner = self.read(operand)
                return unit, replace(node, operand=inner)
            case Binary():
                return self.read_binary(node)
            case Call():
                return self.read_call(node)

    def read_power(self, node: Binary) -> tuple[UnitOfMeasure | None, Node]:
        """Shares are raised as fractions of one; a unit takes part where it is raised to a whole number."""
        unit, left = self.of_one(node.left)
        _, right = self.of_one(node.right)
        raised = replace(node, left=left, right=right)
        if unit is None or not unit.exponents:
            return unit, raised
        count = int(node.right.value) if isinstance(node.right, Number) and node.right.value.is_integer() else 0
        if not 1 <= count <= _MOST_FOLD:
            return None, raised
        found = unit
        for _fold in range(count - 1):
            found = found.times(unit)
        return found, raised

    def of_one(self, node: Node) -> tuple[UnitOfMeasure | None, Node]:
        """A node, a share as the fraction of one that it is."""
        unit, inner = self.read(node)
        if unit is None or unit.exponents:
            return unit, inner
        return ONE, _scaled(inner, unit, ONE)

    def read_binary(self, node: Binary) -> tuple[UnitOfMeasure | None, Node]:
        if node.operator == "^":
            return self.read_power(node)
        if node.operator in ("*", "/"):
            left_unit, left = self.read(node.left)
            right_unit, right = self.read(node.right)
            return _product(left_unit, right_unit, node.operator), replace(node, left=left, right=right)
        unit, (left, right) = self.agreed((node.left, node.right), node.position)
        return None if node.operator in COMPARISONS else unit, replace(node, left=left, right=right)

    def read_call(self, node: Call) -> tuple[UnitOfMeasure | None, Node]:
        if node.name == "if":
            _, condition = self.read(node.arguments[0])
            unit, branches = self.agreed(node.arguments[1:], node.position)
            return unit, replace(node, arguments=(condition, *branches))
        values = operands(node)
        literals = node.arguments[len(values) :]
        if node.name in _KEEPING or node.name == "pct_change":
            unit, inner = self.read(values[0])
            kept = ONE if node.name == "pct_change" else unit
            return kept, replace(node, arguments=(inner, *literals))
        if node.name in _OF_ONE:
            unit, inner = self.of_one(values[0])
            return None if unit is None or unit.exponents else ONE, replace(node, arguments=(inner,))
        if node.name == "ratio":
            (above, top), (below, bottom) = (self.read(value) for value in values)
            return _product(above, below, "/"), replace(node, arguments=(top, bottom))
        unit, parts = self.agreed(values, node.position)
        return unit, replace(node, arguments=tuple(parts))

    def agreed(self, nodes: Iterable[Node], position: int) -> tuple[UnitOfMeasure | None, list[Node]]:
        """The unit of the first node that has one, and all nodes in its scale."""
        agreed: UnitOfMeasure | None = None
        first: Node | None = None
        scaled: list[Node] = []
        for node in nodes:
            unit, inner = self.read(node)
            if unit is not None and not unit.exponents and self.has_no_shares:
                # Units that cancelled out leave a plain number: 500 EUR / 2 kEUR is 0.25, whatever it is added to.
                unit, inner = ONE, _scaled(inner, unit, ONE)
            if unit is not None and agreed is None:
                agreed, first = unit, node
            elif unit is not None and agreed is not None and first is not None:
                if unit.dimension != agreed.dimension:
                    raise self.mismatch(first, agreed, node, unit, position)
                inner = _scaled(inner, unit, agreed)
            scaled.append(inner)
        return agreed, scaled

    def mismatch(
        self, first: Node, agreed: UnitOfMeasure, node: Node, unit: UnitOfMeasure, position: int
    ) -> FormulaError:
        return FormulaError(
            "unit_mismatch",
            f"{shortened(to_text(first))} is in {agreed}, {shortened(to_text(node))} is in {unit}: "
            "they cannot be added or compared.",
            position,
            "Divide or multiply so that both have one unit, or correct the unit of a measure.",
            self.text,
        )


def _product(left: UnitOfMeasure | None, right: UnitOfMeasure | None, operator: str) -> UnitOfMeasure | None:
    if left is None and right is None:
        return None
    return (left or ONE).times(right or ONE, -1 if operator == "/" else 1)


def _scaled_unless_said(root: Node, unit: UnitOfMeasure, own: UnitOfMeasure, *, is_plain: bool) -> Node:
    factor = unit.stored_scale / own.stored_scale
    said = _stated_factor(root)
    if own.is_counted and is_plain and not unit.exponents and said != 1.0 and abs(said * own.stored_scale - 1.0) < 1e-9:
        # It says how a plain number becomes one in its unit, so that what cancels out must be one.
        return _scaled(root, unit, ONE)
    return root if own.is_counted and said != 1.0 and abs(said / factor - 1.0) < 1e-9 else _scaled(root, unit, own)


def _is_quotient(root: Node) -> bool:
    """Whether measures without a unit are divided by each other: what comes of them is a share of one."""
    return any(
        (isinstance(node, Binary) and node.operator == "/" and not isinstance(node.right, Number))
        or (isinstance(node, Call) and node.name == "ratio")
        for node in walk(root)
    )


def _stated_factor(node: Node) -> float:
    """The product of the numbers by which a formula multiplies and divides as a whole."""
    match node:
        case Number(value=value):
            return value
        case Negate(operand=operand):
            return _stated_factor(operand)
        case Binary(operator="*", left=left, right=right):
            return _stated_factor(left) * _stated_factor(right)
        case Binary(operator="/", left=left, right=Number(value=value)) if value:
            return _stated_factor(left) / value
        case Binary(operator="/", left=left):
            return _stated_factor(left)
        case Call(name="round", arguments=arguments):
            return _stated_factor(arguments[0])
    return 1.0


def _scaled(node: Node, unit: UnitOfMeasure, wanted: UnitOfMeasure) -> Node:
    factor = unit.stored_scale / wanted.stored_scale
    return node if factor == 1.0 else Binary("*", node, Number(factor), node.position)
