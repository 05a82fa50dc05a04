"""Finds projected scores, and what makes their bands wide, for whoever may see what has the score."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from django.db import connection

from hoshin.accounts.access import Actor, Right
from hoshin.base import clock
from hoshin.base.periods import Period
from hoshin.forecasts.models import Projection
from hoshin.forecasts.policies import projections_visible_to
from hoshin.scorecards.models import Node
from hoshin.scorecards.policies import nodes_ever_visible_to
from hoshin.scorecards.selectors.nodes import roll_ups_told
from hoshin.strategy.models import Plan

# Above which leaves stand scores that are no mean, and of what kind.
_SPECIAL_ABOVE = """
    WITH RECURSIVE held AS (SELECT %(day)s::date AS day),
    above(leaf, node) AS (
        SELECT leaf, leaf FROM unnest(%(leaves)s::bigint[]) AS leaf
        UNION
        SELECT above.leaf, e.parent_id FROM held, above JOIN scorecards_edge e ON e.child_id = above.node
        WHERE (e.valid_from IS NULL OR e.valid_from <= day) AND (e.valid_to IS NULL OR e.valid_to > day)
    )
    SELECT above.leaf, e.parent_id, e.aggregator FROM held, above JOIN scorecards_edge e ON e.child_id = above.node
    WHERE e.aggregator > 0 AND (e.valid_from IS NULL OR e.valid_from <= day) AND (e.valid_to IS NULL OR e.valid_to > day)
"""


@dataclass(frozen=True, slots=True)
class WideMeasure:
    """A measure, perhaps of one unit, with its share (0–1) of the variance of a score above it."""

    node: int
    code: str
    name: str
    unit: str
    unit_name: str
    share: float


@dataclass(frozen=True, slots=True)
class Projected:
    """Where a score will stand at the end of a period: in four cases of five between `low` and `high`.

    `drawn` is the share of its weight of which something is expected; `widest` are measures that the reader sees.
    """

    node: int
    period: Period
    low: float
    middle: float
    high: float
    drawn: float
    widest: tuple[WideMeasure, ...] = ()


def projections_ahead(actor: Actor, plan: Plan, nodes: Collection[int]) -> dict[int, Projected]:
    """The projected scores of nodes of a plan at the end of the fiscal year, by node, without what makes them wide.

    One query.
    """
    rows = projections_visible_to(actor).filter(node__in=nodes).order_by("node", "-period").distinct("node")
    frequency = plan.period_frequency
    return {row.node_id: _projected(row, Period(frequency, row.period)) for row in rows.defer("widest")}


def projections_explained(actor: Actor, nodes: Collection[int]) -> dict[int, list[Projected]]:
    """All projected scores of nodes, by node, the nearest first, with the measures that make each band wide.

    What the actor may not see is not named; nor, for who does not see all parts, what stands below a score that is no mean
    (decision 0027). Three queries, two for the office.
    """
    rows = list(projections_visible_to(actor).filter(node__in=nodes).select_related("node__plan").order_by("period"))
    measures = _named(actor, {int(leaf) for row in rows for leaf, _share in row.widest})
    found: dict[int, list[Projected]] = {}
    for row in rows:
        period = Period(row.node.plan.period_frequency, row.period)
        wide = [replace(measures[int(leaf)], share=share) for leaf, share in row.widest if int(leaf) in measures]
        found.setdefault(row.node_id, []).append(replace(_projected(row, period), widest=tuple(wide)))
    return found


def _projected(row: Projection, period: Period) -> Projected:
    return Projected(row.node_id, period, row.low, row.middle, row.high, row.drawn)


def _named(actor: Actor, leaves: Collection[int]) -> dict[int, WideMeasure]:
    """The measures of those nodes that may be named."""
    if not leaves:
        return {}
    seen = nodes_ever_visible_to(actor).filter(pk__in=leaves).select_related("measure", "unit")
    withheld = set[int]() if actor.has(Right.SEE_PRIVATE) else _withheld(actor, leaves)
    return {node.pk: _wide(node) for node in seen if node.pk not in withheld}


def _wide(node: Node) -> WideMeasure:
    code, name = (node.unit.code, node.unit.name) if node.unit else ("", "")
    return WideMeasure(node.pk, node.its_measure.code, node.its_measure.name, code, name, 0.0)


def _withheld(actor: Actor, leaves: Collection[int]) -> set[int]:
    """Leaves below a score that is no mean, and not all of whose parts the actor sees."""
    with connection.cursor() as cursor:
        cursor.execute(_SPECIAL_ABOVE, {"leaves": sorted(leaves), "day": clock.today()})
        special = cursor.fetchall()
    told = roll_ups_told(actor, {parent: how for _leaf, parent, how in special}, clock.today())
    return {leaf for leaf, parent, _how in special if parent not in told}
