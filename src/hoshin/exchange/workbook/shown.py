"""Numbers of an .xlsx file that mean more than they are, by the format in which their cells show them."""

import re
from collections.abc import Callable, Mapping

from hoshin.base.percentages import Percentage

# Parts of a format in quotation marks or behind a backslash are shown as they are.
_AS_IT_IS = re.compile(r'"[^"]*"|\\.')
_ZEROS = re.compile(r"0{2,15}")
_CURRENCY = re.compile(r"\[\$([^\]-]+)(?:-[^\]]*)?\]|([€£¥₹]|[A-Z]{3}(?=\s|\"|$))")
AsShown = Callable[[float], float]


class Padded(float):
    """A number with zeros before it, as codes have them: 7 shown as 007."""

    text: str

    def __new__(cls, number: float, width: int) -> "Padded":
        shown = super().__new__(cls, number)
        shown.text = f"{int(number):0{width}d}" if number >= 0 and number == int(number) else f"{number:g}"
        return shown


class Money(float):
    """A number in a currency, by its code or its sign."""

    currency: str

    def __new__(cls, number: float, currency: str) -> "Money":
        shown = super().__new__(cls, number)
        shown.currency = currency
        return shown


def as_shown(form: str, *, is_own: bool) -> AsShown | None:
    """What a format makes of a number; None where it is but a number. `is_own`: the file has it, rather than the language.

    >>> [as_shown(form, is_own=True)(7.0).__class__.__name__ for form in ("0.0%", "000", "[$€-407]#,##0.00")]
    ['Percentage', 'Padded', 'Money']
    >>> as_shown('0"%"', is_own=True), as_shown("#,##0.00", is_own=True)
    (None, None)
    """
    plain = _AS_IT_IS.sub("", form)
    if "%" in plain:
        return Percentage
    if _ZEROS.fullmatch(plain):
        return lambda number: Padded(number, len(plain))
    found = _CURRENCY.search(form.split(";")[0]) if is_own else None
    if found is None:
        return None
    currency = (found[1] or found[2]).strip()
    return lambda number: Money(number, currency)


def styles_shown(formats: Mapping[int, str], styles: list[int], first_own: int) -> dict[int, AsShown]:
    """The same for the styles of a file, by their numbers: `styles` are the formats of each."""
    found = {number: as_shown(form, is_own=number >= first_own) for number, form in formats.items()}
    return {at: make for at, number in enumerate(styles) if (make := found.get(number)) is not None}
