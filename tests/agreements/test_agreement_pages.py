"""Proposing, answering and cascading on pages; nothing that was typed is lost."""

import pytest
from tests.agreements.a_goal import terms

from hoshin.agreements.models import GoalAgreement, Proposal
from hoshin.agreements.services import accept_proposal, propose_goal
from hoshin.measures.models import Measure
from hoshin.okrs.models import Commitment
from hoshin.okrs.rows import KeyResultDraft
from hoshin.org.models import Unit
from hoshin.org.services import change_unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def seen_by(team, client):
    """A function that lets somebody sign in."""

    def sign_in(name):
        client.force_login(team[name].user)
        return client

    return sign_in


def filled(**said):
    values = {
        "name": "Win twelve customers in the north", "due_date": "2026-12-31", "visibility": "public", "plan": "E",
        "serves-0": "GROW · Grow", "serves_weight-0": "2", "kr-0-name": "New customers", "kr-0-baseline": "0",
        "kr-0-target": "12", "text": "",
    }  # fmt: skip
    return values | said


def test_a_goal_is_proposed_asked_about_changed_and_accepted_on_pages(team, seen_by):
    mona = seen_by("mona")
    assert mona.get("/agreements/new?person=P1").status_code == 200
    wrong = mona.post("/agreements/new?person=P1", filled(**{"kr-0-target": "many", "text": "For you"}))
    assert (wrong.status_code, "For you" in wrong.content.decode()) == (422, True)
    backwards = mona.post("/agreements/new?person=P1", filled(start_date="2027-03-01"))
    assert "It is due before it starts." in backwards.content.decode()
    sent = mona.post("/agreements/new?person=P1", filled(text="For you"))
    proposal = Proposal.objects.get()
    assert sent.url == f"/agreements/{proposal.pk}"
    carl = seen_by("carl")
    listed = carl.get("/agreements").content.decode()
    assert "Your move" in listed
    assert "Win twelve customers in the north" in listed
    page = carl.get(sent.url).content.decode()
    assert all(word in page for word in ("your move", "from 0 to 12", "Grow, weight 2", "For you", "Accept"))
    unsaid = carl.post(f"{sent.url}/ask", {"text": " ", "version": "1"})
    assert (unsaid.status_code, "Write what you want to know." in unsaid.content.decode()) == (422, True)
    assert carl.post(f"{sent.url}/ask", {"text": "Whose budget?", "version": "1"}).status_code == 302
    late = carl.post(f"{sent.url}/accept", {"text": "Kept words", "version": "1"})
    assert (late.status_code, "Kept words" in late.content.decode()) == (422, True)
    mona = seen_by("mona")
    assert mona.post(f"{sent.url}/answer", {"text": "Mine."}).status_code == 302
    carl = seen_by("carl")
    form = carl.get(f"{sent.url}/change").content.decode()
    assert 'value="New customers"' in form
    unreasoned = carl.post(f"{sent.url}/change", filled(**{"kr-0-target": "9"}))
    assert (unreasoned.status_code, 'value="9"' in unreasoned.content.decode()) == (422, True)
    changed = filled(**{"kr-0-target": "9", "text": "Two wards are closed."})
    assert carl.post(f"{sent.url}/change", changed).status_code == 302
    mona = seen_by("mona")
    page = mona.get(sent.url).content.decode()
    assert "<del>from 0 to 12</del>" in page
    assert "<ins>from 0 to 9</ins>" in page
    assert "Two wards are closed." in page
    assert mona.post(f"{sent.url}/accept", {}).status_code == 302
    assert "its terms are kept" in mona.get(sent.url).content.decode()
    goal = Commitment.objects.get()
    page = mona.get(f"/agreements/goal/{goal.objective.code}").content.decode()
    assert "holds now" in page
    assert "Propose a revision" in page
    assert mona.post(f"{sent.url}/dance").status_code == 404


