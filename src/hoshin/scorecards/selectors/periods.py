"""The periods of a plan's scorecard."""

from datetime import date

from hoshin.base.errors import NotFound
from hoshin.base.periods import Period
from hoshin.scorecards.models import ClosedPeriod, Kind, Score
from hoshin.strategy.models import Plan


def periods_of(plan: Plan) -> list[Period]:
    """All periods that have scores, latest first."""
    starts = (
        Score.objects.filter(node__plan=plan, node__kind=Kind.PLAN).order_by("-period").values_list("period", flat=True)
    )
    return [Period(plan.period_frequency, start) for start in starts]


def period_for(plan: Plan, wanted: str | None = None, known: list[Period] | None = None) -> Period | None:
    """The period that was asked for, or the latest in which anything has a score; None where nothing was scored.

    A coarser period than the scorecard's stands for its last one. Raises NotFound where there is none.
    """
    known = periods_of(plan) if known is None else known
    if not wanted:
        return _latest(plan, known)
    try:
        asked = Period.parse(wanted)
    except ValueError as error:
        raise NotFound("period", wanted) from error
    fitting = [period for period in known if asked.contains(period) or period.contains(asked)]
    if not fitting:
        raise NotFound("period with scores", wanted, known=[str(period) for period in known[:24]])
    return fitting[0]


def _latest(plan: Plan, known: list[Period]) -> Period | None:
    """The latest period in which the plan as a whole has a score, else in which anything has."""
    for kinds in ([Kind.PLAN], Kind.values):
        start = (
            Score.objects.filter(node__plan=plan, node__kind__in=kinds, score__isnull=False)
            .order_by("-period")
            .values_list("period", flat=True)
            .first()
        )
        if start:
            return Period(plan.period_frequency, start)
    return known[0] if known else None


def closed_periods(plan: Plan) -> set[date]:
    """First days of the periods that are closed."""
    return set(ClosedPeriod.objects.filter(plan=plan).values_list("period", flat=True))
