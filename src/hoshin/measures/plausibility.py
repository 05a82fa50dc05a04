"""Which numbers are so unlike everything seen of their measure that somebody should say that they are meant.

One rule for the form, the grid, the API and imports. What has been recorded once has been seen.
"""

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from django.db import connection

from hoshin.base.periods import Period
from hoshin.base.rounding import significant
from hoshin.base.wordings import Said
from hoshin.measures.models import Aggregation, Target

FOLD = 10.0
# What is not over yet is a slip of the row or of the unit more often: it has half the room.
RUNNING_FOLD = 5.0
LEAST_SEEN = 3
_WANTED = ", ".join(f"t.{name}" for name in Target.VALUES if name != "tolerance")
_KNOWN = f"""
SELECT measure_id, unit_id, count(*), min(abs(value)) FILTER (WHERE value <> 0), max(abs(value)),
    count(*) FILTER (WHERE value > 0), count(*) FILTER (WHERE value < 0)
FROM measures_actual
WHERE measure_id = ANY(%s) AND coalesce(unit_id, 0) = ANY(%s) AND superseded_at IS NULL AND value IS NOT NULL
GROUP BY measure_id, unit_id
UNION ALL
SELECT t.measure_id, t.unit_id, NULL, min(abs(n)), max(abs(n)), NULL, NULL
FROM measures_target t, unnest(ARRAY[{_WANTED}]) n WHERE t.measure_id = ANY(%s) AND n <> 0
GROUP BY t.measure_id, t.unit_id"""  # noqa: S608 – names of columns


class Why(StrEnum):
    """What is odd about a value."""

    BEYOND = "beyond"
    RUNNING = "running"
    TURNED = "turned"
    FRACTION = "fraction"


class Doubt(NamedTuple):
    """An odd value, by its place in what was given, and what it stands apart from: the largest or smallest size.

    `is_wanted`: there are too few values to compare with, so that this is the largest or smallest number of its targets.
    """

    at: int
    why: Why
    seen: float
    is_wanted: bool = False


class Given(NamedTuple):
    """A value that somebody gives. `place`: its measure and unit. `room`: how far beyond all others it may lie.

    `is_share`: one of its unit is a hundredth or a thousandth of one.
    """

    place: Hashable
    value: float
    room: float = FOLD
    is_share: bool = False


@dataclass(frozen=True, slots=True)
class Known:
    """What is stored of a measure and a unit: how many values, the smallest and largest size of those that are not 0,
    and how many of which sign; the same sizes of the numbers in its targets."""

    count: int = 0
    smallest: float | None = None
    largest: float = 0.0
    positive: int = 0
    negative: int = 0
    wanted: tuple[float, float] | None = None


_NOTHING = Known()
_Holder = tuple[int, int | None]


def doubts(given: Sequence[Given | None], known: Mapping[Hashable, Known]) -> list[Doubt]:
    """The odd ones among values that are given together (None: nothing is said), in their order.

    Each is compared with what is stored of its measure and unit and with all others that are given of it: one or a few
    stand apart from at least three others, and from as many as they are. Where there are fewer, targets say what is odd.
    """
    places: dict[Hashable, list[int]] = defaultdict(list)
    for at, one in enumerate(given):
        if one is not None:
            places[one.place].append(at)
    found: dict[int, Doubt] = {}
    for place, rows in places.items():
        for doubt in _of_place(given, rows, known.get(place, _NOTHING)):
            found.setdefault(doubt.at, doubt)
    return [found[at] for at in sorted(found)]


