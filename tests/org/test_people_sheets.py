"""A file of people: what is wrong is named as what it is, and who moves where is told before anything moves."""

import pytest
from django.db import IntegrityError, transaction
from tests.exchange.workbooks import written
from tests.web.exchange_stories import send, zipped

from hoshin.accounts.access import Actor
from hoshin.accounts.services import add_user
from hoshin.base.errors import Invalid
from hoshin.exchange.workbook import import_workbook
from hoshin.org.models import Person
from hoshin.org.selectors import person_of
from hoshin.org.services import add_person, change_person

pytestmark = pytest.mark.django_db
UNITS = "code,name,head\nN,North,E1\nS,South,E2\n"
PEOPLE = "employee_id,name,manager,unit,title\nE2,Bo,E1,N,Clerk\nE1,Ada,,N,Head\nE3,Cy,E1,S,Clerk\n"


def faults(office, folder, **sheets):
    with pytest.raises(Invalid) as refused:
        import_workbook(office, written(folder, {"units": UNITS, "people": PEOPLE, **sheets}))
    return [(one.field, one.row, str(one.message)) for one in refused.value.problems]


def test_two_heads_two_managers_a_circle_and_unknown_ones_are_named_as_what_they_are(office, tmp_path):
    two = "code,name,head\nN,North,E1\nS,South,E2\nn,North,E3\n"
    assert faults(office, tmp_path / "a", units=two) == [
        ("head", 4, "n has one head, and two are named: E1 in row 2, E3 here.")
    ]
    people = "employee_id,name,manager,unit\nE1,Ada,E2,N\nE2,Bo,E1,N\nE3,Cy,E9,N\nE3,Cy,E1,N\nE4,Di,E4,N\n"
    found = faults(office, tmp_path / "b", people=people)
    assert ("manager", 5, "E3 has one manager, and two are named: E9 in row 4, E1 here.") in found
    assert ("manager", 6, "Nobody reports to themself.") in found
    circle = "employee_id,name,manager,unit\nE1,Ada,E2,N\nE2,Bo,E1,N\n"
    assert "runs in a circle: E1 reports to E2 reports to E1" in faults(office, tmp_path / "c", people=circle)[0][2]
    unknown = PEOPLE.replace("E3,Cy,E1", "E3,Cy,E9")
    assert faults(office, tmp_path / "d", people=unknown) == [("manager", 4, "There is no person of this code.")]


def test_nobody_manages_themself_by_any_way(office, tmp_path):
    import_workbook(office, written(tmp_path, {"units": UNITS, "people": PEOPLE}))
    ada = Person.objects.get(employee_id="E1")
    with pytest.raises(Invalid, match="Ada cannot report to themself"):
        change_person(office, person=ada, manager=ada)
    with pytest.raises(IntegrityError), transaction.atomic():
        Person.objects.filter(pk=ada.pk).update(manager=ada)


def test_an_address_that_is_none_is_refused_everywhere(office, tmp_path):
    said = "employee_id,name,email\nE1,Ada,ada at work\nE2,Bo,bo@example.org\nE3,Cy,n/a\n"
    found = faults(office, tmp_path, people=said, units="code,name\nN,North\n")
    assert found == [("email", 2, "This is no e-mail address."), ("email", 4, "This is no e-mail address.")]
    ada = add_person(office, employee_id="E1", name="Ada")
    for write in (
        lambda: change_person(office, person=ada, email="n/a"),
        lambda: add_person(office, employee_id="E2", name="Bo", email="bo at work"),
        lambda: add_user(Actor.system(), name="Ada", email="ada at work"),
    ):
        with pytest.raises(Invalid) as refused:
            write()
        assert [problem.field for problem in refused.value.problems] == ["email"]


def test_two_with_one_placeholder_for_an_address_stay_two_and_are_nobodys_user(office, tmp_path):
    """The manager comes later in the file than who reports to them."""
    people = "employee_id,name,email,manager\nE2,Bo,none@example.org,E1\nE1,Ada,none@example.org,\n"
    path = written(tmp_path, {"people": people})
    import_workbook(office, path)
    user = add_user(Actor.system(), name="None", email="none@example.org")
    assert [(person.name, person.user) for person in Person.objects.order_by("name")] == [("Ada", None), ("Bo", None)]
    assert person_of(Actor.of(user, "web")) is None
    assert Person.objects.get(employee_id="E2").manager.name == "Ada"
    assert import_workbook(office, path).outcomes["people"].unchanged == 2


def test_who_moves_where_is_told_first_by_names_and_counted(client, olga, office, tmp_path):
    many = "".join(f"P{n},Person {n},E1,S,Clerk\n" for n in range(120))
    import_workbook(office, written(tmp_path / "one", {"units": UNITS, "people": PEOPLE + many}))
    changed = (PEOPLE + many).replace(",Clerk", ",Officer").replace("E3,Cy,E1,S", "E3,Cy,E2,N") + "E4,Di,E1,N,Clerk\n"
    result = import_workbook(office, written(tmp_path / "two", {"people": changed}), dry_run=True)
    assert result.moved == {"people": {"unit": 1, "manager": 1, "title": 122}}
    assert [(one.code, one.field) for one in result.differences[:3]] == [
        ("E3", "manager"),
        ("E3", "unit"),
        ("E3", "title"),
    ]
    client.force_login(olga)
    _answer, transfer = send(client, ("staff.zip", zipped({"staff/people.csv": changed})))
    page = client.get(f"/exchange/{transfer.key}").content.decode()
    assert "Cy (E3)" in page
    assert "<del>South (S)</del>" in page
    assert "<ins>Bo (E2)</ins>" in page
    assert "Title: 122" in page
    assert Person.objects.get(employee_id="E3").unit.code == "S", "nothing moved yet"
