"""One wave after another: what changed, of whom that may be said, and what a wave of this size could find at all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isnan

import numpy as np

from hoshin.engine.false_alarms import released
from hoshin.engine.surveys import (
    GroupRules,
    detectable_difference,
    enps,
    enps_change,
    may_compare,
    shrinkage,
    shrunken,
    welch,
)
from hoshin.pulse.assembly.results import DriverFigures
from hoshin.pulse.library import ENPS


@dataclass(frozen=True, slots=True)
class Earlier:
    """What the same group said to the same driver in the wave before."""

    n: int
    score: float
    sd: float | None
    favourable: float | None
    unfavourable: float | None


def may_trend(members_before: frozenset[int], members_now: frozenset[int], smallest: int) -> bool:
    """Whether a group may be compared with what it was: nobody came or went, or as many as a group has at least."""
    return may_compare(members_before, members_now, GroupRules(smallest, max(smallest, 10), smallest))


def changes(
    now: Sequence[DriverFigures], before: Mapping[tuple[int, str], Earlier]
) -> dict[tuple[int, str], tuple[float, bool]]:
    """By group and driver how far its score moved, and whether that is more than chance: at most one in ten is false."""
    pairs = [(one, before[key]) for one in now if (key := (one.group, one.driver)) in before]
    p = np.array([_chance(one, other) for one, other in pairs])
    sure = released(p) if len(p) else np.zeros(0, np.bool_)
    return {
        (one.group, one.driver): (one.score - other.score, bool(is_sure))
        for (one, other), is_sure in zip(pairs, sure.tolist(), strict=True)
    }


def _chance(now: DriverFigures, before: Earlier) -> float:
    if now.driver == ENPS:
        p = enps_change(*_centre_and_error(before), *_centre_and_error(now))[1]
    elif now.sd is None or before.sd is None:
        return 1.0
    else:
        p = welch((before.score, before.sd, before.n), (now.score, now.sd, now.n))[1]
    return 1.0 if isnan(p) else p


def _centre_and_error(of: DriverFigures | Earlier) -> tuple[float, float]:
    """Of the promoter score, as if many more might have answered: those who are there now are not those of before."""
    up, down = round((of.favourable or 0.0) * of.n), round((of.unfavourable or 0.0) * of.n)
    found = enps([up], [of.n - up - down], [down])
    return float(found.centre[0]), float(found.se[0])


def pulls_of(found: Sequence[DriverFigures], parents: Sequence[int]) -> dict[str, float]:
    """By driver how strongly groups are drawn to those above them; found from the shown groups that hold no other."""
    of: dict[str, dict[int, DriverFigures]] = {}
    for one in found:
        of.setdefault(one.driver, {})[one.group] = one
    pulls = {}
    for driver, groups in of.items():
        holding = {above for at in groups for above in _above(at, parents)}
        apart = [one for at, one in groups.items() if at not in holding and one.sd is not None]
        # Of the promoter score the spread of people is not kept.
        known = [] if driver == ENPS else apart
        pulls[driver] = shrinkage(
            [one.score for one in known], [one.sd or 0.0 for one in known], [one.n for one in known]
        )
    return pulls


def _above(at: int, parents: Sequence[int]) -> list[int]:
    found = []
    while (at := parents[at]) >= 0:
        found.append(at)
    return found


def drawn_to(score: float, n: int, above: float, pull: float | None) -> float:
    """The best guess at the true score of a group of n, with what the group above it says; 20 where no pull is known.

    >>> round(drawn_to(24, 25, 10, None), 1)
    17.8
    """
    known = {} if pull is None else {"k": pull}
    return float(shrunken([score], [n], [above], **known)[0])


def detectable_points(n: int) -> int:
    """The least change of a favourable share, in points, that two waves of so many answers find four times of five."""
    return round(100 * float(detectable_difference([n])[0]))
