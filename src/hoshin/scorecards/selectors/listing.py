"""Every node of a plan as lines in reading order, as stored or as it was known on an earlier day."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, time

from hoshin.accounts.access import Actor
from hoshin.base import clock
from hoshin.base.errors import NotFound
from hoshin.base.ordering import counted
from hoshin.base.periods import Period
from hoshin.measures.models import PROGRESS_METHODS
from hoshin.measures.selectors import measures_visible_to
from hoshin.scorecards.assembly.reasons import reason_code
from hoshin.scorecards.assembly.rollup import edges_of_plan
from hoshin.scorecards.assembly.scores import found_rows
from hoshin.scorecards.assembly.store import ScoreRow
from hoshin.scorecards.models import Kind
from hoshin.scorecards.selectors.lines import TREND_PERIODS, NodeLine, lines_of, mark_missing
from hoshin.scorecards.selectors.nodes import counting_in, nodes_ever_visible
from hoshin.scorecards.selectors.periods import period_for
from hoshin.strategy.models import Perspective, Plan

_RANKS = {Kind.PLAN: 0, Kind.UNIT: 1, Kind.PERSPECTIVE: 2, Kind.OBJECTIVE: 3, Kind.MEASURE: 4}
Rank = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class ProgressDetail:
    """A progress method's own figures: the ratio to the required growth, or the growth a year where there is no target,
    and the score on its scale from −5 to 5."""

    method: str
    progress_value: float | None
    native_score: float | None

    def as_dict(self) -> dict[str, object]:
        return asdict(self)


def end_of_day(day: date) -> datetime:
    """The last instant of a day in UTC: what was known on a day is what was known by its end."""
    return datetime.combine(day, time.max, UTC)


def period_known(plan: Plan, wanted: str | None, as_of: datetime | None = None) -> Period:
    """The period asked for, else the latest with scores (by then), else the one in which today lies. NotFound."""
    chosen = period_for(plan, wanted)
    latest = Period.containing((as_of or clock.now()).date(), plan.period_frequency)
    if chosen is None:
        return latest
    return chosen if wanted or as_of is None else min(chosen, latest)


def all_lines(
    actor: Actor, plan: Plan, *, period: Period, unit: str | None = None, as_of: datetime | None = None
) -> list[NodeLine]:
    """All nodes of a plan, each once, in reading order: the plan, its perspectives with what serves them, its units.

    A measure's units follow the measure. With `unit` only what is that unit's own or counts for it; NotFound where
    the plan has nothing of that unit.
    """
    nodes = nodes_ever_visible(actor).filter(counting_in(period), plan=plan)
    lines = lines_known(actor, plan, list(nodes.values_list("id", flat=True)), period, as_of)
    below = _children(plan, period)
    _hang_up_held_measures(lines, below)
    positions = dict(Perspective.objects.filter(plan=plan).values_list("pk", "position"))
    ranks = {node: _rank(line, positions) for node, line in lines.items()}
    if unit is None:
        return _in_order(lines, below, ranks, sorted(lines, key=ranks.__getitem__))
    own = [node for node, line in lines.items() if unit.casefold() in (line.unit.casefold(), _unit_code(line))]
    if not own:
        known = {line.unit or line.code for line in lines.values() if line.unit or line.kind == Kind.UNIT}
        raise NotFound(f"unit in the plan {plan.code} with the code", unit, known=known)
    return _in_order(lines, below, ranks, sorted(own, key=ranks.__getitem__))


def lines_known(
    actor: Actor, plan: Plan, nodes: Collection[int], period: Period, as_of: datetime | None = None
) -> dict[int, NodeLine]:
    """Lines by node id like `lines_of`; with `as_of` scored from what was known at that instant."""
    if as_of is None:
        return lines_of(actor, plan, nodes, period)
    with clock.fixed(as_of):
        lines = lines_of(actor, plan, nodes, period)
        trend = [period.shift(-back) for back in reversed(range(TREND_PERIODS))]
        lags = dict(nodes_ever_visible(actor).filter(id__in=nodes).values_list("id", "measure__close_lag_days"))
        found = {(row.node, row.period): row for row in found_rows(plan, trend, as_of) if row.node in lines}
        for node, line in lines.items():
            history = [found.get((node, step.start)) for step in trend]
            _take(line, history[-1])
            line.trend = [None if row is None else row.score for row in history]
            before = line.trend[-2]
            line.delta = None if line.score is None or before is None else line.score - before
            mark_missing(line, plan, lags[node])
            if line.override is not None:
                line.status = line.override.status
    return lines


def progress_of(actor: Actor, lines: Collection[NodeLine]) -> dict[int, ProgressDetail]:
    """By node id, the published-style details of measures that are scored by a progress method. One query."""
    measures = {line.ref for line in lines if line.kind == Kind.MEASURE}
    methods = dict(
        measures_visible_to(actor).filter(pk__in=measures, method__in=PROGRESS_METHODS).values_list("pk", "method")
    )
    return {
        line.node: ProgressDetail(
            methods[line.ref], line.attainment, None if line.score is None else (line.score - 50.0) / 10.0
        )
        for line in lines
        if line.kind == Kind.MEASURE and line.ref in methods
    }


def _take(line: NodeLine, row: ScoreRow | None) -> None:
    line.is_closed, line.restated = False, None
    if row is None:
        line.score, line.coverage, line.value, line.target, line.attainment = None, 0.0, None, None, None
        line.status, line.computed_status, line.reason, line.flags = 0, 0, "no_data", 0
        return
    line.score, line.coverage, line.flags = row.score, row.coverage, row.flags
    line.status = line.computed_status = row.status
    line.reason = "" if row.score is not None else reason_code(row.reason)
    line.value, line.target, line.attainment = row.value, row.target, row.attainment
    line.observed_on = row.observed_on


def _children(plan: Plan, period: Period) -> dict[int, list[int]]:
    edges = edges_of_plan(plan)
    holding = edges.holding_on(period.end)
    below: dict[int, list[int]] = defaultdict(list)
    for parent, child in zip(edges.parent[holding].tolist(), edges.child[holding].tolist()):
        below[parent].append(child)
    return below


def _hang_up_held_measures(lines: dict[int, NodeLine], below: dict[int, list[int]]) -> None:
    """Units that hold a measure follow it, also where its value is their aggregate and no edge says so."""
    whole = {line.ref: node for node, line in lines.items() if line.kind == Kind.MEASURE and not line.unit}
    for node, line in lines.items():
        if line.kind == Kind.MEASURE and line.unit and line.ref in whole and node not in below[whole[line.ref]]:
            below[whole[line.ref]].append(node)


def _unit_code(line: NodeLine) -> str:
    return line.code.casefold() if line.kind == Kind.UNIT else ""


def _rank(line: NodeLine, positions: dict[int, int]) -> Rank:
    position = positions.get(line.ref, 0) if line.kind == Kind.PERSPECTIVE else 0
    return (_RANKS[Kind(line.kind)], position, counted(line.code), counted(line.unit))


def _in_order(
    lines: dict[int, NodeLine], below: dict[int, list[int]], ranks: dict[int, Rank], tops: Iterable[int]
) -> list[NodeLine]:
    ordered: dict[int, NodeLine] = {}
    waiting = [(node, 0) for node in reversed(list(tops))]
    while waiting:
        node, depth = waiting.pop()
        if node in ordered:
            continue
        ordered[node] = lines[node]
        lines[node].depth = depth
        children = sorted((child for child in below.get(node, ()) if child in lines), key=ranks.__getitem__)
        lines[node].has_children = bool(children)
        waiting += [(child, depth + 1) for child in reversed(children)]
    return list(ordered.values())
