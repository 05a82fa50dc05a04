"""Money beside a number: codes and signs of currencies, which say nothing about the number itself."""

import re
from collections.abc import Iterable
from functools import cache
from typing import Any

from hoshin.exchange.workbook.characters import holds_only
from hoshin.exchange.workbook.shown import Money

_CODES = (
    "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF "
    "CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL "
    "HRK HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD "
    "MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN "
    "PYG QAR RMB RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SYP SZL THB TJS TMT TND TOP TRY "
    "TTD TWD TZS UAH UGX USD UYU UZS VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW"
).replace(" ", "|")
_SIGNS = r"[A-Z]{0,3}\$|[€£¥₹₽₺₩₪₫₱₴₦₡₲₵฿¢]|kr\.?|Kč|zł|Ft|Fr\.|Rs\.?|лв|руб\.?|грн\.?|円|元|원|euros?\b|dollars?\b"
_CODE_OF = {"€": "EUR", "£": "GBP", "¥": "JPY", "$": "USD", "₹": "INR", "₽": "RUB", "₺": "TRY", "₩": "KRW", "₪": "ILS"}
_OF_NUMBERS = b"0123456789 .,'()%+-"
_MORE_THAN_A_NUMBER = re.compile(r"[^\d\s.,'’()%+-]")


@cache
def _code() -> re.Pattern[str]:
    """A code by itself. This one and the two below are compiled when first used: a tenth of a second of every start."""
    return re.compile(rf"\b(?:{_CODES})\b")


@cache
def _before() -> re.Pattern[str]:
    """Money and the beginning of a number behind it."""
    return re.compile(rf"(?:(?:{_SIGNS}|{_CODES})\s*)(?=[\d.,+(-])", re.I)


@cache
def _behind() -> re.Pattern[str]:
    """Money behind a number."""
    return re.compile(rf"(?<=[\d.,)-])\s*(?:{_SIGNS}|{_CODES})", re.I)


def currencies_in(cells: Iterable[Any]) -> set[str]:
    """The codes and signs of currencies that stand beside numbers.

    >>> sorted(currencies_in(["12 EUR", "EUR 3", "$5", "7", 8.0, "12 kg"]))
    ['$', 'EUR']
    """
    cells = list(cells)
    if set(map(type, cells)) == {str} and holds_only("".join(cells), _OF_NUMBERS):
        return set()
    found: set[str] = {cell.currency for cell in cells if type(cell) is Money}
    texts = {cell.strip() for cell in set(cells) if type(cell) is str and not cell.isdecimal()}
    # Nearly all columns hold nothing but numbers: one look at all of them is enough.
    if not _MORE_THAN_A_NUMBER.search("".join(texts)):
        return found
    for text in texts:
        rest = without_money(text)
        if rest != text and any(sign.isdigit() for sign in rest):
            found.add(text.replace(rest, "", 1).strip().upper())
    return found


def currency_of(text: str) -> str:
    """The code of the currency that a unit names; empty where it names none.

    >>> currency_of("EUR"), currency_of("k€"), currency_of("thousand USD"), currency_of("days")
    ('EUR', 'EUR', 'USD', '')
    """
    sign = next((code for sign, code in _CODE_OF.items() if sign in text), "")
    found = _code().search(text.upper())
    return found[0] if found else sign


def without_money(text: str) -> str:
    """A number without the currency before or behind it.

    >>> without_money("R$ 1.234,50"), without_money("12 EUR"), without_money("12 kg")
    ('1.234,50', '12', '12 kg')
    """
    before = _before().match(text)
    text = text[before.end() :] if before else text
    behind = [found for found in _behind().finditer(text) if found.end() == len(text)]
    return text[: behind[-1].start()] if behind else text
