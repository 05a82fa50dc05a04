"""The access table: which role has which right. Everything that is not written here is denied."""

from dataclasses import dataclass
from enum import StrEnum

from hoshin.accounts.models import Role, User
from hoshin.audit.models import Face
from hoshin.base.errors import Denied


class Right(StrEnum):
    SEE = "see plans, scorecards, objectives and measures"
    SEE_PRIVATE = "see private objectives of others"
    EXPORT = "export"
    RECORD_OWN = "record actuals of measures that one owns or supplies"
    RECORD_ANY = "record actuals of any measure"
    EDIT_PLAN = "edit the plan, targets, weights and statuses"
    CLOSE_PERIOD = "close and reopen periods"
    IMPORT = "import"
    SEE_AUDIT = "see the audit trail"
    MANAGE_USERS = "manage users and their roles"
    EDIT_SETTINGS = "edit the settings of the organisation"


_EVERYONE = frozenset(Role)
_OFFICE = frozenset({Role.ADMINISTRATOR, Role.OFFICE})
_ADMINISTRATOR = frozenset({Role.ADMINISTRATOR})

ACCESS: dict[Right, frozenset[Role]] = {
    Right.SEE: _EVERYONE,
    Right.SEE_PRIVATE: _OFFICE,
    Right.EXPORT: _EVERYONE,
    Right.RECORD_OWN: frozenset({Role.ADMINISTRATOR, Role.OFFICE, Role.CONTRIBUTOR}),
    Right.RECORD_ANY: _OFFICE,
    Right.EDIT_PLAN: _OFFICE,
    Right.CLOSE_PERIOD: _OFFICE,
    Right.IMPORT: _OFFICE,
    Right.SEE_AUDIT: _OFFICE,
    Right.MANAGE_USERS: _ADMINISTRATOR,
    Right.EDIT_SETTINGS: _ADMINISTRATOR,
}


@dataclass(frozen=True, slots=True)
class Actor:
    """Whoever acts, with one role, through one face."""

    user_id: int | None
    name: str
    role: Role
    face: str
    email: str = ""

    @classmethod
    def of(cls, user: User, face: str) -> "Actor":
        return cls(user.pk, user.name, Role(user.role), face, user.email)

    @classmethod
    def system(cls, face: str = Face.CLI) -> "Actor":
        """Whoever has the shell of the server: may do everything, and is named as such in the audit trail."""
        return cls(None, "Command line" if face == Face.CLI else "System", Role.ADMINISTRATOR, face)

    def has(self, right: Right) -> bool:
        return self.role in ACCESS[right]

    @property
    def may_see_trail(self) -> bool:
        """What the audit trail, which lies below and knows no rights, asks of whoever reads it."""
        return self.has(Right.SEE_AUDIT)


def require(actor: Actor, right: Right) -> None:
    """Raise `Denied` unless the actor's role has the right."""
    if not actor.has(right):
        raise Denied(f"Your role ({actor.role.label}) may not {right.value}. Ask an administrator.")
