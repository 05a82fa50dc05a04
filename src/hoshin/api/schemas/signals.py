"""Signals, the rules of the house, and rules of people's own."""

from datetime import date, datetime
from typing import Annotated, Any

from ninja import Schema
from pydantic import Field

from hoshin.api.parameters import CODE, Finite
from hoshin.api.schemas.recorded import Strict
from hoshin.signals.models import LONGEST_PLAY, MOST_PERIODS, SignalEvent, WatchRule
from hoshin.signals.selectors import ListedRule
from hoshin.signals.services.detectors.own import Tried
from hoshin.signals.services.several import MOST_AT_ONCE

_Version = Annotated[int, Field(ge=0, le=2_000_000_000, description="The version that was read; another is refused.")]
_Code = Annotated[str | None, Field(pattern=CODE, max_length=100)]


class SignalOut(Schema):
    """A statement of a rule about one subject, with the numbers that it compared."""

    number: int
    rule: str
    rule_version: str
    watch_rule: str | None = Field(description="Code of the rule of somebody's own, where it is one.")
    sentence: str = Field(description="What it says, in the language of whoever asks.")
    facts: dict[str, Any] = Field(description="The numbers that were compared.")
    measure: str | None
    objective: str | None
    person: str | None = Field(description="An employee id.")
    unit: str | None
    plan: str | None
    direction: str
    period: str | None
    severity: int = Field(description="1 to 3.")
    p_value: float | None
    priority: float
    state: str
    first_seen_at: datetime
    last_seen_at: datetime
    periods: int = Field(description="In how many periods it was seen.")
    snoozed_until: date | None
    goes_to: str | None = Field(description="An employee id; null: the strategy office.")
    goes_to_as: str
    handed_to: str | None = Field(description="An employee id.")
    folded_under: int | None = Field(description="Number of the signal that explains it.")
    useful: str = Field(description="useful, not_useful, or empty.")
    version: int


class SignalEventOut(Schema):
    what: str
    at: datetime
    by: str = Field(description="A name; empty: the system.")
    facts: dict[str, Any]


class UsefulIn(Strict):
    useful: bool
    version: _Version | None = None


class SeenIn(Strict):
    version: _Version | None = None


class SnoozeIn(Strict):
    until: Annotated[date, Field(strict=False)]
    version: _Version | None = None


class SignalHandOverIn(Strict):
    person: Annotated[str, Field(pattern=CODE, max_length=100, description="An employee id.")]
    version: _Version | None = None


class SignalAnswersIn(Strict):
    """The same said of several signals, in one change: all of it is done, or nothing."""

    numbers: Annotated[
        list[Annotated[int, Field(ge=1, le=2**53)]],
        Field(min_length=1, max_length=MOST_AT_ONCE, description="Which signals, as lists tell their numbers."),
    ]
    answer: Annotated[str, Field(pattern="^(acknowledge|useful|not_useful|snooze)$")]
    until: Annotated[date, Field(strict=False)] | None = Field(
        default=None, description="The day on which those that rest are open again."
    )


class SignalAnswersOut(Schema):
    answered: list[SignalOut]


class CutPointOut(Schema):
    name: str
    label: str
    value: float
    usual: float
    least: float
    most: float


class RuleOfHouseOut(Schema):
    """A rule of the house, how it is set, and what its signals were worth."""

    code: str
    label: str
    speaks: bool
    cut_points: list[CutPointOut]
    play: str = Field(description="What usually helps.")
    standing: int
    told: int = Field(description="Of how many signals somebody was told.")
    useful: int
    not_useful: int
    share_useful: float | None
    is_to_retire: bool = Field(description="Of 30 signals or more less than 30 % were of use.")
    version: int = Field(description="0: nobody has touched it.")


class RuleOfHouseIn(Strict):
    speaks: bool | None = None
    cut_points: dict[str, Finite] | None = Field(default=None, description="By name; those left out stay.")
    play: str | None = Field(default=None, max_length=LONGEST_PLAY, description="What usually helps; empty: as usual.")
    version: _Version | None = None


class WatchRuleOut(Schema):
    """A rule of somebody's own."""

    number: int
    code: str
    name: str
    owner: str = Field(description="An employee id.")
    tells: str = Field(description="An employee id.")
    measure: str | None
    unit: str | None
    formula: str
    comparison: str
    line: float
    periods: int
    speaks: bool
    standing: int = Field(description="How many of its signals stand.")
    version: int


class WatchRuleIn(Strict):
    name: str = Field(min_length=1, max_length=300)
    measure: _Code = Field(default=None, description="Code of the measure, or give a formula.")
    unit: _Code = Field(default=None, description="Code of the unit that holds the measure.")
    formula: str = Field(default="", max_length=2_000)
    comparison: Annotated[str, Field(pattern="^(below|above)$")] = "below"
    line: Finite
    periods: Annotated[int, Field(ge=1, le=MOST_PERIODS)] = 1
    tells: _Code = Field(default=None, description="An employee id; yourself where it is left out.")
    speaks: bool = True


class WatchRuleChanged(Strict):
    name: str | None = Field(default=None, min_length=1, max_length=300)
    measure: _Code = Field(default=None, description="Code of the measure; null where a formula takes its place.")
    unit: _Code = None
    formula: str | None = Field(default=None, max_length=2_000)
    comparison: Annotated[str | None, Field(pattern="^(below|above)$")] = None
    line: Finite | None = None
    periods: Annotated[int | None, Field(ge=1, le=MOST_PERIODS)] = None
    tells: _Code = None
    speaks: bool | None = None
    version: _Version | None = None


class TriedOut(Schema):
    """How a rule would have spoken in its last periods."""

    judged: int = Field(description="In how many of the last 24 periods there was a value.")
    held: list[str] = Field(description="The periods in which it held.")
    spoke: int = Field(description="How often it would have begun to speak.")
    is_too_often: bool = Field(description="It held in more than half of them: it would tell nothing new.")


def event_out(row: SignalEvent) -> dict[str, Any]:
    return {"what": row.what, "at": row.at, "by": row.by, "facts": row.facts}


def rule_out(listed: ListedRule) -> dict[str, Any]:
    setting, precision = listed.setting, listed.precision
    cuts = setting.cuts
    return {
        "code": setting.kind.code,
        "label": str(setting.kind.label),
        "speaks": setting.is_on,
        "cut_points": [
            {
                "name": cut.name,
                "label": str(cut.label),
                "value": cuts[cut.name],
                "usual": cut.usual,
                "least": cut.least,
                "most": cut.most,
            }
            for cut in setting.kind.cuts
        ],
        "play": setting.play,
        "standing": listed.standing,
        "told": precision.told,
        "useful": precision.useful,
        "not_useful": precision.not_useful,
        "share_useful": precision.share,
        "is_to_retire": precision.is_to_retire,
        "version": setting.row.version if setting.row else 0,
    }


def watch_rule_out(row: WatchRule) -> dict[str, Any]:
    return {
        "number": row.pk,
        "code": row.code,
        "name": row.name,
        "owner": row.owner.employee_id,
        "tells": row.tells.employee_id,
        "measure": row.measure.code if row.measure else None,
        "unit": row.unit.code if row.unit else None,
        "formula": row.formula,
        "comparison": row.comparison,
        "line": row.line,
        "periods": row.periods,
        "speaks": row.is_on,
        "standing": getattr(row, "standing", 0),
        "version": row.version,
    }


def tried_out(tried: Tried) -> dict[str, Any]:
    return {
        "judged": tried.judged,
        "held": [str(period) for period in tried.held],
        "spoke": tried.spoke,
        "is_too_often": tried.is_too_often,
    }
