"""Units of measure as exponents over base dimensions and a scale, read from what people write.

A number in a unit times its scale is the number in base units (hours, single items, whole currency).
Numbers without dimension are plain ratios whatever their unit, 0.42 for 42 %, unless the unit is counted: then
they are numbers in it, 42, as all others are.
"""

import re
from dataclasses import dataclass, field, replace

Exponents = tuple[tuple[str, int], ...]

_CURRENCIES = (
    "AED ARS AUD BGN BRL CAD CHF CLP CNY COP CZK DKK EGP EUR GBP HKD HUF IDR ILS INR JPY KES KRW MAD MXN MYR "
    "NGN NOK NZD PEN PHP PKR PLN QAR RON RSD RUB SAR SEK SGD THB TRY TWD UAH USD VND XAF XOF ZAR"
).split()
_CURRENCY_WORDS = {
    "€": "EUR",
    "euro": "EUR",
    "$": "USD",
    "us$": "USD",
    "dollar": "USD",
    "£": "GBP",
    "¥": "JPY",
    "₹": "INR",
} | {code.casefold(): code for code in _CURRENCIES}
_TIME_HOURS = {
    "second": 1 / 3600,
    "sec": 1 / 3600,
    "minute": 1 / 60,
    "min": 1 / 60,
    "hour": 1.0,
    "hr": 1.0,
    "h": 1.0,
    "day": 24.0,
    "week": 168.0,
    "month": 730.5,
    "quarter": 2191.5,
    "year": 8766.0,
    "yr": 8766.0,
}
_PERSON = {"people", "person", "employee", "headcount", "head", "fte", "staff", "man"}
_COUNT = {"count", "number", "#", "unit", "item", "piece", "pcs", "each", "no."}
_ONE = {"", "1", "one", "ratio", "-", "none", "n/a", "x", "fraction"}
_SHARES = {
    "%": 0.01,
    "percent": 0.01,
    "pct": 0.01,
    "percentage": 0.01,
    "pp": 0.01,
    "percentage point": 0.01,
    **dict.fromkeys(("prozent", "pourcent", "pour cent", "por ciento", "por cento", "per cento", "procent"), 0.01),
    **dict.fromkeys(("prozentpunkt", "prozentpunkte", "%-punkte", "%-point"), 0.01),
    "‰": 0.001,
    "per mille": 0.001,
    "promille": 0.001,
    "bps": 0.0001,
    "basis point": 0.0001,
}
# Percent and the like with more around it: of what, in what, how much more, a year. It is a share all the same.
_SHARE_WORD = (
    r"(?P<word>%|‰|per ?cents?|percentages?|pct\.?|prozente?|pour ?cents?|pourcentages?|por ?cientos?|porcentajes?|"
    r"por ?centos?|porcentagem|per ?cento|percentuale|procent(?:en)?|процент(?:ы|ов)?|"
    r"per ?mille|promille|bps|basis ?points?|pp)"
)
_SHARE = re.compile(
    rf"(?:(?:share |as )?in )?{_SHARE_WORD}(?:[ -](?:points?|punkte?)| change)?"
    r"(?: (?:of|der|des|vom|von|du|de la|de|del|di|van|av|af|z) .+| ?p\.? ?a\.?)?"
    r"|.+ in (?P<behind>%|‰|percent|prozent)|.+ ?[(\[](?P<within>%|‰|percent|per cent|prozent)[)\]]|%-?anteil"
)
_MULTIPLES = {
    "k": 1e3,
    "thousand": 1e3,
    "m": 1e6,
    "mn": 1e6,
    "mio": 1e6,
    "million": 1e6,
    "bn": 1e9,
    "billion": 1e9,
}


@dataclass(frozen=True, slots=True)
class UnitOfMeasure:
    """Exponents over base dimensions, sorted by name, none of them 0, and a positive scale."""

    exponents: Exponents = ()
    scale: float = 1.0
    is_counted: bool = field(default=False, repr=False)

    @property
    def stored_scale(self) -> float:
        """The factor from stored numbers to base units: 1 for ratios, which are stored plain unless counted."""
        return self.scale if self.exponents or self.is_counted else 1.0

    def counted(self) -> "UnitOfMeasure":
        """The same for numbers in this unit, 42 for 42 %."""
        return replace(self, is_counted=True)

    @property
    def dimension(self) -> Exponents:
        """The exponents that must agree; counts are left out, for nobody writes "EUR per item" throughout."""
        return tuple(pair for pair in self.exponents if pair[0] != "count")

    def times(self, other: "UnitOfMeasure", power: int = 1) -> "UnitOfMeasure":
        """The unit of a product, or with power -1 of a quotient.

        >>> parse_unit("EUR/person").times(parse_unit("people"))
        UnitOfMeasure(exponents=(('EUR', 1),), scale=1.0)
        """
        exponents = dict(self.exponents)
        for base, exponent in other.exponents:
            exponents[base] = exponents.get(base, 0) + power * exponent
        kept = tuple(sorted((base, exponent) for base, exponent in exponents.items() if exponent))
        scale = self.stored_scale * other.stored_scale**power
        return UnitOfMeasure(kept, scale, self.is_counted or other.is_counted)

    def __str__(self) -> str:
        """How a unit is named in messages.

        >>> str(parse_unit("EUR/person")), str(parse_unit("%"))
        ('EUR/person', '%')
        """
        if not self.exponents:
            return {0.01: "%", 0.001: "‰", 0.0001: "basis points"}.get(self.scale, "one (no unit)")
        above = [_power(base, exponent) for base, exponent in self.exponents if exponent > 0]
        below = [_power(base, -exponent) for base, exponent in self.exponents if exponent < 0]
        return "/".join(["·".join(above) or "1", *below])


