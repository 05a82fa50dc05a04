"""A decision keeps what was known when it was taken, and is held against what came of it."""

from datetime import UTC, date, datetime, timedelta

import pytest
from tests.exchange.workbooks import written

from hoshin.accounts.access import Actor
from hoshin.base import clock
from hoshin.base.errors import Conflict, Denied, Invalid, NotFound
from hoshin.base.periods import Period
from hoshin.decisions.evidence import found_again_from, is_untouched, things_of
from hoshin.decisions.models import Decision, DecisionEvidence, DecisionReview, DecisionState
from hoshin.decisions.notices import TO_REVIEW
from hoshin.decisions.outcomes import own_calibration, realised_of
from hoshin.decisions.policies import decisions_visible_to
from hoshin.decisions.selectors import (
    DecisionWish,
    decision_by_code,
    decisions_about,
    decisions_listed,
    evidence_of,
)
from hoshin.decisions.services import (
    change_decision,
    put_question,
    remove_question,
    review_decision,
    take_back_decision,
    take_decision,
)
from hoshin.exchange.workbook import export, import_workbook
from hoshin.initiatives.services import add_initiative, add_milestone
from hoshin.measures.models import Measure
from hoshin.measures.services import record_actual
from hoshin.org.models import Person
from hoshin.strategy.models import Contribution, Objective

pytestmark = pytest.mark.django_db
NOVEMBER = Period.parse("2026-11")
LATER = date(2027, 5, 1)


@pytest.fixture
def grow(supplied_world, november, carl):
    return Objective.objects.get(code="GROW")


@pytest.fixture
def carls(carl):
    return Actor.of(carl, "web")


def put(actor, *about, **said):
    usual = {
        "question": "Do we open a second desk?",
        "options": ["Open it in March", "Open it in June"],
        "decider": Person.objects.get(employee_id="P1"),
    }
    return put_question(actor, about=about, **usual | said)


def taken(actor, decision, **said):
    option = decision.options.get(position=0)
    usual = {"option": option, "review_on": LATER, "reasons": "They wait too long."}
    return take_decision(actor, decision=decision, **usual | said)


def test_evidence_stays_as_it_was_when_all_of_it_changes_and_gives_the_scores_again(grow, office):
    rev = Measure.objects.get(code="REV")
    decision = taken(office, put(office, grow, rev))
    before = {thing.code: (thing.score, thing.value) for thing in things_of(evidence_of(office, decision))}
    assert before["GROW"][0] is not None
    record_actual(office, measure=rev, period=Period.parse("2026-10"), value=99)
    Contribution.objects.filter(parent=grow).update(weight=7)
    evidence = evidence_of(office, decision)
    assert {thing.code: (thing.score, thing.value) for thing in things_of(evidence)} == before
    again = found_again_from(evidence)
    assert {one.code for one in again} == {"GROW", "REV"}
    assert all(one.is_same for one in again)
    assert is_untouched(evidence)
    DecisionEvidence.objects.update(content=evidence.content.replace("30", "31"))
    assert not is_untouched(evidence_of(office, decision))


def test_what_it_was_taken_on_stays_until_it_is_taken_back(grow, office):
    decision = taken(office, put(office, grow))
    for said in ({"question": "Another?"}, {"options": ["Wait"]}, {"reasons": "Others"}, {"about": ()}):
        with pytest.raises(Invalid, match="was taken"):
            change_decision(office, decision=decision, **said)
    decision = change_decision(office, decision=decision, dissent="Rita: too early.")
    with pytest.raises(Invalid, match="taken already"):
        taken(office, decision)
    with pytest.raises(Invalid, match="and stays"):
        remove_question(office, decision=decision)
    decision = take_back_decision(office, decision=decision)
    assert decision.state == DecisionState.OPEN
    assert not decision.options.filter(is_chosen=True).exists()
    assert decision.evidence.count() == 1
    assert taken(office, decision).evidence.count() == 2


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"question": " "}, "question"),
        ({"options": []}, "options"),
        ({"options": ["Wait", "wait"]}, "options"),
        ({"options": ["Wait; then open"]}, "options"),
        ({"expected": 4.0}, "expected"),
        ({"expected_low": 9.0, "expected": 4.0, "expected_high": 5.0}, "expected_high"),
        ({"confidence": 101}, "confidence"),
        ({"context": "\x00"}, "context"),
    ],
)
def test_a_question_that_does_not_hold_is_refused_by_field(grow, office, said, field):
    with pytest.raises(Invalid) as refused:
        put(office, grow, **said)
    assert field in [problem.field for problem in refused.value.problems]
    assert not Decision.objects.exists()


