"""Units that hold the same, side by side: their rank, how far they lie apart, and what stands below for each."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from django.db.models import Exists, F, Func, Q

from hoshin.accounts.access import Actor
from hoshin.base.ordering import counted
from hoshin.base.paging import CountedPage, page_in_memory
from hoshin.base.periods import Period
from hoshin.org.models import Unit, UnitLine
from hoshin.org.selectors import unit_by_code
from hoshin.scorecards.figures import with_shown
from hoshin.scorecards.models import Node, NodeKind, Score
from hoshin.scorecards.policies import nodes_visible_to
from hoshin.scorecards.selectors.lines import NodeLine, lines_of
from hoshin.scorecards.selectors.nodes import node_of
from hoshin.scorecards.selectors.periods import periods_and_choice
from hoshin.strategy.models import Contribution, Objective, Perspective, Plan

PAGE_UNITS = 50
MOST_COLUMNS = 24


@dataclass(frozen=True, slots=True)
class Compared:
    """What is compared, or stands below it for each unit: a perspective, an objective, a measure."""

    kind: str
    ref: int
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class HeldScore:
    """A score of one unit, 0–100 or None, with its status."""

    node: int
    score: float | None
    status: int | None


@dataclass(frozen=True, slots=True)
class UnitStanding:
    """A unit among those compared. `rank` counts from 1, equal scores share one; None without a score.

    `cells` are the scores of the columns, None where the unit does not hold that.
    """

    unit: str
    name: str
    rank: int | None
    line: NodeLine
    cells: tuple[HeldScore | None, ...]
    below: int


@dataclass(frozen=True, slots=True)
class Spread:
    """How far the scores of units lie apart: 0–100; quartiles between the two nearest where none lies there."""

    count: int
    least: float
    lower: float
    middle: float
    upper: float
    most: float


@dataclass(frozen=True, slots=True)
class SideBySide:
    """Units that hold the same in one period. `path` leads from the top to the unit within which they lie."""

    plan: Plan
    period: Period | None
    periods: list[Period]
    of: Compared | None
    path: tuple[Unit, ...]
    whole: HeldScore | None
    columns: tuple[Compared, ...]
    page: CountedPage[UnitStanding]
    scores: tuple[float, ...]
    spread: Spread | None
    unscored: int


@dataclass(frozen=True, slots=True)
class _Holder:
    node: int
    unit: int
    code: str
    name: str
    parent: int | None


def side_by_side(
    actor: Actor,
    plan: Plan,
    *,
    of: tuple[str, str] | None = None,
    within: str = "",
    everything: bool = False,
    period: str | None = None,
    sort: str = "rank",
    page: str | int = 1,
) -> SideBySide:
    """Units directly below one (default: below the whole), or all of them below it, by what they hold.

    `of`: kind and code of what is compared, default: their scores over all. `sort`: rank, name or delta, with a minus
    before it the other way round. NotFound for a unit or a thing that is not there.
    """
    known, chosen = periods_and_choice(plan, period)
    kind, code = of or (NodeKind.PLAN, plan.code)
    whole = node_of(actor, code, kind=kind, plan=plan.code)
    where = unit_by_code(actor, within) if within else None
    compared = _compared(whole) if of else None
    columns = _columns(actor, plan, compared)
    holders = _holders(actor, plan, compared)
    chosen_ones = _within(holders, where, everything=everything)
    scores = _scores([whole.pk, *(one.node for one in chosen_ones)], chosen)
    top = scores.pop(whole.pk, None)
    before = _scores([one.node for one in chosen_ones], chosen.shift(-1) if chosen else None) if "delta" in sort else {}
    ranks = _ranks(scores)
    ordered = _in_order(chosen_ones, sort, ranks, scores, before)
    shown = page_in_memory(ordered, page, size=PAGE_UNITS)
    cells = _cells(actor, plan, shown.rows, columns, chosen)
    lines = lines_of(actor, plan, [one.node for one in shown.rows], chosen) if chosen else {}
    below = _counted_below(holders)
    rows = [
        UnitStanding(
            one.code, one.name, ranks.get(one.node), lines[one.node],
            tuple(cells.get((one.unit, column.kind, column.ref)) for column in columns), below.get(one.unit, 0),
        )
        for one in shown.rows if one.node in lines
    ]  # fmt: skip
    found = sorted(score.score for score in scores.values() if score.score is not None)
    return SideBySide(
        plan, chosen, known, compared, _path(where), top, columns, shown.showing(rows), tuple(found),
        _spread(found), len(chosen_ones) - len(found),
    )  # fmt: skip


def _compared(node: Node) -> Compared:
    thing = node.thing
    return Compared(node.kind, thing.pk, thing.code, thing.name)


def _columns(actor: Actor, plan: Plan, of: Compared | None) -> tuple[Compared, ...]:
    """What stands below what is compared, as the whole has it, in its order."""
    whole = nodes_visible_to(actor).filter(plan=plan, unit=None).select_related("perspective", "objective", "measure")
    if of is None:
        has_sides = Exists(Perspective.objects.filter(plan=plan))
        asked = Q(kind=NodeKind.PERSPECTIVE) | Q(~Q(has_sides), kind=NodeKind.OBJECTIVE, objective__unit=None)
    elif of.kind == NodeKind.PERSPECTIVE:
        serving = Contribution.objects.filter(kind=Contribution.Kind.CONTRIBUTES, objective__isnull=False)
        top = Objective.objects.filter(perspective=of.ref, unit=None).exclude(pk__in=serving.values("objective"))
        asked = Q(kind=NodeKind.OBJECTIVE, objective__in=top)
    elif of.kind == NodeKind.OBJECTIVE:
        serving = Contribution.objects.filter(parent=of.ref, kind=Contribution.Kind.CONTRIBUTES)
        asked = Q(kind=NodeKind.OBJECTIVE, objective__in=serving.values("objective"), objective__unit=None)
        asked |= Q(kind=NodeKind.MEASURE, measure__in=serving.values("measure"))
    else:
        return ()
    found = sorted(whole.filter(asked)[:MOST_COLUMNS], key=_place)
    return tuple(map(_compared, found))


def _place(node: Node) -> tuple[object, ...]:
    return node.kind == NodeKind.MEASURE, getattr(node.thing, "position", 0), counted(node.thing.code)


def _holders(actor: Actor, plan: Plan, of: Compared | None) -> list[_Holder]:
    """Every unit that has a score of what is compared, by its code."""
    kind = of.kind if of else NodeKind.UNIT
    held = nodes_visible_to(actor).filter(plan=plan, kind=kind, unit__isnull=False)
    if of:
        held = held.filter(**{f"{of.kind}_id": of.ref})
    rows = held.values_list("id", "unit_id", "unit__code", "unit__name", "unit__parent_id")
    return sorted((_Holder(*row) for row in rows), key=lambda one: counted(one.code))


def _within(holders: Sequence[_Holder], where: Unit | None, *, everything: bool) -> list[_Holder]:
    """Those that lie within a unit: directly below it, or anywhere. Alone at the top, a unit is the whole itself."""
    parents = {one.unit: one.parent for one in holders}
    if where is None and everything:
        return list(holders)
    if where is None:
        found = [one for one in holders if one.parent not in parents]
        while len(found) == 1 and found[0].unit in parents.values():
            found = [one for one in holders if one.parent == found[0].unit]
        return found
    if not everything:
        return [one for one in holders if one.parent == where.pk]
    return [one for one in holders if one.unit != where.pk and where.pk in _above(one.unit, parents)]


def _above(unit: int, parents: Mapping[int, int | None]) -> list[int]:
    found: list[int] = []
    above = parents.get(unit)
    while above is not None and above not in found:
        found.append(above)
        above = parents.get(above)
    return found


def _counted_below(holders: Sequence[_Holder]) -> dict[int, int]:
    counts: dict[int, int] = {}
    for one in holders:
        if one.parent is not None:
            counts[one.parent] = counts.get(one.parent, 0) + 1
    return counts


def _scores(nodes: Collection[int], period: Period | None) -> dict[int, HeldScore]:
    if period is None:
        return {}
    rows = with_shown(Score.objects.filter(node_id__in=nodes, period=period.start))
    return {row.node_id: HeldScore(row.node_id, row.shown_score, row.shown_status) for row in rows}


def _ranks(scores: Mapping[int, HeldScore]) -> dict[int, int]:
    """The rank of each node that has a score: one more than there are better ones."""
    found = sorted((one.score for one in scores.values() if one.score is not None), reverse=True)
    first = {score: at + 1 for at, score in reversed(list(enumerate(found)))}
    return {node: first[one.score] for node, one in scores.items() if one.score is not None}


def _cells(
    actor: Actor, plan: Plan, holders: Sequence[_Holder], columns: Sequence[Compared], period: Period | None
) -> dict[tuple[int, str, int], HeldScore]:
    """Scores of some units by unit, kind and number of what stands below."""
    asked = Q(pk__in=())
    for kind in {column.kind for column in columns}:
        asked |= Q(**{"kind": kind, f"{kind}_id__in": [column.ref for column in columns if column.kind == kind]})
    nodes = nodes_visible_to(actor).filter(asked, plan=plan, unit__in=[one.unit for one in holders])
    places: dict[int, tuple[int, str, int]] = {}
    for node, unit, kind, *refs in nodes.values_list(
        "id", "unit_id", "kind", "perspective_id", "objective_id", "measure_id"
    ):
        places[node] = (unit, kind, next(ref for ref in refs if ref is not None))
    scores = _scores(list(places), period)
    return {place: scores.get(node, HeldScore(node, None, None)) for node, place in places.items()}


def _in_order(
    holders: Sequence[_Holder],
    sort: str,
    ranks: Mapping[int, int],
    scores: Mapping[int, HeldScore],
    before: Mapping[int, HeldScore],
) -> list[_Holder]:
    """Units in the order wished; what has no number comes last whichever way."""
    name, is_down = sort.lstrip("-"), sort.startswith("-")
    if name == "name":
        return sorted(holders, key=lambda one: counted(one.name), reverse=is_down)

    def number(one: _Holder) -> float | None:
        if name == "delta":
            now, then = scores.get(one.node), before.get(one.node)
            return None if not now or not then or now.score is None or then.score is None else now.score - then.score
        return ranks.get(one.node)

    def key(one: _Holder) -> tuple[bool, float]:
        found = number(one)
        return found is None, 0.0 if found is None else -found if is_down else found

    return sorted(holders, key=key)


def _path(where: Unit | None) -> tuple[Unit, ...]:
    """From the top to the unit. One query."""
    if where is None:
        return ()
    line = UnitLine.objects.filter(unit=where, valid_to=None).annotate(above=Func(F("line"), function="unnest"))
    units = {unit.pk: unit for unit in Unit.objects.filter(pk__in=line.values("above"))}
    parents = {unit.pk: unit.parent_id for unit in units.values()}
    return tuple(units[unit] for unit in [*reversed(_above(where.pk, parents)), where.pk] if unit in units)


def _spread(found: Sequence[float]) -> Spread | None:
    if not found:
        return None
    lower, middle, upper = np.quantile(found, (0.25, 0.5, 0.75)).tolist()
    return Spread(len(found), found[0], lower, middle, upper, found[-1])
