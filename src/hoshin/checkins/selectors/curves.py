"""How the rhythm of check-ins holds, week by week, for the whole: shares and times, never of a person."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Aggregate, Count, F, FloatField, Func, Q, TextField
from django.db.models.functions import TruncWeek

from hoshin.accounts.access import Actor, require
from hoshin.base import clock
from hoshin.base.periods import Period
from hoshin.checkins.models import SavingTime
from hoshin.checkins.policies import CheckInRight, check_ins_visible_to
from hoshin.checkins.rhythm import due_day, week_of
from hoshin.strategy.policies import contributions_visible_to

WEEKS = 26
# Of fewer than so many a time would be somebody's, and so would a share of fewer people.
LEAST = 5
LEAST_PEOPLE = 5
AIM = 0.7


class Median(Aggregate):
    """The middle of numbers."""

    function = "PERCENTILE_CONT"
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = FloatField()


@dataclass(frozen=True, slots=True)
class WeekFigures:
    """How many key results asked for a check-in in a week, of how many one was made, and how long one took.

    `done` is None where fewer than five people were asked. `seconds` is the median for each key result, `first_seconds`
    that of whole first check-ins; None of fewer than five.
    """

    week: Period
    due: int
    done: int | None
    seconds: float | None
    first_seconds: float | None

    @property
    def share(self) -> float | None:
        return min(self.done / self.due, 1.0) if self.due and self.done is not None else None


def weeks_of_check_ins(actor: Actor) -> list[WeekFigures]:
    """The last half year, the latest week first, from the first in which anything was said. Four queries.

    Which goals asked is known as they stand today: those that were dropped since ask no more.
    """
    require(actor, CheckInRight.CHECK_IN_ANY)
    current = week_of(clock.today())
    weeks = [current.shift(-back) for back in range(WEEKS)]
    since = weeks[-1].start
    (due, people), done = _due(actor, weeks), _done(actor, since)
    each, first = _seconds(since, is_each=True), _seconds(since, is_each=False)
    begun = min(done, default=current.start)
    return [
        WeekFigures(
            week,
            due[at],
            done.get(week.start, 0) if people[at] >= LEAST_PEOPLE else None,
            each.get(week.start),
            first.get(week.start),
        )
        for at, week in enumerate(weeks)
        if week.start >= begun
    ]


def _due(actor: Actor, weeks: Sequence[Period]) -> tuple[list[int], list[int]]:
    """By week how many key results asked, and of how many people."""
    rows = contributions_visible_to(actor).filter(
        parent__commitment__is_draft=False, parent__removed_on=None, measure__isnull=False
    )
    asked = {}
    for at, week in enumerate(weeks):
        # Of a goal that ends before the day on which check-ins are asked for none is asked any more.
        runs = (Q(parent__start_date=None) | Q(parent__start_date__lte=due_day(week))) & Q(
            parent__due_date__gte=due_day(week)
        )
        asked[f"due_{at}"] = Count("pk", filter=runs)
        asked[f"people_{at}"] = Count("parent__owner", filter=runs, distinct=True)
    counts = rows.aggregate(**asked)
    due, people = ([counts[f"{name}_{at}"] for at in range(len(weeks))] for name in ("due", "people"))
    return due, people


def _done(actor: Actor, since: date) -> dict[date, int]:
    result = Func(F("objective"), F("measure"), function="ROW", output_field=TextField())
    rows = check_ins_visible_to(actor).filter(checked_on__gte=since).order_by()
    found = rows.annotate(week=TruncWeek("checked_on")).values("week").annotate(done=Count(result, distinct=True))
    return dict(found.values_list("week", "done"))


def _seconds(since: date, *, is_each: bool) -> dict[date, float]:
    """Medians by week: for each key result, or of whole first check-ins."""
    rows = SavingTime.objects.filter(week__gte=since, is_first=not is_each).order_by()
    took = F("seconds") * 1.0 / F("results") if is_each else F("seconds") * 1.0
    found = rows.values("week").annotate(count=Count("pk"), took=Median(took)).filter(count__gte=LEAST)
    return dict(found.values_list("week", "took"))
