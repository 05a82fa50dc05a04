"""Which measure stands for an objective: of those that count for it, the one that weighs most and has values enough."""

from collections import defaultdict
from collections.abc import Collection, Mapping

from hoshin.engine.arrays import Floats
from hoshin.strategy.models import Contribution

# How many of the heaviest are looked at.
LOOKED_AT = 4
_DEPTH = 12


def weights_of_measures(plan: int, objectives: Collection[int]) -> dict[int, list[int]]:
    """The measures that count for each objective, directly or through others, heaviest first; at most four. One query.

    A measure's weight is the product of the shares along the way, added up over the ways.
    """
    rows = Contribution.objects.filter(parent__plan=plan, parent__removed_on=None, kind=Contribution.Kind.CONTRIBUTES)
    rows = rows.filter(weight__gt=0.0).order_by("position", "id")
    below: dict[int, list[tuple[int | None, int | None, float]]] = defaultdict(list)
    for parent, objective, measure, weight in rows.values_list("parent", "objective", "measure", "weight"):
        below[parent].append((objective, measure, weight))
    return {objective: _heaviest(objective, below) for objective in objectives}


def _heaviest(top: int, below: Mapping[int, list[tuple[int | None, int | None, float]]]) -> list[int]:
    found: dict[int, float] = defaultdict(float)
    level = {top: 1.0}
    for _depth in range(_DEPTH):
        further: dict[int, float] = defaultdict(float)
        for parent, share in level.items():
            parts = below.get(parent, ())
            whole = sum(weight for *_, weight in parts)
            for objective, measure, weight in parts:
                if measure is not None:
                    found[measure] += share * weight / whole
                elif objective is not None:
                    further[objective] += share * weight / whole
        if not further:
            break
        level = further
    return sorted(found, key=lambda measure: -found[measure])[:LOOKED_AT]


def standing_for(candidates: Mapping[int, list[int]], counts: Mapping[int, int], least: int) -> dict[int, int]:
    """The measure of each objective that has any: the heaviest with `least` values, else the heaviest."""
    chosen = {}
    for objective, measures in candidates.items():
        enough = [measure for measure in measures if counts.get(measure, 0) >= least]
        if measures:
            chosen[objective] = (enough or measures)[0]
    return chosen


def known(values: Floats) -> int:
    """How many values of a series are there."""
    return int((values == values).sum())
