"""Check-ins on key results of goals."""

from datetime import date, datetime
from typing import Annotated, Any

from ninja import Schema
from pydantic import Field

from hoshin.api.parameters import CODE, Finite
from hoshin.api.schemas.recorded import Strict
from hoshin.checkins.models import LONGEST, CheckIn, SaidStatus
from hoshin.checkins.selectors import TeamVote

_Code = Annotated[str, Field(pattern=CODE, max_length=100)]
_Text = Annotated[str, Field(max_length=LONGEST)]


class CheckInIn(Strict):
    """What is said of one key result: `measure` is its code. Without a `value` it stands as it is.

    The value is that of the running period of its measure. `status`: what is said instead of the pace, with why. `asked`
    beside a `blocker`: whoever is to answer; without it the next above the owner who is there.
    """

    objective: _Code
    measure: _Code
    value: Finite | None = None
    confidence: Annotated[int, Field(ge=1, le=5)] | None = None
    note: _Text = ""
    status: SaidStatus | None = Field(default=None, strict=False)
    why: _Text = ""
    blocker: _Text = ""
    asked: Annotated[_Code | None, Field(description="An employee id.")] = None


class CheckInsIn(Strict):
    check_ins: list[CheckInIn] = Field(min_length=1, max_length=200)


class CheckInOut(Schema):
    """`proposed` is the status by pace at that moment, `status` what was said instead."""

    objective: str
    measure: str
    checked_on: date
    by: str
    written_at: datetime
    value: float | None
    confidence: int | None
    note: str
    proposed: str
    status: str
    why: str
    is_late: bool


class TeamConfidenceIn(Strict):
    """From 1, very unlikely, to 5, very likely; null takes it back."""

    confidence: Annotated[int, Field(ge=1, le=5)] | None


class TeamConfidenceOut(Schema):
    """`own`: what you said this week. The rest of the latest week that is over and in which at least three gave."""

    own: int | None
    week: str | None
    given: int | None
    mean: float | None
    owner: float | None


class CheckedInOut(Schema):
    created: int
    changed: int
    unchanged: int


def check_in_out(row: CheckIn) -> dict[str, Any]:
    names = ("checked_on", "written_at", "value", "confidence", "note", "proposed", "status", "why", "is_late")
    return {
        "objective": row.objective.code,
        "measure": row.measure.code,
        "by": row.written_by,
        **{name: getattr(row, name) for name in names},
    }


def team_confidence_out(vote: TeamVote | None) -> dict[str, Any]:
    last = vote.last if vote else None
    return {
        "own": vote.own if vote else None,
        "week": str(last.week) if last else None,
        "given": last.given if last else None,
        "mean": last.mean if last else None,
        "owner": last.owner if last else None,
    }
