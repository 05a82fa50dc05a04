"""How values come about: formulas, units, shorter periods, what was known on a day."""

from datetime import UTC, date, datetime

import pytest
from tests.scorecards.conftest import measured
from tests.scorecards.recomputation import differences

from hoshin.audit.services import act
from hoshin.base import clock
from hoshin.base.periods import Period
from hoshin.measures.models import Target
from hoshin.measures.services import record_actual
from hoshin.org.models import Unit
from hoshin.scorecards.assembly import scores
from hoshin.scorecards.selectors import node_of, scorecard
from hoshin.strategy.models import Plan

pytestmark = pytest.mark.django_db


def line(plan, system, code, period=None, unit=None):
    node = node_of(system, code, kind="measure", unit=unit)
    from hoshin.scorecards.selectors import lines_of, period_for

    return lines_of(system, plan, [node.pk], period_for(plan, period))[node.pk]


def test_a_formula_follows_its_inputs(plan, system):
    cost = measured(plan, system, "cost", aggregation="sum")
    cases = measured(plan, system, "cases", aggregation="sum")
    measured(plan, system, "unit_cost", {"red": 50, "green": 40}, formula="cost / cases", direction="lower")
    september = Period.parse("2026-09")
    record_actual(system, measure=cost, period=september, value=900)
    record_actual(system, measure=cases, period=september, value=20)
    found = line(plan, system, "unit_cost")
    assert (found.value, found.score) == (45.0, pytest.approx(55.0))
    record_actual(system, measure=cases, period=september, value=30)
    assert line(plan, system, "unit_cost").value == 30.0
    assert differences(plan) == []


def test_a_measure_held_by_units_is_scored_on_its_raw_sum(plan, system):
    root = Unit.objects.create(code="ROOT", name="Root")
    north, south = (Unit.objects.create(code=code, name=code, parent=root) for code in ("N", "S"))
    sales = measured(plan, system, "sales", {"target": 1100}, aggregation="sum")
    with act(system, "targets"):
        Target.objects.create(measure=sales, unit=north, target=1000)
        Target.objects.create(measure=sales, unit=south, target=100)
    september = Period.parse("2026-09")
    record_actual(system, measure=sales, period=september, value=900, unit=north)
    record_actual(system, measure=sales, period=september, value=130, unit=south)
    assert line(plan, system, "sales").score == pytest.approx(100 * 1030 / 1100)
    assert line(plan, system, "sales", unit="S").score == 100.0
    assert line(plan, system, "sales", unit="N").score == pytest.approx(90.0)
    assert differences(plan) == []


def test_months_add_up_to_the_quarters_of_the_scorecard(plan, system):
    Plan.objects.filter(pk=plan.pk).update(frequency="quarterly")
    plan.refresh_from_db()
    sales = measured(plan, system, "sales", {"target": 100}, aggregation="sum")
    for month, value in ((7, 90), (8, 120), (9, 60)):
        record_actual(system, measure=sales, period=Period.parse(f"2026-{month:02d}"), value=value)
    found = line(plan, system, "sales", "2026-Q3")
    assert (found.value, found.target, found.score) == (270.0, 300.0, pytest.approx(90.0))


def test_a_year_counts_in_the_months_after_it(plan, system):
    share = measured(plan, system, "share", {"target": 10}, frequency="annual")
    sales = measured(plan, system, "sales", {"target": 10})
    record_actual(system, measure=share, period=Period.parse("2025"), value=9)
    record_actual(system, measure=sales, period=Period.parse("2026-09"), value=10)
    assert line(plan, system, "share", "2026-09").score == pytest.approx(90.0)


def test_what_was_known_on_a_day_can_be_asked_for(plan, system):
    sales = measured(plan, system, "sales", {"baseline": 0, "target": 100})
    september = Period.parse("2026-09")
    with clock.fixed(datetime(2026, 10, 5, tzinfo=UTC)):
        record_actual(system, measure=sales, period=september, value=50)
    with clock.fixed(datetime(2026, 11, 1, tzinfo=UTC)):
        record_actual(system, measure=sales, period=september, value=80)

    def known(day):
        _, leaves, _ = scores.find_all(plan, [september], day)
        return leaves.score[0, 0]

    assert known(datetime(2026, 10, 20, tzinfo=UTC)) == 50.0
    assert known(datetime(2026, 11, 2, tzinfo=UTC)) == 80.0
    assert known(datetime(2026, 10, 1, tzinfo=UTC)) != known(datetime(2026, 10, 1, tzinfo=UTC))


def test_a_published_series_is_scored_by_its_progress(plan, system):
    Plan.objects.filter(pk=plan.pk).update(frequency="annual", status_scale="progress", min_coverage=0)
    plan.refresh_from_db()
    poverty = measured(
        plan, system, "1.1.1", {"target": 7.25}, frequency="annual", direction="lower", method="open_sdg"
    )
    for year, value in ((2015, 14.5), (2019, 10.3), (2023, 10.4)):
        record_actual(system, measure=poverty, period=Period.parse(str(year)), value=value)
    found = line(plan, system, "1.1.1", "2023")
    assert found.score == pytest.approx(10 * 2.150695 + 50, abs=1e-4)
    assert found.status_code == "moderate_progress"
    assert scorecard(system, plan).top.status_code == "moderate_progress"
    assert differences(plan) == []


def test_what_happens_later_moves_no_seasonal_target_of_the_past(plan, system):
    sales = measured(
        plan,
        system,
        "sales",
        {"baseline": 100, "target": 200},
        trajectory="seasonal",
        starts_on=date(2023, 1, 1),
        due_on=date(2027, 1, 1),
    )
    for month in range(33):
        period = Period.parse(f"{2024 + month // 12}-{month % 12 + 1:02d}")
        record_actual(system, measure=sales, period=period, value=100 + 30 * (month % 12 == 6))
    july = line(plan, system, "sales", "2026-07").target
    assert july > line(plan, system, "sales", "2026-06").target * 1.15
    record_actual(system, measure=sales, period=Period.parse("2026-10"), value=900)
    assert line(plan, system, "sales", "2026-07").target == july
    assert differences(plan) == []
