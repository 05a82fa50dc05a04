"""Line of sight: the ways from an objective up to its plan, with the share of the weight that it has on each step."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from hoshin.accounts.access import Actor
from hoshin.base import clock
from hoshin.base.periods import Period
from hoshin.scorecards.assembly.counting import Counting, counting_of
from hoshin.scorecards.assembly.rollup import edges_up_from
from hoshin.scorecards.models import Node, NodeKind
from hoshin.scorecards.policies import nodes_ever_visible_to
from hoshin.strategy.models import Plan

MOST_PATHS, DEEPEST = 12, 32


@dataclass(frozen=True, slots=True)
class SightStep:
    """What is served on a step, and the share 0–1 of its weight that the step below has. Without a name it is hidden."""

    kind: str
    code: str
    name: str
    share: float


@dataclass(frozen=True, slots=True)
class LineOfSight:
    """All ways up to the plan, and the share of the plan's weight over all of them together; no way: an orphan."""

    paths: tuple[tuple[SightStep, ...], ...]
    whole: float


def sight_of(actor: Actor, plan: Plan, objectives: Collection[int]) -> dict[int, LineOfSight]:
    """The line of sight of objectives of a plan, by the weights that hold today. Three queries, however many.

    Shares are those of the weights that were agreed, whether or not everything has reported: 25 % of 40 % is 10 % of the
    plan.
    """
    own = nodes_ever_visible_to(actor).filter(plan=plan, unit=None, objective__in=objectives)
    starts = {node.objective_id: node.pk for node in own}
    edges = edges_up_from(list(starts.values()))
    day = Period.containing(clock.today(), plan.period_frequency).end
    counting = counting_of(edges.only(edges.holding_on(day)))
    above: dict[int, list[int]] = {}
    for parent, counts in counting.items():
        for child in counts.weights:
            above.setdefault(child, []).append(parent)
    is_seen = Exists(nodes_ever_visible_to(actor).filter(pk=OuterRef("pk")))
    rows = Node.objects.filter(pk__in=counting, unit=None).annotate(is_seen=is_seen)
    nodes = {node.pk: node for node in rows.select_related("objective", "perspective", "plan")}
    seen = {pk for pk, node in nodes.items() if node.is_seen}
    return {number: _sight(start, nodes, seen, counting, above) for number, start in starts.items() if number}


def _sight(
    start: int,
    nodes: Mapping[int, Node],
    seen: Collection[int],
    counting: Mapping[int, Counting],
    above: Mapping[int, list[int]],
) -> LineOfSight:
    paths: list[tuple[SightStep, ...]] = []
    whole = 0.0
    waiting: list[tuple[int, tuple[SightStep, ...], float]] = [(start, (), 1.0)]
    while waiting:
        at, steps, share = waiting.pop()
        if at in nodes and nodes[at].kind == NodeKind.PLAN:
            whole += share
            if len(paths) < MOST_PATHS:
                paths.append(steps)
            continue
        for parent in above.get(at, ()) if len(steps) < DEEPEST else ():
            weights = counting[parent].weights
            total = sum(weights.values())
            if parent in nodes and total > 0:
                part = weights[at] / total
                waiting.append((parent, (*steps, _step(nodes[parent], parent in seen, part)), share * part))
    return LineOfSight(tuple(sorted(paths, key=len)), whole)


def _step(node: Node, is_seen: bool, share: float) -> SightStep:
    thing = node.thing
    return SightStep(node.kind, thing.code, thing.name, share) if is_seen else SightStep(node.kind, "", "", share)
