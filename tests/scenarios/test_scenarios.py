"""Scenarios: kept, shared with whom one chooses, compared, adopted by the ways in which targets change, and taken along."""

import pytest
from tests.scenarios.a_scenario import kept

from hoshin.accounts.access import Actor
from hoshin.base.errors import Denied, Invalid, NotFound
from hoshin.measures.models import Measure
from hoshin.notices.models import Notice
from hoshin.notices.selectors import in_words
from hoshin.org.models import Person, Unit
from hoshin.org.services import add_person, add_unit, change_unit
from hoshin.scenarios.models import Scenario
from hoshin.scenarios.rows import AssumptionRow
from hoshin.scenarios.said import row_of, text_of
from hoshin.scenarios.selectors import (
    assumptions_of,
    levers,
    scenario_answer,
    scenario_by_code,
    scenarios_listed,
    what_if,
)
from hoshin.scenarios.services import adopt_scenario, adoptions_of, change_scenario, remove_scenario
from hoshin.strategy.models import Plan

pytestmark = pytest.mark.django_db
BACKEND = "hoshin.notices.signed_in.WithUnread"


@pytest.fixture
def people(supplied_world, november, system, olga, carl, vera):
    """Carl keeps scenarios; Vera is in a unit below the one that they may be shared with."""
    top = add_unit(system, code="TOP", name="Top")
    below = add_unit(system, code="LOW", name="Low", parent=top)
    add_person(system, employee_id="V1", name="Vera Viewer", user=vera, unit=below)
    return {"carl": Actor.of(carl, "web"), "vera": Actor.of(vera, "web"), "olga": Actor.of(olga, "web")}


def seen_by(actor):
    return [row.code for row in scenarios_listed(actor)]


def test_it_is_its_makers_own_until_it_is_shared(people, system):
    row = kept()
    vera = Person.objects.get(employee_id="V1")
    shares = (
        ({"visibility": "private"}, False, False),
        ({"visibility": "named", "readers": [vera]}, True, False),
        ({"visibility": "unit", "unit": Unit.objects.get(code="TOP")}, True, False),
        ({"visibility": "everyone"}, True, True),
    )
    for said, by_vera, by_olga in shares:
        row = change_scenario(people["carl"], scenario=row, name=row.name, description="", **said)
        assert bool(seen_by(people["vera"])) is by_vera, said
        assert bool(seen_by(people["olga"])) is by_olga, said
        assert seen_by(people["carl"]) == ["S-1"]
        assert not seen_by(system) or by_olga
    with pytest.raises(Denied):
        change_scenario(people["olga"], scenario=row, name="Mine", description="", visibility="private")
    with pytest.raises(Denied):
        remove_scenario(people["vera"], scenario=row)
    remove_scenario(people["carl"], scenario=row)
    with pytest.raises(NotFound):
        scenario_by_code(people["carl"], "S-1")


def test_a_unit_is_told_once_and_several_of_a_day_as_one(people, system, olga):
    head = add_person(system, employee_id="O1", name="Olga Office", user=olga)
    top, low = (Unit.objects.get(code=code) for code in ("TOP", "LOW"))
    top = change_unit(system, unit=top, head=head)

    def told():
        rows = Notice.objects.filter(kind="scenario_shared_with_unit").order_by("user__name", "pk")
        return [(row.user.name, row.facts["unit"], row.facts["count"]) for row in rows]

    row = kept(visibility="unit", unit=low)
    assert told() == [("Vera Viewer", "Low", 1)], "who heads the unit above finds it in the list"
    said = {"name": "Sell much more", "description": "", "visibility": "unit", "unit": low}
    row = change_scenario(people["carl"], scenario=row, **said)
    assert len(told()) == 1, "another name is no news"
    kept(visibility="unit", unit=low)
    assert told() == [("Vera Viewer", "Low", 2)]
    (words,) = in_words(people["vera"], Notice.objects.filter(user__name="Vera Viewer"))
    assert words.text == "2 scenarios were shared with Low, the latest by Carl Contributor: Sell more, S-2"
    change_scenario(people["carl"], scenario=row, **said | {"unit": top})
    assert told() == [("Olga Office", "Top", 1), ("Vera Viewer", "Low", 2), ("Vera Viewer", "Top", 1)]
    for one in ("vera", "olga"):
        assert seen_by(people[one]) == ["S-2", "S-1"], "whoever is told may read it"


def test_what_is_wrong_with_sharing_is_named(people):
    for said, field in (
        ({"name": " "}, "name"),
        ({"visibility": "unit"}, "unit"),
        ({"visibility": "named"}, "readers"),
    ):
        with pytest.raises(Invalid) as caught:
            kept(**said)
        assert caught.value.problems[0].field == field


