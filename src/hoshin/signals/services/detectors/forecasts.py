"""A target that became unlikely: the probability fell below a line with the last value.

What is said stays said until the probability is well above the line again, so that one that trembles there is told once. A
target that was never likely is no news, nor is one that was changed.
"""

from collections.abc import Iterator

from django.db.models import Q

from hoshin.forecasts.models import Forecast
from hoshin.signals.catalogue import FORECAST_CROSSED
from hoshin.signals.findings import Look, RuleSaid, SignalFinding, SubjectKey
from hoshin.signals.models import Signal, SignalDirection, SignalState


def look_at_forecasts(look: Look) -> Iterator[RuleSaid]:
    """All forecasts that can be trusted, or those of some measures. Two statements."""
    code = FORECAST_CROSSED.code
    if not look.is_on(code):
        return
    cuts = look.cuts(code)
    open_ones = Signal.objects.filter(rule=code).exclude(state=SignalState.RESOLVED)
    spoken = {SubjectKey(measure or 0, unit=unit or 0) for measure, unit in open_ones.values_list("measure", "unit")}
    rows = Forecast.objects.filter(due_on__gte=look.today)
    if look.measures is not None:
        rows = rows.filter(measure__in=look.measures)
    least = cuts["below"] + cuts["hysteresis"]
    low = rows.filter(Q(probability__lt=least) | Q(probability=None)).defer("edges").order_by("pk")
    found: list[SignalFinding] = []
    unknown = set[SubjectKey]()
    for row in low:
        subject = SubjectKey(row.measure_id, unit=row.unit_id or 0)
        if not row.is_trusted:
            unknown.add(subject)
            continue
        before, now = row.probability_before, row.probability or 0.0
        has_fallen = before is not None and before >= cuts["below"] > now
        if has_fallen or subject in spoken:
            found.append(_finding(row, subject))
    yield look.judged(code, found, unknown)


def _finding(row: Forecast, subject: SubjectKey) -> SignalFinding:
    facts: dict[str, object] = {
        "due": row.due_on.isoformat() if row.due_on else "",
        "now_likely": row.probability,
        "was_likely": row.probability if row.probability_before is None else row.probability_before,
    }
    if row.expected and row.target is not None:
        facts |= {"value": row.expected[0], "target": row.target}
    return SignalFinding(subject, SignalDirection.ADVERSE, FORECAST_CROSSED.severity, facts)
