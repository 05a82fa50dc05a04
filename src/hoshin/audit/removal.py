"""Removes the rows that a change made, with what was computed from them, unless people have built on them since."""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from typing import Any

from django.db import connection
from django.db.models import ForeignObjectRel, Model, QuerySet

from hoshin.audit.events import RestoredRow
from hoshin.audit.looking import quoted
from hoshin.audit.models import Change, Entry
from hoshin.audit.naming import name_of, names_of
from hoshin.audit.sight import Sight
from hoshin.audit.tracked import appended_of, is_declared, label_of, model_of
from hoshin.base.errors import Conflict
from hoshin.base.languages import within_sentence
from hoshin.base.wordings import Said

Guard = Callable[[Mapping[str, Collection[int]], Change], None]
_GUARDS: list[Guard] = []


def guard_removal(guard: Guard) -> None:
    """Have a function called with tables, keys and the change before what a change made is removed; it may refuse."""
    _GUARDS.append(guard)


def remove_made(made: Mapping[str, Collection[int]], change: Change, sight: Sight) -> list[RestoredRow]:
    """Remove these rows of tables, and derived rows that point to them; returns them as they stood.

    Conflict where a row that the trail keeps, and this change did not make, points to one of them; it is named as far
    as whoever undoes may see it.
    """
    for guard in _GUARDS:
        guard(made, change)
    going: dict[type[Model], set[Any]] = defaultdict(set)
    gone: list[RestoredRow] = []
    for table, pks in made.items():
        model = model_of(table)
        if model is not None and pks:
            gone += [
                RestoredRow(table, row.row, row.columns, is_removed=True) for row in rows_as_they_stand(table, pks)
            ]
            going[model] |= set(pks)
    waiting = {model: set(pks) for model, pks in going.items()}
    while waiting:
        model, pks = waiting.popitem()
        for relation in model._meta.related_objects:
            found = _pointing(relation, pks)
            if not is_declared(found.model._meta.db_table) and not found.model._meta.related_objects:
                found._raw_delete(connection.alias)  # type: ignore[attr-defined]  # Django's own, without a row's signals
                continue
            found_pks = set(_own(found.exclude(pk__in=going[found.model]), change, sight))
            if found_pks:
                going[found.model] |= found_pks
                waiting.setdefault(found.model, set()).update(found_pks)
    # References are checked at the end of the step: the order in which they go does not matter.
    for model, pks in going.items():
        rows = model._base_manager.filter(pk__in=pks)
        rows._raw_delete(connection.alias)  # type: ignore[attr-defined]  # Django's own, without a row's signals
    return gone


def rows_as_they_stand(table: str, pks: Collection[int]) -> list[RestoredRow]:
    """Whole rows of a table as the database holds them now."""
    # The name of one of our tables, quoted.
    name = connection.ops.quote_name(table)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT t.id, to_jsonb(t) FROM {name} t WHERE t.id = ANY(%s)", [list(pks)])  # noqa: S608
        found = cursor.fetchall()
    # Read as the trail reads what it keeps: the types know that any field has this only of fields for JSON.
    decode = Entry._meta.get_field("before").from_db_value  # type: ignore[union-attr]
    return [RestoredRow(table, pk, decode(columns, None, connection), is_removed=False) for pk, columns in found]


def _pointing(relation: ForeignObjectRel, pks: Collection[int]) -> QuerySet[Model]:
    # The types allow for relations to a model by its name, which are none of loaded apps.
    return relation.related_model._base_manager.filter(**{f"{relation.field.name}__in": pks})  # type: ignore


def _own(found: QuerySet[Model], change: Change, sight: Sight) -> list[Any]:
    """Keys of rows that may go: computed ones, and values that the change itself recorded."""
    table = found.model._meta.db_table
    if not is_declared(table):
        return list(found.values_list("pk", flat=True))
    kept = found.exclude(change=change) if appended_of(table) else found
    first = kept.order_by("pk").first()
    if first is not None:
        raise Conflict(_in_the_way(table, first.pk, sight))
    return list(found.values_list("pk", flat=True))


def _in_the_way(table: str, pk: int, sight: Sight) -> str:
    if not sight.sees(table, pk):
        return "Something that came later stands on this. Nothing was undone."
    name = "" if appended_of(table) else f" ({name_of(names_of({table: [pk]}, sight), table, pk).text})"
    entry = Entry.objects.filter(table=table, row=pk, change__isnull=False).select_related("change").last()
    what = within_sentence(label_of(table)) + name
    if not entry or not entry.change:
        return Said(
            "Something that came later stands on this: %(what)s. Take that away first. Nothing was undone.", what=what
        )
    return Said(
        "Something that came later stands on this: %(what)s by %(who)s, %(change)s. Take that away first. "
        "Nothing was undone.",
        what=what,
        who=entry.change.who,
        change=quoted(sight, entry.change),
    )
