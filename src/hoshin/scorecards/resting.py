"""What past scores rest on cannot be taken away by undoing its addition; it can be removed, which keeps the past."""

from collections.abc import Collection, Mapping

from django.db.models import Q

from hoshin.audit.models import Change
from hoshin.base import clock
from hoshin.base.errors import Conflict
from hoshin.base.periods import Period
from hoshin.base.wordings import Said, sentence
from hoshin.scorecards.figures import IS_OFFICIAL
from hoshin.scorecards.models import Node, Score

_ENDS = {
    "strategy_plan": "plan",
    "strategy_perspective": "perspective",
    "strategy_objective": "objective",
    "measures_measure": "measure",
    "org_unit": "unit",
}
_REMEDY = "Remove it instead: it then counts no more, and the past stays as it was. Nothing was undone."


def refuse_removal(made: Mapping[str, Collection[int]], change: Change) -> None:
    """Conflict where official scores rest on what a change made, or scores of periods that began after it and ended."""
    ends = {f"{end}__in": made[table] for table, end in _ENDS.items() if made.get(table)}
    if not ends:
        return
    nodes = Node.objects.filter(Q(*ends.items(), _connector=Q.OR))
    scored = Score.objects.filter(node__in=nodes, score__isnull=False).order_by("period")
    official = Score.objects.filter(IS_OFFICIAL, node__in=nodes).order_by("period").first()
    if official is not None:
        period = Period(official.node.plan.period_frequency, official.period)
        raise Conflict(
            Said(
                "Official scores of %(period)s rest on what would go. %(remedy)s",
                period=period,
                remedy=sentence(_REMEDY),
            )
        )
    for plan in {node.plan for node in nodes.select_related("plan").distinct("plan")}:
        added = Period.containing(clock.day_of(change.at), plan.period_frequency)
        now = Period.containing(clock.today(), plan.period_frequency)
        if scored.filter(node__plan=plan, period__gte=added.start, period__lt=now.start).exists():
            raise Conflict(
                Said("Scores since %(added)s rest on what would go. %(remedy)s", added=added, remedy=sentence(_REMEDY))
            )
