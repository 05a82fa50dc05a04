"""Everybody sees the same of a thing, whichever way they come to it."""

import pytest
from tests.accounts.an_organisation import actors_of_organisation, owns, sees_measure, sees_objective
from tests.slices import said_by_slices

from hoshin.accounts.access import Actor
from hoshin.accounts.models import ApiToken, User
from hoshin.accounts.sight import closed_kinds, things
from hoshin.base import clock
from hoshin.base.errors import NotFound
from hoshin.base.finding import found
from hoshin.base.periods import Period
from hoshin.exchange.models import Transfer
from hoshin.measures.models import Actual, Measure, Target
from hoshin.measures.selectors import current_actuals, history_of_actual, measure_by_code, targets_of
from hoshin.measures.sheets import ACTUALS, MEASURES, TARGETS
from hoshin.org.models import GrantedRelation, Person
from hoshin.org.relations import is_dotted_line, is_hr_of_unit, is_manager, is_unit_head
from hoshin.scorecards.models import Node, NodeKind, Score
from hoshin.scorecards.selectors import actual_lines, all_lines, nodes_listed, value_rows
from hoshin.scorecards.selectors.catalogue import Wish
from hoshin.scorecards.sheets.edges import EDGES
from hoshin.strategy.models import CausalLink, Contribution, Objective, Plan
from hoshin.strategy.outline import feeding, serving
from hoshin.strategy.selectors import causal_links, objective_by_code, objectives_on_map
from hoshin.strategy.sheets.objectives import OBJECTIVES

pytestmark = pytest.mark.django_db
OCTOBER = Period.parse("2026-10")


def expected(actor: Actor) -> dict[str, set[int]]:
    """What the actor may see of each kind, by the rule in plain words; kinds that are left out stand open."""
    objectives = {row.pk for row in Objective.everything.all() if sees_objective(actor, row)}
    measures = {row.pk for row in Measure.objects.all() if sees_measure(actor, row)}
    nodes = {
        node.pk
        for node in Node.objects.all()
        if (node.kind != NodeKind.OBJECTIVE or node.objective_id in objectives)
        and (node.kind != NodeKind.MEASURE or node.measure_id in measures)
    }
    manages_users = actor.role == "administrator"
    every_tie = Contribution.objects.all()
    return {
        "objective": objectives,
        "measure": measures,
        "target": set(Target.objects.filter(measure__in=measures).values_list("pk", flat=True)),
        "actual": set(Actual.objects.filter(measure__in=measures).values_list("pk", flat=True)),
        "node": nodes,
        "score": set(Score.objects.filter(node__in=nodes).values_list("pk", flat=True)),
        "contribution": {
            row.pk for row in every_tie if row.parent_id in objectives and row.objective_id in {None, *objectives}
        },
        "causal_link": {row.pk for row in CausalLink.objects.all() if {row.cause_id, row.effect_id} <= objectives},
        "user": {row.pk for row in User.objects.all() if manages_users or row.pk == actor.user_id},
        "granted_relation": {
            row.pk
            for row in GrantedRelation.objects.all()
            if manages_users or owns(actor, row.person) or owns(actor, row.to_person)
        },
        "transfer": set(),
        "token": {row.pk for row in ApiToken.objects.all() if manages_users or row.user_id == actor.user_id},
    }


@pytest.fixture
def actors(drawn_world, november):
    return actors_of_organisation()


def test_the_table_says_of_every_row_what_the_rule_says(actors):
    for actor in actors:
        wanted = expected(actor)
        for kind, thing in things().items():
            everything = set(thing.model._base_manager.values_list("pk", flat=True))
            seen = set(thing.visible_to(actor).values_list("pk", flat=True))
            assert seen == wanted.get(kind, everything), (kind, actor.name)


def readers_of_measures(actor: Actor, plan: Plan) -> dict[str, set[str]]:
    """The codes of the measures that each reader shows."""
    every = list(Measure.objects.all())
    return {
        "by code": {m.code for m in every if _there(measure_by_code, actor, m.code)},
        "search": {answer.code for answer in found(actor, "Quantity", 50) if answer.kind == "measure"},
        "targets": {m.code for m in every if targets_of(actor, m).exists()},
        "values": {m.code for m in every if current_actuals(actor, m).exists()},
        "history": {m.code for m in every if history_of_actual(actor, m, OCTOBER)},
        "notes": {m.code for m in every if any(row.notes for row in value_rows(actor, m))},
        "why": {m.code for m in every if actual_lines(actor, m)},
        "sheet of measures": {row.code for row in MEASURES.stored(actor)},
        "sheet of targets": {row.measure for row in TARGETS.stored(actor)},
        "sheet of actuals": {row.measure for row in ACTUALS.exported(actor, True)},
    }


def readers_of_scored_measures(actor: Actor, plan: Plan) -> dict[str, set[str]]:
    every = all_lines(actor, plan, period=OCTOBER)
    listed = nodes_listed(actor, plan, NodeKind.MEASURE, Wish()).page.rows
    return {
        "scorecard": {line.code for line in every if line.kind == NodeKind.MEASURE},
        "list": {line.code for line in listed},
        "plan": {
            row.measure.code for level in serving(actor, {}, plan=plan).values() for row in level.rows if row.measure
        },
    }


