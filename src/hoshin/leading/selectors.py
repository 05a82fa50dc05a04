"""Finds announcements, how far they were read, and questions about them."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from hoshin.accounts.access import Actor
from hoshin.base.errors import NotFound
from hoshin.leading.models import Announcement, AnnouncementQuestion
from hoshin.leading.policies import announcements_visible_to, audience_of, questions_visible_to, readers_counted
from hoshin.org.relations import is_self
from hoshin.strategy.models import Objective
from hoshin.strategy.policies import objectives_ever_visible_to


@dataclass(frozen=True, slots=True)
class ShownAnnouncement:
    """An announcement with the objective that it serves, as far as whoever reads may see that.

    `readers` of `audience`: how many of those to whom it goes opened it; None for whoever did not announce it.
    """

    row: Announcement
    objective: Objective | None
    readers: int | None
    audience: int | None
    questions: int
    waiting: int


def announcements_listed(actor: Actor, *, own: bool = False) -> QuerySet[Announcement]:
    """All of them, or one's own, the newest first."""
    rows = announcements_visible_to(actor).select_related("author", "unit")
    return (rows.filter(is_self(actor, "author")) if own else rows).order_by("-published_at", "-pk")


def announcement_by_number(actor: Actor, number: int) -> Announcement:
    """One of them. NotFound where there is none."""
    row = announcements_visible_to(actor).select_related("author", "unit").filter(pk=number).first()
    if row is None:
        raise NotFound("announcement", str(number))
    return row


def shown_announcements(actor: Actor, rows: Sequence[Announcement], *, is_author: bool) -> list[ShownAnnouncement]:
    """Announcements as they are read; with how far they got for their author alone, four queries each."""
    wanted = {row.objective_id for row in rows if row.objective_id}
    seen = objectives_ever_visible_to(actor).in_bulk(wanted) if wanted else {}
    found = []
    for row in rows:
        asked = list(questions_visible_to(actor).filter(announcement=row).values_list("answered_at", flat=True))
        readers = readers_counted(row) if is_author else None
        audience = audience_of(row.unit).exclude(pk=row.author_id).count() if is_author else None
        waiting = sum(answered is None for answered in asked)
        found.append(ShownAnnouncement(row, seen.get(row.objective_id or 0), readers, audience, len(asked), waiting))
    return found


def questions_about(actor: Actor, announcement: Announcement) -> list[AnnouncementQuestion]:
    """What was asked about one, in the order in which it was."""
    rows = questions_visible_to(actor).filter(announcement=announcement).select_related("asker")
    return list(rows.order_by("asked_at", "pk"))


def question_by_number(actor: Actor, number: int) -> AnnouncementQuestion:
    """One question. NotFound where there is none."""
    row = questions_visible_to(actor).select_related("asker", "announcement").filter(pk=number).first()
    if row is None:
        raise NotFound("question", str(number))
    return row


def questions_waiting(actor: Actor) -> QuerySet[AnnouncementQuestion]:
    """What was asked about the actor's announcements and not answered, the oldest first."""
    rows = questions_visible_to(actor).filter(is_self(actor, "announcement__author"), answered_at=None)
    return rows.select_related("asker", "announcement").order_by("asked_at", "pk")
