"""From a score of the whole to those of the units that hold the same, and back."""

from dataclasses import dataclass

from hoshin.accounts.access import Actor
from hoshin.scorecards.models import Node, NodeKind
from hoshin.scorecards.policies import nodes_ever_visible_to

_THINGS = ("perspective_id", "objective_id", "measure_id")


@dataclass(frozen=True, slots=True)
class Counterparts:
    """`whole`: the node of the same thing without a unit, for a node that has one. `has_units`: units hold it as well."""

    whole: int | None = None
    has_units: bool = False


def across_units(actor: Actor, node: Node) -> Counterparts:
    """Where else the thing of a node is scored. One query; none for a measure of the whole, whose own page says it."""
    if node.kind in (NodeKind.PLAN, NodeKind.UNIT) or (node.kind == NodeKind.MEASURE and node.unit_id is None):
        return Counterparts()
    thing = {name: getattr(node, name) for name in _THINGS}
    same = nodes_ever_visible_to(actor).filter(plan=node.plan_id, kind=node.kind, is_active=True, **thing)
    if node.unit_id:
        return Counterparts(same.filter(unit=None).values_list("pk", flat=True).first(), True)
    return Counterparts(None, same.filter(unit__isnull=False).exists())
