"""How managers' reviews of groups of people are worded beside those of all others (methods 6.10): numbers alone."""

from collections.abc import Collection, Iterable
from typing import NamedTuple

from hoshin.leading.assembly import counted, differences

# The facts of people by which they make groups; none is guessed from a text.
GROUPED_BY = ("hours", "location", "job_family", "level")


class WrittenAbout(NamedTuple):
    """What a manager wrote about somebody in a cycle, and the groups of that person, in the order of `GROUPED_BY`."""

    text: str
    author: int
    groups: tuple[str, ...]


def wording_of(texts: Iterable[WrittenAbout], measures: Collection[str]) -> dict[str, list]:
    """By which facts groups were large enough to be compared, and the differences of which one in ten at most is chance."""
    found = counted(texts, measures)
    compared = {name: differences(found, at) for at, name in enumerate(GROUPED_BY)}
    told = [
        {"by": name, "group": group, "cue": cue, "rate": round(one.rate, 1), "others": round(one.others, 1)}
        for name, rows in compared.items()
        for group, cue, one in rows
        if one.is_clear
    ]
    return {"compared": [name for name, rows in compared.items() if rows], "differences": told}
