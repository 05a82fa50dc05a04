"""People say what happened to a measure or an objective in a period, why, and what comes next."""

import re
from types import SimpleNamespace

import pytest
from tests.worlds import OCTOBER, SEPTEMBER

from hoshin.accounts.access import Actor
from hoshin.audit.models import Change, Entry
from hoshin.audit.undo import undo
from hoshin.base.errors import Conflict, Denied, Invalid
from hoshin.base.finding import found
from hoshin.base.periods import Period
from hoshin.commentary.asking import commentary_missing
from hoshin.commentary.models import Commentary
from hoshin.commentary.policies import commentable, may_comment, readers_of
from hoshin.commentary.selectors import (
    beside,
    commentaries_beside,
    commentaries_on,
    latest_commentaries,
)
from hoshin.commentary.services import write_commentary
from hoshin.measures.models import Measure
from hoshin.measures.services import withdraw_actual
from hoshin.org.models import Person, Unit
from hoshin.org.services import change_unit
from hoshin.scorecards.selectors import scorecard
from hoshin.strategy.models import Objective, Plan
from hoshin.strategy.services import change_objective, change_plan

pytestmark = pytest.mark.django_db
KINDS, THINGS = {"REV": "measure", "GROW": "objective"}, {"measure": Measure, "objective": Objective}


@pytest.fixture
def enterprise(supplied_world, november, carl):
    return Plan.objects.get(code="E")


@pytest.fixture
def rev(enterprise):
    return Measure.objects.get(code="REV")


def test_who_answers_for_a_measure_says_what_happened_and_nothing_is_lost(rev, carl, office):
    owner = Actor.of(carl, "web")
    first = write_commentary(owner, thing=rev, period=OCTOBER, version=0, happened="A large order slipped.")
    assert (first.written_by, first.version) == ("Carl Contributor", 1)
    again = write_commentary(owner, thing=rev, period=OCTOBER, version=1, happened="A large order slipped. ")
    assert again.version == 1
    changed = write_commentary(office, thing=rev, period=OCTOBER, version=1, happened="An order slipped.", why="Strike")
    assert (changed.version, changed.written_by) == (2, "Olga Office")
    for stale in (0, 1):
        with pytest.raises(Conflict, match="Olga Office"):
            write_commentary(owner, thing=rev, period=OCTOBER, version=stale, happened="Mine")
    assert Entry.objects.filter(table="commentary_commentary").first().before["happened"] == "A large order slipped."
    undo(office, change=Change.objects.latest("pk"))
    assert commentaries_on(owner, rev).get().happened == "A large order slipped."


def test_an_emptied_commentary_is_taken_back_and_its_first_writer_may_undo_that(rev, carl):
    owner = Actor.of(carl, "web")
    write_commentary(owner, thing=rev, period=OCTOBER, why="Strike")
    write_commentary(owner, thing=rev, period=OCTOBER)
    assert (list(commentaries_on(owner, rev)), Change.objects.latest("pk").facts["variant"]) == ([], "taken_back")
    undo(owner, change=Change.objects.latest("pk"))
    assert commentaries_on(owner, rev).get().why == "Strike"
    write_commentary(owner, thing=rev, period=OCTOBER)
    assert write_commentary(owner, thing=rev, period=OCTOBER, version=0, happened="New").happened == "New"


def test_nothing_and_too_much_are_refused(rev, office):
    for texts, field in (
        ({}, "happened"),
        ({"why": "x" * 4001}, "why"),
        ({"happened": "\x07"}, "happened"),
    ):
        with pytest.raises(Invalid) as refused:
            write_commentary(office, thing=rev, period=OCTOBER, **texts)
        assert refused.value.problems[0].field == field
    with pytest.raises(Invalid):
        write_commentary(office, thing=rev, period=Period.parse("2999-01"), happened="Far away")


