"""What if: the scores that one would get by really recording it, to the bit, and what each thing adds to the move."""

import random
from datetime import UTC, datetime
from urllib.parse import urlencode

import pytest
from django.db import transaction
from tests.api.conftest import Program
from tests.measures.a_target import set_target

from hoshin.accounts.access import Actor
from hoshin.accounts.services import create_token
from hoshin.base import clock
from hoshin.base.errors import Invalid
from hoshin.base.periods import Period
from hoshin.initiatives.services import add_initiative
from hoshin.measures.models import Measure, Target
from hoshin.measures.services import define_measure, record_actual
from hoshin.scenarios.assembly.asking import asked, shares_of
from hoshin.scenarios.assembly.overlaying import parts_of, target_to_set
from hoshin.scenarios.rows import Assumption, AssumptionRow, ChangeKind
from hoshin.scenarios.selectors import assumptions_of, what_if
from hoshin.scorecards.assembly.specs import spec_of
from hoshin.scorecards.assembly.targets import target_rows
from hoshin.scorecards.missing import asked_in
from hoshin.scorecards.models import Node, Score
from hoshin.strategy.models import Contribution, Objective, Plan
from hoshin.strategy.services import add_objective, set_contribution

pytestmark = [pytest.mark.django_db, pytest.mark.sql]
OCTOBER = Period.parse("2026-10")


def measure(code):
    return Measure.objects.get(code=code)


def value(code, number):
    return Assumption(ChangeKind.VALUE, number, measure=measure(code))


def node(kind, code, plan="E"):
    return Node.objects.filter(plan__code=plan).get(kind=kind, unit=None, **{f"{kind}__code": code}).pk


def test_the_vector_of_the_method(enterprise):
    """k3 from 65 to 80 raises C by 10.0 and E by 3.0."""
    plan = Plan.objects.get(code="E")
    found = asked(plan, OCTOBER, [value("k3", 80)])
    moved = {one: found.after[one].score - found.before[one].score for one in found.reached}
    assert moved[node("objective", "OC")] == pytest.approx(10.0)
    assert moved[node("plan", "E")] == pytest.approx(3.0)
    assert found.after[node("plan", "E")].score == pytest.approx(76.0)
    told = shares_of(found, node("plan", "E"))
    assert [(one.kind, one.assumption) for one in told.shares] == [("assumption", 0)]
    assert told.shares[0].points == pytest.approx(3.0)
    assert Score.objects.get(node=node("plan", "E"), period=OCTOBER.start).score == pytest.approx(73.0)


def test_a_missing_leaf_that_is_given_a_value_is_told_apart(enterprise):
    plan = Plan.objects.get(code="E")
    found = asked(plan, OCTOBER, [value("k5", 40)])
    told = shares_of(found, node("plan", "E"))
    assert {one.kind for one in told.shares} == {"coverage"}
    assert sum(one.points for one in told.shares) == pytest.approx(told.after - told.before, abs=1e-9)


def test_value_and_target_of_one_measure_are_split(enterprise):
    plan = Plan.objects.get(code="E")
    both = [value("k3", 80), Assumption(ChangeKind.TARGET, 200.0, measure=measure("k3"))]
    told = shares_of(asked(plan, OCTOBER, both), node("plan", "E"))
    # 65 of 100 to 80 of 200: the value alone 65 → 80 of 100 and 32.5 → 40 of 200; of the top a fifth of that.
    assert {one.assumption: one.points for one in told.shares} == pytest.approx({0: 0.2 * 11.25, 1: 0.2 * -36.25})
    assert told.residual == pytest.approx(0.0, abs=1e-12)


def test_weights_are_told_by_what_they_move(enterprise):
    plan = Plan.objects.get(code="E")
    heavier = Assumption(ChangeKind.WEIGHT, 5.0, measure=measure("k4"), parent=Objective.objects.get(code="OC"))
    told = shares_of(asked(plan, OCTOBER, [heavier, value("k1", 90)]), node("plan", "E"))
    assert {one.assumption for one in told.shares} == {0, 1}
    assert sum(one.points for one in told.shares) == pytest.approx(told.after - told.before, abs=1e-9)


@pytest.mark.parametrize("seed", range(3))
def test_it_is_what_recording_it_would_give(charted_world, system, november, seed):
    compare_at_random("E", OCTOBER, system, random.Random(seed))


