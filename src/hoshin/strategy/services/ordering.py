"""Positions of siblings: where something new goes, and setting a whole new order."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Max, QuerySet

from hoshin.base.errors import Invalid


def next_position(siblings: QuerySet[Any]) -> int:
    """The position after the last sibling."""
    last = siblings.aggregate(last=Max("position"))["last"]
    return 0 if last is None else last + 1


def set_order(siblings: QuerySet[Any], ids: Sequence[int]) -> bool:
    """Give siblings the order in which their ids are named; returns whether anything moved.

    Invalid unless each sibling is named exactly once: somebody else added or removed one meanwhile.
    """
    rows = {row.pk: row for row in siblings.select_for_update()}
    if sorted(rows) != sorted(ids):
        raise Invalid("The list changed meanwhile.", remedy="Load it again, then put it in order.")
    moved = []
    for position, pk in enumerate(ids):
        if rows[pk].position != position:
            rows[pk].position = position
            moved.append(rows[pk])
    if moved:
        siblings.model._base_manager.bulk_update(moved, ["position"])
    return bool(moved)