def test_heads_write_on_what_is_of_their_unit_and_nobody_on_what_is_of_others(rev, carl, vera, office):
    cost, grow = Measure.objects.get(code="COST"), Objective.objects.get(code="GROW")
    owner, viewer, north = Actor.of(carl, "web"), Actor.of(vera, "web"), Unit.objects.get(code="NORTH")
    assert [may_comment(owner, thing) for thing in (rev, grow, cost)] == [True, False, False]
    assert not may_comment(viewer, rev)
    for actor in (owner, viewer):
        with pytest.raises(Denied):
            write_commentary(actor, thing=grow, period=OCTOBER, happened="Mine")
    change_unit(office, unit=north, head=Person.objects.get(employee_id="P1"))
    assert may_comment(owner, grow, north)
    assert not may_comment(owner, cost, north), "whoever may not see it writes nothing on it"
    change_objective(office, objective=grow, unit=north)
    assert may_comment(owner, grow)
    # The right to undo ends with the right to write.
    write_commentary(owner, thing=grow, period=OCTOBER, happened="Ours")
    mine = Change.objects.latest("pk")
    change_unit(office, unit=north, head=None)
    with pytest.raises(Denied):
        undo(owner, change=mine)


def test_it_is_as_open_as_what_it_is_about_and_says_so_before_it_is_written(rev, carl, vera, office):
    secret, cost = Objective.objects.get(code="SECRET"), Measure.objects.get(code="COST")
    for thing in (rev, secret, cost):
        write_commentary(office, thing=thing, period=OCTOBER, happened=f"Yardword {thing.code}")
    for user, seen in ((vera, {"REV"}), (carl, {"REV"})):
        actor = Actor.of(user, "web")
        assert {row.thing.code for row in latest_commentaries(actor)} == seen
        assert {answer.code for answer in found(actor, "yardw", kinds={"commentary"})} == seen
    assert {answer.code for answer in found(office, "yardw", kinds={"commentary"})} == {"REV", "SECRET", "COST"}
    assert (readers_of(rev).is_all, readers_of(secret).is_all, readers_of(cost).is_all) == (True, False, False)
    secret = change_objective(office, objective=secret, owner=Person.objects.get(employee_id="P1"))
    assert (readers_of(secret).names, readers_of(cost).names) == (("Carl Contributor",),) * 2


def test_beside_a_score_stands_what_is_said_of_its_period(enterprise, rev, office):
    grow = Objective.objects.get(code="GROW")
    write_commentary(office, thing=rev, period=SEPTEMBER, happened="September")
    write_commentary(office, thing=rev, period=Period.parse("2026"), happened="Year")
    write_commentary(office, thing=grow, period=Period.parse("2026-10-05"), happened="Day")
    write_commentary(office, thing=grow, period=OCTOBER, happened="North", unit=Unit.objects.get(code="NORTH"))
    lines = {line.code: line for line in scorecard(office, enterprise, period="2026-10").lines}
    said = commentaries_beside(office, list(lines.values()), OCTOBER)
    assert [beside(said, lines[code]).happened for code in ("REV", "GROW")] == ["Year", "Day"]
    write_commentary(office, thing=rev, period=OCTOBER, happened="October")
    assert beside(commentaries_beside(office, [lines["REV"]], OCTOBER), lines["REV"]).happened == "October"
    assert beside(commentaries_beside(office, [lines["REV"]], SEPTEMBER), lines["REV"]).happened == "September"
    assert beside(commentaries_beside(office, [lines["REV"]], SEPTEMBER.shift(-12)), lines["REV"]) is None
    assert Commentary.objects.count() == 5


