"""Where the scores of a plan will stand: its measures drawn together through its own roll-up, as rows to be stored."""

from datetime import date

import numpy as np
from django.db import connection

from hoshin.base import clock
from hoshin.base.periods import Period
from hoshin.engine.arrays import Bools, Floats, Indices
from hoshin.engine.projecting import ProjectionResult, loadings, project, surprises
from hoshin.forecasts.assembly.courses import courses_of
from hoshin.forecasts.assembly.dues import fiscal_year
from hoshin.forecasts.assembly.fills import LaidPlan, ahead_of
from hoshin.forecasts.assembly.found import CYCLES
from hoshin.forecasts.models import Projection
from hoshin.scorecards.assembly import rollup
from hoshin.scorecards.assembly.formulas import with_inputs
from hoshin.scorecards.assembly.grids import groups_of
from hoshin.scorecards.assembly.rules import Rules
from hoshin.scorecards.assembly.specs import fiscal_year_of, leaf_rows, specs_of
from hoshin.scorecards.assembly.values import grids_of
from hoshin.scorecards.models import Node
from hoshin.strategy.models import Plan

# The same numbers are drawn every time, so that a band moves only where something moved.
SEED = 2030
# So many periods of the plan tell how measures go together.
_HISTORY = 48


def projected_periods(plan: Plan) -> list[Period]:
    """The period that runs, and the last of the fiscal year; one where they are the same."""
    frequency = plan.period_frequency
    return sorted({Period.containing(day, frequency) for day in (clock.today(), fiscal_year()[1])})


def found_projections(plan: Plan) -> list[Projection]:
    """The projected scores of a plan as they would be stored: of nodes that count today and of which enough is drawn."""
    periods = projected_periods(plan)
    laid = _laid(plan, periods[-1])
    if laid is None:
        return []
    rules, edges = Rules.of(plan), rollup.edges_of_plan(plan)
    active = np.array(sorted(Node.objects.filter(plan=plan, is_active=True).values_list("pk", flat=True)), np.int64)
    together = _surprises(laid, periods[0])
    stored = []
    for period in periods:
        courses, is_drawn = courses_of(laid, period, rules)
        holding = edges.only(edges.holding_on(period.end))
        nodes = np.unique(np.concatenate([active, laid.rows.node, holding.parent, holding.child]))
        graph = rollup.graph_of(nodes, holding, rules.on(period.end).min_coverage)
        at = np.searchsorted(nodes, laid.rows.node)
        drawn = np.flatnonzero(is_drawn & (graph.rank[at] < graph.leaves))
        found = project(
            graph,
            _standing(nodes, periods[0].start),
            at[drawn],
            courses[drawn],
            loadings(together[drawn]).factors,
            seed=SEED,
        )
        stored += _rows(found, nodes, np.isin(nodes, active), period)
    return stored


def _laid(plan: Plan, last: Period) -> LaidPlan | None:
    """The measures of the plan up to its last projected period; None where nothing is expected of any."""
    rows = leaf_rows(plan)
    measures = sorted(set(rows.measure.tolist()))
    ahead = ahead_of(measures)
    if not ahead:
        return None
    specs = with_inputs(specs_of(measures))
    fiscal = fiscal_year_of(specs)
    return LaidPlan(plan, specs, rows, grids_of(specs, rows, last, plan, fiscal), ahead, fiscal)


def _standing(nodes: Indices, until: date) -> Floats:
    """The last score of each node up to a period, NaN for none: what is not drawn stays as it stands."""
    found = np.full(len(nodes), np.nan)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT n, s.score FROM unnest(%s::bigint[]) AS n CROSS JOIN LATERAL (SELECT score FROM scorecards_score "
            "WHERE node_id = n AND period <= %s AND score IS NOT NULL ORDER BY period DESC LIMIT 1) s",
            [nodes.tolist(), until],
        )
        for node, score in cursor.fetchall():
            found[np.searchsorted(nodes, node)] = score
    return found


def _surprises(laid: LaidPlan, current: Period) -> Floats:
    """What surprised in each row (n, T) in the plan's periods before the one that runs: the mean of those within."""
    axis = list(current.shift(-_HISTORY).until(current.shift(-1)))
    found = np.full((len(laid.rows), len(axis)), np.nan)
    own, keys = laid.own, laid.keys
    for frequency, grid in laid.grids.items():
        rows = np.array([row for row, spec in enumerate(own) if spec.frequency is frequency], np.int64)
        if not rows.size:
            continue
        values = grid.value[[grid.rows[keys[row]] for row in rows]]
        ahead = [laid.ahead.get(keys[row]) for row in rows]
        is_seasonal = np.array([one is not None and one.is_seasonal for one in ahead])
        new = np.where(is_seasonal[:, None], surprises(values, CYCLES[frequency]), surprises(values))
        belongs = groups_of(grid.anchors(), axis)[:, None] == np.arange(len(axis))
        seen = ~np.isnan(new)
        count = seen @ belongs.astype(np.float64)
        with np.errstate(invalid="ignore"):
            found[rows] = (np.where(seen, new, 0.0) @ belongs) / np.where(count > 0.0, count, np.nan)
    return found


def _rows(found: ProjectionResult, nodes: Indices, is_active: Bools, period: Period) -> list[Projection]:
    widest: dict[int, list[list[float]]] = {}
    for node, leaf, share in zip(found.widest.node.tolist(), found.widest.leaf.tolist(), found.widest.share.tolist()):
        widest.setdefault(node, []).append([int(nodes[leaf]), round(share, 3)])
    told = np.flatnonzero(is_active & np.isfinite(found.middle) & (found.coverage > 0.0))
    return [
        Projection(
            node_id=int(nodes[at]),
            period=period.start,
            low=float(found.low[at]),
            middle=float(found.middle[at]),
            high=float(found.high[at]),
            drawn=float(found.coverage[at]),
            widest=widest.get(at, []),
            computed_at=clock.now(),
        )
        for at in told.tolist()
    ]
