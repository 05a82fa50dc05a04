"""What serves what, as a tree that loads as it opens and as shares of people's weight; and where it breaks."""

from datetime import date

import pytest
from tests.okrs.goals import written

from hoshin.accounts.access import Actor
from hoshin.okrs.models import Commitment
from hoshin.okrs.rows import KeyResultDraft
from hoshin.okrs.selectors.alignment import matrix, plans_with_goals_first, serving
from hoshin.okrs.selectors.gaps import childless, orphans, overloaded
from hoshin.okrs.services import drop_goal
from hoshin.org.models import Person, Unit
from hoshin.org.services import add_person, add_unit, change_person
from hoshin.strategy.models import Objective, Plan
from hoshin.strategy.services import add_objective, create_plan

pytestmark = [pytest.mark.django_db, pytest.mark.sql]


@pytest.fixture
def plan(supplied_world, november):
    return Plan.objects.get(code="E")


def goal(office, person, serves, name="A goal"):
    return written(
        office, person=person, serves=serves, name=name, key_results=[KeyResultDraft("Steps", 0, 1)]
    ).objective


@pytest.fixture
def team(plan, office):
    """North has Carl and a team with Ben and Ann below it; GROW, COST and SECRET stand in the perspective."""
    north, growth = Unit.objects.get(code="NORTH"), Objective.objects.get(code="GROW")
    below = add_unit(office, code="TEAM", name="Team", parent=north)
    cost = add_objective(office, plan=plan, code="CUT", name="Cut", perspective=growth.perspective)
    secret = Objective.objects.get(code="SECRET")
    carl = Person.objects.get(employee_id="P1")
    ben = add_person(office, employee_id="P2", name="Ben", unit=below)
    ann = add_person(office, employee_id="P3", name="Ann", unit=below)
    # Carl: 3 to GROW, 1 to CUT. Ben: half to Carl's goal, half to nothing. Ann: to what is private.
    own = goal(office, carl, {growth: 3.0, cost: 1.0}, "Carl's")
    goal(office, ben, {own: 2.0}, "Ben's")
    loose = goal(office, ben, {}, "Loose")
    loose.weight = 2.0
    Objective.objects.filter(pk=loose.pk).update(weight=2.0)
    goal(office, ann, {secret: 1.0}, "Ann's")
    return {"north": north, "team": below, "grow": growth, "cut": cost, "own": own, "loose": loose}


def test_it_opens_on_a_plan_that_has_goals(plan, team, office):
    create_plan(office, code="NEW", name="Without goals")
    Plan.objects.filter(code="E").update(position=7)
    assert [one.code for one in plans_with_goals_first(office)] == ["E", "NEW"]
    for one in Commitment.objects.all():
        drop_goal(office, commitment=one)
    assert [one.code for one in plans_with_goals_first(office)] == ["NEW", "E"]


def test_each_persons_weight_is_followed_up_to_the_plan(plan, team, office, vera):
    top = matrix(office, plan)
    [north] = top.rows
    grow, cut, secret = (Objective.objects.get(code=code).pk for code in ("GROW", "CUT", "SECRET"))
    # Three people: Carl 0.75 and 0.25; Ben half of that; Ann all to what is private.
    assert (north.unit, north.people) == (team["north"], 3)
    assert north.shares[grow] == pytest.approx((0.75 + 0.375) / 3)
    assert north.shares[cut] == pytest.approx((0.25 + 0.125) / 3)
    assert north.shares[secret] == pytest.approx(1 / 3)
    assert north.nowhere == pytest.approx(0.5 / 3)
    below = matrix(office, plan, team["north"])
    assert [(row.unit.code, row.is_alone, row.people) for row in below.rows] == [("TEAM", False, 2), ("NORTH", True, 1)]
    assert below.rows[0].shares[grow] == pytest.approx(0.375 / 2)
    # What one may not see counts and has no name.
    seen = matrix(Actor.of(vera, "web"), plan).rows[0]
    assert (secret in seen.shares, seen.hidden) == (False, pytest.approx(1 / 3))


def test_the_tree_is_read_level_by_level_with_shares_and_what_is_hidden(plan, team, office, vera):
    level = serving(office, team["grow"])
    # REV counts 1 beside Carl's goal of 3.
    assert [(row.objective.name, row.share, row.children, row.is_goal) for row in level.rows] == [
        ("Carl's", 0.75, 1, True)
    ]
    assert [row.objective.name for row in serving(office, team["own"]).rows] == ["Ben's"]
    Objective.objects.filter(name="Ben's").update(visibility="private")
    hidden = serving(Actor.of(vera, "web"), team["own"])
    assert (hidden.rows, hidden.hidden) == ([], 1)


def test_where_it_breaks(plan, team, office, carl):
    assert [one.name for one in orphans(office, plan)] == ["Loose"]
    below = goal(office, Person.objects.get(employee_id="P3"), {team["loose"]: 1.0}, "Below what is loose")
    assert {one.name for one in orphans(office, plan)} == {"Loose", "Below what is loose"}
    written(office, person=Person.objects.get(employee_id="P3"), serves={below: 1.0, team["grow"]: 1.0}, name="Both")
    assert {one.name for one in orphans(office, plan)} == {"Loose", "Below what is loose"}
    assert list(childless(office, plan)) == []
    Objective.objects.update(start_date=date(2026, 10, 1))
    assert [one.code for one in childless(office, plan)] == []
    lonely = add_objective(
        office, plan=plan, code="LONELY", name="Lonely", unit=team["north"], start_date=date(2026, 10, 1)
    )
    assert list(childless(office, plan)) == [lonely]
    assert list(overloaded(office)) == []
    for number in range(7):
        goal(office, Person.objects.get(employee_id="P1"), {}, f"Goal {number}")
    assert [(one.name, one.goals) for one in overloaded(office)] == [("Carl Contributor", 8)]
    drop_goal(office, commitment=Commitment.objects.get(objective__name="Goal 0"))
    assert list(overloaded(office)) == []


def test_the_pages_load_as_they_open_and_cost_the_same(plan, team, office, vera, client, django_assert_max_num_queries):
    client.force_login(vera)
    with django_assert_max_num_queries(15):
        page = client.get("/alignment").content.decode()
    assert 'role="tree"' in page
    assert 'role="treeitem"' in page
    assert "Carl" not in page
    assert 'hx-get="/alignment/below/GROW?depth=2"' in page
    with django_assert_max_num_queries(15):
        branch = client.get("/alignment/below/GROW?depth=2").content.decode()
    assert "Carl&#39;s" in branch
    assert 'aria-level="2"' in branch
    assert "<html" not in branch
    assert "Carl&#39;s" in client.get("/alignment?of=GROW").content.decode()
    with django_assert_max_num_queries(15):
        shares = client.get("/alignment?view=matrix").content.decode()
    assert "SECRET" not in shares
    assert "33\xa0%" in shares
    assert client.get("/alignment?view=matrix&unit=NORTH").content.decode().count('<th scope="row"') == 2
    counted = client.get("/alignment/gaps?plan=E&at=orphans").content.decode()
    assert 'Goals that lead nowhere <b class="num">1</b>' in counted
    assert "Loose" in client.get("/alignment?show=orphans").content.decode()
    assert client.get("/alignment/below/SECRET").status_code == 404
    assert client.get("/alignment?of=SECRET").status_code == 404
    change_person(office, person=Person.objects.get(employee_id="P1"), unit=None)
    assert "In no unit" in client.get("/alignment?view=matrix").content.decode()
