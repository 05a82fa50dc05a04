"""What strategy does when an undo put its rows back."""

from collections.abc import Sequence

from hoshin.audit.events import RowsRestored, rows_of
from hoshin.base import events
from hoshin.strategy.events import ObjectivesChanged, StructureChanged
from hoshin.strategy.models import Contribution, Holding, Objective, PastPlanDefinition, Perspective, Plan, UnitWeight


def register() -> None:
    """Subscribe to the news of the audit trail."""
    events.subscribe(RowsRestored, follow_restored)


def follow_restored(news: Sequence[RowsRestored]) -> None:
    """Tell in which plans something counts for something else again, and which objectives are others again."""
    ruled = {row.row for row in rows_of(news, Plan) if not row.is_removed}
    ruled |= {int(row.columns["plan_id"]) for row in rows_of(news, PastPlanDefinition)}
    plans = {int(row.columns["plan_id"]) for row in rows_of(news, Perspective, Objective, Holding)}
    parents = {int(row.columns["parent_id"]) for row in rows_of(news, Contribution)}
    plans |= set(Objective.everything.filter(pk__in=parents).values_list("plan_id", flat=True))
    plans |= _plans_weighed_in(news)
    ends = [row.columns.get("objective_id") for row in rows_of(news, Contribution)]
    changed = parents | {int(end) for end in ends if end is not None} | {row.row for row in rows_of(news, Objective)}
    if changed:
        events.publish(ObjectivesChanged(frozenset(changed)))
    for plan in sorted(plans | ruled):
        events.publish(StructureChanged(plan, has_new_rules=plan in ruled))


def _plans_weighed_in(news: Sequence[RowsRestored]) -> set[int]:
    """The plans in which a unit has a weight of its own again, or has it no more."""
    columns = [row.columns for row in rows_of(news, UnitWeight)]

    def named(column: str) -> set[int]:
        return {int(found[column]) for found in columns if found[column] is not None}

    plans = set(Perspective.everything.filter(pk__in=named("perspective_id")).values_list("plan_id", flat=True))
    plans |= set(Objective.everything.filter(pk__in=named("objective_id")).values_list("plan_id", flat=True))
    served = Contribution.objects.filter(pk__in=named("contribution_id"))
    return plans | set(served.values_list("parent__plan_id", flat=True))
