"""Strategy reviews as the bulk services take them: plain values, things by their codes, people by their employee ids."""

from datetime import date, datetime
from typing import NamedTuple


class SeriesRow(NamedTuple):
    """A series, by its code."""

    code: str
    name: str
    plan: str
    unit: str = ""
    cadence: str = "quarterly"
    chair: str = ""
    members: tuple[str, ...] = ()
    place: str = ""
    minutes: int = 90


class ReviewRow(NamedTuple):
    """A meeting, by its code. The agenda as it stood when it was closed stands in backups alone."""

    code: str
    series: str
    starts_at: datetime
    minutes: int = 90
    chair: str = ""
    participants: tuple[str, ...] = ()
    place: str = ""
    summary: str = ""
    decisions: tuple[str, ...] = ()
    actions: tuple[str, ...] = ()
    closed_at: datetime | None = None
    closed_by: str = ""


class TopicRow(NamedTuple):
    """A topic with what was said about it, by the code of the meeting and its number there."""

    review: str
    number: int
    place: int = 0
    kind: str = "added"
    title: str = ""
    minutes: int | None = None
    notes: str = ""


class TaskRow(NamedTuple):
    """What somebody is to do, by the code of the meeting and its number there."""

    review: str
    number: int
    text: str
    owner: str = ""
    due_on: date | None = None
    done_on: date | None = None
