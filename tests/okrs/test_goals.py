"""A person takes goals on: a draft until it is whole, then a part of the plan's score; nobody writes those of others."""

from datetime import date
from pathlib import Path

import pytest
from tests.okrs.goals import DUE, filled, written
from tests.worlds import OCTOBER

import hoshin
from hoshin.accounts.access import Actor
from hoshin.accounts.services import create_token
from hoshin.base.errors import Denied, Invalid
from hoshin.exchange.workbook import export, import_workbook
from hoshin.measures.models import Measure
from hoshin.measures.services import record_actual
from hoshin.okrs.models import Cycle
from hoshin.okrs.rows import KeyResultDraft, ResultKind
from hoshin.okrs.selectors import goal_by_code, goals_of
from hoshin.okrs.services import add_cycle, change_goal, drop_goal, remove_cycle
from hoshin.org.models import Person
from hoshin.org.services import add_person
from hoshin.scorecards.models import Edge, Score
from hoshin.scorecards.selectors import measure_detail, objective_detail, period_for, sight_of
from hoshin.scorecards.services import rescore_plan
from hoshin.strategy.models import Contribution, Objective
from hoshin.strategy.services import add_objective

pytestmark = pytest.mark.django_db


@pytest.fixture
def own(carl):
    return Actor.of(carl, "web")


@pytest.fixture
def cycle(office):
    return add_cycle(office, code="2026-Q4", name="Q4 2026", starts_on=date(2026, 10, 1), ends_on=DUE)


def edges_to(code):
    return Edge.objects.filter(child__objective__code=code, valid_to=None)


def test_a_whole_goal_counts_for_what_it_serves_and_its_values_move_the_plan(supplied_world, november, own, cycle):
    goal = written(own, cycle=cycle)
    assert (goal.objective.code, goal.is_draft, goal.objective.start_date) == ("P1-1", False, cycle.starts_on)
    assert [(edge.parent.objective.code, edge.weight) for edge in edges_to("P1-1")] == [("GROW", 2.0)]
    customers, days = Measure.objects.filter(code__startswith="P1-1.").order_by("code")
    assert (customers.owner.employee_id, customers.direction, days.direction) == ("P1", "higher", "lower")
    # REV stands at 60 and counts 1; the goal counts 2.
    november = OCTOBER.shift(1)
    for measure, value in ((customers, 6), (days, 4), (Measure.objects.get(code="REV"), 30)):
        record_actual(own, measure=measure, period=november, value=value)
    scores = Score.objects.filter(period=november.start, node__unit=None)
    assert scores.get(node__objective__code="P1-1").score == 75
    assert scores.get(node__objective__code="GROW").score == 70
    [line] = goals_of(own, Person.objects.get(employee_id="P1"))
    assert [row.measure.name for row in line.key_results] == ["New customers", "Days to an offer"]
    assert line.targets[days.pk].target == 4


def test_what_lacks_a_target_or_a_day_is_a_draft_and_counts_nowhere(supplied_world, november, own):
    goal = written(own, due_date=None)
    assert (goal.is_draft, goal.objective.start_date) == (True, date(2026, 11, 23))
    assert not edges_to("P1-1").exists()
    assert Contribution.objects.get(objective=goal.objective).kind == "aligns"
    assert written(own, key_results=[KeyResultDraft("Somehow better")]).is_draft
    whole = change_goal(own, commitment=goal, version=goal.objective.version, due_date=DUE)
    assert not whole.is_draft
    assert [edge.weight for edge in edges_to("P1-1")] == [2.0]
    again = change_goal(own, commitment=whole, serves={}, key_results=[KeyResultDraft("", code="P1-1.1")])
    assert not again.is_draft
    assert not edges_to("P1-1").exists()
    assert change_goal(own, commitment=again, key_results=[KeyResultDraft("", code="P1-1.2")]).is_draft


@pytest.mark.parametrize(
    ("draft", "value", "score"),
    [
        (KeyResultDraft("Customers", 0, 12, commit=6), 6, 40),
        (KeyResultDraft("Customers", 0, 14, stretch=20), 14, 70),
        (KeyResultDraft("Stock", 40, 60, kind=ResultKind.BAND), 50, 100),
        (KeyResultDraft("The portal is open", kind=ResultKind.MILESTONE), 25, 25),
        (KeyResultDraft("Certified", kind=ResultKind.LEVELS), 2, 70),
        (KeyResultDraft("Defects", 100, 80, "defects"), 95, 25),
    ],
)
def test_every_kind_of_key_result_is_scored(supplied_world, november, own, draft, value, score):
    goal = written(own, key_results=[draft])
    assert not goal.is_draft
    measure = Measure.objects.get(code="P1-1.1")
    record_actual(own, measure=measure, period=OCTOBER, value=value)
    found = Score.objects.get(node__measure=measure, period=OCTOBER.start)
    assert found.score == pytest.approx(score)


