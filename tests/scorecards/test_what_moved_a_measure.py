"""What moved a measure's score since another period, down to the unit, without a remainder."""

import pytest
from tests.scorecards.conftest import measured

from hoshin.audit.services import act
from hoshin.base.periods import Period
from hoshin.measures.models import Target
from hoshin.measures.services import record_actual, set_targets
from hoshin.org.models import Unit
from hoshin.scorecards.selectors import explanation, node_of
from hoshin.scorecards.services import close_period

pytestmark = pytest.mark.django_db

SEPTEMBER, OCTOBER = Period.parse("2026-09"), Period.parse("2026-10")


def record(system, measure, values, unit=None, **parts):
    for period, value in values.items():
        record_actual(system, measure=measure, period=period, value=value, unit=unit, **parts)


def moved(system, code, unit=None, **asked):
    found = explanation(system, node_of(system, code, kind="measure", unit=unit), period="2026-10", shown=1000, **asked)
    total = sum(effect.points for effect in found.effects)
    assert found.before + total == pytest.approx(found.after, abs=1e-9), "nothing is left over"
    return {
        (effect.kind, effect.line.unit if effect.line.unit != unit else ""): effect.points for effect in found.effects
    }, found


def test_a_stricter_target_takes_back_part_of_what_the_value_gained(plan, system):
    trust = measured(plan, system, "trust", {"baseline": 40, "target": 60})
    with act(system, "stricter"):
        Target.objects.create(measure=trust, baseline=40, target=64, starts_on=OCTOBER.start, frequency="monthly")
    record(system, trust, {"2026-09": 46, "2026-10": 52})
    points, found = moved(system, "trust")
    assert points == pytest.approx({("value", ""): 27.5, ("target", ""): -7.5})
    assert [(e.was, e.now) for e in found.effects] == [(46.0, 52.0), (60.0, 64.0)]


def test_a_target_that_stands_still_moves_along_its_trajectory(plan, system):
    from datetime import date

    measured(
        plan, system, "reach", {"baseline": 0, "target": 100}, trajectory="linear",
        starts_on=date(2026, 1, 1), due_on=date(2026, 12, 31),
    )  # fmt: skip
    from hoshin.measures.models import Measure

    record(system, Measure.objects.get(code="reach"), {"2026-09": 40, "2026-10": 40})
    points, _ = moved(system, "reach")
    assert set(points) == {("course", "")}, "the value is the same, but more was expected by then"
    assert points["course", ""] < 0


def test_new_lines_are_a_cause_of_their_own(plan, system):
    wait = measured(plan, system, "wait", {"red": 60, "green": 48}, direction="lower")
    with act(system, "stricter"):
        Target.objects.create(measure=wait, red=58, green=45, starts_on=OCTOBER.start, frequency="monthly")
    record(system, wait, {"2026-09": 48, "2026-10": 48})
    points, _ = moved(system, "wait")
    assert points == pytest.approx({("lines", ""): -30 * 3 / 13})


@pytest.fixture
def regions(db):
    return [Unit.objects.create(code=code, name=name) for code, name in (("N", "North"), ("S", "South"), ("W", "West"))]


def test_of_a_sum_each_unit_has_its_own_part(plan, system, regions):
    north, south, west = regions
    sales = measured(plan, system, "sales", {"baseline": 0, "target": 100}, aggregation="sum")
    record(system, sales, {"2026-09": 20, "2026-10": 35}, north)
    record(system, sales, {"2026-09": 30, "2026-10": 24}, south)
    record(system, sales, {"2026-10": 5}, west)
    points, _ = moved(system, "sales")
    assert points == pytest.approx({("unit", "N"): 15, ("unit", "S"): -6, ("unit", "W"): 5})
    assert moved(system, "sales", unit="N")[0] == pytest.approx({("value", ""): 15})


