"""Announcing a direction, mending it, taking it out, and counting who read it."""

from hoshin.accounts.access import Actor
from hoshin.audit.editing import add_row, change_row, remove_row
from hoshin.audit.services import act
from hoshin.base import clock
from hoshin.base.errors import Denied, Invalid
from hoshin.base.wordings import Said
from hoshin.leading.models import Announcement, AnnouncementReading
from hoshin.leading.notices import ANNOUNCED
from hoshin.leading.policies import audience_of, require_leader
from hoshin.notices.services import tell
from hoshin.org.models import Person, Unit
from hoshin.org.selectors import person_of
from hoshin.strategy.models import Objective


def announce(
    actor: Actor,
    *,
    title: str,
    text: str,
    unit: Unit | None = None,
    to_team: bool = False,
    objective: Objective | None = None,
) -> Announcement:
    """Tell a unit and all below, who reports to the actor (`to_team`), or everybody a direction.

    Invalid where nobody would hear it.
    """
    author = require_leader(actor, unit, to_team=to_team)
    require_hearers(unit, author if to_team else None, author)
    said = {"title": title.strip(), "text": _tidied(text), "unit": unit, "to_team": to_team, "objective": objective}
    with act(actor, "announce_to_team" if to_team else "announce", title=said["title"]) as running:
        running.say(unit=unit and unit.name)
        row = add_row(Announcement(author=author, published_at=clock.now(), **said))
        hearers = audience_of(unit, row.team_of)
        users = hearers.filter(user__is_active=True).values_list("user", flat=True)
        tell(actor, ANNOUNCED, users=users, about=row.pk, facts={"number": row.pk, "title": row.title})
        return row


def require_hearers(unit: Unit | None, team_of: Person | None, author: Person) -> None:
    """Raise `Invalid` where an announcement would go to nobody but its author."""
    if audience_of(unit, team_of).exclude(pk=author.pk).exists():
        return
    raise Invalid(
        Said("Nobody is there whom it would reach: an announcement to nobody is none."),
        field="unit",
        remedy="Choose a unit with people in it, or below it, or those who report to you.",
    )


def change_announcement(
    actor: Actor,
    *,
    announcement: Announcement,
    title: str,
    text: str,
    objective: Objective | None = None,
    version: int | None = None,
) -> Announcement:
    """Mend its words, or what it is about; to whom it goes stays. Conflict: see `change_row`."""
    _require_author(actor, announcement)
    with act(actor, "change_announcement", title=title.strip()):
        said = {"title": title.strip(), "text": _tidied(text), "objective": objective}
        return change_row(announcement, version=version, **said)[0]


def remove_announcement(actor: Actor, *, announcement: Announcement, version: int | None = None) -> None:
    """Take it out, with what was asked about it."""
    _require_author(actor, announcement)
    with act(actor, "remove_announcement", title=announcement.title):
        remove_row(announcement, version=version, in_use="")


def note_reading(actor: Actor, *, announcement: Announcement) -> None:
    """Count that the actor opened it, where it goes to them: once, whoever they are."""
    person = person_of(actor)
    if person is None or person.pk == announcement.author_id:
        return
    if audience_of(announcement.unit, announcement.team_of).filter(pk=person.pk).exists():
        # Not an act: who read what stands in no trail.
        AnnouncementReading.objects.bulk_create(
            [AnnouncementReading(announcement=announcement, person=person)], ignore_conflicts=True
        )


def _require_author(actor: Actor, announcement: Announcement) -> None:
    person = person_of(actor)
    if person is None or announcement.author_id != person.pk:
        raise Denied(Said("Only whoever announced it changes it."))


def _tidied(text: str) -> str:
    return text.replace("\r\n", "\n").strip()