def test_nobody_writes_goals_of_others_and_nothing_else_is_lent(supplied_world, november, own, office, vera):
    other = add_person(office, employee_id="P2", name="Ben Clerk")
    with pytest.raises(Denied, match="goals of your own alone"):
        written(own, person=other)
    with pytest.raises(Denied):
        written(Actor.of(vera, "web"))
    theirs = written(office, person=other)
    with pytest.raises(Denied):
        change_goal(own, commitment=theirs, name="Mine")
    with pytest.raises(Denied):
        drop_goal(own, commitment=theirs)
    with pytest.raises(Denied):
        add_objective(own, plan=theirs.objective.plan, code="X", name="X")
    drop_goal(office, commitment=theirs)
    assert goals_of(office, other) == []


def test_a_private_goal_is_seen_by_its_owner_and_the_office(supplied_world, november, own, office, vera):
    written(own, visibility="private")
    seen = {
        who: len(goals_of(actor, Person.objects.get(employee_id="P1")))
        for who, actor in (("own", own), ("office", office), ("vera", Actor.of(vera, "web")))
    }
    assert seen == {"own": 1, "office": 1, "vera": 0}


def test_clear_errors_and_nothing_half_done(supplied_world, november, own, cycle, office):
    with pytest.raises(Invalid, match="due before it starts"):
        written(own, start_date=date(2027, 1, 1))
    with pytest.raises(Invalid):
        written(own, serves={Objective.objects.get(code="GROW"): -1.0})
    with pytest.raises(Invalid, match="at most 20"):
        written(own, key_results=[KeyResultDraft("x", 0, 1)] * 21)
    assert not Objective.objects.filter(code__startswith="P1-").exists()
    goal = written(own, cycle=cycle)
    with pytest.raises(Invalid, match="no key result of this goal"):
        change_goal(own, commitment=goal, cycle=cycle, key_results=[KeyResultDraft("x", code="REV")])
    below = written(own, serves={goal.objective: 1.0})
    with pytest.raises(Invalid, match="circle"):
        change_goal(own, commitment=goal, cycle=cycle, serves={below.objective: 1.0})
    with pytest.raises(Invalid, match="Goals stand in this cycle"):
        remove_cycle(office, cycle=cycle)
    with pytest.raises(Invalid, match="cannot end before"):
        add_cycle(office, code="X", name="X", starts_on=DUE, ends_on=date(2026, 1, 1))


def test_line_of_sight_with_its_share_on_each_step(supplied_world, november, own, vera):
    goal = written(own)
    record_actual(own, measure=Measure.objects.get(code="P1-1.1"), period=OCTOBER, value=6)
    plan = goal.objective.plan
    found = sight_of(own, plan, [goal.objective_id])[goal.objective_id]
    # GROW: REV 1 and the goal 2; FIN: GROW and a private objective of the same weight; the plan: FIN alone.
    assert [[(step.name, round(step.share, 4)) for step in path] for path in found.paths] == [
        [("Grow", 0.6667), ("Financial", 0.5), ("Enterprise", 1.0)]
    ]
    assert found.whole == pytest.approx(1 / 3)
    loose = written(own, serves={})
    assert sight_of(own, plan, [loose.objective_id])[loose.objective_id].paths == ()
    assert goal_by_code(own, "p1-1").commitment == goal


