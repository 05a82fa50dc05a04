"""Totals over time of a ratio are ratios of totals: the rewriting of a tree that makes it so."""

from collections.abc import Mapping
from dataclasses import replace

from hoshin.engine.formulas.errors import FormulaError
from hoshin.engine.formulas.tree import Binary, Call, Formula, Negate, Node, Ref, children, code_key

# Ratios of ratios double the tree at every level, so a long chain of them must not be followed to its end.
MAX_FOLLOWED = 2
MAX_REWRITTEN = 2000
MAX_HEIGHT = 200


def with_ratios_of_sums(node: Node, formulas: Mapping[str, Formula]) -> Node:
    """A tree in which ytd and rolling of ratio(a, b) are ratio(ytd(a), ytd(b)); else unchanged.

    A reference to a measure whose whole formula is a ratio counts as that ratio, two such references
    deep. `formulas` is keyed by compared codes. FormulaError too_many_nodes, too_deep. Methods: own.

    >>> from hoshin.engine.formulas.parse import parse
    >>> from hoshin.engine.formulas.tree import to_text
    >>> to_text(with_ratios_of_sums(parse("rolling(ratio(a, b), 3)").root, {}))
    'ratio(rolling(a, 3), rolling(b, 3))'
    """
    rewritten = _rewritten(node, formulas, MAX_FOLLOWED)
    _check_size(rewritten)
    return rewritten


def _rewritten(node: Node, formulas: Mapping[str, Formula], follow: int) -> Node:
    match node:
        case Call(name="ytd" | "rolling"):
            return _span(node, formulas, follow)
        case Call(arguments=arguments):
            return replace(node, arguments=tuple(_rewritten(a, formulas, follow) for a in arguments))
        case Negate(operand=operand):
            return replace(node, operand=_rewritten(operand, formulas, follow))
        case Binary(left=left, right=right):
            return replace(
                node,
                left=_rewritten(left, formulas, follow),
                right=_rewritten(right, formulas, follow),
            )
    return node


def _span(node: Call, formulas: Mapping[str, Formula], follow: int) -> Node:
    inner = node.arguments[0]
    seen: set[str] = set()
    while follow and isinstance(inner, Ref) and code_key(inner.code) in formulas:
        if code_key(inner.code) in seen:
            break
        seen.add(code_key(inner.code))
        inner = formulas[code_key(inner.code)].root
    if isinstance(inner, Call) and inner.name == "ratio":
        below = follow - 1 if seen else follow
        parts = (replace(node, arguments=(part, *node.arguments[1:])) for part in inner.arguments)
        return Call("ratio", tuple(_rewritten(part, formulas, below) for part in parts), node.position)
    kept = _rewritten(node.arguments[0], formulas, follow)
    return replace(node, arguments=(kept, *node.arguments[1:]))


def _check_size(root: Node) -> None:
    hint = "Total the parts in measures of their own and refer to those."
    level, count = [root], 0
    for _ in range(MAX_HEIGHT):
        count += len(level)
        if count > MAX_REWRITTEN:
            raise FormulaError("too_many_nodes", "Totals of ratios make the formula too long.", None, hint)
        level = [child for node in level for child in children(node)]
        if not level:
            return
    raise FormulaError("too_deep", "Totals of ratios make the formula too deep.", None, hint)
