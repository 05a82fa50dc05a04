"""Quarters and halves of fiscal years, as the periods of the calendar that they are.

FY2026 is the year that ends in 2026, also where it is written 2025-26. Where the organisation's fiscal year begins in April,
its third quarter is 2025-Q4.
"""

import re
from datetime import date

from hoshin.base.periods import Frequency, Period, full_year
from hoshin.base.wordings import Said
from hoshin.exchange.workbook.month_names import month_number
from hoshin.exchange.workbook.unreadable import Unreadable

_PART, _PART2 = r"(?P<part>[QH][1-4])", r"(?P<part2>[QH][1-4])"
_YEAR, _YEAR2 = (
    rf"(?P<fy{at}>(?:FY|GJ|WJ) ?)?'?(?P<year{at}>\d{{4}}|\d{{2}})(?:[-/–](?P<next{at}>\d{{4}}|\d{{2}}))?" for at in "12"
)
_FORM = re.compile(rf"{_PART}[ ,/-]*{_YEAR}|{_YEAR2}[ ,/-]*{_PART2}", re.I)
_FISCAL = re.compile(
    r"(?P<mark>(?:FY|GJ|WJ|AY|Fiscal year|Financial year|Geschäftsjahr|Wirtschaftsjahr|Exercice|Ejercicio|Esercizio|"
    r"Boekjaar) ?)?"
    r"'?(?P<year>\d{4}|\d{2})(?:[-/–](?P<next>\d{4}|\d{2}))?",
    re.I,
)
_MONTHS = {"Q": 3, "H": 6}
_OF = {"Q": Frequency.QUARTERLY, "H": Frequency.HALF_YEARLY}


def fiscal_part(text: str, year_start: int) -> Period | None:
    """The quarter or half of a fiscal year that a text names, whose year begins in that month; None where it names none.

    >>> [str(fiscal_part(text, 4)) for text in ("Q3 FY2026", "FY26 Q4", "Q1 2025-26", "Q3 2026")]
    ['2025-Q4', '2026-Q1', '2025-Q2', 'None']
    """
    match = _FORM.fullmatch(text.strip())
    if match is None:
        return None
    is_first = match["part"] is not None
    at = "1" if is_first else "2"
    year = _year_of(match[f"fy{at}"], match[f"year{at}"], match[f"next{at}"])
    part = (match["part"] if is_first else match["part2"]).upper()
    if year is None or (part[0] == "H" and int(part[1]) > 2):
        return None
    months = _MONTHS[part[0]]
    first = year * 12 + year_start - 1 + (int(part[1]) - 1) * months - (12 if year_start > 1 else 0)
    start = date(first // 12, first % 12 + 1, 1)
    period = Period.containing(start, _OF[part[0]])
    if period.start != start:
        raise Unreadable(
            Said(
                "The fiscal year begins in month %(month)s, so that this is no quarter or half of the calendar.",
                month=str(year_start),
            ),
            "Write its months, such as 2026-07.",
            "period",
        )
    return period


def fiscal_year(text: str) -> int | None:
    """The year in which a fiscal year ends; None where a text names none, or the year of a calendar.

    >>> [fiscal_year(text) for text in ("FY26", "2025/26", "GJ 2025/26", "FY25/26", "2026")]
    [2026, 2026, 2026, 2026, None]
    """
    match = _FISCAL.fullmatch(text.strip())
    return _year_of(match["mark"], match["year"], match["next"]) if match else None


def fiscal_month(text: str, year: int, year_start: int) -> str:
    """The month of a fiscal year by its name, as we write it; empty where a text names none.

    A number is one where the year begins in January: else it may count the months from the year's first.

    >>> fiscal_month("Apr", 2026, 4), fiscal_month("März", 2026, 4), fiscal_month("3", 2026, 4), fiscal_month("5", 2026, 1)
    ('2025-04', '2026-03', '', '2026-05')
    """
    number = month_number(text)
    if number is None or (year_start > 1 and any(map(str.isdigit, text))):
        return ""
    return f"{year - (year_start > 1 and number >= year_start)}-{number:02}"


def _year_of(mark: str | None, year: str, following: str | None) -> int | None:
    """The year in which a fiscal year ends; None where it is the year of a calendar or none at all."""
    first = full_year(year)
    if following is None:
        return first if mark else None
    is_next = int(following) in (first + 1, (first + 1) % 100)
    # Two short years alone, as 25/26, could be a month.
    return first + 1 if is_next and (mark or len(year) == 4) else None
