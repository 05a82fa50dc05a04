"""Why there is no score: what is missing is said as it is, and nothing was recorded only where that is so."""

from datetime import date

import pytest
from tests.scorecards.conftest import line_of, measured, record
from tests.scorecards.recomputation import differences

from hoshin.base.periods import Period
from hoshin.measures.models import Target
from hoshin.measures.services import record_actual
from hoshin.org.models import Unit
from hoshin.scorecards.reason_words import mending, reason_words
from hoshin.strategy.models import Plan

pytestmark = pytest.mark.django_db


def told(plan, system, code, period=None, **of):
    line = line_of(plan, system, code, period, **of)
    return line.reason, reason_words(line)


def test_a_division_by_zero_names_the_divisor_and_the_parents_pass_it_on(plan, system):
    for code, value in (("A", 3), ("B", 0)):
        record(system, measured(plan, system, code, aggregation="sum"), oct=value)
    measured(plan, system, "R", {"target": 0.1}, formula="[A]/[B]", direction="lower")
    assert told(plan, system, "R", "2026-10") == ("div_zero", "division by zero: B is 0")
    assert line_of(plan, system, "R", "2026-10").status_code == "no_data"
    assert told(plan, system, "O", "2026-10", kind="objective") == ("div_zero", "below it: division by zero")
    assert told(plan, system, "PLAN", "2026-10", kind="plan") == ("div_zero", "below it: division by zero")
    assert "supplies the divisor" in mending(line_of(plan, system, "R", "2026-10"))
    assert differences(plan) == []


def test_a_reason_that_changes_reaches_the_top_though_no_score_does(plan, system):
    a, b = (measured(plan, system, code, aggregation="sum", method="unscored") for code in "AB")
    measured(plan, system, "R", {"target": 0.1}, formula="A / B", direction="lower")
    record(system, a, oct=3)
    assert told(plan, system, "O", "2026-10", kind="objective")[0] == "no_data"
    record(system, b, oct=0)
    assert told(plan, system, "PLAN", "2026-10", kind="plan")[0] == "div_zero"
    assert differences(plan) == []


def test_a_rolling_window_that_is_not_full_blames_nobody(plan, system):
    m = measured(plan, system, "M", {"target": 10}, aggregation="sum", window="rolling", window_length=3)
    older = measured(plan, system, "old", {"target": 10})
    record_actual(system, measure=older, period=Period.parse("2025-06"), value=1)
    record(system, m, jan=4, feb=5)
    line = line_of(plan, system, "M", "2026-02")
    assert (line.reason, line.status_code) == ("too_few_points", "no_data")
    assert mending(line).startswith("Nobody")
    record(system, m, mar=6)
    assert line_of(plan, system, "M", "2026-03").value == 15
    assert differences(plan) == []


def test_what_cannot_be_added_up_must_be_supplied_for_the_whole(plan, system):
    record(system, measured(plan, system, "other", {"target": 1}), sep=1)
    m = measured(plan, system, "M", {"target": 10}, aggregation="none", across_units="none")
    for code in ("N", "S"):
        unit = Unit.objects.create(code=code, name=code)
        record_actual(system, measure=m, period=Period.parse("2026-10"), value=5, unit=unit)
    assert told(plan, system, "M", "2026-10") == (
        "non_additive",
        "its values cannot be added up: it must be supplied for the whole",
    )
    assert line_of(plan, system, "M", "2026-10", unit="N").score == 50
    assert line_of(plan, system, "M", "2026-09").reason == "no_data", "where no unit reported, nothing was recorded"
    assert differences(plan) == []


def test_months_that_cannot_be_added_up_say_so_in_a_quarter_that_has_some(plan, system):
    Plan.objects.filter(pk=plan.pk).update(frequency="quarterly")
    plan.refresh_from_db()
    record(system, measured(plan, system, "M", {"target": 10}, aggregation="none"), apr=5, may=6, oct=5)
    assert line_of(plan, system, "M", "2026-Q2").reason == "non_additive"
    assert line_of(plan, system, "M", "2026-Q3").reason == "stale"


def test_not_scored_by_choice_is_told_from_no_target(plan, system):
    record(system, measured(plan, system, "chosen", {"target": 5}, method="unscored"), oct=5)
    record(system, measured(plan, system, "open"), oct=5)
    assert told(plan, system, "chosen") == ("not_applicable", "it is not scored, by choice")
    assert told(plan, system, "open") == ("no_target", "no target is set")
    assert told(plan, system, "O", kind="objective")[0] == "no_target", "somebody can do something about that one"


def test_a_target_of_zero_that_is_met_is_met(plan, system):
    for code, value in (("none", 0), ("two", 2)):
        record(system, measured(plan, system, code, {"target": 0}, direction="lower"), oct=value)
    met, missed = (line_of(plan, system, code) for code in ("none", "two"))
    assert (met.score, met.status_code, met.attainment) == (100, "on_track", 1)
    assert (missed.score, missed.reason) == (None, "zero_target")
    record(
        system, measured(plan, system, "percent", {"target": 0}, direction="lower", method="percent_of_target"), oct=0
    )
    assert line_of(plan, system, "percent").status_code == "on_track"
    Target.objects.filter(measure__code="two").update(tolerance=10)
    record(system, Target.objects.get(measure__code="two").measure, oct=3)
    assert line_of(plan, system, "two").score == pytest.approx(70)


