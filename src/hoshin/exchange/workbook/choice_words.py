"""Other words for what may stand in a cell with a choice, in the languages in which headings are read."""

import re
from collections.abc import Collection
from functools import cache

from hoshin.exchange.workbook.tables import plain_heading

_WORDS = """
annual: a y p.a. onceayear everyyear yearly annually peryear jährlich annuel annuelle anual annuale jaarlijks
half-yearly: semiannual biannual halbjährlich semestriel semestral semestrale halfjaarlijks
quarterly: q everyquarter perquarter vierteljährlich quartalsweise trimestriel trimestral trimestrale driemaandelijks
monthly: m everymonth permonth monatlich mensuel mensual mensile maandelijks mensal
weekly: w everyweek perweek wöchentlich hebdomadaire semanal settimanale wekelijks
daily: d everyday perday täglich quotidien diario giornaliero dagelijks diário
higher: ↑ ▲ 1 +1 max positive positiv positif hausse croissant maximieren mehristbesser höheristbesser moreisbetter
  jehöherdestobesser àlahausse
  higherisbetter up increase increasing maximize maximise höher steigend plushaut mayor maggiore hoger maior
lower: ↓ ▼ −1 min negative negativ négatif baisse décroissant minimieren wenigeristbesser lessisbetter niedrigeristbesser
  jeniedrigerdestobesser àlabaisse
  lowerisbetter down decrease decreasing minimize minimise niedriger tiefer fallend plusbas menor minore lager
sum: total summe somme suma somma som soma
mean: average avg mittelwert durchschnitt moyenne promedio media gemiddelde média
min: minimum lowest mínimo minimo
max: maximum highest máximo massimo
last: endofperiod eop stichtag stichtagswert letzterwert latest letzter letzte dernier último ultimo laatste
ratio: quotient quote verhältnis
yes: y true x ✓ ✔ ☑ ja wahr oui vrai sí sim vero verdadero
no: n false ✗ ✘ ☐ nein falsch non faux não nee falso
"""


@cache
def _meanings() -> dict[str, frozenset[str]]:
    """The words of ours for which another may stand."""
    found: dict[str, set[str]] = {}
    for line in re.sub(r"\n\s+", " ", _WORDS.strip()).splitlines():
        ours, words = line.split(":")
        for word in words.split():
            found.setdefault(plain_heading(word), set()).add(ours)
    return {word: frozenset(meant) for word, meant in found.items()}


def word_meant(text: str, choices: Collection[str]) -> str:
    """The one of some words that another stands for; empty where it stands for none of them, or for several.

    >>> word_meant("Monatlich", ("monthly", "annual")), word_meant("Ja", ("yes", "no")), word_meant("blue", ("yes", "no"))
    ('monthly', 'yes', '')
    """
    # A minus before a one is no dash that people vary.
    text = "−1" if text.strip() == "-1" else text.replace(",", "")
    meant = _meanings().get(plain_heading(text), frozenset()) & set(choices)
    return next(iter(meant)) if len(meant) == 1 else ""
