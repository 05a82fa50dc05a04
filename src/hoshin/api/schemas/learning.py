"""The catalogue, sessions, requests and records as programs read and write them."""

from datetime import date
from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import Field

from hoshin.api.parameters import CODE, Finite
from hoshin.api.schemas.goals import Day
from hoshin.api.schemas.recorded import Strict
from hoshin.growth.models import (
    LONGEST,
    LONGEST_LINE,
    LONGEST_NOTE,
    MOST_COST,
    MOST_HOURS,
    MOST_MONTHS,
    MOST_SEATS,
    LearningItem,
    LearningRecord,
    LearningRequest,
    LearningSkill,
)
from hoshin.growth.selectors import ShownSession, SkillChange

_Code = Annotated[str, Field(pattern=CODE, max_length=100)]
_Levels = Annotated[
    dict[_Code, Annotated[int, Field(ge=1, le=5)]],
    Field(max_length=50, description="Codes of competencies, each with the level to which it helps."),
]
_Kind = Literal["course", "online", "coaching", "reading", "work"]
_ITEM = ("code", "name", "kind", "provider", "description", "hours", "cost", "valid_months", "is_mandatory", "is_offered",
         "version")  # fmt: skip


class LearningItemOut(Schema):
    """An entry of the catalogue."""

    code: str
    name: str
    kind: _Kind
    provider: str
    description: str
    hours: float | None
    cost: float | None = Field(description="In the currency of the organisation.")
    requires: str | None = Field(description="The entry that is learnt first.")
    valid_months: int | None = Field(description="What was learnt expires after so many months.")
    is_mandatory: bool
    mandatory_in: str | None = Field(description="A unit with all below; null: for everybody.")
    is_offered: bool
    version: int


class LearningSessionOut(Schema):
    number: int
    starts_on: date
    place: str
    seats: int
    taken: int = Field(description="Seats that are given; to whom, is not told.")
    waiting: int = Field(description="People who are approved and wait for a seat.")
    host: str | None = Field(description="Employee id of whoever holds it.")
    version: int


class LearningChangeOut(Schema):
    """Where people stood before and after, among those that you see; null of fewer than five."""

    competency: str
    people: int
    before: float | None
    after: float | None


class LearningItemWholeOut(LearningItemOut):
    levels: dict[str, int] = Field(description="Codes of competencies, each with the level to which it helps.")
    sessions: list[LearningSessionOut]
    changed: list[LearningChangeOut]


class LearningItemIn(Strict):
    code: _Code
    name: Annotated[str, Field(min_length=1, max_length=LONGEST_LINE)]
    kind: _Kind = "course"
    provider: Annotated[str, Field(max_length=LONGEST_LINE)] = ""
    description: Annotated[str, Field(max_length=LONGEST)] = ""
    levels: _Levels = {}
    hours: Annotated[Finite | None, Field(ge=0, le=MOST_HOURS)] = None
    cost: Annotated[Finite | None, Field(ge=0, le=MOST_COST)] = None
    requires: _Code | None = None
    valid_months: Annotated[int | None, Field(ge=1, le=MOST_MONTHS)] = None
    is_mandatory: bool = False
    mandatory_in: _Code | None = None
    is_offered: bool = True


class LearningItemChanged(Strict):
    """What is given changes, the rest stays. `levels`: all of them then."""

    name: Annotated[str, Field(min_length=1, max_length=LONGEST_LINE)] = ""
    kind: _Kind = "course"
    provider: Annotated[str, Field(max_length=LONGEST_LINE)] = ""
    description: Annotated[str, Field(max_length=LONGEST)] = ""
    levels: _Levels = {}
    hours: Annotated[Finite | None, Field(ge=0, le=MOST_HOURS)] = None
    cost: Annotated[Finite | None, Field(ge=0, le=MOST_COST)] = None
    requires: _Code | None = None
    valid_months: Annotated[int | None, Field(ge=1, le=MOST_MONTHS)] = None
    is_mandatory: bool = False
    mandatory_in: _Code | None = None
    is_offered: bool = True
    version: Annotated[int | None, Field(ge=1, description="What was read; another is refused.")] = None


class LearningSessionIn(Strict):
    starts_on: Day
    seats: Annotated[int, Field(ge=1, le=MOST_SEATS)]
    place: Annotated[str, Field(max_length=LONGEST_LINE)] = ""
    host: Annotated[_Code | None, Field(description="Employee id of whoever holds it: reads who comes.")] = None


class LearningSessionChanged(Strict):
    """What is given changes, the rest stays."""

    starts_on: Day | None = None
    seats: Annotated[int | None, Field(ge=1, le=MOST_SEATS)] = None
    place: Annotated[str, Field(max_length=LONGEST_LINE)] = ""
    host: Annotated[_Code | None, Field(description="Employee id of whoever holds it: reads who comes.")] = None
    version: Annotated[int | None, Field(ge=1, description="What was read; another is refused.")] = None


class LearningSessionChosenIn(Strict):
    session: Annotated[int | None, Field(ge=1, description="The number of a session of it; null: of none.")] = None


class LearningRequestIn(Strict):
    session: Annotated[int | None, Field(ge=1, description="The number of a session of it.")] = None
    objective: Annotated[_Code | None, Field(description="For which goal.")] = None
    reason: Annotated[str, Field(max_length=LONGEST_NOTE)] = ""


class LearningDecisionIn(Strict):
    is_approved: bool
    word: Annotated[str, Field(max_length=LONGEST_NOTE)] = ""


class LearningRequestOut(Schema):
    number: int
    person: str = Field(description="Employee id of whoever asks.")
    item: str
    session: int | None
    reason: str
    state: Literal["asked", "approved", "waiting", "learnt", "declined", "withdrawn"] = Field(
        description="`waiting`: approved, and gets the next free seat in the order of asking."
    )
    asked_on: date
    decided_on: date | None
    word: str


class LearningRecordIn(Strict):
    item: _Code
    done_on: Day


class LearningRecordOut(Schema):
    item: str
    done_on: date
    expires_on: date | None = Field(description="null: it holds for good.")
    is_expired: bool
    level_before: int | None = Field(description="In the first competency of the entry, as it was known then.")


def item_out(row: LearningItem) -> dict[str, Any]:
    return {name: getattr(row, name) for name in _ITEM} | {
        "requires": row.requires.code if row.requires else None,
        "mandatory_in": row.mandatory_in.code if row.mandatory_in else None,
    }


def whole_item_out(
    row: LearningItem, skills: list[LearningSkill], sessions: list[ShownSession], changes: list[SkillChange]
) -> dict[str, Any]:
    return item_out(row) | {
        "levels": {one.competency.code: one.to_level for one in skills},
        "sessions": [
            {name: getattr(one.row, name) for name in ("starts_on", "place", "seats", "version")}
            | {"number": one.row.pk, "taken": one.taken, "waiting": one.waiting}
            | {"host": one.row.host.employee_id if one.row.host else None}
            for one in sessions
        ],
        "changed": [
            {"competency": one.competency.code, "people": one.people, "before": one.before, "after": one.after}
            for one in changes
        ],
    }


def learning_request_out(row: LearningRequest) -> dict[str, Any]:
    own = {name: getattr(row, name) for name in ("reason", "state", "asked_on", "decided_on", "word")}
    return own | {
        "number": row.pk,
        "person": row.person.employee_id,
        "item": row.item.code,
        "session": row.session_id,
    }


def learning_record_out(row: LearningRecord) -> dict[str, Any]:
    own = {name: getattr(row, name) for name in ("done_on", "expires_on", "is_expired", "level_before")}
    return own | {"item": row.item.code}