def test_it_is_so_for_measures_that_many_units_hold(held_world, system, november):
    for plan in Plan.objects.all():
        latest = Score.objects.filter(node__plan=plan, score__isnull=False).order_by("-period").first()
        compare_at_random(plan.code, Period(plan.period_frequency, latest.period), system, random.Random(7))


def test_it_is_so_for_formulas_and_windows(generated_world, system, november):
    plan = Plan.objects.first()
    latest = Score.objects.filter(node__plan=plan, score__isnull=False).order_by("-period").first()
    compare_at_random(plan.code, Period(plan.period_frequency, latest.period), system, random.Random(11))


def compare_at_random(code, period, system, chance):
    """A few assumptions drawn at random, asked, then written and taken back: every score above is the same."""
    plan = Plan.objects.get(code=code)
    assumptions = drawn(plan, period, chance)
    found = asked(plan, period, assumptions)
    expected = {one: row.score for one, row in found.after.items()}
    for top in found.reached:
        told = shares_of(found, top)
        if told.before is not None and told.after is not None:
            assert sum(one.points for one in told.shares) == pytest.approx(told.after - told.before, abs=1e-9)
    with transaction.atomic():
        for one in assumptions:
            written(system, one, period)
        stored = dict(Score.objects.filter(node__plan=plan, period=period.start).values_list("node", "score"))
        transaction.set_rollback(True)
    assert {one: stored.get(one) for one in expected} == expected
    before = dict(Score.objects.filter(node__plan=plan, period=period.start).values_list("node", "score"))
    moved = {one for one in stored if stored[one] != before.get(one)}
    assert moved <= set(expected)


def drawn(plan, period, chance):
    rows = list(Node.objects.filter(plan=plan, kind="measure").select_related("measure", "unit").order_by("pk"))
    plain = [row for row in rows if not row.measure.formula]
    found = []
    for row in chance.sample(plain, min(3, len(plain))):
        found.append(Assumption(ChangeKind.VALUE, chance.uniform(1, 120), measure=row.measure, unit=row.unit))
    for row in chance.sample(plain, min(2, len(plain))):
        targets = row.measure.targets.filter(unit=row.unit)
        if targets.exists() and all(one.target is not None and one.low is None for one in targets):
            found.append(Assumption(ChangeKind.TARGET, chance.uniform(50, 150), measure=row.measure, unit=row.unit))
    served = Contribution.objects.filter(parent__plan=plan, kind="contributes").select_related("parent")
    for row in chance.sample(list(served), min(2, len(served))):
        one = Assumption(
            ChangeKind.WEIGHT,
            chance.choice([0.5, 2.0, 3.5]),
            parent=row.parent,
            measure=row.measure,
            objective=row.objective,
        )
        try:
            parts_of(plan, period, [one])
        except Invalid:
            continue
        found.append(one)
    return found


def written(system, one, period):
    match one.kind:
        case ChangeKind.VALUE:
            when = asked_in(period, one.measure.period_frequency)
            record_actual(system, measure=one.measure, period=when, unit=one.unit, value=one.number)
        case ChangeKind.TARGET:
            stored = target_rows(one.measure.targets.all())
            spec = spec_of(one.measure)
            row, (_measure, _unit, start, frequency) = target_to_set(
                spec, one.unit.pk if one.unit else None, period, stored
            )
            numbers = dict(zip(Target.VALUES, row[4:])) if row else {}
            numbers["target"] = one.number
            set_target(
                system,
                measure=one.measure,
                unit=one.unit,
                period=Period(frequency, start),
                **{name: number for name, number in numbers.items() if number is not None},
            )
        case _:
            set_contribution(system, parent=one.parent, child=one.thing, weight=one.number, effective_on=period.start)


