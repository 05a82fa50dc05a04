"""Who announces what to whom, who reads it, and who sees how leading goes in the organisation.

A leader sees what they did and owe; nobody else sees that of one leader. HR of a unit sees sums over at least five of them.
"""

from collections.abc import Collection
from enum import StrEnum
from typing import Any

from django.db.models import Exists, Func, OuterRef, Q, QuerySet, Subquery

from hoshin.accounts.access import Actor, require
from hoshin.accounts.models import User
from hoshin.accounts.sight import Opening, Relation, every, visible
from hoshin.base.errors import Denied
from hoshin.base.wordings import Said
from hoshin.leading.models import Announcement, AnnouncementQuestion, AnnouncementReading
from hoshin.org.models import Person, Unit, UnitLine
from hoshin.org.presence import is_still_here
from hoshin.org.relations import heads_unit, is_hr_of_any_unit, is_hr_of_unit, is_self, own_person
from hoshin.org.selectors import person_of


class LeadingRight(StrEnum):
    READ = "read announcements and ask about them"
    ANNOUNCE_TO_ALL = "announce to any unit and to everybody"


def _is_ones_own_reading(actor: Actor, path: str) -> Q:
    return is_self(actor, f"{path}person")


OPEN = (Opening(Relation.EVERYONE, every),)
TO_READINGS = (Opening(Relation.SELF, _is_ones_own_reading),)


def announcements_visible_to(actor: Actor) -> QuerySet[Announcement]:
    """All of them."""
    return visible(Announcement.objects.all(), "announcement", actor)


def readings_visible_to(actor: Actor) -> QuerySet[AnnouncementReading]:
    """What the actor read themself: who else did is nobody's to see."""
    return visible(AnnouncementReading.objects.all(), "announcement_reading", actor)


def questions_visible_to(actor: Actor) -> QuerySet[AnnouncementQuestion]:
    """All of them: they are asked where all can read it."""
    return visible(AnnouncementQuestion.objects.all(), "announcement_question", actor)


def audience_of(unit: Unit | None, team_of: Person | None = None) -> QuerySet[Person]:
    """The people to whom an announcement goes who are still there.

    Those of a unit and all below, those who report to somebody, or (neither) everybody.
    """
    here = Person.objects.filter(is_still_here())
    if team_of is not None:
        return here.filter(manager=team_of)
    if unit is None:
        return here
    below = UnitLine.objects.filter(unit=OuterRef("unit"), valid_to=None, line__contains=[unit.pk])
    return here.filter(Exists(below))


def how_far(announcements: Collection[Announcement]) -> dict[int, tuple[int, int, int]]:
    """By announcement how many of those to whom it goes opened it, how much was asked, and how much of that waits.

    One query. One person counts once, and none is named.
    """
    read = AnnouncementReading.objects.filter(announcement=OuterRef("pk"))
    asked = AnnouncementQuestion.objects.filter(announcement=OuterRef("pk"))
    rows = Announcement.objects.filter(pk__in=[row.pk for row in announcements]).order_by()
    counts = rows.values_list("pk", _count(read), _count(asked), _count(asked.filter(answered_at=None)))
    return {pk: (readers, questions, waiting) for pk, readers, questions, waiting in counts}


def _count(rows: QuerySet[Any]) -> Subquery:
    return Subquery(rows.order_by().annotate(count=Func("pk", function="COUNT")).values("count"))


def units_to_lead(actor: Actor) -> QuerySet[Unit]:
    """The units to which the actor may announce: those that they head with all below; all of them for the office."""
    if actor.has(LeadingRight.ANNOUNCE_TO_ALL):
        return Unit.objects.order_by("code")
    return Unit.objects.filter(heads_unit(actor, "pk")).order_by("code")


def leads_anybody(actor: Actor) -> bool:
    """Whether the actor is a person who may announce to anybody: to a unit, to everybody, or to who reports to them."""
    return person_of(actor) is not None and (leads_units(actor) or reports_of(actor).exists())


def leads_units(actor: Actor) -> bool:
    """Whether whoever is a person may announce to a unit or to everybody. One query, but for the office."""
    return actor.has(LeadingRight.ANNOUNCE_TO_ALL) or units_to_lead(actor).exists()


def may_announce(actor: Actor, unit: Unit | None) -> bool:
    """Whether the actor may announce to a unit and all below (None: everybody)."""
    if unit is None:
        return actor.has(LeadingRight.ANNOUNCE_TO_ALL)
    return units_to_lead(actor).filter(pk=unit.pk).exists()


def not_a_leader() -> Denied:
    """What whoever may announce to nobody is told."""
    return Denied(
        Said(
            "You announce to units that you head, to those below, and to those who report to you. "
            "Ask the strategy office for others."
        )
    )


def require_leader(actor: Actor, unit: Unit | None, *, to_team: bool = False) -> Person:
    """The person who announces. `Denied` where they may not, or not to this unit; everybody may to those whom they lead."""
    require(actor, LeadingRight.READ)
    person = person_of(actor)
    if person is None or not (to_team or may_announce(actor, unit)):
        raise not_a_leader()
    return person


def leaders_of_hr(actor: Actor) -> QuerySet[Person]:
    """Whoever leads people, and works in a unit of which the actor is HR."""
    leads = Exists(Person.objects.filter(manager=OuterRef("pk")))
    return Person.objects.filter(leads & is_hr_of_unit(actor, "")).filter(user__is_active=True)


def is_hr(actor: Actor) -> bool:
    """Whether somebody was made HR of any unit."""
    return is_hr_of_any_unit(actor)


def asked_authors() -> QuerySet[User, int]:
    """The numbers of the users who announced something that was asked about."""
    waiting = AnnouncementQuestion.objects.filter(answered_at=None).values("announcement__author")
    return User.objects.filter(person__in=waiting, is_active=True).values_list("pk", flat=True)


def reports_of(actor: Actor) -> QuerySet[Person]:
    """Who reports to the actor, and is still there."""
    return Person.objects.filter(is_still_here(), manager=own_person(actor)).order_by("name", "pk")
