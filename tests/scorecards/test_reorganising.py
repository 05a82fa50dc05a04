"""A reorganisation never rewrites what was: past scores stand, to the bit, however often they are found again."""

from datetime import UTC, date, datetime

import pytest
from tests.scorecards.recomputation import differences
from tests.worlds import OCTOBER, SEPTEMBER

from hoshin.accounts.access import Actor
from hoshin.audit.models import Change
from hoshin.audit.services import act
from hoshin.audit.undo import undo
from hoshin.base import clock, events
from hoshin.base.errors import Conflict, Invalid
from hoshin.base.periods import Period
from hoshin.measures.models import Measure, Target
from hoshin.measures.policies import measures_visible_to
from hoshin.measures.services import record_actual
from hoshin.org.models import Unit
from hoshin.org.services import change_unit, remove_unit
from hoshin.scorecards.models import Edge, Node, Placement, Score
from hoshin.scorecards.policies import nodes_ever_visible_to
from hoshin.scorecards.selectors import scorecard
from hoshin.scorecards.services import close_period
from hoshin.scorecards.services.full_pass import rescore_plan
from hoshin.strategy.events import StructureChanged
from hoshin.strategy.models import Contribution, Objective, Perspective, Plan
from hoshin.strategy.policies import contributions_visible_to, objectives_visible_to
from hoshin.strategy.services import (
    add_objective,
    create_plan,
    remove_contribution,
    remove_objective,
    remove_perspective,
    set_contribution,
    set_weights,
)

pytestmark = pytest.mark.django_db
NOVEMBER = Period.parse("2026-11")


def scores(plan, *periods):
    """What is stored of some periods, by what it is the score of."""
    rows = Score.objects.filter(node__plan=plan, period__in=[period.start for period in periods])
    names = ("kind", "perspective", "objective", "measure", "unit")
    return {
        (period, *named): found
        for period, *named, found in (
            (row[0], *row[1:6], row[6:])
            for row in rows.values_list(
                "period", *(f"node__{name}" for name in names), "score", "coverage", "status", "value"
            )
        )
        if found != (None, 0.0, 0, None)
    }


def codes(plan, system, period=None):
    return {line.code for line in scorecard(system, plan, period=period and str(period)).lines}


def objective(code):
    return Objective.objects.get(code=code)


def measure(code):
    return Measure.objects.get(code=code)


@pytest.fixture
def divided(system, november):
    """Sales of two teams: the first in East, the second in West; West reports nothing of its own."""
    plan = Plan.objects.create(code="PLAN", name="Plan")
    perspective = Perspective.objects.create(plan=plan, code="F", name="Financial")
    root = Unit.objects.create(code="ROOT", name="Root")
    east, west = (Unit.objects.create(code=code, name=code, parent=root) for code in ("E", "W"))
    teams = [Unit.objects.create(code=f"T{n}", name=f"Team {n}", parent=above) for n, above in ((1, east), (2, west))]
    with act(system, "build"):
        target = Objective.objects.create(plan=plan, code="O", name="Grow", perspective=perspective)
        sales = Measure.objects.create(code="sales", name="Sales", aggregation="sum")
        Contribution.objects.create(parent=target, measure=sales)
        Target.objects.create(measure=sales, target=100)
        events.publish(StructureChanged(plan.pk))
    for team, value in zip(teams, (40, 10)):
        record_actual(system, measure=sales, period=SEPTEMBER, value=value, unit=team)
        record_actual(system, measure=sales, period=OCTOBER, value=value + 1, unit=team)
    return plan


def add_served_by_k1(plan, system):
    with act(system, "add") as running:
        added = add_objective(system, plan=plan, code="NEW", name="New", perspective=Perspective.objects.get(code="F"))
        set_contribution(system, parent=added, child=measure("k1"))
    return Change.objects.get(pk=running.id)


def value(plan, code, period):
    row = Score.objects.filter(node__plan=plan, node__kind="measure", period=period.start)
    return row.filter(node__unit__code=code).values_list("value", flat=True).first()


def test_a_unit_that_moves_counts_where_it_stood_then_and_where_it_stands_now(divided, system):
    before = scores(divided, SEPTEMBER, OCTOBER)
    change_unit(system, unit=Unit.objects.get(code="T1"), parent=Unit.objects.get(code="W"))
    for team, amount in (("T1", 42), ("T2", 12)):
        record_actual(system, measure=measure("sales"), period=NOVEMBER, value=amount, unit=Unit.objects.get(code=team))
    rescore_plan(divided)
    assert scores(divided, SEPTEMBER, OCTOBER) == before
    assert (value(divided, "E", OCTOBER), value(divided, "W", OCTOBER)) == (41.0, 11.0)
    assert (value(divided, "E", NOVEMBER), value(divided, "W", NOVEMBER)) == (None, 54.0)
    record_actual(system, measure=measure("sales"), period=OCTOBER, value=50, unit=Unit.objects.get(code="T1"))
    assert (value(divided, "E", OCTOBER), value(divided, "W", OCTOBER)) == (50.0, 11.0)
    assert differences(divided) == []


