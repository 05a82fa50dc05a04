"""What ratings tell: of raters, to them first; of groups, before anybody reads a result; of goals, as questions."""

from datetime import UTC, date, datetime, timedelta

import pytest
from tests.reviews.conftest import launched, written
from tests.reviews.test_results import client_of, closed, group, rated, result

from hoshin.audit.models import Entry
from hoshin.audit.services import act
from hoshin.base import clock
from hoshin.base.errors import Invalid
from hoshin.measures.models import Measure, Target
from hoshin.notices.models import Notice
from hoshin.org.models import Person
from hoshin.reviews.assembly import ScreenedPerson, boxes_of, outcomes_of, raters_of, screens_of
from hoshin.reviews.library import STARTERS
from hoshin.reviews.models import CycleState, RaterFinding, ReviewCycle, ReviewForm, ReviewResult, ReviewScreen
from hoshin.reviews.policies import findings_visible_to, screens_visible_to
from hoshin.reviews.questions import as_rows
from hoshin.reviews.selectors import FormsWished, calibrated, forms_listed, raters_told
from hoshin.reviews.services import close_writing, read_rater_findings, release_results
from hoshin.scorecards.models import Node, Score
from hoshin.strategy.models import Contribution, Objective, Plan

__all__ = ["closed", "group"]
YEAR = STARTERS["year"].questions
RELEASE_DAY = datetime(2026, 12, 18, 12, tzinfo=UTC)
# Twelve people, whom 103 to 105 rate as they are; 101 rates half of them a step higher, 102 the others a step lower.
TRUE = [2, 3, 3, 4, 2, 3, 4, 3, 2, 4, 3, 3]


def five_raters():
    shift = {101: (1, range(1, 7)), 102: (-1, range(7, 13)), **{by: (0, range(1, 13)) for by in (103, 104, 105)}}
    return [
        rated(person, "manager", min(max(step + by, 1), 5))._replace(by=rater)
        for person, step in enumerate(TRUE, start=1)
        for rater, (by, whom) in shift.items()
        if person in whom
    ]


def test_raters_of_the_same_people_are_told_apart_and_a_score_is_moved_by_half_a_point_at_most():
    found = raters_of(five_raters(), YEAR)
    told = {one.person: one for one in found.raters}
    assert told[101].leniency > 0.4 > abs(told[103].leniency)
    assert told[102].leniency < -0.4
    assert "lenient" in told[101].flags
    assert "severe" in told[102].flags
    assert all("same_answer" in one.flags for one in found.raters)
    assert set(found.moved) == set(range(1, 13))
    assert found.moved[1] < -0.1
    assert found.moved[12] > 0.1
    assert max(abs(by) for by in found.moved.values()) <= 0.5
    one = outcomes_of([1], [rated(1, "manager", 4)], YEAR, moved={1: -0.3})[1]
    assert (one.raw, one.adjusted, "raters" in one.flags) == (4.0, pytest.approx(3.7), True)
    assert outcomes_of([1], [rated(1, "manager", 4)], YEAR, formula="manager", moved={1: -0.3})[1].adjusted is None


def test_managers_who_share_nobody_are_not_compared_and_agreement_waits_for_enough_people():
    alone = [rated(person, "manager", 3 + person % 2)._replace(by=101 + person % 2) for person in range(1, 13)]
    found = raters_of(alone, YEAR)
    assert [one.leniency for one in found.raters] == [None, None]
    assert found.moved == {}
    assert found.agreement == {}
    five = [rated(person, "manager", TRUE[person % 12])._replace(by=by) for person in range(12) for by in range(5)]
    told = raters_of(five, YEAR).agreement
    assert (told["raters"], told["people"], told["alpha"]) == (5, 12, 1.0)


def test_what_may_not_be_shown_enters_no_figure_of_a_rater():
    """Two unnamed peers are too few: whatever they rate, all that is told of anybody stays the same."""
    five = five_raters()
    low, high = (
        raters_of([*five, *(rated(1, "peer", step)._replace(by=by) for by in (201, 202))], YEAR) for step in (1, 5)
    )
    assert low == high
    both = raters_of([*five, *(rated(1, "peer", 3)._replace(by=by) for by in (101, 201, 202))], YEAR)
    assert {(one.person, one.is_named) for one in both.raters} >= {(101, True), (101, False), (201, False)}


