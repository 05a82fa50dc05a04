"""Events that bunch in the last days of a quarter: asked of measures that count something day by day."""

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Count, F, Min, Q, Sum
from django.db.models.functions import Floor

from hoshin.base.periods import Frequency, Period
from hoshin.measures.models import Actual, Aggregation
from hoshin.signals.assembly.bunching import DailyCounts
from hoshin.signals.catalogue import BUNCHED
from hoshin.signals.findings import Look, RuleSaid, SignalFinding, SubjectKey
from hoshin.signals.models import SignalDirection

_LAST_PART = 10
# Of fewer days nothing is known of how the quarter went.
LEAST_DAYS = 40


def look_for_bunching(look: Look) -> Iterator[RuleSaid]:
    """A question for each measure of which far more fell into the last tenth of the last quarter; one statement."""
    if look.measures is None and look.is_on(BUNCHED.code):
        yield look.judged(BUNCHED.code, list(_bunched(look)))


def _bunched(look: Look) -> Iterator[SignalFinding]:
    """Counts alone: whole numbers from zero on, which are summed over time."""
    quarter = Period.containing(look.today, Frequency.QUARTERLY).shift(-1)
    days = quarter.days // _LAST_PART
    late = Q(period__gt=quarter.end - timedelta(days=days))
    rows = Actual.objects.filter(
        measure__frequency=Frequency.DAILY,
        measure__aggregation=Aggregation.SUM,
        unit=None,
        superseded_at=None,
        value__isnull=False,
        period__range=(quarter.start, quarter.end),
    )
    counted = (
        rows.order_by()
        .values("measure")
        .annotate(
            days=Count("pk", filter=~late),
            total=Sum("value", filter=~late),
            squares=Sum(F("value") * F("value"), filter=~late),
            last_days=Count("pk", filter=late),
            last=Sum("value", filter=late),
            least=Min("value"),
            broken=Count("pk", filter=~Q(value=Floor("value"))),
        )
    )
    wanted = counted.filter(days__gte=LEAST_DAYS, last_days=days, least__gte=0, broken=0, total__gt=0)
    for row in wanted.order_by("measure"):
        found = DailyCounts(row["days"], row["total"], row["squares"], row["last_days"], row["last"])
        if found.p < look.cuts(BUNCHED.code)["p"]:
            facts = {"events": found.last, "expected": found.expected, "days": days, "period": str(quarter)}
            subject = SubjectKey(measure=row["measure"])
            yield SignalFinding(subject, SignalDirection.NEUTRAL, BUNCHED.severity, facts, quarter, p_value=found.p)
