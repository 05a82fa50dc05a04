"""Headings as people write them: other words for a column, whatever their case and accents, with a mark or a unit behind
them. In English, German, French, Spanish, Italian, Dutch and Portuguese; the foremost also in Nordic and Slavic languages,
Hungarian and Turkish.
"""

import re
from collections.abc import Set
from dataclasses import replace
from functools import cache

from hoshin.base.sheets import NUMERIC, Sheet
from hoshin.base.wordings import Said
from hoshin.exchange.workbook.tables import Table, folded, plain_heading, says_multiples

# A word may stand for several columns: in a sheet it is the one that this has, if it has but one of them.
_WORDS = """
measure: kpi indicator metric keyfigure measurecode kennzahl kennziffer messgrösse messgroesse indikator indicateur
  mesure indicador métrica medida indicatore misura maatstaf meetwaarde kengetal
  wskaźnik miernik ukazatel mutató показатель индикатор показник gösterge mått nyckeltal nøgletal måling mittari
period: date month day week quarter year time asof reportingperiod periode zeitraum datum monat tag woche quartal
  jahr stichtag période mois jour semaine trimestre année annee fecha período periodo mes día semana año data mese
  giorno settimana anno mês dia ano maand week kwartaal jaar dag
  okres miesiąc období měsíc obdobie időszak hónap период месяц період dönem ay tarih måned månad jakso
  kuukausi
value: actual actuals result values amount reading figure wert istwert ist messwert ergebnis betrag valeur réalisé
  réel résultat montant valor resultado importe real valore risultato importo waarde resultaat bedrag realisatie
  realizado
  wartość hodnota érték значение значення değer værdi verdi värde arvo utfall
numerator: zähler zaehler numérateur numerador numeratore teller
denominator: nenner dénominateur denominador denominatore noemer
unit: organisationunit organizationunit orgunit department branch division team country region state province faculty
  site office plant subsidiary land bundesland kanton standort werk niederlassung fakultät pays canton région usine
  país región sede paese regione stabilimento organisationseinheit abteilung
  bereich filiale service succursale departamento sucursal reparto afdeling filiaal filial
note: comment remark notes comments bemerkung kommentar anmerkung notiz commentaire remarque nota comentario
  commento opmerking comentário observação
  uwaga poznámka megjegyzés комментарий примечание açıklama huomautus
source: quelle datenquelle fuente fonte bron
baseline: startvalue ausgangswert basiswert startwert valeurinitiale valorinicial líneabase valoreiniziale
  nulmeting
target: goal targetvalue planned plan soll sollwert ziel zielwert planwert cible objectif valeurcible meta objetivo
  valorobjetivo obiettivo traguardo doel streefwaarde doelwaarde
  cel cíl cieľ cél цель план hedef mål tavoite
low: lowerlimit untergrenze limiteinférieure límiteinferior limiteinferiore ondergrens
high: upperlimit obergrenze limitesupérieure límitesuperior limitesuperiore bovengrens
red: redline rot rouge rojo rosso rood vermelho
green: greenline grün gruen vert verde groen
worst: schlechtester pire peor peggiore slechtste pior
best: bester meilleur mejor migliore beste melhor
tolerance: toleranz tolérance tolerancia tolleranza tolerantie tolerância
code: kürzel kuerzel kennung código codice
  kod kód код kode koodi
number: id key no nummer nr schlüssel número numero
name: title label bezeichnung titel nom libellé libelle nombre nome naam description denominación denominazione
  nazwa název názov név название имя navn namn nimi
description: beschreibung beschrijving descripción descrizione descrição
objective: goal ziel strategischesziel objectif objetivo obiettivo doel doelstelling
  cel celstrategiczny cíl cél цель hedef mål tavoite
perspective: perspektive perspectiva prospettiva perspectief
  perspektywa perspektiva перспектива perspektif perspektiv näkökulma
owner: responsible responsibleperson verantwortlich verantwortlicher verantwortliche eigentümer responsable
  propriétaire propietario responsabile responsável eigenaar verantwoordelijke
  właściciel odpowiedzialny vlastník felelős владелец ответственный sorumlu ansvarlig ansvarig vastuuhenkilö
supplier: datasupplier datenlieferant lieferant fournisseur proveedor fornitore leverancier fornecedor
weight: weighting gewicht gewichtung poids pondération peso ponderación ponderazione weging ponderação
  waga váha súly вес ağırlık vægt vekt vikt paino
critical: kritisch critique crítico critico kritiek
direction: polarity richtung polarität sens dirección direzione richting direção
  kierunek směr irány направление yön retning riktning suunta
unit_of_measure: unit uom measureunit einheit masseinheit maßeinheit messeinheit unité unitédemesure unidad
  unidaddemedida unità unitàdimisura unidade unidadedemedida eenheid meeteenheid
  jednostka jednostkamiary jednotka měrnájednotka mértékegység единицаизмерения единица birim ölçübirimi måleenhed
  måleenhet mätenhet yksikkö
frequency: häufigkeit frequenz turnus fréquence frecuencia frequenza frequentie frequência
  częstotliwość frekvence gyakoriság частота sıklık frekvens taajuus
aggregation: verdichtung agregación aggregazione agrégation aggregatie agregação
formula: formel formule fórmula
decimals: nachkommastellen dezimalstellen décimales decimales decimali decimalen
parent: above übergeordnet uebergeordnet parentunit supérieur superior superiore bovenliggend
head: leiter leitung leiterin chef jefe capo hoofd chefe
employee_id: employee employeeno employeenumber staffno personalnummer mitarbeiternummer mitarbeiter matricule
  empleado matricola personeelsnummer
manager: reportsto supervisor vorgesetzter vorgesetzte führungskraft supérieur gerente jefe responsabile
  leidinggevende
email: mail emailaddress emailadresse courriel correo correoelectrónico
title: jobtitle position stelle funktion poste puesto posizione functie cargo
start_date: start from begin beginn startdatum anfang von début datededébut inicio fechadeinicio inizio datainizio
  begindatum início
due_date: due end deadline to fällig fälligkeit frist bis ende enddatum échéance fin vencimiento scadenza einddatum
  prazo
end_date: end to until ende austritt enddatum fin fechafin fine einddatum fim
vision: visión visione visie visão
mission: misión missione missie missão
values: werte valeurs valores valori waarden
currency: währung waehrung devise moneda valuta moeda
order: sort position sequence reihenfolge ordre orden ordine volgorde ordem
plan: scorecard strategy strategie stratégie estrategia strategia
"""
# What tells rows apart where no better word for it stands beside: it may count them, too.
_COUNTING = "number"
# So a pivot table calls what it adds up.
_SUM_OF = re.compile(r"^(?:sum of|summe von|somme de|suma de|soma de|somma di|som van) ", re.I)
_UNIT_BEHIND = re.compile(r"(?P<word>.+?)\s*(?P<unit>\(.+\)|\[.+\]|,?\s+in\s+.+|\s(?:%|[A-Z]{3}|[€$£]))")