def test_every_outcome_is_screened_and_a_difference_that_comes_from_the_work_vanishes():
    people = [ScreenedPerson(4.0 if at < 400 else 2.0, False, "", works_as="A") for at in range(500)]
    people += [ScreenedPerson(4.0 if at < 40 else 2.0, True, "", works_as="B") for at in range(200)]
    lines = {(one.outcome, one.group): one for one in screens_of(people)}
    assert lines["high", "part_time"].warns
    assert lines["high", "part_time"].vanishes is False
    mixed = [*people, *(ScreenedPerson(2.0, False, "", works_as="B") for _ in range(40))]
    mixed += [ScreenedPerson(4.0, False, "", works_as="B") for _ in range(10)]
    (line,) = [one for one in screens_of(mixed) if (one.outcome, one.group) == ("high", "part_time")]
    assert (line.warns, line.vanishes) == (True, True)
    assert {outcome for outcome, _group in lines} == {"high", "enough"}
    hidden = screens_of(
        [*people, ScreenedPerson(4.0, False, "Y"), *[ScreenedPerson(at, False, "X") for at in (4.0, 4.0, 2.0)]]
    )
    assert {one.people for one in hidden if one.group in ("X", "Y")} == {None}


def test_a_box_says_how_likely_it_is():
    sure, between = boxes_of([(4.8, 0.1, 4.8), (3.4, 0.35, 2.8)])
    assert sure.likely > 0.9
    assert between.likely == pytest.approx(0.392, abs=0.001)


def test_what_is_told_of_a_rater_is_theirs_first_and_hrs_once_they_read_it(staff, closed):
    mia, hana = staff.as_of("Mia"), staff.as_of("Hana")
    (own,) = raters_told(mia, closed).own
    assert (own.is_named, own.forms, own.leniency) == (True, 2, None)
    everybody = ("Ada", "Ben", "Cem", "Bo", "Sol", "Hugo", "Olga", "Hana")
    assert not any(findings_visible_to(staff.as_of(name)).filter(person__name="Mia").exists() for name in everybody)
    assert not findings_visible_to(staff.adam).exists()
    # Reports without a name are told of theirs alone, also when the days are over.
    assert [one.is_named for one in raters_told(staff.as_of("Cem"), closed).own] == [False]
    page = client_of(staff, "Mia").get(f"/reviews/{closed.code}/raters").content.decode()
    assert "I have read it" in page
    assert client_of(staff, "Mia").post(f"/reviews/{closed.code}/raters").status_code in (204, 302)
    assert [one.person.name for one in raters_told(hana, closed).others] == ["Mia"]
    assert read_rater_findings(mia, cycle=closed) == 0
    with clock.fixed(clock.now() + timedelta(days=4)):
        names = {one.person.name for one in raters_told(hana, closed).others}
    assert names == {"Mia"}
    assert "Mia" in client_of(staff, "Hana").get(f"/reviews/{closed.code}/raters").content.decode()
    assert not findings_visible_to(staff.as_of("Hugo")).filter(person__name="Mia").exists()
    entries = Entry.objects.filter(table="reviews_raterfinding")
    assert entries.exists()
    assert all("[hidden]" in str(entry.after) for entry in entries if entry.operation == "I")


def test_whoever_rated_unusually_is_told_and_nobody_else(staff, cycle):
    for about in ("Ada", "Ben", "Cem", "Dan"):
        written(staff, cycle, "Mia", about, step=3)
    close_writing(staff.olga, cycle=cycle)
    told = list(Notice.objects.filter(kind="review_rater").values_list("user__name", flat=True))
    assert told == ["Mia"]
    assert RaterFinding.objects.get(person__name="Mia").flags == ["same_answer"]


def test_a_release_keeps_the_screen_and_asks_for_words_where_groups_differ(staff, closed):
    assert [one.moment for one in screens_visible_to(staff.olga)] == ["computed"]
    assert not screens_visible_to(staff.as_of("Mia")).exists()
    result_of = ReviewResult.objects.filter(cycle=closed)
    extra = Person.objects.bulk_create(
        Person(employee_id=f"X{at}", name=f"Extra {at}", fte=0.5 if at % 2 else 1.0) for at in range(200)
    )
    ReviewResult.objects.bulk_create(
        ReviewResult(cycle=closed, person=one, raw=4.0, score=2.0 if at % 10 == 0 or at % 4 == 1 else 4.0)
        for at, one in enumerate(extra)
    )
    assert result_of.count() > 200
    with clock.fixed(RELEASE_DAY):
        with pytest.raises(Invalid, match="differ more than chance"):
            release_results(staff.olga, cycle=closed)
        client = client_of(staff, "Olga")
        page = client.get(f"/reviews/{closed.code}/release").content.decode()
        assert "look at the procedure" in page
        assert client.post(f"/reviews/{closed.code}/release", {"note": ""}).status_code == 422
        assert ReviewCycle.objects.get().state == CycleState.CALIBRATING
        client.post(f"/reviews/{closed.code}/release", {"note": "Goals of part-time people were read anew."})
        assert client_of(staff, "Mia").get(f"/reviews/{closed.code}/release").status_code == 403
    kept = ReviewScreen.objects.get(moment="released")
    assert kept.note.startswith("Goals of part-time")
    assert any(line["verdict"] == "disparity" for line in kept.lines)
    page = client.get(f"/reviews/{closed.code}/screen").content.decode()
    assert "Goals of part-time people were read anew." in page


