"""Sheets with periods across: what stands under each of them becomes a row of its own."""

import re
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from hoshin.base.percentages import percentage_of
from hoshin.base.sheets import ColumnKind, Sheet
from hoshin.base.wordings import Said
from hoshin.exchange.workbook.conventions import says_no_value
from hoshin.exchange.workbook.days import Calendar, DayOrder, Spans, months_of_short_years, period_from
from hoshin.exchange.workbook.faults import Faults
from hoshin.exchange.workbook.heading_words import column_meant
from hoshin.exchange.workbook.month_names import month_number
from hoshin.exchange.workbook.tables import AcrossRow, Table, folded, is_empty, plain_heading, says_multiples
from hoshin.exchange.workbook.unreadable import Unreadable

_FOR_PEOPLE = frozenset({"name", "unitofmeasure", "frequency"})
_UNIT_BEHIND = re.compile(r"(.+?)\s*(?:\(.+\)|\[.+\]|,?\s+in\s+.+)")
_LAST_WORD = re.compile(r"(.+\d)\s+\S+")
_PERCENT_BEHIND = re.compile(
    r"(.+?)\s*(?:[(\[]\s*|,?\s*in\s+)?(?:%|percent|per cent|prozent|pour ?cent|por ciento|per cento|procent)\s*[)\]]?",
    re.I,
)
# What stands before a day on which values were counted.
_AS_OF = re.compile(r"^(?:as (?:of|at)|at|on|per|stand|zum|am|au|al|a|op)\.?:?\s+(?=\d)", re.I)
_OBSERVED = frozenset(
    "actual actuals act ist istwert istwerte reel realise real realizado consuntivo realisatie".split()
)
_WANTED = frozenset(
    "plan planned target budget goal soll sollwert ziel zielwert prevu objectif cible presupuesto previsto objetivo meta "
    "obiettivo begroting doel orcado".split()
)
_OTHERS = frozenset(
    "forecast fc fcst prognose hochrechnung prognosi prevision estimate estimated variance var abweichung ecart "
    "previous prior py vorjahr vj ly ytd kum kumuliert cum cumul cumule cumulative change delta".split()
)
# So a letter behind a year or a month says what its numbers are; P is a plan here and provisional there: it is left alone.
_LETTER = re.compile(r"(.+\d)\s?\(?([abefpt])\)?", re.I)
_FOOTNOTES = "*†‡§¹²³⁴⁵⁶⁷⁸⁹⁰ "
_YEAR = re.compile(r"(?<![\d.,])(?:19|20)\d{2}(?![\d,])")
_DATED = re.compile(r"(.+?)\s*\(?(?:19|20)\d{2}\)?")
_SPAN = re.compile(r"\d\s*[-/–]\s*\d|\bFY|fiscal|financial year|Geschäftsjahr|exercice|\d[.-]\d", re.I)
_ANY_ORDER = Calendar(DayOrder.DAY_FIRST, Spans.YEARS)


def has_periods_across(table: Table, sheet: Sheet) -> bool:
    """Whether a table names periods in its headings, and has no column of periods."""
    if not sheet.across:
        return False
    headers = {folded(header) for header in table.headers}
    if folded(sheet.across) in headers or any(folded(name) in headers for name in _periods(sheet)):
        return False
    count = sum(map(is_period, table.headers))
    # One alone could stand in a row of values that was taken for headings.
    told = (header for header in table.headers[1:] if told_apart(header, sheet.across) is None)
    others = "".join(header for header in told if not is_period(header))
    return count > 1 or (count == 1 and not is_period(table.headers[0]) and not any(map(str.isdigit, others)))


def told_apart(header: str, across: str) -> str | None:
    """The period of a heading that says beside it what its numbers are, values that came so or wanted ones; None where it
    says neither. Of what the sheet is not about (`across`: the column whose values stand across) nothing is left.

    >>> [told_apart(text, "value") for text in ("Jan 2026 Actual", "Ist 2026-01", "2026-01 Plan", "Jan 2026")]
    ['Jan 2026', '2026-01', '', None]
    >>> [told_apart(text, "target") for text in ("2026 Plan", "Ziel 2026", "2026 Actual")]
    ['2026', '2026', '']
    """
    ours = _WANTED if across == "target" else _OBSERVED
    words = header.split()
    for at in (0, -1) if len(words) > 1 else ():
        word = plain_heading(words[at].strip("()"))
        if word in _OBSERVED or word in _WANTED or word in _OTHERS:
            rest = " ".join(words[1:] if at == 0 else words[:-1])
            rest = rest[1:-1] if rest[:1] == "(" and rest[-1:] == ")" else rest
            return (rest if word in ours else "") if is_period(rest) else None
    letter = _LETTER.fullmatch(header)
    if letter and is_period(letter[1]) and not is_period(header):
        return letter[1] if letter[2] in "aA" and ours is _OBSERVED else ""
    return None


