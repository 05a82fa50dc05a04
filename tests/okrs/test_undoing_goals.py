"""Who wrote, changed or dropped a goal of their own takes that back; nobody takes back what others did."""

from dataclasses import replace

import pytest
from tests.okrs.goals import written

from hoshin.accounts.access import Actor
from hoshin.audit.models import Change
from hoshin.audit.undo import undo
from hoshin.base.errors import Conflict, Denied
from hoshin.okrs.models import Commitment
from hoshin.okrs.rows import KeyResultDraft
from hoshin.okrs.selectors import goal_by_code
from hoshin.okrs.services import change_goal, drop_goal
from hoshin.org.models import Person, Unit
from hoshin.org.services import change_unit
from hoshin.scorecards.models import Edge
from hoshin.strategy.models import Objective

pytestmark = pytest.mark.django_db


def latest():
    return Change.objects.latest("id")


def counts():
    return Edge.objects.filter(child__objective__code="P1-1", valid_to=None).exists()


@pytest.fixture
def own(supplied_world, november, carl):
    return Actor.of(carl, "web")


def test_a_contributor_undoes_writing_changing_and_dropping(own):
    goal = written(own)
    change_goal(own, commitment=goal, name="Another", due_date=None, key_results=[KeyResultDraft("", code="P1-1.2")])
    assert not counts()
    undo(own, change=latest())
    line = goal_by_code(own, "P1-1")
    assert (line.commitment.objective.name, len(line.key_results), counts()) == (goal.objective.name, 2, True)
    drop_goal(own, commitment=line.commitment)
    assert not counts()
    undo(own, change=latest())
    assert (goal_by_code(own, "P1-1").commitment.is_draft, counts()) == (False, True)
    other = written(own, name="Second")
    undo(own, change=latest())
    assert not Objective.everything.filter(pk=other.objective_id).exists()
    assert not Commitment.objects.filter(pk=other.pk).exists()


def test_nobody_undoes_what_others_did_nor_without_the_right(own, office, carl):
    theirs = written(office)
    with pytest.raises(Denied):
        undo(own, change=latest())
    change_goal(own, commitment=theirs, name="Mine now")
    mine = latest()
    with pytest.raises(Denied):
        undo(replace(Actor.of(carl, "web"), is_person=False), change=mine)
    change_goal(office, commitment=theirs, name="The office's")
    with pytest.raises(Conflict):
        undo(own, change=mine)
    undo(office, change=latest())
    assert goal_by_code(office, "P1-1").commitment.objective.name == "Mine now"


def test_what_changes_nothing_leaves_no_trace(own):
    goal = written(own)
    before = latest()
    change_goal(own, commitment=goal, name=goal.objective.name)
    assert latest() == before


def test_a_head_undoes_goals_of_the_unit_and_pages_offer_it(own, office, carl, client):
    change_unit(office, unit=Unit.objects.get(code="NORTH"), head=Person.objects.get(employee_id="P1"))
    written(own, unit=Unit.objects.get(code="NORTH"))
    undo(own, change=latest())
    assert not Commitment.objects.exists()
    written(own)
    client.force_login(carl)
    client.post("/goals/P1-1/drop")
    page = client.get("/goals").content.decode()
    assert f"/audit/{latest().pk}/undo" in page or "Undo" in page
