"""Numbers of an .xlsx file that mean more than they are, by the format in which their cells show them."""

import re
from collections.abc import Callable, Mapping

from hoshin.base.percentages import Percentage, percentage_of
from hoshin.base.wordings import Said
from hoshin.exchange.workbook.tables import Broken

# Parts of a format in quotation marks or behind a backslash are shown as they are.
_AS_IT_IS = re.compile(r'"[^"]*"|\\.')
_ZEROS = re.compile(r"0{2,15}")
_CURRENCY = re.compile(r"\[\$([^\]-]+)(?:-[^\]]*)?\]|([€£¥₹]|[A-Z]{3}(?=\s|\"|$))")
# A comma behind the digits divides what is shown by a thousand, so that the cell holds the whole number.
_IN_THOUSANDS = re.compile(r"[0#?],+(?![0#?])")
_MULTIPLES = re.compile(
    r"\b(?:k|m|mm|t|tsd|thousands?|tausend|mill?(?:ion(?:s|en)?)?|mio|mln|mn|mrd|mld|bn|bil(?:l(?:ion)?s?)?|t(?:eur|usd|chf)|"
    r"[km](?:eur|usd|gbp|chf))\b|\b[km]?[€$£](?:k|m|bn)\b|\b[tkm]€",
    re.I,
)
AsShown = Callable[[float], float | Broken]


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
    >>> as_shown('0" kg"', is_own=True), as_shown("#,##0.00", is_own=True), as_shown('0,"k"', is_own=True)
    (None, None, None)
    >>> as_shown('0"%"', is_own=True)(75.0), as_shown('0.0" Mio"', is_own=True)(5.0).shown
    (0.75, '5 Mio')
    """
    plain = _AS_IT_IS.sub("", form)
    if "%" in plain:
        return Percentage
    said = "".join(text.strip('"\\') for text in _AS_IT_IS.findall(form.split(";")[0])).strip()
    if said == "%":
        return percentage_of
    if _MULTIPLES.search(said) and not _IN_THOUSANDS.search(plain):
        return lambda number: _multiple(number, said)
    if _ZEROS.fullmatch(plain):
        return lambda number: Padded(number, len(plain))
    found = _CURRENCY.search(form.split(";")[0]) if is_own else None
    if found is None:
        return None
    currency = (found[1] or found[2]).strip()
    return lambda number: Money(number, currency)


def _multiple(number: float, said: str) -> Broken:
    """A number beside which its format writes that it is one of thousands or millions."""
    message = Said("The cell shows %(number)s %(said)s, and holds %(number)s.", number=f"{number:.15g}", said=said[:30])
    remedy = "Write it in full, or give the cell a plain format of numbers if it is meant as it stands."
    return Broken(f"{number:.15g} {said[:30]}", message, remedy)


def styles_shown(formats: Mapping[int, str], styles: list[int], first_own: int) -> dict[int, AsShown]:
    """The same for the styles of a file, by their numbers: `styles` are the formats of each."""
    found = {number: as_shown(form, is_own=number >= first_own) for number, form in formats.items()}
    return {at: make for at, number in enumerate(styles) if (make := found.get(number)) is not None}
