"""The access table by relation: for each kind of thing who may see it, and do what with it, by who they are to it.

Every app says so on its card, a `Thing` for each kind; the rights of roles stand beside it in `access`. Whatever no line
opens is closed, also to the shell of the server: it has the rights of an administrator and is nobody to anyone.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar

from django.db.models import Model, Q, QuerySet
from django.utils.functional import Promise

from hoshin.accounts.access import Actor, Right, require
from hoshin.base.cards import entries

M = TypeVar("M", bound=Model)
Rows = Callable[[Actor, str], Q]


class Relation(StrEnum):
    """Who one is to a thing, or to the person whose it is: computed from what stands in the tables, never typed.

    A dotted line and HR of a unit stand there because somebody granted them, for days and with a reason.
    """

    EVERYONE = "everyone"
    SELF = "the person themself"
    MANAGER = "a manager above, at whatever distance"
    DOTTED_LINE = "whoever has a dotted line to the person"
    UNIT_HEAD = "the head of the unit, or of one above it"
    HR_OF_UNIT = "HR of the unit, or of one above it"
    OWNER = "the owner"
    SUPPLIER = "whoever supplies the values"
    GIVER = "whoever gives it"
    RECEIVER = "whoever it is given to"
    NAMED = "whom the writer named"
    PARTICIPANT = "whoever takes part"
    THROUGH = "whoever sees what it belongs to"


class Verb(StrEnum):
    """What a relation may open."""

    SEE = "see"
    RECORD = "record values of"
    COMMENT = "comment on"
    APPROVE = "approve values of"


@dataclass(frozen=True, slots=True)
class Opening:
    """A line of the table: who comes to which rows of a kind, and to do what.

    `who` is a relation, or a right that a role must have; `rows` makes the condition, and takes what leads to the thing
    from the table that is asked ("" where it is asked itself, else as "measure__"). With `only_with` a relation opens
    nothing unless the role has that right as well.
    """

    who: Relation | StrEnum
    rows: Rows
    verb: Verb = Verb.SEE
    only_with: StrEnum | None = None

    def is_open_to(self, actor: Actor) -> bool:
        """Whether the actor's role lets this line hold at all."""
        needed = self.only_with if isinstance(self.who, Relation) else self.who
        return needed is None or actor.has(needed)


@dataclass(frozen=True, slots=True)
class Thing:
    """A kind of thing that people see: its one rule of sight, and the lines of the table from which that is made.

    `opens` are lines for kinds that stand in an app below, whose things are seen through these. `named_by` is the look-up
    by which people name one; `whose` are the look-ups of the people it belongs to.
    """

    kind: str
    label: str | Promise
    model: type[Model]
    visible_to: Callable[[Actor], QuerySet[Any]]
    openings: tuple[Opening, ...]
    opens: Mapping[str, tuple[Opening, ...]] = field(default_factory=dict)
    named_by: str = ""
    whose: tuple[str, ...] = ()


def every(actor: Actor, path: str) -> Q:
    """All rows there are."""
    return Q(**{f"{path}pk__isnull": False})


def things() -> dict[str, Thing]:
    """Every kind of thing, as the cards of the apps name them."""
    return entries("things", by="kind")


@cache
def openings_of(kind: str) -> tuple[Opening, ...]:
    """The lines of the table for a kind: its own app's, and those of apps above through whose things it is seen."""
    own = things()[kind].openings
    return own + tuple(line for thing in things().values() for line in thing.opens.get(kind, ()))


def opened(kind: str, actor: Actor, path: str = "", *, verb: Verb = Verb.SEE) -> Q:
    """The condition under which the thing at the end of the path may be seen by the actor, or be dealt with."""
    rows = [line.rows for line in openings_of(kind) if line.verb == verb and line.is_open_to(actor)]
    if every in rows:
        return every(actor, path)
    return Q(*(condition(actor, path) for condition in rows), _connector=Q.OR) if rows else Q(pk__in=())


def visible(rows: QuerySet[M], kind: str, actor: Actor) -> QuerySet[M]:
    """Those of the rows that the actor may see: what each kind's `visible_to` is made of."""
    require(actor, Right.SEE)
    lines = [line for line in openings_of(kind) if line.verb == Verb.SEE and line.is_open_to(actor)]
    return rows if any(line.rows is every for line in lines) else rows.filter(opened(kind, actor))


def closed_kinds(actor: Actor) -> list[Thing]:
    """Kinds of which no right of the actor's role opens anything, nor what stands open: of those one sees one's own alone.

    For the shell of the server, which is nobody to anyone, these are the kinds that it may not see.
    """
    personal = set(Relation) - {Relation.EVERYONE, Relation.THROUGH}
    seen = {kind: [line for line in openings_of(kind) if line.verb == Verb.SEE] for kind in things()}
    return [
        thing
        for kind, thing in things().items()
        if all(line.who in personal or not line.is_open_to(actor) for line in seen[kind])
    ]
