"""What counts for what: the rows that say it."""

from typing import Any

from hoshin.strategy.models import Contribution, Objective, Perspective, Plan


def parts_of(parent: Plan | Perspective | Objective) -> Any:
    """The rows that say what counts for something, in order: perspectives of a plan, objectives that feed a perspective,
    contributions to an objective."""
    if isinstance(parent, Plan):
        return parent.perspectives.order_by("position", "id")
    if isinstance(parent, Perspective):
        serving = Contribution.objects.filter(objective__plan=parent.plan_id, kind=Contribution.Kind.CONTRIBUTES)
        feeding = parent.objectives.exclude(pk__in=serving.values("objective"))
        return feeding.order_by("position", "id")
    counting = parent.contributions.filter(kind=Contribution.Kind.CONTRIBUTES)
    return counting.select_related("objective", "measure").order_by("position", "id")
