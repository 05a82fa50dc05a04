"""Who is there once the demonstration is loaded."""

from hoshin.accounts.models import Role, User
from hoshin.demo import DEMO_LOGINS, DEMO_PASSWORD
from hoshin.org.models import Organisation, Person, Unit


def test_the_agency_says_that_it_is_made_up(demo):
    agency = Organisation.objects.get()
    assert "(fictional)" in agency.name
    assert (agency.fiscal_year_start, agency.currency) == (4, "CAD")


def test_units_stand_three_levels_deep(demo):
    assert [unit.code for unit in Unit.objects.filter(parent=None)] == ["H30"]
    assert Unit.objects.filter(parent__code="H30").count() == 5
    divisions = Unit.objects.filter(parent__parent__code="H30")
    assert divisions.count() == 16
    assert not Unit.objects.filter(parent__in=divisions).exists()
    for unit in Unit.objects.all():
        assert unit.head is not None
        assert unit.head.unit == unit


def test_250_people_report_in_one_line_to_the_president(demo):
    people = {person.pk: person for person in Person.objects.all()}
    assert len(people) == 250
    assert len({person.name for person in people.values()}) == 250
    assert len({person.email for person in people.values()}) == 250
    assert all(person.title and person.unit_id for person in people.values())
    (president,) = [person for person in people.values() if person.manager_id is None]
    assert president.title == "President"
    for person in people.values():
        steps = 0
        while person.manager_id is not None:
            person, steps = people[person.manager_id], steps + 1
            assert steps <= 4
        assert person == president


def test_heads_of_units_report_to_the_head_above(demo):
    for unit in Unit.objects.exclude(parent=None).select_related("head", "parent"):
        assert unit.head.manager_id == unit.parent.head_id


def test_there_is_a_login_for_each_role_and_each_is_a_person(demo):
    assert {login.role for login in DEMO_LOGINS} == set(Role)
    for login in DEMO_LOGINS:
        user = User.objects.get(email=login.email)
        assert user.role == login.role
        assert user.check_password(DEMO_PASSWORD)
        assert user.person.title == login.title
        assert user.person.name == user.name
