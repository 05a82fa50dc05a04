"""The nodes of a plan in the order in which people read them, without their scores: a page needs those of a few alone."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from hoshin.accounts.access import Actor
from hoshin.base.errors import NotFound
from hoshin.base.ordering import counted
from hoshin.base.periods import Period
from hoshin.base.wordings import Said
from hoshin.scorecards.assembly.rollup import edges_of_plan
from hoshin.scorecards.models import NodeKind
from hoshin.scorecards.policies import nodes_ever_visible_to
from hoshin.scorecards.selectors.nodes import counting_in
from hoshin.strategy.models import Perspective, Plan

_RANKS = {NodeKind.PLAN: 0, NodeKind.UNIT: 1, NodeKind.PERSPECTIVE: 2, NodeKind.OBJECTIVE: 3, NodeKind.MEASURE: 4}
_KEYS = [(f"{kind}_id", f"{kind}__code") for kind in _RANKS]
Rank = tuple[object, ...]


@dataclass(slots=True)
class NodePlace:
    """Where a node stands: what it is the score of, for which unit, how deep; all codes as they are stored."""

    node: int
    kind: str
    ref: int
    code: str
    unit: str
    depth: int = 0
    has_children: bool = False


def places_of(actor: Actor, plan: Plan, *, period: Period, unit: str | None = None) -> list[NodePlace]:
    """All nodes of a plan, each once: the plan, its perspectives with what serves them, its units.

    A measure's units follow the measure. With `unit` only what is that unit's own or counts for it; NotFound where
    the plan has nothing of that unit.
    """
    places = _places(actor, plan, period)
    below = _children(plan, period)
    _hang_up_held_measures(places, below)
    positions = dict(Perspective.everything.filter(plan=plan).values_list("pk", "position"))
    ranks = {node: _rank(place, positions) for node, place in places.items()}
    tops: Iterable[int] = places
    if unit is not None:
        tops = [node for node, place in places.items() if place.unit.casefold() == unit.casefold()]
        if not tops:
            known = {place.unit for place in places.values() if place.unit}
            raise NotFound(Said("unit in the plan %(plan)s with the code", plan=plan.code), unit, known=known)
    return _in_order(places, below, ranks, sorted(tops, key=ranks.__getitem__))


def _places(actor: Actor, plan: Plan, period: Period) -> dict[int, NodePlace]:
    nodes = nodes_ever_visible_to(actor).filter(counting_in(period), plan=plan)
    fields = [name for pair in _KEYS for name in pair]
    found = {}
    for node, kind, *values in nodes.values_list("id", "kind", *fields):
        given = dict(zip(fields, values, strict=True))
        found[node] = NodePlace(node, kind, given[f"{kind}_id"], given[f"{kind}__code"], given["unit__code"] or "")
    return found


def _children(plan: Plan, period: Period) -> dict[int, list[int]]:
    edges = edges_of_plan(plan)
    holding = edges.holding_on(period.end)
    below: dict[int, list[int]] = defaultdict(list)
    for parent, child in zip(edges.parent[holding].tolist(), edges.child[holding].tolist()):
        below[parent].append(child)
    return below


def _hang_up_held_measures(places: dict[int, NodePlace], below: dict[int, list[int]]) -> None:
    """Units that hold a measure follow it, also where its value is their aggregate and no edge says so."""
    whole = {place.ref: node for node, place in places.items() if place.kind == NodeKind.MEASURE and not place.unit}
    there = {node: set(below[node]) for node in whole.values() if node in below}
    for node, place in places.items():
        if place.kind == NodeKind.MEASURE and place.unit and place.ref in whole:
            above = whole[place.ref]
            if node not in there.get(above, ()):
                below[above].append(node)


def _rank(place: NodePlace, positions: dict[int, int]) -> Rank:
    position = positions.get(place.ref, 0) if place.kind == NodeKind.PERSPECTIVE else 0
    return (_RANKS[NodeKind(place.kind)], position, counted(place.code), counted(place.unit))


def _in_order(
    places: dict[int, NodePlace], below: dict[int, list[int]], ranks: dict[int, Rank], tops: Iterable[int]
) -> list[NodePlace]:
    ordered: dict[int, NodePlace] = {}
    waiting = [(node, 0) for node in reversed(list(tops))]
    while waiting:
        node, depth = waiting.pop()
        if node in ordered:
            continue
        ordered[node] = place = places[node]
        children = sorted((child for child in below.get(node, ()) if child in places), key=ranks.__getitem__)
        place.depth, place.has_children = depth, bool(children)
        waiting += [(child, depth + 1) for child in reversed(children)]
    return list(ordered.values())
