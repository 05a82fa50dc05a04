"""What would follow of what is assumed: the scores of the ancestors alone, and what each assumption adds to one of them."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from hoshin.base.periods import Period
from hoshin.engine import rollup as engine
from hoshin.engine.scoring import split_change
from hoshin.scenarios.assembly.overlaying import SupposedPart, parts_of, together
from hoshin.scenarios.rows import Assumption
from hoshin.scorecards.assembly.counting import counting_of
from hoshin.scorecards.assembly.explain import engine_input
from hoshin.scorecards.assembly.rollup import EdgeColumns
from hoshin.scorecards.assembly.rules import Rules
from hoshin.scorecards.assembly.scores import find_leaves, measure_rows
from hoshin.scorecards.assembly.store import ScoreRow
from hoshin.scorecards.assembly.stored import Stored
from hoshin.scorecards.assembly.unseen import sealed_parents
from hoshin.strategy.models import Plan

# Of more assumptions that meet in one measure, the effects are told together: each further one doubles the work.
MOST_MEETING = 5
_NOTHING = 1e-12
Scores = Mapping[int, float | None]


@dataclass(frozen=True, slots=True)
class Supposed:
    """What stands in a period and what would: rows by node, of all that is above what is taken otherwise and right below
    that. `edges` count today, `weighed` would.

    `reached` are the measures whose scores are found anew and all that stands above them.
    """

    plan: Plan
    period: Period
    parts: Sequence[SupposedPart]
    before: Mapping[int, ScoreRow]
    after: Mapping[int, ScoreRow]
    edges: EdgeColumns
    weighed: EdgeColumns
    stored: Stored

    @property
    def scores_before(self) -> Scores:
        return {node: row.score for node, row in self.before.items()}

    @property
    def scores_after(self) -> Scores:
        return {node: row.score for node, row in self.after.items()}

    @property
    def reached(self) -> list[int]:
        """What may move, lowest first: measures, then all above them."""
        moved = {node for node, row in self.after.items() if self.before.get(node) != row}
        above = set(self.edges.parent.tolist())
        leaves = sorted(moved - above)
        return [*leaves, *_upwards(self.edges, above)]


def asked(plan: Plan, period: Period, assumptions: Sequence[Assumption]) -> Supposed:
    """What would stand in a period of a plan. Nothing is written. Invalid names an assumption that changes nothing."""
    said = parts_of(plan, period, assumptions)
    parts, stored = said.parts, said.stored
    over = together(parts)
    measures = frozenset[int]().union(*(part.reaches for part in parts))
    # A target that holds for all units may reach each of them; what is recorded reaches those above its unit.
    units = (
        None
        if over.targets
        else frozenset(unit for _measure, unit, _day in over.recorded) | {unit for _measure, unit in over.held}
    )
    found = measure_rows(plan, measures, [period], units=units, over=over, stored=stored)
    before = {node: row for (node, _start), row in found.before.items()}
    edges = found.edges if found.edges is not None else _no_edges()
    edges = edges.only(edges.holding_on(period.end))
    after = before | {row.node: row for row in found.changed}
    return Supposed(plan, period, parts, before, after, edges, over.over_edges(edges, period), stored)


def _no_edges() -> EdgeColumns:
    kinds = (np.int64, np.int64, np.float64, np.bool_, np.uint8, np.int32, "datetime64[D]", "datetime64[D]")
    return EdgeColumns(*(np.empty(0, dtype=kind) for kind in kinds))


def _upwards(edges: EdgeColumns, above: Collection[int]) -> list[int]:
    """The parents, each after those that stand below it."""
    below: dict[int, list[int]] = defaultdict(list)
    for parent, child in zip(edges.parent.tolist(), edges.child.tolist()):
        if child in above:
            below[parent].append(child)
    order: dict[int, None] = {}

    def visit(node: int) -> None:
        for child in below.get(node, ()):
            if child not in order:
                visit(child)
        order.setdefault(node)

    for node in sorted(above):
        visit(node)
    return list(order)


def untold(found: Supposed, seen: Collection[int]) -> set[int]:
    """The nodes of which somebody who sees only these may not be told what would become of them.

    Whoever may try any value would find by it the score of the one part that is hidden from them, or how much it counts
    (`unseen`). So what would be is told up to the first node that hides such a part, and neither there nor above.
    """
    closed = sealed_parents(counting_of(found.edges), found.scores_before, seen)
    closed |= sealed_parents(counting_of(found.weighed), found.scores_after, seen)
    above: dict[int, list[int]] = defaultdict(list)
    for parent, child in zip(found.edges.parent.tolist(), found.edges.child.tolist()):
        above[child].append(parent)
    waiting = list(closed)
    while waiting:
        for parent in above.get(waiting.pop(), ()):
            if parent not in closed:
                closed.add(parent)
                waiting.append(parent)
    return closed


@dataclass(frozen=True, slots=True)
class SupposedShare:
    """Points that something adds to the change of a score: an assumption ("assumption", by its place), the weights below a
    node that several change ("weights"), values that appear or disappear below a node ("coverage"), or several assumptions
    that meet in a measure ("together")."""

    kind: str
    points: float
    assumption: int | None = None
    node: int | None = None


@dataclass(frozen=True, slots=True)
class SupposedShares:
    """What moved a score; with `residual`, which is rounding, the points add up to the change. None: not applicable."""

    before: float | None
    after: float | None
    shares: tuple[SupposedShare, ...]
    residual: float


def shares_of(found: Supposed, top: int) -> SupposedShares:
    """What each assumption adds to the change of a node's score. Method: 2.5, and Shapley where several meet."""
    before, after = found.scores_before, found.scores_after
    old, new = before.get(top), after.get(top)
    if old is None or new is None:
        return SupposedShares(old, new, (), 0.0)
    nodes = np.unique(np.concatenate([[top], found.edges.parent, found.edges.child]))
    place = int(np.searchsorted(nodes, top))
    result = engine.attribute(
        *engine_input(nodes, found.edges, before), *engine_input(nodes, found.weighed, after), place
    )
    gathered: dict[tuple[str, int | None, int | None], float] = defaultdict(float)
    moved = np.flatnonzero(np.abs(result.leaf_effect) > 0)
    rates = {int(nodes[at]): float(result.rate[at]) for at in moved}
    for node, by_assumption in _of_leaves(found, rates).items():
        points = float(result.leaf_effect[np.searchsorted(nodes, node)])
        for assumption, one in _exact(by_assumption, points).items():
            key = ("together", None, node) if assumption is None else ("assumption", assumption, None)
            gathered[key] += one
    weighing = _weighing(found.parts)
    parents = nodes[result.edge_parent]
    for kind, column in (("weights", result.reweighting_effect), ("coverage", result.coverage_effect)):
        for edge in np.flatnonzero(np.abs(column) > _NOTHING):
            parent = int(parents[edge])
            by = weighing.get(parent, [])
            alone = kind == "weights" and len(by) == 1
            gathered[("assumption", by[0], None) if alone else (kind, None, parent)] += float(column[edge])
    shares = [SupposedShare(kind, points, at, node) for (kind, at, node), points in gathered.items() if points]
    shares.sort(key=lambda share: -abs(share.points))
    return SupposedShares(old, new, tuple(shares), (new - old) - sum(share.points for share in shares))


