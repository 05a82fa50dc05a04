"""Two waves that ask nearly the same people: what few of them said would follow from the results of both."""

from collections import Counter
from collections.abc import Mapping, Sequence


def are_too_near(
    first: Mapping[int, int],
    parents: Sequence[int],
    second: Mapping[int, int],
    other_parents: Sequence[int],
    smallest: int,
) -> bool:
    """Whether some group of one wave differs from some group of the other by one person or more, and by too few.

    `first` and `second` say by person in which group their answers lie; `parents` by group the one above it, or -1.
    A group is all whose answers lie in it or below. Groups without a person in common are apart.
    """
    sizes, other_sizes = _sizes(first, parents), _sizes(second, other_parents)
    both: Counter[tuple[int, int]] = Counter()
    for (at, other), count in Counter((first[one], second[one]) for one in first.keys() & second.keys()).items():
        for above in _chain(at, parents):
            for other_above in _chain(other, other_parents):
                both[above, other_above] += count
    return any(0 < sizes[at] + other_sizes[other] - 2 * count < smallest for (at, other), count in both.items())


def _sizes(groups: Mapping[int, int], parents: Sequence[int]) -> Counter[int]:
    sizes: Counter[int] = Counter()
    for at, count in Counter(groups.values()).items():
        for above in _chain(at, parents):
            sizes[above] += count
    return sizes


def _chain(at: int, parents: Sequence[int]) -> list[int]:
    chain = []
    while at >= 0:
        chain.append(at)
        at = parents[at]
    return chain
