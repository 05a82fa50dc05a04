"""What rules of one's own look at: the values of a measure, or what a formula makes of those of several, by period."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from django.db.models import Q

from hoshin.base.errors import Problem
from hoshin.base.periods import Frequency, Period
from hoshin.base.wordings import Said
from hoshin.engine.formulas import code_key, evaluate, parse, parse_unit
from hoshin.measures.assembly import check_formulas
from hoshin.measures.models import Actual, Measure
from hoshin.scorecards.models import NodeKind, Score
from hoshin.signals.models import WatchedMeasure, WatchRule

# No code of a measure is like it.
_RULE = "\x1frule"
_Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class OwnSeries:
    """The values that a rule looks at in periods that are over, the last one last; NaN where there is none."""

    periods: tuple[Period, ...]
    values: np.ndarray


def check_own_formula(text: str, measures: Collection[Measure]) -> list[Problem]:
    """What is wrong with a formula that reads these measures, which are all that may be named; empty: nothing."""
    units = {measure.code: measure.unit_of_measure for measure in measures}
    problems = check_formulas({_RULE: text}, [measure.code for measure in measures], units)
    return [Problem(_without_code(one.message), one.code, "formula", text, one.remedy) for one in problems]


def _without_code(message: str) -> str:
    """A fault as it is said of a formula that has no code."""
    facts = message.facts if isinstance(message, Said) else {}
    if not {"message", "place"} <= facts.keys():
        return message
    return Said("%(message)s%(place)s", message=facts["message"], place=facts["place"])


def series_of_rules(
    rules: Sequence[tuple[WatchRule, Collection[Measure]]], today: date, back: int
) -> dict[int, OwnSeries]:
    """By the place of each rule (with all measures that it reads) its last so many periods. Two statements."""
    starts = {one: _periods(Frequency(one), today, back) for one in {rule.frequency for rule, _ in rules}}
    wanted = {measure.pk for _, measures in rules for measure in measures}
    since = min((periods[0].start for periods in starts.values()), default=today)
    known = _values(wanted, since)
    found = {}
    for at, (rule, measures) in enumerate(rules):
        periods = starts[rule.frequency]
        columns = {
            measure.code: np.array([_at(known, measure.pk, rule.unit_id or 0, period) for period in periods])
            for measure in measures
        }
        if rule.formula:
            values = _computed(rule.formula, columns, {one.code: one.unit_of_measure for one in measures}, periods)
        else:
            values = next(iter(columns.values()), np.full(len(periods), np.nan))
        found[at] = OwnSeries(tuple(periods), values)
    return found


def watched_measures(rules: Iterable[WatchRule]) -> dict[int, list[Measure]]:
    """By rule the measures that it reads. One statement."""
    rows = WatchedMeasure.objects.filter(rule__in=[rule.pk for rule in rules]).select_related("measure").order_by("pk")
    found: dict[int, list[Measure]] = {}
    for row in rows:
        found.setdefault(row.rule_id, []).append(row.measure)
    return found


def _periods(frequency: Frequency, today: date, back: int) -> list[Period]:
    last = Period.containing(today, frequency).shift(-1)
    return [last.shift(-at) for at in range(back - 1, -1, -1)]


def _values(measures: Collection[int], since: date) -> Mapping[_Place, Mapping[date, float]]:
    """By measure and unit (0: the whole) what was recorded; of what nobody records, what its scores rest on."""
    found: dict[_Place, dict[date, float]] = {}
    scored = Score.objects.filter(node__measure__in=measures, node__kind=NodeKind.MEASURE, period__gte=since)
    for measure, unit, period, value in scored.filter(value__isnull=False).values_list(
        "node__measure", "node__unit", "period", "value"
    ):
        if measure is not None and value is not None:
            found.setdefault((measure, unit or 0), {})[period] = value
    recorded = Actual.objects.filter(~Q(value=None), measure__in=measures, superseded_at=None, period__gte=since)
    for measure, unit, period, value in recorded.values_list("measure", "unit", "period", "value"):
        if value is not None:
            found.setdefault((measure, unit or 0), {})[period] = value
    return found


def _at(known: Mapping[_Place, Mapping[date, float]], measure: int, unit: int, period: Period) -> float:
    return known.get((measure, unit), {}).get(period.start, np.nan)


def _computed(
    formula: str, columns: Mapping[str, np.ndarray], units: Mapping[str, str], periods: Sequence[Period]
) -> np.ndarray:
    arrays = {code: values[np.newaxis, :] for code, values in columns.items()}
    years = np.array([period.start.year for period in periods], dtype=np.int64)
    measured = {code: parse_unit(unit) for code, unit in units.items() if unit.strip()}
    result = evaluate(
        {_RULE: parse(formula)},
        arrays,
        year_index=years,
        units=measured if len(measured) == len(units) else None,
        shape=(1, len(periods)),
    )
    return next(values for code, values in result.values.items() if code_key(code) == code_key(_RULE))[0]
