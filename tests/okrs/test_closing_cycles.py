"""A cycle is closed: each goal goes on, stays as it stood, or leaves; score and grade are kept; reopened with a reason."""

from datetime import date

import pytest
from django.db import transaction
from tests.okrs.goals import DUE, quarter, written
from tests.worlds import OCTOBER

from hoshin.accounts.access import Actor
from hoshin.audit.models import Change
from hoshin.audit.undo import undo
from hoshin.base.errors import Conflict, Denied, Invalid
from hoshin.exchange.workbook import export, import_workbook
from hoshin.measures.models import Measure
from hoshin.measures.rows import TargetEdit, TargetRow
from hoshin.measures.services import change_measure, record_actual, set_targets
from hoshin.okrs.models import ClosingChoice, Commitment, Cycle, CycleResult
from hoshin.okrs.rows import CommitmentRow, KeyResultDraft
from hoshin.okrs.selectors import goals_of
from hoshin.okrs.services import change_cycle, change_goal, drop_goal, reopen_cycle, upsert_commitments
from hoshin.org.models import Person
from hoshin.org.services import add_person
from hoshin.scorecards.models import Edge, Score
from hoshin.scorecards.services import ClosingRule, close_as_it_stands, closing_of
from hoshin.strategy.models import Contribution, Objective, Plan
from hoshin.strategy.rows import ObjectiveRow
from hoshin.strategy.services import (
    add_objective,
    change_objective,
    remove_contribution,
    remove_objective,
    set_contribution,
    set_weights,
    upsert_objectives,
)

pytestmark = pytest.mark.django_db
NOVEMBER = OCTOBER.shift(1)


@pytest.fixture
def cycle(supplied_world, november, office):
    return quarter(office)


@pytest.fixture
def following(cycle, office):
    return quarter(office, "2027-Q1", date(2027, 1, 1), date(2027, 3, 31))


@pytest.fixture
def goals(cycle, carl):
    """Four goals of Carl: reached, half way, never begun, and one that is dropped."""
    own, found = Actor.of(carl, "web"), {}
    for name, value in (("Reached", 9), ("Half", 5), ("Begun", None), ("Given up", 1)):
        goal = written(own, name=name, cycle=cycle, key_results=[KeyResultDraft(f"Steps of {name}", 0, 10)])
        if value is not None:
            measure = Measure.objects.get(serves__parent=goal.objective)
            record_actual(own, measure=measure, period=NOVEMBER, value=value)
        found[name] = goal
    return found


def counting():
    edges = Edge.objects.filter(parent__objective__code="GROW", valid_to=None, child__objective__isnull=False)
    return set(edges.values_list("child__objective__name", flat=True))


def test_each_goal_becomes_what_is_decided_and_is_kept_as_it_stood(office, carl, cycle, following, goals):
    rule = ClosingRule(single={goals["Given up"].objective.code: ClosingChoice.DROP})
    preview = closing_of(office, cycle=cycle, rule=rule)
    assert preview.counts == {"carry_over": 2, "archive": 1, "drop": 1}
    assert not CycleResult.objects.exists()
    before = dict(Score.objects.values_list("pk", "score"))
    close_as_it_stands(office, cycle=cycle, rule=rule, into=following)
    kept = {row.objective.name: (row.decision, row.score, row.grade) for row in CycleResult.objects.all()}
    assert kept == {
        "Reached": ("archive", 90, 0.9),
        "Half": ("carry_over", 50, 0.5),
        "Begun": ("carry_over", None, None),
        "Given up": ("drop", 10, 0.1),
    }
    own = Actor.of(carl, "web")
    mine = {
        row.commitment.objective.name: row.commitment for row in goals_of(own, Person.objects.get(employee_id="P1"))
    }
    assert {name: (row.cycle, row.objective.due_date) for name, row in mine.items()} == {
        "Half": (following, following.ends_on),
        "Begun": (following, following.ends_on),
    }
    assert Measure.objects.get(name="Steps of Half").due_on == following.ends_on
    assert counting() == {"Half", "Begun"}
    # October and what came before it stay as they were.
    after = dict(Score.objects.filter(period__lt=NOVEMBER.start).values_list("pk", "score"))
    assert after == {key: before[key] for key in after}


def test_closing_changes_nothing_of_periods_that_were_over(office, carl, cycle):
    """Also where too little was known for a score: of what, it was said, and what was missing then is missing still."""
    broad = add_objective(office, plan=Plan.objects.get(code="E"), code="BROAD", name="Broad")
    goal = written(Actor.of(carl, "web"), cycle=cycle, serves={broad: 3})
    set_contribution(office, parent=broad, child=Measure.objects.get(code="REV"))
    over = Score.objects.filter(period__lt=NOVEMBER.start)
    before = {pk: found for pk, *found in over.values_list("pk", "score", "coverage")}
    stood = over.get(node__objective=broad, period=OCTOBER.start)
    assert (stood.score, stood.coverage) == (None, 0.25)
    close_as_it_stands(office, cycle=cycle, rule=ClosingRule(others=ClosingChoice.ARCHIVE))
    after = {pk: found for pk, *found in over.values_list("pk", "score", "coverage")}
    assert {key: after.get(key) for key in before} == before
    edge = Edge.objects.get(child__objective=goal.objective, parent__objective=broad)
    assert (edge.valid_from, edge.valid_to) == (None, NOVEMBER.start)


