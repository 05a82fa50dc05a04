"""Adding, changing and removing one row: validated, and never over somebody else's change."""

from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Model, ProtectedError
from django.utils.translation import ngettext

from hoshin.audit.models import Entry
from hoshin.audit.services import running_act
from hoshin.audit.sight import sight_of
from hoshin.base.errors import Conflict, Invalid, NotFound
from hoshin.base.upserts import problems_of
from hoshin.base.wordings import Said, instant_in_words, sentence

M = TypeVar("M", bound=Model)


def add_row(row: M) -> M:
    """Validate and insert a row. Invalid: what is wrong with it."""
    _save(row, force_insert=True)
    return row


def change_row(row: M, *, version: int | None, **values: Any) -> tuple[M, bool]:
    """Set values of a row that still has this version (None: whichever); returns the fresh row and whether it changed.

    NotFound: it was removed meanwhile. Conflict: it was changed meanwhile; the message says by whom and when.
    Invalid: what is wrong with the values.
    """
    fresh = locked_row(row, version=version)
    different = [name for name, value in values.items() if getattr(fresh, name) != value]
    if not different:
        return fresh, False
    for name in different:
        setattr(fresh, name, values[name])
    fresh.version += 1  # type: ignore[attr-defined]  # all rows that are edited have a version
    _save(fresh, update_fields=[*different, "version"])
    return fresh, True


def remove_row(row: Model, *, version: int | None, in_use: str) -> None:
    """Delete a row that still has this version. Invalid with the sentence `in_use` where others depend on it."""
    fresh = locked_row(row, version=version)
    try:
        fresh.delete()
    except ProtectedError as error:
        count = len(error.protected_objects)
        raise Invalid(in_use, value=_in_the_way(count)) from None


def _in_the_way(count: int) -> str:
    return ngettext("%(count)s row in the way", "%(count)s rows in the way", count) % {"count": count}


def locked_row(row: M, *, version: int | None) -> M:
    """The row as it stands, locked until the end of the transaction."""
    fresh = type(row)._base_manager.select_for_update(of=("self",)).filter(pk=row.pk).first()
    if fresh is None:
        raise NotFound(str(type(row)._meta.verbose_name), str(row))
    if version is not None and fresh.version != version:  # type: ignore[attr-defined]  # all rows that are edited have a version
        raise Conflict(_who_was_faster(fresh))
    return fresh


def _who_was_faster(row: Model) -> str:
    """Who changed the row, as far as whoever acts may see what happened to it."""
    table, again = row._meta.db_table, sentence("Nothing of yours was saved: load it again and repeat your change.")
    running = running_act()
    if running is None or not sight_of(running.author).sees(table, row.pk):
        return Said("Somebody changed this. %(again)s", again=again)
    entry = Entry.objects.filter(table=table, row=row.pk, change__isnull=False).select_related("change").first()
    who = sentence("Somebody") if entry is None or entry.change is None else entry.change.who
    if entry is None:
        return Said("%(who)s changed %(row)s. %(again)s", who=who, row=str(row), again=again)
    at = instant_in_words(entry.at)
    return Said("%(who)s changed %(row)s at %(at)s. %(again)s", who=who, row=str(row), at=at, again=again)


def _save(row: Model, **how: Any) -> None:
    """Validate and write a row. Constraints are left to the database, and asked one by one only where it refuses the row.

    Asked before, each would cost a query and a savepoint, and another connection could still be faster.
    """
    try:
        try:
            row.full_clean(validate_unique=False, validate_constraints=False)
            with transaction.atomic():
                row.save(**how)
        except (ValidationError, IntegrityError):
            # All that is wrong with it is named at once.
            row.full_clean()
            raise
    except ValidationError as error:
        raise Invalid(problems_of(error, value_of=row)) from None
