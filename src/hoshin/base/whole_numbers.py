"""Whole numbers in texts that come from outside: of addresses, forms and files."""

from collections.abc import Iterable

# Of as many digits every number fits into a column of the database.
DIGITS = 18


def whole_number(text: str, digits: int = DIGITS) -> int | None:
    """The number that a text of decimal digits says; None where it says none, or has more than so many digits.

    Without a limit thousands of digits would be refused by `int`, and large numbers by the database.

    >>> [whole_number(text) for text in ("12", "", "-1", "1.5", "²", "1" * 19)]
    [12, None, None, None, None, None]
    """
    return int(text) if len(text) <= digits and text.isdecimal() else None


def whole_numbers(texts: Iterable[str], digits: int = DIGITS) -> list[int]:
    """The numbers among texts, in their order; what says none is left out.

    >>> whole_numbers("3,x,,1".split(","))
    [3, 1]
    """
    return [number for text in texts if (number := whole_number(text, digits)) is not None]
