"""A user is a person by the link alone, and the link is made where both bear one address."""

from importlib import import_module

import pytest
from django.db import connection

from hoshin.accounts.access import Actor
from hoshin.accounts.models import User
from hoshin.accounts.services import add_user, change_user
from hoshin.audit.models import Change, Entry
from hoshin.org import services
from hoshin.org.models import Person
from hoshin.org.rows import PersonRow
from hoshin.org.selectors import person_of
from hoshin.scorecards.models import Node
from hoshin.scorecards.policies import nodes_ever_visible_to, nodes_visible_to
from hoshin.strategy.policies import objectives_visible_to
from hoshin.strategy.services import add_objective, create_plan

pytestmark = pytest.mark.django_db


def test_an_address_opens_nothing_of_a_person_who_is_somebody_else(office, carl, vera):
    person = services.add_person(office, employee_id="7", name="Carl", user=carl)
    services.change_person(office, person=person, email=vera.email)
    plan = create_plan(office, code="P", name="Plan")
    add_objective(office, plan=plan, code="SECRET", name="Secret", visibility="private", owner=person)
    theirs, mine = Actor.of(vera, "web"), Actor.of(carl, "web")
    assert [row.code for row in objectives_visible_to(mine)] == ["SECRET"]
    assert Node.objects.get(objective__code="SECRET") in nodes_visible_to(mine)
    assert list(objectives_visible_to(theirs)) == []
    assert not nodes_ever_visible_to(theirs).filter(objective__code="SECRET").exists()
    assert person_of(theirs) is None


def test_whoever_is_added_becomes_the_person_of_their_address_as_the_trail_shows(ada, office):
    person = services.add_person(office, employee_id="7", name="Nora", email="nora@hoshin.test")
    user = add_user(Actor.of(ada, "cli"), name="Nora", email="NORA@hoshin.test")
    assert person_of(Actor.of(user, "web")) == person
    linked = Entry.objects.filter(table="org_person", row=person.pk).latest("id")
    assert linked.change.verb == "add_user"
    assert linked.after["user_id"] == user.pk
    change_user(Actor.of(ada, "web"), user=user, email="other@hoshin.test")
    assert person_of(Actor.of(user, "web")) == person


def test_a_new_address_links_whoever_is_nobody_yet(ada, office):
    person = services.add_person(office, employee_id="7", name="Nora", email="nora@hoshin.test")
    user = add_user(Actor.of(ada, "web"), name="Nora", email="n@hoshin.test")
    assert person_of(Actor.of(user, "web")) is None
    change_user(Actor.of(ada, "web"), user=user, email="nora@hoshin.test")
    assert person_of(Actor.of(user, "web")) == person


def test_people_who_come_with_the_address_of_a_user_are_linked(office, carl, vera):
    rows = [PersonRow("1", "Carl", email="CARL@hoshin.test"), PersonRow("2", "Someone", email="some@hoshin.test")]
    services.upsert_people(office, rows)
    assert person_of(Actor.of(carl, "web")).employee_id == "1"
    assert services.upsert_people(office, rows).unchanged == 2
    added = services.add_person(office, employee_id="3", name="Vera", email="other@hoshin.test")
    assert added.user is None
    assert services.change_person(office, person=added, email=vera.email).user == vera
    assert Change.objects.latest("id").touched == {"org_person": 2}


def test_nobody_is_guessed_where_two_bear_one_address(office, carl):
    rows = [PersonRow("1", "Carl", email=carl.email), PersonRow("2", "Carla", email=carl.email)]
    services.upsert_people(office, rows)
    assert person_of(Actor.of(carl, "web")) is None


def test_the_upgrade_links_whom_the_address_named(office, carl, vera):
    Person.objects.create(employee_id="2", name="Carla", email=carl.email)
    Person.objects.create(employee_id="1", name="Carl", email="Carl@Hoshin.test")
    vera_there = Person.objects.create(employee_id="3", name="Vera", user=vera)
    Person.objects.create(employee_id="4", name="Vera too", email=vera.email)
    Person.objects.create(employee_id="5", name="Nobody")
    User.objects.create(email="other@hoshin.test", name="Other")
    with connection.cursor() as cursor:
        cursor.execute(import_module("hoshin.org.migrations.0003_link_people_to_users").LINK)
    assert person_of(Actor.of(carl, "web")).employee_id == "2"
    assert person_of(Actor.of(vera, "web")) == vera_there
    assert Person.objects.exclude(user=None).count() == 2
