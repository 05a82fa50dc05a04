"""Whoever has the shell asks why somebody sees a thing, and is told by which relation."""

import json

import pytest

from hoshin.measures.services import define_measure
from hoshin.org.services import add_person
from hoshin.strategy.services import add_objective, create_plan, set_contribution


@pytest.fixture
def hidden(system, carl, vera):
    """A measure that serves a private objective of Carl's alone; Vera manages Carl."""
    boss = add_person(system, employee_id="1", name="Vera", user=vera)
    carl_there = add_person(system, employee_id="2", name="Carl", user=carl, manager=boss)
    add_person(system, employee_id="3", name="Nobody")
    plan = create_plan(system, code="P", name="Plan")
    secret = add_objective(system, plan=plan, code="O1", name="Secret", visibility="private", owner=carl_there)
    measure = define_measure(system, code="M1", name="Secret figure")
    set_contribution(system, parent=secret, child=measure)
    define_measure(system, code="P", name="Same code")


def lines(run, *arguments):
    result = run("access", *arguments, "--format", "json", catch_exceptions=False)
    assert result.exit_code == 0, result.output
    assert "Secret" not in result.output
    told = json.loads(result.stdout)
    return told["may_see"], {(line["verb"], line["who"]): line for line in told["lines"]}


def test_sight_is_explained_by_relation_without_showing_the_thing(run, hidden, carl, vera):
    may, told = lines(run, carl.email, "objective:o1")
    assert may
    assert told["see", "the owner"]["is_open"]
    assert not told["see", "everyone"]["is_so"]
    may, told = lines(run, "1", "O1")
    assert not may
    assert not told["see", "see private objectives of others"]["is_so"]
    assert told["", "a manager above, at whatever distance"] == {
        "verb": "", "who": "a manager above, at whatever distance", "is_so": True, "is_open": False, "needs": "",
    }  # fmt: skip
    assert lines(run, "2", "M1")[1]["see", "whoever sees what it belongs to"]["is_open"]
    assert not lines(run, vera.email, "M1")[0]


def test_whoever_owns_a_measure_records_its_values_as_a_member(run, hidden, system, vera):
    from hoshin.measures.models import Measure
    from hoshin.measures.services import change_measure
    from hoshin.org.models import Person

    change_measure(system, measure=Measure.objects.get(code="M1"), owner=Person.objects.get(employee_id="1"))
    may, told = lines(run, vera.email, "M1")
    assert may
    record = told["record values of", "the owner"]
    assert (record["is_so"], record["is_open"], record["needs"]) == (True, True, "")
    table = run("access", vera.email, "M1")
    assert table.stderr.strip() == "vera@hoshin.test may see measure M1."


def test_what_bears_no_code_is_explained_by_whose_it_is(run, hidden, vera):
    may, told = lines(run, vera.email, "review_result:2")
    assert may
    assert told["see", "a manager above, at whatever distance"]["is_open"]
    assert told["see", "whoever takes part"]["is_so"] is None
    assert not lines(run, "2", "promotion_case:1")[0]
    table = run("access", vera.email, "review_result:2")
    assert "may see, by what they are to 2, things of the kind result of a review." in table.stderr


@pytest.mark.parametrize(
    ("who", "what", "said"),
    [
        ("nobody@hoshin.test", "M1", "nobody@hoshin.test"),
        ("3", "M1", "has no user"),
        ("2", "M99", "M99"),
        ("2", "mesure:M1", "Did you mean measure"),
        ("2", "P", "Write measure:P or plan:P"),
        ("2", "review_result:99", "There is no person 99"),
    ],
)
def test_what_cannot_be_explained_is_said(run, hidden, who, what, said):
    result = run("access", who, what)
    assert result.exit_code == 1
    assert said in result.stderr
