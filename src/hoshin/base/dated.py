"""What something says from which day until which: spans that follow each other without gaps. Pure.

An app declares what of its rows is valid by date as a frozen dataclass of those columns. A row itself says what holds
now; `base.keeping` stores what it said before.
"""

from bisect import bisect_right
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from hoshin.base import clock
from hoshin.base.errors import Problem
from hoshin.base.periods import Frequency, Period

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Definition = TypeVar("Definition", bound="DataclassInstance")


@dataclass(frozen=True, slots=True)
class SaidUntil(Generic[Definition]):
    """What held until a day (exclusive); None: it holds on."""

    until: date | None
    said: Definition


def said_since(
    spans: Sequence[SaidUntil[Definition]], since: date | None, changes: Mapping[str, Any]
) -> list[SaidUntil[Definition]]:
    """The spans once these columns are as given from a day on (None: from the beginning).

    What holds later than that day has the new columns as well; spans that come to say the same become one.
    """
    found: list[SaidUntil[Definition]] = []
    start: date | None = None
    for span in spans:
        changed = SaidUntil(span.until, replace(span.said, **changes))
        if since is None or (start is not None and start >= since):
            found.append(changed)
        elif span.until is not None and span.until <= since:
            found.append(span)
        else:
            found += [SaidUntil(since, span.said), changed]
        start = span.until
    return joined(found)


def joined(spans: Sequence[SaidUntil[Definition]]) -> list[SaidUntil[Definition]]:
    """The same with neighbours that say the same as one."""
    found: list[SaidUntil[Definition]] = []
    for span in spans:
        if found and found[-1].said == span.said:
            found[-1] = span
        else:
            found.append(span)
    return found


def said_on(spans: Sequence[SaidUntil[Definition]], day: date) -> Definition:
    """What held on a day; the last span holds on."""
    return next(span.said for span in spans if span.until is None or day < span.until)


def runs_between(days: Collection[date], periods: Sequence[Period]) -> list[list[int]]:
    """The places of periods that lie between the same days: a period belongs where its last day does."""
    cuts, runs = sorted(days), dict[int, list[int]]()
    for at, period in enumerate(periods):
        runs.setdefault(bisect_right(cuts, period.end), []).append(at)
    return list(runs.values())


def begin_of(since: date | None, frequency: Frequency, first: date) -> date | None:
    """The day from which a change holds; None, from the beginning, where nothing before it is to be kept.

    Nothing is where the first value, that of the period which begins on `first`, belongs to the period of that day.
    """
    return None if since is None or first >= Period.containing(since, frequency).start else since


def day_problems(valid_from: date | None) -> list[Problem]:
    """What is wrong with the day from which a change is to hold."""
    if valid_from is None or valid_from <= clock.today():
        return []
    return [
        Problem(
            "A definition cannot change on a day to come.",
            field="valid_from",
            value=valid_from.isoformat(),
            remedy="Write today or an earlier day, and change it again when the day is there.",
        )
    ]
