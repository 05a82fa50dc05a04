"""Risks, their controls, indicators and assessments, and categories, as programs read and write them."""

from dataclasses import asdict
from datetime import date
from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import Field

from hoshin.api.parameters import CODE, LINE, Finite
from hoshin.api.schemas.goals import Day
from hoshin.api.schemas.recorded import Strict
from hoshin.risks.assembly import LossCurve
from hoshin.risks.models import HIGHEST, IMPACTS, LONGEST, LONGEST_LINE, MOST_A_YEAR, MOST_POINTS, Risk, RiskCategory
from hoshin.risks.rows import ToleratedPoint, point_text
from hoshin.risks.selectors import HeatMap, ShownAssessment, ShownIndicator, ShownRisk

_Text = Annotated[str, Field(max_length=LONGEST)]
_Line = Annotated[str, Field(min_length=1, max_length=LONGEST_LINE, pattern=LINE)]
_Some = Annotated[str, Field(max_length=LONGEST_LINE)]
_Code = Annotated[str, Field(pattern=CODE, max_length=100)]
_Ref = Annotated[str | None, Field(pattern=CODE, max_length=100)]
_Person = Annotated[str | None, Field(pattern=CODE, max_length=100, description="An employee id.")]
_Step = Annotated[int, Field(ge=1, le=5, description="A step of the scale.")]
_Months = Annotated[int, Field(ge=1, le=24, description="It is looked at again after so many months.")]
_Level = Annotated[int | None, Field(ge=1, le=HIGHEST, description="The highest level that is taken as it is.")]
_Version = Annotated[int | None, Field(ge=1, le=2_000_000_000, description="What was read; another is refused.")]
_Kind = Literal["threat", "opportunity"]
_Sight = Literal["public", "private"]
_ROW = ("code", "name", "kind", "cause", "event", "consequence", "visibility", "review_months", "review_on", "closed_on",
        "closed_because", "likelihood_before", "impact_before", "level_before", "likelihood", "impact", "level",
        "is_raised", "is_above", "version")  # fmt: skip
_ASSESSED = ("assessed_on", "assessed_by", "reason", "likelihood_before", "impact_before", "likelihood", "impact",
             "frequency", "loss_low", "loss_high")  # fmt: skip


class RiskOut(Schema):
    """A risk or an opportunity. Steps and levels are null where it was never assessed."""

    code: str
    name: str
    kind: _Kind
    category: str | None
    cause: str
    event: str
    consequence: str
    owner: str | None = Field(description="An employee id.")
    unit: str | None
    visibility: _Sight
    review_months: int
    review_on: date | None
    closed_on: date | None
    closed_because: str
    likelihood_before: int | None = Field(description="Before controls, 1 to 5.")
    impact_before: int | None
    level_before: int | None
    likelihood: int | None = Field(description="After controls, with the step that figures add.")
    impact: int | None
    level: int | None = Field(description="Likelihood times impact, 1 to 25.")
    is_raised: bool = Field(description="A figure lies beyond its limit, which makes it a step likelier.")
    is_above: bool = Field(description="Above the appetite of its category.")
    appetite: int | None
    expected_loss: float | None = Field(description="What a year costs, or brings, on average; null: not in money.")
    version: int


class RiskMapCellOut(Schema):
    likelihood: int
    impact: int
    count: int
    above: int = Field(description="How many of them lie above the appetite of their category.")


class RiskMapOut(Schema):
    """Cells in which any open risk lies; all others hold none."""

    before: list[RiskMapCellOut] = Field(description="Before controls.")
    after: list[RiskMapCellOut] = Field(description="After controls, with the step that figures add.")
    above: int
    unassessed: int


class RiskControlOut(Schema):
    name: str
    kind: Literal["prevents", "detects", "limits"]
    works: Literal["yes", "partly", "no", "untested"]


class RiskIndicatorOut(Schema):
    measure: str
    side: Literal["above", "below"]
    warning: float | None
    limit: float
    value: float | None = Field(description="The latest of a period that is over.")
    period: str | None
    is_late: bool
    standing: Literal["unknown", "within", "near", "beyond"]


class RiskAssessmentOut(Schema):
    assessed_on: date
    assessed_by: str
    reason: str
    likelihood_before: int
    impact_before: int
    level_before: int
    likelihood: int = Field(description="After controls, without what figures add.")
    impact: int
    level: int
    frequency: float | None = Field(description="Times a year.")
    loss_low: float | None = Field(description="Nine of ten occurrences cost, or bring, between these two amounts.")
    loss_high: float | None


class LossPointOut(Schema):
    amount: float
    share: float = Field(description="Of the years that cost more.")
    tolerated: float | None = Field(description="Of the years that may; null where nothing is said.")


class LossesOut(Schema):
    """Simulated years, the same for the same assessments."""

    expected: float = Field(description="The mean of a year.")
    median: float
    p90: float
    p95: float
    years: int
    curve: list[LossPointOut]
    tolerated: list[LossPointOut] = Field(description="At each amount for which something is tolerated.")


class CategoryLossesOut(Schema):
    category: str
    losses: LossesOut | None = Field(description="Null where none of its risks that you see is in money.")


class RiskWholeOut(RiskOut):
    objectives: list[str] = Field(description="At stake, as far as you may see them.")
    initiatives: list[str]
    controls: list[RiskControlOut]
    indicators: list[RiskIndicatorOut]
    assessments: list[RiskAssessmentOut] = Field(description="The latest first.")
    losses: LossesOut | None = Field(description="Null where it is not in money.")


