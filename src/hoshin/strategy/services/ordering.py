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


def put_at(siblings: QuerySet[Any], moved: Any, place: int | None) -> bool:
    """Put one sibling at a place among the others (0 is first, None is last); returns whether anything moved.

    Those behind it make room only as far as there is none.
    """
    others = siblings.exclude(pk=moved.pk).order_by("position", "id")
    place = None if place is None else max(place, 0)
    following = others[:0] if place is None else others[place:]
    behind = following.first()
    ahead = others.last() if behind is None else others[place - 1] if place else None
    position = 0 if ahead is None else ahead.position + 1
    if ahead is None and behind is not None:
        position = max(behind.position - 1, 0)
    elif ahead is None:
        position = moved.position
    changes = [(moved, position)]
    if behind is not None:
        for row in following.select_for_update().iterator():
            position += 1
            if row.position >= position:
                break
            changes.append((row, position))
    return _place(siblings, changes)


def _place(siblings: QuerySet[Any], wanted: Sequence[tuple[Any, int]]) -> bool:
    moved = []
    for row, position in wanted:
        if row.position != position:
            row.position = position
            moved.append(row)
    if moved:
        siblings.model._base_manager.bulk_update(moved, ["position"], batch_size=500)
    return bool(moved)