def may_be_odd(
    places: npt.NDArray[np.int64], values: npt.NDArray[np.float64], known: Sequence[Known], is_share: Sequence[bool]
) -> npt.NDArray[np.bool_]:
    """Of which measures and units `doubts` could find any of these values odd, all being of periods that are over.

    `places` numbers the measure and unit of each value; of each it is told what is stored, and whether one of its unit is a
    share. A quick look for imports, of which nearly all values lie close to others: what is beyond lies apart from its next.
    """
    order = np.lexsort((np.abs(values), places))
    order = order[values[order] != 0.0]
    place, size = places[order], np.abs(values[order])
    firsts = np.flatnonzero(np.diff(place, prepend=-1))
    smallest = np.full(len(known), np.inf)
    smallest[place[firsts]] = size[firsts]
    above, below = np.zeros(len(known), dtype=bool), np.zeros(len(known), dtype=bool)
    above[places[values > 0]] = below[places[values < 0]] = True
    positive, negative = (np.array([getattr(one, name) > 0 for one in known]) for name in ("positive", "negative"))
    counts = np.bincount(places, minlength=len(known)) + np.array([one.count for one in known])
    largest = np.array([one.largest for one in known])
    found = (below & (positive | above)) | (above & negative) | (np.array(is_share) & (smallest <= 1.0))
    found |= smallest > FOLD * np.where(largest > 0.0, largest, smallest)
    found[place[1:][(place[1:] == place[:-1]) & (size[1:] > FOLD * size[:-1])]] = True
    found = np.where(counts <= LEAST_SEEN, [one.wanted is not None for one in known], found)
    return np.asarray(found & np.isfinite(smallest))


def room_of(aggregation: str, period: Period, today: date) -> float:
    """How many times the largest of all others a value may be before it is odd.

    A sum of a period that is not over, by the share that has passed; but nothing is odd that a whole one came to.
    """
    if period.end < today:
        return FOLD
    if aggregation != Aggregation.SUM:
        return RUNNING_FOLD
    return max(RUNNING_FOLD * share_passed(period, today), 1.0)


def share_passed(period: Period, today: date) -> float:
    """How much of a period has passed with today."""
    return min(max(((today - period.start).days + 1) / period.days, 0.0), 1.0)


def known_of(places: Collection[_Holder]) -> dict[Hashable, Known]:
    """What is stored of measures and units, by their ids. One query."""
    values: dict[_Holder, tuple[Any, ...]] = {}
    wanted: dict[_Holder, tuple[float, float]] = {}
    with connection.cursor() as cursor:
        asked = [list({measure for measure, _ in places}), list({unit or 0 for _, unit in places})]
        cursor.execute(_KNOWN, [*asked, asked[0]])
        for measure, unit, count, least, most, positive, negative in cursor.fetchall():
            if count is None:
                wanted[measure, unit] = least, most
            else:
                values[measure, unit] = count, least, most, positive, negative
    return {
        place: Known(*values.get(place, ()), wanted=wanted.get(place) or wanted.get((place[0], None)))
        for place in places
    }


def sentence(
    doubt: Doubt, *, value: float, measure: str, period: Period | None = None, today: date | None = None
) -> Said:
    """What is odd about a value of a measure (by its code), and what was seen."""
    facts = {"value": significant(value, 10), "measure": measure, "seen": significant(doubt.seen, 10)}
    if doubt.why == Why.TURNED:
        return Said(_TURNED[value > 0], **facts)
    if doubt.why == Why.RUNNING and period is not None and today is not None:
        facts |= {
            "percent": f"{abs(value) / doubt.seen * 100:.0f}",
            "passed": f"{share_passed(period, today) * 100:.0f}",
        }
        return Said(_RUNNING[doubt.is_wanted], **facts, period=period)
    if doubt.why == Why.FRACTION:
        return Said(_FRACTION[doubt.is_wanted], **facts, meant=significant(value * 100, 10))
    return Said(_BEYOND[doubt.is_wanted], **facts)


