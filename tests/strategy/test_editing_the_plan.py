"""Olga edits the plan, from perspectives to what serves what."""

import pytest

from hoshin.accounts.access import Actor
from hoshin.base import clock, events
from hoshin.base.errors import Conflict, Denied, Invalid, NotFound
from hoshin.base.finding import found
from hoshin.measures.models import Measure
from hoshin.org.models import Person, Unit
from hoshin.strategy import services
from hoshin.strategy.events import StructureChanged
from hoshin.strategy.models import Contribution, Objective
from hoshin.strategy.outline import feeding, serving
from hoshin.strategy.policies import objectives_visible_to
from hoshin.strategy.selectors import causal_links, objective_by_code, plan_by_code

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(office):
    return services.create_plan(office, code="PLAN", name="Strategy", values=["Care; Dare", " "])


@pytest.fixture
def perspectives(office, plan):
    return [services.add_perspective(office, plan=plan, code=code, name=code) for code in ("FIN", "CUS")]


@pytest.fixture
def objectives(office, plan, perspectives):
    return [
        services.add_objective(office, plan=plan, code=code, name=f"Objective {code}", perspective=perspectives[0])
        for code in "ABC"
    ]


@pytest.fixture
def heard(monkeypatch):
    """What the apps above hear."""
    news = []
    monkeypatch.setitem(events._subscribers, StructureChanged, [news.extend])
    return news


def order(plan):
    return list(Objective.objects.filter(plan=plan).order_by("position").values_list("code", flat=True))


def test_values_are_kept_apart(plan):
    assert plan.values == ["Care", "Dare"]


def test_circles_are_refused_in_words(office, objectives):
    a, b, c = objectives
    services.set_contribution(office, parent=b, child=a)
    services.set_contribution(office, parent=c, child=b)
    with pytest.raises(Invalid, match="A serves B serves C serves A"):
        services.set_contribution(office, parent=a, child=c)
    assert Contribution.objects.count() == 2
    with pytest.raises(Invalid):
        services.set_contribution(office, parent=a, child=a)


def test_a_contribution_is_set_changed_and_removed(office, objectives, plan, heard):
    a, b, _ = objectives
    revenue = Measure.objects.create(code="REV", name="Revenue")
    heard.clear()
    first = services.set_contribution(office, parent=a, child=revenue, weight=2)
    again = services.set_contribution(office, parent=a, child=revenue, weight=3, kind="aligns", version=1)
    assert (again.pk, again.weight, again.kind, again.version) == (first.pk, 3.0, "aligns", 2)
    services.set_contribution(office, parent=a, child=revenue, weight=3, kind="aligns")
    assert [event.plan_id for event in heard] == [plan.pk] * 2
    with pytest.raises(Invalid):
        services.set_contribution(office, parent=a, child=revenue, weight=-1)
    with pytest.raises(Conflict):
        services.remove_contribution(office, contribution=again, version=1)
    services.remove_contribution(office, contribution=again, version=2)
    assert not Contribution.objects.exists()
    services.set_contribution(office, parent=a, child=b)


def test_weights_of_siblings_in_one_step(office, objectives, heard):
    a, b, c = objectives
    rows = [services.set_contribution(office, parent=a, child=child) for child in (b, c)]
    heard.clear()
    services.set_weights(office, parent=a, weights={rows[0].pk: 3, rows[1].pk: 0.5}, versions={rows[0].pk: 1})
    assert list(a.contributions.values_list("weight", flat=True)) == [3.0, 0.5]
    assert len(heard) == 1
    with pytest.raises(Conflict):
        services.set_weights(office, parent=a, weights={rows[0].pk: 1, rows[1].pk: 9}, versions={rows[0].pk: 1})
    with pytest.raises(Conflict, match="no longer serve"):
        services.set_weights(office, parent=a, weights={0: 1})
    assert list(a.contributions.values_list("weight", flat=True)) == [3.0, 0.5]


def test_lists_are_put_in_order(office, plan, perspectives, objectives):
    services.reorder_perspectives(office, plan=plan, ids=[perspectives[1].pk, perspectives[0].pk])
    assert list(plan.perspectives.order_by("position").values_list("code", flat=True)) == ["CUS", "FIN"]
    services.reorder_objectives(office, perspective=perspectives[0], ids=[o.pk for o in reversed(objectives)])
    assert order(plan) == ["C", "B", "A"]
    with pytest.raises(Invalid, match="changed meanwhile"):
        services.reorder_perspectives(office, plan=plan, ids=[perspectives[0].pk])


