"""Units in which engagement fell, as closed surveys tell it: what may not be shown of a unit is no signal either."""

from collections.abc import Iterator
from datetime import timedelta

from hoshin.pulse.library import ENGAGEMENT
from hoshin.pulse.models import WaveResult
from hoshin.signals.findings import Look, RuleSaid, SignalFinding, SubjectKey
from hoshin.signals.models import SignalDirection
from hoshin.signals.rules_of_people import ENGAGEMENT_FALL


def look_at_engagement(look: Look) -> Iterator[RuleSaid]:
    """Of each unit the last survey that tells of its engagement. One statement."""
    if look.measures is None and look.is_on(ENGAGEMENT_FALL.code):
        yield _judged(look)


def _judged(look: Look) -> RuleSaid:
    """Whether a fall is no chance was found when the survey was closed, over all its units and drivers together."""
    cuts = look.cuts(ENGAGEMENT_FALL.code)
    since = look.today - timedelta(days=int(cuts["days"]))
    rows = WaveResult.objects.filter(driver=ENGAGEMENT, unit__unit__isnull=False, wave__closed_on__gte=since)
    last: dict[int, WaveResult] = {}
    for row in rows.select_related("wave", "unit").order_by("wave__closed_on", "wave_id"):
        last[row.unit.unit_id or 0] = row
    unknown = {SubjectKey(unit=unit) for unit, row in last.items() if row.change is None}
    return look.judged(ENGAGEMENT_FALL.code, list(_falls(last, cuts["points"])), unknown)


def _falls(last: dict[int, WaveResult], points: float) -> Iterator[SignalFinding]:
    for unit, row in sorted(last.items()):
        if row.change is None or not row.is_change_sure or row.change > -points:
            continue
        facts = {
            "points": round(-row.change),
            "score": round(row.score),
            "survey": row.wave.name,
            "code": row.wave.code,
            "place": row.unit.place,
            "hr": row.wave.falls_to_hr,
        }
        yield SignalFinding(SubjectKey(unit=unit), SignalDirection.ADVERSE, ENGAGEMENT_FALL.severity, facts)
