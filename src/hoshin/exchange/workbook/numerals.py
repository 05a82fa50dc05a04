"""Numbers written as text: 1,234.5 and 1.234,5 and 1 234,5 and 42 %, and how to tell which is meant."""

import math
import re
from collections.abc import Iterable, Sequence
from decimal import Decimal, InvalidOperation
from enum import Enum

from hoshin.base.codes import seen
from hoshin.base.percentages import Percentage
from hoshin.exchange.workbook.characters import holds_only
from hoshin.exchange.workbook.money import without_money

# Each text can match in one way only: of many lines at once, two ways for each would take for ever where one does not match.
_PLAIN = re.compile(r"[+-]?(\d+(?:\.\d*)?|\.\d+)([eE][+-]?\d{1,4})?")
_SPACE = r"[ \u00a0\u202f\u2007\u2009'’`´ʼ]"
_SPACED = re.compile(rf"(?<=\d){_SPACE}(?=\d{{3}}(\D|$))")
# Groups of three from the right; what is spaced otherwise may be two numbers.
_WELL_SPACED = re.compile(rf"[+-]?\d{{1,3}}(?:{_SPACE}\d{{3}})+(?:[.,]\d*)?")
_PERCENT = re.compile(r"%|‰|\s*(?:percent|pct|per cent|prozent|pour cent|por ciento|por cento|per cento|procent)", re.I)
_SHAPE = re.compile(r"([+-]?)([\d.,]*\d[\d.,]*)([eE][+-]?\d{1,4})?")
# In India the thousands are followed by groups of two: 1,23,456.
_GROUPED = {
    ",": re.compile(r"\d{1,3}(,\d{3})+|\d{1,2}(,\d{2})+,\d{3}"),
    ".": re.compile(r"\d{1,3}(\.\d{3})+"),
}
_NOT_POINTS_ALONE = re.compile(r",|\.[^\n]*\.")
# What else is written with these alone is read by `float` as we read it, or not at all.
_OF_PLAIN = b"0123456789.+-\n"
_PLAIN_LINES = re.compile(rf"(?:{_PLAIN.pattern}\n)*")
# A minus sign, and the dashes that editors put in its place.
_DASH = re.compile("\u2212|^[\u2010-\u2013] ?(?=[\\d.,])|(?<=[.,])[\u2010-\u2014]+$")
# What keyboards of East Asia write as wide as their other signs.
_WIDE = {wide: wide - 0xFEE0 for wide in range(0xFF05, 0xFF1B)}
# How many of one a word or a letter behind a number says.
_MULTIPLES = {
    1e3: "k t tsd thousand thousands tausend mille milliers mil miles mila duizend teur tusd tchf keur kusd kchf",
    1e5: "lakh lakhs",
    1e6: "m mm mn mln mio mill million millions millionen millones milhões milioni miljoen meur musd mchf",
    1e7: "crore crores",
    1e9: "b bn mrd mld md billion billions milliarden milliards miliardi miljard",
}
_MULTIPLE_OF = {word: factor for factor, words in _MULTIPLES.items() for word in words.split()}
_BEHIND = re.compile(r"(?P<number>.*\d)\s*(?P<word>[^\W\d_]+)\.?\s*(?:[A-Z]{3}|[€$£¥])?")
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
        own = _own_mark(body)
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
    if joined.count("\n") != len(texts) or not (holds_only(joined, _OF_PLAIN) or _PLAIN_LINES.fullmatch(joined)):
        return None
    try:
        numbers = list(map(float, texts))
    except ValueError:
        return None
    return numbers if all(map(math.isfinite, numbers)) else None


def evidence(text: str) -> Mark:
    """Which decimal mark a text proves: NONE where it has no mark at all, EITHER where it proves nothing.

    >>> [evidence(text).name for text in ("12", "1,5", "1.234,5", "1,234,567", "1,234", "0.123")]
    ['NONE', 'COMMA', 'COMMA', 'POINT', 'EITHER', 'POINT']
    """
    return _own_mark(_body(text)[0])


def _own_mark(body: str) -> Mark:
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


def multiple_of(text: str, mark: Mark) -> float | None:
    """The number that a text says which names thousands or more behind it: `12k`, `1.2 Mio. EUR`; None where it does not.

    >>> multiple_of("12k", Mark.POINT), multiple_of("€1,2 Mio.", Mark.COMMA), multiple_of("12 kg", Mark.POINT)
    (12000.0, 1200000.0, None)
    """
    match = _BEHIND.fullmatch(without_money(text.strip()).strip())
    factor = _MULTIPLE_OF.get(match["word"].casefold()) if match else None
    if match is None or factor is None:
        return None
    try:
        return float(Decimal(repr(number_from(match["number"], mark))) * Decimal(factor))
    except ValueError:
        return None


def _body(text: str) -> tuple[str, int]:
    """A number without what stands around it: money, a percent sign, the parentheses or the minus of accountants.

    With it by how many decimal places it is less for its sign: two for percent, three for per mille.
    """
    body = _DASH.sub("-", seen(text).translate(_WIDE).strip() if not text.isascii() else text.strip())
    if len(body) > 1 and body[0] == "'":
        # So spreadsheets mark a number that is kept as text.
        body = body[1:]
    if not body[:1].isdigit() or not body[-1:].isdigit():
        body = without_money(body)
    body, percent = _without_percent(body)
    if match := _IN_PARENTHESES.fullmatch(body):
        inner, within = _without_percent(without_money(match[1].strip()))
        percent = percent or within
        # Parentheses say minus; a minus within them would say it twice.
        body = f"-{inner}" if inner[:1] not in ("+", "-") else text
    elif body.endswith((".-", ",-")):
        # Where prices are whole, a dash stands for the decimals: the mark before it separates those.
        other = "," if body[-2] == "." else "."
        body = body[:-2].replace(other, "") if _GROUPED[other].fullmatch(body[:-2]) else body[:-2]
    elif len(body) > 1 and body[-1] == "-" and body[0] not in "+-":
        body = f"-{body[:-1].rstrip()}"
    if len(body) > 1 and body[0] in "+-":
        body = body[0] + without_money(body[1:].lstrip())
    return (_SPACED.sub("", body) if _WELL_SPACED.fullmatch(body) else body), percent


def _without_percent(body: str) -> tuple[str, int]:
    if body[:1] == "%":
        return body[1:].lstrip(), 2
    sign = next((one for one in _PERCENT.finditer(body) if one.end() == len(body)), None)
    if sign is None:
        return body, 0
    return body[: sign.start()].rstrip(), 3 if sign[0] == "‰" else 2


def _read(body: str, mark: Mark, percent: int) -> float:
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
    return float(exact.scaleb(-percent))