ONE = UnitOfMeasure()


def parse_unit(text: str) -> UnitOfMeasure:
    """The unit that people's words name; every word is accepted, an unknown one is a dimension of its own.

    >>> parse_unit("kEUR"), parse_unit("days")
    (UnitOfMeasure(exponents=(('EUR', 1),), scale=1000.0), UnitOfMeasure(exponents=(('time', 1),), scale=24.0))
    >>> parse_unit("tickets / day").exponents
    (('ticket', 1), ('time', -1))
    """
    words = " ".join(text.split())
    if share := _share(words.casefold()):
        return UnitOfMeasure((), share)
    if (whole := _known(words)) is not None:
        return whole
    unit = ONE
    for index, part in enumerate(re.split(r"\s*/\s*|\s*\bper\b\s*", words)):
        for factor in re.split(r"\s*[*·×]\s*", part):
            unit = unit.times(_factor(factor), -1 if index else 1)
    return unit


def _share(words: str) -> float:
    """What one of a share is, with whatever stands around it; 0 where it is none.

    >>> _share("% of revenue"), _share("per cent"), _share("promille"), _share("days")
    (0.01, 0.01, 0.001, 0.0)
    """
    match = _SHARE.fullmatch(words)
    if match is None:
        return 0.0
    word = match["word"] or match["behind"] or match["within"] or "%"
    if word.startswith(("‰", "per mille", "permille", "promille")):
        return 0.001
    return 0.0001 if word.startswith(("bps", "basis")) else 0.01


def _factor(words: str) -> UnitOfMeasure:
    known = _known(words)
    if known is not None:
        return known
    if match := re.fullmatch(r"(person|people|man|staff|fte)[- ](\w+)", words.casefold()):
        span = _TIME_HOURS.get(_singular(match.group(2)))
        if span is not None:
            return UnitOfMeasure((("person", 1), ("time", 1)), span)
    return UnitOfMeasure(((_singular(words.casefold()), 1),))


def _known(words: str) -> UnitOfMeasure | None:
    plain = _plain(words)
    if plain is not None:
        return plain
    parts = words.split(" ")
    if len(parts) == 2:
        for multiple, rest in (parts, parts[::-1]):
            unit = _plain(rest)
            factor = _MULTIPLES.get(multiple.casefold())
            if factor and unit is not None and unit.exponents:
                return UnitOfMeasure(unit.exponents, unit.scale * factor)
    for prefix in ("bn", "mn", "k", "m"):
        # Only currencies take a prefix: "min" is a minute and "km" is no thousand metres of ours.
        currency = _CURRENCY_WORDS.get(words.casefold().removeprefix(prefix))
        if currency and words.casefold().startswith(prefix):
            return UnitOfMeasure(((currency, 1),), _MULTIPLES[prefix])
    return None


def _plain(words: str) -> UnitOfMeasure | None:
    folded = words.casefold()
    word = _singular(folded)
    if folded in _ONE:
        return ONE
    for form in (folded, word):
        if form in _SHARES:
            return UnitOfMeasure((), _SHARES[form])
        if form in _CURRENCY_WORDS:
            return UnitOfMeasure(((_CURRENCY_WORDS[form], 1),))
        if form in _TIME_HOURS:
            return UnitOfMeasure((("time", 1),), _TIME_HOURS[form])
        if form in _PERSON:
            return UnitOfMeasure((("person", 1),))
        if form in _COUNT:
            return UnitOfMeasure((("count", 1),))
        if form in _MULTIPLES and len(form) > 1:
            return UnitOfMeasure((("count", 1),), _MULTIPLES[form])
    return None


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 2 and word.endswith("s") and not word.endswith("ss") else word


def _power(base: str, exponent: int) -> str:
    return base if exponent == 1 else f"{base}^{exponent}"
