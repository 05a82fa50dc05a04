"""What units gave to a score of the whole and how they moved it: exact, whatever the plan, and from a unit back to it."""

import random
from collections import defaultdict

import pytest
from tests.measures.a_target import set_target

from hoshin.accounts.access import Actor
from hoshin.audit.services import act
from hoshin.base.periods import Period
from hoshin.measures.models import Measure, Target
from hoshin.measures.services import change_measure, record_actual
from hoshin.org.models import Unit
from hoshin.scorecards.models import Edge, Node, Score
from hoshin.scorecards.selectors import by_units, node_of
from hoshin.scorecards.services import close_period, rescore_plan
from hoshin.strategy import services
from hoshin.strategy.models import Objective, Perspective, Plan

pytestmark = [pytest.mark.django_db, pytest.mark.sql]
SEPTEMBER, OCTOBER = Period.parse("2026-09"), Period.parse("2026-10")


@pytest.fixture
def plan(held_world, november):
    return Plan.objects.get(code="P")


def record(system, code, unit, period=OCTOBER, **said):
    record_actual(
        system, measure=Measure.objects.get(code=code), unit=Unit.objects.get(code=unit), period=period, **said
    )


def split(system, code, kind, unit=None, **asked):
    """The split of a score, in which everything adds up."""
    found = by_units(system, node_of(system, code, kind=kind, unit=unit), period="2026-10", **asked)
    rows = [*found.units, *(one for one in (found.rest, found.apart, found.weights, found.unseen) if one is not None)]
    if found.after is not None:
        assert sum(row.points for row in rows) == pytest.approx(found.after, abs=1e-8)
        if found.before is not None:
            moved = sum(row.moved for row in rows)
            assert moved == pytest.approx(found.after - found.before, abs=1e-8)
    return found


def points(found):
    return {gift.code: gift.points for gift in found.units}


def moved(found):
    return {gift.code: gift.moved for gift in found.units}


def test_a_sum_is_given_by_who_brought_it(system, plan):
    """Sales 40 + 30 of 100, loans 80 + 30, capped at 100: of that North, which has both branches, gave all."""
    grown = split(system, "grow", "objective")
    assert points(grown) == pytest.approx({"north": 85.0})
    assert moved(grown) == pytest.approx({"north": 15.0})
    north = split(system, "grow", "objective", "north")
    assert points(north) == pytest.approx({"oslo": 20 + 50 * 80 / 110, "bodo": 15 + 50 * 30 / 110})
    assert moved(north)["oslo"] > 0


def test_a_mean_is_given_by_all_alike(system, plan):
    cared = split(system, "care", "objective")
    assert points(cared) == pytest.approx({"north": 27.5, "online": 25.0})
    assert [gift.share for gift in cared.units] == pytest.approx([0.5, 0.5])
    assert moved(cared) == pytest.approx({"north": 5.0, "online": 5.0})


def test_from_the_whole_to_a_branch_and_back(system, plan):
    whole = split(system, "P", "plan")
    assert whole.above is None
    north = next(gift for gift in whole.units if gift.code == "north")
    assert (north.line.kind, north.line.code) == ("unit", "north")
    below = split(system, "north", "unit")
    assert below.above.gift == north
    assert (below.above.line.kind, below.above.line.score) == ("plan", whole.after)
    oslo = next(gift for gift in below.units if gift.code == "oslo")
    back = split(system, "oslo", "unit")
    assert back.units == []
    assert (back.above.line, back.above.gift) == (below.line, oslo)


def test_who_began_to_report_moved_a_mean_by_what_it_has_beyond_the_others(system, plan):
    """Loans of North by score: Oslo 80, Bodo 30; Online comes with 100 and only in October."""
    change_measure(system, measure=Measure.objects.get(code="nps"), is_from_beginning=True, roll_up="score")
    record(system, "nps", "oslo", value=100.0)
    cared = split(system, "care", "objective")
    assert points(cared) == pytest.approx({"north": 95.0 / 2, "online": 25.0})
    assert split(system, "care", "objective", "north").units[0].code == "oslo"


def test_weights_of_a_ratio_are_what_stands_below_it(system, plan):
    nps = Measure.objects.get(code="nps")
    change_measure(system, measure=nps, is_from_beginning=True, aggregation="ratio", across_units="ratio")
    for period, parts in ((SEPTEMBER, (30, 60, 10)), (OCTOBER, (40, 60, 20))):
        for unit, part in zip(("oslo", "bodo", "online"), parts):
            record(system, "nps", unit, period, numerator=part, denominator=100.0 if unit != "online" else 300.0)
    cared = split(system, "care", "objective")
    assert cared.apart is None
    shares = {gift.code: gift.share for gift in cared.units}
    assert shares == pytest.approx({"north": 0.4, "online": 0.6})