def kinds_of_numbers(word: str) -> str:
    """What numbers are of which a plain word says it: observed, wanted or other ones; empty where it says nothing.

    >>> [kinds_of_numbers(word) for word in ("ist", "budget", "forecast", "north")]
    ['observed', 'wanted', 'other', '']
    """
    kinds = {"observed": _OBSERVED, "wanted": _WANTED, "other": _OTHERS}
    return next((kind for kind, words in kinds.items() if word in words), "")


def with_plain_periods(table: Table, sheet: Sheet, faults: Faults) -> Table | None:
    """The table with periods alone where its headings say a unit beside them, short years, or that values were observed.

    Headings of plans stay as they are, and so are left alone. None, and a fault: of units that are multiples, and months
    without a year.
    """
    given = {folded(header) for header in table.headers}
    if not sheet.across or {folded(sheet.across), *map(folded, _periods(sheet))} & given:
        return table
    table = _in_percent(replace(table, headers=tuple(" ".join(header.split()) for header in table.headers)))
    short = months_of_short_years(table.headers)
    headers = [
        short.get(header) or (header if is_period(header) else _plain_period(header, sheet)) for header in table.headers
    ]
    multiples = [one for one, plain in zip(table.headers, headers, strict=True) if plain != one and says_multiples(one)]
    if multiples:
        message = Said("The heading “%(heading)s” says that its numbers are multiples.", heading=multiples[0][:60])
        remedy = "Write them in full, or take that out of the headings if they are meant as they stand."
        faults.add(sheet.name, table.header_row, multiples[0], multiples[0], message, remedy)
        return None
    months = [header for header in headers if month_number(header)]
    year = _year_above(table)
    if len(months) > 1 and year and not any(map(is_period, headers)):
        what = "Sheet %(sheet)s: %(year)s, which stands above the headings, was read as the year of their months."
        table.notices.append(Said(what, sheet=table.name, year=year))
        numbers = [month_number(header) for header in headers]
        headers = [f"{year}-{month:02}" if month else one for one, month in zip(headers, numbers, strict=True)]
    elif len(months) > 1 and not any(map(is_period, headers)):
        message = Said("The headings name months without their year: %(months)s.", months=", ".join(months[:12]))
        remedy = Said("Write the year with them (%(month)s 2026), or in a row of headings above.", month=months[0])
        faults.add(sheet.name, table.header_row, "period", months[0], message, remedy, code="period")
        return None
    return replace(table, headers=tuple(headers))


def _year_above(table: Table) -> str:
    """The one year that what stands above the headings names; empty where it names none, several, or a span of years."""
    years = {year for text in table.above for year in _YEAR.findall(text)}
    return years.pop() if len(years) == 1 and not any(map(_SPAN.search, table.above)) else ""


def _in_percent(table: Table) -> Table:
    """The table with periods alone where headings say percent beside them, and cells below that say so themselves."""
    matches = [_PERCENT_BEHIND.fullmatch(header) for header in table.headers]
    places = [at for at, match in enumerate(matches) if match and is_period(match[1])]
    if not places:
        return table
    headers = [match[1] if match and at in places else table.headers[at] for at, match in enumerate(matches)]
    rows = [[_percent(cell) if at in places else cell for at, cell in enumerate(row)] for row in table.rows]
    return replace(table, headers=tuple(headers), rows=rows)


def _percent(cell: Any) -> Any:
    if type(cell) in (int, float):
        return percentage_of(cell)
    is_plain = type(cell) is str and cell.strip()[-1:].isdigit()
    return f"{cell.strip()} %" if is_plain else cell


def _plain_period(header: str, sheet: Sheet) -> str:
    header = _AS_OF.sub("", header.rstrip(_FOOTNOTES)) or header
    told = told_apart(header, sheet.across)
    if told is not None or is_period(header):
        return told or header
    dated = _DATED.fullmatch(header)
    if dated and column_meant(dated[1], sheet) == "baseline":
        # Where one began has no period of its own; the target beside it has.
        return "baseline"
    match = _UNIT_BEHIND.fullmatch(header) or (_LAST_WORD.fullmatch(header) if says_multiples(f"({header})") else None)
    return match[1] if match and is_period(match[1]) else header


