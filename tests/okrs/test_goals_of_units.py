"""The head of a unit writes its goals, with and without a cycle; nobody else does but heads above and the office."""

import pytest
from tests.okrs.goals import DUE, written

from hoshin.accounts.access import Actor
from hoshin.base.errors import Denied
from hoshin.measures.models import Measure
from hoshin.okrs.models import Commitment
from hoshin.okrs.policies import goals_written_by
from hoshin.okrs.selectors import goals_of, goals_of_unit
from hoshin.okrs.services import add_cycle, change_goal, drop_goal
from hoshin.org.models import Person, Unit
from hoshin.org.services import add_person, add_unit, change_unit
from hoshin.scorecards.models import Edge
from hoshin.strategy.models import Objective

pytestmark = pytest.mark.django_db


@pytest.fixture
def north():
    return Unit.objects.get(code="NORTH")


@pytest.fixture
def head(supplied_world, november, office, carl, north):
    change_unit(office, unit=north, head=Person.objects.get(employee_id="P1"))
    return Actor.of(carl, "web")


def test_the_head_writes_changes_and_drops_goals_of_the_unit_and_of_those_below(head, office, north):
    cycle = add_cycle(office, code="2026-Q4", name="Q4 2026", starts_on=DUE.replace(month=10), ends_on=DUE)
    goal = written(head, unit=north, cycle=cycle)
    assert (goal.objective.code, goal.objective.unit, goal.is_draft) == ("NORTH-1", north, False)
    assert Edge.objects.filter(child__objective=goal.objective, parent__objective__code="GROW", valid_to=None).exists()
    team = add_unit(office, code="TEAM", name="Team", parent=north)
    below = written(head, unit=team, serves={goal.objective: 1.0})
    assert [one.commitment for one in goals_of_unit(head, team)] == [below]
    ben = add_person(office, employee_id="P2", name="Ben Clerk")
    changed = change_goal(head, commitment=below, name="Win three customers", owner=ben)
    assert changed.cycle is None
    # Whoever answers for it records its values.
    assert set(Measure.objects.filter(serves__parent=below.objective).values_list("owner", flat=True)) == {ben.pk}
    drop_goal(head, commitment=below)
    assert goals_of_unit(head, team) == []
    assert [one.commitment for one in goals_of(head, Person.objects.get(employee_id="P1"))] == [goal]


def test_others_read_them_and_change_none(head, office, north, vera, carl):
    change_unit(office, unit=north, head=None)
    with pytest.raises(Denied, match="written by its head"):
        written(head, unit=north)
    theirs = written(office, unit=north, person=Person.objects.get(employee_id="P1"))
    # It is the unit's: whoever answers for it does not change it.
    for refused in (
        lambda: change_goal(head, commitment=theirs, name="Mine"),
        lambda: drop_goal(head, commitment=theirs),
    ):
        with pytest.raises(Denied):
            refused()
    own = written(head)
    every = list(Commitment.objects.select_related("objective__owner", "objective__unit"))
    assert goals_written_by(head, every) == {own.pk}
    assert goals_written_by(office, every) == {own.pk, theirs.pk}
    assert goals_written_by(Actor.of(vera, "web"), every) == set()
    assert len(goals_of_unit(Actor.of(vera, "web"), north)) == 1


def test_the_pages_of_a_units_goals(head, office, north, carl, vera, client):
    client.force_login(carl)
    assert "Goals of North" in client.get("/goals").content.decode()
    form = client.get("/goals/new?unit=NORTH").content.decode()
    assert 'value="Carl Contributor · P1"' in form
    sent = {
        "name": "Open a second yard", "due_date": "2026-12-31", "visibility": "public", "plan": "E", "owner": "P1",
        "kr-0-name": "Yards", "kr-0-baseline": "1", "kr-0-target": "2", "serves-0": "GROW",
    }  # fmt: skip
    assert client.post("/goals/new?unit=NORTH", sent).headers["Location"] == "/goals?unit=NORTH"
    page = client.get("/goals?unit=north").content.decode()
    assert "Open a second yard" in page
    assert "/goals/NORTH-1/edit" in page
    version = Objective.objects.get(code="NORTH-1").version
    again = sent | {"name": "Open a third yard", "version": version, "owner": "", "kr-0-name": ""}
    assert client.post("/goals/NORTH-1/edit", again | {"kr-0-baseline": "", "kr-0-target": ""}).status_code == 302
    # Nobody answers for it: it is a draft.
    assert Commitment.objects.get().is_draft
    client.force_login(vera)
    assert "/edit" not in client.get("/goals?unit=NORTH").content.decode()
    assert client.get("/goals/new?unit=NORTH").status_code == 403
    assert client.get("/goals?unit=NOWHERE").status_code == 404


