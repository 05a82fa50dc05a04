"""From a score of the whole to those of the units that hold the same, and back."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from hoshin.accounts.access import Actor
from hoshin.scorecards.models import Node, NodeKind
from hoshin.scorecards.policies import nodes_ever_visible_to


@dataclass(frozen=True, slots=True)
class Counterparts:
    """`whole`: the node of the same thing without a unit, for a node that has one. `has_units`: units hold it as well."""

    whole: int | None = None
    has_units: bool = False


@dataclass(frozen=True, slots=True)
class SameThing:
    """What all nodes of a thing have in common, and their kinds: of a plan the whole is one, and units are another."""

    columns: dict[str, Any]
    of_whole: str
    of_units: str

    @classmethod
    def as_of(cls, node: Node) -> "SameThing":
        """That of one of them."""
        names = ("plan_id", "perspective_id", "objective_id", "measure_id")
        columns = {name: getattr(node, name) for name in names}
        if node.kind in (NodeKind.PLAN, NodeKind.UNIT):
            return cls(columns, NodeKind.PLAN, NodeKind.UNIT)
        return cls(columns, node.kind, node.kind)


def whole_of(node: Node) -> Q | None:
    """How the node of the same thing without a unit is found, where a node has one."""
    if node.unit_id is None:
        return None
    same = SameThing.as_of(node)
    return Q(is_active=True, kind=same.of_whole, unit=None, **same.columns)


def across_units(actor: Actor, node: Node, whole: int | None) -> Counterparts:
    """Where else the thing of a node is scored: `whole` is known where it has a unit. One query; none for a node of a unit,
    nor for a measure of the whole, whose own page says it."""
    if node.unit_id is not None:
        return Counterparts(whole, True)
    if node.kind == NodeKind.MEASURE:
        return Counterparts()
    same = SameThing.as_of(node)
    nodes = nodes_ever_visible_to(actor).filter(is_active=True, kind=same.of_units, unit__isnull=False, **same.columns)
    return Counterparts(None, nodes.exists())
