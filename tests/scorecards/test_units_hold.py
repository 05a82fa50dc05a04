"""Objectives are defined once and held by units: each holder has a scorecard of its own, scored at every level."""

import random

import pytest
from tests.scorecards.recomputation import differences

from hoshin.base.periods import Period
from hoshin.measures.models import Measure
from hoshin.measures.services import change_measure, define_measure, record_actual
from hoshin.org.models import Unit
from hoshin.org.services import change_unit
from hoshin.scorecards.models import Edge, Node, Score
from hoshin.scorecards.selectors import scorecard
from hoshin.scorecards.selectors.soundness import data_findings
from hoshin.strategy import services
from hoshin.strategy.models import Contribution, Holding, Objective, Perspective, Plan

pytestmark = [pytest.mark.django_db, pytest.mark.sql]
OCTOBER = Period.parse("2026-10")


@pytest.fixture
def branches(bank_world, system, november):
    return Plan.objects.get(code="P"), {unit.code: unit for unit in Unit.objects.all()}


def record(system, **values):
    for key, value in values.items():
        measure, unit = key.split("_")
        measure, unit = Measure.objects.get(code=measure), Unit.objects.get(code=unit)
        record_actual(system, measure=measure, period=OCTOBER, value=value, unit=unit)


def weigh(system, unit, weighed, weight, effective_on=None):
    services.set_unit_weights(system, unit=unit, weights=[(weighed, weight)], effective_on=effective_on)


def shown(kind, unit, **named):
    """The score of something for a unit in October, None where it has no node or no score."""
    found = Score.objects.filter(
        node__kind=kind,
        node__unit__code=unit,
        period=OCTOBER.start,
        **{f"node__{k}__code": v for k, v in named.items()},
    )
    return found.values_list("score", flat=True).first()


def test_each_holder_is_scored_at_every_level(system, branches):
    plan, units = branches
    services.set_holding(system, plan=plan, unit=units["bank"])
    record(system, sales_oslo=40, loans_oslo=80, nps_oslo=20, sales_bodo=20, nps_online=90)
    assert shown("objective", "oslo", objective="lend") == 80
    assert shown("objective", "oslo", objective="grow") == 60
    assert shown("perspective", "oslo", perspective="F") == 60
    assert shown("unit", "oslo") == pytest.approx((3 * 60 + 20) / 4)
    assert shown("measure", "north", measure="sales") == 60
    assert shown("objective", "north", objective="grow") == 70
    assert shown("unit", "online") is None, "a quarter of the weight is less than the least coverage"
    assert shown("perspective", "online", perspective="C") == 90
    assert not Node.objects.filter(unit=units["bank"]).exists(), "the unit at the top is the whole"
    assert Node.objects.filter(kind="measure", unit=units["online"], is_active=True).count() == 3
    assert differences(plan) == []


def test_the_whole_rolls_up_values(system, branches):
    plan, units = branches
    services.set_holding(system, plan=plan, unit=units["bank"])
    record(system, sales_oslo=40, sales_bodo=20, sales_online=15, nps_oslo=20, nps_online=90)
    whole = {
        score.node.measure.code: score.value for score in Score.objects.filter(node__unit=None, node__kind="measure")
    }
    assert whole["sales"] == 75
    assert whole["nps"] == pytest.approx((20 + 90) / 2)


def test_one_objective_brings_what_counts_for_it(system, branches):
    plan, units = branches
    services.set_holding(
        system, plan=plan, unit=units["oslo"], objective=Objective.objects.get(code="grow"), with_below=False
    )
    held = set(Node.objects.filter(kind="objective").exclude(unit=None).values_list("unit__code", "objective__code"))
    assert held == {("oslo", "grow"), ("oslo", "lend"), ("north", "grow"), ("north", "lend")}
    record(system, sales_oslo=50, loans_oslo=70)
    assert shown("unit", "oslo") == shown("perspective", "oslo", perspective="F") == 60


def test_a_unit_may_weigh_otherwise(system, branches):
    plan, units = branches
    services.set_holding(system, plan=plan, unit=units["bank"])
    record(system, sales_oslo=40, loans_oslo=80, nps_oslo=20, sales_bodo=40, loans_bodo=80, nps_bodo=20)
    serving = Contribution.objects.get(objective__code="lend")
    side = Perspective.objects.get(code="C")
    weigh(system, units["oslo"], serving, 3, OCTOBER.start)
    weigh(system, units["oslo"], side, 3, OCTOBER.start)
    assert shown("objective", "oslo", objective="grow") == 70
    assert shown("unit", "oslo") == pytest.approx((70 + 20) / 2)
    assert shown("objective", "bodo", objective="grow") == 60
    weigh(system, units["oslo"], serving, None)
    assert shown("objective", "oslo", objective="grow") == 70, "what is past stays"
    weigh(system, units["oslo"], side, None, OCTOBER.start)
    assert shown("unit", "oslo") == pytest.approx((3 * 70 + 20) / 4)
    assert differences(plan) == []


