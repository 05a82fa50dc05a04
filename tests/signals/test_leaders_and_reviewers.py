"""What is noticed of whoever leads people or writes reviews: themselves first, and others only as the rule says."""

from datetime import date, timedelta

import pytest
from tests.reviews.conftest import launched, staffed, written

from hoshin.accounts.access import Actor
from hoshin.base import clock
from hoshin.feedback.models import Feedback, Recognition
from hoshin.org.models import Person
from hoshin.org.services import add_person, add_unit, grant_relation
from hoshin.reviews.models import ReviewForm
from hoshin.reviews.services import hand_over_forms
from hoshin.signals.findings import Look
from hoshin.signals.models import Signal
from hoshin.signals.policies import signals_visible_to
from hoshin.signals.sentences import sentence_of
from hoshin.signals.services import look_at_everything, set_signal_rule
from hoshin.signals.services.detectors.leaders import look_at_leaders
from hoshin.signals.services.looking import settings_now
from hoshin.web.signals.words import address_of

pytestmark = pytest.mark.django_db
WORKER = Actor.system("worker")


@pytest.fixture
def staff(db, november, system):
    return staffed(system)


def after(days):
    return clock.fixed(clock.now() + timedelta(days=days))


def of_leaders(rule):
    said = {one.rule: one for one in look_at_leaders(Look(clock.today(), settings_now()))}
    return {finding.subject.person: dict(finding.facts) for finding in said[rule].found}


def page_of(client, user, signal):
    client.force_login(user, backend="hoshin.notices.signed_in.WithUnread")
    return client.get(f"/signals/{signal.pk}").content.decode()


def bottlenecks():
    look_at_everything(WORKER)
    return {row.person.name: row for row in Signal.objects.filter(rule="review_bottleneck").exclude(state="resolved")}


def test_reviews_that_pile_up_are_told_to_their_writer_and_later_to_hr_alone(staff, client):
    cycle = launched(staff, has_peers=False, has_reports=True)
    ReviewForm.objects.filter(by__name="Sol", about__name="Hugo").delete()
    set_signal_rule(staff.olga, code="review_bottleneck", cuts={"forms": 5, "days": 7, "share": 0.05}, version=0)
    # Mia is to write of the six whom she leads and of Bo; Sol of three and of Bo.
    (name,) = bottlenecks()
    signal = bottlenecks()[name]
    assert (name, signal.goes_to, signal.goes_to_as) == ("Mia", staff.people["Mia"], "subject")
    said = "7 forms of reviews wait for Mia: more than 5. Half of them wait for 0 days or longer"
    assert sentence_of(signal) == said
    assert address_of(signal) == f"/reviews/{cycle.code}?q=Mia&state=open"
    mias = page_of(client, staff.users["Mia"], signal)
    for words in (
        said,
        "goes to Mia: it is about them",
        "Forms that wait",
        ">7<",
        ">5<",
        "Give some of them",
        "Not useful",
    ):
        assert words in mias
    assert "Take a decision" not in mias
    assert '<svg class="spark' not in client.get("/signals").content.decode()
    staff.units["N"].head = staff.people["Olga"]
    staff.units["N"].save()

    def readers():
        return {name for name in staff.users if signals_visible_to(staff.as_of(name)).filter(pk=signal.pk).exists()}

    assert readers() == {"Mia"}
    with after(8):
        # Neither the head of the unit nor who runs reviews hears of it: HR of the unit does.
        assert readers() == {"Mia", "Hana"}
        assert not signals_visible_to(staff.adam).filter(pk=signal.pk).exists()
        hand_over_forms(staff.olga, cycle=cycle, by=staff.people["Mia"], to=staff.people["Bo"])
    for days in (9, 10, 11):
        with after(days):
            found = bottlenecks()
    assert "Mia" not in found


def test_who_is_slower_than_nearly_all_is_noticed_and_who_waits_like_all_is_not(staff):
    cycle = launched(staff, has_peers=False, has_reports=True)
    set_signal_rule(staff.olga, code="review_bottleneck", cuts={"forms": 50, "days": 7, "share": 0.1}, version=0)
    with after(9):
        assert bottlenecks() == {}
        everybody = ReviewForm.objects.exclude(source="self").exclude(by__name__in=("Ada", "Mia"))
        for by, about in everybody.values_list("by__name", "about__name"):
            written(staff, cycle, by, about)
        # Of thirteen writers two are as slow as each other: more than a tenth.
        assert bottlenecks() == {}
        written(staff, cycle, "Ada", "Mia")
        found = bottlenecks()
    assert {name: sentence_of(row) for name, row in found.items()} == {
        "Mia": "7 forms of reviews wait for Mia, half of them for 9 days or longer: more than 7, "
        "and longer than for nearly all of 13 writers"
    }
    with after(10):
        # What was given to somebody today has waited for nobody else.
        hand_over_forms(staff.olga, cycle=cycle, by=staff.people["Mia"], to=staff.people["Sol"])
        assert "Sol" not in bottlenecks()


