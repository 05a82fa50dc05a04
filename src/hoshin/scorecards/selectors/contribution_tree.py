"""What a score is made of, all the way down: at every level the points add up to those of the level above."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime

from hoshin.accounts.access import Actor
from hoshin.base.ordering import counted
from hoshin.base.periods import Period
from hoshin.scorecards.assembly.explain import Moment, scores_at
from hoshin.scorecards.assembly.rollup import edges_of_parents
from hoshin.scorecards.models import Node, NodeKind
from hoshin.scorecards.policies import nodes_ever_visible_to
from hoshin.scorecards.selectors.explanation import MeasureInputs, actual_lines, measure_inputs
from hoshin.scorecards.selectors.lines import NodeLine
from hoshin.scorecards.selectors.listing import lines_known
from hoshin.strategy.models import Perspective

MOST_LINES = 2000
DEEPEST = 12


@dataclass(frozen=True, slots=True)
class TreeLine:
    """A node in its place: `share` of its parent (0–1, None where it has no score), `points` of the top's score.

    `line` is None for what the actor may not see; its points are there so that the sum is right.
    """

    line: NodeLine | None
    depth: int
    weight: float | None
    share: float | None
    points: float | None


@dataclass(frozen=True, slots=True)
class _Place:
    node: int
    depth: int
    weight: float | None
    share: float | None
    part: float


def contribution_tree(
    actor: Actor, node: Node, period: Period, *, as_of: datetime | None = None, depth: int = DEEPEST
) -> list[TreeLine]:
    """The tree below a node in reading order, its top first; what serves several stands under each.

    Missing scores have no share and no points; the others share their weight. At most 2,000 lines.
    """
    below = _below(node.pk, period, depth)
    nodes = {node.pk, *(child for children in below.values() for child, _ in children)}
    scores = scores_at(node.plan, sorted(nodes), Moment(period, as_of))
    lines = lines_known(actor, node.plan, nodes, period, as_of)
    positions = dict(Perspective.objects.filter(plan=node.plan).values_list("pk", "position"))
    found: list[TreeLine] = []
    waiting = [_Place(node.pk, 0, None, None, 1.0)]
    while waiting and len(found) < MOST_LINES:
        place = waiting.pop()
        score = scores.get(place.node)
        points = None if score is None else place.part * score
        found.append(TreeLine(lines.get(place.node), place.depth, place.weight, place.share, points))
        if place.depth < depth and place.node in lines:
            places = _places(place, below.get(place.node, []), scores)
            waiting += sorted(places, key=lambda child: _rank(lines.get(child.node), positions), reverse=True)
    return found


def inputs_of(
    actor: Actor, nodes: Collection[int], period: Period, as_of: datetime | None = None
) -> dict[int, MeasureInputs]:
    """By node id, what measures among the nodes were computed from; actuals as they were known at `as_of`."""
    measures = (
        nodes_ever_visible_to(actor).filter(id__in=nodes, kind=NodeKind.MEASURE).select_related("measure", "unit")
    )
    return {node.pk: _inputs(actor, node, period, as_of) for node in measures}


def _inputs(actor: Actor, node: Node, period: Period, as_of: datetime | None) -> MeasureInputs:
    found = measure_inputs(actor, node, period)
    if as_of is None:
        return found
    versions = actual_lines(actor, node.its_measure, unit_id=node.unit_id, until=period, limit=200, history=True)
    known = [
        version
        for version in versions
        if version.recorded_at <= as_of and (version.superseded_at is None or version.superseded_at > as_of)
    ]
    inside = [version for version in known if period.start <= version.period.start]
    return replace(found, actuals=inside or known[:1])


def _below(top: int, period: Period, depth: int) -> dict[int, list[tuple[int, float]]]:
    below: dict[int, list[tuple[int, float]]] = defaultdict(list)
    level, seen = {top}, {top}
    for _ in range(depth):
        edges = edges_of_parents(sorted(level))
        holding = edges.holding_on(period.end)
        columns = (edges.parent[holding].tolist(), edges.child[holding].tolist(), edges.weight[holding].tolist())
        for parent, child, weight in zip(*columns):
            below[parent].append((child, weight))
        level = set(columns[1]) - seen
        seen |= level
        if not level or len(seen) > 10 * MOST_LINES:
            break
    return below


def _places(above: _Place, children: list[tuple[int, float]], scores: dict[int, float | None]) -> list[_Place]:
    total = sum(weight for child, weight in children if scores.get(child) is not None)
    places = []
    for child, weight in children:
        share = weight / total if scores.get(child) is not None and total else None
        places.append(_Place(child, above.depth + 1, weight, share, above.part * (share or 0.0)))
    return places


def _rank(line: NodeLine | None, positions: dict[int, int]) -> tuple[object, ...]:
    if line is None:
        return (9,)
    kind = ["plan", "unit", "perspective", "objective", "measure"].index(line.kind)
    position = positions.get(line.ref, 0) if line.kind == NodeKind.PERSPECTIVE else 0
    return (kind, position, counted(line.code), counted(line.unit))
