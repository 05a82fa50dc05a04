"""Whether scores of groups differ more than chance and four fifths allow: an early warning, no finding (methods 6.8).

Groups are what the organisation knows of people and has nothing to do with their work: part time, and where they work.
"""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from hoshin.engine.reviews import screened

AT_LEAST = 3.5


class ScreenedPerson(NamedTuple):
    """A score, and the groups that somebody belongs to."""

    score: float
    is_part_time: bool
    location: str


class ScreenLine(NamedTuple):
    """A group of one kind: its name, people, share with a score of 3.5 or more, its ratio to the reference, the verdict.

    Share and ratio are None where they may not be shown.
    """

    kind: str
    group: str
    people: int
    share: float | None
    ratio: float | None
    verdict: str


def screens_of(people: Sequence[ScreenedPerson]) -> list[ScreenLine]:
    """The screen over both kinds of groups with one bound on false alarms; kinds with one group alone are left out."""
    kinds = {
        "hours": [("part_time" if one.is_part_time else "full_time", one.score) for one in people],
        "location": [(one.location, one.score) for one in people if one.location],
    }
    counted = {kind: _counts(rows) for kind, rows in kinds.items()}
    counted = {kind: groups for kind, groups in counted.items() if len(groups) > 1}
    found = screened([([hits for _g, hits, _n in groups], [n for _g, _h, n in groups]) for groups in counted.values()])
    return [
        ScreenLine(kind, group, n, _known(one.rate[at]), _known(one.ratio[at]), one.verdict[at].value)
        for (kind, groups), one in zip(counted.items(), found, strict=True)
        for at, (group, _hits, n) in enumerate(groups)
    ]


def _counts(rows: Sequence[tuple[str, float]]) -> list[tuple[str, int, int]]:
    sizes = Counter(group for group, _score in rows)
    hits = Counter(group for group, score in rows if score >= AT_LEAST)
    return [(group, hits[group], sizes[group]) for group in sorted(sizes)]


def _known(value: float) -> float | None:
    return None if np.isnan(value) else float(value)
