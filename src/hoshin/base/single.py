"""The one row that a query finds, without the sorting that Django puts before the first of any."""

from typing import TypeVar

from django.db.models import Model, QuerySet

M = TypeVar("M", bound=Model)


def single(rows: QuerySet[M]) -> M | None:
    """The row of a query that finds one at most, or None. Putting it in order takes Django longer than reading it."""
    return next(iter(rows.order_by()[:1]), None)
