"""A week belongs to the period of its Thursday: in totals, in which periods there are, and in what is late."""

import pytest
from tests.scorecards.conftest import line_of, measured
from tests.scorecards.recomputation import differences

from hoshin.base.periods import Frequency, Period
from hoshin.measures.services import record_actual
from hoshin.scorecards.missing import asked_in
from hoshin.strategy.models import Plan

pytestmark = pytest.mark.django_db


def weekly(plan, system, code="W", **values):
    measure = measured(plan, system, code, {"target": 10}, frequency="weekly", aggregation="sum")
    for week, value in values.items():
        record_actual(system, measure=measure, period=Period.parse(week.replace("_", "-")[1:]), value=value)
    return measure


def test_the_last_days_of_october_belong_to_its_last_week(plan, system):
    weekly(plan, system, _2026_W43=43, _2026_W44=44, _2026_W45=45)
    assert [line_of(plan, system, "W", month).value for month in ("2026-10", "2026-11")] == [87, 45]
    assert differences(plan) == []


def test_a_year_of_53_weeks_has_them_all(plan, system):
    Plan.objects.filter(pk=plan.pk).update(frequency="annual")
    plan.refresh_from_db()
    weekly(plan, system, _2020_W53=53, _2021_W01=1)
    assert [line_of(plan, system, "W", year).value for year in ("2020", "2021")] == [53, 1]
    assert differences(plan) == []


def test_the_first_days_of_a_year_may_belong_to_the_last_one_in_every_length_of_period(plan, system):
    week = Period.parse("2026-W01")
    assert str(week.start) == "2025-12-29"
    found = [str(week.within(kind)) for kind in Frequency if kind.per_year <= 12]
    assert found == ["2026-01", "2026-Q1", "2026-H1", "2026"]
    weekly(plan, system, _2026_W01=1)
    assert line_of(plan, system, "W", "2026-01").value == 1, "the scorecard begins where its first week belongs"


def test_a_sum_since_the_year_began_begins_with_its_first_thursday(plan, system):
    measure = measured(plan, system, "W", {"target": 1}, frequency="weekly", aggregation="sum", window="ytd")
    for week in ("2025-W52", "2026-W01", "2026-W02"):
        record_actual(system, measure=measure, period=Period.parse(week), value=1)
    line = line_of(plan, system, "W", "2026-01")
    assert (line.value, line.target) == (2, 2)


def test_a_formula_takes_weeks_where_they_belong(plan, system):
    measured(plan, system, "F", {"target": 1}, formula="W * 2")
    weekly(plan, system, _2026_W44=44, _2026_W45=45)
    assert [line_of(plan, system, "F", month).value for month in ("2026-10", "2026-11")] == [88, 90]


def test_what_is_asked_of_a_month_is_its_last_thursday_s_week():
    assert str(asked_in(Period.parse("2026-10"), Frequency.WEEKLY)) == "2026-W44"
    assert str(asked_in(Period.parse("2026-11"), Frequency.WEEKLY)) == "2026-W48"
    assert str(asked_in(Period.parse("2026-10"), Frequency.QUARTERLY)) == "2026-Q3"
