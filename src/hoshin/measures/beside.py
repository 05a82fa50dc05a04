"""Recording beside others who record: those who wait for the same scores are served as one."""

from collections.abc import Callable, Collection, Hashable
from typing import TypeVar

from django.db import connection

from hoshin.audit.together import Sharing, together
from hoshin.measures.events import ActualsChanged

Done = TypeVar("Done")
MOST_MEASURES = 50
_HOLD = "SELECT id FROM measures_measure WHERE id = ANY(%s) ORDER BY id FOR NO KEY UPDATE SKIP LOCKED"

_waiting_by: list[Callable[[frozenset[int]], Hashable]] = []


def wait_by(key: Callable[[frozenset[int]], Hashable]) -> None:
    """Have the app above, which keeps scores, say what scores measures share: those wait for each other."""
    _waiting_by[:] = [key]


def beside_others(measures: Collection[int], work: Callable[[], Done]) -> Done:
    """What `work` gives: one act that records values of these measures, by id, and whatever else belongs to it.

    Where others record under the same plan meanwhile it may be part of one transaction with theirs, so that scores are
    found once for all. It is written when this returns, and so are its scores; `Act.followed` is filled in only then.
    """
    if len(measures) > MOST_MEASURES:
        return work()
    return together(_SHARING, measures, work)


def _key(measures: frozenset[int]) -> Hashable:
    return tuple(key(measures) for key in _waiting_by)


def _hold(measures: Collection[int]) -> set[int]:
    # Not waiting for anybody: whoever waits for a measure keeps no others waiting, and two groups cannot deadlock.
    with connection.cursor() as cursor:
        cursor.execute(_HOLD, [list(measures)])
        return {measure for (measure,) in cursor.fetchall()}


_SHARING = Sharing(_key, _hold, (ActualsChanged,))
