"""Rules that people made for themselves: judged on periods that are over, by the last so many in a row."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from django.db.models import Exists, OuterRef

from hoshin.base.periods import Period
from hoshin.signals.assembly import OwnSeries, series_of_rules
from hoshin.signals.assembly.own_rules import watched_measures
from hoshin.signals.catalogue import OWN
from hoshin.signals.findings import Look, RuleSaid, SignalFinding, SubjectKey
from hoshin.signals.models import MOST_PERIODS, SignalDirection, WatchComparison, WatchedMeasure, WatchRule

TRIED_BACK = 24
OWN_SEVERITY = 2
# A rule that holds in more than half of the periods tells nothing that is not known.
TOO_OFTEN = 0.5


@dataclass(frozen=True, slots=True)
class Tried:
    """How a rule would have spoken: in which of the periods that have a value its condition held, and how often it began."""

    judged: int
    held: tuple[Period, ...]
    spoke: int

    @property
    def is_too_often(self) -> bool:
        return self.judged > 1 and len(self.held) > TOO_OFTEN * self.judged


def look_at_own_rules(look: Look) -> Iterator[RuleSaid]:
    """What rules of people's own found; three statements."""
    rows = WatchRule.objects.filter(is_on=True)
    if look.measures is not None:
        reads = WatchedMeasure.objects.filter(rule=OuterRef("pk"), measure__in=look.measures)
        rows = rows.filter(Exists(reads))
    rules = list(rows.order_by("pk"))
    read = watched_measures(rules)
    series = series_of_rules([(rule, read.get(rule.pk, ())) for rule in rules], look.today, MOST_PERIODS + 1)
    found, unknown = [], set()
    for at, rule in enumerate(rules):
        subject = SubjectKey(measure=rule.measure_id or 0, unit=rule.unit_id or 0, watch_rule=rule.pk)
        if np.isnan(series[at].values[-1]):
            unknown.add(subject)
        elif holds(rule, series[at])[-1]:
            found.append(_finding(rule, subject, series[at]))
    yield RuleSaid(OWN, "1", tuple(found), frozenset(unknown))


def holds(rule: WatchRule, series: OwnSeries) -> np.ndarray:
    """In which periods the condition held: beyond the line for so many periods in a row, the last being this one."""
    beyond = series.values < rule.line if rule.comparison == WatchComparison.BELOW else series.values > rule.line
    run, held = 0, np.zeros(len(beyond), dtype=bool)
    for at, is_beyond in enumerate(beyond):
        run = run + 1 if is_beyond else 0
        held[at] = run >= rule.periods
    return held


def tried(rule: WatchRule, series: OwnSeries) -> Tried:
    """How the rule would have spoken on values of the past."""
    held = holds(rule, series)
    began = held & ~np.concatenate([[False], held[:-1]])
    periods: Sequence[Period] = [period for period, is_held in zip(series.periods, held) if is_held]
    return Tried(int((~np.isnan(series.values)).sum()), tuple(periods), int(began.sum()))


def _finding(rule: WatchRule, subject: SubjectKey, series: OwnSeries) -> SignalFinding:
    period = series.periods[-1]
    facts = {
        "value": float(series.values[-1]),
        "line": rule.line,
        "beyond": rule.comparison,
        "period": str(period),
        **({"periods": rule.periods} if rule.periods > 1 else {}),
    }
    return SignalFinding(subject, SignalDirection.ADVERSE, OWN_SEVERITY, facts, period, version=str(rule.version))
