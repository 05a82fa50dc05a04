"""Who an actor is to people and their things, as conditions of a query. Written here alone.

`path` leads from the row that is asked about to a person: `"owner"` from an objective, `""` from a person. Whoever is no
person of the organisation is nobody to anyone. Nobody is their own manager or head, and nobody who has left somebody's.
"""

from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import TypeVar, cast

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.db.models import BigIntegerField, Exists, Func, OuterRef, Q, QuerySet, Subquery, Value

from hoshin.accounts.access import Actor
from hoshin.base import clock
from hoshin.org.models import (
    GrantedRelation,
    GrantedRelationKind,
    PastPosition,
    Person,
    ReportingLine,
    Unit,
    UnitHead,
    UnitLine,
)
from hoshin.org.presence import is_still_here

_NOBODY = Q(pk__in=())
_LAST = Value(2**63 - 1)
# Of each relation in each process, some ten kilobytes each: of the users of the last minutes.
_MOST_KEPT = 512
_C = TypeVar("_C", bound=Callable[..., Q])


def _kept(build: _C) -> _C:
    """Build a condition once for a user, a path and a day: Django copies what it is asked with, so that it can be kept.

    A page asks the same of many tables, and building it each time cost up to a fifth of its processor time. `build` asks of
    an actor which user it is, no more.
    """
    kept: dict[tuple[int | None, str, date | None, date], Q] = {}

    @wraps(build)
    def condition(actor: Actor, path: str, day: date | None = None) -> Q:
        # People leave, and what is granted ends: tomorrow it is another condition.
        key = (actor.user_id, path, day, clock.today())
        found = kept.get(key)
        if found is None:
            if len(kept) >= _MOST_KEPT:
                kept.clear()
            found = kept[key] = build(actor, path) if day is None else build(actor, path, day)
        return found

    return cast(_C, condition)


def own_person(actor: Actor) -> Subquery:
    """The id of the person that the actor is, found once for the whole query; a user is a person by the link alone."""
    return Subquery(Person.objects.filter(user=actor.user_id).values("pk")[:1])


@_kept
def is_self(actor: Actor, path: str) -> Q:
    """The person at the end of the path is the actor."""
    return _NOBODY if actor.user_id is None else Q(**{path or "pk": own_person(actor)})


@_kept
def is_manager(actor: Actor, path: str, day: date | None = None) -> Q:
    """The actor manages the person at the end of the path, directly or at whatever distance, on a day (None: today)."""
    if actor.user_id is None:
        return _NOBODY
    lines = ReportingLine.objects.filter(is_still_here("person", day), person__user=actor.user_id)
    own = Subquery(_held(lines, day).values("line")[:1])
    end = Func(own, _LAST, function="array_append", output_field=ArrayField(BigIntegerField()))
    # What stands below begins with one's own line, and arrays sort from their beginning.
    below = _held(ReportingLine.objects.filter(person=OuterRef(path or "pk")), day).filter(line__gt=own, line__lt=end)
    return Q(Exists(below))


@_kept
def is_unit_head(actor: Actor, path: str, day: date | None = None) -> Q:
    """The actor heads the unit of the person at the end of the path, or one that it is part of, on a day (None: today)."""
    if actor.user_id is None:
        return _NOBODY
    return _is_in_unit_below(_headed(actor, day), path, day) & ~is_self(actor, path)


@_kept
def heads_unit(actor: Actor, path: str, day: date | None = None) -> Q:
    """The actor heads the unit at the end of the path, or one that it is part of, on a day (None: today)."""
    if actor.user_id is None:
        return _NOBODY
    lines = _held(UnitLine.objects.filter(unit=OuterRef(path)), day)
    return Q(Exists(lines.filter(line__overlap=ArraySubquery(_headed(actor, day)))))


def _headed(actor: Actor, day: date | None) -> QuerySet:
    """The numbers of the units that the actor heads on a day; today's stand on the units themselves."""
    if day is None:
        return Unit.objects.filter(is_still_here("head"), head__user=actor.user_id).values("pk")
    heads = UnitHead.objects.filter(is_still_here("person", day), person__user=actor.user_id)
    return held_on(heads, day).order_by().values("unit")


