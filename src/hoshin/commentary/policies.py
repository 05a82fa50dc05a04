"""Who reads commentary, and who writes it.

It is as open as the measure or objective that it is about. Whoever answers for that writes it: its owner, whoever supplies
the values, the head of its unit or of one above, and the office; on what a unit holds also the heads of that unit.
"""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from functools import reduce
from operator import or_
from typing import Any, Protocol, TypeVar

from django.db.models import Exists, Model, Q, QuerySet

from hoshin.accounts.access import Actor, Right, require
from hoshin.accounts.models import Role
from hoshin.accounts.sight import Opening, Relation, Verb, every, opened, visible
from hoshin.base.errors import Denied
from hoshin.base.wordings import Said
from hoshin.commentary.models import Attachment, Commentary
from hoshin.measures.models import Measure
from hoshin.measures.policies import measures_visible_to
from hoshin.org.models import Person, Unit
from hoshin.org.relations import heads_unit, is_self
from hoshin.strategy.models import Objective
from hoshin.strategy.policies import objectives_ever_visible_to

M = TypeVar("M", bound=Model)


class CommentaryRight(StrEnum):
    WRITE_OWN = "comment on measures and objectives that one answers for"
    WRITE_ANY = "comment on any measure and objective"


def _is_owned(actor: Actor, path: str) -> Q:
    return is_self(actor, f"{path}owner")


def _is_supplied(actor: Actor, path: str) -> Q:
    return is_self(actor, f"{path}supplier")


def _is_of_a_headed_unit(actor: Actor, path: str) -> Q:
    return heads_unit(actor, f"{path}unit")


def _is_on_what_is_seen(actor: Actor, path: str) -> Q:
    measure = Q(**{f"{path}measure__isnull": False}) & opened("measure", actor, f"{path}measure__")
    return measure | Q(**{f"{path}objective__isnull": False}) & opened("objective", actor, f"{path}objective__")


_OWN = CommentaryRight.WRITE_OWN
THROUGH_THINGS = (Opening(Right.SEE_PRIVATE, every), Opening(Relation.THROUGH, _is_on_what_is_seen))
ON_OBJECTIVES = (
    Opening(CommentaryRight.WRITE_ANY, every, Verb.COMMENT),
    Opening(Relation.OWNER, _is_owned, Verb.COMMENT, only_with=_OWN),
    Opening(Relation.UNIT_HEAD, _is_of_a_headed_unit, Verb.COMMENT, only_with=_OWN),
)
ON_MEASURES = (*ON_OBJECTIVES, Opening(Relation.SUPPLIER, _is_supplied, Verb.COMMENT, only_with=_OWN))


CommentedKey = tuple[str, int, str]


