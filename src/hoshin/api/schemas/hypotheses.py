"""Links of a strategy map, with what the data say of each."""

from datetime import date, datetime

from ninja import Schema
from pydantic import Field

from hoshin.hypotheses.models import LinkTest
from hoshin.strategy.models import CausalLink


class HelpOut(Schema):
    """Whether the last values of one series help to predict another beyond that one's own (Granger)."""

    f: float
    order: int
    freedom: int
    p: float


class LagOut(Schema):
    lag: int = Field(description="In periods; above 0 the cause comes first.")
    r: float


class LinkTestOut(Schema):
    """What the data say of a link; a correlation over time proves no cause."""

    verdict: str = Field(
        description="consistent: with the stated direction and lag; different: another lag or direction; reverse: only the "
        "effect helps to predict the cause; not_supported: at the stated lag there is next to nothing; inconclusive."
    )
    since: date = Field(description="Since when it says so.")
    before: str | None = Field(description="What it said before that.")
    lacks: str | None = Field(
        description="Why it could not be tested.",
        examples=["no_measure", "arithmetic", "too_few_points", "lag_too_long", "no_variation"],
    )
    cause_measure: str | None = Field(description="The measure that stands for the cause.")
    effect_measure: str | None
    frequency: str | None = Field(description="How long the periods are in which lags are counted.")
    first: str | None = Field(description="The first period that was compared.")
    points: int = Field(description="How many values were compared.")
    differences: int = Field(description="How often both were differenced, so that neither wanders.")
    is_seasonal: bool = Field(description="Whether a season was taken out.")
    drivers: int = Field(description="How many measures that the map says drive both were held apart in prediction.")
    stated_lag: int | None
    found_lag: int | None = Field(description="The lag of the largest correlation, the cause first.")
    found: float | None = Field(description="That correlation; both series are turned so that up is better.")
    bound: float | None = Field(description="What chance stays below at one lag in 19 of 20 cases.")
    p: float | None = Field(description="How often chance makes the largest correlation as large.")
    p_adjusted: float | None = Field(description="The same, adjusted for all links of the plan.")
    correlations: list[LagOut]
    forward: HelpOut | None = Field(description="Whether the cause helps to predict the effect.")
    backward: HelpOut | None = Field(description="Whether the effect helps to predict the cause.")
    is_leading: bool = Field(description="Whether forecasts of the effect are better with the cause.")
    lead: int | None = Field(description="How many periods ahead that was tried.")
    skill: float | None = Field(description="The share of the error that the cause takes away.")
    skill_low: float | None
    skill_high: float | None
    computed_at: datetime


class CausalLinkOut(Schema):
    """What a plan says drives what. `test` is null where it was not tested as it stands, or may not be seen."""

    number: int
    cause: str
    effect: str
    lag_months: int | None
    sign: str = Field(description="same: when the cause gets better, the effect does as well; opposite: it gets worse.")
    note: str
    test: LinkTestOut | None


def causal_link_out(link: CausalLink, test: LinkTest | None) -> CausalLinkOut:
    """A link for programs."""
    return CausalLinkOut(
        number=link.pk,
        cause=link.cause.code,
        effect=link.effect.code,
        lag_months=link.lag_months,
        sign=link.sign,
        note=link.note,
        test=None if test is None else _test_out(test),
    )


def _test_out(test: LinkTest) -> LinkTestOut:
    skill, low, high = test.skill or (None, None, None)
    return LinkTestOut(
        verdict=test.verdict,
        since=test.since,
        before=test.before or None,
        lacks=test.lacks or None,
        cause_measure=test.cause_measure.code if test.cause_measure else None,
        effect_measure=test.effect_measure.code if test.effect_measure else None,
        frequency=test.frequency or None,
        first=str(test.begins) if test.begins else None,
        points=test.points,
        differences=test.differences,
        is_seasonal=test.is_seasonal,
        drivers=test.drivers,
        stated_lag=test.lag,
        found_lag=test.found_lag,
        found=test.found,
        bound=test.bound,
        p=test.p,
        p_adjusted=test.p_adjusted,
        correlations=[LagOut(**one) for one in test.by_lag],
        forward=HelpOut(**test.forward) if test.forward else None,
        backward=HelpOut(**test.backward) if test.backward else None,
        is_leading=test.is_leading,
        lead=test.lead,
        skill=skill,
        skill_low=low,
        skill_high=high,
        computed_at=test.computed_at,
    )
