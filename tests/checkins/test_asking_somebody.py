"""What stands in the way is raised to whom one names, as far as they can answer."""

import pytest
from tests.checkins.conftest import draft
from tests.checkins.test_week_page import sent

from hoshin.accounts.models import User
from hoshin.accounts.services import create_token
from hoshin.base.errors import Invalid
from hoshin.checkins.models import Blocker, CheckIn
from hoshin.checkins.services import check_in
from hoshin.measures.models import Measure
from hoshin.notices.models import Notice
from hoshin.okrs.services import change_goal
from hoshin.org.services import add_person, change_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def eva(goal, office):
    """Who works beside the owner of the goal."""
    user = User.objects.create(email="eva@hoshin.test", name="Eva Else", role="member")
    return change_person(office, person=add_person(office, employee_id="E1", name="Eva Else"), user=user)


def test_whoever_is_named_is_told_and_asked_to_answer(goal, own, eva, mona):
    check_in(own, [draft(goal, blocker="The form has an error.", blocker_to=eva)])
    assert Blocker.objects.get().raised_to == eva
    assert Notice.objects.get(kind="blocker_raised").user == eva.user


def test_who_cannot_answer_is_not_asked(goal, own, eva, office):
    nobody = add_person(office, employee_id="N1", name="Nick Nobody")
    private = change_goal(own, commitment=goal, visibility="private")
    for to, said, text, why in (
        (goal, nobody, "It waits.", "Nick Nobody is away, has left or cannot sign in."),
        (goal, goal.objective.owner, "It waits.", "The goal is theirs."),
        (goal, eva, " ", "Say what stands in the way."),
        (private, eva, "It waits.", "Nobody else may see a private goal."),
    ):
        with pytest.raises(Invalid) as refused:
            check_in(own, [draft(to, blocker=text, blocker_to=said)])
        assert [(str(one.message), one.row) for one in refused.value.problems] == [(why, 1)]
    assert not CheckIn.objects.exists()


def test_a_program_names_whoever_is_to_answer(goal, own, eva, client):
    secret = create_token(own, name="program")[1]
    said = {"objective": goal.objective.code, "measure": "P1-1.1", "confidence": 2, "blocker": "The form has an error."}

    def say(asked):
        body = {"check_ins": [said | {"asked": asked}]}
        headers = {"Authorization": f"Bearer {secret}"}
        return client.post("/api/v1/check-ins", body, content_type="application/json", headers=headers)

    assert say("Nobody").status_code == 404
    mine = say("P1")
    assert (mine.status_code, mine.json()["problems"][0]["message"]) == (422, "The goal is theirs.")
    assert not Blocker.objects.exists()
    assert say("E1").json() == {"created": 1, "changed": 0, "unchanged": 0}
    assert Blocker.objects.get().raised_to == eva


def test_the_page_asks_whom_one_names_and_keeps_what_was_typed(goal, eva, carl, client):
    client.force_login(carl)
    row = f"{goal.objective_id}-{Measure.objects.get(code='P1-1.1').pk}"
    assert f'name="asked-{row}"' in client.get("/week").text
    typed = sent(goal, blocker="The form has an error.", asked="Evelyn")
    answer = client.post("/week", typed)
    assert (answer.status_code, "is called “Evelyn”" in answer.text) == (422, True)
    assert 'value="Evelyn"' in answer.text
    assert "The form has an error." in answer.text
    mine = client.post("/week", typed | {f"asked-{row}": "P1"})
    assert (mine.status_code, "The goal is theirs. Ask somebody else." in mine.text) == (422, True)
    assert not CheckIn.objects.exists()
    assert client.post("/week", typed | {f"asked-{row}": "Eva Else · E1"}).status_code == 302
    assert Blocker.objects.get().raised_to == eva
