"""What would bring a measure or an objective back to where it stood: from the exact attribution of its fall."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import partial
from math import ceil, floor

from hoshin.accounts.access import Actor
from hoshin.base.errors import Invalid
from hoshin.base.periods import Period
from hoshin.base.wordings import Said
from hoshin.measures.models import Direction
from hoshin.measures.policies import measures_visible_to
from hoshin.scorecards.assembly.explain import Moment, compared
from hoshin.scorecards.assembly.recovering import score_with, value_scoring
from hoshin.scorecards.models import Node, NodeKind
from hoshin.scorecards.policies import nodes_ever_visible_to
from hoshin.scorecards.selectors import NodeLine, lines_of, scores_in, series_of
from hoshin.scorecards.selectors.nodes import seen_among
from hoshin.scorecards.statuses import STATUSES

LOOKED_BACK = 24
MOST_LEAVES = 7
_NOTHING = 1e-9
_DIGITS = 4


@dataclass(frozen=True, slots=True)
class RecoveryLeaf:
    """A measure that explains a part of a fall: by how many points, from which score to which, and the value that would
    bring it back (None: none can be told)."""

    line: NodeLine
    points: float
    was: float
    now: float
    value: float | None
    target: float | None


@dataclass(frozen=True, slots=True)
class RecoveryDraft:
    """How a score fell since a period in which it stood better, what explains it, and what it reaches with the targets of
    the chosen leaves; `rest` are the points that no leaf here explains."""

    node: Node
    since: Period
    period: Period
    before: float
    now: float
    leaves: tuple[RecoveryLeaf, ...]
    chosen: frozenset[int]
    reached: float | None
    rest: float


def recovery_of(actor: Actor, node: Node, period: Period, chosen: Collection[int] | None = None) -> RecoveryDraft:
    """The draft of a recovery; `chosen` are the nodes of the leaves that are to be brought back (None: all that can be).

    Invalid: it has no score in the period, or never stood better in the two years before.
    """
    since, before, now = _fall_of(node, period)
    seen = partial(seen_among, actor)
    found = compared(node.plan, node.pk, Moment(since), Moment(period), seen)
    falls = {one.node: one.points for one in found.movement.effects if one.kind == "score" and one.points < -_NOTHING}
    if node.kind == NodeKind.MEASURE and not falls:
        falls = {node.pk: now - before}
    named = sorted((pk for pk in falls if pk is not None), key=lambda pk: falls[pk])[:MOST_LEAVES]
    leaves = _leaves(actor, node, named, {pk: falls[pk] for pk in named}, since, period)
    able = {one.line.node for one in leaves if one.target is not None}
    wanted = frozenset(able if chosen is None else able & set(chosen))
    brought = {one.line.node: one.was for one in leaves if one.line.node in wanted}
    reached = score_with(node.plan, node.pk, period, brought) if brought else now
    rest = (now - before) - sum(one.points for one in leaves)
    return RecoveryDraft(node, since, period, before, now, tuple(leaves), wanted, reached, rest)


def _fall_of(node: Node, period: Period) -> tuple[Period, float, float]:
    """Since when, from and to: since it last stood better than off track, else since it stood best."""
    points = {point.period: point for point in series_of(node.plan, node.pk, period, LOOKED_BACK)}
    last = points.get(period)
    if last is None or last.score is None:
        raise Invalid(
            Said("%(name)s has no score in %(period)s.", name=node.thing.name, period=str(period)),
            remedy="Choose a period with a score: what has none cannot be brought back.",
        )
    now = last.score
    better = [one for one in points.values() if one.period < period and one.score is not None and one.score > now]
    stood = [one for one in better if STATUSES[one.status].tone != "poor"]
    if not better:
        raise Invalid(
            Said("%(name)s never stood better than now in the last two years.", name=node.thing.name),
            remedy="There is no fall to recover from: write a goal, or act on it.",
        )
    chosen = max(stood, key=lambda one: one.period) if stood else max(better, key=lambda one: one.score or 0.0)
    assert chosen.score is not None, "asked for with a score"
    return chosen.period, chosen.score, now


def _leaves(
    actor: Actor, top: Node, nodes: list[int], falls: dict[int, float], since: Period, period: Period
) -> list[RecoveryLeaf]:
    lines, before = lines_of(actor, top.plan, nodes, period), scores_in(nodes, since)
    then = lines_of(actor, top.plan, nodes, since)
    measures = measures_visible_to(actor).in_bulk(
        [line.ref for line in lines.values() if line.kind == NodeKind.MEASURE]
    )
    units = dict(nodes_ever_visible_to(actor).filter(pk__in=nodes).values_list("pk", "unit"))
    found = []
    for pk in nodes:
        line, was = lines.get(pk), before.get(pk)
        if line is None or was is None or line.score is None:
            continue
        measure = measures.get(line.ref) if line.kind == NodeKind.MEASURE else None
        target = None
        if measure is not None and line.value is not None:
            held = then[pk].value if pk in then else None
            target = value_scoring(top.plan, measure, units[pk], period, was, held)
        told = None if target is None else _rounded_beyond(target, line)
        found.append(RecoveryLeaf(line, falls[pk], was, line.score, line.value, told))
    return found


def _rounded_beyond(target: float, line: NodeLine) -> float:
    """A target with as many decimals as the measure shows, never short of what it takes."""
    decimals = line.decimals if line.decimals is not None else _decimals_for(target)
    scale = 10.0**decimals
    is_lower = line.direction == Direction.LOWER or (line.value is not None and target < line.value)
    rounded = floor(target * scale + 1e-6) if is_lower else ceil(target * scale - 1e-6)
    return rounded / scale


def _decimals_for(number: float) -> int:
    whole = len(str(int(abs(number))))
    return max(0, _DIGITS - whole)
