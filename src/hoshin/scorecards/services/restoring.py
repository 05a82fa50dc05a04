"""Finds scores again after an undo put rows back."""

from collections.abc import Sequence
from datetime import date

from hoshin.audit.events import RestoredRow, RowsRestored
from hoshin.base import events
from hoshin.measures.events import ActualsChanged, MeasuresChanged
from hoshin.org.events import OrganisationChanged
from hoshin.strategy.events import StructureChanged
from hoshin.strategy.models import Objective

_OF_THE_ORGANISATION = ("org_organisation", "org_unit")
_OF_A_PLAN = ("strategy_perspective", "strategy_objective")


def follow_restored(news: Sequence[RowsRestored]) -> None:
    """Tell on, in the words of measures and strategy, what the undone rows mean for scores."""
    rows = [row for restored in news for row in restored.rows]
    if any(row.table in _OF_THE_ORGANISATION for row in rows):
        events.publish(OrganisationChanged())
    for plan in sorted(_plans(rows)):
        events.publish(StructureChanged(plan))
    measures = {row.row for row in rows if row.table == "measures_measure" and not row.is_removed}
    measures |= {int(row.columns["measure_id"]) for row in rows if row.table == "measures_target"}
    if measures:
        events.publish(MeasuresChanged(frozenset(measures)))
    for row in rows:
        if row.table == "measures_actual":
            period = row.columns["period"]
            since = period if isinstance(period, date) else date.fromisoformat(str(period))
            events.publish(ActualsChanged(frozenset({int(row.columns["measure_id"])}), since))


def _plans(rows: Sequence[RestoredRow]) -> set[int]:
    plans = {row.row for row in rows if row.table == "strategy_plan" and not row.is_removed}
    plans |= {int(row.columns["plan_id"]) for row in rows if row.table in _OF_A_PLAN}
    parents = {int(row.columns["parent_id"]) for row in rows if row.table == "strategy_contribution"}
    plans |= set(Objective.objects.filter(pk__in=parents).values_list("plan_id", flat=True))
    return plans