def test_what_stands_in_a_closed_cycle_is_only_read(office, carl, cycle, goals, client):
    close_as_it_stands(office, cycle=cycle, rule=ClosingRule(others=ClosingChoice.ARCHIVE))
    cycle.refresh_from_db()
    own, goal = Actor.of(carl, "web"), Commitment.objects.get(objective__name="Half")
    for refused in (
        lambda: change_goal(own, commitment=goal, name="Another"),
        lambda: change_goal(office, commitment=goal, name="Another"),
        lambda: drop_goal(own, commitment=goal),
        lambda: written(own, cycle=cycle),
        lambda: change_cycle(office, cycle=cycle, name="Another"),
    ):
        with pytest.raises(Invalid, match="closed") as said:
            refused()
        assert said.value.problems[0].code == "closed"
    with pytest.raises(Conflict, match="closed on"):
        close_as_it_stands(office, cycle=cycle, rule=ClosingRule())
    client.force_login(carl)
    assert "Half" not in client.get("/goals").content.decode()
    page = client.get(f"/cycles/{cycle.pk}").content.decode()
    assert "How its goals stood when it was closed" in page
    assert "0.5" in page


def test_it_is_reopened_with_a_reason_and_what_was_archived_counts_again(office, carl, cycle, following, goals):
    close_as_it_stands(office, cycle=cycle, rule=ClosingRule(), into=following)
    assert counting() == {"Half", "Begun", "Given up"}
    cycle.refresh_from_db()
    with pytest.raises(Invalid, match="Say why"):
        reopen_cycle(office, cycle=cycle, reason=" ")
    with pytest.raises(Denied):
        reopen_cycle(Actor.of(carl, "web"), cycle=cycle, reason="Mine")
    reopened = reopen_cycle(office, cycle=cycle, reason="A value came late.")
    assert Change.objects.latest("id").note == "A value came late."
    goal = Commitment.objects.get(objective__name="Reached")
    assert (reopened.closed_on, goal.archived_on, goal.is_draft) == (None, None, False)
    assert counting() == {"Reached", "Half", "Begun", "Given up"}
    change_goal(Actor.of(carl, "web"), commitment=goal, cycle=reopened, name="Reached after all")
    with pytest.raises(Conflict, match="open already"):
        reopen_cycle(office, cycle=reopened, reason="Again")


def test_nothing_is_closed_by_half(office, carl, cycle, following, goals):
    with pytest.raises(Invalid, match="another cycle that is open"):
        close_as_it_stands(office, cycle=cycle, rule=ClosingRule())
    with pytest.raises(Denied):
        close_as_it_stands(Actor.of(carl, "web"), cycle=cycle, rule=ClosingRule(), into=following)
    with pytest.raises(Conflict):
        close_as_it_stands(office, cycle=cycle, rule=ClosingRule(), into=following, version=cycle.version + 1)
    assert not CycleResult.objects.exists()
    assert Commitment.objects.filter(cycle=cycle, archived_on=None).count() == 4
    close_as_it_stands(office, cycle=cycle, rule=ClosingRule(), into=following)
    undo(office, change=Change.objects.latest("id"))
    assert (CycleResult.objects.count(), Commitment.objects.filter(cycle=cycle, archived_on=None).count()) == (0, 4)
    assert counting() == set(goals)


def test_the_workbook_keeps_what_was_closed(office, cycle, following, goals, tmp_path):
    close_as_it_stands(office, cycle=cycle, rule=ClosingRule(others=ClosingChoice.DROP))
    export(office, tmp_path / "book")
    assert (tmp_path / "book" / "cycle_results.csv").read_text(encoding="utf-8-sig").count("drop") == 3
    again = import_workbook(office, tmp_path / "book")
    assert (again.total.created, again.total.changed) == (0, 0)
    CycleResult.objects.all().delete()
    assert import_workbook(office, tmp_path / "book").total.created == 4


def test_the_wizard_previews_and_closes(office, olga, carl, cycle, following, goals, client):
    client.force_login(carl)
    assert client.get(f"/cycles/{cycle.pk}/close").status_code == 403
    client.force_login(olga)
    page = client.get(f"/cycles/{cycle.pk}/close").content.decode()
    assert 'value="2027-Q1" selected' in page
    code = Objective.objects.get(name="Given up").code
    chosen = {"reached": "archive", "others": "carry_over", "into": "2027-Q1", f"goal-{code}": "drop"}
    looked = client.get(f"/cycles/{cycle.pk}/close", chosen).content.decode()
    assert 'value="drop" selected' in looked
    missing = client.post(f"/cycles/{cycle.pk}/close", chosen | {"into": ""})
    assert (missing.status_code, "another cycle that is open" in missing.content.decode()) == (422, True)
    sent = client.post(f"/cycles/{cycle.pk}/close", chosen | {"version": cycle.version})
    assert sent.headers["Location"] == f"/cycles/{cycle.pk}"
    assert set(CycleResult.objects.values_list("decision", flat=True)) == {"archive", "carry_over", "drop"}
    assert client.post(f"/cycles/{cycle.pk}/reopen", {"reason": "A value came late."}).status_code == 302
    assert cycle.ends_on == DUE