@_kept
def is_dotted_line(actor: Actor, path: str, day: date | None = None) -> Q:
    """The actor was granted a dotted line to the person at the end of the path, for a day (None: today)."""
    if actor.user_id is None:
        return _NOBODY
    granted = _granted(actor, GrantedRelationKind.DOTTED_LINE, day)
    return Q(Exists(granted.filter(to_person=OuterRef(path or "pk"))))


def dotted_lines(day: date | None = None) -> QuerySet:
    """Who was granted a dotted line to whom for a day (None: today), for what is handed out by it and not for reading."""
    rows = GrantedRelation.objects.filter(relation=GrantedRelationKind.DOTTED_LINE)
    return held_on(rows, day or clock.today())


@_kept
def is_hr_of_unit(actor: Actor, path: str, day: date | None = None) -> Q:
    """The actor was granted to be HR of the unit of the person at the end of the path, or of one above it, for a day.

    Nobody is HR to themself.
    """
    if actor.user_id is None:
        return _NOBODY
    units = _granted(actor, GrantedRelationKind.HR_OF_UNIT, day).order_by().values("to_unit")
    return _is_in_unit_below(units, path, day) & ~is_self(actor, path)


def is_hr_of_any_unit(actor: Actor) -> bool:
    """Whether the actor was granted to be HR of a unit, for today."""
    return actor.user_id is not None and _granted(actor, GrantedRelationKind.HR_OF_UNIT, None).exists()


def _is_in_unit_below(units: QuerySet, path: str, day: date | None) -> Q:
    """The person at the end of the path works in one of these units, or in one that is part of them, on a day."""
    unit = f"{path}__unit" if path else "unit"
    if day is None:
        lines = UnitLine.objects.filter(unit=OuterRef(unit), valid_to=None)
        return Q(Exists(lines.filter(line__overlap=ArraySubquery(units))))
    below = held_on(UnitLine.objects.filter(line__overlap=ArraySubquery(units)), day).values("unit")
    # Of positions that ended after the day the first is the one of the day; without any it is that of now.
    later = PastPosition.objects.filter(person=OuterRef(path or "pk"), valid_to__gt=day)
    sooner = PastPosition.objects.filter(person=OuterRef("person"), valid_to__gt=day, valid_to__lt=OuterRef("valid_to"))
    then = later.filter(~Exists(sooner), unit__in=below)
    return Q(Exists(then)) | (~Q(Exists(later)) & Q(**{f"{unit}__in": below}))


def _granted(actor: Actor, relation: GrantedRelationKind, day: date | None) -> QuerySet[GrantedRelation]:
    # What is granted may end on a day that is known before, so that today is a day like others.
    here = is_still_here("person", day)
    granted = GrantedRelation.objects.filter(here, person__user=actor.user_id, relation=relation)
    return held_on(granted, day or clock.today())


def _held(lines: QuerySet[ReportingLine] | QuerySet[UnitLine], day: date | None) -> QuerySet:
    if day is None:
        return lines.filter(valid_to=None)
    return held_on(lines, day)


def held_on(dated: QuerySet, day: date | OuterRef) -> QuerySet:
    """Rows that hold from one day until another (exclusive), as far as they hold on a day."""
    return dated.filter(Q(valid_to=None) | Q(valid_to__gt=day), valid_from__lte=day)


@_kept
def is_hr_over_unit(actor: Actor, path: str, day: date | None = None) -> Q:
    """The actor was granted to be HR of the unit at the end of the path, or of one above it, for a day (None: today)."""
    if actor.user_id is None:
        return _NOBODY
    units = _granted(actor, GrantedRelationKind.HR_OF_UNIT, day).order_by().values("to_unit")
    lines = _held(UnitLine.objects.filter(unit=OuterRef(path)), day)
    return Q(Exists(lines.filter(line__overlap=ArraySubquery(units))))