def test_a_unit_shows_in_the_past_what_it_held_then_and_today_only_what_it_holds(divided, system):
    change_unit(system, unit=Unit.objects.get(code="T1"), parent=Unit.objects.get(code="W"))
    record_actual(system, measure=measure("sales"), period=NOVEMBER, value=42, unit=Unit.objects.get(code="T1"))
    then = scorecard(system, divided, unit="E", period="2026-10")
    assert [(line.code, line.value) for line in then.lines if line.unit == "E"] == [("sales", 41.0)]
    assert scorecard(system, divided, unit="E", period="2026-11").lines == []


def test_moving_a_unit_back_in_the_same_period_leaves_no_trace(divided, system):
    before = list(Placement.objects.order_by("id").values_list("unit", "parent", "valid_from", "valid_to"))
    found = scores(divided, SEPTEMBER, OCTOBER)
    for code in ("W", "E"):
        change_unit(system, unit=Unit.objects.get(code="T1"), parent=Unit.objects.get(code=code))
    assert list(Placement.objects.order_by("id").values_list("unit", "parent", "valid_from", "valid_to")) == before
    assert scores(divided, SEPTEMBER, OCTOBER) == found


def test_a_unit_on_which_past_scores_rest_cannot_be_removed(divided, system):
    change_unit(system, unit=Unit.objects.get(code="T1"), parent=Unit.objects.get(code="W"))
    with pytest.raises(Invalid, match="E still holds"):
        remove_unit(system, unit=Unit.objects.get(code="E"))


def test_a_measure_taken_out_of_its_objective_still_counts_in_the_past(enterprise, system):
    before = scores(enterprise, SEPTEMBER, OCTOBER)
    remove_contribution(system, contribution=Contribution.objects.get(measure__code="k1"))
    record_actual(system, measure=measure("k2"), period=Period.parse("2026-03"), value=50)
    rescore_plan(enterprise)
    assert scores(enterprise, SEPTEMBER, OCTOBER) == before
    record_actual(system, measure=measure("k1"), period=SEPTEMBER, value=100)
    then = {line.code: line.score for line in scorecard(system, enterprise, period="2026-09").lines}
    assert (then["k1"], then["OF"]) == (100.0, 80.0)
    record_actual(system, measure=measure("k2"), period=NOVEMBER, value=50)
    assert "k1" not in codes(enterprise, system, NOVEMBER)
    assert differences(enterprise) == []


def test_the_years_of_the_oldest_measure_stay_when_it_leaves(enterprise, system):
    record_actual(system, measure=measure("k1"), period=Period.parse("2025-01"), value=50)
    before = scores(enterprise, Period.parse("2025-01"))
    remove_contribution(system, contribution=Contribution.objects.get(measure__code="k1"))
    record_actual(system, measure=measure("k2"), period=OCTOBER, value=71)
    assert scores(enterprise, Period.parse("2025-01")) == before


def test_an_objective_that_is_removed_stays_in_the_past_and_leaves_the_plan(enterprise, system):
    close_period(system, plan=enterprise, period=SEPTEMBER)
    before = scores(enterprise, SEPTEMBER, OCTOBER)
    remove_objective(system, objective=objective("OF"))
    record_actual(system, measure=measure("k3"), period=NOVEMBER, value=60)
    rescore_plan(enterprise)
    assert scores(enterprise, SEPTEMBER, OCTOBER) == before
    assert Score.objects.get(node__objective__code="OF", period=SEPTEMBER.start).closed_score == 70.0
    assert {"OF", "k1"} <= codes(enterprise, system, SEPTEMBER)
    assert "OF" not in codes(enterprise, system, NOVEMBER)
    assert not objectives_visible_to(system).filter(code="OF").exists()
    assert differences(enterprise) == []


def test_undoing_the_removal_brings_everything_back(enterprise, system):
    record_actual(system, measure=measure("k1"), period=NOVEMBER, value=60)
    before = scores(enterprise, SEPTEMBER, OCTOBER, NOVEMBER)
    remove_objective(system, objective=objective("OF"))
    assert scores(enterprise, SEPTEMBER, OCTOBER, NOVEMBER) != before
    undo(system, change=Change.objects.latest("id"))
    assert scores(enterprise, SEPTEMBER, OCTOBER, NOVEMBER) == before


def test_the_code_of_what_was_removed_stays_its_own(enterprise, system):
    remove_objective(system, objective=objective("OF"))
    with pytest.raises(Invalid, match="left the plan on 1 November 2026"):
        add_objective(system, plan=enterprise, code="of", name="Another")