def with_measures_down(table: Table, sheet: Sheet) -> Table:
    """The table with a row for each value, where periods stand down and what values are of stands across."""
    key, headers = sheet.key[0] if sheet.key else "measure", [folded(header) for header in table.headers]
    known = {folded(column.name) for column in sheet.all_columns()}
    own = {*map(folded, _periods(sheet)), "unit", "note", "source"} & set(headers)
    if not sheet.across or not own & set(map(folded, _periods(sheet))) or (set(headers) & known) - own:
        return table
    places = [at for at, header in enumerate(headers) if header and header not in own and _has_numbers(table, at)]
    if not places:
        return table
    kept = [at for at, header in enumerate(headers) if header in own]
    down = replace(
        table, headers=(*(table.headers[at] for at in kept), key, sheet.across), rows=[], numbers=[], width=0
    )
    for number, row in zip(table.numbers, table.rows, strict=True):
        cells = [row[at] if at < len(row) else None for at in range(len(headers))]
        for at in places:
            if not is_empty(cells[at]):
                down.rows.append([*(cells[one] for one in kept), table.headers[at], cells[at]])
                down.numbers.append(AcrossRow(number, table.headers[at]))
    left = [table.headers[at] for at, header in enumerate(headers) if header and at not in (*places, *kept)]
    for header in left:
        what = "Sheet %(sheet)s: column %(column)s is not known and was left alone."
        down.notices.append(Said(what, sheet=table.name, column=header[:60]))
    return down


def _has_numbers(table: Table, at: int) -> bool:
    """Whether most of what stands in a column are numbers, but for words that say that there is none."""
    cells = [row[at] for row in table.rows if at < len(row) and not is_empty(row[at])]
    cells = [cell for cell in cells if type(cell) is not str or not says_no_value(cell)]
    numbers = [cell for cell in cells if any(map(str.isdigit, str(cell))) and not isinstance(cell, date)]
    return len(numbers) * 2 > len(cells)


def turned_down(table: Table, sheet: Sheet) -> Table:
    """The same table with a row for each value: what is of it, the period, and the value. Empty cells say nothing."""
    places = [at for at, header in enumerate(table.headers) if is_period(header)]
    others = [at for at in range(len(table.headers)) if at not in places and not _is_for_people(table, at, sheet)]
    headers = [_heading(table, at, others, sheet) for at in others]
    down = Table(table.name, (*headers, _periods(sheet)[0], sheet.across), notices=table.notices)
    down.header_row, down.decimal_comma, down.is_text = table.header_row, table.decimal_comma, table.is_text
    down.units = table.units
    for number, row in zip(table.numbers, table.rows, strict=True):
        own = [row[at] if at < len(row) else None for at in others]
        for at in places:
            if at < len(row) and not is_empty(row[at]):
                down.rows.append([*own, table.headers[at], row[at]])
                down.numbers.append(AcrossRow(number, table.headers[at]))
    return down


def is_period(header: Any) -> bool:
    """Whether a heading names a period."""
    if isinstance(header, date | datetime):
        return True
    text = str(header or "").strip()
    if not any(sign.isdigit() for sign in text):
        return False
    try:
        period_from(text, _ANY_ORDER)
    except Unreadable:
        return False
    return True


def _periods(sheet: Sheet) -> list[str]:
    return [column.name for column in sheet.columns if column.kind is ColumnKind.PERIOD]


def _is_for_people(table: Table, at: int, sheet: Sheet) -> bool:
    """What a filled sheet says for whoever fills it, and the sheet has no column for."""
    header = folded(table.headers[at])
    return header in _FOR_PEOPLE and header not in {folded(column.name) for column in sheet.all_columns()}


def _heading(table: Table, at: int, others: list[int], sheet: Sheet) -> str:
    """The first column is what values are of, whatever it is called, where no other says so."""
    key = sheet.key[0]
    known = {folded(column.name) for column in sheet.all_columns()}
    has_key = any(folded(table.headers[other]) == folded(key) for other in others)
    is_first = at == others[0] and folded(table.headers[at]) not in known
    return key if is_first and not has_key else table.headers[at]