def test_a_unit_that_moves_takes_its_scorecard_along(system, branches):
    plan, units = branches
    services.set_holding(system, plan=plan, unit=units["north"])
    record(system, sales_oslo=40)
    assert not Node.objects.filter(unit=units["online"], kind="objective").exists()
    change_unit(system, unit=units["online"], parent=units["north"])
    assert Node.objects.filter(unit=units["online"], kind="objective", is_active=True).count() == 3
    assert differences(plan) == []


def test_what_units_hold_is_no_fault(system, branches):
    plan, units = branches
    services.set_holding(system, plan=plan, unit=units["bank"])
    assert [found.check for found in data_findings(system) if found.check in ("line_of_sight", "no_children")] == []


def test_an_objective_of_a_unit_is_held_by_nobody_else(system, branches):
    plan, units = branches
    own = services.add_objective(
        system, plan=plan, code="own", name="Own", unit=units["oslo"], perspective=Perspective.objects.get(code="F")
    )
    services.set_contribution(system, parent=Objective.objects.get(code="grow"), child=own, weight=2)
    services.set_holding(system, plan=plan, unit=units["bank"])
    assert set(Node.objects.filter(objective=own).values_list("unit", flat=True)) == {None}
    parents = Edge.objects.filter(child__objective=own).values_list("parent__objective__code", "parent__unit__code")
    assert set(parents) == {("grow", None), ("grow", "oslo")}, "it counts where it serves, not twice"
    with pytest.raises(Exception, match="whose own it is"):
        services.set_holding(system, plan=plan, unit=units["bodo"], objective=own)


def test_the_scorecard_of_a_unit_shows_its_tree(system, branches):
    plan, units = branches
    services.set_holding(system, plan=plan, unit=units["bank"])
    record(system, sales_oslo=40, loans_oslo=80, nps_oslo=20)
    card = scorecard(system, plan, unit="oslo")
    assert [(line.depth, line.code) for line in card.lines] == [
        (1, "F"), (2, "grow"), (3, "lend"), (3, "sales"), (1, "C"), (2, "care"), (3, "nps")
    ]  # fmt: skip


def test_what_is_held_no_longer_counts_no_longer(system, branches):
    plan, units = branches
    holding = services.set_holding(system, plan=plan, unit=units["bank"])
    record(system, sales_oslo=40)
    services.remove_holding(system, holding=holding)
    assert not Holding.objects.exists()
    assert not Node.objects.filter(kind="objective", is_active=True).exclude(unit=None).exists()
    assert differences(plan) == []


def test_a_value_of_one_of_many_units_finds_what_a_full_pass_finds(system, branches, monkeypatch):
    monkeypatch.setattr("hoshin.scorecards.assembly.scores.FEW_UNITS", 2)
    plan, units = branches
    Measure.objects.filter(code="nps").update(roll_up="score")
    services.set_holding(system, plan=plan, unit=units["bank"])
    record(system, sales_oslo=40, loans_oslo=80, nps_oslo=20, sales_bodo=30, nps_bodo=70, nps_online=90)
    record(system, sales_oslo=55)
    record(system, nps_bodo=10)
    assert shown("objective", "oslo", objective="grow") == pytest.approx((55 + 80) / 2)
    assert differences(plan) == []


@pytest.mark.parametrize("seed", range(2))
def test_values_recorded_one_by_one_find_what_a_full_pass_finds(system, branches, monkeypatch, seed):
    """By unit and for the whole, with weights that some regions give and others do not, formulas, and a unit that moves."""
    monkeypatch.setattr("hoshin.scorecards.assembly.scores.FEW_UNITS", 2)
    plan, units = branches
    chance = random.Random(seed)
    both = define_measure(system, code="both", name="Both", formula="sales + loans", across_units="sum")
    services.set_contribution(system, parent=Objective.objects.get(code="grow"), child=both, weight=1)
    nps = Measure.objects.get(code="nps")
    change_measure(system, measure=nps, aggregation="mean", is_from_beginning=True)
    services.set_holding(system, plan=plan, unit=units["bank"])
    for turn in range(14):
        measure = Measure.objects.get(code=chance.choice(["sales", "loans", "nps"]))
        unit = units[chance.choice(["north", "oslo", "bodo", "online", "bank"])]
        said = {"value": float(chance.randint(0, 120))}
        if measure == nps and unit.code in ("oslo", "bodo"):
            said["denominator"] = float(chance.randint(1, 9))
        period = chance.choice([OCTOBER, OCTOBER.shift(-1)])
        record_actual(system, measure=measure, period=period, unit=None if unit.code == "bank" else unit, **said)
        if turn == 7:
            change_unit(system, unit=units["online"], parent=units["north"])
    assert differences(plan) == []
