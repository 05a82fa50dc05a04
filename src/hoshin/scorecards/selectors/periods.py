"""The periods of a plan's scorecard."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, JSONObject

from hoshin.base import clock
from hoshin.base.errors import NotFound
from hoshin.base.periods import Period
from hoshin.scorecards.models import ClosedPeriod, NodeKind, Score, StatusOverride
from hoshin.strategy.models import Plan


def periods_of(plan: Plan) -> list[Period]:
    """All periods that have scores, latest first."""
    return [Period(plan.period_frequency, start) for start, _ in _scored(plan)]


@dataclass(frozen=True, slots=True)
class PlanPeriod:
    """A period of a plan, whether it is closed, and the statuses set by hand that hold for it, by node."""

    plan: Plan
    period: Period
    is_closed: bool
    by_hand: Mapping[int, int]


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


def latest_periods(plans: QuerySet[Plan]) -> list[PlanPeriod]:
    """Each of these plans with the period that `period_for` chooses where none is asked for. One query."""
    scores = Score.objects.filter(node__plan=OuterRef("pk")).order_by("-period").values("period")
    whole = scores.filter(node__kind=NodeKind.PLAN)
    known = (whole.filter(score__isnull=False), scores.filter(score__isnull=False), whole)
    by_hand = overrides_today().filter(node__plan=OuterRef("pk")).order_by("id")
    rows = plans.annotate(latest=Coalesce(*(Subquery(found[:1]) for found in known))).annotate(
        is_closed=Exists(ClosedPeriod.objects.filter(plan=OuterRef("pk"), period=OuterRef("latest"))),
        by_hand=ArraySubquery(by_hand.values(one=JSONObject(node="node_id", status="status", since="starts_on"))),
    )
    found = []
    for plan in rows:
        frequency = plan.period_frequency
        period = Period(frequency, plan.latest) if plan.latest else Period.containing(clock.today(), frequency)
        holding = [one for one in plan.by_hand if not plan.is_closed or one["since"] <= period.end.isoformat()]
        found.append(PlanPeriod(plan, period, plan.is_closed, {one["node"]: one["status"] for one in holding}))
    return found


def overrides_today() -> QuerySet[StatusOverride]:
    """The statuses set by hand that hold today."""
    today = clock.today()
    return StatusOverride.objects.filter(is_withdrawn=False, starts_on__lte=today, expires_on__gte=today)


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


def newest_of_goals(
    plan: Plan, *, objectives: Collection[int] = (), measures: Collection[int] = ()
) -> dict[tuple[str, int], Period]:
    """The latest period in which goals, key results of goals and the plan have a score, by kind and number. One query.

    People report while a period runs, in which the plan as a whole has no score yet.
    """
    goals = Q(node__objective__in=objectives, node__objective__commitment__isnull=False)
    results = Q(node__measure__in=measures, node__measure__serves__parent__commitment__isnull=False)
    whole = Q(node__kind=NodeKind.PLAN)
    scored = Score.objects.filter(goals | results | whole, node__plan=plan, node__unit=None, score__isnull=False)
    rows = scored.values_list("node__kind", "node__objective", "node__measure").annotate(latest=Max("period"))
    return {(kind, one or other or plan.pk): Period(plan.period_frequency, latest) for kind, one, other, latest in rows}


def newest_score_of_goal() -> Subquery:
    """The first day of the latest period in which a node has a score, as its column; None of what is no goal."""
    goal = Score.objects.filter(node=OuterRef("pk"), node__objective__commitment__isnull=False, score__isnull=False)
    return Subquery(goal.order_by("-period").values("period")[:1])


def newest_of_result(plan: Plan, chosen: Period | None, measure: int) -> Period | None:
    """The period in which a key result is shown where none is asked for: `chosen`, or a later one with a score."""
    newest = newest_of_goals(plan, measures=[measure])
    return max((one for one in (chosen, *newest.values()) if one is not None), default=None)


def closed_periods(plan: Plan) -> set[date]:
    """First days of the periods that are closed."""
    return set(ClosedPeriod.objects.filter(plan=plan).values_list("period", flat=True))
