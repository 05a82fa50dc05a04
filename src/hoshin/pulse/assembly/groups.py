"""Which groups of a wave are kept apart and shown, and the audit of that. Groups are places in a tree, parents first."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from hoshin.engine.arrays import Bools, Floats, Indices, Ints
from hoshin.engine.surveys import audit_release, suppress_tree


@dataclass(frozen=True, slots=True)
class GroupsResult:
    """By place: whether the group may be shown, and the shown group in whose remainder its own people are (−1: none)."""

    shown: Bools
    remainder_of: Indices


def groups_to_keep(parents: Sequence[int], people: Sequence[int], smallest: int) -> GroupsResult:
    """Where so many people of each group directly may be told apart: nowhere fewer than the smallest group together."""
    counts = np.array(people, np.int64)
    return groups_to_show(parents, counts, np.zeros(len(counts)), np.ones(len(counts)), smallest)


def groups_to_show(
    parents: Sequence[int],
    respondents: Ints,
    lowest: Floats,
    highest: Floats,
    smallest: int,
    before: Bools | None = None,
) -> GroupsResult:
    """Which groups may be shown, given those directly in each, and the lowest and highest of what they said.

    Where one of several must be hidden, rather none that was shown `before`, so that its trend goes on.
    """
    found = suppress_tree(np.array(parents, np.intp), respondents, lowest, highest, smallest, before)
    return GroupsResult(found.shown, found.remainder_of)


def audited(parents: Sequence[int], respondents: Ints, shown: Bools, smallest: int) -> dict[str, int | bool]:
    """What an attacker finds with all shown totals: by rank, and by linear programs, remainder by remainder.

    Groups of a tree lie in each other or apart, so that each total less the shown ones inside it is a relation of its own,
    and these tell all there is to tell.
    """
    inside, found = _below(parents), {"hidden": 0, "relations": 0, "exposed": 0, "is_safe": True}
    remainder = _remainders(parents, shown)
    for group in np.flatnonzero(shown).tolist():
        cells = sorted(at for at in inside[group] if remainder[at] == group)
        held_by = {at: [cell for cell in cells if cell in inside[at]] for at in cells if not shown[at]}
        hidden = [at for at, held in held_by.items() if respondents[held].sum() > 0]
        held = np.array([[cell in inside[at] for cell in cells] for at in hidden], bool).reshape(
            len(hidden), len(cells)
        )
        result = audit_release(np.ones((1, len(cells)), bool), held, respondents[cells], smallest)
        found["relations"] += 1
        found["hidden"] += len(hidden)
        found["exposed"] += len(result.exposed) + int(result.recoverable.sum())
        found["is_safe"] = bool(found["is_safe"]) and result.is_safe
    return found


def _below(parents: Sequence[int]) -> list[set[int]]:
    """Each group's places: itself and all below."""
    found: list[set[int]] = [{at} for at in range(len(parents))]
    for at in range(len(parents) - 1, -1, -1):
        if parents[at] >= 0:
            found[parents[at]] |= found[at]
    return found


def _remainders(parents: Sequence[int], shown: Bools) -> list[int]:
    found: list[int] = []
    for at, above in enumerate(parents):
        found.append(at if shown[at] else found[above] if above >= 0 else -1)
    return found
