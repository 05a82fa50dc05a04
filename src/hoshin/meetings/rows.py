"""1:1s and action items as the bulk services take them: plain values, people by their employee ids."""

from datetime import date
from typing import NamedTuple


class OneOnOneRow(NamedTuple):
    """A series, by its code. Who organises it and with whom stays as it was once it is there."""

    code: str
    organiser: str
    partner: str
    starts_on: date
    at: str
    cadence: str
    minutes: int
    time_zone: str
    topic: str = ""
    place: str = ""
    agreement: str = ""
    ends_on: date | None = None


class ActionItemRow(NamedTuple):
    """What somebody is to do, by the code of the series and its number there."""

    one_on_one: str
    number: int
    text: str
    owner: str
    due_on: date | None = None
    done_on: date | None = None