@cache
def _meanings() -> dict[str, frozenset[str]]:
    """The columns for which a word may stand."""
    found: dict[str, set[str]] = {}
    for line in re.sub(r"\n\s+", " ", _WORDS.strip()).splitlines():
        column, words = line.split(":")
        for word in words.split():
            found.setdefault(plain_heading(word), set()).add(column)
    return {word: frozenset(columns) for word, columns in found.items()}


@cache
def words_for(column: str) -> frozenset[str]:
    """A column's name and the words for it, as `plain_heading` has them."""
    words = (word for word, columns in _meanings().items() if column in columns)
    return frozenset((plain_heading(column), *words))


def other_words(sheet: Sheet) -> frozenset[str]:
    """All words for the columns of a sheet, as `plain_heading` has them."""
    names = {column.name for column in sheet.all_columns()} | {"code", _COUNTING}
    return frozenset(word for word, columns in _meanings().items() if columns & names)


def column_meant(heading: str, sheet: Sheet) -> str:
    """The name of the column of a sheet for which a heading stands; empty where it stands for none, or for several.

    >>> from hoshin.exchange.workbook.sheets import sheets
    >>> [column_meant(heading, sheets()["actuals"]) for heading in ("Kennzahl:", "MÉTRICA", "Wert", "Colour", "Code")]
    ['measure', 'measure', 'value', '', 'measure']
    """
    return _ranked(heading, sheet)[0]


def _ranked(heading: str, sheet: Sheet) -> tuple[str, int]:
    """The column, and how well the heading says it where several do: codes before names before numbers."""
    names = {plain_heading(column.name): column.name for column in sheet.all_columns()}
    word = plain_heading(_SUM_OF.sub("", heading))
    if word in names:
        return names[word], 0
    columns = _meanings().get(word, frozenset())
    meant = sorted(columns & set(names.values()))
    if meant:
        return (meant[0], 2) if len(meant) == 1 else ("", 0)
    if (word == plain_heading(sheet.thing) or sheet.thing in columns) and "name" in names.values():
        # What a sheet lists is called by the thing: the objectives stand under “Objective”.
        return "name", 2
    # In a sheet about the rows of another one, their code says which of them it is about.
    if sheet.key and (word == "code" or "code" in columns):
        return sheet.key[0], 1
    return (sheet.key[0], 3) if sheet.key and (word == _COUNTING or _COUNTING in columns) else ("", 0)


def with_usual_headings(table: Table, sheet: Sheet) -> Table:
    """The table with the names of columns in place of other words for them, which a notice says.

    Words stay as they are where their column is there by its own name, or two of them stand for it.
    """
    own = {folded(column.name) for column in sheet.all_columns()}
    given = {folded(header) for header in table.headers} & own
    found = [("", "", 0) if folded(header) in own else _renamed(header, sheet, given) for header in table.headers]
    best: dict[str, list[int]] = {}
    for column, _, rank in found:
        best.setdefault(column, []).append(rank)
    taken = [
        new if column and rank == min(best[column]) and best[column].count(rank) == 1 else ""
        for column, new, rank in found
    ]
    if not any(taken):
        return table
    renamed = {
        header[:60]: new[:60]
        for header, new in zip(table.headers, taken, strict=True)
        if new and not plain_heading(header).startswith(plain_heading(new.partition(" ")[0]))
    }
    if renamed:
        what = "Sheet %(sheet)s: these columns were read as %(names)s: %(columns)s."
        names, columns = ", ".join(renamed.values()), ", ".join(renamed)
        table.notices.append(Said(what, sheet=table.name, columns=columns, names=names))
    headers = tuple(new or header for header, new in zip(table.headers, taken, strict=True))
    return replace(table, headers=headers)


def _renamed(header: str, sheet: Sheet, given: Set[str]) -> tuple[str, str, int]:
    """The column, the heading with its name in place of the word for it, and how well the word says it."""
    (column, rank), unit = _ranked(header, sheet), ""
    if not column and (match := _UNIT_BEHIND.fullmatch(header.strip())):
        column, rank = _ranked(match["word"], sheet)
        unit = match["unit"].strip()
        if column and (sheet.column(column).kind not in NUMERIC or says_multiples(header)):
            return "", "", 0
        unit = unit if unit[:1] in "([," or unit.startswith("in ") else f"({unit})"
    if not column or folded(column) in given:
        return "", "", 0
    return column, f"{column} {unit}".strip(), rank
