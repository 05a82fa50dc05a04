"""Finds the scores of a plan: all of them, or those that a change touches."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain

import numpy as np
from django.db import connection

from hoshin.base.periods import Period
from hoshin.engine.reasons import Reason
from hoshin.engine.scoring import progress_status_of, status_of
from hoshin.measures.assembly import load_actuals
from hoshin.scorecards.assembly import rollup, store
from hoshin.scorecards.assembly.formulas import with_inputs
from hoshin.scorecards.assembly.leaves import ACHIEVED, LeafScores, score_leaves
from hoshin.scorecards.assembly.overlay import Overlay
from hoshin.scorecards.assembly.rules import Rules
from hoshin.scorecards.assembly.specs import (
    LeafRows,
    MeasureSpec,
    fiscal_year_of,
    leaf_rows,
    specs_of,
)
from hoshin.scorecards.assembly.store import ScoreRow
from hoshin.scorecards.assembly.stored import Stored
from hoshin.scorecards.assembly.targets import stored_targets, target_matrix
from hoshin.scorecards.assembly.unit_edges import edges_saying
from hoshin.scorecards.assembly.units import unit_tree
from hoshin.scorecards.assembly.values import values_of
from hoshin.scorecards.assembly.versions import by_what_held
from hoshin.scorecards.events import ScoreMoved
from hoshin.scorecards.models import Node
from hoshin.strategy.models import Plan

FEW_UNITS = 30


def find_leaves(
    plan: Plan,
    rows: LeafRows,
    periods: Sequence[Period],
    rules: Rules,
    as_of: datetime | None = None,
    instead: Mapping[int, MeasureSpec] | None = None,
    beside: LeafRows | None = None,
    over: Overlay | None = None,
    stored: Stored | None = None,
) -> LeafScores:
    """Scores of measure rows in some periods, from what is known at an instant (default: now).

    `instead` are definitions to take in place of those that stand; `beside` all rows of the measures, where `rows` are some;
    `over` values and targets in place of those that stand; `stored` what stands, where it was read already.
    """

    def scored(specs: dict[int, MeasureSpec], rows: LeafRows, periods: Sequence[Period]) -> LeafScores:
        measures, fiscal = sorted(set(rows.measure.tolist())), fiscal_year_of(specs)
        recorded, wanted, tree = None, None, stored.tree if stored else None
        if stored is not None:
            recorded, wanted = stored.actuals_of(specs), stored.targets_of(measures)
        if over is not None:
            recorded = over.over_actuals(load_actuals(sorted(specs), as_of=as_of) if recorded is None else recorded)
            wanted = over.over_targets(stored_targets(measures) if wanted is None else wanted, measures)
        values = values_of(
            specs, rows, periods, plan=plan, fiscal_year_start=fiscal, as_of=as_of, beside=beside, recorded=recorded,
            tree=tree,
        )  # fmt: skip
        if over is not None:
            values = over.over_values(rows, values)
        targets = target_matrix(specs, rows, periods, measures, wanted, values.seen, plan, tree)
        return score_leaves(specs, rows, periods, values, targets, rules)

    own = sorted(set(rows.measure.tolist()))
    specs = stored.specs_of(own) if stored else with_inputs(specs_of(own) | dict(instead or {}))
    return by_what_held(specs, rows, periods, scored)


@dataclass(frozen=True, slots=True)
class OtherRollUp:
    """Nodes that would roll up in another way than they do; `critical` children of theirs (None: as they are)."""

    nodes: Collection[int]
    aggregator: int
    kth: int
    critical: Collection[int] | None = None


def find_all(
    plan: Plan,
    periods: Sequence[Period],
    as_of: datetime | None = None,
    rules: Rules | None = None,
    other: OtherRollUp | None = None,
) -> tuple[LeafRows, LeafScores, rollup.Rolled]:
    """A full pass: measure rows, their scores, and what the scores of every node come to (n, P).

    By other rules than the plan's, and with nodes that roll up otherwise, where given.
    """
    rules = rules or Rules.of(plan)
    rows = leaf_rows(plan)
    leaves = find_leaves(plan, rows, periods, rules, as_of)
    edges = rollup.edges_of_plan(plan)
    if other is not None:
        edges = edges.rolling_up(other.nodes, other.aggregator, other.kth, other.critical)
    listed = np.array(Node.objects.filter(plan=plan).order_by("id").values_list("id", flat=True))
    nodes = np.unique(np.concatenate([listed.astype(np.int64), edges.parent, edges.child]))
    rolled = rollup.Rolled.empty(nodes, len(periods))
    at = np.searchsorted(nodes, rows.node)
    # What is no measure and has nothing below it has no score for that alone.
    rolled.reason[:] = Reason.DISCONNECTED
    rolled.score[at], rolled.reason[at] = leaves.score, leaves.reason
    for columns, rule in rules.runs(periods):
        if rule.has_marks:
            rolled.achieved[np.ix_(at, columns)] = (leaves.flags[:, columns] & ACHIEVED).astype(np.bool_)
    rollup.roll_up_all(rolled, edges, periods, rules)
    return rows, leaves, rolled


def rescore_all(plan: Plan, periods: Sequence[Period]) -> int:
    """Find and store every score of the plan in some periods; returns how many rows changed."""
    if not periods:
        return 0
    return store.write_scores(found_rows(plan, periods))


def found_rows(
    plan: Plan,
    periods: Sequence[Period],
    as_of: datetime | None = None,
    rules: Rules | None = None,
    other: OtherRollUp | None = None,
) -> Iterable[ScoreRow]:
    """Every score of the plan in some periods as the engine finds it, from what is known at an instant (default: now).

    By other rules than the plan's, and with nodes that roll up otherwise, where given.
    """
    rules = rules or Rules.of(plan)
    rows, leaves, rolled = find_all(plan, periods, as_of, rules, other)
    at = np.searchsorted(rolled.node, rows.node)
    above = np.ones(rolled.score.shape, dtype=np.bool_)
    above[at] = rolled.has_children[at]
    # Nothing is asked of the database from here on: the rows are written through COPY while they are made.
    return chain(
        store.leaf_score_rows(rows.node.tolist(), periods, leaves, ~above[at]),
        store.rolled_score_rows(rolled, periods, _status(rules, periods, rolled), above),
    )


@dataclass(frozen=True, slots=True)
class MeasureRows:
    """Score rows of some measures and of what stands above them that differ from those stored, what is stored, and the
    edges below all that stands above, as they are stored."""

    measures: set[int]
    changed: list[ScoreRow]
    before: dict[tuple[int, date], ScoreRow]
    edges: rollup.EdgeColumns | None = None

    def moved(self, nodes: Collection[int] | None = None) -> list[ScoreMoved]:
        """The scores that are others than before, of some nodes or of all."""
        moved = []
        for row in self.changed:
            old = self.before.get((row.node, row.period))
            if (nodes is None or row.node in nodes) and (old.score if old else None) != row.score:
                moved.append(ScoreMoved(row.node, row.period, old.score if old else None, row.score))
        return moved


def measure_rows(
    plan: Plan,
    measure_ids: Collection[int],
    periods: Sequence[Period],
    instead: Mapping[int, MeasureSpec] | None = None,
    has_other_units: bool = False,
    units: Collection[int] | None = None,
    over: Overlay | None = None,
    stored: Stored | None = None,
) -> MeasureRows:
    """Find the scores of some measures, and of all that stands above them where they change; nothing is written.

    `instead` are definitions to take in place of those that stand; `has_other_units`: also of when units are scored.
    `units` are those whose values changed (0: those of the whole), where nothing else did; None: anything may have. `over`:
    values, targets and weights in place of those that stand, in one period. `stored`: what stands, where it was read.
    """
    rows = stored.rows if stored else leaf_rows(plan, measure_ids)
    weighed = over.parents if over else set[int]()
    if not (len(rows) or weighed) or not periods:
        return MeasureRows(set(), [], {})
    beside = None
    if units is not None and len(rows) > FEW_UNITS:
        beside, rows = rows, rows.only(np.flatnonzero(np.isin(rows.unit, _reached(plan, units))))
    own, above = rows.node.tolist(), set(weighed)
    # Of a measure that many units hold most scores stay: what stands above is read for those that do not.
    is_held_by_many = len(own) > FEW_UNITS and not instead
    edges = rollup.edges_of_parents(own) if is_held_by_many else rollup.edges_up_from({*own, *weighed})
    for spec in (instead or {}).values() if has_other_units else ():
        edges = edges_saying(spec, rows, edges)
        above |= set(own) & set(edges.parent.tolist())
    alone = np.array([~np.isin(rows.node, edges.parent[edges.holding_on(period.end)]) for period in periods]).T
    rules = Rules.of(plan)
    leaves = find_leaves(plan, rows, periods, rules, instead=instead, beside=beside, over=over, stored=stored)
    found = list(store.leaf_score_rows(own, periods, leaves, alone))
    before = _stored([*own, *edges.parent.tolist(), *edges.child.tolist()], periods)
    changed = [row for row in found if before.get((row.node, row.period)) != row]
    if is_held_by_many:
        edges = rollup.edges_up_from({*weighed, *(row.node for row in changed)})
        before |= _stored({*edges.parent.tolist(), *edges.child.tolist()} - {node for node, _ in before}, periods)
    counting = over.over_edges(edges, periods[-1]) if over else edges
    found_above = _rows_above(rules, counting, periods, before, changed, above)
    return MeasureRows(set(own), [*changed, *found_above], before, edges)


def _reached(plan: Plan, units: Collection[int]) -> list[int]:
    """Some units and all that ever stood above them, the whole (0) among these. One query, or none."""
    return [0, *unit_tree(plan, [unit for unit in units if unit]).everything] if any(units) else [0]


def rescore_measures(
    plan: Plan, measure_ids: Collection[int], periods: Sequence[Period], units: Collection[int] | None = None
) -> list[ScoreMoved]:
    """Find and store the scores of some measures, and of all that stands above them; says which of theirs moved.

    `units`: those whose values changed (0: those of the whole), where nothing else did.
    """
    found = measure_rows(plan, measure_ids, periods, units=units)
    store.write_scores(found.changed)
    return found.moved(found.measures)


def rescore_above(plan: Plan, periods: Sequence[Period], parents: Collection[int]) -> int:
    """Find the scores of nodes again whose children or weights changed, and of all above them where they changed."""
    edges = rollup.edges_up_from(parents)
    before = _stored([*parents, *edges.parent.tolist(), *edges.child.tolist()], periods)
    return store.write_scores(_rows_above(Rules.of(plan), edges, periods, before, [], parents))


def _rows_above(
    rules: Rules,
    edges: rollup.EdgeColumns,
    periods: Sequence[Period],
    before: dict[tuple[int, date], ScoreRow],
    changed: Sequence[ScoreRow],
    parents: Collection[int] = (),
) -> list[ScoreRow]:
    """The rows that differ from those before above changed measures, and of `parents` and above, in some periods."""
    leaves: dict[int, dict[date, tuple[float, int]]] = defaultdict(dict)
    for row in changed:
        old = before.get((row.node, row.period))
        if old is None or _passed_up(old) != _passed_up(row):
            leaves[row.node][row.period] = (np.nan if row.score is None else row.score, row.reason)
    dirty = set().union(*leaves.values())
    periods = [period for period in periods if parents or period.start in dirty]
    if not periods:
        return []
    marks = {(row.node, row.period): row.flags for row in changed}
    nodes = np.unique(np.concatenate([edges.parent, edges.child, np.array([*parents, *leaves], dtype=np.int64)]))
    rolled = _before(rules, nodes, periods, before, marks)
    rollup.roll_up_above(rolled, edges, periods, rules, leaves, parents)
    above = rolled.has_children | np.isin(nodes, [*parents])[:, None]
    rows = store.rolled_score_rows(rolled, periods, _status(rules, periods, rolled), above)
    return [row for row in rows if before.get((row.node, row.period)) != row]


def _passed_up(row: ScoreRow) -> tuple[object, ...]:
    return row.score, row.coverage, row.flags, row.reason


def _before(
    rules: Rules,
    nodes: np.ndarray,
    periods: Sequence[Period],
    before: dict[tuple[int, date], ScoreRow],
    marks: dict[tuple[int, date], int],
) -> rollup.Rolled:
    """Stored rows as matrices, with the flags of changed measures as they are now."""
    rolled = rollup.Rolled.empty(nodes, len(periods))
    has_marks = [rules.on(period.end).has_marks for period in periods]
    for i, node in enumerate(nodes.tolist()):
        for j, period in enumerate(periods):
            row = before.get((node, period.start))
            if row is not None:
                rolled.score[i, j] = np.nan if row.score is None else row.score
                rolled.coverage[i, j], rolled.reason[i, j] = row.coverage, row.reason
            flags = marks.get((node, period.start), row.flags if row is not None else 0)
            rolled.achieved[i, j] = has_marks[j] and bool(flags & ACHIEVED)
    return rolled


def _status(rules: Rules, periods: Sequence[Period], rolled: rollup.Rolled) -> np.ndarray:
    status = np.zeros(rolled.score.shape, dtype=np.uint8)
    for columns, rule in rules.runs(periods):
        score = rolled.score[:, columns]
        status[:, columns] = (
            progress_status_of(score, rolled.achieved[:, columns])
            if rule.has_marks
            else status_of(score, rolled.reason[:, columns], rule.cuts)
        )
    return status


def _stored(nodes: Collection[int], periods: Sequence[Period]) -> dict[tuple[int, date], ScoreRow]:
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {', '.join(store.COLUMNS)} FROM scorecards_score WHERE node_id = ANY(%s) AND period = ANY(%s)",
            [sorted(set(nodes)), [period.start for period in periods]],
        )
        return {(row[0], row[1]): ScoreRow(*row) for row in cursor.fetchall()}