def test_no_cases_are_no_fault_and_leave_the_sums_as_they_are(plan, system):
    m = measured(plan, system, "M", {"target": 0.5}, aggregation="ratio")
    to_date = measured(plan, system, "Y", {"target": 0.5}, aggregation="ratio", window="ytd")
    for measure in (m, to_date):
        record(system, measure, jan=(4, 10), feb=(0, 0), mar=(4, 10))
    assert told(plan, system, "M", "2026-02") == ("not_applicable", "there were no cases: 0 of 0")
    assert line_of(plan, system, "M", "2026-02").status_code == "no_data", "it is not late: it was delivered"
    assert [line_of(plan, system, "Y", f"2026-{month:02d}").value for month in (1, 2, 3)] == pytest.approx([0.4] * 3)
    assert differences(plan) == []
    with pytest.raises(Exception, match="denominator is 0"):
        record(system, m, apr=(1, 0))


@pytest.mark.parametrize(
    ("missing", "months", "asked", "value"),
    [
        ("carry", {"jan": 4, "feb": 5}, "2026-03", 5),
        ("interpolate", {"jan": 4, "mar": 8}, "2026-02", 6),
        ("zero", {"jan": 4, "feb": 5}, "2026-03", 0),
    ],
)
def test_what_a_measure_does_about_a_gap_holds_for_single_months(plan, system, missing, months, asked, value):
    record(system, measured(plan, system, "other", {"target": 1}), jan=1, apr=1, oct=1)
    m = measured(plan, system, "M", {"target": 10}, missing=missing)
    record(system, m, **months)
    line = line_of(plan, system, "M", asked)
    assert (line.value, bool(line.flags & 8)) == (value, True), "filled in, and marked as estimated"
    assert line.score == value * 10
    assert line_of(plan, system, "M", "2026-01").flags & 8 == 0
    assert differences(plan) == []


def test_nothing_is_carried_further_than_one_period_nor_filled_before_the_first(plan, system):
    record(system, measured(plan, system, "other", {"target": 1}), jan=1, jun=1)
    record(system, measured(plan, system, "carry", {"target": 10}, missing="carry"), feb=5)
    record(system, measured(plan, system, "zero", {"target": 10}, missing="zero"), feb=5)
    assert [line_of(plan, system, "carry", f"2026-0{m}").value for m in (1, 3, 4)] == [None, 5, None]
    assert [line_of(plan, system, "zero", f"2026-0{m}").value for m in (1, 3, 4)] == [None, 0, 0]


def test_a_formula_of_units_says_what_is_missing_for_the_whole(plan, system):
    unit = Unit.objects.create(code="N", name="North")
    for roll_up in ("score", "raw"):
        a, b = (measured(plan, system, f"{code}{roll_up}", aggregation="sum", roll_up=roll_up) for code in "AB")
        measured(plan, system, f"R{roll_up}", {"target": 1}, formula=f"A{roll_up} / B{roll_up}")
        for measure, value in ((a, 3), (b, 6)):
            record_actual(system, measure=measure, period=Period.parse("2026-10"), value=value, unit=unit)
    assert line_of(plan, system, "Rraw", "2026-10").score == 50
    reason, words = told(plan, system, "Rscore", "2026-10")
    assert (reason, "held by units" in words) == ("non_additive", True)
    assert "brought together" in mending(line_of(plan, system, "Rscore", "2026-10"))


def test_an_objective_without_anything_below_says_that(plan, system):
    from hoshin.strategy.models import Objective

    with_nothing = Objective.objects.create(plan=plan, code="E", name="Empty", perspective=plan.perspectives.get())
    from hoshin.audit.services import act
    from hoshin.base import events
    from hoshin.strategy.events import StructureChanged

    with act(system, "add"):
        events.publish(StructureChanged(plan.pk))
    record(system, measured(plan, system, "M", {"target": 1}), oct=1)
    assert told(plan, system, with_nothing.code, kind="objective") == ("disconnected", "nothing counts for it")
    assert differences(plan) == []


def test_a_flow_since_the_year_began_is_held_against_the_months_that_reported(plan, system):
    m = measured(plan, system, "M", aggregation="sum", window="ytd")
    Target.objects.create(measure=m, starts_on=date(2026, 1, 1), frequency="annual", target=1200)
    record(system, m, jan=50, feb=50, mar=50)
    line = line_of(plan, system, "M", "2026-03")
    assert (line.value, line.target, line.score) == (150, 300, 50)
    record(system, m, may=50)
    line = line_of(plan, system, "M", "2026-05")
    assert (line.value, line.target) == (200, 400), "April did not report, and its target stays out"
    assert differences(plan) == []


def test_a_course_leaves_out_what_the_value_leaves_out(plan, system):
    m = measured(
        plan, system, "M", {"baseline": 0, "target": 365}, aggregation="sum", window="ytd", trajectory="linear",
        starts_on=date(2025, 12, 31), due_on=date(2026, 12, 31),
    )  # fmt: skip
    record(system, m, jan=31, mar=31)
    line = line_of(plan, system, "M", "2026-03")
    assert (line.value, line.target, line.score) == (62, pytest.approx(62), 100)
    record(system, m, feb=28)
    assert line_of(plan, system, "M", "2026-03").target == pytest.approx(90)
    assert differences(plan) == []


def test_a_rolling_sum_and_a_quarter_take_the_targets_of_their_own_months(plan, system):
    rolling = measured(plan, system, "R", {"target": 10}, aggregation="sum", window="rolling", window_length=3)
    record(system, rolling, jan=10, feb=10, mar=10)
    assert line_of(plan, system, "R", "2026-03").target == 30
    Plan.objects.filter(pk=plan.pk).update(frequency="quarterly")
    plan.refresh_from_db()
    monthly = measured(plan, system, "M", {"target": 10}, aggregation="sum")
    record(system, monthly, jan=10, mar=10)
    line = line_of(plan, system, "M", "2026-Q1")
    assert (line.value, line.target, line.score) == (20, 20, 100)
