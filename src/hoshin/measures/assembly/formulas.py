"""Whether formulas can be used, all faults at once."""

from collections.abc import Collection, Iterable, Mapping

from hoshin.base.errors import Problem
from hoshin.base.wordings import Said
from hoshin.engine.formulas import (
    Formula,
    FormulaError,
    check_units,
    code_key,
    divisors,
    order,
    parse,
    parse_unit,
    references,
)


def check_formulas(
    formulas: Mapping[str, str], known_codes: Collection[str], units: Mapping[str, str] | None = None
) -> list[Problem]:
    """What is wrong with formulas, by code of their measure: text, references, circles, units. Empty: nothing.

    `known_codes` are the measures that formulas may refer to, `units` their units of measure as people write them.
    """
    parsed: dict[str, Formula] = {}
    problems: list[Problem] = []
    for code, text in formulas.items():
        try:
            parsed[code] = parse(text)
        except FormulaError as error:
            problems.append(_problem(code, text, error))
    known = _distinct([*formulas, *known_codes])
    sound: dict[str, Formula] = {}
    for code, formula in parsed.items():
        try:
            order({code: formula}, _needed(code, formula, known))
            sound[code] = formula
        except FormulaError as error:
            problems.append(_problem(code, formula.text, error))
    try:
        computed = {code_key(code) for code in sound}
        order(sound, [code for key, code in known.items() if key not in computed])
    except FormulaError as error:
        problems.append(_problem("", "", error))
    measured = {code: parse_unit(unit) for code, unit in (units or {}).items() if unit.strip()}
    for code, formula in sound.items():
        try:
            check_units(formula, measured)
        except FormulaError as error:
            problems.append(_problem(code, formula.text, error))
    return problems


def codes_read_by(formula: str) -> frozenset[str]:
    """Codes of the measures that a formula refers to, in lower case."""
    return frozenset(code.casefold() for code in references(parse(formula)))


def divisors_in(formula: str) -> list[str]:
    """What a formula divides by, as it is written, each once; empty where it cannot be read."""
    try:
        return divisors(parse(formula))
    except FormulaError:
        return []


def _needed(code: str, formula: Formula, known: Mapping[str, str]) -> list[str]:
    """The known codes that a formula refers to, or all where one is unknown: the error then names those like it."""
    keys = {code_key(reference) for reference in references(formula)} - {code_key(code)}
    if keys <= known.keys():
        return [known[key] for key in keys]
    return [other for key, other in known.items() if key != code_key(code)]


def _distinct(codes: Iterable[str]) -> dict[str, str]:
    by_key: dict[str, str] = {}
    for code in codes:
        by_key.setdefault(code_key(code), code)
    return by_key


def _problem(code: str, text: str, error: FormulaError) -> Problem:
    place = Said(" (at character %(position)s)", position=str(error.position + 1)) if error.position is not None else ""
    whose = Said("Formula of %(code)s: ", code=code) if code else ""
    return Problem(
        Said("%(whose)s%(message)s%(place)s", whose=whose, message=error.message, place=place),
        code=error.code,
        field="formula",
        value=text,
        remedy=error.hint,
    )
