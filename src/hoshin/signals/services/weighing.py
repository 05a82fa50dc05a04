"""How much of the whole the subject of a signal weighs, and what that makes of its priority."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date

from django.db.models import Q, Sum

from hoshin.scorecards.models import Edge, Node, NodeKind
from hoshin.signals.models import Signal

# The graph is no deeper.
MOST_LEVELS = 32
# What somebody asked for themself, or is about them, weighs as much as a whole.
_WHOLE = 1.0
_FADES_OVER = 4


def weigh(signals: Sequence[Signal]) -> None:
    """Set the weight of signals (without saving): the share of the top that their subject has. Two statements a level."""
    nodes = _nodes_of(signals)
    weights = shares_of_top(set(nodes.values()))
    for row in signals:
        row.weight = weights.get(nodes.get(row.pk, 0), 0.0) if row.measure_id or row.objective_id else _WHOLE


def priority(row: Signal, today: date) -> float:
    """Severity by weight by how recent it is: a period of four, it counts half.

    >>> from datetime import date
    >>> row = Signal(severity=3, weight=0.325, starts_on=date(2026, 8, 1), frequency="monthly")
    >>> round(priority(row, date(2026, 11, 23)), 4)
    0.65
    """
    return row.severity * row.weight / (1 + _age(row, today) / _FADES_OVER)


def _age(row: Signal, today: date) -> float:
    """In periods; of what is about none, in months since it was first seen."""
    if row.period is None:
        return max((today - row.first_seen_at.date()).days, 0) / 30
    periods, over = 0, row.period.shift(1)
    while over.end < today and periods < 100:
        periods, over = periods + 1, over.shift(1)
    return periods


def _nodes_of(signals: Sequence[Signal]) -> Mapping[int, int]:
    """By signal the number of what has the score; of a measure in several plans that of the first. One statement."""
    measures = {row.measure_id for row in signals if row.measure_id}
    objectives = {row.objective_id for row in signals if row.objective_id}
    rows = Node.objects.filter(Q(measure__in=measures) | Q(objective__in=objectives), is_active=True)
    exact: dict[tuple[object, ...], int] = {}
    for pk, measure, objective, unit, plan in rows.order_by("-pk").values_list(
        "pk", "measure", "objective", "unit", "plan"
    ):
        exact[measure, objective, unit, plan] = pk
        exact[measure, objective, unit, None] = pk
    return {
        row.pk: exact.get((row.measure_id, row.objective_id, row.unit_id, row.plan_id))
        or exact.get((row.measure_id, row.objective_id, None, None), 0)
        for row in signals
    }


def shares_of_top(nodes: Collection[int]) -> dict[int, float]:
    """What a point of each node is worth at the top, by the weights that hold now."""
    above = defaultdict[int, list[tuple[int, float]]](list)
    totals: dict[int, float] = {}
    level, seen = set(nodes), set(nodes)
    for _ in range(MOST_LEVELS):
        if not level:
            break
        edges = list(Edge.objects.filter(child__in=level, valid_to=None).values_list("child", "parent", "weight"))
        parents = {parent for _, parent, _ in edges}
        sums = Edge.objects.filter(parent__in=parents - totals.keys(), valid_to=None).order_by().values("parent")
        totals |= dict(sums.annotate(total=Sum("weight")).values_list("parent", "total"))
        for child, parent, weight in edges:
            above[child].append((parent, weight))
        level = parents - seen
        seen |= parents
    tops = set(Node.objects.filter(pk__in=seen, kind=NodeKind.PLAN).values_list("pk", flat=True))
    shares: dict[int, float] = dict.fromkeys(tops, 1.0)

    def share(node: int, depth: int = 0) -> float:
        if node not in shares and depth <= MOST_LEVELS:
            shares[node] = sum(
                share(parent, depth + 1) * weight / totals[parent] for parent, weight in above[node] if totals[parent]
            )
        return shares.get(node, 0.0)

    return {node: share(node) for node in nodes}
