"""The periods of a plan's scorecard."""

from datetime import date

from hoshin.base import clock
from hoshin.base.errors import NotFound
from hoshin.base.periods import Period
from hoshin.scorecards.models import ClosedPeriod, NodeKind, Score
from hoshin.strategy.models import Plan


def periods_of(plan: Plan) -> list[Period]:
    """All periods that have scores, latest first."""
    return [Period(plan.period_frequency, start) for start, _ in _scored(plan)]


def period_for(plan: Plan, wanted: str | None = None) -> Period | None:
    """The period that was asked for, or the latest in which anything has a score; the current one of a plan without scores.

    A coarser period than the scorecard's stands for its last one. Raises NotFound where there is none.
    """
    return periods_and_choice(plan, wanted)[1]


def periods_and_choice(plan: Plan, wanted: str | None = None) -> tuple[list[Period], Period | None]:
    """All periods, latest first, and the one that `period_for` chooses. One query, two where the plan has no score."""
    scored = _scored(plan)
    known = [Period(plan.period_frequency, start) for start, _ in scored]
    if wanted:
        return known, _asked(wanted, known)
    latest = next((period for period, (_, score) in zip(known, scored) if score is not None), None)
    return known, latest or _latest_of_any(plan, known)


def _scored(plan: Plan) -> list[tuple[date, float | None]]:
    rows = Score.objects.filter(node__plan=plan, node__kind=NodeKind.PLAN).order_by("-period")
    return list(rows.values_list("period", "score"))


def _asked(wanted: str, known: list[Period]) -> Period:
    try:
        asked = Period.parse(wanted)
    except ValueError as error:
        raise NotFound("period", wanted) from error
    fitting = [period for period in known if asked.contains(period) or period.contains(asked)]
    if not fitting:
        raise NotFound("period with scores", wanted, known=[str(period) for period in known[:24]])
    return fitting[0]


def _latest_of_any(plan: Plan, known: list[Period]) -> Period:
    if not known:
        return Period.containing(clock.today(), plan.period_frequency)
    scored = Score.objects.filter(node__plan=plan, score__isnull=False).order_by("-period")
    start = scored.values_list("period", flat=True).first()
    return Period(plan.period_frequency, start) if start else known[0]


def closed_periods(plan: Plan) -> set[date]:
    """First days of the periods that are closed."""
    return set(ClosedPeriod.objects.filter(plan=plan).values_list("period", flat=True))