def test_of_a_ratio_a_unit_moves_the_whole_by_its_own_rate_and_by_how_much_it_counts(
    plan, system, regions
):  # fmt: skip
    north, south, _ = regions
    days = measured(plan, system, "days", {"baseline": 0, "target": 100}, aggregation="ratio")
    for unit, parts in ((north, {"2026-09": (400, 10), "2026-10": (500, 10)}),
                        (south, {"2026-09": (600, 10), "2026-10": (1800, 30)})):  # fmt: skip
        for period, (above, below) in parts.items():
            record_actual(system, measure=days, period=period, unit=unit, numerator=above, denominator=below)
    # 50 before and 57.5 after: North rose by 10 with a weight of 1/2 and then 1/4, South stayed and counts for more.
    points, found = moved(system, "days")
    assert (found.before, found.after) == pytest.approx((50.0, 57.5))
    assert points["unit", "N"] == pytest.approx(10 * (0.5 + 0.25) / 2)
    assert ("unit", "S") not in points
    assert points["weight", "S"] == pytest.approx((60 - 53.75) * 0.25)
    assert points["weight", "N"] == pytest.approx((45 - 53.75) * -0.25)


def test_a_unit_that_stops_reporting_is_said_to_have_stopped(plan, system, regions):
    north, south, west = regions
    mood = measured(plan, system, "mood", {"baseline": 0, "target": 100}, aggregation="mean")
    record(system, mood, {"2026-09": 80, "2026-10": 80}, north)
    record(system, mood, {"2026-09": 60, "2026-10": 66}, south)
    record(system, mood, {"2026-09": 10}, west)
    points, found = moved(system, "mood")
    assert (found.before, found.after) == (50.0, 73.0)
    assert points["coverage", "W"] > 0, "a low score that is gone lifts the mean"
    assert points["unit", "S"] == pytest.approx(6 * (1 / 3 + 1 / 2) / 2)


def test_where_the_whole_has_a_value_of_its_own_the_units_did_not_move_it(plan, system, regions):
    sales = measured(plan, system, "sales", {"baseline": 0, "target": 100}, aggregation="sum")
    record(system, sales, {"2026-09": 20, "2026-10": 35}, regions[0])
    record(system, sales, {"2026-09": 50, "2026-10": 60})
    assert moved(system, "sales")[0] == pytest.approx({("value", ""): 10})


def test_what_is_learnt_after_closing_stands_by_itself(plan, system):
    trust = measured(plan, system, "trust", {"baseline": 0, "target": 100})
    record(system, trust, {"2026-09": 40, "2026-10": 50})
    close_period(system, plan=plan, period=SEPTEMBER)
    record(system, trust, {"2026-09": 44})
    points, found = moved(system, "trust")
    assert found.before == 40.0, "the official score of September"
    assert points == pytest.approx({("value", ""): 6, ("known", ""): 4})


def test_a_correction_is_compared_with_what_was_known_before(plan, system):
    from datetime import UTC, datetime

    from hoshin.base import clock

    trust = measured(plan, system, "trust", {"baseline": 0, "target": 100})
    with clock.fixed(datetime(2026, 11, 1, 12, tzinfo=UTC)):
        record(system, trust, {"2026-10": 40})
    with clock.fixed(datetime(2026, 11, 9, 12, tzinfo=UTC)):
        record(system, trust, {"2026-10": 43})
    points, _ = moved(system, "trust", since_as_of=datetime(2026, 11, 5, tzinfo=UTC))
    assert points == pytest.approx({("value", ""): 3})


def test_an_edited_target_rescores_both_sides_and_explains_nothing(plan, system):
    from dataclasses import replace

    from hoshin.measures.rows import TargetEdit, TargetRow

    trust = measured(plan, system, "trust", {"baseline": 0, "target": 100})
    record(system, trust, {"2026-09": 40, "2026-10": 50})
    held = trust.targets.get()
    row = replace(TargetRow(trust.pk, None, None, ""), baseline=0.0, target=200.0)
    set_targets(system, measure=trust, edits=[TargetEdit(row, held.pk, held.version)])
    assert moved(system, "trust")[0] == pytest.approx({("value", ""): 5})
