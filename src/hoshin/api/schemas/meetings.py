"""1:1s as JSON: series, their meetings, points to talk about, action items. Private notes are in no answer."""

from datetime import date, datetime, time
from typing import Annotated, Any

from ninja import Schema
from pydantic import AfterValidator, Field

from hoshin.api.parameters import CODE, within_centuries
from hoshin.api.schemas.recorded import Strict
from hoshin.meetings.models import (
    LONGEST_LINE,
    MOST_MINUTES,
    SHORTEST_MINUTES,
    ActionItem,
    AgendaItem,
    Cadence,
    OneOnOne,
)
from hoshin.meetings.selectors import Occasion, Topic

_Code = Annotated[str, Field(pattern=CODE, max_length=100)]
_Day = Annotated[date, Field(strict=False), AfterValidator(within_centuries)]
_Time = Annotated[time, Field(strict=False, description="A time of day, as 10:00, in the time zone of the series.")]
_Minutes = Annotated[int, Field(ge=SHORTEST_MINUTES, le=MOST_MINUTES)]
_Line = Annotated[str, Field(min_length=1, max_length=LONGEST_LINE)]
_Version = Annotated[int, Field(ge=1, le=2_000_000_000, description="The version that was read; another is refused.")]


class OneOnOneOut(Schema):
    """People by their employee ids. `ends_on`: the last day, also because one of them leaves."""

    number: int
    code: str
    organiser: str
    partner: str
    topic: str
    place: str
    cadence: str
    starts_on: date
    at: str
    minutes: int
    time_zone: str
    agreement: str
    ends_on: date | None
    version: int


class OneOnOneIn(Strict):
    """With somebody whom you lead it is set up at once; anybody else accepts or declines it."""

    partner: _Code
    starts_on: _Day
    at: _Time
    cadence: Cadence = Field(default=Cadence.WEEKLY, strict=False)
    minutes: _Minutes = 30
    time_zone: str = Field(default="", max_length=60, description="As Europe/Berlin; yours where left out.")
    topic: str = Field(default="", max_length=200)
    place: str = Field(default="", max_length=500)


class OneOnOneChanged(Strict):
    """What is given is changed; `ends_on` ends it with that day."""

    starts_on: _Day | None = None
    at: Annotated[time | None, Field(strict=False)] = None
    cadence: Annotated[Cadence | None, Field(strict=False)] = None
    minutes: _Minutes | None = None
    time_zone: str | None = Field(default=None, max_length=60)
    topic: str | None = Field(default=None, max_length=200)
    place: str | None = Field(default=None, max_length=500)
    ends_on: _Day | None = None
    version: _Version | None = None


class AnswerIn(Strict):
    accept: bool


class MeetingOut(Schema):
    """`day` is that of the rule, also where it was moved. `state`: open, held or left out."""

    day: date
    starts_at: datetime
    ends_at: datetime
    state: str
    is_moved: bool
    reason: str
    notes: str


class PointOut(Schema):
    number: int
    text: str
    added_by: str
    version: int


class PointIn(Strict):
    text: _Line


class TopicOut(Schema):
    """What came about since the last meeting, kind by kind, in words."""

    kind: str
    person: str
    lines: list[str]


class AgendaOut(Schema):
    """`changed`: as far as you may see it. `points` are those that were not talked about yet, in their order."""

    changed: list[TopicOut]
    points: list[PointOut]


class ActionItemOut(Schema):
    number: int
    one_on_one: int
    text: str
    owner: str
    due_on: date | None
    done_on: date | None
    version: int


class ActionItemIn(Strict):
    """`owner` is one of the two, by employee id; you where left out."""

    text: _Line
    owner: _Code | None = None
    due_on: _Day | None = None


class ActionItemChanged(Strict):
    """What is given is changed; `done`: that it is done today, or open again."""

    text: _Line | None = None
    due_on: _Day | None = None
    done: bool | None = None
    version: _Version | None = None


def one_on_one_out(one: OneOnOne) -> dict[str, Any]:
    names = ("code", "topic", "place", "cadence", "starts_on", "minutes", "time_zone", "agreement", "version")
    return {
        "number": one.pk,
        "organiser": one.organiser.employee_id,
        "partner": one.partner.employee_id,
        "at": f"{one.at:%H:%M}",
        "ends_on": one.last_day,
        **{name: getattr(one, name) for name in names},
    }


def meeting_out(occasion: Occasion) -> dict[str, Any]:
    return {
        "day": occasion.day,
        "starts_at": occasion.starts_at,
        "ends_at": occasion.ends_at,
        "state": "held" if occasion.is_held else "left out" if occasion.is_skipped else "open",
        "is_moved": occasion.is_moved,
        "reason": occasion.meeting.reason if occasion.meeting else "",
        "notes": occasion.meeting.notes if occasion.meeting else "",
    }


def point_out(point: AgendaItem) -> dict[str, Any]:
    said = {name: getattr(point, name) for name in ("text", "version")}
    return {"number": point.pk, "added_by": point.added_by.employee_id, **said}


def topic_out(topic: Topic, person: str) -> dict[str, Any]:
    return {"kind": str(topic.label), "person": person, "lines": [words for words, _line in topic.lines]}


def action_item_out(item: ActionItem) -> dict[str, Any]:
    said = {name: getattr(item, name) for name in ("text", "due_on", "done_on", "version")}
    return {"number": item.pk, "one_on_one": item.one_on_one_id, "owner": item.owner.employee_id, **said}
