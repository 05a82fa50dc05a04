"""How long reviews take, of nobody: median and the ninth tenth beside what is meant to be at most."""

from dataclasses import dataclass

import numpy as np
from django.db.models import Count

from hoshin.reviews.models import CalibrationSeat, CalibrationTime, ReviewCycle, ReviewResult
from hoshin.reviews.questions import ReviewSource
from hoshin.reviews.selectors.forms import LEAST_TIMES, times_of

CALIBRATION = "calibration"
# Minutes: a manager of eight is done within four hours, somebody with their own form within 45 minutes.
MEANT = {ReviewSource.MANAGER.value: 30, ReviewSource.SELF.value: 45, CALIBRATION: 20}


@dataclass(frozen=True, slots=True)
class TimeTold:
    """Minutes that one of these took: a form as a source, or looking at the result of one person (`calibration`).

    `count`: of how many. `meant`: what it should take at most, None where nothing is said.
    """

    what: str
    count: int
    median: float
    ninth_tenth: float
    meant: int | None


def times_told(cycle: ReviewCycle) -> list[TimeTold]:
    """How long forms took, by source, and looking at results together. Each of five or more; four queries at most."""
    forms = [
        TimeTold(one.source, one.forms, one.median, one.ninth_tenth, MEANT.get(one.source)) for one in times_of(cycle)
    ]
    looked = calibration_time(cycle)
    return forms if looked is None else [*forms, looked]


def calibration_time(cycle: ReviewCycle) -> TimeTold | None:
    """Minutes for which one person's result was looked at, of all who looked at it taken together.

    Everybody in a group counts with the mean of the group. None below five results, or where fewer than five people look.
    """
    seconds = dict(CalibrationTime.objects.filter(group__cycle=cycle, seconds__gt=0).values_list("group", "seconds"))
    if not seconds:
        return None
    looking = CalibrationSeat.objects.filter(group__in=seconds).aggregate(people=Count("person", distinct=True))
    rows = ReviewResult.objects.filter(group__in=seconds).order_by().values_list("group").annotate(Count("pk"))
    counts = {group: count for group, count in rows if group is not None}
    people = sum(counts.values())
    if people < LEAST_TIMES or looking["people"] < LEAST_TIMES:
        return None
    minutes = np.repeat([seconds[group] / 60 / count for group, count in counts.items()], list(counts.values()))
    median, ninth_tenth = (float(one) for one in np.quantile(minutes, (0.5, 0.9)))
    return TimeTold(CALIBRATION, people, median, ninth_tenth, MEANT[CALIBRATION])
