"""Cycles among things that point to each other, in the words of those who have to mend them."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import TypeVar

from django.utils.translation import gettext

N = TypeVar("N", bound=Hashable)


def first_cycle(points_to: Mapping[N, Iterable[N]]) -> list[N]:
    """The first cycle found, its start repeated at the end; empty where there is none. O(nodes + edges).

    >>> first_cycle({"A": ["B"], "B": ["C"], "C": ["A"]})
    ['A', 'B', 'C', 'A']
    >>> first_cycle({"A": ["B", "C"], "B": ["C"]})
    []
    """
    done: set[N] = set()
    for start in points_to:
        if start in done:
            continue
        path: list[N] = [start]
        on_path: set[N] = {start}
        open_ends = [iter(points_to.get(start, ()))]
        while open_ends:
            following = next(open_ends[-1], None)
            if following is None:
                open_ends.pop()
                finished = path.pop()
                on_path.discard(finished)
                done.add(finished)
            elif following in on_path:
                return [*path[path.index(following) :], following]
            elif following not in done:
                path.append(following)
                on_path.add(following)
                open_ends.append(iter(points_to.get(following, ())))
    return []


def in_words(cycle: Sequence[str], verb: str) -> str:
    """A cycle as a sentence; the verb is English, and said in the language that is spoken.

    >>> in_words(["A", "B", "A"], "serves")
    'A serves B serves A'
    """
    shown = [*cycle[:8], "…", cycle[-1]] if len(cycle) > 10 else cycle
    return f" {gettext(verb)} ".join(shown)