def test_a_goal_with_key_results_is_written_on_one_page_and_changed_there(supplied_world, november, carl, client):
    client.force_login(carl)
    page = client.get("/goals/new").content.decode()
    assert 'value="2026-12-31"' in page
    assert page.count("data-enter-next") >= 14
    wrong = client.post("/goals/new", filled(**{"kr-0-target": "many", "serves-0": "NOWHERE"}))
    assert wrong.status_code == 422
    told = wrong.content.decode()
    assert "“many” is not a number." in told
    assert "No objective has this code." in told
    assert 'value="Share of the north"' in told
    assert client.post("/goals/new", filled()).status_code == 302
    shown = client.get("/goals").content.decode()
    assert "“Win twelve customers in the north” is saved, and counts for what it serves." in shown
    assert "33.3\xa0% of the plan" in shown
    share = Measure.objects.get(code="P1-1.2")
    assert (share.unit_of_measure, share.targets.get().target) == ("%", 20)
    form = client.get("/goals/P1-1/edit").content.decode()
    assert 'value="Share of the north"' in form
    assert "It counts 67\xa0% of “Grow”." in form
    version = Objective.objects.get(code="P1-1").version
    changed = filled(
        version=version, **{"kr-0-code": "P1-1.1", "kr-0-name": "", "kr-1-code": "P1-1.2", "kr-1-target": "25 %"}
    )
    assert client.post("/goals/P1-1/edit", changed).status_code == 302
    goal = goal_by_code(Actor.of(carl, "web"), "P1-1")
    assert [(row.measure.code, goal.targets[row.measure_id].target) for row in goal.key_results] == [("P1-1.2", 25)]
    assert client.post("/goals/P1-1/edit", changed).status_code == 302
    gone = {f"kr-0-{name}": "" for name in ("name", "baseline", "target")}
    late = client.post("/goals/P1-1/edit", filled(version=version - 1, name="Another", **gone))
    assert (late.status_code, "Nothing of yours was saved" in late.content.decode()) == (422, True)
    assert client.post("/goals/P1-1/drop").status_code == 302
    assert "No goal yet" in client.get("/goals").content.decode()


def test_pace_stands_beside_the_score(supplied_world, november, own, carl, client):
    written(own, start_date=date(2026, 10, 1))
    customers, days = Measure.objects.filter(code__startswith="P1-1.").order_by("code")
    # 92 days in all. 12 customers: 30 of 91 days later 4 are expected; of 9 to 4 days 7.35.
    record_actual(own, measure=customers, period=OCTOBER, value=2)
    record_actual(own, measure=days, period=OCTOBER, value=7)
    client.force_login(carl)
    page = client.get("/goals").content.decode()
    assert "15 days behind" in page
    assert "6 days ahead" in page
    assert "on 31 Oct 2026" in page


def test_goals_are_shown_as_of_their_last_values_while_the_plan_still_waits_for_its_own(
    supplied_world, november, own, carl, olga, client, django_assert_max_num_queries
):
    goal = written(own, start_date=date(2026, 10, 1))
    Contribution.objects.filter(objective=goal.objective).update(weight=0.01)
    rescore_plan(goal.objective.plan)
    customers, days = Measure.objects.filter(code__startswith="P1-1.").order_by("code")
    for measure, october, november in ((customers, 2, 5), (days, 7, 6)):
        record_actual(own, measure=measure, period=OCTOBER, value=october)
        record_actual(own, measure=measure, period=OCTOBER.shift(1), value=november)
    assert period_for(goal.objective.plan) == OCTOBER
    assert objective_detail(own, goal.objective).period == OCTOBER.shift(1)
    assert measure_detail(own, customers).whole.value == 5
    assert objective_detail(own, Objective.objects.get(code="GROW")).period == OCTOBER
    client.force_login(carl)
    page = client.get("/goals").content.decode()
    assert "on 23 Nov 2026" in page
    assert "31 Oct 2026" not in page
    client.force_login(olga)
    with django_assert_max_num_queries(15):
        client.get("/objectives/P1-1")


def test_a_goal_has_a_grade_and_says_why(supplied_world, november, own, carl, client):
    """Key results at 0.3, 0.7 and 1.0 of weight 1, 1 and 2 make 0.75: the example of the method."""
    parts = [KeyResultDraft(name, 0, 10, weight=weight) for name, weight in (("One", 1), ("Two", 1), ("Three", 2))]
    goal = written(own, key_results=[*parts, KeyResultDraft("Unknown", 0, 10)])
    for name, value in (("One", 3), ("Two", 7), ("Three", 12)):
        for period in (OCTOBER, OCTOBER.shift(1)):
            record_actual(own, measure=Measure.objects.get(name=name), period=period, value=value)
    client.force_login(carl)
    page = " ".join(client.get("/goals").content.decode().split())
    assert "Why the grade is 0.8" in page
    assert "The mean by weight is 0.750; the grade is that in tenths." in page
    assert "Unknown: no value yet, left out" in page
    assert "on track from 0.7, at risk from 0.4" in page
    change_goal(own, commitment=goal, ambition="committed")
    assert "on track from 0.995, at risk from 0.7" in client.get("/goals").content.decode()
    scores = Score.objects.filter(node__measure__name__in=("One", "Two"), period=OCTOBER.shift(1).start).order_by(
        "score"
    )
    # What was promised turns amber at 0.7 of its way, from the day on which it was.
    assert [one.score for one in scores] == pytest.approx([3 / 7 * 40, 40])
    change_goal(own, commitment=goal, ambition="aspirational")
    assert [one.score for one in scores.all()] == pytest.approx([30, 70])


