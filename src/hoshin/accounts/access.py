"""The access table: who has which right by what they are here. What is not written on a card is denied."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache

from hoshin.accounts.models import Role, User, UserStanding
from hoshin.audit.models import Face, Means, Through
from hoshin.base.cards import entries
from hoshin.base.errors import Denied
from hoshin.base.wordings import Said, sentence


class Right(StrEnum):
    """What somebody may do, as far as several apps ask for it. What one app alone asks for, it names in its policies."""

    SEE = "see plans, scorecards, objectives and measures"
    SEE_PRIVATE = "see private objectives of others"
    EXPORT = "export"
    EDIT_PLAN = "edit the plan, targets, weights and statuses"
    IMPORT = "import"
    SEE_AUDIT = "see the audit trail"
    MANAGE_USERS = "manage users and their roles"
    MANAGE_JOBS = "see, stop and repeat jobs"
    EDIT_SETTINGS = "edit the settings of the organisation"


EVERYONE = frozenset(UserStanding)
CONTRIBUTORS = frozenset({UserStanding.ADMINISTRATOR, UserStanding.OFFICE, UserStanding.CONTRIBUTOR})
OFFICE = frozenset({UserStanding.ADMINISTRATOR, UserStanding.OFFICE})
ADMINISTRATORS = frozenset({UserStanding.ADMINISTRATOR})


@dataclass(frozen=True, slots=True)
class Grant:
    """A line of the access table, on the card of the app that asks for the right: who has it."""

    right: StrEnum
    holders: frozenset[UserStanding]


@cache
def access() -> dict[StrEnum, frozenset[UserStanding]]:
    """The access table, put together from the cards of all apps: what most may comes first."""
    grants = entries("rights", by="right").values()
    return {grant.right: grant.holders for grant in sorted(grants, key=lambda grant: -len(grant.holders))}


@dataclass(frozen=True, slots=True)
class Actor:
    """Whoever acts, with one role, through one face, and perhaps through something else that acts for them.

    `is_person`: of the organisation; members have rights by that alone. `lacks`: rights that do not reach as far as what
    one acts through. `lent`: what a service lent for one act, after its own policy allowed it.
    """

    user_id: int | None
    name: str
    role: Role
    face: str
    is_person: bool = False
    through: Through | None = None
    lacks: frozenset[StrEnum] = frozenset()
    lent: frozenset[StrEnum] = frozenset()

    @property
    def own_pk(self) -> int:
        """The key of the user that the actor is; 0, which no user has, for whoever is none."""
        return self.user_id or 0

    @classmethod
    def of(cls, user: User, face: str) -> "Actor":
        return cls(user.pk, user.name, Role(user.role), face, user.is_person)

    @classmethod
    def system(cls, face: str = Face.CLI) -> "Actor":
        """Whoever has the shell of the server, named as such in the audit trail.

        They have every right of an administrator and are nobody to anyone: what a relation alone opens they do not see.
        `sight.closed_kinds` names the kinds.
        """
        return cls(None, "Command line" if face == Face.CLI else "System", Role.ADMINISTRATOR, face)

    def acting_through(self, means: Means, name: str, *, lacking: Iterable[StrEnum] = ()) -> "Actor":
        """The same person through something, with the rights of their role or less.

        What it starts in turn is still done through it: an import by an agent is the agent's.
        """
        return replace(self, through=self.through or Through(means, name), lacks=self.lacks.union(lacking))

    def lent_right(self, right: StrEnum) -> "Actor":
        """The same person with one right more, for what a service does with rows that are theirs by its own policy.

        Only services lend, to services of apps below, and never keep the actor that they made.
        """
        return replace(self, lent=self.lent | {right})

    @property
    def standing(self) -> UserStanding:
        """What one is here."""
        if self.role == Role.MEMBER:
            return UserStanding.CONTRIBUTOR if self.is_person else UserStanding.VIEWER
        return UserStanding(self.role)

    def has(self, right: StrEnum) -> bool:
        return (self.standing in access()[right] or right in self.lent) and right not in self.lacks

    @property
    def may_see_trail(self) -> bool:
        """What the audit trail, which lies below and knows no rights, asks of whoever reads it."""
        return self.has(Right.SEE_AUDIT)

    @property
    def may_add_people(self) -> bool:
        """What pages for people ask of whoever is none."""
        return self.has(Right.EDIT_PLAN)


def require(actor: Actor, right: StrEnum) -> None:
    """Raise `Denied` unless the actor has the right by what they are here."""
    if right in actor.lacks and actor.through is not None:
        raise Denied(
            Said(
                "What you act through (%(through)s) may not %(right)s. Do it yourself.",
                through=actor.through.name,
                right=sentence(right.value),
            )
        )
    if actor.has(right):
        return
    if actor.standing == UserStanding.VIEWER and UserStanding.CONTRIBUTOR in access()[right]:
        raise Denied(
            Said(
                "Only people of the organisation may %(right)s, and your user is linked to none. Ask an administrator.",
                right=sentence(right.value),
            ),
            is_by_role=True,
        )
    raise Denied(
        Said(
            "Your role (%(role)s) may not %(right)s. Ask an administrator.",
            role=sentence(actor.role.label),
            right=sentence(right.value),
        ),
        is_by_role=True,
    )