def _weighing(parts: Sequence[SupposedPart]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    for at, part in enumerate(parts):
        for parent in {parent for parent, _child in part.weights}:
            found[parent].append(at)
    return found


def _exact(shares: Mapping[int | None, float], points: float) -> dict[int | None, float]:
    """SupposedShares that add up to the points; rounding stays with the largest."""
    found = dict(shares)
    largest = max(found, key=lambda one: abs(found[one]))
    found[largest] += points - sum(found.values())
    return found


def _of_leaves(found: Supposed, rates: Mapping[int, float]) -> dict[int, dict[int | None, float]]:
    """By leaf what each assumption adds through it, in points of the top; None: several that are not told apart."""
    rows = found.stored.rows
    shares: dict[int, dict[int | None, float]] = {}
    meeting: dict[tuple[int, ...], list[int]] = defaultdict(list)
    before, after = found.scores_before, found.scores_after
    for at, (node, measure) in enumerate(zip(rows.node.tolist(), rows.measure.tolist())):
        if node not in rates:
            continue
        by = tuple(number for number, part in enumerate(found.parts) if measure in part.reaches)
        if len(by) == 1:
            shares[node] = {by[0]: rates[node] * ((after.get(node) or 0.0) - (before.get(node) or 0.0))}
        elif len(by) <= MOST_MEETING:
            meeting[by].append(at)
        else:
            shares[node] = {None: 0.0}
    for by, places in meeting.items():
        corners = _corners(found, by, [int(rows.node[at]) for at in places])
        each = split_change(corners, len(by))
        for column, at in enumerate(places):
            node = int(rows.node[at])
            split = each[:, column]
            told = {number: rates[node] * float(split[player]) for player, number in enumerate(by)}
            shares[node] = {None: 0.0} if np.isnan(split).any() else {**told}
    return shares


def _corners(found: Supposed, by: tuple[int, ...], nodes: Sequence[int]) -> np.ndarray:
    """Scores of some leaves with each choice among the assumptions that reach them: shape (2, …, 2, leaves)."""
    every = found.stored.rows
    rows = every.only(np.flatnonzero(np.isin(every.node, nodes)))
    others = [part for number, part in enumerate(found.parts) if number not in by]
    rules = Rules.of(found.plan)
    corners = np.full((2,) * len(by) + (len(rows),), np.nan)
    for choice in np.ndindex(*(2,) * len(by)):
        chosen = [found.parts[number] for number, is_taken in zip(by, choice) if is_taken]
        over = together([*others, *chosen])
        leaves = find_leaves(found.plan, rows, [found.period], rules, beside=every, over=over, stored=found.stored)
        corners[choice] = leaves.score[:, 0]
    return corners


def nodes_of(found: Supposed) -> Iterable[int]:
    """All nodes of which something is known."""
    return {*found.before, *found.after, *found.edges.parent.tolist(), *found.edges.child.tolist()}
