"""Which numbers are so far beyond everything seen of their measure that somebody should look at them."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from django.db import connection

FOLD = 10.0
LEAST_SEEN = 3


class Outlier(NamedTuple):
    """A value, by its place in the columns, and the largest size that was seen of its measure and unit otherwise."""

    at: int
    largest: float


def outliers(measures: Sequence[str], units: Sequence[str], values: Sequence[float | None]) -> Iterator[Outlier]:
    """Values more than ten times beyond all others of their measure and unit (by codes), stored ones and those given.

    Fewer than three others say nothing. Of each measure and unit the largest alone is looked at. One query at most.
    """
    largest: dict[tuple[str, str], tuple[float, int]] = {}
    second: dict[tuple[str, str], float] = defaultdict(float)
    count: dict[tuple[str, str], int] = defaultdict(int)
    for at, (measure, unit, value) in enumerate(zip(measures, units, values, strict=True)):
        if value is None:
            continue
        place, size = (measure, unit), abs(value)
        count[place] += 1
        if place not in largest or size > largest[place][0]:
            second[place] = largest[place][0] if place in largest else 0.0
            largest[place] = (size, at)
        else:
            second[place] = max(second[place], size)
    suspects = {place for place, (size, _at) in largest.items() if size > FOLD * second[place]}
    known = _known({measure for measure, _ in suspects}) if suspects else {}
    for place in sorted(suspects, key=lambda one: largest[one][1]):
        size, at = largest[place]
        stored, most = known.get(place, (0, 0.0))
        others = max(second[place], most)
        if stored + count[place] - 1 >= LEAST_SEEN and others > 0.0 and size > FOLD * others:
            yield Outlier(at, others)


def _known(measures: Collection[str]) -> dict[tuple[str, str], tuple[int, float]]:
    """How many values are stored of some measures, and the largest size, by the codes of measure and unit."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT m.code, coalesce(u.code, ''), count(*), max(abs(a.value)) FROM measures_actual a "
            "JOIN measures_measure m ON m.id = a.measure_id LEFT JOIN org_unit u ON u.id = a.unit_id "
            "WHERE m.code = ANY(%s) AND a.superseded_at IS NULL AND a.value IS NOT NULL GROUP BY 1, 2",
            [list(measures)],
        )
        return {(measure, unit): (count, most) for measure, unit, count, most in cursor.fetchall()}