def test_the_office_sets_targets_and_nobody_else_does_so(people):
    row = kept(AssumptionRow("value", 60.0, measure="REV"), visibility="everyone")
    for one in ("carl", "vera"):
        assert [adoption.way for adoption in adoptions_of(people[one], row)] == ["office"]
        with pytest.raises(Denied):
            adopt_scenario(people[one], scenario=row, keys=[adoptions_of(people[one], row)[0].key])
    adoption = adoptions_of(people["olga"], row)[0]
    assert (adoption.way, adoption.wanted) == ("set", 60.0)
    done = adopt_scenario(people["olga"], scenario=row, keys=[adoption.key])
    assert (done.targets, done.proposals) == (1, ())
    held = Measure.objects.get(code="REV").targets.get(starts_on="2026-10-01")
    assert held.target == 60.0
    assert [one.reason for one in adoptions_of(people["olga"], row)] == ["same"]


def test_assumptions_are_written_as_texts_and_read_again():
    for row in (
        AssumptionRow("value", 80.0, measure="NPS", unit="NORTH"),
        AssumptionRow("target", 0.1, measure="NPS", column="red"),
        AssumptionRow("weight", 2.5, measure="NPS", within="GROW"),
        AssumptionRow("weight", 2.5, perspective="C"),
        AssumptionRow("effect", 0.5, initiative="I-1", objective="GROW"),
    ):
        assert row_of(text_of(row)) == row
    for text in ("", "value=3", "wish/x=3", "value/x=many", "effect/x=1", "weight/plan/x=1"):
        with pytest.raises(Invalid):
            row_of(text)


def test_the_best_lever_is_the_one_that_moves_the_top_most(enterprise, system):
    plan = Plan.objects.get(code="E")
    shown = levers(system, plan, what_if(system, plan, []).period)
    # k4 serves two objectives, in one of which nothing else has reported.
    assert [one.line.code for one in shown.lines] == ["k4", "k3", "k2", "k1"]
    for one in shown.lines:
        row = AssumptionRow("value", 100.0, measure=one.line.code)
        found = what_if(system, plan, assumptions_of(system, [row]), period="2026-10")
        assert found.top.moved == pytest.approx(one.lever.moves)


def test_it_is_tried_kept_shared_compared_and_adopted_on_its_pages(people, client, olga, carl):
    client.force_login(carl, backend=BACKEND)
    begun = client.get("/what-if?begin=measure/REV").content.decode()
    assert "value/REV" in begun
    asked = client.get("/what-if?a=value/REV&n=60&a=target/REV&n=").content.decode()
    assert "What adds how much" in asked
    wrong = client.get("/what-if?a=value/REV&n=many").content.decode()
    assert "is not a number" in wrong
    address = "/scenarios/new?plan=E&period=2026-10&a=value/REV&n=60"
    assert client.post(address, {"name": "", "visibility": "private"}).status_code == 422
    kept_as = client.post(address, {"name": "Sell more", "visibility": "everyone"})
    assert kept_as.headers["Location"] == "/scenarios/S-1"
    assert "Sell more" in client.get("/scenarios").content.decode()
    assert "60" in client.get("/scenarios/S-1").content.decode()
    assert "Sell more" in client.get("/scenarios/compare?s=S-1").content.decode()
    client.force_login(olga, backend=BACKEND)
    preview = client.get("/scenarios/S-1/adopt").content.decode()
    key = adoptions_of(people["olga"], Scenario.objects.get())[0].key
    assert f'value="{key}"' in preview
    assert client.post("/scenarios/S-1/adopt", {"keys": key}).status_code == 302
    assert client.post("/scenarios/S-1/adopt", {}).status_code == 422


def test_what_a_reader_may_not_see_is_not_told(people):
    """Of two objectives one is hidden from Vera: neither the perspective nor the plan tells her what would become of it."""
    row = kept(visibility="everyone")
    found = scenario_answer(people["vera"], row)
    assert {one.line.code: one.is_told for one in found.moved} == {"E": False, "FIN": False, "GROW": True, "REV": True}
    assert found.top.line.code == "GROW"
    whole = scenario_answer(people["olga"], row)
    assert all(one.is_told for one in whole.moved)


def test_about_something_hidden_a_reader_learns_that_it_is_there(people, system):
    row = kept(visibility="everyone")
    hidden = Measure.objects.get(code="COST")
    row.assumptions.create(kind="value", number=60.0, measure=hidden, position=1)
    found = scenario_answer(people["vera"], row)
    assert [one.line is None for one in found.assumed] == [False, True]
    assert [one.now for one in found.assumed] == [30.0, None]
    assert "COST" not in {one.line.code for one in found.moved}