def revisions(goal, other):
    """Ways in which the office could change terms of a goal that is closed, past the pages of goals."""
    objective = Objective.objects.get(pk=goal.objective_id)
    measure = Measure.objects.get(serves__parent=objective)
    link = Contribution.objects.get(objective=objective)
    target = measure.targets.get()
    return {
        "name": lambda by: change_objective(by, objective=objective, name="Another"),
        "removal": lambda by: remove_objective(by, objective=objective),
        "weight": lambda by: set_weights(by, parent=link.parent, weights={link.pk: 7}),
        "serves": lambda by: set_contribution(by, parent=other.objective, child=objective),
        "no more": lambda by: remove_contribution(by, contribution=link),
        "what serves it": lambda by: set_contribution(by, parent=objective, child=other.objective),
        "measure": lambda by: change_measure(by, measure=measure, name="Another"),
        "key result": lambda by: remove_contribution(by, contribution=Contribution.objects.get(measure=measure)),
        "target": lambda by: set_targets(
            by, measure=measure, edits=[TargetEdit(TargetRow(measure.pk, target=3), target.pk, target.version)]
        ),
        "file": lambda by: upsert_objectives(by, [ObjectiveRow(plan="E", code=objective.code, name="Another")]),
        "cycle": lambda by: upsert_commitments(by, [CommitmentRow(objective.code, "", False)]),
        "undo": lambda by: undo(by, change=Change.objects.filter(verb="change_objective").earliest("id")),
    }


@pytest.fixture
def closed(office, cycle, goals):
    """The cycle of four goals, closed; before that the office had given one of them another name."""
    half = goals["Half"]
    change_objective(office, objective=half.objective, name="Half of it")
    close_as_it_stands(office, cycle=cycle, rule=ClosingRule(others=ClosingChoice.ARCHIVE))
    return Commitment.objects.get(pk=half.pk)


def test_nobody_revises_a_closed_goal_past_its_page(office, carl, cycle, closed):
    other = written(Actor.of(carl, "web"), name="Open", key_results=[KeyResultDraft("Other steps", 0, 10)])
    ways = revisions(closed, other)
    for way, revise in ways.items():
        with pytest.raises(Invalid, match="which is closed") as said, transaction.atomic():
            revise(office)
        assert (way, said.value.problems[0].code) == (way, "closed")
    assert Objective.objects.get(pk=closed.objective_id).name == "Half of it"
    reopen_cycle(office, cycle=Cycle.objects.get(pk=cycle.pk), reason="It was closed too early.")
    for way, revise in revisions(Commitment.objects.get(pk=closed.pk), other).items():
        if way not in ("undo", "what serves it"):
            with transaction.atomic():
                revise(office)
                transaction.set_rollback(True)


def test_what_is_no_term_goes_on_when_a_goal_is_closed(office, closed):
    """Who answers for it, values of its key results, a measure that others are measured by, and what it served."""
    maya = add_person(office, employee_id="P9", name="Maya")
    change_objective(office, objective=closed.objective, owner=maya)
    measure = Measure.objects.get(serves__parent=closed.objective)
    record_actual(office, measure=measure, period=NOVEMBER, value=6)
    change_measure(office, measure=measure, owner=maya)
    set_contribution(office, parent=Objective.objects.get(code="GROW"), child=measure)
    change_measure(office, measure=measure, name="Steps that count elsewhere")
    remove_objective(office, objective=Objective.objects.get(code="GROW"))
    assert CycleResult.objects.get(objective=closed.objective).grade == 0.5


def test_a_file_that_brings_closed_goals_brings_them_whole(office, cycle, goals, tmp_path):
    """The way out of one installation and into another, where nothing of it stands yet."""
    close_as_it_stands(office, cycle=cycle, rule=ClosingRule(others=ClosingChoice.ARCHIVE))
    export(office, tmp_path / "book")
    Objective.everything.filter(pk__in=[goal.objective_id for goal in goals.values()]).delete()
    Cycle.objects.all().delete()
    Measure.objects.filter(name__startswith="Steps").delete()
    assert import_workbook(office, tmp_path / "book").total.created > 8
    assert Commitment.objects.exclude(archived_on=None).count() == 4


def test_pages_and_programs_say_why_a_closed_goal_cannot_be_changed(olga, office, cycle, closed, client):
    objective = closed.objective
    client.force_login(olga)
    page = f"/plan/details/objective/{objective.pk}"
    shown = client.get(f"/objectives/{objective.code}").content.decode()
    assert "Closed with the cycle 2026-Q4." in shown
    assert page not in shown
    version = Objective.objects.get(pk=objective.pk).version
    sent = client.post(f"/plan/name/objective/{objective.pk}", {"name": "Typed name", "version": version})
    text = sent.content.decode()
    assert (sent.status_code, "which is closed" in text) == (422, True)
