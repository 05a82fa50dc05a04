"""Reads the text of a formula into a tree by recursive descent; nothing a user writes is ever executed.

expr      := term (("+" | "-") term)*
term      := factor (("*" | "/") factor)*
factor    := "-" factor | atom ["^" factor]
atom      := number | reference | call | "(" expr ")"
call      := function "(" argument ("," argument)* ")"
argument  := expr; the first argument of `if` may be a condition
condition := expr [("<" | "<=" | ">" | ">=" | "=" | "<>") expr]
reference := letter or _ followed by letters, digits, _ and . | "[" any code "]"
"""

from hoshin.engine.formulas.errors import FormulaError, listed, near_matches, shortened
from hoshin.engine.formulas.functions import FUNCTIONS, Function, literal, literal_problem, operands
from hoshin.engine.formulas.tokens import Token, tokenize
from hoshin.engine.formulas.tree import (
    COMPARISONS,
    Binary,
    Call,
    Formula,
    Negate,
    Node,
    Number,
    Ref,
    children,
    code_key,
    to_text,
    walk,
)

MAX_NODES = 200
MAX_DEPTH = 32


def parse(text: str) -> Formula:
    """The tree of a formula; FormulaError says what is wrong, where, and how to mend it.

    At most 2,000 characters, 200 nodes and 32 levels of parentheses, calls and signs. Methods: own.

    >>> parse("(revenue - cost) / revenue").root.operator
    '/'
    """
    parser = _Parser(text)
    if parser.ahead.kind == "end":
        raise parser.error("empty", "The formula is empty.", "Write for example: ratio(profit, revenue).")
    if parser.ahead.text == "=":
        raise parser.error("unexpected", "A formula does not begin with =.", "Leave out the = sign.")
    root = parser.expression()
    if parser.ahead.kind != "end":
        raise parser.trailing()
    return Formula(root, text)


def references(formula: Formula) -> tuple[str, ...]:
    """The codes a formula refers to, once each, in the order of the text, as first written.

    >>> references(parse("a + b / A"))
    ('a', 'b')
    """
    found: dict[str, str] = {}
    for node in walk(formula.root):
        if isinstance(node, Ref):
            found.setdefault(code_key(node.code), node.code)
    return tuple(found.values())


def divisors(formula: Formula) -> list[str]:
    """What a formula divides by, once each, in the order of the text; numbers that it states itself are left out.

    >>> divisors(parse("(a - b) / b / 12 + ratio(c, [D-1])"))
    ['b', '[D-1]']
    """
    found: dict[str, None] = {}
    for node in walk(formula.root):
        below: Node | None = None
        if isinstance(node, Binary) and node.operator == "/":
            below = node.right
        elif isinstance(node, Call) and node.name in ("ratio", "pct_change"):
            below = node.arguments[1] if node.name == "ratio" else Call("lag", node.arguments)
        if below is not None and not isinstance(below, Number):
            found.setdefault(to_text(below))
    return list(found)


def lags(formula: Formula) -> tuple[tuple[str, int], ...]:
    """Pairs of a code and how many periods back the formula reads it, 0 for the same period, sorted.

    The code is in its compared form (lower case); `rolling` and `ytd` count as reading the same period.

    >>> lags(parse("sales - lag(Sales, 12)"))
    (('sales', 0), ('sales', 12))
    """
    found: set[tuple[str, int]] = set()
    waiting: list[tuple[Node, int]] = [(formula.root, 0)]
    while waiting:
        node, back = waiting.pop()
        if isinstance(node, Ref):
            found.add((code_key(node.code), back))
        elif isinstance(node, Call) and node.name in ("lag", "delta", "pct_change"):
            waiting.append((node.arguments[0], back + literal(node)))
            if node.name != "lag":
                waiting.append((node.arguments[0], back))
        else:
            below = operands(node) if isinstance(node, Call) else children(node)
            waiting.extend((child, back) for child in below)
    return tuple(sorted(found))


