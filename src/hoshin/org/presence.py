"""Who works here: whoever has begun and has not left.

`path` leads from the row that is asked about to a person, and is "" for people themselves. Of one person at hand
`Person.has_left` says the same.
"""

from datetime import date

from django.db.models import Q

from hoshin.base import clock


def is_still_here(path: str = "", day: date | None = None) -> Q:
    """The person has not left before a day (None: today); they may begin later."""
    last = f"{path}__end_date" if path else "end_date"
    return Q(**{last: None}) | Q(**{f"{last}__gte": day or clock.today()})


def works_here(path: str = "", day: date | None = None) -> Q:
    """The person has begun by a day (None: today), and has not left before it."""
    first = f"{path}__start_date" if path else "start_date"
    return is_still_here(path, day) & (Q(**{first: None}) | Q(**{f"{first}__lte": day or clock.today()}))