def test_the_page_of_a_unit_shows_its_goals_and_how_far_they_are_agreed(
    head, north, carl, vera, client, django_assert_max_num_queries
):
    address, htmx = "/goals/of-unit/NORTH", {"HX-Request": "true"}
    client.force_login(carl)
    assert f'hx-get="{address}"' in client.get("/organisation/units/NORTH").content.decode()
    assert 'href="/goals/new?unit=NORTH"' in client.get(address, headers=htmx).content.decode()
    goal = written(head, unit=north)
    with django_assert_max_num_queries(15):
        page = client.get(address, headers=htmx).content.decode()
    assert goal.objective.name in page
    assert "33.3" in page, "its share of the plan"
    agreed = "/agreements/in-unit/NORTH"
    assert "All goals are agreed with 0 of" in client.get(agreed, headers=htmx).content.decode()
    client.force_login(vera)
    assert goal.objective.name in client.get(address, headers=htmx).content.decode()
    assert client.get(agreed, headers=htmx).content == b"", "shares of a unit are told to its heads and the office"
    assert client.get(address).headers["Location"] == "/goals?unit=NORTH"


def test_a_program_reads_adds_changes_and_drops_goals(head, office, client):
    from hoshin.accounts.services import create_token

    said = {"headers": {"Authorization": f"Bearer {create_token(head, name='program')[1]}"},
            "content_type": "application/json"}  # fmt: skip
    add_cycle(office, code="2026-Q4", name="Q4 2026", starts_on=DUE.replace(month=10), ends_on=DUE)
    body = {"name": "Open a yard", "unit": "NORTH", "due_date": "2026-12-31", "cycle": "2026-Q4",
            "key_results": [{"name": "Yards", "baseline": 1, "target": 2}]}  # fmt: skip
    made = client.post("/api/v1/goals", body, **said).json()
    assert (made["objective"], made["unit"], made["owner"], made["is_draft"]) == ("NORTH-1", "NORTH", "P1", False)
    assert client.get("/api/v1/goals/north-1", **said).json() == made
    assert client.get("/api/v1/goals?unit=NORTH", **said).json()["items"] == [made]
    change = {"version": made["version"], "name": "Open two yards", "serves": [{"objective": "GROW", "weight": 3}],
              "key_results": [{"measure": "NORTH-1.1", "name": "Yards", "baseline": 1, "target": 3}]}  # fmt: skip
    changed = client.patch("/api/v1/goals/NORTH-1", change, **said).json()
    assert (changed["name"], changed["cycle"], changed["due_date"]) == ("Open two yards", "2026-Q4", "2026-12-31")
    assert [(one["measure"], one["target"]) for one in changed["key_results"]] == [("NORTH-1.1", 3)]
    assert changed["serves"] == [{"objective": "GROW", "weight": 3, "counts": True}]
    assert client.patch("/api/v1/goals/NORTH-1", change, **said).status_code == 409
    gone = client.patch("/api/v1/goals/NORTH-1", {"key_results": [{"measure": "NORTH-1.1"}], "cycle": None}, **said)
    assert (gone.json()["is_draft"], gone.json()["cycle"]) == (True, None)
    assert client.delete("/api/v1/goals/NORTH-1", **said).status_code == 200
    assert client.get("/api/v1/goals/NORTH-1", **said).status_code == 404
