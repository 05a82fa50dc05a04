"""Finds announcements, how far they were read, and questions about them."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from hoshin.accounts.access import Actor
from hoshin.base.errors import NotFound
from hoshin.leading.models import Announcement, AnnouncementQuestion
from hoshin.leading.policies import (
    announcements_visible_to,
    audience_of,
    how_far,
    questions_visible_to,
)
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


def objectives_of(actor: Actor, rows: Sequence[Announcement]) -> dict[int, Objective]:
    """The objectives that announcements serve by their numbers, as far as the actor may see them. One query."""
    wanted = {row.objective_id for row in rows if row.objective_id}
    return objectives_ever_visible_to(actor).in_bulk(wanted) if wanted else {}


def shown_announcements(actor: Actor, rows: Sequence[Announcement]) -> list[ShownAnnouncement]:
    """Announcements as they are read; how far they got for their author alone.

    Two queries however many they are, and one more for each unit to which the actor announced.
    """
    if not rows:
        return []
    seen, far = objectives_of(actor, rows), how_far(rows)
    mine = [row for row in rows if actor.user_id is not None and row.author.user_id == actor.user_id]
    audiences, own = _audiences(mine), {row.pk for row in mine}
    return [
        ShownAnnouncement(
            row,
            seen.get(row.objective_id or 0),
            far[row.pk][0] if row.pk in own else None,
            audiences[row.unit_id, row.to_team] if row.pk in own else None,
            *far[row.pk][1:],
        )
        for row in rows
    ]


def _audiences(rows: Sequence[Announcement]) -> dict[tuple[int | None, bool], int]:
    """How many announcements of one author go to, themself left out, by for whom they are."""
    found = {}
    for row in rows:
        key = (row.unit_id, row.to_team)
        if key not in found:
            found[key] = audience_of(row.unit, row.team_of).exclude(pk=row.author_id).count()
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
