"""Control charts as JSON."""

from datetime import date

from ninja import Schema
from pydantic import Field

from hoshin.base.periods import Frequency, Period
from hoshin.measures.models import LimitsReset, Measure
from hoshin.scorecards.selectors.control import ControlChartShown, ControlRow, SaidOfPeriod


class SpokenRuleOut(Schema):
    """What one rule says: `facts` are the numbers that were compared, `since` where its pattern begins."""

    kind: str
    direction: str = Field(description="up or down.")
    since: str | None
    facts: dict[str, float]


class ControlRowOut(Schema):
    """A period; centre and limits are null as long as there are fewer than eight values."""

    period: str
    value: float | None
    is_over: bool = Field(description="A period that still runs is not judged.")
    centre: float | None
    low: float | None = Field(description="Three sigmas below the centre, or that of chance, as drawn.")
    high: float | None
    alarm_low: float | None = Field(description="Below this it is an alarm: wider, the fewer values set the limits.")
    alarm_high: float | None
    rules: list[SpokenRuleOut]


class LimitsResetOut(Schema):
    """From which period on the limits rest on new values, and why."""

    period: str
    unit: str | None
    reason: str
    set_by: str
    set_on: date


class ControlChartOut(Schema):
    """A control chart, oldest period first."""

    measure: str
    unit: str | None
    values: int = Field(
        description="How many values of periods that are over there are, since the limits began anew last."
    )
    limits_from: int | None = Field(description="How many values set the limits that hold now; null: too few.")
    limits_by: str | None = Field(
        description="ranges: how values follow each other; counts: of few events (Poisson); shares: of cases (binomial)."
    )
    adjusted_for: list[str] = Field(description="What was taken out first: trend, season, neighbours.")
    rows: list[ControlRowOut]
    resets: list[LimitsResetOut]


class LimitsResetIn(Schema):
    period: str = Field(max_length=40, description="From which on limits rest on new values, such as 2026-07.")
    reason: str = Field(max_length=1_000, description="What has changed for good.")


def control_chart_out(measure: Measure, unit: str | None, chart: ControlChartShown) -> ControlChartOut:
    limits = chart.limits
    taken = (
        {"trend": limits.has_trend, "season": limits.has_season, "neighbours": bool(limits.likeness)} if limits else {}
    )
    return ControlChartOut(
        measure=measure.code,
        unit=unit,
        values=chart.count,
        limits_from=limits.count if limits else None,
        limits_by=limits.by if limits else None,
        adjusted_for=[name for name, is_so in taken.items() if is_so],
        rows=[_row_out(row) for row in chart.rows],
        resets=[reset_out(reset, measure, unit) for reset in chart.resets],
    )


def reset_out(reset: LimitsReset, measure: Measure, unit: str | None) -> LimitsResetOut:
    period = Period(Frequency(measure.frequency), reset.period)
    return LimitsResetOut(period=str(period), unit=unit, reason=reset.reason, set_by=reset.set_by, set_on=reset.set_on)


def _row_out(row: ControlRow) -> ControlRowOut:
    point = row.point
    return ControlRowOut(
        period=str(row.period),
        value=row.value,
        is_over=row.is_over,
        centre=point.centre,
        low=point.low,
        high=point.high,
        alarm_low=point.alarm_low,
        alarm_high=point.alarm_high,
        rules=[_rule_out(said) for said in row.said],
    )


def _rule_out(said: SaidOfPeriod) -> SpokenRuleOut:
    facts = {name: fact for name, fact in said.facts.items() if name != "since"}
    since = str(said.since) if said.since else None
    return SpokenRuleOut(kind=said.kind, direction=said.direction, since=since, facts=facts)
