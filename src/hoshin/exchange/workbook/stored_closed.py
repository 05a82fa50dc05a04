"""Closed periods with their official figures, and statuses set by hand, as rows of their sheets."""

from collections.abc import Iterable
from typing import Any

from hoshin.accounts.access import Actor
from hoshin.base.periods import Period
from hoshin.exchange.workbook.stored_edges import NODE_FIELDS, named
from hoshin.scorecards.models import ClosedPeriod, Node, StatusOverride
from hoshin.scorecards.rows import Figure
from hoshin.scorecards.selectors import closed_periods, node_ids_ever, official_figures, restated_figures
from hoshin.scorecards.selectors.official import OfficialFigure
from hoshin.scorecards.statuses import STATUSES
from hoshin.strategy.models import Plan
from hoshin.strategy.selectors import plans_visible_to

Record = dict[str, Any]
_SET = ("status", "reason", "starts_on", "expires_on", "set_by")


def closed_period_records(actor: Actor) -> list[Record]:
    """Closed periods, plan by plan in the order of time."""
    rows = ClosedPeriod.objects.filter(plan__in=plans_visible_to(actor)).select_related("plan")
    return [
        {"plan": row.plan.code, "period": Period(row.plan.period_frequency, row.period), "closed_at": row.closed_at}
        for row in rows.order_by("plan__position", "plan_id", "period")
    ]


def official_records(actor: Actor) -> list[Record]:
    """All official figures of closed periods."""
    records = []
    for plan in _plans_with_closed_periods(actor):
        figures = official_figures(actor, plan, sorted(closed_periods(plan)))
        records += _records(plan, ((node, start, figure) for (node, start), figure in figures.items()))
    return records


def restated_records(actor: Actor) -> list[Record]:
    """The official figures that differ from what present knowledge gives."""
    records = []
    for plan in _plans_with_closed_periods(actor):
        records += _records(plan, restated_figures(actor, plan))
    return records


def override_records(actor: Actor) -> list[Record]:
    """The status set by hand last for each node, unless it was withdrawn."""
    records = []
    for plan in plans_visible_to(actor):
        seen, names = node_ids_ever(actor, plan), _names(plan)
        rows = StatusOverride.objects.filter(node__plan=plan, is_withdrawn=False).order_by("node_id", "id")
        last = {node: values for node, *values in rows.values_list("node_id", *_SET) if node in seen}
        for node, (status, *values) in last.items():
            records.append(names[node] | dict(zip(_SET, (STATUSES[status].code, *values), strict=True)))
    return sorted(records, key=_place)


def _records(plan: Plan, figures: Iterable[OfficialFigure]) -> list[Record]:
    names, frequency = _names(plan), plan.period_frequency
    records = [
        names[node] | {"period": Period(frequency, start)} | _figure_columns(figure) for node, start, figure in figures
    ]
    return sorted(records, key=_place)


def _figure_columns(figure: Figure | None) -> Record:
    known = figure or Figure(None, None, None, None, None)
    return known._asdict() | {"status": "" if known.status is None else STATUSES[known.status].code}


def _names(plan: Plan) -> dict[int, Record]:
    """How rows call the nodes of a plan."""
    names = {}
    for node, *values in Node.objects.filter(plan=plan).values_list("id", *NODE_FIELDS):
        own = named("node", tuple(values))
        names[node] = {"plan": plan.code, "kind": own["node_kind"], "code": own["node"], "unit": own["node_unit"]}
    return names


def _place(record: Record) -> tuple[str, ...]:
    period = record.get("period")
    return ("" if period is None else period.start.isoformat(), record["kind"], record["code"], record["unit"])


def _plans_with_closed_periods(actor: Actor) -> list[Plan]:
    return list(plans_visible_to(actor).filter(closed_periods__isnull=False).distinct())
