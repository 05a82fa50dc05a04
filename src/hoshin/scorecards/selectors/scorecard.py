"""The scorecard of a plan, or of one unit in it: perspectives, objectives and what serves them."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace

from django.db.models import Exists, OuterRef, Q

from hoshin.accounts.access import Actor
from hoshin.audit.unchanged import NOT_LIMITED, Within, while_unchanged
from hoshin.base.errors import NotFound
from hoshin.base.ordering import counted
from hoshin.base.periods import Period
from hoshin.org.models import Unit
from hoshin.scorecards.models import Edge, Node, NodeKind, Score
from hoshin.scorecards.policies import alike, nodes_ever_visible_to
from hoshin.scorecards.selectors.attention import NOTHING, Attention, attention_found
from hoshin.scorecards.selectors.lines import (
    SHOWN_OF_NODE,
    NodeLine,
    ShownPlace,
    lines_of_nodes,
    overrides_in,
    trend_up_to,
)
from hoshin.scorecards.selectors.nodes import Branch, counting_in, holding_on, node_tree, roll_ups_told
from hoshin.scorecards.selectors.periods import periods_and_choice
from hoshin.strategy.models import Plan

DEPTH = 3
MAX_LINES = 1500


@dataclass(frozen=True, slots=True)
class Scorecard:
    """A plan in one period. `lines` stand in reading order, each with its depth: 0 the top, 1 perspectives, …"""

    plan: Plan
    unit: Unit | None
    period: Period | None
    periods: list[Period]
    top: NodeLine | None = None
    lines: list[NodeLine] = field(default_factory=list)
    cut: int = 0
    attention: Attention = NOTHING


def scorecard(
    actor: Actor,
    plan: Plan,
    *,
    unit: str | None = None,
    period: str | None = None,
    depth: int = DEPTH,
    opened: Collection[int] | None = None,
    has_attention: bool = False,
) -> Scorecard:
    """The scorecard of a plan, of one of its units where asked, in a period (default: the latest with scores).

    `opened`: below the first level only what serves these nodes is read (None: everything). `has_attention`: with what
    is off track, late or restated. It is kept until anything of it changes, for all who see the same.
    """
    read = None if opened is None else frozenset(opened)
    known, chosen = periods_and_choice(plan, period)

    def find() -> Scorecard:
        return _found(actor, plan, unit, chosen, depth, read, has_attention)

    key = ("scorecard", alike(actor), plan.pk, plan.version, unit, chosen, depth, read, has_attention)
    # A value of another year changes nothing here: no score before the trend is looked at, nor any after the period.
    within = chosen and Within(Score._meta.db_table, plan.pk, trend_up_to(chosen)[0].start, chosen.start)
    return replace(while_unchanged(key, find, within or NOT_LIMITED), plan=plan, periods=known)


def _found(
    actor: Actor,
    plan: Plan,
    unit: str | None,
    chosen: Period | None,
    depth: int,
    opened: Collection[int] | None,
    has_attention: bool,
) -> Scorecard:
    where = _unit(unit)
    empty = Scorecard(plan, where, chosen, [])
    top = _top(plan, where, chosen)
    if chosen is None or top is None:
        return empty
    held = _held(plan, where, top.pk, chosen) if where else []
    if where and top.kind == NodeKind.PLAN and not held:
        return empty
    branches = node_tree(top.pk, chosen.end, depth, opened=opened) + held
    shown = branches[:MAX_LINES]
    overrides = overrides_in(plan)
    found = attention_found(actor, plan, where, chosen, overrides) if has_attention else None
    wanted = {branch.node for branch in shown} | (found.nodes if found else set())
    nodes = list(nodes_ever_visible_to(actor).filter(pk__in=wanted).select_related(*SHOWN_OF_NODE))
    lines = lines_of_nodes(plan, nodes, chosen, overrides)
    roll_ups = roll_ups_told(actor, {branch.node: branch.aggregator for branch in shown}, chosen.end)
    above = lines.get(top.pk)
    return replace(
        empty,
        top=above and above.at(ShownPlace(roll_up=roll_ups.get(top.pk, ""))),
        lines=_in_order(shown, lines, _positions(nodes), top.pk, roll_ups),
        cut=len(branches) - len(shown),
        attention=found.with_lines(lines) if found else NOTHING,
    )


def _unit(code: str | None) -> Unit | None:
    if not code:
        return None
    unit = Unit.objects.filter(code__iexact=code).first()
    if unit is None:
        raise NotFound("unit", code, known=Unit.objects.values_list("code", flat=True)[:2000])
    return unit


def _top(plan: Plan, unit: Unit | None, period: Period | None) -> Node | None:
    """The unit's own node, or the plan's where the unit has none."""
    tops = Q(kind=NodeKind.PLAN) | Q(kind=NodeKind.UNIT, unit=unit) if unit else Q(kind=NodeKind.PLAN)
    found = {node.kind: node for node in Node.objects.filter(tops, counting_in(period), plan=plan)}
    return found.get(NodeKind.UNIT) or found.get(NodeKind.PLAN)


def _held(plan: Plan, unit: Unit, top: int, period: Period) -> list[Branch]:
    """Measures of the plan that the unit holds its own values of, and that count for nothing else of the unit."""
    held = Node.objects.filter(counting_in(period), plan=plan, unit=unit, kind=NodeKind.MEASURE)
    counting = Edge.objects.filter(holding_on(period.end), child=OuterRef("pk"), parent__kind=NodeKind.OBJECTIVE)
    nodes = held.exclude(Exists(counting)).order_by("measure__code")
    return [Branch(node, top, 1, None, None) for node in nodes.values_list("id", flat=True)[:MAX_LINES]]


def _positions(nodes: Iterable[Node]) -> dict[int, int]:
    """Where perspectives stand among those of their plan, by node."""
    return {node.pk: node.perspective.position for node in nodes if node.perspective is not None}


def _in_order(
    branches: list[Branch],
    lines: dict[int, NodeLine],
    positions: dict[int, int],
    top: int,
    roll_ups: Mapping[int, str],
) -> list[NodeLine]:
    below: dict[int, list[Branch]] = {}
    for branch in branches:
        if branch.parent is not None:
            below.setdefault(branch.parent, []).append(branch)

    def rank(branch: Branch) -> tuple[object, ...]:
        line = lines.get(branch.node)
        if line is None:
            return (9,)
        kind = {"perspective": 0, "objective": 1, "measure": 2}.get(line.kind, 3)
        return (kind, positions.get(branch.node, 0), counted(line.code))

    hidden = {node: sum(branch.node not in lines for branch in under) for node, under in below.items()}
    ordered: list[NodeLine] = []

    def walk(node: int) -> None:
        for branch in sorted(below.get(node, []), key=rank):
            line = lines.get(branch.node)
            if line is None:
                continue
            place = ShownPlace(
                has_children=branch.has_children,
                depth=branch.depth,
                parent=branch.parent,
                weight=branch.weight,
                # Beside a single hidden part a share would tell its weight, and with that its score: `assembly.unseen`.
                share=branch.share if hidden[node] != 1 else None,
                hidden=hidden.get(branch.node, 0),
                roll_up=roll_ups.get(branch.node, ""),
            )
            ordered.append(line.at(place))
            walk(branch.node)

    walk(top)
    return ordered
