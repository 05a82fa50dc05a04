"""Weights that owners moved themselves, and what that did to the scores of their objectives (methods 6.9, by 2.5)."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

import numpy as np

from hoshin.audit.models import Entry
from hoshin.engine.arrays import Floats
from hoshin.engine.rollup import attribute, build_graph, roll_up
from hoshin.scorecards.models import Node, NodeKind, Score
from hoshin.strategy.choices import RollUpWay
from hoshin.strategy.models import Contribution, Objective

# Above this share of the change of a score the effect of its owner's own weights is listed.
LISTED = 0.25


class WeightsMoved(NamedTuple):
    """An objective of a person: its score moved by `change` points in the time, `effect` of them by weights of their own."""

    person: int
    name: str
    code: str
    effect: float
    change: float


def own_weight_effects(objectives: Sequence[Objective], since: date, until: date) -> list[WeightsMoved]:
    """Objectives whose owner moved weights within the time, where that raised the score by over a quarter of its change.

    Of objectives, with their owners, that roll up by weighted means. Three queries at most.
    """
    means = [one for one in objectives if one.aggregator == RollUpWay.MEAN and one.owner and one.owner.user_id]
    owned = {one.pk: one for one in means}
    rows = list(Contribution.objects.filter(parent__in=owned, kind=Contribution.Kind.CONTRIBUTES))
    moved = _moved_by_owners(owned, rows, since, until)
    touched = {row.parent_id for row in rows if row.pk in moved}
    rows = [row for row in rows if row.parent_id in touched]
    return list(_listed(owned, rows, moved, _scores(rows, owned, until), since)) if rows else []


def _moved_by_owners(
    owned: Mapping[int, Objective], rows: Sequence[Contribution], since: date, until: date
) -> dict[int, float]:
    """By contribution by how much the owner of the objective moved its weight."""
    user_of = {row.pk: owned[row.parent_id].owner.user_id for row in rows if owned[row.parent_id].owner}
    entries = Entry.objects.filter(
        table=Contribution._meta.db_table,
        operation=Entry.Operation.UPDATE,
        row__in=user_of,
        at__date__range=(since, until),
    )
    found: dict[int, float] = defaultdict(float)
    for row, before, after, user in entries.values_list("row", "before", "after", "change__actor"):
        weights = [(before or {}).get("weight"), (after or {}).get("weight")]
        if user is not None and user == user_of[row] and None not in weights:
            found[row] += float(weights[1]) - float(weights[0])
    return {row: by for row, by in found.items() if by}


def _scores(
    rows: Sequence[Contribution], owned: Mapping[int, Objective], until: date
) -> dict[tuple[int, int | None, int | None], list[tuple[date, float]]]:
    """By plan, objective and measure the scores by the end of the time, in their order."""
    nodes = Node.objects.filter(
        plan__in={owned[row.parent_id].plan_id for row in rows},
        unit=None,
        kind__in=(NodeKind.OBJECTIVE, NodeKind.MEASURE),
    )
    kinds = {
        node: (plan, objective, measure)
        for node, plan, objective, measure in nodes.values_list("pk", "plan", "objective", "measure")
    }
    wanted = {(owned[row.parent_id].plan_id, row.objective_id, row.measure_id) for row in rows}
    kinds = {node: key for node, key in kinds.items() if key in wanted}
    found: dict[tuple[int, int | None, int | None], list[tuple[date, float]]] = defaultdict(list)
    scores = Score.objects.filter(node__in=kinds, period__lte=until, score__isnull=False).order_by("period")
    for node, period, score in scores.values_list("node", "period", "score"):
        if score is not None:
            found[kinds[node]].append((period, score))
    return found


def _listed(
    owned: Mapping[int, Objective],
    rows: Sequence[Contribution],
    moved: Mapping[int, float],
    scores: Mapping[tuple[int, int | None, int | None], Sequence[tuple[date, float]]],
    since: date,
) -> Iterator[WeightsMoved]:
    by_parent: dict[int, list[Contribution]] = defaultdict(list)
    for row in rows:
        by_parent[row.parent_id].append(row)
    for parent, parts in by_parent.items():
        goal = owned[parent]
        known = [scores.get((goal.plan_id, part.objective_id, part.measure_id), ()) for part in parts]
        first = np.array([_at_start(one, since) for one in known])
        last = np.array([one[-1][1] if one else np.nan for one in known])
        now = np.array([part.weight for part in parts])
        before = np.maximum(now - np.array([moved.get(part.pk, 0.0) for part in parts]), 0.0)
        change, effect = weight_effect(before, first, now, last)
        if effect > LISTED * abs(change):
            yield WeightsMoved(goal.owner_id or 0, goal.name, goal.code, effect, change)


def _at_start(scores: Sequence[tuple[date, float]], since: date) -> float:
    """The score of the last period that began by then, else the first there is."""
    early = [score for period, score in scores if period <= since]
    return early[-1] if early else scores[0][1] if scores else np.nan


def weight_effect(before: Floats, first: Floats, now: Floats, last: Floats) -> tuple[float, float]:
    """By how much the weighted mean of parts (C,) moved from first to last, and how much of it the weights did (2.5).

    Parts without a score at either end (NaN) count for nothing; NaN where none is left, or weights are all zero.

    >>> weight_effect(np.array([1.0, 1.0]), np.array([40.0, 80.0]), np.array([1.0, 3.0]), np.array([40.0, 80.0]))
    (10.0, 10.0)
    """
    known = ~np.isnan(first + last)
    count = int(known.sum())
    if not count or not before[known].sum() or not now[known].sum():
        return float("nan"), float("nan")
    parts, top = np.arange(count), np.full(count, count)
    graphs = [build_graph(count + 1, parts, top, weights[known]) for weights in (before, now)]
    states = [
        roll_up(graph, np.append(scores[known], np.nan)) for graph, scores in zip(graphs, (first, last), strict=True)
    ]
    found = attribute(graphs[0], states[0], graphs[1], states[1], count)
    return found.change, float(found.weight_effect.sum())
