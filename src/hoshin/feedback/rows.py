"""Feedback and recognition as the bulk services take them: plain values, people and objectives by their codes."""

from datetime import datetime
from typing import NamedTuple


class FeedbackRow(NamedTuple):
    """What one person said to another; without `given_at` it is a draft of its giver's."""

    code: str
    giver: str
    receiver: str
    text: str
    objective: str = ""
    value: str = ""
    skill: str = ""
    shown_to: str = ""
    given_at: datetime | None = None


class RecognitionRow(NamedTuple):
    """Thanks to a person, for all to see."""

    code: str
    giver: str
    person: str
    text: str
    value: str = ""
    given_at: datetime | None = None
