"""Many announcements, and questions about them, at once by their codes: what an import calls.

It tells nobody: what a file brings was announced elsewhere, or stands in the file that somebody else is shown. Nobody
rewrites what somebody else said.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from hoshin.accounts.access import Actor, Right, require
from hoshin.audit.services import act
from hoshin.base import clock
from hoshin.base.errors import Invalid
from hoshin.base.outcome import Outcome
from hoshin.base.upserts import by_code, ids_by_code, upsert
from hoshin.base.wordings import Said
from hoshin.leading.models import Announcement, AnnouncementQuestion
from hoshin.leading.rows import AnnouncementQuestionRow, AnnouncementRow
from hoshin.leading.selectors import objectives_of
from hoshin.leading.services.announcing import require_hearers
from hoshin.org.models import Person, Unit
from hoshin.org.selectors import person_of
from hoshin.strategy.models import Objective


def upsert_announcements(actor: Actor, rows: Sequence[AnnouncementRow]) -> Outcome:
    """Bring in announcements; of what is there the actor changes their own alone. Invalid: one that reaches nobody.

    One that says when it was announced is history: whom it reached then is not asked.
    """
    require(actor, Right.IMPORT)
    own = person_of(actor)
    with act(actor, "upsert_announcements", count=len(rows)):
        people = _people(row.author for row in rows)
        units = ids_by_code(Unit, {row.unit for row in rows})
        objectives = ids_by_code(Objective, {row.objective for row in rows})
        existing = by_code(Announcement, [row.code for row in rows])
        seen = objectives_of(actor, list(existing.values()))
        wanted: list[tuple[Announcement | None, dict[str, Any]]] = []
        for row in rows:
            known = existing.get(row.code.casefold())
            _require_own_words(known.author_id if known else None, own, row.code)
            values = {
                "author_id": people[row.author.casefold()],
                "title": row.title.strip(),
                "text": row.text,
                "unit_id": units.get(row.unit.casefold()),
                "to_team": row.to_team,
                "objective_id": objectives.get(row.objective.casefold()),
                "published_at": row.published_at or clock.now(),
            }
            if known is None:
                values["code"] = row.code
                if row.published_at is None:
                    _require_hearers(row, values)
            elif known.objective_id not in seen and not row.objective:
                # Its author may not see the objective any more: a file that cannot name it takes nothing away.
                del values["objective_id"]
            wanted.append((known, values))
        return upsert(Announcement, wanted).outcome


def upsert_announcement_questions(actor: Actor, rows: Sequence[AnnouncementQuestionRow]) -> Outcome:
    """Bring in questions with their answers; of what is there askers change their question, and authors their answer."""
    require(actor, Right.IMPORT)
    own = person_of(actor)
    with act(actor, "upsert_announcement_questions", count=len(rows)):
        people = _people(row.asker for row in rows)
        announcements = by_code(Announcement, [row.announcement for row in rows])
        existing = by_code(AnnouncementQuestion, [row.code for row in rows])
        wanted: list[tuple[AnnouncementQuestion | None, dict[str, Any]]] = []
        for row in rows:
            known, about = existing.get(row.code.casefold()), announcements[row.announcement.casefold()]
            values = {
                "announcement_id": about.pk,
                "asker_id": people[row.asker.casefold()],
                "text": row.text,
                "asked_at": row.asked_at or clock.now(),
                "answer": row.answer,
                "answered_at": (row.answered_at or clock.now()) if row.answer else None,
            }
            if known is None:
                values["code"] = row.code
            else:
                if (row.text, row.asked_at) != (known.text, known.asked_at):
                    _require_own_words(known.asker_id, own, row.code)
                if (row.answer, row.answered_at) != (known.answer, known.answered_at):
                    _require_own_words(about.author_id, own, row.code)
            wanted.append((known, values))
        return upsert(AnnouncementQuestion, wanted).outcome


def _people(names: Iterable[str]) -> Mapping[str, int]:
    return ids_by_code(Person, set(names), column="employee_id")


def _require_hearers(row: AnnouncementRow, values: Mapping[str, Any]) -> None:
    author = Person.objects.get(pk=values["author_id"])
    unit = Unit.objects.get(pk=values["unit_id"]) if row.unit else None
    require_hearers(unit, author if row.to_team else None, author)


def _require_own_words(speaker: int | None, own: Person | None, code: str) -> None:
    """Rows that change nothing never come here."""
    if speaker is not None and (own is None or speaker != own.pk):
        raise Invalid(Said("Somebody else wrote %(code)s: its words stay as they are.", code=code), field="text")
