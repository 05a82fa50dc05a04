"""Values that are unusual for their measure, trends, and levels that changed, held to few false alarms."""

from collections.abc import Iterator

from hoshin.signals.assembly.statistics import Spoken, series_of_measures, spoken_of
from hoshin.signals.catalogue import LEVEL_SHIFT, TREND, UNUSUAL
from hoshin.signals.findings import Look, RuleSaid, SignalFinding, SubjectKey
from hoshin.signals.models import SignalDirection

_FAMILIES = {"unusual": UNUSUAL, "trend": TREND, "level_shift": LEVEL_SHIFT}


def look_at_series(look: Look) -> Iterator[RuleSaid]:
    """What the series of measures say; three statements."""
    wanted = [kind for kind in _FAMILIES.values() if look.is_on(kind.code)]
    if not wanted:
        return
    chosen = None if look.measures is None else sorted(look.measures)
    found = spoken_of(series_of_measures(chosen, look.today))
    unknown = {SubjectKey(measure=measure) for measure in found.unknown}
    for family, kind in _FAMILIES.items():
        if look.is_on(kind.code):
            said = [_finding(one) for one in found.spoken if one.family == family]
            yield look.judged(kind.code, said, unknown)


def _finding(one: Spoken) -> SignalFinding:
    if not one.series.wanted:
        direction, severity = SignalDirection.NEUTRAL, 1
    elif one.direction == one.series.wanted:
        direction, severity = SignalDirection.FAVOURABLE, 1
    else:
        direction, severity = SignalDirection.ADVERSE, 3 if one.is_beyond else 2
    period = one.series.periods[-1]
    facts = {**one.facts, "period": str(period), "way": one.direction}
    return SignalFinding(SubjectKey(measure=one.series.measure), direction, severity, facts, period, p_value=one.p)
