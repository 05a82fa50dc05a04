"""Numbers written as text: 1,234.5 and 1.234,5 and 1 234,5 and 42 %, and how to tell which is meant."""

import math
import re
from collections.abc import Iterable, Sequence
from decimal import Decimal, InvalidOperation
from enum import Enum

from hoshin.base.percentages import Percentage
from hoshin.exchange.workbook.money import without_money

_PLAIN = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,4})?")
_SPACED = re.compile(r"(?<=\d)[ \u00a0\u202f\u2009'’](?=\d{3}(\D|$))")
_SHAPE = re.compile(r"([+-]?)([\d.,]*\d[\d.,]*)([eE][+-]?\d{1,4})?")
# In India the thousands are followed by groups of two: 1,23,456.
_GROUPED = {
    ",": re.compile(r"\d{1,3}(,\d{3})+|\d{1,2}(,\d{2})+,\d{3}"),
    ".": re.compile(r"\d{1,3}(\.\d{3})+"),
}
_NOT_POINTS_ALONE = re.compile(r",|\.[^\n]*\.")
_PLAIN_LINES = re.compile(rf"(?:{_PLAIN.pattern}\n)*")
# A minus sign, and the dashes that editors put in its place.
_DASH = re.compile("\u2212|^[\u2012\u2013](?=[\\d.,])")
_IN_PARENTHESES = re.compile(r"\((.*\d.*)\)")


class Mark(Enum):
    """Which character separates the decimals."""

    POINT = "."
    COMMA = ","
    EITHER = "either"
    NONE = "none"
    SEMICOLON = "comma where it is used, open where a point is"


class Ambiguous(ValueError):
    """Could be read in two ways that differ a thousandfold."""


def number_from(text: str, mark: Mark) -> float:
    """The number that a text says, read with the decimal mark of its column where the text itself leaves it open.

    One with a percent sign is a `Percentage`. ValueError: it is no finite number. Ambiguous: the text does not tell,
    and nor does `mark`.

    >>> number_from("1 234,5", Mark.POINT), number_from("42 %", Mark.POINT), number_from("1,234", Mark.POINT)
    (1234.5, 0.42, 1234.0)
    """
    if mark is Mark.POINT and _PLAIN.fullmatch(text):
        number = float(text)
    else:
        body, percent = _body(text)
        own = evidence(text)
        if own is Mark.EITHER:
            if mark is Mark.EITHER or (mark is Mark.SEMICOLON and "." in body):
                raise Ambiguous(text)
            own = Mark.COMMA if mark is Mark.SEMICOLON else mark
        number = _read(body, own, percent)
        if percent:
            number = Percentage(number)
    if not math.isfinite(number):
        raise ValueError(text)
    return number


def plain_numbers(texts: Sequence[str]) -> list[float] | None:
    """The numbers of texts that all are plain ones with a point before the decimals; None where any is not."""
    joined = "\n".join(texts) + "\n"
    if joined.count("\n") != len(texts) or not _PLAIN_LINES.fullmatch(joined):
        return None
    numbers = list(map(float, texts))
    return numbers if all(map(math.isfinite, numbers)) else None


def evidence(text: str) -> Mark:
    """Which decimal mark a text proves: NONE where it has no mark at all, EITHER where it proves nothing.

    >>> [evidence(text).name for text in ("12", "1,5", "1.234,5", "1,234,567", "1,234", "0.123")]
    ['NONE', 'COMMA', 'COMMA', 'POINT', 'EITHER', 'POINT']
    """
    body, _ = _body(text)
    shape = _SHAPE.fullmatch(body)
    if shape is None:
        return Mark.NONE
    digits = shape[2]
    commas, points = digits.count(","), digits.count(".")
    if not commas and not points:
        return Mark.NONE
    if commas and points:
        return Mark.COMMA if digits.rindex(",") > digits.rindex(".") else Mark.POINT
    used, other = (Mark.COMMA, Mark.POINT) if commas else (Mark.POINT, Mark.COMMA)
    if commas + points > 1:
        return other
    before, after = digits.split(used.value)
    is_group = len(after) == 3 and 1 <= len(before) <= 3 and not before.startswith("0") and not shape[3]
    return Mark.EITHER if is_group else used


def mark_of(texts: Iterable[str]) -> Mark:
    """What the texts of a column prove together: NONE where nothing, EITHER where they contradict each other."""
    texts = list(texts)
    if not _NOT_POINTS_ALONE.search("\n".join(texts)):
        # Of these each proves a point or nothing, and the first that does will do.
        return Mark.POINT if any(evidence(text) is Mark.POINT for text in texts) else Mark.NONE
    seen = {evidence(text) for text in set(texts)} & {Mark.POINT, Mark.COMMA}
    if not seen:
        return Mark.NONE
    return seen.pop() if len(seen) == 1 else Mark.EITHER


def _body(text: str) -> tuple[str, bool]:
    """A number without what stands around it: money, a percent sign, the parentheses or the minus of accountants."""
    body = _DASH.sub("-", text.strip())
    if not body[:1].isdigit() or not body[-1:].isdigit():
        body = without_money(body)
    percent = body.endswith("%")
    if percent:
        body = body[:-1].rstrip()
    if match := _IN_PARENTHESES.fullmatch(body):
        inner = without_money(match[1].strip())
        percent, inner = percent or inner.endswith("%"), inner.removesuffix("%").rstrip()
        # Parentheses say minus; a minus within them would say it twice.
        body = f"-{inner}" if inner[:1] not in ("+", "-") else text
    elif body.endswith((".-", ",-")):
        # Where prices are whole, a dash stands for the decimals.
        body = body[:-2]
    elif len(body) > 1 and body[-1] == "-" and body[0] not in "+-":
        body = f"-{body[:-1].rstrip()}"
    if len(body) > 1 and body[0] in "+-":
        body = body[0] + without_money(body[1:].lstrip())
    return _SPACED.sub("", body), percent


def _read(body: str, mark: Mark, percent: bool) -> float:
    shape = _SHAPE.fullmatch(body)
    if shape is None:
        raise ValueError(body)
    sign, digits, exponent = shape[1], shape[2], shape[3] or ""
    if mark in (Mark.POINT, Mark.COMMA):
        group = "," if mark is Mark.POINT else "."
        whole, _, decimals = digits.partition(mark.value)
        if group in whole:
            if not _GROUPED[group].fullmatch(whole):
                raise ValueError(body)
            whole = whole.replace(group, "")
        if decimals and not decimals.isdigit():
            raise ValueError(body)
        digits = f"{whole}.{decimals}" if decimals else whole
    try:
        exact = Decimal(f"{sign}{digits or '0'}{exponent}")
    except InvalidOperation:
        raise ValueError(body) from None
    return float(exact.scaleb(-2) if percent else exact)
