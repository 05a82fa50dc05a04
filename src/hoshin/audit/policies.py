"""Who may see the trail, and who may put back what."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, Protocol

from hoshin.audit.models import Change
from hoshin.audit.services import Author
from hoshin.audit.tracked import appended_of, tracked_of
from hoshin.base.errors import Denied


class Reader(Author, Protocol):
    """What the trail asks of an actor, beyond their name: this app knows no roles."""

    @property
    def may_see_trail(self) -> bool: ...

    def has(self, right: Any) -> bool: ...


def require_trail(actor: Reader) -> None:
    """Raise `Denied` unless the actor may see what everybody changed."""
    if not actor.may_see_trail:
        raise Denied("Your role may not see the audit trail. Ask an administrator.")


def is_put_back(table: str) -> bool:
    """Whether rows of the table are ever put back."""
    told = tracked_of(table)
    return appended_of(table) is not None or (told is not None and told.undone_by is not None)


def may_put_back(actor: Reader, changes: Sequence[Change], tables: Mapping[int, Collection[str]]) -> set[int]:
    """Of these changes those whose rows the actor may all put back, as the app of each table that they touched says."""
    may = {change.pk for change in changes if tables[change.pk]}
    for table in sorted({table for pk in may for table in tables[pk]}):
        told = appended_of(table) or tracked_of(table)
        concerned = [change for change in changes if change.pk in may and table in tables[change.pk]]
        allowed = told.undone_by(actor, concerned) if told is not None and told.undone_by is not None else set()
        may -= {change.pk for change in concerned} - allowed
    return may
