"""Which key results ask for a check-in, and whether one was made: conditions of queries."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from hoshin.base import clock
from hoshin.base.periods import Period
from hoshin.checkins.models import CheckIn
from hoshin.checkins.rules import first_end_taken


def runs(path: str = "") -> Q:
    """The goal at the end of the path runs today, or ended a short while ago; it is no draft and was not archived."""
    day = clock.today()
    return (Q(**{f"{path}start_date": None}) | Q(**{f"{path}start_date__lte": day})) & Q(
        **{
            f"{path}due_date__gte": first_end_taken(),
            f"{path}commitment__is_draft": False,
            f"{path}commitment__archived_on": None,
            f"{path}removed_on": None,
        }
    )


def said_since(rows: QuerySet[CheckIn], week: Period) -> Exists:
    """Whether one of the check-ins is about this key result, on a day of that week or later."""
    return Exists(rows.filter(checked_on__gte=week.start, objective=OuterRef("parent"), measure=OuterRef("measure")))
