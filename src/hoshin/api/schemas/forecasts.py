"""Forecasts: period by period, with how good they were and what they say of the target."""

from collections.abc import Sequence
from datetime import date, datetime

from ninja import Schema
from pydantic import Field

from hoshin.checkins.selectors import SureOfGoal
from hoshin.forecasts.models import Forecast
from hoshin.forecasts.selectors import Projected


class ForecastPeriodOut(Schema):
    """What is expected of one period: the outcome lies between `lo80` and `hi80` in four cases of five."""

    period: str
    mean: float
    lo50: float
    hi50: float
    lo80: float
    hi80: float
    lo95: float
    hi95: float


class BacktestOut(Schema):
    """How good forecasts of this very series were, made from earlier points of time; null from fewer than five of them."""

    origins: int = Field(description="From how many earlier points of time it was tried.")
    owa: float | None = Field(description="Error over that of the naive forecast: below 1 it was closer.")
    mase: float | None
    smape: float | None = Field(description="In percent.")
    covered: float | None = Field(description="Share of outcomes inside the 80 % band.")


class ReachOut(Schema):
    """Whether the target is reached on its due date; `lacks` says why there is no probability."""

    due_on: date | None
    asked: str = Field(description="value: the value then; sum: the sum until then.")
    target: float | None
    expected: float | None
    lo80: float | None
    hi80: float | None
    probability: float | None = Field(description="From 0 to 1.")
    lacks: str | None = Field(examples=["no_target", "no_due", "too_few_points", "too_far", "over"])
    achieved_pace: float | None = Field(description="Per period, since values count for the target.")
    required_pace: float | None = Field(description="Per period, until the due date.")
    finish_on: date | None = Field(description="When the pace of the last twelve values reaches the target.")
    soonest_on: date | None
    latest_on: date | None


class SureOut(Schema):
    """How sure somebody was last of a key result of a goal that runs; neither it nor the forecast changes the other."""

    goal: str
    confidence: int = Field(description="From 1 to 5, as it was said.")
    said_on: date
    probability: float | None = Field(description="By the forecast, where it may say so by the day of the goal.")
    combined: float | None = Field(description="What both come to together, from 0 to 1.")
    is_far_apart: bool | None = Field(description="Whether they lie so far apart that people should talk.")


class ForecastOut(Schema):
    """A forecast of a measure, as a whole or of one unit."""

    measure: str
    unit: str | None
    method: str = Field(description="pool, naive, drift (indicative only), constant, or none: too little data.")
    points: int = Field(description="From how many values.")
    is_seasonal: bool
    computed_at: datetime
    periods: list[ForecastPeriodOut]
    backtest: BacktestOut
    reach: ReachOut
    confidences: list[SureOut] = Field(description="Of goals that run, for the measure as a whole.")


def forecast_out(found: Forecast, measure: str, unit: str | None, sure: Sequence[SureOfGoal] = ()) -> ForecastOut:
    """A stored forecast for programs."""
    mean, low, high = found.expected or (None, None, None)
    return ForecastOut(
        measure=measure,
        unit=unit,
        method=found.method,
        points=found.points,
        is_seasonal=found.is_seasonal,
        computed_at=found.computed_at,
        periods=[ForecastPeriodOut(**row | {"period": str(row["period"])}) for row in found.ahead],
        backtest=BacktestOut(
            origins=found.origins, owa=found.owa, mase=found.mase, smape=found.smape, covered=found.covered
        ),
        reach=ReachOut(
            due_on=found.due_on,
            asked=found.asked,
            target=found.target,
            expected=mean,
            lo80=low,
            hi80=high,
            probability=found.probability,
            lacks=found.lacks or None,
            achieved_pace=found.achieved,
            required_pace=found.required,
            finish_on=found.finish_on,
            soonest_on=found.soonest_on,
            latest_on=found.latest_on,
        ),
        confidences=[
            SureOut(
                goal=one.goal,
                confidence=one.said.confidence,
                said_on=one.said.said_on,
                probability=one.likely,
                combined=one.both.combined if one.both else None,
                is_far_apart=one.both.is_apart if one.both else None,
            )
            for one in sure
        ],
    )


class WideMeasureOut(Schema):
    """A measure that makes a band wide."""

    measure: str
    unit: str | None
    share: float = Field(description="Of the variance, 0 to 1: the squared correlation with the score above.")


class ProjectionOut(Schema):
    """Where a score will stand at the end of a period: between `low` and `high` in four cases of five."""

    period: str
    low: float
    middle: float
    high: float
    drawn: float = Field(description="Share of its weight of which something is expected; the rest stands as it does.")
    widest: list[WideMeasureOut] = Field(description="At most five, the widest first; those that one may see.")


def projection_out(found: Projected) -> ProjectionOut:
    """A projected score for programs."""
    return ProjectionOut(
        period=str(found.period),
        low=found.low,
        middle=found.middle,
        high=found.high,
        drawn=found.drawn,
        widest=[WideMeasureOut(measure=one.code, unit=one.unit or None, share=one.share) for one in found.widest],
    )