def test_a_perspective_with_objectives_stays(office, perspectives, objectives):
    with pytest.raises(Invalid, match="Move or remove"):
        services.remove_perspective(office, perspective=perspectives[0])
    services.remove_perspective(office, perspective=perspectives[1])


def test_plans_do_not_mix(office, perspectives, objectives):
    other = services.create_plan(office, code="OTHER", name="Other")
    stranger = services.add_objective(office, plan=other, code="X", name="Stranger")
    for attempt in (
        lambda: services.set_contribution(office, parent=objectives[0], child=stranger),
        lambda: services.add_causal_link(office, cause=objectives[0], effect=stranger),
        lambda: services.change_objective(office, objective=stranger, perspective=perspectives[0]),
    ):
        with pytest.raises(Invalid, match="different plans"):
            attempt()
    services.remove_plan(office, plan=other)
    assert not Objective.objects.filter(code="X").exists()


def test_causal_links_may_run_in_circles(office, plan, objectives):
    a, b, _ = objectives
    link = services.add_causal_link(office, cause=a, effect=b, lag_months=3)
    services.add_causal_link(office, cause=b, effect=a)
    services.change_causal_link(office, link=link, version=1, note="Because")
    assert [(row.cause.code, row.effect.code, row.note) for row in causal_links(office, plan)] == [
        ("A", "B", "Because"),
        ("B", "A", ""),
    ]
    services.remove_causal_link(office, link=link)
    with pytest.raises(Invalid):
        services.add_causal_link(office, cause=a, effect=a)


def test_a_new_weight_is_news_and_a_new_name_is_not(office, plan, objectives, heard):
    heard.clear()
    services.change_objective(office, objective=objectives[0], name="Grow")
    assert heard == []
    services.change_objective(office, objective=objectives[0], weight=2)
    services.change_plan(office, plan=plan, green_from=80)
    assert heard == [StructureChanged(plan.pk), StructureChanged(plan.pk, clock.today(), has_new_rules=True)]
    with pytest.raises(Invalid):
        services.change_plan(office, plan=plan, green_from=10)


def test_a_private_objective_is_seen_by_its_owner_and_the_office(office, carl, vera, plan, objectives):
    owner = Person.objects.create(employee_id="1", name="Carl", user=carl)
    a, b, _ = objectives
    services.change_objective(office, objective=a, visibility="private", owner=owner)
    services.set_contribution(office, parent=b, child=a)
    services.add_causal_link(office, cause=a, effect=b)
    mine, theirs = Actor.of(carl, "web"), Actor.of(vera, "web")
    assert objectives_visible_to(mine).count() == objectives_visible_to(office).count() == 3
    assert [row.code for row in objectives_visible_to(theirs).order_by("code")] == ["B", "C"]
    with pytest.raises(NotFound) as caught:
        objective_by_code(theirs, "A")
    assert "Objective A" not in str(caught.value)
    assert causal_links(theirs, plan) == []
    [level] = feeding(theirs, plan, {}, loose=None).values()
    assert [row.code for row in level.rows] == ["B", "C"]
    assert serving(theirs, {}, plan=plan) == {}
    assert [answer.code for answer in found(theirs, "Objective")] == ["B", "C"]
    assert len(found(mine, "Objective")) == 3


def test_one_search_for_everything(office, objectives, django_assert_num_queries):
    Measure.objects.create(code="OBJ-1", name="Revenue", unit_of_measure="EUR")
    Unit.objects.create(code="U", name="Objects and things")
    Person.objects.create(employee_id="7", name="Olaf Objer", title="Clerk")
    # One for all kinds, and what begins, sets up and ends the transaction in which it runs.
    with django_assert_num_queries(5):
        answers = found(office, "obj")
    assert {(answer.kind, answer.code) for answer in answers} >= {
        ("objective", "A"),
        ("measure", "OBJ-1"),
        ("unit", "U"),
        ("person", "7"),
    }
    assert found(office, "obj-1")[0].code == "OBJ-1"
    assert found(office, "") == []


@pytest.mark.parametrize("who", ["carl", "vera"])
def test_others_may_look_but_not_touch(request, plan, objectives, who):
    actor = Actor.of(request.getfixturevalue(who), "web")
    for attempt in (
        lambda: services.create_plan(actor, code="X", name="X"),
        lambda: services.change_objective(actor, objective=objectives[0], name="Mine"),
        lambda: services.set_contribution(actor, parent=objectives[0], child=objectives[1]),
        lambda: services.add_causal_link(actor, cause=objectives[0], effect=objectives[1]),
    ):
        with pytest.raises(Denied):
            attempt()
    assert plan_by_code(actor, "plan") == plan
