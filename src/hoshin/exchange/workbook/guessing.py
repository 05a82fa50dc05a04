"""Which sheet a sheet of another name is likely to be: by its name, by words for the same, by its headings."""

import re
from collections.abc import Mapping, Set

from hoshin.base.errors import near_matches
from hoshin.base.sheets import Sheet
from hoshin.exchange.workbook.across import is_period
from hoshin.exchange.workbook.heading_words import column_meant, other_words
from hoshin.exchange.workbook.sheets import sheets
from hoshin.exchange.workbook.tables import Headings, Table, folded

# What people call the things of a sheet; the words of the product itself need not stand here.
_ALSO_CALLED = {
    "measures": "kpi kpis indicator indicators metric metrics keyfigures performanceindicators kennzahlen kennziffern "
    "messgrössen messgroessen indikatoren indicateurs mesures indicadores indicatori",
    "actuals": "values value data results readings observations measurements figures istwerte werte messwerte ist "
    "valeurs réalisé réalisés valores valori waarden realisatie",
    "targets": "target goalvalues thresholds benchmarks zielwerte sollwerte planwerte soll cibles metas streefwaarden",
    "objectives": "objective goals goal strategicobjectives strategicgoals ziele strategischeziele objectifs objetivos "
    "obiettivi doelen",
    "perspectives": "perspective dimensions pillars perspektiven perspectivas prospettive",
    "units": "unit departments department teams orgunits organisationunits organizationunits divisions branches "
    "einheiten organisationseinheiten "
    "abteilungen bereiche filialen unités services unidades departamentos",
    "people": "employees employee staff persons person personnel members workforce hr personen mitarbeiter mitarbeitende "
    "personal employés collaborateurs personnes personas empleados",
    "organisation": "organization company enterprise unternehmen firma entreprise empresa",
    "plans": "plan strategy strategies scorecards pläne strategie stratégie",
    "themes": "theme strategicthemes",
    "causal_links": "links causeeffect causeandeffect causality strategymap",
}
_WORD = re.compile(r"[^\W\d_]+")
_LIST = re.compile(r"(?:liste?|tabelle|table|übersicht|overview)$")
_BY_WORD = {word: sheet for sheet, words in _ALSO_CALLED.items() for word in words.split()}


def likely_sheet(table: Table, taken: Set[str]) -> str:
    """The name of the sheet that a table is likely to be, of those that the file does not have; else empty.

    What its name says counts where its headings say nothing else; of sheets that its headings fit alike, those that most
    files have come first.
    """
    free = {name: sheet for name, sheet in sheets().items() if name not in taken}
    headers = {folded(header) for header in table.headers if header}
    alike = {name: _likeness(sheet, headers) for name, sheet in free.items()}
    by_word = [_BY_WORD[word] for word in _words(table.name) if _BY_WORD.get(word) in free]
    named = [*by_word, *near_matches(table.name, free)[:1]]
    said = next((name for name in named if alike[name] or not headers), "")
    if said:
        return said
    best = max(alike, key=lambda name: (int(alike[name]), name in _ALSO_CALLED, alike[name]), default="")
    if best and alike[best] > 1:
        return best
    return by_word[0] if by_word else ""


def has_headings_of_a_sheet(table: Table) -> bool:
    """Whether two or more of its headings are columns of a sheet that has all it needs among them, whatever its name."""
    headers = {folded(header) for header in table.headers if header}
    return any(_likeness(sheet, headers) >= 2 for sheet in sheets().values())


def _words(name: str) -> list[str]:
    """The whole of a name and its words, without what says that it is a list.

    >>> _words("KPI-Liste 2026"), _words("Mitarbeiterliste")
    (['kpiliste2026', 'kpi', ''], ['mitarbeiterliste', 'mitarbeiter'])
    """
    words = [_LIST.sub("", word.casefold()) for word in _WORD.findall(name)]
    return list(dict.fromkeys([folded(name), *words]))


def headings(name: str, renamed: Mapping[str, str]) -> Headings:
    """What the headings of a sheet may be called: as its columns, or as those of any where it is not known."""
    wanted = folded(renamed.get(folded(name), name))
    known = {folded(other): sheet for other, sheet in sheets().items()}
    like = [known[wanted]] if wanted in known else list(known.values())
    names = frozenset().union(*map(column_names, like))
    words = frozenset().union(*map(other_words, like))
    return Headings(names, words, is_period if any(sheet.across for sheet in like) else None)


def column_names(sheet: Sheet) -> frozenset[str]:
    """The names of its columns, as they are compared."""
    return frozenset(folded(column.name) for column in sheet.all_columns())


def _likeness(sheet: Sheet, headers: Set[str]) -> float:
    """How many of the headings are columns of a sheet that has all it needs among them; more than half must be."""
    known = {folded(column_meant(header, sheet)) for header in headers} - {""}
    needed = {folded(column.name) for column in sheet.columns if column.required}
    is_like = needed <= known and len(known) * 2 > len(headers)
    return len(known) + len(known) / (1 + len(sheet.columns)) if is_like else 0
