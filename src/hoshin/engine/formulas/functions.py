"""The functions a formula may call: their arguments, and one sentence each for people."""

from dataclasses import dataclass

from hoshin.engine.formulas.tree import Call, Negate, Node, Number

MAX_LAG = 1000
MAX_DIGITS = 12


@dataclass(frozen=True, slots=True)
class Function:
    """What a function accepts: `least` to `most` arguments (None: any number)."""

    name: str
    usage: str
    least: int
    most: int | None
    sentence: str


FUNCTIONS: dict[str, Function] = {
    function.name: function
    for function in (
        Function("sum", "sum(a, b, …)", 1, None, "The total of the values that are there."),
        Function("avg", "avg(a, b, …)", 1, None, "The mean of the values that are there."),
        Function("min", "min(a, b, …)", 1, None, "The least value; missing if one is missing."),
        Function("max", "max(a, b, …)", 1, None, "The greatest value; missing if one is missing."),
        Function("geomean", "geomean(a, b, …)", 1, None, "The geometric mean of the values that are there."),
        Function("abs", "abs(a)", 1, 1, "The value without its sign."),
        Function("ln", "ln(a)", 1, 1, "The natural logarithm of a value above 0."),
        Function("exp", "exp(a)", 1, 1, "e to the power of the value."),
        Function("sqrt", "sqrt(a)", 1, 1, "The square root of a value that is not negative."),
        Function("if", "if(a < b, then, else)", 3, 3, "One of two values, by a comparison."),
        Function("coalesce", "coalesce(a, b, …)", 2, None, "The first value that is there."),
        Function("lag", "lag(a, k)", 1, 2, "The value k periods earlier, k = 1 unless given."),
        Function("delta", "delta(a, k)", 1, 2, "The change since k periods earlier."),
        Function("pct_change", "pct_change(a, k)", 1, 2, "The change as a share of the earlier size."),
        Function("ytd", "ytd(a)", 1, 1, "The total since the year began."),
        Function("rolling", "rolling(a, k)", 2, 2, "The total of the last k periods."),
        Function("ratio", "ratio(a, b)", 2, 2, "a / b; over a span of time, total a / total b."),
        Function("round", "round(a, digits)", 1, 2, "The nearest number of so many decimals, half away from 0."),
    )
}

_LITERAL_SECOND = {"lag", "delta", "pct_change", "rolling", "round"}


def whole_literal(node: Node) -> int | None:
    """The whole number a node states outright, such as 3 or -3; None for anything else."""
    if isinstance(node, Number) and node.value == int(node.value):
        return int(node.value)
    if isinstance(node, Negate) and isinstance(node.operand, Number):
        inner = whole_literal(node.operand)
        return None if inner is None else -inner
    return None


def operands(call: Call) -> tuple[Node, ...]:
    """The arguments of a call that are values, without a literal number of periods or digits."""
    return call.arguments[:1] if call.name in _LITERAL_SECOND else call.arguments


def literal(call: Call) -> int:
    """The number of periods (1 unless given) or of digits (0 unless given) of a call.

    >>> from hoshin.engine.formulas.tree import Ref
    >>> literal(Call("lag", (Ref("a"), Number(12.0)))), literal(Call("lag", (Ref("a"),)))
    (12, 1)
    """
    if len(call.arguments) > 1:
        stated = whole_literal(call.arguments[1])
        if stated is not None:
            return stated
    return 0 if call.name == "round" else 1


def literal_problem(call: Call) -> str:
    """What is wrong with a call's number of periods or digits, empty when nothing is."""
    if call.name not in _LITERAL_SECOND or len(call.arguments) < 2:
        return ""
    stated = whole_literal(call.arguments[1])
    if call.name == "round":
        fits = stated is not None and -MAX_DIGITS <= stated <= MAX_DIGITS
        return "" if fits else f"The digits of round are a whole number from -{MAX_DIGITS} to {MAX_DIGITS}."
    fits = stated is not None and 1 <= stated <= MAX_LAG
    return "" if fits else f"The periods of {call.name} are a whole number from 1 to {MAX_LAG}."