def test_own_goals_are_proposed_to_who_stands_above_and_revised_with_old_terms_beside(team, acting, seen_by):
    proposal = propose_goal(acting["mona"], owner=team["carl"], counterpart=team["mona"], terms=terms())
    code = accept_proposal(acting["carl"], proposal=proposal).objective.code
    carl = seen_by("carl")
    shown = carl.get("/goals").content.decode()
    assert f"/agreements/goal/{code}" in shown
    assert f"/goals/{code}/edit" not in shown
    form = carl.get(f"/agreements/new?goal={code}").content.decode()
    assert "Propose a revision" in form
    assert form.index(">Mona<") < form.index(">Rita<")
    said = filled(counterpart="M", name="Win ten", **{"kr-0-code": f"{code}.1", "kr-0-target": "10"})
    made = carl.post(f"/agreements/new?goal={code}", said)
    page = carl.get(made.url).content.decode()
    assert "<del>Win twelve customers in the north</del>" in page
    assert "Days to an offer" in page
    assert "waits for Mona" in page
    assert GoalAgreement.objects.count() == 1
    assert "A revision is open" in carl.get(f"/agreements/goal/{code}").content.decode()


def cascaded(**said):
    values = {
        "name": "Grow in the wards", "due_date": "2026-12-31", "measure": "REV", "measure_before": "REV", "way": "split",
        "result": "Revenue", "unit": "", "text": "", "who-0": "Carl Contributor · P1", "start-0": "0", "end-0": "30",
        "weight-0": "1", "who-1": "Ben · B", "start-1": "0", "end-1": "14", "weight-1": "2", "who-2": "",
    }  # fmt: skip
    return values | said


def test_a_parent_is_cascaded_to_people_and_units_in_one_step(team, seen_by, office):
    mona = seen_by("mona")
    page = mona.get("/agreements/cascade/GROW").content.decode()
    assert 'value="Revenue"' in page
    live = mona.post("/agreements/cascade/GROW/lines", cascaded()).content.decode()
    assert "Together the targets reach 44 of 50: 88\xa0% of the way." in live
    assert "Together they would count 75\xa0% of “Grow”." in live
    same = mona.post("/agreements/cascade/GROW/lines", cascaded(way="same")).content.decode()
    assert "On average the targets are 22; that of the parent is 50." in same
    filled_in = mona.post("/agreements/cascade/GROW", cascaded(split="1")).content.decode()
    assert filled_in.count('value="25"') == 2
    assert "100\xa0% of the way" in filled_in
    wrong = mona.post("/agreements/cascade/GROW", cascaded(**{"who-1": "Nobody"}))
    assert (wrong.status_code, "is called “Nobody”" in wrong.content.decode()) == (422, True)
    twice = mona.post("/agreements/cascade/GROW", cascaded(**{"who-1": "Carl Contributor · P1"}))
    assert "Carl Contributor is named twice." in twice.content.decode()
    stranger = mona.post("/agreements/cascade/GROW", cascaded(**{"who-1": "Ina · I"}))
    assert "Ina neither reports to you" in stranger.content.decode()
    negative = mona.post("/agreements/cascade/GROW", cascaded(**{"weight-1": "-1"}))
    assert negative.status_code == 422
    assert not Proposal.objects.exists()
    change_unit(office, unit=Unit.objects.get(code="NORTH"), head=team["ben"])
    assert mona.post("/agreements/cascade/GROW", cascaded(**{"who-1": "North · NORTH"})).status_code == 302
    assert sorted(Proposal.objects.values_list("owner__name", "unit__code")) == [
        ("Ben", "NORTH"), ("Carl Contributor", None),
    ]  # fmt: skip
    assert not Measure.objects.filter(name="Revenue").exclude(code="REV").exists()
    offered = mona.get("/agreements/choices?who-0=nor").content.decode()
    assert "unit, answered by Ben" in offered


def test_how_far_expectations_are_agreed_is_shown_to_who_may_see_it(team, acting, seen_by):
    accept_proposal(
        acting["carl"],
        proposal=propose_goal(acting["mona"], owner=team["carl"], counterpart=team["mona"], terms=terms()),
    )
    propose_goal(acting["mona"], owner=team["ben"], counterpart=team["mona"], terms=terms())
    page = seen_by("mona").get("/agreements/expectations?unit=NORTH").content.decode()
    assert "People who report to you" in page
    assert "3 people" in page
    denied = seen_by("ina").get("/agreements/expectations?unit=NORTH").content.decode()
    assert "units that you head" in denied
    assert "5 people" in denied


def test_what_a_key_result_says_in_words():
    from hoshin.web.agreements.showing import result_text

    assert result_text(KeyResultDraft("a", 0, 12, "days", commit=6, stretch=20, weight=2)) == (
        "from 0\xa0days to 12\xa0days, committed to 6\xa0days, stretch 20\xa0days, weight 2"
    )
