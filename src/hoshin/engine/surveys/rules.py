"""The rules of groups: how few may be reported, which filters are answered, which trends are shown."""

from collections.abc import Iterable
from dataclasses import dataclass

LEAST = 3


@dataclass(frozen=True, slots=True)
class GroupRules:
    """The fewest respondents of a reported group, of one whose comments are shown, and of a difference of two groups."""

    smallest: int = 5
    smallest_comments: int = 10
    smallest_difference: int = 5

    def __post_init__(self) -> None:
        if self.smallest < LEAST:
            raise ValueError("a group that is reported has three respondents at least")
        if self.smallest_comments < self.smallest or self.smallest_difference < self.smallest:
            raise ValueError("comments and differences need as many as groups at least")


def may_answer(
    group: frozenset[int], ancestors: Iterable[frozenset[int]], shown: Iterable[frozenset[int]], rules: GroupRules
) -> bool:
    """Whether a filter may be answered, given who answered in it, in each published ancestor, and in all that was shown.

    The group and what is left of each ancestor must be empty or as large as a group may be; its difference from all that
    this kind of reader was shown must be empty or at least ``smallest_difference``.

    >>> may_answer(frozenset(range(8)), [frozenset(range(20))], [frozenset(range(7))], GroupRules())
    False
    """
    parts = [group, *(ancestor - group for ancestor in ancestors)]
    if any(0 < len(part) < rules.smallest for part in parts):
        return False
    return not any(0 < len(group ^ other) < rules.smallest_difference for other in shown)


def may_compare(members_before: frozenset[int], members_now: frozenset[int], rules: GroupRules) -> bool:
    """Whether two waves of a group may be set side by side: nobody came or went, or as many as a group has at least.

    >>> may_compare(frozenset(range(12)), frozenset(range(13)), GroupRules())
    False
    """
    changed = len(members_before ^ members_now)
    return changed == 0 or changed >= rules.smallest
