"""How much of a score may be told to somebody who may not see all of its parts, without telling the score of one of them.

A parent's score, its parts' own scores and their weights stand elsewhere. Whoever also knew the share of each part that
they see would know how much the rest weighs and scores: of one hidden part that is its score. So parts that are hidden are
told together, and where only one of them has a score no share is told at all. docs/explanation/scores.md says what remains.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from hoshin.scorecards.assembly.rollup import EdgeColumns

NodeScores = Mapping[int, float | None]


@dataclass(frozen=True, slots=True)
class Part:
    """A child's place in its parent's score: points add up to the score.

    `node` is None for all hidden parts together, which have no weight of their own; share and points are None where
    they would tell the score of a single hidden part.
    """

    node: int | None
    weight: float | None
    effective_weight: float | None
    points: float | None


def parts_seen(children: Sequence[tuple[int, float]], state: NodeScores, seen: Collection[int]) -> list[Part]:
    """The parts of a score, by child and weight; those that are not seen come last, as one."""
    total = sum(weight for child, weight in children if state.get(child) is not None)
    whole = []
    for child, weight in children:
        score = state.get(child)
        share = weight / total if score is not None and total else 0.0
        whole.append(Part(child, weight, share, share * (score or 0.0)))
    hidden = [part for part in whole if part.node not in seen]
    if not hidden:
        return whole
    if sum(part.node not in seen and bool(part.effective_weight) for part in whole) == 1:
        told = [Part(part.node, part.weight, None, None) for part in whole if part.node in seen]
        return [*told, Part(None, None, None, None)]
    share, points = (sum(getattr(part, name) for part in hidden) for name in ("effective_weight", "points"))
    return [*(part for part in whole if part.node in seen), Part(None, None, share, points)]


def sealed_parents(edges: EdgeColumns, state: NodeScores, seen: Collection[int]) -> set[int]:
    """Parents of which a change may only be told as a whole: those that are hidden, and those with one hidden part."""
    hidden: dict[int, set[int]] = {}
    for parent, child, weight in zip(edges.parent.tolist(), edges.child.tolist(), edges.weight.tolist()):
        if child not in seen and weight and state.get(child) is not None:
            hidden.setdefault(parent, set()).add(child)
    lone = {parent for parent, children in hidden.items() if len(children) == 1}
    return lone | {parent for parent in edges.parent.tolist() if parent not in seen}


def without_sealed(edges: EdgeColumns, sealed: Collection[int]) -> EdgeColumns:
    """The edges above and beside what is sealed: below it nothing is told apart."""
    return edges.only(~np.isin(edges.parent, list(sealed))) if sealed else edges
