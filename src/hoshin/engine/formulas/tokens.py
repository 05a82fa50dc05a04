"""Cuts the text of a formula into tokens; knows characters, not grammar."""

import math
import re
from dataclasses import dataclass

from hoshin.engine.formulas.errors import FormulaError, shortened
from hoshin.engine.formulas.tree import BARE_CODE

MAX_TEXT = 2000

_NUMBER = re.compile(r"(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_WORD_TAIL = re.compile(r"[\w.]*")
_SYMBOLS = ("<=", ">=", "<>", "<", ">", "=", "+", "-", "*", "/", "^", "(", ")", ",")
# What word processors and people make of the plain signs.
_TWINS = {"−": "-", "–": "-", "×": "*", "·": "*", "÷": "/", "≤": "<=", "≥": ">=", "≠": "<>"}
_HINTS = {
    "%": "Write percentages as fractions: 0.05 for 5 %.",
    ";": "Separate arguments with a comma.",
    "!": "Write <> for unequal.",
    "&": "Nest one if in another to join conditions.",
    "|": "Nest one if in another to join conditions.",
    "$": "Write the code of the measure; its unit is kept with the measure.",
    "€": "Write the code of the measure; its unit is kept with the measure.",
    '"': "Write a code with spaces or dashes in square brackets: [code].",
    "'": "Write a code with spaces or dashes in square brackets: [code].",
    "{": "Group with parentheses: ( ).",
    "}": "Group with parentheses: ( ).",
    "]": "A code in square brackets begins with [.",
}


@dataclass(frozen=True, slots=True)
class Token:
    """`kind` is number, word, code, symbol or end; `text` is the code without brackets for a code."""

    kind: str
    text: str
    position: int


def tokenize(text: str) -> list[Token]:
    """The tokens of a formula, closed by one of kind `end`; FormulaError for what is no part of any formula.

    >>> [token.text for token in tokenize("a − [1.2]")]
    ['a', '-', '1.2', '']
    """
    if len(text) > MAX_TEXT:
        raise FormulaError(
            "too_long",
            f"The formula has {len(text):,} characters; {MAX_TEXT:,} are the most.",
            MAX_TEXT,
            "Move a part of it to a measure of its own and refer to that.",
            text,
        )
    tokens: list[Token] = []
    place = 0
    while place < len(text):
        if text[place].isspace():
            place += 1
            continue
        token, place = _token_at(text, place)
        tokens.append(token)
    tokens.append(Token("end", "", len(text)))
    return tokens


def _token_at(text: str, place: int) -> tuple[Token, int]:
    character = text[place]
    if character == "[":
        return _bracketed(text, place)
    if number := _NUMBER.match(text, place):
        return _number(text, place, number.end())
    if word := BARE_CODE.match(text, place):
        return Token("word", word.group(), place), word.end()
    for symbol in _SYMBOLS:
        if text.startswith(symbol, place):
            return Token("symbol", symbol, place), place + len(symbol)
    if character in _TWINS:
        return Token("symbol", _TWINS[character], place), place + 1
    raise FormulaError(
        "unexpected_character",
        f"'{shortened(character)}' has no meaning in a formula.",
        place,
        _HINTS.get(character, "Use numbers, codes of measures, functions, + - * / and parentheses."),
        text,
    )


def _number(text: str, place: int, end: int) -> tuple[Token, int]:
    tail = _WORD_TAIL.match(text, end)
    if tail and tail.group():
        word = text[place : tail.end()]
        raise FormulaError(
            "bad_number",
            f"'{shortened(word)}' is not a number.",
            place,
            f"If it is the code of a measure, write it in square brackets: [{shortened(word)}].",
            text,
        )
    if not math.isfinite(float(text[place:end])):
        raise FormulaError(
            "bad_number",
            f"'{shortened(text[place:end])}' is too large a number.",
            place,
            "Numbers go up to 1.79e308.",
            text,
        )
    return Token("number", text[place:end], place), end


def _bracketed(text: str, place: int) -> tuple[Token, int]:
    """A code in square brackets; a closing bracket inside the code is written twice."""
    end = place + 1
    while (end := text.find("]", end)) >= 0 and text.startswith("]]", end):
        end += 2
    if end < 0:
        raise FormulaError(
            "unclosed",
            "A square bracket is opened here and not closed.",
            place,
            "Write ] after the code.",
            text,
        )
    code = text[place + 1 : end].replace("]]", "]").strip()
    if not code or not code.isprintable():
        raise FormulaError(
            "bad_reference",
            "The square brackets hold no code of a measure.",
            place,
            "Write the code of a measure on one line between [ and ].",
            text,
        )
    return Token("code", code, place), end + 1
