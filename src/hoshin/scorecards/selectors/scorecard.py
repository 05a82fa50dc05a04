"""The scorecard of a plan, or of one unit in it: perspectives, objectives and what serves them."""

from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.db.models import Exists, OuterRef, Q

from hoshin.accounts.access import Actor
from hoshin.audit.unchanged import Found, Within, while_unchanged
from hoshin.base.errors import NotFound
from hoshin.base.ordering import counted
from hoshin.base.periods import Period
from hoshin.org.models import Unit
from hoshin.scorecards.models import ClosedPeriod, Edge, Node, NodeKind, Score
from hoshin.scorecards.policies import alike, nodes_ever_visible_to
from hoshin.scorecards.selectors.attention import NOTHING, Attention, attention_found
from hoshin.scorecards.selectors.lines import (
    SHOWN_OF_NODE,
    NodeLine,
    ShownOverride,
    ShownPlace,
    lines_of_nodes,
    overrides_in,
    trend_up_to,
)
from hoshin.scorecards.selectors.nodes import Branch, counting_in, holding_on, node_tree, placed_in, roll_ups_told
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
    known, chosen = periods_and_choice(plan, period)
    asked = _Asked(actor, plan, unit, chosen, depth, None if opened is None else frozenset(opened))
    if chosen is None:
        return Scorecard(plan, _unit(unit), None, known)
    found = asked.kept("scorecard", lambda: _found(asked, chosen, has_attention), trend_up_to(chosen)[0], has_attention)
    return replace(found, plan=plan, periods=known)


@dataclass(frozen=True, slots=True)
class _Asked:
    """Which scorecard is asked for, and by whom."""

    actor: Actor
    plan: Plan
    unit: str | None
    period: Period | None
    depth: int
    opened: frozenset[int] | None

    def kept(self, what: str, find: Callable[[], Found], since: Period, *more: Hashable) -> Found:
        """What is found of it, kept while nothing of it changes; of scores it looks at those from a period to this one."""
        assert self.period is not None
        of_plan = (self.plan.pk, self.plan.version, self.unit, self.period, self.depth, self.opened)
        within = Within(Score._meta.db_table, self.plan.pk, since.start, self.period.start)
        return while_unchanged((what, alike(self.actor), *of_plan, *more), find, within)


@dataclass(frozen=True, slots=True)
class _Structure:
    """What stands on a scorecard, whatever its scores are."""

    unit: Unit | None
    top: int | None = None
    is_closed: bool = False
    branches: Sequence[Branch] = ()
    cut: int = 0
    nodes: Sequence[Node] = ()
    overrides: Mapping[int, Sequence[ShownOverride]] = field(default_factory=dict)
    roll_ups: Mapping[int, str] = field(default_factory=dict)


def _found(asked: _Asked, period: Period, has_attention: bool) -> Scorecard:
    """Recorded values move scores alone, and mostly of few periods: the rest is kept by itself."""
    actor, plan = asked.actor, asked.plan
    structure = asked.kept("structure", lambda: _structure(asked, period), period)
    empty = Scorecard(plan, structure.unit, period, [])
    if structure.top is None:
        return empty
    attention = _attention(asked, structure, period) if has_attention else NOTHING
    nodes = list(structure.nodes)
    if beyond := attention.nodes - {node.pk for node in nodes}:
        nodes += nodes_ever_visible_to(actor).filter(pk__in=beyond).select_related(*SHOWN_OF_NODE)
    lines = lines_of_nodes(plan, nodes, period, structure.overrides)
    above = lines.get(structure.top)
    return replace(
        empty,
        top=above and above.at(ShownPlace(roll_up=structure.roll_ups.get(structure.top, ""))),
        lines=_in_order(structure, lines),
        cut=structure.cut,
        attention=attention.with_lines(lines),
    )


def _attention(asked: _Asked, structure: _Structure, period: Period) -> Attention:
    # What is given to it from the structure belongs into the key.
    held = tuple((node, *held) for node, held in structure.overrides.items())
    given = structure.unit and structure.unit.pk, structure.is_closed, held

    def find() -> Attention:
        return attention_found(
            asked.actor,
            asked.plan,
            structure.unit,
            period,
            is_closed=structure.is_closed,
            overrides=structure.overrides,
        )

    return asked.kept("attention", find, period, given)


def _structure(asked: _Asked, period: Period) -> _Structure:
    actor, plan = asked.actor, asked.plan
    where = _unit(asked.unit)
    top: Any = _top(plan, where, period)
    if top is None:
        return _Structure(where)
    held = _held(plan, where, top.pk, period) if where else []
    if where and top.kind == NodeKind.PLAN and not held:
        return _Structure(where)
    branches = node_tree(top.pk, period.end, asked.depth, opened=asked.opened) + held
    shown = branches[:MAX_LINES]
    nodes = nodes_ever_visible_to(actor).filter(pk__in={branch.node for branch in shown})
    roll_ups = roll_ups_told(actor, {branch.node: branch.aggregator for branch in shown}, period.end)
    return _Structure(
        where,
        top.pk,
        top.is_of_closed,
        shown,
        len(branches) - len(shown),
        list(nodes.select_related(*SHOWN_OF_NODE)),
        overrides_in(plan),
        roll_ups,
    )


def _unit(code: str | None) -> Unit | None:
    if not code:
        return None
    unit = Unit.objects.filter(code__iexact=code).first()
    if unit is None:
        raise NotFound("unit", code, known=Unit.objects.values_list("code", flat=True)[:2000])
    return unit


def _top(plan: Plan, unit: Unit | None, period: Period) -> Node | None:
    """The unit's own node, or the plan's where the unit has none; `is_of_closed`: whether the period is closed."""
    tops = Q(kind=NodeKind.PLAN) | Q(kind=NodeKind.UNIT, unit=unit) if unit else Q(kind=NodeKind.PLAN)
    closed = ClosedPeriod.objects.filter(plan=plan, period=period.start)
    nodes = Node.objects.filter(tops, placed_in(period), plan=plan).annotate(is_of_closed=Exists(closed))
    found = {node.kind: node for node in nodes}
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


def _in_order(structure: _Structure, lines: Mapping[int, NodeLine]) -> list[NodeLine]:
    branches, positions = structure.branches, _positions(structure.nodes)
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
                roll_up=structure.roll_ups.get(branch.node, ""),
            )
            ordered.append(line.at(place))
            walk(branch.node)

    assert structure.top is not None
    walk(structure.top)
    return ordered
