"""Positions of siblings: where something new goes, one that moves, and setting a whole new order."""

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
    rows = {row.pk: row for row in siblings.order_by("pk").select_for_update()}
    if sorted(rows) != sorted(ids):
        raise Invalid("The list changed meanwhile.", remedy="Load it again, then put it in order.")
    return _place(siblings, [(rows[pk], position) for position, pk in enumerate(ids)])


def set_order_among(siblings: QuerySet[Any], ids: Sequence[int]) -> bool:
    """Give the siblings named each other's places, in the order named; all others stay where they are.

    Named ids that are no siblings are left out. Only the named rows are read and written, unless siblings share positions:
    then all are numbered anew. Returns whether anything moved.
    """
    rows = {row.pk: row for row in siblings.filter(pk__in=ids).order_by("pk").select_for_update()}
    wanted = [rows[pk] for pk in dict.fromkeys(ids) if pk in rows]
    places = sorted(row.position for row in wanted)
    others = siblings.exclude(pk__in=rows)
    if len(set(places)) == len(places) and not others.filter(position__in=places).exists():
        return _place(siblings, list(zip(wanted, places, strict=True)))
    turn = iter(wanted)
    known = siblings.order_by("position", "id").values_list("id", flat=True)
    return set_order(siblings, [next(turn).pk if pk in rows else pk for pk in known])


def _place(siblings: QuerySet[Any], wanted: Sequence[tuple[Any, int]]) -> bool:
    moved = []
    for row, position in wanted:
        if row.position != position:
            row.position = position
            moved.append(row)
    if moved:
        siblings.model._base_manager.bulk_update(moved, ["position"], batch_size=500)
    return bool(moved)
