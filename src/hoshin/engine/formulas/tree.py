"""The tree of a formula: frozen nodes, their children, and the text that gives the same tree again."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

BARE_CODE = re.compile(r"[^\W\d][\w.]*")
ARITHMETIC = ("+", "-", "*", "/")
COMPARISONS = ("<", "<=", ">", ">=", "=", "<>")


@dataclass(frozen=True, slots=True)
class Number:
    value: float
    position: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Ref:
    code: str
    position: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Negate:
    operand: "Node"
    position: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Binary:
    """left operator right, the operator one of + - * / ^, or a comparison when first argument of `if`."""

    operator: str
    left: "Node"
    right: "Node"
    position: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Call:
    name: str
    arguments: tuple["Node", ...]
    position: int = field(default=0, compare=False)


Node: TypeAlias = Number | Ref | Negate | Binary | Call


@dataclass(frozen=True, slots=True)
class Formula:
    """A parsed formula: its tree, and the text it was read from."""

    root: Node
    text: str = field(default="", compare=False)


def code_key(code: str) -> str:
    """The form in which codes of measures are compared: case and surrounding spaces do not count.

    >>> code_key(" Revenue ") == code_key("REVENUE")
    True
    """
    return unicodedata.normalize("NFC", code.strip()).casefold()


def children(node: Node) -> tuple[Node, ...]:
    """The nodes directly below, left to right."""
    match node:
        case Negate(operand=operand):
            return (operand,)
        case Binary(left=left, right=right):
            return (left, right)
        case Call(arguments=arguments):
            return arguments
    return ()


def walk(node: Node) -> Iterator[Node]:
    """Every node of a tree, parents first, left to right."""
    waiting = [node]
    while waiting:
        current = waiting.pop()
        yield current
        waiting.extend(reversed(children(current)))


def reference_text(code: str) -> str:
    """How a code is written in a formula: bare where that is possible, else in square brackets.

    >>> reference_text("revenue"), reference_text("1.2.1")
    ('revenue', '[1.2.1]')
    """
    return code if BARE_CODE.fullmatch(code) else f"[{code.replace(']', ']]')}]"


def number_text(value: float) -> str:
    """The shortest text that reads back as the same number.

    >>> number_text(12.0), number_text(0.25)
    ('12', '0.25')
    """
    return str(int(value)) if value == int(value) and abs(value) < 1e15 else repr(value)


def to_text(node: Node) -> str:
    """The formula as text, with no more parentheses than needed; parsing it gives an equal tree.

    >>> to_text(Binary("*", Binary("+", Ref("a"), Ref("b")), Number(2.0)))
    '(a + b) * 2'
    """
    match node:
        case Number(value=value):
            return number_text(value)
        case Ref(code=code):
            return reference_text(code)
        case Negate(operand=operand):
            return f"-{_within(operand, 3)}"
        case Binary(operator="^", left=left, right=right):
            return f"{_within(left, 5)} ^ {_within(right, 3)}"
        case Binary(operator=operator, left=left, right=right):
            rank = _rank(node)
            return f"{_within(left, rank)} {operator} {_within(right, rank + 1)}"
        case Call(name=name, arguments=arguments):
            return f"{name}({', '.join(to_text(argument) for argument in arguments)})"


def _rank(node: Node) -> int:
    if isinstance(node, Binary):
        return 0 if node.operator in COMPARISONS else 1 if node.operator in "+-" else 2 if node.operator in "*/" else 4
    return 3 if isinstance(node, Negate) else 5


def _within(node: Node, rank: int) -> str:
    text = to_text(node)
    return text if _rank(node) >= rank else f"({text})"
