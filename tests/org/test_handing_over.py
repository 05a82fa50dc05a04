"""What is a leaver's goes to somebody else in one step, and nothing is left behind unseen."""

from datetime import date

import pytest

from hoshin.accounts.access import Actor
from hoshin.accounts.models import User
from hoshin.accounts.services import create_token
from hoshin.audit.selectors import trail
from hoshin.audit.undo import undo
from hoshin.base.errors import Conflict, Denied, Invalid
from hoshin.measures.models import Measure
from hoshin.measures.services import change_measure
from hoshin.notices.owing import owed_now
from hoshin.notices.selectors import notices_told
from hoshin.org.belongings import belongings
from hoshin.org.leavers import leavers_with_things
from hoshin.org.models import Person, Unit
from hoshin.org.services import add_person, change_person, change_unit, hand_over
from hoshin.strategy.models import Objective
from hoshin.strategy.services import change_objective

pytestmark = pytest.mark.django_db
MOST_QUERIES = 15


@pytest.fixture
def leaver(supplied_world, november, office):
    """Carl owns REV and a private objective, supplies COST, heads NORTH, and manages Rita and Sam; he left on the 20th."""
    carl = Person.objects.get(employee_id="P1")
    top = add_person(office, employee_id="T", name="Tara Top")
    for number, name in (("R", "Rita Report"), ("S", "Sam Report")):
        add_person(office, employee_id=number, name=name, manager=carl)
    change_objective(office, objective=Objective.objects.get(code="SECRET"), owner=carl)
    change_measure(office, measure=Measure.objects.get(code="COST"), supplier=carl)
    change_unit(office, unit=Unit.objects.get(code="NORTH"), head=carl)
    return change_person(office, person=carl, end_date=date(2026, 11, 20), manager=top)


@pytest.fixture
def rita(leaver, office):
    user = User.objects.create(email="rita@hoshin.test", name="Rita Report", role="member")
    return change_person(office, person=Person.objects.get(employee_id="R"), user=user)


def theirs(actor, person):
    return {kind.code: list(kind.of(actor, person).values_list("pk", flat=True)) for kind in belongings().values()}


def counted(actor, person):
    return {code: len(numbers) for code, numbers in theirs(actor, person).items() if numbers}


def test_everything_goes_over_in_one_step_that_is_undone_as_one(leaver, rita, office):
    before = theirs(office, leaver)
    assert counted(office, leaver) == {"objective": 1, "measure": 1, "supplied_measure": 1, "unit_head": 1, "report": 2}
    assert hand_over(office, person=leaver, to=rita, things=before) == 6
    assert counted(office, leaver) == {}
    assert counted(office, rita) == {"objective": 1, "measure": 1, "supplied_measure": 1, "unit_head": 1, "report": 1}
    rita.refresh_from_db()
    assert rita.manager.employee_id == "T", "who takes over those among whom they were reports to whom the leaver did"
    [told] = notices_told(Actor.of(rita.user, "web"))[0]
    assert (told.text, told.page_by) == ("Olga Office handed 6 things of Carl Contributor over to you", ("R",))
    latest = trail(office).changes[0]
    assert latest.summary == "6 things of Carl Contributor handed over to Rita Report"
    undo(office, change=latest.change)
    assert theirs(office, leaver) == before


def test_all_goes_or_nothing(leaver, rita, office):
    things = theirs(office, leaver)
    change_objective(office, objective=Objective.objects.get(code="SECRET"), owner=rita)
    with pytest.raises(Conflict):
        hand_over(office, person=leaver, to=rita, things=things)
    assert counted(office, leaver)["report"] == 2
    gone = change_person(office, person=rita, end_date=date(2026, 11, 1))
    for to, chosen in ((leaver, things), (gone, things), (Person.objects.get(employee_id="S"), {})):
        with pytest.raises(Invalid):
            hand_over(office, person=leaver, to=to, things=chosen)
    with pytest.raises(Denied):
        hand_over(Actor.of(rita.user, "web"), person=leaver, to=rita, things=things)


def test_the_office_is_told_who_left_with_something(leaver, rita, office):
    assert [person.employee_id for person in leavers_with_things(office)] == ["P1"]
    assert [one.text for one in owed_now(office, ["left_behind"])] == ["Somebody who has left still owns something"]
    assert owed_now(Actor.of(rita.user, "web"), ["left_behind"]) == []
    hand_over(office, person=leaver, to=rita, things=theirs(office, leaver))
    assert owed_now(office, ["left_behind"]) == []


def test_what_goes_over_is_shown_first(client, leaver, rita, olga, django_assert_max_num_queries):
    client.force_login(olga)
    with django_assert_max_num_queries(MOST_QUERIES):
        page = client.get("/organisation/leavers").content.decode()
    assert "Carl Contributor" in page
    assert "has left" in page
    address = f"/organisation/person/{leaver.pk}/hand-over"
    with django_assert_max_num_queries(MOST_QUERIES):
        page = client.get(address).content.decode()
    assert page.count('type="checkbox"') == page.count(" checked>") == 6
    measure = Measure.objects.get(code="REV").pk
    wrong = client.post(address, {"to": "Nobody", "thing": f"measure:{measure}"})
    assert wrong.status_code == 422
    assert wrong.content.decode().count(" checked>") == 1, "what was chosen stays"
    assert client.post(address, {"to": "Rita Report · R"}).status_code == 422
    assert client.post(address, {"to": "Rita Report · R", "thing": f"measure:{measure}"}).status_code == 302
    assert Measure.objects.get(code="REV").owner == rita
    assert counted(Actor.of(olga, "web"), leaver)["objective"] == 1


def test_a_program_hands_over_as_well(client, leaver, rita, office):
    headers = {"Authorization": f"Bearer {create_token(office, name='Night')[1]}"}
    listed = client.get("/api/v1/people/P1/belongings", headers=headers).json()
    assert {"kind": "measure", "code": "REV", "name": "Revenue"} in listed
    body = {"to": "R", "kinds": ["measure", "unit_head"]}
    answer = client.post("/api/v1/people/P1/hand-over", body, "application/json", headers=headers)
    assert answer.json() == {"handed_over": 2}
