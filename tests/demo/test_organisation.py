"""Who is there once the demonstration is loaded."""

from hoshin.accounts.access import Actor
from hoshin.accounts.models import Role, User
from hoshin.checkins.models import Blocker, CheckIn, ConfidenceVote
from hoshin.checkins.selectors import team_vote_on, team_votes_to_give
from hoshin.checkins.selectors.week import due_of
from hoshin.demo import DEMO_LOGINS, DEMO_PASSWORD
from hoshin.demo.logins import EMPLOYEE, MANAGER
from hoshin.feedback.models import Feedback, Recognition
from hoshin.meetings.models import ActionItem, Meeting, OneOnOne
from hoshin.org.models import Organisation, Person, Unit
from hoshin.scorecards.selectors import values_due


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


def test_there_is_a_login_for_each_role_that_acts_and_each_is_a_person_named_on_the_page_to_sign_in(demo, client):
    assert {login.role for login in DEMO_LOGINS} == set(Role)
    for login in DEMO_LOGINS:
        user = User.objects.get(email=login.email)
        assert user.role == login.role
        assert user.check_password(DEMO_PASSWORD)
        assert user.person.title == login.title
        assert user.person.name == user.name
    page = client.get("/sign-in").content.decode()
    assert all(login.email in page for login in DEMO_LOGINS)


def test_no_other_installation_names_who_can_sign_in(db, client):
    assert DEMO_LOGINS[0].email not in client.get("/sign-in").content.decode()


def test_a_team_talks_and_each_reads_what_is_theirs(demo):
    manager, employee = (User.objects.get(email=address) for address in (MANAGER, EMPLOYEE))
    assert employee.person.manager == manager.person
    assert Feedback.objects.filter(receiver=employee.person).count() >= 3
    assert Recognition.objects.count() == 7
    series = OneOnOne.objects.filter(organiser=manager.person)
    assert series.count() == manager.person.reports.count()
    assert Meeting.objects.filter(one_on_one__in=series).exclude(held_at=None).count() > 40
    assert ActionItem.objects.filter(done_on=None).exists()
    assert Blocker.objects.filter(answered_at=None).count() == 1
    weeks = CheckIn.objects.filter(person=employee.person).dates("checked_on", "week")
    assert len(weeks) > 12
    [asked] = team_votes_to_give(Actor.of(employee, "web"))
    told = team_vote_on(Actor.of(employee, "web"), asked.objective)
    assert (told.last.given, told.last.mean) == (4, 3.0)
    assert not ConfidenceVote.objects.exclude(person=None).exists()


def test_a_key_result_is_asked_for_once(demo, november):
    employee = Actor.of(User.objects.get(email=EMPLOYEE), "web")
    assert due_of(employee).count() > 0
    assert values_due(employee) == (0, 0)


def test_home_says_how_the_plan_stands_in_which_one_has_goals(demo, client):
    client.force_login(User.objects.get(email=EMPLOYEE))
    whole = client.get("/home/whole", headers={"HX-Request": "true"}).content.decode()
    assert "Horizon 2030: our own scorecard" in whole
    assert "/?plan=H30-PLAN" in whole