class Commented(Protocol):
    """What a page shows of a thing, as far as commentary is found by it."""

    @property
    def kind(self) -> str: ...
    @property
    def ref(self) -> int: ...
    @property
    def unit(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Readers:
    """Who will be able to read what is written on a thing: all who sign in, or these people and the office."""

    is_all: bool
    names: tuple[str, ...] = ()


def commentaries_visible_to(actor: Actor) -> QuerySet[Commentary]:
    """Commentary on measures and objectives that the actor may see, also what was taken back."""
    return visible(Commentary.objects.all(), "commentary", actor)


def attachments_visible_to(actor: Actor) -> QuerySet[Attachment]:
    """Links and files on measures and objectives that the actor may see."""
    return visible(Attachment.objects.all(), "attachment", actor)


def answering_users() -> QuerySet[Person, int]:
    """The numbers of the users of whom a word may be asked: owners, suppliers, and heads of units."""
    of_measures = [Measure.objects.values(role) for role in ("owner", "supplier")]
    rows: list[QuerySet[Any, Any]] = [*of_measures, Objective.objects.values("owner"), Unit.objects.values("head")]
    answering = reduce(or_, (Q(pk__in=found) for found in rows))
    return Person.objects.filter(answering, user__is_active=True).values_list("user", flat=True)


def commented_by(actor: Actor, rows: QuerySet[M], kind: str) -> QuerySet[M]:
    """Those of the measures or objectives, which the actor may see, on which they may comment."""
    return rows.filter(opened(kind, actor, verb=Verb.COMMENT))


def may_comment(actor: Actor, thing: Measure | Objective, unit: Unit | None = None) -> bool:
    """Whether the actor may comment on a measure or objective, or on what a unit holds of it."""
    if actor.has(CommentaryRight.WRITE_ANY) and actor.has(Right.SEE_PRIVATE):
        return True
    if not actor.has(CommentaryRight.WRITE_ANY) and not actor.has(_OWN):
        return False
    seen = _seen(actor, thing)
    theirs = commented_by(actor, seen, "measure" if isinstance(thing, Measure) else "objective")
    if unit is None:
        return theirs.exists()
    headed = Unit.objects.filter(heads_unit(actor, "pk"), pk=unit.pk)
    return seen.filter(Q(pk__in=theirs.values("pk")) | Exists(headed)).exists()


def commentable(actor: Actor, shown: Collection[Commented]) -> set[CommentedKey]:
    """Of what is on a page, by kind, id and code of the unit, that on which the actor may comment; as `may_comment` says.

    Three queries at most, none for whoever may comment on everything or on nothing.
    """
    keys = {(one.kind, one.ref, one.unit) for one in shown if one.kind in ("measure", "objective")}
    if actor.has(CommentaryRight.WRITE_ANY) or not keys:
        return keys
    if not actor.has(_OWN):
        return set()
    theirs = set[tuple[str, int]]()
    rows: dict[str, QuerySet[Any]] = {
        "measure": measures_visible_to(actor),
        "objective": objectives_ever_visible_to(actor),
    }
    for kind, seen in rows.items():
        if ids := {ref for one, ref, _unit in keys if one == kind}:
            found = commented_by(actor, seen.filter(pk__in=ids), kind).values_list("pk", flat=True)
            theirs |= {(kind, pk) for pk in found}
    units = {unit for _kind, _ref, unit in keys if unit}
    headed = (
        set(Unit.objects.filter(heads_unit(actor, "pk"), code__in=units).values_list("code", flat=True))
        if units
        else ()
    )
    return {(kind, ref, unit) for kind, ref, unit in keys if (kind, ref) in theirs or unit in headed}


def require_may_comment(actor: Actor, thing: Measure | Objective, unit: Unit | None = None) -> None:
    """Raise `Denied` unless the actor may comment on it."""
    if not actor.has(CommentaryRight.WRITE_ANY):
        require(actor, _OWN)
    if not may_comment(actor, thing, unit):
        raise Denied(
            Said(
                "You may comment only on what you answer for: what you own, supply values of, or what belongs to a unit "
                "that you head. %(code)s is none of these. Ask the strategy office.",
                code=thing.code,
            )
        )


def readers_of(thing: Measure | Objective) -> Readers:
    """Who will be able to read what is written on a thing, before it is written."""
    # Whoever is nobody to anyone, with the least role, stands for all.
    if _seen(Actor(None, "", Role.MEMBER, ""), thing).exists():
        return Readers(True)
    people = [thing.owner]
    if isinstance(thing, Measure):
        people.append(thing.supplier)
        serving = Objective.objects.filter(contributions__measure=thing).select_related("owner")
        people += [objective.owner for objective in serving]
    return Readers(False, tuple(dict.fromkeys(person.name for person in people if person is not None)))


def _seen(actor: Actor, thing: Measure | Objective) -> QuerySet[Any]:
    """The thing, where the actor may see it."""
    rows: QuerySet[Any] = (
        measures_visible_to(actor) if isinstance(thing, Measure) else objectives_ever_visible_to(actor)
    )
    return rows.filter(pk=thing.pk)