def test_an_objective_that_never_had_a_score_leaves_no_node_behind(enterprise, system):
    added = add_objective(system, plan=enterprise, code="NEW", name="New")
    assert Node.objects.filter(objective=added).exists()
    remove_objective(system, objective=added)
    assert not Node.objects.filter(objective=added).exists()


def test_a_perspective_that_is_removed_stays_in_the_past(enterprise, system):
    before = scores(enterprise, SEPTEMBER, OCTOBER)
    remove_objective(system, objective=objective("OF"))
    remove_perspective(system, perspective=Perspective.objects.get(code="F"))
    rescore_plan(enterprise)
    assert scores(enterprise, SEPTEMBER, OCTOBER) == before
    assert "F" in codes(enterprise, system, OCTOBER)
    with pytest.raises(Invalid, match="Objectives stand in C"):
        remove_perspective(system, perspective=Perspective.objects.get(code="C"))


def test_an_addition_on_which_official_scores_rest_cannot_be_undone(enterprise, system):
    addition = add_served_by_k1(enterprise, system)
    close_period(system, plan=enterprise, period=SEPTEMBER)
    with pytest.raises(Conflict, match="Official scores of September 2026"):
        undo(system, change=addition)
    assert objective("NEW").name == "New"


def test_an_addition_of_an_earlier_period_cannot_be_undone_as_scores_since_rest_on_it(enterprise, system):
    addition = add_served_by_k1(enterprise, system)
    with clock.fixed(datetime(2027, 1, 5, tzinfo=UTC)):
        record_actual(system, measure=measure("k1"), period=Period.parse("2026-12"), value=60)
        with pytest.raises(Conflict, match="since November 2026"):
            undo(system, change=addition)


def test_an_addition_of_today_can_be_undone(enterprise, system):
    before = scores(enterprise, SEPTEMBER, OCTOBER)
    undo(system, change=add_served_by_k1(enterprise, system))
    assert scores(enterprise, SEPTEMBER, OCTOBER) == before
    assert not Objective.everything.filter(code="NEW").exists()


def test_undoing_the_move_of_a_unit_finds_the_scores_of_this_period_again(divided, system):
    sales, team = measure("sales"), Unit.objects.get(code="T1")
    for code, amount in (("T1", 42), ("T2", 12)):
        record_actual(system, measure=sales, period=NOVEMBER, value=amount, unit=Unit.objects.get(code=code))
    before = scores(divided, SEPTEMBER, OCTOBER, NOVEMBER)
    change_unit(system, unit=team, parent=Unit.objects.get(code="W"))
    assert value(divided, "W", NOVEMBER) == 54.0
    undo(system, change=Change.objects.latest("id"))
    assert scores(divided, SEPTEMBER, OCTOBER, NOVEMBER) == before
    assert differences(divided) == []


def test_what_served_a_private_objective_stays_hidden_when_the_objective_leaves(enterprise, system, vera):
    viewer = Actor.of(vera, "web")
    Objective.objects.filter(code="OF").update(visibility="private")
    assert not measures_visible_to(viewer).filter(code="k1").exists()
    remove_objective(system, objective=objective("OF"))
    assert not measures_visible_to(viewer).filter(code="k1").exists()
    assert not nodes_ever_visible_to(viewer).filter(measure__code="k1").exists()
    assert not contributions_visible_to(system).filter(measure__code="k1").exists(), "it counts for nothing any more"
    undo(system, change=Change.objects.latest("id"))
    assert contributions_visible_to(system).filter(measure__code="k1").exists()


def test_a_weight_from_an_earlier_day_ends_what_was_to_follow_there(year_world, november, system):
    parent = Objective.objects.get(code="OC")
    row = parent.contributions.get(measure__code="k3")
    set_weights(system, parent=parent, weights={row.pk: 5.0})
    set_weights(system, parent=parent, weights={row.pk: 7.0}, effective_on=date(2026, 8, 15))
    edges = Edge.objects.filter(parent__objective=parent, child__measure__code="k3").order_by("valid_from")
    assert list(edges.values_list("weight", "valid_from", "valid_to")) == [
        (7.0, date(2026, 8, 1), None),
        (2.0, None, date(2026, 8, 1)),
    ]
    assert differences(parent.plan) == []


def test_a_measure_with_a_past_that_begins_to_count_is_scored_for_it(year_world, november, system):
    parent = Objective.objects.get(code="OP")
    set_contribution(system, parent=parent, child=Measure.objects.get(code="k1"))
    fresh = create_plan(system, code="S", name="Second", position=9)
    objective = add_objective(system, plan=fresh, code="SO", name="Elsewhere")
    for code in ("k2", "k3"):
        set_contribution(system, parent=objective, child=Measure.objects.get(code=code))
    assert [differences(plan) for plan in Plan.objects.all()] == [[], []]
