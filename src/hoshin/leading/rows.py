"""Announcements and questions about them as the bulk services take them: plain values, all by their codes."""

from datetime import datetime
from typing import NamedTuple


class AnnouncementRow(NamedTuple):
    """A direction to a unit, to those who report to its author, or (neither) to everybody."""

    code: str
    author: str
    title: str
    text: str
    unit: str = ""
    to_team: bool = False
    objective: str = ""
    published_at: datetime | None = None


class AnnouncementQuestionRow(NamedTuple):
    """What somebody asked about an announcement, and its author's answer."""

    code: str
    announcement: str
    asker: str
    text: str
    asked_at: datetime | None = None
    answer: str = ""
    answered_at: datetime | None = None
