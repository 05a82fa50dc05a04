"""Who an actor is to people and their things, as conditions of a query. Written here alone.

`path` leads from the row that is asked about to a person: `"owner"` from an objective, `""` from a person. Whoever is no
person of the organisation is nobody to anyone. Nobody is their own manager or head.
"""

from datetime import date

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.db.models import BigIntegerField, Exists, Func, OuterRef, Q, QuerySet, Subquery, Value

from hoshin.accounts.access import Actor
from hoshin.org.models import Person, ReportingLine, Unit, UnitLine

_NOBODY = Q(pk__in=())
_LAST = Value(2**63 - 1)


def own_person(actor: Actor) -> Subquery:
    """The id of the person that the actor is, found once for the whole query; a user is a person by the link alone."""
    return Subquery(Person.objects.filter(user=actor.user_id).values("pk")[:1])


def is_self(actor: Actor, path: str) -> Q:
    """The person at the end of the path is the actor."""
    return _NOBODY if actor.user_id is None else Q(**{path or "pk": own_person(actor)})


def is_manager(actor: Actor, path: str, day: date | None = None) -> Q:
    """The actor manages the person at the end of the path, directly or at whatever distance, on a day (None: today)."""
    if actor.user_id is None:
        return _NOBODY
    own = Subquery(_held(ReportingLine.objects.filter(person__user=actor.user_id), day).values("line")[:1])
    end = Func(own, _LAST, function="array_append", output_field=ArrayField(BigIntegerField()))
    # What stands below begins with one's own line, and arrays sort from their beginning.
    below = _held(ReportingLine.objects.filter(person=OuterRef(path or "pk")), day).filter(line__gt=own, line__lt=end)
    return Q(Exists(below))


def is_unit_head(actor: Actor, path: str, day: date | None = None) -> Q:
    """The actor heads the unit of the person at the end of the path, or one that it is part of on a day (None: today).

    Heads, and who works in which unit, are those of today: the days of theirs are not kept.
    """
    if actor.user_id is None:
        return _NOBODY
    headed = ArraySubquery(Unit.objects.filter(head__user=actor.user_id).values("pk"))
    unit = f"{path}__unit" if path else "unit"
    below = _held(UnitLine.objects.filter(unit=OuterRef(unit)), day).filter(line__overlap=headed)
    return Q(Exists(below)) & ~is_self(actor, path)


def _held(lines: QuerySet[ReportingLine] | QuerySet[UnitLine], day: date | None) -> QuerySet:
    if day is None:
        return lines.filter(valid_to=None)
    return lines.filter(Q(valid_to=None) | Q(valid_to__gt=day), valid_from__lte=day)