def test_who_sees_less_is_not_told_what_they_could_find_out_by_trying(enterprise, system, vera):
    """A single hidden part of an objective: no move of it, and none above, may be tried out."""
    with clock.fixed(datetime(2026, 8, 10, tzinfo=UTC)):
        above = Objective.objects.get(code="OF")
        hidden = add_objective(system, plan=enterprise, code="PRIV", name="Hidden", visibility="private")
        set_contribution(system, parent=above, child=hidden, weight=2.0)
        own = define_measure(system, code="mp", name="Hidden measure")
        set_target(system, measure=own, baseline=0, target=100)
        set_contribution(system, parent=hidden, child=own)
    record_actual(system, measure=own, period=OCTOBER, value=30)
    viewer = Actor.of(vera, "web")
    found = what_if(viewer, enterprise, [value("k1", 90)], period="2026-10")
    told = {(one.line.kind, one.line.code): one.is_told for one in found.moved}
    assert told == {
        ("plan", "E"): False,
        ("perspective", "F"): False,
        ("objective", "OF"): False,
        ("measure", "k1"): True,
    }
    assert all(one.after is None for one in found.moved if not one.is_told)
    assert found.top.line.code == "k1"
    elsewhere = what_if(viewer, enterprise, [value("k3", 90)], period="2026-10")
    assert all(one.is_told for one in elsewhere.moved)
    office = what_if(system, enterprise, [value("k1", 90)], period="2026-10")
    assert all(one.is_told for one in office.moved)
    unseen = what_if(viewer, enterprise, [value("mp", 90)], period="2026-10")
    assert [one.line for one in unseen.assumed] == [None]
    assert {one.line.code for one in unseen.moved if one.is_told} == set()


def test_an_effect_moves_all_measures_below_by_a_share_of_their_gap(enterprise, system):
    initiative = add_initiative(system, name="Answer sooner", code="I1")
    effect = Assumption(ChangeKind.EFFECT, 0.5, objective=Objective.objects.get(code="OC"), initiative=initiative)
    found = what_if(system, enterprise, [effect, value("k3", 65)], period="2026-10")
    after = {one.line.code: one.after for one in found.moved}
    assert after["OC"] == pytest.approx((2 * 65 + 87.5) / 3)
    assert sum(found.points.values()) == pytest.approx(found.top.moved)


def test_what_cannot_be_is_named(enterprise, system):
    for row, field in (
        (AssumptionRow("value", float("nan"), measure="k1"), "number"),
        (AssumptionRow("wish", 1.0, measure="k1"), "kind"),
        (AssumptionRow("value", 1.0), "measure"),
        (AssumptionRow("weight", -1.0, measure="k1", within="OF"), "number"),
        (AssumptionRow("weight", 1.0, measure="k1"), "within"),
        (AssumptionRow("effect", 2.0, objective="OF", initiative="I1"), "number"),
        (AssumptionRow("target", 2.0, measure="k1", column="wish"), "column"),
    ):
        with pytest.raises(Invalid) as caught:
            assumptions_of(system, [row])
        assert caught.value.problems[0].field == field
    with pytest.raises(Invalid):
        assumptions_of(system, [AssumptionRow("value", 1.0, measure="k1"), AssumptionRow("value", 2.0, measure="k1")])
    rows = assumptions_of(system, [AssumptionRow("weight", 1.0, measure="k1", within="OC")])
    with pytest.raises(Invalid):
        what_if(system, enterprise, rows)


def test_however_much_is_assumed_little_is_read(enterprise, system, client, olga, django_assert_max_num_queries):
    """Each further assumption about a measure doubles what is computed, and reads nothing more."""
    initiative = add_initiative(system, name="Answer sooner", code="I1")
    client.force_login(olga, backend="hoshin.notices.signed_in.WithUnread")
    about = {
        "value/k3": 80,
        "target/k3": 200,
        "value/k1": 90,
        "target/k1": 110,
        "weight/measure/k4/OC": 5,
        f"effect/{initiative.code}/OF": 20,
    }
    address = "/what-if?" + urlencode({"plan": "E", "a": list(about), "n": list(about.values())}, doseq=True)
    client.get(address)
    with django_assert_max_num_queries(15):
        answer = client.get(address)
    assert answer.content.decode().count('<td class="num delta keep">') > len(about)
    with django_assert_max_num_queries(15):
        assert client.get("/what-if/levers?plan=E").status_code == 200


def test_programs_ask_in_one_call(enterprise, vera, client):
    body = {
        "plan": "E",
        "period": "2026-10",
        "assumptions": [{"kind": "value", "measure": "k3", "number": 80}],
    }
    program = Program(client, create_token(Actor.of(vera, "web"), name="p")[1])
    answer = program.post("/what-if", body).json()
    assert answer["top"]["code"] == "E"
    assert answer["top"]["moved"] == pytest.approx(3.0)
    assert answer["assumptions"][0]["now"] == 65
