"""Whether what is offered and decided falls to one group less often than to another: an early warning (methods 6.8).

Groups are what the organisation knows of people and has nothing to do with their work: part time, and where they work.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from hoshin.engine.reviews import ImpactResult, ImpactVerdict, StrataVerdict, screened, within_strata

_TO_EXPLAIN = (
    ImpactVerdict.DISPARITY,
    ImpactVerdict.SMALL_NUMBERS,
    ImpactVerdict.WATCH,
    ImpactVerdict.SMALL_BUT_REAL,
)


class PersonReached(NamedTuple):
    """The groups of somebody, the stratum of their work, and which outcomes fell to them."""

    is_part_time: bool
    location: str
    stratum: tuple[str, str]
    outcomes: frozenset[str]


@dataclass(frozen=True, slots=True)
class ImpactLine:
    """An outcome in a group of one kind: its people, the share that it fell to, the ratio to the reference, the verdict.

    `share` and `ratio`: None where they may not be shown. `within`: how the difference stands among people of the same job
    family and level; None where there is nothing to explain.
    """

    outcome: str
    kind: str
    group: str
    people: int
    share: float | None
    ratio: float | None
    verdict: str
    within: str | None


_KINDS: dict[str, Callable[[PersonReached], str]] = {
    "hours": lambda one: "part_time" if one.is_part_time else "full_time",
    "location": lambda one: one.location,
}


def impact_lines(people: Sequence[PersonReached], outcomes: Sequence[str]) -> list[ImpactLine]:
    """The screen of every outcome over both kinds of groups, with one bound on false alarms over all of them.

    A kind with one group alone is left out, and whoever has no place of work is in no group of places.
    """
    groups = {kind: sorted({of(one) for one in people} - {""}) for kind, of in _KINDS.items()}
    asked = [(outcome, kind) for outcome in outcomes for kind, names in groups.items() if len(names) > 1]
    counted = [_counts(people, outcome, kind, groups[kind]) for outcome, kind in asked]
    found = screened([([hits for hits, _n in counts], [n for _hits, n in counts]) for counts in counted])
    return [
        ImpactLine(
            outcome, kind, name, n, _known(one.rate[at]), _known(one.ratio[at]), one.verdict[at].value,
            _within(people, outcome, kind, groups[kind], one, at),
        )
        for (outcome, kind), counts, one in zip(asked, counted, found, strict=True)
        for at, (name, (_hits, n)) in enumerate(zip(groups[kind], counts, strict=True))
    ]  # fmt: skip


def _counts(people: Sequence[PersonReached], outcome: str, kind: str, names: Sequence[str]) -> list[tuple[int, int]]:
    sizes = Counter(_KINDS[kind](one) for one in people)
    hits = Counter(_KINDS[kind](one) for one in people if outcome in one.outcomes)
    return [(hits[name], sizes[name]) for name in names]


def _within(
    people: Sequence[PersonReached], outcome: str, kind: str, names: Sequence[str], one: ImpactResult, at: int
) -> str | None:
    if one.verdict[at] not in _TO_EXPLAIN:
        return None
    strata = sorted({person.stratum for person in people})
    place = {stratum: number for number, stratum in enumerate(strata)}
    hits, of = np.zeros((2, len(strata)), np.int64), np.zeros((2, len(strata)), np.int64)
    sides = {names[at]: 0, names[one.reference]: 1}
    for person in people:
        side = sides.get(_KINDS[kind](person))
        if side is not None:
            of[side, place[person.stratum]] += 1
            hits[side, place[person.stratum]] += outcome in person.outcomes
    verdict = within_strata(hits[0], of[0], hits[1], of[1]).verdict
    return None if verdict == StrataVerdict.NOT_APPLICABLE else verdict.value


def _known(value: float) -> float | None:
    return None if np.isnan(value) else float(value)
