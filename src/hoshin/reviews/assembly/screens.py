"""Whether scores of groups differ more than chance and four fifths allow: an early warning, no finding (methods 6.8).

Groups are what the organisation knows of people and has nothing to do with their work: part time, and where they work.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from django.db.models import QuerySet

from hoshin.engine.reviews import ImpactResult, ImpactVerdict, StrataVerdict, screened, within_strata
from hoshin.reviews.models import ReviewResult

CUTS = (2.5, 3.5)
WARNINGS = (ImpactVerdict.DISPARITY, ImpactVerdict.SMALL_NUMBERS)


class ScreenedPerson(NamedTuple):
    """A score, the groups that somebody belongs to, what was computed and their potential, and what they work as."""

    score: float
    is_part_time: bool
    location: str
    raw: float | None = None
    potential: float | None = None
    works_as: str = ""


class ScreenLine(NamedTuple):
    """A group of one kind: its name, people, share with a good outcome, its ratio to the reference, the verdict.

    People, share and ratio are None where they may not be shown. `vanishes`: among people of the same work there is no
    such difference.
    """

    outcome: str
    kind: str
    group: str
    people: int | None
    share: float | None
    ratio: float | None
    verdict: str
    vanishes: bool = False

    @property
    def warns(self) -> bool:
        """Whether somebody is to look at the procedure before results are released."""
        return self.verdict in WARNINGS


# What is good for a person, and of whom it is asked; whether an outcome is there for somebody at all.
_OUTCOMES: Mapping[str, tuple[Callable[[ScreenedPerson], bool], Callable[[ScreenedPerson], bool]]] = {
    "high": (lambda one: True, lambda one: one.score >= CUTS[1]),
    "enough": (lambda one: True, lambda one: one.score >= CUTS[0]),
    "potential": (lambda one: one.potential is not None, lambda one: (one.potential or 0.0) >= CUTS[1]),
    "raised": (lambda one: one.raw is not None, lambda one: one.score > (one.raw or 0.0) + 0.005),
    "kept": (lambda one: one.raw is not None, lambda one: one.score > (one.raw or 0.0) - 0.005),
}


def screens_of(people: Sequence[ScreenedPerson]) -> list[ScreenLine]:
    """The screen of every outcome over both kinds of groups, with one bound on false alarms.

    Left out are kinds with one group alone, and outcomes that nobody has or everybody.
    """
    kinds = _kinds(people)
    asked = [
        (outcome, kind, groups)
        for outcome in _OUTCOMES
        for kind, named in kinds.items()
        if len(groups := _counts(people, named, outcome)) > 1
        and 0 < sum(hits for _group, hits, _n in groups) < sum(n for _group, _hits, n in groups)
    ]
    found = screened([([hits for _g, hits, _n in groups], [n for _g, _h, n in groups]) for *_key, groups in asked])
    return [
        _line(people, kinds[kind], outcome, kind, groups, one, at)
        for (outcome, kind, groups), one in zip(asked, found, strict=True)
        for at in range(len(groups))
    ]


def screen_of_results(results: QuerySet[ReviewResult]) -> list[ScreenLine]:
    """The screen of results that have a score. One query."""
    rows = results.filter(score__isnull=False).order_by()
    columns = ("score", "person__fte", "person__location", "raw", "potential", "person__job_family", "person__level")
    return screens_of(
        [
            ScreenedPerson(score or 0.0, fte < 1, place, raw, potential, f"{family} {level}".strip())
            for score, fte, place, raw, potential, family, level in rows.values_list(*columns)
        ]
    )


def _kinds(people: Sequence[ScreenedPerson]) -> dict[str, list[str]]:
    """By kind the group of each person, nothing of whoever has none."""
    return {
        "hours": ["part_time" if one.is_part_time else "full_time" for one in people],
        "location": [one.location for one in people],
    }


def _counts(people: Sequence[ScreenedPerson], named: Sequence[str], outcome: str) -> list[tuple[str, int, int]]:
    is_asked, is_good = _OUTCOMES[outcome]
    asked = [(group, is_good(one)) for one, group in zip(people, named, strict=True) if group and is_asked(one)]
    sizes, hits = Counter(group for group, _hit in asked), Counter(group for group, hit in asked if hit)
    return [(group, hits[group], sizes[group]) for group in sorted(sizes)]


def _line(
    people: Sequence[ScreenedPerson],
    named: Sequence[str],
    outcome: str,
    kind: str,
    groups: Sequence[tuple[str, int, int]],
    found: ImpactResult,
    at: int,
) -> ScreenLine:
    group, _hits, n = groups[at]
    verdict = found.verdict[at]
    is_hidden = verdict == ImpactVerdict.SUPPRESSED
    vanishes = verdict in WARNINGS and _vanishes(people, named, outcome, group, groups[found.reference][0])
    return ScreenLine(
        outcome,
        kind,
        group,
        None if is_hidden else n,
        _known(found.rate[at]),
        _known(found.ratio[at]),
        verdict.value,
        vanishes,
    )


def _vanishes(people: Sequence[ScreenedPerson], named: Sequence[str], outcome: str, group: str, reference: str) -> bool:
    """Whether the difference to the reference is none among people of the same family and level."""
    is_asked, is_good = _OUTCOMES[outcome]
    strata = sorted({one.works_as for one in people})
    counts = {side: {of: [0, 0] for of in strata} for side in (group, reference)}
    for one, side in zip(people, named, strict=True):
        if side in counts and is_asked(one):
            counts[side][one.works_as][0] += is_good(one)
            counts[side][one.works_as][1] += 1
    given = [[counts[side][of][which] for of in strata] for side in (group, reference) for which in (0, 1)]
    return within_strata(*given).verdict == StrataVerdict.VANISHES


def _known(value: float) -> float | None:
    return None if np.isnan(value) else float(value)