def test_it_is_taken_by_somebody_with_a_day_to_look_at_it_again(grow, office):
    decision = put(office, grow, decider=None)
    with pytest.raises(Invalid) as refused:
        taken(office, decision, review_on=None, decided_on=clock.today() + timedelta(days=1))
    assert {problem.field for problem in refused.value.problems} == {"decider", "review_on", "decided_on"}
    assert not DecisionEvidence.objects.exists()


def test_its_decider_takes_it_nobody_else_does_and_the_second_of_two_is_told(grow, office, carls, nina):
    decision = put(office, grow)
    with pytest.raises(Denied):
        change_decision(Actor.of(nina, "web"), decision=decision, question="Mine?")
    change_decision(carls, decision=decision, version=1, context="Their letters")
    with pytest.raises(Conflict):
        change_decision(office, decision=decision, version=1, context="Ours")
    assert taken(carls, decision_by_code(carls, "D-1")).decided_on == clock.today()


def test_who_reads_it(grow, office, carls, vera):
    viewers = Actor.of(vera, "web")
    public, about_secret = put(office, grow), put(office, Objective.objects.get(code="SECRET"), decider=None)
    private = put(office, grow, visibility="private")
    on_hidden = put(office, grow, effect_on=Measure.objects.get(code="COST"), decider=None)
    assert set(decisions_visible_to(viewers)) == {public}
    assert set(decisions_visible_to(carls)) >= {public, private}
    assert set(decisions_visible_to(office)) == {public, about_secret, private, on_hidden}
    with pytest.raises(NotFound):
        decision_by_code(viewers, private.code)


def test_one_about_an_initiative_is_read_by_whoever_sees_that_and_keeps_how_far_it_is(
    grow, office, carls, vera, tmp_path
):
    hidden = add_initiative(
        office, code="I1", name="Two desks", effects={Objective.objects.get(code="SECRET"): (0.1, 0.2)}
    )
    add_milestone(office, initiative=hidden, name="Rooms", due_date=date(2026, 9, 1), done_on=date(2026, 9, 1))
    decision = taken(office, put(office, grow, hidden))
    known = {thing.kind: (thing.code, thing.value) for thing in things_of(evidence_of(office, decision))}
    assert known["initiative"] == ("I1", 100)
    assert decisions_about(office, hidden) == decisions_about(office, grow) == [decision]
    assert decisions_about(Actor.of(vera, "web"), grow) == []
    export(office, tmp_path / "out")
    assert import_workbook(office, tmp_path / "out").total.changed == 0
    decision.subjects.all().delete()
    import_workbook(office, tmp_path / "out")
    assert {one.kind for one in decision.subjects.all()} == {"objective", "initiative"}


