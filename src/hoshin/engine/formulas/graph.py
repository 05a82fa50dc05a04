"""Which measure must be computed before which, and what a change reaches."""

from collections import deque
from collections.abc import Collection, Iterable, Mapping

from hoshin.engine.formulas.errors import FormulaError, listed, near_matches, shortened
from hoshin.engine.formulas.functions import FUNCTIONS
from hoshin.engine.formulas.parse import lags, references
from hoshin.engine.formulas.tree import Formula, Ref, code_key, reference_text, walk

MAX_CHAIN = 32


def order(formulas: Mapping[str, Formula], known: Collection[str]) -> list[str]:
    """The codes of formulas in an order of computation: each after the formulas it refers to.

    `known` are the codes with values of their own. FormulaError: unknown_reference, cycle (a measure may
    refer to itself through lag of 1 or more periods only), depth (more than 32 formulas upon formulas).
    O(formulas + references). Methods: topological order after Kahn (1962).

    >>> from hoshin.engine.formulas.parse import parse
    >>> order({"margin": parse("profit / sales"), "profit": parse("sales - cost")}, ["sales", "cost"])
    ['profit', 'margin']
    """
    names = _names(formulas)
    _check_references(formulas, {**_names(known), **names})
    inputs = _inputs(formulas, names)
    _check_self_references(formulas, names)
    computed = _sorted(inputs)
    if len(computed) < len(inputs):
        raise _cycle_error(inputs, computed, names)
    _check_chain(inputs, computed, names)
    return [names[key] for key in computed]


def affected_by(formulas: Mapping[str, Formula], changed_codes: Iterable[str]) -> list[str]:
    """The formulas to compute anew after changes, in order: changed formulas and all that build on changes.

    Codes nobody refers to are harmless. FormulaError as in `order`, except for unknown references.

    >>> from hoshin.engine.formulas.parse import parse
    >>> affected_by({"a": parse("x"), "b": parse("y"), "c": parse("a")}, ["x"])
    ['a', 'c']
    """
    read_codes = {code_key(code): code for formula in formulas.values() for code in references(formula)}
    known = [code for key, code in read_codes.items() if key not in {code_key(code) for code in formulas}]
    reached = {code_key(code) for code in changed_codes}
    affected: list[str] = []
    for code in order(formulas, known):
        key = code_key(code)
        if key in reached or any(code_key(read) in reached for read in references(formulas[code])):
            reached.add(key)
            affected.append(code)
    return affected


def is_recursive(code: str, formula: Formula) -> bool:
    """Whether a formula refers to its own measure."""
    return code_key(code) in {code_key(read) for read in references(formula)}


def _names(codes: Iterable[str]) -> dict[str, str]:
    names: dict[str, str] = {}
    for code in codes:
        other = names.setdefault(code_key(code), code)
        if other != code:
            raise ValueError(f"the codes {other!r} and {code!r} differ only in case")
    return names


def _inputs(formulas: Mapping[str, Formula], names: Mapping[str, str]) -> dict[str, list[str]]:
    """For each formula the other formulas it refers to."""
    inputs: dict[str, list[str]] = {}
    for code, formula in formulas.items():
        key = code_key(code)
        read = (code_key(reference) for reference in references(formula))
        inputs[key] = [other for other in read if other in names and other != key]
    return inputs


def _check_references(formulas: Mapping[str, Formula], names: Mapping[str, str]) -> None:
    for code, formula in formulas.items():
        for node in walk(formula.root):
            if isinstance(node, Ref) and code_key(node.code) not in names:
                raise _unknown_reference(code, formula, node, names)


def _unknown_reference(code: str, formula: Formula, node: Ref, names: Mapping[str, str]) -> FormulaError:
    near = [reference_text(match) for match in near_matches(node.code, names.values())]
    if near:
        hint = f"Did you mean {listed(near)}?"
    elif node.code.casefold() in FUNCTIONS:
        hint = f"To call the function, write {FUNCTIONS[node.code.casefold()].usage}."
    else:
        hint = "Write the code of a measure that exists, or add the measure first."
    message = f"The formula of {shortened(code)} refers to '{shortened(node.code)}', which is no measure."
    return FormulaError("unknown_reference", message, node.position, hint, formula.text)


def _check_self_references(formulas: Mapping[str, Formula], names: Mapping[str, str]) -> None:
    for code, formula in formulas.items():
        key = code_key(code)
        if (key, 0) in lags(formula):
            own = (n for n in walk(formula.root) if isinstance(n, Ref) and code_key(n.code) == key)
            raise FormulaError(
                "cycle",
                f"{names[key]} refers to itself in the same period: {names[key]} → {names[key]}.",
                next(own).position,
                f"A measure may refer to itself only in the past: lag({reference_text(code)}, 1).",
                formula.text,
            )


def _sorted(inputs: Mapping[str, list[str]]) -> list[str]:
    """Topological order, ties in the order given; keys on or behind a cycle are left out."""
    users: dict[str, list[str]] = {key: [] for key in inputs}
    waiting_for = {key: len(read) for key, read in inputs.items()}
    for key, read in inputs.items():
        for other in read:
            users[other].append(key)
    ready = deque(key for key, count in waiting_for.items() if count == 0)
    computed: list[str] = []
    while ready:
        key = ready.popleft()
        computed.append(key)
        for user in users[key]:
            waiting_for[user] -= 1
            if waiting_for[user] == 0:
                ready.append(user)
    return computed


def _cycle_error(inputs: Mapping[str, list[str]], computed: Collection[str], names: Mapping[str, str]) -> FormulaError:
    done = set(computed)
    place: dict[str, int] = {}
    key = next(key for key in inputs if key not in done)
    # Whatever is not computed waits for another that is not: following that must come round.
    while key not in place:
        place[key] = len(place)
        key = next(other for other in inputs[key] if other not in done)
    circle = [names[key] for key in [*list(place)[place[key] :], key]]
    shown = circle if len(circle) <= 12 else [*circle[:10], "…", circle[-1]]
    return FormulaError(
        "cycle",
        f"These measures are computed from each other: {' → '.join(shown)}.",
        None,
        "Give one of them values of its own or take one reference out.",
    )


def _check_chain(inputs: Mapping[str, list[str]], computed: Iterable[str], names: Mapping[str, str]) -> None:
    level: dict[str, int] = {}
    for key in computed:
        level[key] = 1 + max((level[other] for other in inputs[key]), default=0)
        if level[key] > MAX_CHAIN:
            raise FormulaError(
                "depth",
                f"{names[key]} stands on a chain of more than {MAX_CHAIN} formulas.",
                None,
                "Refer to measures nearer to the source.",
            )
