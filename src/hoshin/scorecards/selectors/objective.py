"""Everything that one objective's page shows."""

from dataclasses import dataclass, field

from django.db.models import Q

from hoshin.accounts.access import Actor
from hoshin.base.periods import Period
from hoshin.scorecards.assembly.counting import Counting, counting_of
from hoshin.scorecards.assembly.explain import Moment, scores_at
from hoshin.scorecards.assembly.rollup import edges_of_parents
from hoshin.scorecards.assembly.unseen import Part, parts_seen
from hoshin.scorecards.models import Node, NodeKind
from hoshin.scorecards.policies import nodes_ever_visible_to
from hoshin.scorecards.selectors.lines import SHOWN_OF_NODE, NodeLine, lines_of_nodes
from hoshin.scorecards.selectors.nodes import seen_among
from hoshin.scorecards.selectors.periods import newest_score_of_goal, periods_and_choice
from hoshin.scorecards.selectors.series import Point, series_of
from hoshin.strategy.models import Contribution, Objective, Plan
from hoshin.strategy.policies import causal_links_visible_to, contributions_visible_to


@dataclass(frozen=True, slots=True)
class ServingLine:
    """One end of a contribution: what serves or is served, with weight, share of the whole (0–1) and points."""

    line: NodeLine | None
    code: str
    name: str
    kind: str
    weight: float
    is_linked_only: bool
    share: float | None = None
    points: float | None = None


@dataclass(frozen=True, slots=True)
class CausalLine:
    """An objective at the other end of a causal link, and how it stands."""

    objective: Objective
    line: NodeLine | None


@dataclass(slots=True)
class ScoredObjective:
    """An objective in a period. `line` is None where nothing of it is scored yet.

    `has_unseen`: something serves it that the actor may not see, so the points that are shown do not add up to its score.
    """

    objective: Objective
    node: int | None
    period: Period | None
    periods: list[Period]
    line: NodeLine | None = None
    points: list[Point] = field(default_factory=list)
    serves: list[ServingLine] = field(default_factory=list)
    served_by: list[ServingLine] = field(default_factory=list)
    has_unseen: bool = False
    drives: list[CausalLine] = field(default_factory=list)
    driven_by: list[CausalLine] = field(default_factory=list)


def objective_detail(actor: Actor, objective: Objective, *, period: str | None = None) -> ScoredObjective:
    """How an objective stands in a period (default: the latest in which it counts), what it serves and what serves it."""
    plan = objective.plan
    known, chosen = periods_and_choice(plan, period)
    if period is None and objective.removed_on is not None:
        chosen = next((one for one in known if one.start < objective.removed_on), chosen)
    seen = contributions_visible_to(actor).select_related("objective", "measure", "parent")
    contributions = list(seen.filter(Q(objective=objective) | Q(parent=objective)))
    above = [c for c in contributions if c.objective_id == objective.pk]
    below = [c for c in contributions if c.parent_id == objective.pk]
    links = list(causal_links_visible_to(actor).filter(Q(cause=objective) | Q(effect=objective)))
    found = _nodes(actor, objective, above, below, {pk for link in links for pk in (link.cause_id, link.effect_id)})
    nodes = {_key(node): node.pk for node in found}
    node = nodes.get(("objective", objective.pk))
    if period is None and objective.removed_on is None:
        chosen = _newest(plan, chosen, found, objective)
    detail = ScoredObjective(objective, node, chosen, known)
    lines: dict[int, NodeLine] = {}
    if chosen is not None:
        lines = lines_of_nodes(plan, found, chosen)
    if node is not None and chosen is not None:
        detail.line, detail.points = lines.get(node), series_of(plan, node, chosen)
    detail.serves = [_above(c, lines.get(nodes.get(("objective", c.parent_id), 0))) for c in above]
    parts = _parts(actor, plan, node, chosen, lines)
    detail.served_by, detail.has_unseen = _below(below, nodes, lines, parts), None in parts
    detail.drives = [_causal(link.effect, nodes, lines) for link in links if link.cause_id == objective.pk]
    detail.driven_by = [_causal(link.cause, nodes, lines) for link in links if link.effect_id == objective.pk]
    return detail


def _nodes(
    actor: Actor, objective: Objective, above: list[Contribution], below: list[Contribution], linked: set[int]
) -> list[Node]:
    """Their nodes, and of those of goals the first day of the latest period in which each has a score."""
    objectives = {
        objective.pk,
        *linked,
        *(c.parent_id for c in above),
        *(c.objective_id for c in below if c.objective_id),
    }
    measures = {c.measure_id for c in below if c.measure_id}
    seen = nodes_ever_visible_to(actor).filter(plan=objective.plan, unit=None)
    found = seen.filter(kind=NodeKind.OBJECTIVE, objective__in=objectives) | seen.filter(
        kind=NodeKind.MEASURE, measure__in=measures
    )
    return list(found.select_related(*SHOWN_OF_NODE).annotate(newest=newest_score_of_goal()))


def _newest(plan: Plan, chosen: Period | None, nodes: list[Node], objective: Objective) -> Period | None:
    """The period in which a goal is shown where none is asked for: people report while the plan's own still runs."""
    own = (vars(node)["newest"] for node in nodes if node.objective_id == objective.pk)
    known = [Period(plan.period_frequency, start) for start in own if start is not None]
    return max(known if chosen is None else [chosen, *known], default=None)


def _causal(objective: Objective, nodes: dict[tuple[str, int], int], lines: dict[int, NodeLine]) -> CausalLine:
    return CausalLine(objective, lines.get(nodes.get((NodeKind.OBJECTIVE, objective.pk), 0)))


def _key(node: Node) -> tuple[str, int]:
    return (node.kind, node.objective_id or node.measure_id or 0)


def _above(contribution: Contribution, line: NodeLine | None) -> ServingLine:
    parent = contribution.parent
    only = contribution.kind == Contribution.Kind.ALIGNS
    return ServingLine(line, parent.code, parent.name, "objective", contribution.weight, only)


def _parts(
    actor: Actor, plan: Plan, node: int | None, period: Period | None, lines: dict[int, NodeLine]
) -> dict[int | None, Part]:
    """The parts of a node's score in a period by their node, those that are not seen as one under None.

    One query, or three where something counted that has no line.
    """
    if node is None or period is None:
        return {}
    edges = edges_of_parents([node])
    counting = counting_of(edges.only(edges.holding_on(period.end))).get(node, Counting({}))
    others = [child for child in counting.weights if child not in lines]
    state = {child: lines[child].score for child in counting.weights if child in lines}
    state |= scores_at(plan, others, Moment(period)) if others else {}
    seen = {*lines, *(seen_among(actor, others) if others else ())}
    return {part.node: part for part in parts_seen(counting, state, seen)}


def _below(
    contributions: list[Contribution],
    nodes: dict[tuple[str, int], int],
    lines: dict[int, NodeLine],
    parts: dict[int | None, Part],
) -> list[ServingLine]:
    """Children with the points that they give; those without a score share their weight among the others."""
    serving = []
    for one in contributions:
        node = nodes.get((_kind_below(one), one.child.pk), 0)
        line, only = lines.get(node), one.kind == Contribution.Kind.ALIGNS
        part = parts.get(node) if line and line.score is not None else None
        share, points = (part.effective_weight, part.points) if part else (None, None)
        kind, child = _kind_below(one), one.child
        serving.append(ServingLine(line, child.code, child.name, kind, one.weight, only, share, points))
    return serving


def _kind_below(contribution: Contribution) -> str:
    return "objective" if contribution.objective_id else "measure"
