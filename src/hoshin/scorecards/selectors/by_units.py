"""What each unit gave to a score: from the whole to the units that hold the same, and from a unit to what stands above."""

from collections.abc import Collection
from dataclasses import dataclass, field
from functools import partial

from django.db.models import Q

from hoshin.accounts.access import Actor
from hoshin.base.periods import Period
from hoshin.org.models import Unit
from hoshin.scorecards.assembly.by_units import SplitByUnits, UnitPoints, split_by_units
from hoshin.scorecards.models import Node
from hoshin.scorecards.policies import nodes_ever_visible_to, nodes_visible_to
from hoshin.scorecards.selectors.across_units import SameThing
from hoshin.scorecards.selectors.explanation import earlier_period
from hoshin.scorecards.selectors.lines import SHOWN_OF_NODE, NodeLine, lines_of_nodes
from hoshin.scorecards.selectors.nodes import seen_among
from hoshin.scorecards.selectors.periods import periods_and_choice

_NOTHING = 1e-9


@dataclass(frozen=True, slots=True)
class UnitGift:
    """How much of a score a unit is (`share`, 0–1), the points that it gave, and those by which it moved it.

    None where there is no score, or none to compare with. `line`: the same thing for the unit, None where it gives by
    something else, an objective of its own.
    """

    code: str
    name: str
    share: float | None
    points: float | None
    moved: float | None
    line: NodeLine | None = None


@dataclass(frozen=True, slots=True)
class GivenAbove:
    """What a unit gives to the same thing above it: of the unit above, or of the whole, whose `unit` is ""."""

    line: NodeLine
    gift: UnitGift


@dataclass(frozen=True, slots=True)
class ByUnits:
    """A score split among the units right below; points add up to the score, what they moved to its change.

    `units` have the largest points first; those beyond are `rest` together. Beside them: what no unit holds or cannot be
    told by unit (`apart`), what weights and things that came or went did above the units (`weights`, in points moved), and
    what the actor may not see (`unseen`); None where there is none of it.
    """

    line: NodeLine
    since: Period
    before: float | None
    after: float | None
    units: list[UnitGift] = field(default_factory=list)
    rest: UnitPoints | None = None
    rest_count: int = 0
    apart: UnitPoints | None = None
    weights: UnitPoints | None = None
    unseen: UnitPoints | None = None
    above: GivenAbove | None = None
    periods: list[Period] = field(default_factory=list)


def by_units(
    actor: Actor, node: Node, *, period: str | None = None, since: str | None = None, shown: int | None = None
) -> ByUnits | None:
    """What the units below gave to a node's score in a period (default: the latest) and how they moved it since another
    (default: the one before); and what the node itself gives above. None where the plan has no scores yet.

    `shown`: so many units are told apart (None: all).
    """
    plan = node.plan
    known, chosen = periods_and_choice(plan, period)
    if chosen is None:
        return None
    earlier = earlier_period(plan, chosen, since, known)
    above = _above(actor, node)
    tops = [node.pk] if above is None else [node.pk, above]
    split = split_by_units(plan, tops, (earlier, chosen), partial(seen_among, actor))
    own = split[node.pk]
    giving = sorted(
        (unit for unit, points in own.units.items() if _told(points)), key=lambda unit: (-own.units[unit].points, unit)
    )
    told, others = giving[:shown], giving[len(giving[:shown]) :]
    lines, of_units = _lines(actor, node, tops, [*told, node.unit_id or 0], chosen)
    names = {unit: (line.unit or line.code, line.unit_name or line.name) for unit, line in of_units.items()}
    lacking = Unit.objects.filter(pk__in=[unit for unit in told if unit not in names])
    names |= {pk: (code, name) for pk, code, name in lacking.values_list("pk", "code", "name")}
    rest = [own.units[unit] for unit in others]
    return ByUnits(
        lines[node.pk],
        earlier,
        own.before,
        own.after,
        [_gift(*names[unit], own.units[unit], own, of_units.get(unit)) for unit in told],
        UnitPoints(*(sum(getattr(one, name) for one in rest) for name in ("share", "points", "moved")))
        if rest
        else None,
        len(rest),
        _told(own.apart),
        _told(own.weights),
        _told(own.unseen),
        _given(node, lines.get(above or 0), split.get(above or 0), lines[node.pk]),
        known,
    )


def _above(actor: Actor, node: Node) -> int | None:
    """The node of the unit above that holds the same as a unit's node, else that of the whole. One query, or none."""
    if node.unit is None:
        return None
    same, parent = SameThing.as_of(node), node.unit.parent_id
    wanted = Q(unit=None, kind=same.of_whole)
    if parent:
        wanted |= Q(unit=parent, kind=same.of_units)
    rows = {
        unit or 0: pk
        for unit, pk in nodes_visible_to(actor).filter(wanted, **same.columns).values_list("unit_id", "pk")
    }
    return rows.get(parent or 0, rows.get(0))


def _lines(
    actor: Actor, node: Node, nodes: Collection[int], units: Collection[int], period: Period
) -> tuple[dict[int, NodeLine], dict[int, NodeLine]]:
    """Some nodes by their numbers, and the same thing of some units by unit. Three queries."""
    same = SameThing.as_of(node)
    wanted = Q(pk__in=nodes) | Q(unit__in=units, kind=same.of_units, is_active=True, **same.columns)
    found = list(nodes_ever_visible_to(actor).filter(wanted).select_related(*SHOWN_OF_NODE))
    lines = lines_of_nodes(node.plan, found, period)
    held = {one.unit_id: lines[one.pk] for one in found if one.unit_id in units}
    return lines, {unit: line for unit, line in held.items() if unit is not None}


def _gift(code: str, name: str, points: UnitPoints, split: SplitByUnits, line: NodeLine | None) -> UnitGift:
    has_score = split.after is not None
    return UnitGift(
        code,
        name,
        points.share if has_score else None,
        points.points if has_score else None,
        points.moved if has_score and split.before is not None else None,
        line,
    )


def _given(node: Node, above: NodeLine | None, split: SplitByUnits | None, line: NodeLine) -> GivenAbove | None:
    if above is None or split is None or node.unit is None or node.unit_id not in split.units:
        return None
    return GivenAbove(above, _gift(node.unit.code, node.unit.name, split.units[node.unit.pk], split, line))


def _told(points: UnitPoints) -> UnitPoints | None:
    """Points of which there are any."""
    return points if max(abs(points.share), abs(points.points), abs(points.moved)) > _NOTHING else None
