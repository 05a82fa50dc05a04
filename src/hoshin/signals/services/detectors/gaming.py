"""Patterns of which somebody should be asked: targets eased late, results just on the good side, figures corrected for the
better after closing. They are questions for the owner; there are innocent answers to each.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Case, Count, F, FloatField, Q, QuerySet, When
from django.db.models.functions import Abs

from hoshin.audit.models import Entry
from hoshin.base import clock
from hoshin.base.clock import day_of
from hoshin.base.periods import Frequency, Period
from hoshin.measures.models import Actual, Direction, Measure, Target
from hoshin.scorecards.models import NodeKind, Score
from hoshin.signals.assembly.statistics import at_least
from hoshin.signals.catalogue import LATE_TARGET, ON_TARGET, RESTATED
from hoshin.signals.findings import Look, RuleSaid, SignalFinding, SubjectKey
from hoshin.signals.models import SignalDirection

NEAR = 0.02
# So long a late change of a target is worth a question.
ASKED_FOR = timedelta(days=92)
_ONE_WAY = (Direction.HIGHER, Direction.LOWER)


def look_for_gaming(look: Look) -> Iterator[RuleSaid]:
    """A question for each pattern that is found; six statements."""
    if look.measures is not None:
        return
    if look.is_on(LATE_TARGET.code):
        yield look.judged(LATE_TARGET.code, list(_late_targets(look)))
    if look.is_on(ON_TARGET.code):
        yield look.judged(ON_TARGET.code, list(_on_target(look)))
    if look.is_on(RESTATED.code):
        yield look.judged(RESTATED.code, list(_restated(look)))


@dataclass(frozen=True, slots=True)
class _Eased:
    """A target that was made easier: of a measure, from and to which value, when."""

    measure: int
    unit: int
    before: float
    after: float
    on: date


def _late_targets(look: Look) -> Iterator[SignalFinding]:
    """A target that moved towards the value known by then, late in a period of its measure."""
    moved = list(_moved_targets())
    measures = Measure.objects.in_bulk({one.measure for one in moved})
    known = _values_around({one.measure for one in moved})
    for one in moved:
        measure = measures.get(one.measure)
        if measure is None or measure.direction not in _ONE_WAY:
            continue
        period = Period.containing(one.on, Frequency(measure.frequency))
        share = ((one.on - period.start).days + 1) / period.days
        values = [value for start, value in known.get((one.measure, one.unit), ()) if start <= period.start]
        is_easier = one.after < one.before if measure.direction == Direction.HIGHER else one.after > one.before
        if not values or not is_easier or share < look.cuts(LATE_TARGET.code)["share"]:
            continue
        actual = values[-1]
        if abs(one.after - actual) < abs(one.before - actual):
            facts = {
                "before": one.before,
                "after": one.after,
                "actual": actual,
                "day": one.on.isoformat(),
                "share": share,
                "period": str(period),
            }
            subject = SubjectKey(measure=one.measure, unit=one.unit)
            yield SignalFinding(subject, SignalDirection.NEUTRAL, LATE_TARGET.severity, facts, period)


def _moved_targets() -> Iterator[_Eased]:
    """Targets that were changed lately, the last change of each measure and unit, as the trail has it."""
    since = clock.now() - ASKED_FOR
    entries = Entry.objects.filter(table=Target._meta.db_table, operation=Entry.Operation.UPDATE, at__gte=since)
    changed = {
        row: (day_of(at), before["target"], after["target"])
        for row, at, before, after in entries.order_by("id").values_list("row", "at", "before", "after")
        if before and after and before.get("target") is not None and after.get("target") is not None
    }
    for target in Target.objects.filter(pk__in=changed).order_by("pk"):
        on, before, after = changed[target.pk]
        yield _Eased(target.measure_id, target.unit_id or 0, float(before), float(after), on)


def _values_around(measures: set[int]) -> dict[tuple[int, int], Sequence[tuple[date, float]]]:
    since = clock.today() - timedelta(days=800)
    rows = Actual.objects.filter(measure__in=measures, superseded_at=None, value__isnull=False, period__gte=since)
    found: dict[tuple[int, int], list[tuple[date, float]]] = {}
    for measure, unit, period, value in rows.order_by("period").values_list("measure", "unit", "period", "value"):
        if value is not None:
            found.setdefault((measure, unit or 0), []).append((period, value))
    return found  # type: ignore[return-value]  # a list is a sequence


def _measured() -> QuerySet[Score]:
    return Score.objects.filter(node__kind=NodeKind.MEASURE, node__is_active=True, node__unit=None)


def _on_target(look: Look) -> Iterator[SignalFinding]:
    """Of results within 2 % of the target far more lie just on the good side than on the other."""
    cuts = look.cuts(ON_TARGET.code)
    by = Case(
        When(node__measure__direction=Direction.LOWER, then=F("target") - F("value")),
        default=F("value") - F("target"),
        output_field=FloatField(),
    )
    rows = _measured().filter(value__isnull=False, node__measure__direction__in=_ONE_WAY).exclude(target=None)
    near = rows.annotate(by=by, room=Abs(F("target")) * NEAR).filter(by__gte=-F("room"), by__lte=F("room"), room__gt=0)
    counted = (
        near.order_by()
        .values("node__measure", "node__plan")
        .annotate(near=Count("pk"), met=Count("pk", filter=Q(by__gte=0)))
    )
    for row in counted.filter(near__gte=int(cuts["near"])):
        p = at_least(row["met"], row["near"])
        if p < cuts["p"]:
            subject = SubjectKey(measure=row["node__measure"], plan=row["node__plan"])
            facts = {"near": row["near"], "met": row["met"]}
            yield SignalFinding(subject, SignalDirection.NEUTRAL, ON_TARGET.severity, facts, p_value=p)


def _restated(look: Look) -> Iterator[SignalFinding]:
    """Of values that were corrected after their period was closed far more became better than worse."""
    cuts = look.cuts(RESTATED.code)
    rows = _measured().filter(closed_value__isnull=False, value__isnull=False, node__measure__direction__in=_ONE_WAY)
    higher, lower = Q(node__measure__direction=Direction.HIGHER), Q(node__measure__direction=Direction.LOWER)
    better = higher & Q(value__gt=F("closed_value")) | lower & Q(value__lt=F("closed_value"))
    counted = rows.exclude(value=F("closed_value")).order_by().values("node__measure", "node__plan")
    for row in counted.annotate(all=Count("pk"), better=Count("pk", filter=better)).filter(all__gte=int(cuts["all"])):
        p = at_least(row["better"], row["all"])
        if p < cuts["p"]:
            subject = SubjectKey(measure=row["node__measure"], plan=row["node__plan"])
            facts = {"all": row["all"], "better": row["better"]}
            yield SignalFinding(subject, SignalDirection.NEUTRAL, RESTATED.severity, facts, p_value=p)
