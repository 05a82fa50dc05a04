"""A node as people see it: what it is, how it stands, what moved."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
from django.db.models import Q

from hoshin.accounts.access import Actor
from hoshin.base import clock
from hoshin.base.periods import Frequency, Period
from hoshin.measures.models import Measure
from hoshin.scorecards.assembly.reasons import reason_code
from hoshin.scorecards.figures import with_shown
from hoshin.scorecards.missing import Facts, called, days_since_asked
from hoshin.scorecards.models import Node, NodeKind, Score, StatusOverride
from hoshin.scorecards.policies import nodes_ever_visible_to
from hoshin.scorecards.selectors.rules import rule_in
from hoshin.scorecards.statuses import LATE, NO_DATA, PENDING, STATUSES
from hoshin.strategy.models import Objective, Plan

TREND_PERIODS = 13
SHOWN_OF_NODE = ("perspective", "objective__owner", "measure__owner", "measure__supplier", "unit", "plan")
_MISSING = {PENDING: "pending", LATE: "stale", NO_DATA: "no_data"}


@dataclass(frozen=True, slots=True)
class ShownOverride:
    """A status set by hand."""

    id: int
    status: int
    reason: str
    set_by: str
    starts_on: date
    expires_on: date


@dataclass(slots=True)
class NodeLine:
    """One line of a scorecard. Scores 0–100 or None, coverage and shares 0–1, `trend` oldest first."""

    node: int
    kind: str
    ref: int
    code: str
    name: str
    period: Period
    unit: str = ""
    unit_name: str = ""
    score: float | None = None
    coverage: float = 0.0
    status: int = NO_DATA
    computed_status: int = NO_DATA
    # Where statuses begin, so that a rounded score stays on its side.
    cuts: tuple[float, ...] = (40.0, 70.0)
    reason: str = ""
    flags: int = 0
    delta: float | None = None
    trend: list[float | None] = field(default_factory=list)
    value: float | None = None
    target: float | None = None
    attainment: float | None = None
    unit_of_measure: str = ""
    decimals: int | None = None
    direction: str = ""
    frequency: str = ""
    formula: str = ""
    owner_id: int | None = None
    owner: str = ""
    initials: str = ""
    supplier: str = ""
    supplier_id: int | None = None
    observed_on: date | None = None
    is_closed: bool = False
    restated: float | None = None
    override: ShownOverride | None = None
    has_children: bool = False
    depth: int = 0
    parent: int | None = None
    weight: float | None = None
    share: float | None = None
    hidden: int = 0

    @property
    def status_code(self) -> str:
        return STATUSES[self.status].code


def lines_of(actor: Actor, plan: Plan, nodes: Collection[int], period: Period) -> dict[int, NodeLine]:
    """Lines by node id for the nodes that the actor may see, with the trend of 13 periods up to this one."""
    found = nodes_ever_visible_to(actor).filter(id__in=nodes)
    return lines_of_nodes(plan, found.select_related(*SHOWN_OF_NODE), period)


def lines_of_nodes(plan: Plan, found: Iterable[Node], period: Period) -> dict[int, NodeLine]:
    """The same of nodes that were read for the actor already, with `SHOWN_OF_NODE`. Two queries."""
    found = list(found)
    lines = {node.pk: _described(node, period) for node in found}
    cuts = rule_in(plan, period).cuts
    for line in lines.values():
        line.cuts = cuts
    lags = {
        node.pk: (node.measure.close_lag_days if node.measure and node.measure.close_lag_days is not None else None)
        for node in found
    }
    _score(plan, lines, period, lags)
    _overrule(lines)
    return lines


def _described(node: Node, period: Period) -> NodeLine:
    thing = node.thing
    line = NodeLine(node.pk, node.kind, thing.pk, thing.code, thing.name, period)
    if node.unit and node.kind != NodeKind.UNIT:
        line.unit, line.unit_name = node.unit.code, node.unit.name
    owner = thing.owner if isinstance(thing, Objective | Measure) else None
    if owner:
        line.owner_id, line.owner, line.initials = owner.pk, owner.name, owner.initials
    if isinstance(thing, Measure):
        line.unit_of_measure, line.decimals = thing.unit_of_measure, thing.decimals
        line.direction, line.frequency, line.formula = thing.direction, thing.frequency, thing.formula
        line.supplier_id, line.supplier = thing.supplier_id, thing.supplier.name if thing.supplier else line.owner
    return line


def _score(plan: Plan, lines: dict[int, NodeLine], period: Period, lags: dict[int, int | None]) -> None:
    trend = [period.shift(-back) for back in reversed(range(TREND_PERIODS))]
    shown: dict[int, dict[date, float | None]] = defaultdict(dict)
    rows = with_shown(Score.objects.filter(node_id__in=lines, period__range=(trend[0].start, period.start)))
    for row in rows:
        shown[row.node_id][row.period] = row.shown_score
        if row.period == period.start:
            _take(lines[row.node_id], row)
    for node, line in lines.items():
        line.trend = [shown[node].get(step.start) for step in trend]
        before = line.trend[-2]
        line.delta = None if line.score is None or before is None else line.score - before
        mark_missing(line, plan, lags[node])


def _take(line: NodeLine, row: Any) -> None:
    line.score, line.coverage = row.shown_score, row.shown_coverage
    line.status = line.computed_status = row.shown_status
    line.value, line.target = row.shown_value, row.shown_target
    line.reason = "" if line.score is not None else reason_code(row.reason)
    line.flags, line.attainment, line.observed_on = row.flags, row.attainment, row.observed_on
    line.is_closed = row.closed_status is not None
    if line.is_closed and row.score is not None and line.score is not None and row.score != line.score:
        line.restated = row.score - line.score


def mark_missing(line: NodeLine, plan: Plan, lag: int | None) -> None:
    """Say of a value that is missing whether it is not due yet, late, or was never recorded."""
    if line.kind != NodeKind.MEASURE:
        return
    is_missing = line.score is None and line.value is None and line.reason in ("", "no_data")
    grace = plan.close_lag_days if lag is None else lag
    is_overdue = days_since_asked(line.period, Frequency(line.frequency)) > grace
    facts = Facts(np.bool_(is_missing), np.bool_(is_overdue), np.bool_(line.observed_on is not None))
    for status, holds in called(facts).items():
        if holds:
            line.reason = _MISSING[status]
            if status != NO_DATA:
                line.status = line.computed_status = status


def _overrule(lines: dict[int, NodeLine]) -> None:
    today = clock.today()
    overrides = StatusOverride.objects.filter(
        Q(node_id__in=lines), is_withdrawn=False, starts_on__lte=today, expires_on__gte=today
    ).order_by("id")
    for override in overrides:
        line = lines[override.node_id]
        if line.period.end < override.starts_on and line.is_closed:
            continue
        line.override = ShownOverride(
            override.pk, override.status, override.reason, override.set_by, override.starts_on, override.expires_on
        )
        line.status = override.status