_BEYOND = {
    False: "%(value)s is more than ten times beyond everything seen of %(measure)s (%(seen)s at most).",
    True: "%(value)s is more than ten times beyond everything aimed at with %(measure)s (%(seen)s at most).",
}
_RUNNING = {
    False: "%(value)s is %(percent)s %% of the most that was seen of %(measure)s (%(seen)s), and of %(period)s only "
    "%(passed)s %% has passed.",
    True: "%(value)s is %(percent)s %% of the most that is aimed at with %(measure)s (%(seen)s), and of %(period)s only "
    "%(passed)s %% has passed.",
}
_TURNED = {
    False: "%(value)s is below zero, and everything seen of %(measure)s is above.",
    True: "%(value)s is above zero, and everything seen of %(measure)s is below.",
}
_FRACTION = {
    False: "%(value)s of %(measure)s is read as %(value)s %%, not as %(meant)s %%; the least that was seen is %(seen)s.",
    True: "%(value)s of %(measure)s is read as %(value)s %%, not as %(meant)s %%; the least that is aimed at is %(seen)s.",
}


def _of_place(given: Sequence[Given | None], rows: list[int], known: Known) -> Iterator[Doubt]:
    """The odd values among those of one measure and unit. What lies close together is seen to be so at once."""
    ones = [(at, one) for at in rows if (one := given[at]) is not None and one.value != 0.0]
    if not ones:
        return
    if known.count + len(rows) <= LEAST_SEEN:
        yield from _against_wanted(ones, known)
        return
    sizes = [abs(one.value) for _, one in ones]
    smallest = min(sizes) if known.smallest is None else min(*sizes, known.smallest)
    if max(sizes) > min(one.room for _, one in ones) * smallest:
        yield from _beyond(ones, known, len(rows))
    yield from _turned(ones, known)
    if ones[0][1].is_share and min(sizes) <= 1.0:
        yield from _fractions(ones, known, len(rows))


def _beyond(ones: list[tuple[int, Given]], known: Known, count: int) -> Iterator[Doubt]:
    """As many of the largest as lie beyond all that is left."""
    order = sorted(ones, key=lambda one: abs(one[1].value) / one[1].room, reverse=True)
    rest = known.largest
    for apart in range(len(order), 0, -1):
        size, room = abs(order[apart - 1][1].value), order[apart - 1][1].room
        if rest > 0.0 and size > room * rest and known.count + count - apart >= max(LEAST_SEEN, apart):
            for at, one in order[:apart]:
                yield Doubt(at, Why.BEYOND if one.room >= FOLD else Why.RUNNING, rest)
            return
        rest = max(rest, size)


def _turned(ones: list[tuple[int, Given]], known: Known) -> Iterator[Doubt]:
    """What alone, or with all that is given, has another sign than everything else."""
    above = [at for at, one in ones if one.value > 0]
    below = [at for at, one in ones if one.value < 0]
    sides = ((below, known.negative, known.positive + len(above)), (above, known.positive, known.negative + len(below)))
    for odd, known_alike, others in sides:
        is_slip = len(odd) in (1, len(ones))
        if is_slip and not known_alike and others >= max(LEAST_SEEN, len(odd)):
            yield from (Doubt(at, Why.TURNED, known.largest) for at in odd)


def _fractions(ones: list[tuple[int, Given]], known: Known, count: int) -> Iterator[Doubt]:
    """Percentages of at most one that lie far below all that is left: 0.75 where 75 is meant."""
    order = sorted((abs(one.value), at) for at, one in ones)
    rest = known.smallest
    for apart in range(len(order), 0, -1):
        size = order[apart - 1][0]
        others = known.positive + known.negative + len(order) - apart
        if rest is not None and size <= 1.0 and FOLD * size < rest and others >= max(LEAST_SEEN, apart):
            yield from (Doubt(at, Why.FRACTION, rest) for _, at in order[:apart])
            return
        rest = size if rest is None else min(rest, size)


def _against_wanted(ones: list[tuple[int, Given]], known: Known) -> Iterator[Doubt]:
    if known.wanted is None:
        return
    least, most = known.wanted
    for at, one in ones:
        size = abs(one.value)
        if size > one.room * most:
            yield Doubt(at, Why.BEYOND if one.room >= FOLD else Why.RUNNING, most, is_wanted=True)
        elif one.is_share and size <= 1.0 and FOLD * size < least:
            yield Doubt(at, Why.FRACTION, least, is_wanted=True)
