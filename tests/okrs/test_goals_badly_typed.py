"""A goal that cannot be so is refused beside what is wrong; nothing is saved, and all that was typed stays."""

import pytest
from tests.okrs.goals import filled, written

from hoshin.accounts.access import Actor
from hoshin.strategy.models import Objective

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"serves_weight-0": "-2"}, "A weight cannot be negative."),
        ({"start_date": "2027-01-15"}, "due before it starts"),
        ({"due_date": "2026-02-30"}, "Enter a valid date."),
        ({"name": ""}, "Give it a name."),
    ],
)
def test_a_new_goal(wrong, said, supplied_world, november, carl, client):
    client.force_login(carl)
    answer = client.post("/goals/new", filled(**wrong))
    page = answer.content.decode()
    assert (answer.status_code, said in page) == (422, True)
    for typed in (filled(**wrong)["serves-0"], "New customers", "12 %", *wrong.values()):
        assert f'value="{typed}"' in page
    assert not Objective.objects.filter(code__startswith="P1-").exists()


def test_one_that_would_serve_what_serves_it(supplied_world, november, carl, client):
    own = Actor.of(carl, "web")
    goal = written(own)
    below = written(own, serves={goal.objective: 1.0}, name="Visit three customers a week")
    client.force_login(carl)
    rounds = filled(**{"serves-0": below.objective.code, "version": goal.objective.version, "name": "Win them all"})
    answer = client.post(f"/goals/{goal.objective.code}/edit", rounds)
    page = answer.content.decode()
    assert (answer.status_code, "circle" in page) == (422, True)
    assert 'value="Win them all"' in page
    assert Objective.objects.get(pk=goal.objective_id).name == goal.objective.name
