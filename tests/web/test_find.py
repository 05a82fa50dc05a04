"""The palette finds inside words and knows what can be done, as far as whoever asks may."""

import re

import pytest

from hoshin.accounts.access import Actor
from hoshin.org.models import Person
from hoshin.org.services import change_person
from hoshin.web.find.answers import answers_to

pytestmark = pytest.mark.django_db
K3 = "Median time from the first question to a complete and understandable answer"


def told(user, query, lately=()):
    groups = answers_to(Actor.of(user, "web"), query, lately)
    return {str(group.label): [(str(one.title), one.address) for one in group.answers] for group in groups}


def test_a_name_is_found_by_the_inside_of_its_words(year_world, olga):
    groups = told(olga, "ERSTAND")
    assert groups["Measures"] == [(K3, "/measures/k3")]


def test_a_verb_with_a_name_leads_to_the_form_of_that_thing(client, year_world, olga, carl, vera):
    address = "/measures/k3/record"
    first, *_others = answers_to(Actor.of(olga, "web"), "record underst")
    assert [(str(first.label), one.title, one.address) for one in first.answers] == [
        ("Do", f"Record a value of {K3}", address)
    ]
    assert told(olga, "targets k3")["Do"] == [(f"Targets of {K3}", "/measures/k3/targets")]
    assert [title for title, _ in told(olga, "edit underst")["Do"]] == [f"Edit {K3}"]
    assert "Do" not in told(carl, "record underst"), "not his to record"
    assert "Do" not in told(vera, "record underst")
    client.force_login(olga)
    answer = client.get(address)
    assert re.fullmatch(r"/measures/k3/values/2026-\d\d", answer.url)
    assert client.get(answer.url).status_code == 200


def test_whoever_owns_a_measure_may_record_it_from_the_palette(year_world, carl):
    person = Person.objects.get(name="Maya Dorn")
    change_person(Actor.system(), person=person, user=carl)
    assert told(carl, "record underst")["Do"] == [(f"Record a value of {K3}", "/measures/k3/record")]


COMMANDS = {
    "weights": ("Plan", "/plan"),
    "late": ("Late measures", "/measures?status=late"),
    "off track": ("Measures off track", "/measures?status=off_track"),
    "October": ("October 2026", "/?period=2026-10"),
    "2026-q3": ("September 2026", "/?period=2026-09"),
    "new measure": ("Add a measure or an objective to the plan", "/plan"),
    "import": ("Import and export", "/exchange"),
    "trail": ("Audit trail", "/audit"),
    "users": ("Users", "/users"),
}


def test_a_command_is_the_first_answer(client, year_world, ada):
    client.force_login(ada)
    for query, (title, address) in COMMANDS.items():
        first, *_others = answers_to(Actor.of(ada, "web"), query)
        assert (str(first.answers[0].title), first.answers[0].address) == (title, address), query
        assert client.get(address).status_code == 200


def test_nobody_is_offered_what_they_may_not(year_world, vera):
    groups = [group for query in ("users", "trail", "import", "new", "add", "") for group in told(vera, query).values()]
    offered = {address for group in groups for _title, address in group}
    assert "/measures" in offered
    assert not offered & {
        "/users",
        "/audit",
        "/settings",
        "/jobs",
        "/users/new",
        "/plan/new",
    }


def test_where_one_was_comes_first_under_the_names_that_one_may_see(year_world, vera):
    lately = ["/measures/k3", "/objectives/OC", "/users", "/nowhere", "/measures/gone", "/measures"]
    groups = told(vera, "", lately)
    assert next(iter(groups)) == "Lately"
    assert groups["Lately"] == [(K3, "/measures/k3"), ("C", "/objectives/OC"), ("Measures", "/measures")]


def test_whoever_finds_nothing_is_told_what_to_try(client, olga):
    client.force_login(olga)
    page = client.get("/find?q=zzzz", headers={"HX-Request": "true"}).content.decode()
    assert "Nothing is called" in page
    assert "Try “record”" in page


def test_an_answer_takes_fifteen_queries_at_most(year_world, olga, django_assert_max_num_queries):
    # Four of them are savepoints, which only a test needs.
    actor = Actor.of(olga, "web")
    with django_assert_max_num_queries(15):
        answers_to(actor, "record underst", ())