def test_it_is_owed_on_its_day_and_held_against_what_came(grow, office, carls):
    rev = Measure.objects.get(code="REV")
    expected = {"effect_on": rev, "effect_in": NOVEMBER, "expected_low": 40.0, "expected": 50.0, "expected_high": 60.0}
    decision = taken(office, put(office, grow, **expected), confidence=80)
    assert TO_REVIEW.owed(carls) is None
    with clock.fixed(datetime(2027, 5, 2, 9, tzinfo=UTC)):
        assert TO_REVIEW.owed(carls) == {"count": 1, "late": 1}
        record_actual(office, measure=rev, period=NOVEMBER, value=45)
        found = realised_of(carls, decision)
        assert (found.value, found.is_final) == (45, True)
        said = {"is_process_good": True, "is_outcome_good": True}
        with pytest.raises(Invalid):
            review_decision(carls, decision=decision, why=" ", **said)
        review = review_decision(carls, decision=decision, why="They came.", **said)
        assert review.realised == 45
        assert TO_REVIEW.owed(carls) is None
        record_actual(office, measure=rev, period=NOVEMBER, value=10)
        assert DecisionReview.objects.get().realised == 45
        with pytest.raises(Invalid):
            review_decision(carls, decision=decision_by_code(carls, "D-1"), why="Again", **said)


def test_how_right_somebody_was_is_told_from_five_on_and_to_them_alone(grow, office, carls):
    for place in range(5):
        assert own_calibration(carls) is None
        decision = taken(carls, put(office, grow), confidence=60)
        review_decision(carls, decision=decision, is_process_good=True, is_outcome_good=place < 3, why="So it came.")
    found = own_calibration(carls)
    assert (found.reviewed, found.good, found.stated) == (5, 3, 0.6)
    assert found.brier == pytest.approx((3 * 0.4**2 + 2 * 0.6**2) / 5)
    assert own_calibration(office) is None


def test_one_search_finds_what_was_decided(grow, office, django_assert_max_num_queries):
    taken(office, put(office, grow))
    put(office, question="Shall we close the branch?")
    assert [row.code for row in decisions_listed(office, DecisionWish())] == ["D-2", "D-1"]
    assert [row.code for row in decisions_listed(office, DecisionWish("second"))] == ["D-1"]
    assert [row.code for row in decisions_listed(office, DecisionWish("wait"))] == ["D-1"]
    assert [row.code for row in decisions_listed(office, DecisionWish("GROW"))] == ["D-1"]
    with django_assert_max_num_queries(4):
        list(decisions_listed(office, DecisionWish(shown="taken")))


def test_a_file_brings_back_what_went_out(grow, office, carls, tmp_path):
    rev = Measure.objects.get(code="REV")
    first = taken(office, put(office, grow, rev, context="Lines\nof text"), confidence=70)
    review_decision(office, decision=first, is_process_good=False, is_outcome_good=True, why="Luck", next_steps="Ask")
    put(office, options=["=Open", "Wait, then open"], visibility="private")
    export(office, tmp_path / "out")
    assert import_workbook(office, tmp_path / "out").total.changed == 0
    kept = (tmp_path / "out" / "decisions.csv").read_text()
    for model in (DecisionReview, DecisionEvidence, Decision):
        model.objects.all().delete()
    import_workbook(office, tmp_path / "out")
    export(office, tmp_path / "again")
    assert (tmp_path / "again" / "decisions.csv").read_text() == kept


def test_a_file_that_does_not_hold_says_where(grow, office, tmp_path):
    head = "code,question,options,chosen,decided_on,objectives,reviewed_on,process,outcome,why\n"
    rows = (
        "X1,Open?,Yes,No,2026-11-01,,,,,\n"
        "X2,Open?,Yes,Yes,,,,,,\n"
        "X3,Open?,Yes,,,NOWHERE,,,,\n"
        "X4,Open?,Yes,Yes,2026-11-01,,2026-11-20,good,,\n"
    )
    with pytest.raises(Invalid) as refused:
        import_workbook(office, written(tmp_path / "in", {"decisions": head + rows}))
    assert sorted((one.row, one.field) for one in refused.value.problems) == [
        (2, "chosen"),
        (3, "decided_on"),
        (4, "objectives"),
        (5, "outcome"),
        (5, "why"),
    ]
