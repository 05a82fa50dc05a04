"""Stored scores follow every change, and equal a full recomputation bit for bit."""

from datetime import date
from itertools import pairwise

import pytest
from django.db import connection
from tests.scorecards.conftest import measured
from tests.scorecards.recomputation import differences
from tests.worlds import OCTOBER, SEPTEMBER

from hoshin.audit.services import act
from hoshin.base import events
from hoshin.base.periods import Period
from hoshin.measures.models import Measure, Target
from hoshin.measures.services import change_measure, record_actual, withdraw_actual
from hoshin.org.models import Unit
from hoshin.scorecards.desired_edges import DESIRED_EDGES
from hoshin.scorecards.models import Edge
from hoshin.scorecards.selectors import scorecard
from hoshin.strategy.events import StructureChanged
from hoshin.strategy.models import Contribution, Perspective, Plan

pytestmark = pytest.mark.django_db


def measure(code):
    return Measure.objects.get(code=code)


def top(plan, system, period):
    return scorecard(system, plan, period=period).top


def test_no_node_is_looked_for_again_for_each_row(enterprise):
    """Where something is asked of every row, it is asked of what was found once: else a large plan takes an hour."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE own_node ON COMMIT DROP AS SELECT * FROM scorecards_node")
        cursor.execute("ANALYZE own_node")
        cursor.execute(f"EXPLAIN {DESIRED_EDGES}", {"plan": enterprise.pk})
        lines = [line for (line,) in cursor.fetchall()]
    below = [after for line, after in pairwise(lines) if line.strip().startswith("SubPlan")]
    assert below
    assert [line for line in below if "CTE Scan" not in line] == []


def test_after_building_nothing_differs(enterprise):
    assert differences(enterprise) == []


def test_a_late_value_arrives(enterprise, system):
    record_actual(system, measure=measure("k5"), period=OCTOBER, value=41.5)
    assert top(enterprise, system, "2026-10").coverage == 1.0
    assert differences(enterprise) == []


def test_a_correction_reaches_the_top_and_an_equal_one_writes_nothing(enterprise, system):
    before = top(enterprise, system, "2026-09").score
    record_actual(system, measure=measure("k1"), period=SEPTEMBER, value=90)
    assert top(enterprise, system, "2026-09").score == pytest.approx(before + 2.0)
    assert differences(enterprise) == []


def test_a_withdrawn_value_is_missing_again(enterprise, system):
    withdraw_actual(system, measure=measure("k2"), period=OCTOBER)
    assert top(enterprise, system, "2026-10").coverage == pytest.approx(0.65)
    assert differences(enterprise) == []


def test_a_value_in_a_new_period_opens_it(enterprise, system):
    record_actual(system, measure=measure("k1"), period=Period.parse("2026-11"), value=88)
    assert str(scorecard(system, enterprise).periods[0]) == "2026-11"
    assert differences(enterprise) == []


def test_an_earlier_period_is_opened_as_well(enterprise, system):
    record_actual(system, measure=measure("k1"), period=Period.parse("2026-05"), value=50)
    assert str(scorecard(system, enterprise).periods[-1]) == "2026-05"
    assert differences(enterprise) == []


def test_a_new_weight_holds_from_its_day_and_leaves_the_past_alone(enterprise, system):
    past = top(enterprise, system, "2026-09").score
    with act(system, "weigh"):
        Perspective.objects.filter(code="F").update(weight=0.8)
        events.publish(StructureChanged(enterprise.pk, date(2026, 10, 1)))
    assert top(enterprise, system, "2026-09").score == past
    assert top(enterprise, system, "2026-10").score == pytest.approx((75 * 0.8 + 0.3 * 205 / 3 + 0.3 * 75) / 1.4)
    assert differences(enterprise) == []


def test_taking_a_weight_back_on_the_same_day_leaves_no_trace(enterprise, system):
    before = list(Edge.objects.order_by("id").values_list("parent", "child", "weight", "valid_from", "valid_to"))
    for weight in (0.8, 0.4):
        with act(system, "weigh"):
            Perspective.objects.filter(code="F").update(weight=weight)
            events.publish(StructureChanged(enterprise.pk, date(2026, 10, 1)))
    assert (
        list(Edge.objects.order_by("id").values_list("parent", "child", "weight", "valid_from", "valid_to")) == before
    )
    assert differences(enterprise) == []


def test_a_moved_measure_counts_where_it_stood_then_and_where_it_stands_now(enterprise, system):
    with act(system, "move"):
        Contribution.objects.filter(measure__code="k2").update(parent=enterprise.objectives.get(code="OC"))
        events.publish(StructureChanged(enterprise.pk, date(2026, 10, 1)))
    lines = {line.code: line for line in scorecard(system, enterprise, period="2026-10").lines}
    assert lines["OF"].score == 80.0
    assert lines["OC"].score == pytest.approx((65 * 2 + 75 + 70) / 4)
    then = {line.code: line for line in scorecard(system, enterprise, period="2026-09").lines}
    assert then["OF"].score == 70.0
    assert differences(enterprise) == []


def test_a_new_target_rescores_every_period(enterprise, system):
    from hoshin.measures.events import MeasuresChanged

    with act(system, "target"):
        Target.objects.filter(measure__code="k1").update(target=160)
        events.publish(MeasuresChanged(frozenset({measure("k1").pk})))
    assert {line.code: line.score for line in scorecard(system, enterprise).lines}["k1"] == 50.0
    assert differences(enterprise) == []


def test_the_mark_of_an_achieved_target_comes_and_goes_with_the_values(plan, system):
    """A parent achieved its targets when all its children did, and says so no longer once one falls back."""
    Plan.objects.filter(pk=plan.pk).update(frequency="annual", status_scale="progress", min_coverage=0)
    for code in ("rise", "climb"):
        measured(
            plan, system, code, target={"target": 60}, frequency="annual", method="un",
            starts_on=date(2015, 1, 1), due_on=date(2030, 1, 1),
        )  # fmt: skip
    fresh = Plan.objects.get(pk=plan.pk)
    statuses = []
    for code, year, value in (
        ("rise", "2015", 40), ("rise", "2024", 61), ("climb", "2015", 40), ("climb", "2024", 62), ("climb", "2024", 45)
    ):  # fmt: skip
        record_actual(system, measure=measure(code), period=Period.parse(year), value=value)
        assert differences(fresh) == []
        statuses.append(top(fresh, system, "2024").status_code if code == "climb" and year == "2024" else None)
    assert statuses[-2:] == ["target_achieved", "substantial_progress"]


def test_a_measure_that_was_scored_by_its_units_keeps_those_scores(enterprise, system):
    """From the day on which the values are brought together first, the measure is scored by itself; not before."""
    root = Unit.objects.create(code="ROOT", name="Root")
    units = [Unit.objects.create(code=code, name=code, parent=root) for code in ("N", "S")]
    change_measure(system, measure=measure("k1"), roll_up="score", aggregation="sum")
    for unit, value in zip(units, (30, 90)):
        record_actual(system, measure=measure("k1"), period=OCTOBER, value=value, unit=unit)
    before = top(enterprise, system, "2026-10")
    change_measure(system, measure=measure("k1"), roll_up="raw")
    record_actual(system, measure=measure("k1"), period=Period.parse("2026-11"), value=50, unit=units[0])
    assert top(enterprise, system, "2026-10").score == before.score
    assert differences(enterprise) == []
    record_actual(system, measure=measure("k2"), period=OCTOBER, value=71)
    assert differences(enterprise) == []


@pytest.mark.django_db(transaction=True)
def test_an_upgrade_to_other_rules_finds_scores_again_and_leaves_official_ones(enterprise):
    """As after a migration: in no transaction but its own."""
    from types import SimpleNamespace

    from hoshin.scorecards.models import Score
    from hoshin.scorecards.services.upgrading import NEW_RULES, find_scores_after

    Score.objects.filter(reason=0).update(score=1.0, closed_score=2.0)
    find_scores_after(plan=[(SimpleNamespace(app_label="scorecards", name="0001_initial"), False)])
    assert set(Score.objects.filter(reason=0).values_list("score", flat=True)) == {1.0}
    find_scores_after(plan=[(SimpleNamespace(app_label="scorecards", name=name), False) for name in NEW_RULES])
    assert differences(enterprise) == []
    assert set(Score.objects.filter(reason=0).values_list("closed_score", flat=True)) == {2.0}
