"""Who may see the trail, and who may put back what."""

from collections.abc import Collection
from typing import Any, Protocol

from hoshin.audit.models import Change
from hoshin.audit.services import Author
from hoshin.audit.subjects import subject_of
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


def may_put_back(actor: Reader, change: Change, tables: Collection[str]) -> bool:
    """Whether the actor may reverse rows of these tables: all need a right that the actor has.

    One's own change, or for those who see the trail that of another.
    """
    rights = [subject_of(table).undo_right for table in tables]
    is_theirs = change.actor_id is not None and change.actor_id == actor.user_id
    return (is_theirs or actor.may_see_trail) and all(right is not None and actor.has(right) for right in rights)