class RiskIn(Strict):
    code: _Ref = Field(None, description="The next free one where left out.")
    name: _Line
    objectives: list[_Code] = Field(max_length=100, description="At least one: what is at stake.")
    kind: _Kind = "threat"
    category: _Ref = None
    cause: _Text = ""
    event: _Text = ""
    consequence: _Text = ""
    owner: _Person = None
    unit: _Ref = None
    initiatives: list[_Code] = Field([], max_length=100)
    visibility: _Sight = "public"
    review_months: _Months = 3


class RiskChanged(Strict):
    name: _Line | None = None
    objectives: list[_Code] | None = Field(None, max_length=100)
    kind: _Kind | None = None
    category: _Ref = None
    cause: _Text | None = None
    event: _Text | None = None
    consequence: _Text | None = None
    owner: _Person = None
    unit: _Ref = None
    initiatives: list[_Code] | None = Field(None, max_length=100)
    visibility: _Sight | None = None
    review_months: _Months | None = None
    version: _Version = None


class RiskAssessmentIn(Strict):
    likelihood_before: _Step
    impact_before: _Step
    likelihood: _Step
    impact: _Step
    reason: Annotated[str, Field(min_length=1, max_length=LONGEST)]
    assessed_on: Day | None = None
    frequency: Annotated[Finite | None, Field(ge=0, le=MOST_A_YEAR)] = None
    loss_low: Annotated[Finite | None, Field(gt=0, le=1e15)] = None
    loss_high: Annotated[Finite | None, Field(gt=0, le=1e15)] = None
    version: _Version = None


class RiskClosedIn(Strict):
    because: Annotated[str, Field(min_length=1, max_length=LONGEST)]
    closed_on: Day | None = None
    version: _Version = None


class RiskControlIn(Strict):
    name: _Line
    kind: Literal["prevents", "detects", "limits"] = "prevents"
    works: Literal["yes", "partly", "no", "untested"] = "untested"


class RiskControlsIn(Strict):
    controls: list[RiskControlIn] = Field(max_length=50)
    version: _Version = None


class RiskIndicatorIn(Strict):
    measure: _Code
    limit: Finite
    side: Literal["above", "below"] = "above"
    warning: Finite | None = None


class RiskIndicatorsIn(Strict):
    indicators: list[RiskIndicatorIn] = Field(max_length=20)
    version: _Version = None


class RiskCategoryOut(Schema):
    code: str
    name: str
    statement: str
    appetite: int | None
    tolerated: list[str] = Field(description="AMOUNT=SHARE: how likely a year may cost more than the amount.")
    impacts: list[str] = Field(description="What the five steps of impact mean here; empty: what they mean everywhere.")
    version: int


class RiskCategoryIn(Strict):
    code: _Code
    name: _Line
    statement: _Text = ""
    appetite: _Level = None
    tolerated: list[Annotated[str, Field(max_length=100)]] = Field([], max_length=MOST_POINTS)
    impacts: list[_Some] = Field([], max_length=5)


class RiskCategoryChanged(Strict):
    name: _Line | None = None
    statement: _Text | None = None
    appetite: _Level = None
    tolerated: list[Annotated[str, Field(max_length=100)]] | None = Field(None, max_length=MOST_POINTS)
    impacts: list[_Some] | None = Field(None, max_length=5)
    version: _Version = None


def risk_out(row: Risk, loss: float | None) -> dict[str, Any]:
    return {name: getattr(row, name) for name in _ROW} | {
        "category": row.category.code if row.category else None,
        "owner": row.owner.employee_id if row.owner else None,
        "unit": row.unit.code if row.unit else None,
        "appetite": row.category.appetite if row.category else None,
        "expected_loss": loss,
    }


def map_out(found: HeatMap) -> dict[str, Any]:
    cells = {"before": found.before, "after": found.after}
    counted = {name: [asdict(cell) for cell in of] for name, of in cells.items()}
    return {**counted, "above": found.above, "unassessed": found.unassessed}


def whole_out(shown: ShownRisk) -> dict[str, Any]:
    return risk_out(shown.row, shown.losses.expected if shown.losses else None) | {
        "objectives": [one.code for one in shown.objectives],
        "initiatives": [one.code for one in shown.initiatives],
        "controls": [{"name": one.name, "kind": one.kind, "works": one.works} for one in shown.controls],
        "indicators": [indicator_out(one) for one in shown.indicators],
        "assessments": [assessment_out(one) for one in shown.assessments],
        "losses": losses_out(shown.losses),
    }


def indicator_out(one: ShownIndicator) -> dict[str, Any]:
    row, figure = one.row, one.figure
    return {
        "measure": row.measure.code,
        "side": row.side,
        "warning": row.warning,
        "limit": row.limit,
        "value": figure.value if figure else None,
        "period": str(figure.period) if figure else None,
        "is_late": bool(figure and figure.is_late),
        "standing": one.standing,
    }


def assessment_out(one: ShownAssessment) -> dict[str, Any]:
    own = {name: getattr(one.row, name) for name in _ASSESSED}
    return own | {"level_before": one.level_before, "level": one.level}


def losses_out(curve: LossCurve | None) -> dict[str, Any] | None:
    if curve is None:
        return None
    points = {"curve": curve.points, "tolerated": curve.stated}
    return {
        "expected": curve.expected,
        "median": curve.median,
        "p90": curve.p90,
        "p95": curve.p95,
        "years": curve.draws,
        **{
            name: [{"amount": one.amount, "share": one.share, "tolerated": one.tolerated} for one in found]
            for name, found in points.items()
        },
    }


def category_out(row: RiskCategory) -> dict[str, Any]:
    return {
        "code": row.code,
        "name": row.name,
        "statement": row.statement,
        "appetite": row.appetite,
        "tolerated": [point_text(ToleratedPoint(*point)) for point in row.tolerated],
        "impacts": [getattr(row, name) for name in IMPACTS],
        "version": row.version,
    }