def test_the_group_is_drawn_with_how_sure_it_is_and_says_the_same_as_a_table(staff, group, closed):
    looked = calibrated(staff.as_of("Hana"), group)
    assert [(one.name, one.people, one.is_small) for one in looked.by_rater] == [("Bo", 1, True), ("Mia", 2, True)]
    client = client_of(staff, "Hana")
    page = client.get(f"/reviews/groups/{group.pk}").content.decode()
    assert '<svg class="nine-box"' in page
    assert "too few to say anything" in page
    assert page.count('class="reach"') == sum(len(cell) for row in looked.boxes for cell in row) == 3
    fragment = client.get(f"/reviews/groups/{group.pk}/questions").content.decode()
    assert "Nothing in the goals of these people" in fragment


def test_an_upward_review_asks_reports_alone_and_the_short_one_has_no_score(staff):
    upward = launched(
        staff, name="Upward", has_manager=False, has_self=False, has_peers=False, nominate_until=None,
        questions=as_rows(STARTERS["upward"].questions),
    )  # fmt: skip
    asked = ReviewForm.objects.filter(cycle=upward)
    assert set(asked.values_list("source", flat=True)) == {"report"}
    # Hugo leads nobody and Bo three: whoever leads fewer is asked about by nobody.
    assert set(asked.values_list("about__name", flat=True)) == {"Bo", "Mia", "Sol"}
    for name in ("Eva", "Fay", "Gil"):
        written(staff, upward, name, "Sol", text=f"{name} thinks so.", step=4)
    written(staff, upward, "Mia", "Bo", step=2)
    close_writing(staff.olga, cycle=upward)
    assert (result(upward, "Sol").raw, result(upward, "Bo").reason) == (4.0, "too few people rated")
    assert result(upward, "Sol").voices["change"] == ["Eva thinks so.", "Fay thinks so.", "Gil thinks so."]
    short = launched(staff, name="Short", has_peers=False, has_reports=False, nominate_until=None,
        questions=as_rows(STARTERS["short"].questions))  # fmt: skip
    assert len(STARTERS["short"].questions) == 3
    written(staff, short, "Mia", "Ada")
    close_writing(staff.olga, cycle=short)
    assert result(short, "Ada").raw is None
    with pytest.raises(Invalid, match="Nobody would write"):
        launched(staff, has_manager=False, has_self=False, has_peers=False, has_reports=False)


def test_forms_are_found_by_the_beginnings_of_names_of_either_side(staff, cycle, monkeypatch):
    Person.objects.filter(name="Ada").update(name="Adá van Loon")

    def found(text):
        return {(form.by.name, form.about.name) for form in forms_listed(staff.olga, cycle, FormsWished(text=text))}

    both = found("loon")
    assert ("Mia", "Adá van Loon") in both
    assert ("Adá van Loon", "Mia") in both
    assert found("oon") == set()
    monkeypatch.setattr("hoshin.reviews.selectors.forms.MOST_NAMED", 0)
    assert found("loon") == both


def test_a_target_that_was_eased_late_is_a_question_for_its_owner(staff, group, closed):
    with act(staff.olga, "generate"):
        plan = Plan.objects.create(code="E", name="Plan", starts_on=date(2026, 1, 1), ends_on=date(2026, 12, 31))
        goal = Objective.objects.create(plan=plan, code="O1", name="Be near", owner=staff.people["Ada"])
        measure = Measure.objects.create(code="M1", name="Visits", owner=staff.people["Ada"], frequency="monthly")
        Contribution.objects.create(measure=measure, parent=goal)
        target = Target.objects.create(measure=measure, target=100.0)
        Target.objects.filter(pk=target.pk).update(target=80.0)
    Entry.objects.filter(table="measures_target", operation="U").update(at=datetime(2026, 5, 30, 12, tzinfo=UTC))
    node, _made = Node.objects.get_or_create(plan=plan, kind="measure", measure=measure)
    Score.objects.create(node=node, period=date(2026, 4, 1), value=78.0, target=100.0)
    page = client_of(staff, "Mia").get(f"/reviews/groups/{group.pk}/questions").content.decode()
    assert "the target was eased from 100 to 80" in page