def test_lines_in_which_each_leads_one_are_noticed_at_their_top(office, november, client):
    def person(name, manager=None):
        return add_person(office, employee_id=name, name=name, manager=manager)

    top = person("Top")
    wide = [person(f"W{n}", top) for n in range(2)]
    one = person("One", wide[0])
    two = person("Two", one)
    assert of_leaders("span_of_control") == {}
    Person.objects.filter(pk=two.pk).update(manager=one)
    person("End", two)
    for name in ("Top", "W0", "W1", "One", "Two", "End"):
        sign_in(name)
    assert of_leaders("span_of_control") == {wide[0].pk: {"layers": 3, "least": 3}}
    look_at_everything(WORKER)
    (signal,) = Signal.objects.filter(rule="span_of_control")
    assert sentence_of(signal) == "From W0 down 3 people in a row lead one person each: 3 are many already"
    page = page_of(client, Person.objects.get(pk=wide[0].pk).user, signal)
    assert "People in a row who lead one each" in page
    assert "ask which of them would not be missed" in page
    set_signal_rule(office, code="span_of_control", cuts={"reports": 3, "layers": 10})
    for name in ("W2", "W3"):
        person(name, top)
        sign_in(name)
    look_at_everything(WORKER)
    signal = Signal.objects.exclude(pk=signal.pk).get(rule="span_of_control")
    assert sentence_of(signal) == "4 people report to Top: more than 3"


def sign_in(name):
    from hoshin.accounts.models import User

    user = User.objects.create(email=f"{name.lower()}@hoshin.test", name=name, role="member")
    Person.objects.filter(employee_id=name).update(user=user)
    return user


def test_who_says_little_to_those_whom_they_lead_hears_of_it_and_nobody_else(office, system, november, client):
    unit = add_unit(office, code="U", name="U")
    people = {}
    with clock.fixed(clock.now().replace(month=3)):
        for name, manager in {
            "Head": "",
            "Quiet": "Head",
            "Open": "Head",
            "A": "Quiet",
            "B": "Quiet",
            "C": "Open",
        }.items():
            people[name] = add_person(office, employee_id=name, name=name, unit=unit, manager=people.get(manager))
    new = add_person(office, employee_id="D", name="D", unit=unit, manager=people["Open"])
    users = {name: sign_in(name) for name in (*people, "D")}
    unit.head = people["Head"]
    unit.save()
    grant_relation(system, person=people["C"], relation="hr_of_unit", to=unit, valid_from=date(2026, 1, 1), reason="HR")
    # Nobody gave any: there is nothing to notice of anybody.
    assert of_leaders("feedback_one_way") == {}
    august = clock.now().replace(month=8)
    for giver, receiver in (("Open", "C"), ("Quiet", "Open"), ("Head", "Quiet"), ("Quiet", "A")):
        Feedback.objects.create(giver=people[giver], receiver=people[receiver], text="Clear minutes.", given_at=august)
    Feedback.objects.create(giver=people["Quiet"], receiver=people["B"], text="A draft.")
    Recognition.objects.create(giver=people["Head"], person=people["Open"], text="Thanks.", given_at=august)
    # Whoever came in this quarter, as D did, does not count.
    assert new.pk is not None
    said = {"count": 1, "reports": 2, "period": "2026-Q3", "least": 2}
    assert of_leaders("feedback_one_way") == {people["Quiet"].pk: said}
    look_at_everything(WORKER)
    signal = Signal.objects.get(rule="feedback_one_way")
    said = "Quiet gave feedback or recognition once in Q3 2026; to those who report to them (2) it would be at least 2 times"
    assert sentence_of(signal) == said
    page = page_of(client, users["Quiet"], signal)
    for words in (
        said,
        "Times in the quarter",
        ">1<",
        ">2<",
        "Say one thing that you saw",
        "goes to Quiet: it is about them",
    ):
        assert words in page
    assert "minutes" not in str(signal.facts)
    with after(30):
        seers = {name for name, user in users.items() if signals_visible_to(Actor.of(user, "web")).filter(pk=signal.pk)}
    assert seers == {"Quiet"}