def readers_of_objectives(actor: Actor, plan: Plan) -> dict[str, set[str]]:
    return {
        "by code": {row.code for row in Objective.objects.all() if _there(objective_by_code, actor, row.code)},
        "search": {answer.code for answer in found(actor, "Objective", 50) if answer.kind == "objective"},
        "list": {line.code for line in nodes_listed(actor, plan, NodeKind.OBJECTIVE, Wish()).page.rows},
        "scorecard": {
            line.code for line in all_lines(actor, plan, period=OCTOBER.shift(1)) if line.kind == NodeKind.OBJECTIVE
        },
        "sheet": {row.code for row in OBJECTIVES.stored(actor) if row.removed_on is None},
    }


@pytest.mark.parametrize("drawn_world", ["drawn1", "drawn2"], indirect=True)
def test_every_reader_shows_what_the_table_opens(actors):
    plan = Plan.objects.get()
    serves = set(Contribution.objects.filter(parent__removed_on=None).values_list("measure__code", flat=True))
    for actor in actors:
        measures = {row.code for row in things()["measure"].visible_to(actor)}
        objectives = {row.code for row in things()["objective"].visible_to(actor) if row.removed_on is None}
        for reader, shown in readers_of_measures(actor, plan).items():
            assert shown == measures, (reader, actor.name)
        for reader, shown in readers_of_objectives(actor, plan).items():
            assert shown == objectives, (reader, actor.name)
        for reader, shown in readers_of_scored_measures(actor, plan).items():
            if reader == "plan":
                assert shown <= measures, (reader, actor.name)
            else:
                assert shown & serves == measures & serves, (reader, actor.name)
        ends = {
            code for level in feeding(actor, plan, {}, loose=None).values() for code in (row.code for row in level.rows)
        }
        ends |= {row.code for row in objectives_on_map(actor, plan, 100)}
        ends |= {end.code for link in causal_links(actor, plan) for end in (link.cause, link.effect)}
        assert ends <= objectives, actor.name
        for row in EDGES.stored(actor):
            named = {(row.parent_kind, row.parent), (row.child_kind, row.child)}
            assert {code for kind, code in named if kind == "measure"} <= measures, actor.name


def test_managers_and_heads_are_those_whom_a_walk_upwards_meets(actors):
    people = list(Person.objects.select_related("manager", "unit"))
    for actor in actors:
        above = {
            person.pk for person in people if any(owns(actor, boss) for boss in _upwards(person.manager, "manager"))
        }
        heads = {
            person.pk
            for person in people
            if not owns(actor, person) and any(owns(actor, unit.head) for unit in _upwards(person.unit, "parent"))
        }
        assert set(Person.objects.filter(is_manager(actor, "")).values_list("pk", flat=True)) == above
        assert set(Person.objects.filter(is_unit_head(actor, "")).values_list("pk", flat=True)) == heads
        owned = Objective.everything.filter(is_manager(actor, "owner")).values_list("owner", flat=True)
        assert set(owned) == above & set(Objective.everything.values_list("owner", flat=True))


def test_granted_relations_hold_for_those_who_were_given_them_today(actors):
    people = list(Person.objects.select_related("unit"))
    granted = list(GrantedRelation.objects.filter(valid_from__lte=clock.today()).select_related("person"))
    assert len(granted) < GrantedRelation.objects.count()
    for actor in actors:
        own = [row for row in granted if owns(actor, row.person)]
        dotted = {row.to_person_id for row in own if row.to_person_id}
        units = {row.to_unit_id for row in own if row.to_unit_id}
        below = {
            person.pk
            for person in people
            if not owns(actor, person) and any(unit.pk in units for unit in _upwards(person.unit, "parent"))
        }
        assert set(Person.objects.filter(is_dotted_line(actor, "")).values_list("pk", flat=True)) == dotted
        assert set(Person.objects.filter(is_hr_of_unit(actor, "")).values_list("pk", flat=True)) == below


def test_the_shell_of_the_server_is_nobody_to_anyone(actors):
    system = Actor.system()
    owner = User.objects.get(pk=actors[0].user_id)
    Transfer.objects.create(user=owner, session="s", key="k", name="a.xlsx", began_at=clock.now())
    closed = closed_kinds(system)
    own = {"favourite", "letter", "notice", "notice_settings", "transfer"}
    own |= {"competency_evidence", "critical_role", "development_action", "development_plan", "learning_record"}
    own |= {"learning_request", "promotion_case", "skill_assessment"}
    own |= {"announcement_reading", "anonymous_talk", "confidence_vote", "feedback", "feedback_request", "following"}
    own |= {"action_item", "agenda_item", "calendar_address", "meeting", "one_on_one", "private_note", "proposal"}
    own |= {"comment_sheet", "invitation", "named_answer", "scenario_reader"}
    own |= {"calibration_change", "form_answers", "outside_answers", "rater_finding", "review_appeal", "review_result"}
    assert {thing.kind for thing in closed} == own | said_by_slices("CLOSED").keys()
    assert things()["transfer"].visible_to(actors[0]).count() == 1
    for thing in closed:
        assert not thing.visible_to(system).exists()
    assert {thing.kind for thing in things().values()} - {thing.kind for thing in closed} >= {"measure", "user", "node"}
    assert not Person.objects.filter(
        is_manager(system, "") | is_unit_head(system, "") | is_dotted_line(system, "")
    ).exists()


def _upwards(row, link):
    while row is not None:
        yield row
        row = getattr(row, link)


def _there(find, actor, code) -> bool:
    try:
        return bool(find(actor, code))
    except NotFound:
        return False
