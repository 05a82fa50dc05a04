"""How much of a score may be told to somebody who may not see all of its parts, without telling the score of one of them.

A parent's score, its parts' own scores and their weights stand elsewhere. Whoever also knew the share of each part that
they see would know how much the rest weighs and scores: of one hidden part that is its score. So parts that are hidden are
told together, and where only one of them has a score no share is told at all.

A minimum, a product or a gate tells more: whoever knows that a score is the lowest of its parts, and sees only higher ones,
knows the score of the hidden one. So how a score rolls up is told to nobody who may not see all of its parts, and where it
is no weighted mean no share is told to them, however many are hidden. docs/explanation/scores.md says what remains.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np

from hoshin.scorecards.assembly.counting import Counting, NodeScores, Share, shares_of
from hoshin.scorecards.assembly.rollup import EdgeColumns


@dataclass(frozen=True, slots=True)
class Part:
    """A child's place in its parent's score: points add up to the score, `rate` are those for each point of its own.

    `node` is None for all hidden parts together, which have no weight of their own; share, points and rate are None where
    they would tell the score of a single hidden part.
    """

    node: int | None
    weight: float | None
    effective_weight: float | None
    points: float | None
    rate: float | None = None


def parts_seen(counting: Counting, state: NodeScores, seen: Collection[int]) -> list[Part]:
    """The parts of a score; those that are not seen come last, as one."""
    shares = shares_of(counting, state)
    hidden = [share for child, share in shares.items() if child not in seen]
    is_told = tells_shares(counting, state, seen)
    parts = [
        _part(child, weight, shares[child] if is_told else None)
        for child, weight in counting.weights.items()
        if child in seen
    ]
    if hidden:
        together = Share(sum(share.part for share in hidden), sum(share.points for share in hidden), 0.0)
        parts.append(_part(None, None, together if is_told else None))
    return parts


def _part(child: int | None, weight: float | None, share: Share | None) -> Part:
    if share is None:
        return Part(child, weight, None, None)
    return Part(child, weight, share.part, share.points, share.rate)


def tells_how(counting: Counting, seen: Collection[int]) -> bool:
    """Whether somebody may know how a score follows from its parts: who sees all that weigh anything."""
    return all(child in seen for child, weight in counting.weights.items() if weight)


def tells_shares(counting: Counting, state: NodeScores, seen: Collection[int]) -> bool:
    """Whether the share of each part may be told to somebody who sees some of them."""
    if not counting.is_mean:
        return tells_how(counting, seen)
    return sum(child not in seen for child in counting.scored(state)) != 1


def sealed_parents(below: Mapping[int, Counting], state: NodeScores, seen: Collection[int]) -> set[int]:
    """Parents of which a change may only be told as a whole: those that are hidden, and those with hidden parts that a
    share would tell."""
    return {parent for parent, one in below.items() if parent not in seen or not tells_shares(one, state, seen)}


def without_sealed(edges: EdgeColumns, sealed: Collection[int]) -> EdgeColumns:
    """The edges above and beside what is sealed: below it nothing is told apart."""
    return edges.only(~np.isin(edges.parent, list(sealed))) if sealed else edges