def test_a_word_is_asked_for_where_the_plan_says_so_until_somebody_said_it(enterprise, rev, carl, vera, office):
    owner = Actor.of(carl, "web")

    def missing(actor, **asked):
        return [node.thing.code for node in commentary_missing(actor, Plan.objects.get(), OCTOBER, **asked)]

    assert missing(office) == []
    change_plan(office, plan=enterprise, asks_commentary="off_track", red_below=65.0, is_from_beginning=True)
    assert missing(office) == ["COST", "GROW", "REV", "SECRET"]
    assert missing(office, is_own=True) == []
    assert (missing(owner), missing(Actor.of(vera, "web"))) == (["REV"], [])
    write_commentary(owner, thing=rev, period=SEPTEMBER, happened="Earlier")
    assert missing(owner) == ["REV"]
    write_commentary(owner, thing=rev, period=OCTOBER, happened="Slipped", unit=Unit.objects.get(code="NORTH"))
    assert missing(owner) == ["REV"], "what is said of a unit does not speak for the whole"
    write_commentary(owner, thing=rev, period=OCTOBER, happened="Slipped")
    assert missing(owner) == []
    write_commentary(owner, thing=rev, period=OCTOBER)
    assert missing(owner) == ["REV"], "what was taken back is not said"


def test_lists_are_narrowed_to_what_lacks_a_word_and_to_what_has_one(enterprise, rev, office, vera, client):
    def listed(kind, wanted):
        page = client.get(f"/{kind}s?plan=E&commentary={wanted}").content.decode()
        return re.findall(rf'data-open href="/{kind}s/(\w+)', page), page

    client.force_login(vera, backend="hoshin.notices.signed_in.WithUnread")
    asked = "Commentary asked for and missing"
    assert asked not in listed("measure", "")[1]
    change_plan(office, plan=enterprise, asks_commentary="off_track", red_below=65.0, is_from_beginning=True)
    assert (listed("measure", "missing")[0], listed("objective", "missing")[0]) == (["REV"], ["GROW"])
    assert listed("measure", "said")[0] == []
    write_commentary(office, thing=rev, period=OCTOBER, happened="Slipped")
    assert (listed("measure", "missing")[0], listed("measure", "said")[0]) == ([], ["REV"])
    assert asked in listed("measure", "missing")[1]
    # What one may not see stands in no list, whatever was said of it.
    write_commentary(office, thing=Measure.objects.get(code="COST"), period=OCTOBER, happened="Slipped")
    assert listed("measure", "said")[0] == ["REV"]
    assert listed("measure", "nonsense")[0] == ["REV"]


def test_the_row_of_a_unit_offers_its_head_to_say_what_happened(enterprise, rev, office, carl, vera, client):
    """As the policy decides it, for what belongs to the unit and for what it holds."""
    grow, north = Objective.objects.get(code="GROW"), Unit.objects.get(code="NORTH")
    change_plan(office, plan=enterprise, asks_commentary="off_track", red_below=65.0, is_from_beginning=True)
    client.force_login(carl, backend="hoshin.notices.signed_in.WithUnread")

    def offered():
        page = client.get("/?plan=E&open=all&depth=9").content.decode()
        return {code for code in ("GROW", "REV") if f"/commentary/{KINDS[code]}/{code}/2026-10" in page}

    assert offered() == {"REV"}
    change_unit(office, unit=north, head=Person.objects.get(employee_id="P1"))
    change_objective(office, objective=grow, unit=north)
    assert offered() == {"REV", "GROW"}
    owner = Actor.of(carl, "web")
    things = [
        SimpleNamespace(kind=kind, ref=THINGS[kind].objects.get(code=code).pk, unit=unit)
        for code, kind in KINDS.items()
        for unit in ("", "NORTH")
    ]
    for actor in (owner, office, Actor.of(vera, "web")):
        found = commentable(actor, things)
        for one in things:
            thing = THINGS[one.kind].objects.get(pk=one.ref)
            unit = Unit.objects.get(code=one.unit) if one.unit else None
            assert ((one.kind, one.ref, one.unit) in found) == may_comment(actor, thing, unit), (actor.name, one)


def test_late_values_are_asked_about_where_the_plan_says_so(enterprise, rev, office):
    withdraw_actual(office, measure=rev, period=OCTOBER)
    for asks, wanted in (("off_track", []), ("off_track_or_late", ["REV"])):
        plan = change_plan(office, plan=enterprise, asks_commentary=asks)
        assert [node.thing.code for node in commentary_missing(office, plan, OCTOBER) if node.measure == rev] == wanted