class _Parser:
    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = tokenize(text)
        self.index = 0
        self.depth = 0
        self.nodes = 0

    @property
    def ahead(self) -> Token:
        return self.tokens[self.index]

    def take(self) -> Token:
        token = self.ahead
        self.index += 1
        return token

    def at(self, *symbols: str) -> bool:
        return self.ahead.kind == "symbol" and self.ahead.text in symbols

    def error(self, code: str, message: str, hint: str, position: int | None = None) -> FormulaError:
        place = self.ahead.position if position is None else position
        return FormulaError(code, message, place, hint, self.text)

    def counted(self, node: Node) -> Node:
        self.nodes += 1
        if self.nodes > MAX_NODES:
            raise self.error(
                "too_many_nodes",
                f"The formula has more than {MAX_NODES} parts.",
                "Move a part of it to a measure of its own and refer to that.",
                node.position,
            )
        return node

    def deeper(self, position: int) -> None:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise self.error(
                "too_deep",
                f"Parentheses, functions and signs are nested more than {MAX_DEPTH} deep.",
                "Move the inner part to a measure of its own and refer to that.",
                position,
            )

    def expression(self) -> Node:
        node = self.term()
        while self.at("+", "-"):
            sign = self.take()
            node = self.counted(Binary(sign.text, node, self.term(), sign.position))
        return node

    def term(self) -> Node:
        node = self.factor()
        while self.at("*", "/"):
            sign = self.take()
            node = self.counted(Binary(sign.text, node, self.factor(), sign.position))
        return node

    def factor(self) -> Node:
        token = self.ahead
        if self.at("-"):
            self.deeper(self.take().position)
            node: Node = self.counted(Negate(self.factor(), token.position))
            self.depth -= 1
            return node
        node = self.atom()
        if self.at("^"):
            sign = self.take()
            self.deeper(sign.position)
            node = self.counted(Binary("^", node, self.factor(), sign.position))
            self.depth -= 1
        return node

    def atom(self) -> Node:
        token = self.ahead
        if token.kind == "number":
            return self.counted(Number(float(self.take().text), token.position))
        if token.kind == "code":
            return self.counted(Ref(self.take().text, token.position))
        if token.kind == "word":
            self.take()
            return self.call(token) if self.at("(") else self.counted(Ref(token.text, token.position))
        if self.at("("):
            self.deeper(self.take().position)
            node = self.expression()
            self.close(token)
            self.depth -= 1
            return node
        raise self.nothing_here()

    def call(self, name: Token) -> Node:
        function = FUNCTIONS.get(name.text.casefold())
        if function is None:
            raise self.unknown_function(name)
        opening = self.take()
        self.deeper(name.position)
        arguments: list[Node] = []
        while not self.at(")"):
            is_condition = function.name == "if" and not arguments
            arguments.append(self.condition() if is_condition else self.expression())
            if not self.at(","):
                break
            self.take()
            if self.at(")"):
                raise self.nothing_here()
        self.close(opening)
        self.depth -= 1
        call = Call(function.name, tuple(arguments), name.position)
        self.check_arguments(function, call)
        return self.counted(call)

    def condition(self) -> Node:
        node = self.expression()
        if self.at(*COMPARISONS):
            sign = self.take()
            node = self.counted(Binary(sign.text, node, self.expression(), sign.position))
        return node

    def close(self, opening: Token) -> None:
        if self.at(")"):
            self.take()
            return
        if self.ahead.kind == "end":
            raise self.error("unclosed", "A parenthesis is opened here and not closed.", "Add ).", opening.position)
        raise self.trailing()

    def check_arguments(self, function: Function, call: Call) -> None:
        count = len(call.arguments)
        if count < function.least or (function.most is not None and count > function.most):
            raise self.error(
                "wrong_arguments",
                f"{function.name} takes {_amount(function)}, not {count}.",
                f"Write {function.usage}.",
                call.position,
            )
        if problem := literal_problem(call):
            place = call.arguments[1].position
            raise self.error("wrong_arguments", problem, f"Write {function.usage}.", place)

    def nothing_here(self) -> FormulaError:
        token = self.ahead
        found = "the formula ends" if token.kind == "end" else f"'{shortened(token.text)}' stands"
        hint = "Put a value before and after each of + - * / and each comma."
        return self.error("unexpected", f"A number, a measure or a function is missing: {found} here.", hint)

    def trailing(self) -> FormulaError:
        token = self.ahead
        if self.at(*COMPARISONS):
            return self.error(
                "misplaced_comparison",
                f"'{token.text}' may stand only once and only in the first argument of if.",
                "Write if(a < b, then, else), with no parentheses around the comparison.",
            )
        if self.at(")"):
            return self.error("unexpected", "This ) closes nothing.", "Remove it, or add ( before.")
        if self.at(","):
            return self.error(
                "unexpected",
                "A comma may stand only between the arguments of a function.",
                "Write decimals with a point: 1.5; write thousands without a comma: 1000.",
            )
        return self.error(
            "unexpected",
            f"'{shortened(token.text)}' follows a value without + - * or / between.",
            "Put a sign between, or write a code with spaces in square brackets: [code].",
        )

    def unknown_function(self, name: Token) -> FormulaError:
        near = near_matches(name.text, FUNCTIONS)
        hint = f"Did you mean {listed(near)}?" if near else f"There are {listed(FUNCTIONS, 'and')}."
        message = f"There is no function '{shortened(name.text)}'."
        return self.error("unknown_function", message, hint, name.position)


def _amount(function: Function) -> str:
    if function.most is None:
        return f"{function.least} or more arguments"
    if function.least != function.most:
        return f"{function.least} or {function.most} arguments"
    return f"{function.least} argument{'' if function.least == 1 else 's'}"
