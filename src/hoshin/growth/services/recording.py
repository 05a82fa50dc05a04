"""Keeping what people learnt: it expires as the entry says, and what they asked for is over with it."""

from calendar import monthrange
from collections.abc import Collection
from datetime import date

from hoshin.accounts.access import Actor
from hoshin.audit.editing import add_row, change_row, locked_row
from hoshin.audit.services import act
from hoshin.base import clock
from hoshin.base.errors import Invalid, Problem
from hoshin.growth.models import (
    OPEN_REQUESTS,
    LearningItem,
    LearningRecord,
    LearningRequest,
    RequestState,
    SkillAssessment,
)
from hoshin.growth.policies import require_may_write_growth_of
from hoshin.growth.services.seats import hand_on
from hoshin.org.models import Person


def record_learning(actor: Actor, *, person: Person, item: LearningItem, done_on: date) -> LearningRecord:
    """Keep that a person learnt something, with where they stood then. Invalid: the day is yet to come, or it is kept."""
    require_may_write_growth_of(actor, person)
    with act(actor, "record_learning", name=item.name):
        locked_row(item, version=None)
        return keep_record(actor, person, item, done_on)


def keep_record(actor: Actor, person: Person, item: LearningItem, done_on: date) -> LearningRecord:
    """The same within an act, of an entry that is held, for whoever may."""
    problems = []
    if done_on > clock.today():
        problems.append(Problem("This day is yet to come.", field="done_on", remedy="Write when it was done."))
    if LearningRecord.objects.filter(person=person, item=item, done_on=done_on).exists():
        problems.append(Problem("This is kept already.", field="done_on", remedy="Write another day, or leave it."))
    if problems:
        raise Invalid(problems)
    expires = None if item.valid_months is None else months_later(done_on, item.valid_months)
    level = _level(person, item, done_on)
    row = LearningRecord(person=person, item=item, done_on=done_on, expires_on=expires, level_before=level)
    add_row(row)
    close_requests(actor, [(person.pk, item.pk, done_on)])
    return row


def close_requests(actor: Actor, learnt: Collection[tuple[int, int, date]]) -> None:
    """Let requests be over of people who learnt entries, by both numbers and the day, after they asked for it.

    A seat in a session of a later day goes to who waits for it. Requests of those days before somebody asked stay open.
    """
    latest: dict[tuple[int, int], date] = {}
    for person, item, day in learnt:
        latest[person, item] = max(day, latest.get((person, item), day))
    rows = LearningRequest.objects.filter(
        person__in={person for person, _item in latest}, item__in={item for _person, item in latest},
        state__in=OPEN_REQUESTS,
    )  # fmt: skip
    for row in rows.select_related("session").order_by("pk"):
        learnt_on = latest.get((row.person_id, row.item_id))
        if learnt_on is None or learnt_on < row.asked_on:
            continue
        session = row.session
        is_later = session is not None and session.starts_on > learnt_on
        change_row(row, version=None, state=RequestState.LEARNT, session=None if is_later else session)
        if session is not None and is_later:
            hand_on(actor, session)


def months_later(day: date, months: int) -> date:
    """The same day so many months later, or the last one of a shorter month.

    >>> months_later(date(2026, 1, 31), 13)
    datetime.date(2027, 2, 28)
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _level(person: Person, item: LearningItem, day: date) -> int | None:
    """Where they stood on that day in the first competency of the entry: as a manager saw it, otherwise as they did."""
    first = item.skills.order_by("pk").first()
    if first is None:
        return None
    rows = SkillAssessment.objects.filter(person=person, competency=first.competency_id, assessed_on__lte=day)
    return rows.order_by("source", "-assessed_on", "-pk").values_list("level", flat=True).first()
