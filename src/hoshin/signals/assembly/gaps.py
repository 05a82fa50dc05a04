"""How likely it is by chance that values go missing after bad news as often as they do."""

from collections.abc import Sequence
from dataclasses import dataclass

from hoshin.engine.reviews import missing_when_bad


@dataclass(frozen=True, slots=True)
class DueValue:
    """A value that was due of an owner after one that was there: whether bad news stood then, whether it is missing."""

    owner: int
    was_bad: bool
    is_missing: bool


@dataclass(frozen=True, slots=True)
class GapsOfOwner:
    """Of `after` values due after bad news `missing` are missing, of `others` `others_missing`; with `p` by chance."""

    owner: int
    after: int
    missing: int
    others: int
    others_missing: int
    p: float


def gaps_by_owner(values: Sequence[DueValue]) -> list[GapsOfOwner]:
    """Each owner to whom both befell. Source: Fisher's exact test, one-sided."""
    owners = sorted({one.owner for one in values})
    place = {owner: at for at, owner in enumerate(owners)}
    rows = [(place[one.owner], one.was_bad, one.is_missing) for one in values]
    if not rows:
        return []
    of, bad, gap = zip(*rows, strict=True)
    found = missing_when_bad(of, bad, gap, owners=len(owners))
    counts = {at: [0, 0] for at in range(len(owners))}
    for at, was_bad, is_missing in rows:
        if not was_bad:
            counts[at][0] += 1
            counts[at][1] += is_missing
    return [
        GapsOfOwner(owner, int(found.n[at]), int(found.hits[at]), *counts[at], float(found.p[at]))
        for owner, at in place.items()
        if found.n[at] and counts[at][0]
    ]