def test_a_value_of_the_whole_is_of_no_unit(system, plan):
    record_actual(system, measure=Measure.objects.get(code="sales"), period=OCTOBER, value=60.0)
    grown = split(system, "grow", "objective")
    assert grown.apart.points == pytest.approx(30.0)
    assert points(grown) == pytest.approx({"north": 50.0})


def test_targets_of_units_say_how_much_each_counts(system, plan):
    """methods.md 1.11: A 900 of 1,000 and B 130 of 100 are 93.6 % of the target together."""
    sales = Measure.objects.get(code="sales")
    with act(system, "targets"):
        Target.objects.filter(measure=sales).delete()
    for unit, target, value in (("north", 1000, 900), ("online", 100, 130)):
        set_target(system, measure=sales, unit=Unit.objects.get(code=unit), target=target)
        record(system, "sales", unit, value=float(value))
    rescore_plan(plan)
    sold = split(system, "sales", "measure")
    assert sold.after == pytest.approx(93.636, abs=1e-3)
    assert points(sold) == pytest.approx({"north": 81.818, "online": 11.818}, abs=1e-3)
    assert [gift.share for gift in sold.units] == pytest.approx([1000 / 1100, 100 / 1100])


def test_hidden_parts_are_one_remainder(system, plan, vera):
    lend = Objective.objects.get(code="lend")
    services.change_objective(system, objective=lend, visibility="private")
    who = Actor.of(vera, "web")
    found = split(who, "P", "plan")
    assert found.unseen.points > 0
    assert [gift.code for gift in found.units] == ["north", "online"]
    told = split(system, "P", "plan")
    assert told.unseen is None
    assert told.after == found.after


def test_official_figures_are_split_as_they_were(system, plan):
    close_period(system, plan=plan, period=OCTOBER)
    record(system, "nps", "online", value=90.0)
    cared = split(system, "care", "objective")
    assert cared.after == pytest.approx(52.5)
    assert points(cared) == pytest.approx({"north": 27.5, "online": 25.0})


def drawn(system, plan, seed, **said):
    """Values by chance, and measures that say this, or something by chance."""
    chance = random.Random(seed)
    for measure in Measure.objects.all():
        across, way = chance.choice(["sum", "mean", "min", "max"]), chance.choice(["higher", "lower"])
        by_chance = {"across_units": across, "direction": way, "roll_up": chance.choice(["raw", "score"])}
        change_measure(system, measure=measure, is_from_beginning=True, **(by_chance | said))
        for unit in ("north", "oslo", "bodo", "online"):
            for period in (SEPTEMBER, OCTOBER):
                if chance.random() < 0.6:
                    record(system, measure.code, unit, period, value=float(chance.randint(1, 150)))
    weights = [(Perspective.objects.get(code="C"), 5.0)]
    services.set_unit_weights(system, unit=Unit.objects.get(code="north"), weights=weights, effective_on=OCTOBER.start)
    return chance


@pytest.mark.parametrize("seed", range(3))
def test_whatever_is_edited_everything_adds_up(system, plan, seed):
    chance = drawn(system, plan, seed)
    for objective in Objective.objects.all():
        way = chance.choice(["mean", "min", "geomean", "product"])
        services.change_objective(system, objective=objective, aggregator=way)
    for kind, code, unit in TOPS:
        split(system, code, kind, unit)


TOPS = (
    ("plan", "P", None),
    ("perspective", "F", None),
    ("objective", "grow", None),
    ("measure", "nps", None),
    ("unit", "north", None),
    ("objective", "grow", "north"),
    ("perspective", "F", "north"),
)


def walked(node, nodes, edges, scores, rate=1.0):
    """The points of each unit by walking every way down to the first node of a unit, one after the other."""
    if nodes[node].unit_id:
        return [(nodes[node].unit_id, rate * scores[node])]
    parts = [(child, weight) for child, weight in edges.get(node, ()) if scores.get(child) is not None]
    total = sum(weight for _, weight in parts)
    return [given for child, weight in parts for given in walked(child, nodes, edges, scores, rate * weight / total)]


def test_what_is_rolled_up_by_scores_is_split_as_by_a_walk(system, plan):
    drawn(system, plan, 11, roll_up="score")
    nodes = {node.pk: node for node in Node.objects.filter(plan=plan)}
    edges = defaultdict(list)
    for edge in Edge.objects.filter(parent__plan=plan, valid_to=None):
        edges[edge.parent_id].append((edge.child_id, edge.weight))
    scores = dict(Score.objects.filter(node__plan=plan, period=OCTOBER.start).values_list("node", "score"))
    by_hand = defaultdict(float)
    for unit, given in walked(next(pk for pk in nodes if nodes[pk].kind == "plan"), nodes, edges, scores):
        by_hand[unit] += given
    found = split(system, "P", "plan")
    codes = dict(Unit.objects.values_list("code", "pk"))
    assert {codes[code]: given for code, given in points(found).items()} == pytest.approx(dict(by_hand), abs=1e-9)