def test_a_page_of_goals_takes_as_many_queries_however_many_there_are(
    supplied_world, november, own, carl, client, django_assert_max_num_queries
):
    client.force_login(carl)
    counts = set()
    for number in range(3):
        written(own, name=f"Win customers in ward {number}")
        with django_assert_max_num_queries(15) as asked:
            client.get("/goals")
        counts.add(len(asked))
    assert len(counts) == 1


def test_a_right_is_lent_by_services_alone():
    source = Path(hoshin.__file__).parent
    lending = {
        path.relative_to(source).as_posix() for path in source.rglob("*.py") if ".lent_right(" in path.read_text()
    }
    assert lending == {
        "agreements/services/settling.py",
        "growth/services/counting.py",
        "initiatives/services/progress.py",
        "okrs/services/goals.py",
    }


def test_shares_are_shown_while_weights_are_typed(supplied_world, november, carl, client):
    client.force_login(carl)
    answer = client.post("/goals/shares", {"serves-0": "GROW", "serves_weight-0": "3", "code": ""})
    assert "It counts 75\xa0% of “Grow”." in answer.content.decode()
    answer = client.post("/goals/shares", {"serves-0": "SECRET", "serves_weight-0": "-1", "code": ""})
    assert "No objective has this code." in answer.content.decode()


def test_cycles_are_opened_by_the_office_from_a_period_or_own_days(supplied_world, november, olga, carl, client):
    client.force_login(olga)
    assert client.post("/cycles", {"code": "2027-Q1"}).status_code == 302
    assert client.post("/cycles", {"code": "Winter"}).status_code == 422
    own = {"code": "Winter", "starts_on": "2026-11-15", "ends_on": "2027-02-15"}
    assert client.post("/cycles", own).status_code == 302
    winter = Cycle.objects.get(code="Winter")
    assert (winter.name, Cycle.objects.get(code="2027-Q1").ends_on) == ("Winter", date(2027, 3, 31))
    assert client.post(f"/cycles/{winter.pk}/change", own | {"name": "Cold", "version": 1}).status_code == 302
    client.force_login(carl)
    assert "Cold" in client.get("/cycles").content.decode()
    assert client.post("/cycles", {"code": "2027-Q2"}).status_code == 403
    assert 'value="Winter" selected' in client.get("/goals/new").content.decode()
    client.force_login(olga)
    assert client.post(f"/cycles/{winter.pk}/remove").status_code == 302
    assert list(Cycle.objects.values_list("code", flat=True)) == ["2027-Q1"]


def test_a_program_writes_goals_and_the_workbook_keeps_them(
    supplied_world, november, office, own, carl, client, tmp_path
):
    headers = {"Authorization": f"Bearer {create_token(own, name='program')[1]}"}
    add_cycle(office, code="2026-Q4", name="Q4 2026", starts_on=date(2026, 10, 1), ends_on=DUE)
    body = {
        "name": "Win twelve customers in the north", "due_date": "2026-12-31", "cycle": "2026-q4",
        "serves": [{"objective": "grow", "weight": 2}],
        "key_results": [{"name": "New customers", "baseline": 0, "target": 12, "kind": "number"}],
    }  # fmt: skip
    answer = client.post("/api/v1/goals", body, content_type="application/json", headers=headers).json()
    assert (answer["objective"], answer["cycle"], answer["is_draft"]) == ("P1-1", "2026-Q4", False)
    assert client.get("/api/v1/goals", headers=headers).json()["items"] == [answer]
    assert [one["code"] for one in client.get("/api/v1/cycles", headers=headers).json()["items"]] == ["2026-Q4"]
    export(office, tmp_path / "book")
    assert (
        (tmp_path / "book" / "commitments.csv")
        .read_text(encoding="utf-8-sig")
        .splitlines()[1]
        .startswith("P1-1,2026-Q4")
    )
    again = import_workbook(office, tmp_path / "book")
    assert (again.total.created, again.total.changed) == (0, 0)
