"""What a score is made of, all the way down: at every level the points add up to those of the level above."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime

from hoshin.accounts.access import Actor
from hoshin.base.ordering import counted
from hoshin.base.periods import Period
from hoshin.scorecards.assembly.counting import Counting, counting_of
from hoshin.scorecards.assembly.explain import Moment, scores_at
from hoshin.scorecards.assembly.rollup import edges_of_parents
from hoshin.scorecards.assembly.unseen import Part, parts_seen
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

    `line` is None for all that the actor may not see below a node, together; shares and points are None where they would
    tell the score of a single hidden part.
    """

    line: NodeLine | None
    depth: int
    weight: float | None
    share: float | None
    points: float | None


@dataclass(frozen=True, slots=True)
class _Place:
    node: int | None
    depth: int
    weight: float | None
    share: float | None
    points: float | None
    rate: float | None


def contribution_tree(
    actor: Actor, node: Node, period: Period, *, as_of: datetime | None = None, depth: int = DEEPEST
) -> list[TreeLine]:
    """The tree below a node in reading order, its top first; what serves several stands under each.

    Missing scores have no share and no points; the others share their weight. At most 2,000 lines.
    """
    below = _below(node.pk, period, depth)
    nodes = {node.pk, *(child for counting in below.values() for child in counting.weights)}
    scores = scores_at(node.plan, sorted(nodes), Moment(period, as_of))
    lines = lines_known(actor, node.plan, nodes, period, as_of)
    positions = dict(Perspective.objects.filter(plan=node.plan).values_list("pk", "position"))
    found: list[TreeLine] = []
    waiting = [_Place(node.pk, 0, None, None, scores.get(node.pk), 1.0)]
    while waiting and len(found) < MOST_LINES:
        place = waiting.pop()
        line = lines.get(place.node or 0)
        found.append(TreeLine(line, place.depth, place.weight, place.share, place.points))
        if line is not None and place.depth < depth:
            parts = parts_seen(below.get(line.node, Counting({})), scores, lines)
            places = [_placed(part, place, scores) for part in parts]
            waiting += sorted(places, key=lambda child: _rank(lines.get(child.node or 0), positions), reverse=True)
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


def _below(top: int, period: Period, depth: int) -> dict[int, Counting]:
    below: dict[int, Counting] = {}
    level, seen = {top}, {top}
    for _ in range(depth):
        edges = edges_of_parents(sorted(level))
        edges = edges.only(edges.holding_on(period.end))
        below |= counting_of(edges)
        level = set(edges.child.tolist()) - seen
        seen |= level
        if not level or len(seen) > 10 * MOST_LINES:
            break
    return below


def _placed(part: Part, above: _Place, scores: dict[int, float | None]) -> _Place:
    """A part in its place; of what has no score there is no share and no points, and none are told of what is sealed."""
    score = None if part.node is None else scores.get(part.node)
    share = part.effective_weight if part.node is None or score is not None else None
    below = None if above.rate is None or share is None or part.rate is None else above.rate * part.rate
    if part.node is None:
        points = None if above.rate is None or part.points is None else above.rate * part.points
    else:
        points = None if below is None or score is None else below * score
    return _Place(part.node, above.depth + 1, part.weight, share, points, below)


def _rank(line: NodeLine | None, positions: dict[int, int]) -> tuple[object, ...]:
    if line is None:
        return (9,)
    kind = ["plan", "unit", "perspective", "objective", "measure"].index(line.kind)
    position = positions.get(line.ref, 0) if line.kind == NodeKind.PERSPECTIVE else 0
    return (kind, position, counted(line.code), counted(line.unit))
