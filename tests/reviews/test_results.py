"""From the end of writing to the appeal: results, looking at them together, release, and what people say to them."""

from datetime import UTC, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from tests.reviews.conftest import client_of, form_of, launched, written

from hoshin.audit.models import Entry
from hoshin.base import clock
from hoshin.base.errors import Conflict, Denied, Invalid
from hoshin.notices.models import Notice
from hoshin.org.models import Person
from hoshin.reviews.assembly import HandedIn, ScreenedPerson, boxes_of, computed, outcomes_of, screens_of
from hoshin.reviews.library import STARTERS
from hoshin.reviews.models import CalibrationChange, ReviewResult
from hoshin.reviews.notices import APPEALS_TO_ANSWER, CHANGES_TO_DECIDE, TO_ACKNOWLEDGE
from hoshin.reviews.policies import (
    appeals_visible_to,
    changes_visible_to,
    groups_visible_to,
    results_visible_to,
)
from hoshin.reviews.questions import ReviewQuestion
from hoshin.reviews.selectors import calibrated, own_results, progress_of_cycles, result_of, screened_scores
from hoshin.reviews.services import (
    acknowledge_result,
    answer_appeal,
    appeal,
    close_writing,
    decide_change,
    make_group,
    propose_change,
    propose_changes_of_sheet,
    release_results,
)

RELEASE_DAY = datetime(2026, 12, 18, 12, tzinfo=UTC)
YEAR = STARTERS["year"].questions


def rated(person, source, step, text="Words", cites=1):
    answers = {one.code: {"rating": step} if one.is_rated else {"text": text} for one in YEAR}
    return HandedIn(person, source, answers, cites)


@pytest.fixture
def closed(staff, cycle):
    """Mia rated Ada 4 and Ben 2; Ada herself 5; Cem, Dan and Hana wrote about Mia, whom Bo rated 3."""
    written(staff, cycle, "Ada", "Ada", step=5)
    written(staff, cycle, "Mia", "Ada", step=4)
    written(staff, cycle, "Mia", "Ben", step=2)
    written(staff, cycle, "Bo", "Mia", step=3)
    for name in ("Cem", "Dan", "Hana"):
        written(staff, cycle, name, "Mia", text=f"{name} says so.", step=4)
    close_writing(staff.olga, cycle=cycle)
    cycle.refresh_from_db()
    return cycle


def result(cycle, name):
    return ReviewResult.objects.select_related("cycle", "person", "group").get(cycle=cycle, person__name=name)


@pytest.fixture
def group(staff, closed):
    """Mia and Hana look at the results of the North, in which their own are as well."""
    seats = [staff.people["Mia"], staff.people["Hana"]]
    return make_group(staff.olga, cycle=closed, name="North", seats=seats, unit=staff.units["N"])


@pytest.fixture
def released(staff, closed):
    with clock.fixed(RELEASE_DAY):
        release_results(staff.olga, cycle=closed)
        closed.refresh_from_db()
        yield closed


def test_scores_are_weighed_by_question_and_source_and_the_own_counts_for_nothing():
    forms = [rated(1, "self", 5), rated(1, "manager", 4), *(rated(1, "peer", step) for step in (3, 4, 5))]
    one = outcomes_of([1], forms, YEAR)[1]
    assert one.raw == pytest.approx((0.5 * 4 + 0.3 * 4) / 0.8)
    assert {source["source"]: source["n"] for source in one.sources} == {"self": 1, "manager": 1, "peer": 3}
    assert one.error == pytest.approx(((2 * 1.0 + 5 * 0.25) / 7 * (0.625**2 / 1 + 0.375**2 / 3)) ** 0.5, rel=1e-3)
    assert one.potential == 4
    mixed = HandedIn(2, "manager", {"results": {"rating": 5}, "craft": {"rating": 2}}, 0)
    assert outcomes_of([2], [mixed], YEAR)[2].raw == pytest.approx((2 * 5 + 1 * 2) / 3)


def test_too_few_peers_are_neither_counted_nor_heard_and_three_are_heard_without_an_order():
    forms = [rated(1, "manager", 4), rated(1, "peer", 1, text="Zoe"), rated(1, "peer", 1, text="Abe")]
    one = outcomes_of([1], forms, YEAR)[1]
    assert one.raw == 4
    assert one.voices == {}
    assert [(source["n"], source["mean"]) for source in one.sources if source["is_hidden"]] == [(2, None)]
    heard = outcomes_of([1], [*forms, rated(1, "peer", 1, text="Moe")], YEAR)[1]
    assert heard.voices["achieved"] == ["Abe", "Moe", "Zoe"]
    named = outcomes_of([1], [*forms, rated(1, "peer", 1)], YEAR, names_peers=True)[1]
    assert named.voices == {}


def test_nobody_is_guessed_where_nobody_rated():
    assert outcomes_of([1], [], YEAR)[1].reason == "nobody rated"
    assert outcomes_of([1], [rated(1, "self", 4)], YEAR)[1].reason == "nobody rated whose rating counts"
    assert outcomes_of([1], [rated(1, "peer", 4)], YEAR)[1].reason == "too few people rated"
    words = (ReviewQuestion("how", "text", "How?"),)
    assert outcomes_of([1], [HandedIn(1, "manager", {"how": {"text": "Well"}}, 0)], words)[1].raw is None


def test_a_formula_names_its_inputs_and_says_why_it_gives_nothing():
    assert computed("0.8 * manager + 0.2 * goals / 20", {"manager": 4.0, "goals": 80.0}) == (pytest.approx(4.0), "")
    assert computed("manager / (self - self)", {"manager": 4.0, "self": 3.0}) == (None, "the formula divides by zero")
    assert computed("peers", {"manager": 4.0})[0] is None
    one = outcomes_of([1], [rated(1, "manager", 4)], YEAR, formula="manager / (manager - 4)")[1]
    assert (one.raw, one.reason, one.error) == (None, "the formula divides by zero", None)


def test_cases_to_talk_about_are_named():
    forms = [rated(1, "self", 5), rated(1, "manager", 3, cites=0), rated(2, "manager", 4), rated(3, "manager", 5)]
    found = outcomes_of([1, 2, 3, 4], forms, YEAR)
    assert {person: set(one.flags) for person, one in found.items()} == {
        1: {"boundary", "gap", "no_evidence"},
        2: {"boundary"},
        3: set(),
        4: {"no_score"},
    }


def test_boxes_of_nine_say_where_they_are_not_sure():
    sure, between, missing, beyond = boxes_of([(4.8, 0.1, 4.8), (3.4, 0.35, 2.8), (3.0, 0.1, None), (80.0, None, 3.0)])
    assert (sure.performance, sure.potential, sure.is_between) == (2, 2, False)
    assert between.is_between
    assert (between.performance, between.potential, round(between.likely, 3)) == (1, 1, 0.392)
    assert missing is beyond is None


def test_what_was_computed_stays_whatever_becomes_of_it(staff, closed):
    ada = result(closed, "Ada")
    assert (ada.raw, ada.score) == (4.0, 4.0)
    for changed in ({"raw": 5.0}, {"sources": []}, {"voices": {"how": ["Made up"]}}):
        with pytest.raises(IntegrityError, match="computed"), transaction.atomic():
            ReviewResult.objects.filter(pk=ada.pk).update(**changed)
    with pytest.raises(Invalid):
        close_writing(staff.olga, cycle=closed)


def test_results_are_seen_above_and_by_hr_and_not_by_the_person_nor_any_role_before_the_release(staff, closed):
    def seen(name):
        actor = staff.adam if name == "Adam" else staff.as_of(name)
        return {row.person.name for row in results_visible_to(actor)}

    north = {"Ada", "Ben", "Cem", "Dan", "Hana", "Olga"}
    assert seen("Mia") == north
    assert seen("Bo") == set(staff.people) - {"Bo"}
    assert seen("Hana") == north - {"Hana"} | {"Mia"}
    assert seen("Hugo") == {"Sol", "Eva", "Fay", "Gil"}
    for name in ("Ada", "Ben", "Eva", "Olga", "Adam"):
        assert seen(name) == set()


def test_words_of_reports_are_read_together_and_by_nobody_with_a_name(staff, released):
    mia = result_of(staff.as_of("Mia"), released, staff.people["Mia"])
    assert mia.voices["how"] == ["Cem says so.", "Dan says so.", "Hana says so."]
    page = client_of(staff, "Mia").get(f"/reviews/{released.code}/about/Mia").content.decode()
    assert "Dan says so." in page
    assert "Report: Dan" not in page
    assert [row.person.name for row in own_results(staff.as_of("Mia"))] == ["Mia"]


def test_a_change_has_a_reason_and_evidence_and_is_approved_by_another(staff, group, closed):
    mia, hana = staff.as_of("Mia"), staff.as_of("Hana")
    ben = result(closed, "Ben")
    with pytest.raises(Invalid, match="evidence"):
        propose_change(mia, result=ben, after=3, reason="evidence", evidence=" ")
    change = propose_change(mia, result=ben, after=3, reason="evidence", evidence="He led the cutover in May.")
    assert [one.text for one in CHANGES_TO_DECIDE.owed_first(hana, 5)] == [
        "Approve a change of the result of Ben, or decline it"
    ]
    with pytest.raises(Denied, match="does not approve"):
        decide_change(mia, change=change, is_approved=True)
    with pytest.raises(Denied):
        decide_change(staff.as_of("Bo"), change=change, is_approved=True)
    with pytest.raises(Invalid, match="waits already"):
        propose_change(hana, result=ben, after=4, reason="mistake", evidence="Seen otherwise.")
    decide_change(hana, change=change, is_approved=True)
    with pytest.raises(Conflict):
        decide_change(hana, change=change, is_approved=False)
    ben = result(closed, "Ben")
    assert (ben.raw, ben.score) == (2.0, 3.0)
    looked = calibrated(mia, group)
    assert (looked.changed, looked.raised, looked.lowered, looked.shift) == (1, 1, 0, 0.5)
    assert (looked.before[1], looked.after[1], looked.after[2]) == (1, 0, 1)


def test_two_who_change_one_result_never_lose_the_changes_of_the_other(staff, group, closed):
    mia, hana = staff.as_of("Mia"), staff.as_of("Hana")
    ben = result(closed, "Ben")
    first = propose_change(hana, result=ben, after=3, reason="mistake", evidence="Step 3 says so.", version=ben.version)
    decide_change(mia, change=first, is_approved=True)
    with pytest.raises(Conflict):
        propose_change(mia, result=ben, after=4, reason="mistake", evidence="Typed wrongly.", version=ben.version)
    assert result(closed, "Ben").score == 3.0


def test_nobody_sees_or_changes_their_own_result_where_they_look_at_others(staff, group, closed):
    hana = staff.as_of("Hana")
    assert "Hana" not in {line.result.person.name for line in calibrated(hana, group).lines}
    with pytest.raises(Denied):
        propose_change(hana, result=result(closed, "Hana"), after=5, reason="mistake", evidence="I know better.")
    assert not groups_visible_to(staff.as_of("Ada")).exists()
    with pytest.raises(Invalid, match="Two people"):
        make_group(staff.olga, cycle=closed, name="South", seats=[staff.people["Sol"]], unit=staff.units["S"])


def test_a_file_of_changes_is_taken_whole_or_not_at_all(staff, group, closed):
    row = {"employee_id": "Ben", "proposed": "3", "reason": "evidence", "evidence": "The cutover in May."}
    bad = [row, {**row, "employee_id": "Nobody"}, {**row, "employee_id": "Ada", "proposed": "9"}]
    with pytest.raises(Invalid) as wrong:
        propose_changes_of_sheet(staff.as_of("Mia"), group=group, rows=bad)
    assert [(one.row, one.value) for one in wrong.value.problems] == [(3, "Nobody"), (4, "9")]
    every = [{**row, "proposed": "9", "reason": "because", "evidence": ""}]
    with pytest.raises(Invalid) as wrong:
        propose_changes_of_sheet(staff.as_of("Mia"), group=group, rows=every)
    assert [(one.row, one.field) for one in wrong.value.problems] == [(2, "proposed"), (2, "reason"), (2, "evidence")]
    assert not CalibrationChange.objects.exists()
    assert propose_changes_of_sheet(staff.as_of("Mia"), group=group, rows=[row, {**row, "proposed": ""}]) == 1
    client = client_of(staff, "Hana")
    page = client.get(f"/reviews/groups/{group.pk}/csv").content.decode()
    assert page.splitlines()[0].startswith("employee_id,name,computed")
    assert "Hana" not in page
    sent = SimpleUploadedFile("c.csv", b"employee_id,proposed,reason,evidence\nNobody,3,mistake,Typed.\n")
    answer = client.post(f"/reviews/groups/{group.pk}/read", {"file": sent})
    assert answer.status_code == 422
    assert "Nobody of this group has this employee id." in answer.content.decode()
    for odd in (b"employee_id,proposed\nBen," + b"3" * 200_000, b"\x00\xff", b'"', b"", b"person;score\nBen;3\n"):
        answer = client.post(f"/reviews/groups/{group.pk}/read", {"file": SimpleUploadedFile("c.csv", odd)})
        assert answer.status_code == 422
    assert "The first line lacks employee_id, proposed, reason, evidence." in answer.content.decode()
    assert CalibrationChange.objects.count() == 1


def test_results_are_released_on_their_day_and_not_while_a_change_waits(staff, group, closed):
    with pytest.raises(Invalid, match="promised"):
        release_results(staff.olga, cycle=closed)
    propose_change(staff.as_of("Mia"), result=result(closed, "Ben"), after=3, reason="mistake", evidence="Typed.")
    with clock.fixed(RELEASE_DAY), pytest.raises(Invalid, match="wait for somebody"):
        release_results(staff.olga, cycle=closed)


def test_a_result_is_acknowledged_appealed_against_and_answered_by_another(staff, released):
    ben, own = staff.as_of("Ben"), result(released, "Ben")
    assert Notice.objects.filter(kind="review_released", user__name="Ben").count() == 1
    assert len(TO_ACKNOWLEDGE.owed_first(ben, 5)) == 1
    acknowledge_result(ben, result=own, comment="Read, and I see it otherwise.")
    assert TO_ACKNOWLEDGE.owed_first(ben, 5) == []
    with pytest.raises(Denied):
        appeal(staff.as_of("Ada"), result=own, text="Mine.")
    found = appeal(ben, result=own, text="The cutover in May is missing.")
    assert found.answer_by.isoformat() == "2027-01-01"
    with pytest.raises(Invalid, match="already"):
        appeal(ben, result=result(released, "Ben"), text="Once more.")
    assert [one.text for one in APPEALS_TO_ANSWER.owed_first(staff.as_of("Hana"), 5)] == ["Answer the appeal of Ben"]
    assert APPEALS_TO_ANSWER.owed_first(staff.as_of("Mia"), 5) == []
    for other in ("Mia", "Hugo", "Ben"):
        with pytest.raises(Denied):
            answer_appeal(staff.as_of(other), appeal=found, answer="No.")
    answer_appeal(staff.as_of("Hana"), appeal=found, answer="It was, and it counts.", after=3)
    with pytest.raises(Denied):
        answer_appeal(staff.as_of("Bo"), appeal=found, answer="No.")
    assert (result(released, "Ben").raw, result(released, "Ben").score) == (2.0, 3.0)
    assert Notice.objects.filter(kind="review_appeal_answered", user__name="Ben").count() == 1
    assert not appeals_visible_to(staff.olga).exists()
    assert not appeals_visible_to(staff.as_of("Hugo")).exists()


def test_the_person_reads_the_reason_of_a_change_after_the_release_and_no_proposal_that_was_declined(
    staff, group, closed
):
    for after, is_approved, words in ((3, False, "Never mind this."), (3.5, True, "The cutover in May.")):
        change = propose_change(
            staff.as_of("Mia"), result=result(closed, "Ben"), after=after, reason="evidence", evidence=words
        )
        decide_change(staff.as_of("Hana"), change=change, is_approved=is_approved)
    assert not changes_visible_to(staff.as_of("Ben")).exists()
    with clock.fixed(RELEASE_DAY):
        release_results(staff.olga, cycle=closed)
        page = client_of(staff, "Ben").get(f"/reviews/{closed.code}/about/Ben").content.decode()
    assert "The cutover in May." in page
    assert "Never mind this." not in page
    # Somebody who sees a result, their own as well, is not shown the way to change it where they have no seat.
    for name in ("Ben", "Bo"):
        assert client_of(staff, name).get(f"/reviews/results/{result(closed, 'Ben').pk}/propose").status_code == 403
    own = form_of(closed, "Ben", "Ben")
    titles = {name: client_of(staff, name).get(f"/reviews/forms/{own.pk}").content.decode() for name in ("Ben", "Mia")}
    assert "My own review" in titles["Ben"]
    assert "My own review" not in titles["Mia"]
    entries = Entry.objects.filter(table__in=("reviews_calibrationchange", "reviews_reviewresult"))
    assert entries.exists()
    assert all("cutover" not in str(vars(entry)) for entry in entries)


def test_pages_ask_few_statements_whatever_the_size(staff, group, closed, django_assert_max_num_queries):
    for name, address in (
        ("Olga", "/reviews"),
        ("Olga", f"/reviews/{closed.code}"),
        ("Mia", f"/reviews/groups/{group.pk}"),
        ("Mia", f"/reviews/{closed.code}/about/Ada"),
        ("Bo", f"/reviews/{closed.code}"),
    ):
        client = client_of(staff, name)
        client.get(address)
        with django_assert_max_num_queries(15):
            assert client.get(address).status_code == 200, address


def test_html_of_every_kind_is_shown_as_it_was_typed(staff, group, closed):
    bad = "<img src=x onerror=alert(1)>"
    change = propose_change(staff.as_of("Mia"), result=result(closed, "Ben"), after=3, reason="mistake", evidence=bad)
    shown = [client_of(staff, "Hana").get(f"/reviews/groups/{group.pk}").content.decode()]
    decide_change(staff.as_of("Hana"), change=change, is_approved=True)
    with clock.fixed(RELEASE_DAY):
        release_results(staff.olga, cycle=closed)
        own = result(closed, "Ben")
        acknowledge_result(staff.as_of("Ben"), result=own, comment=bad)
        found = appeal(staff.as_of("Ben"), result=own, text=bad)
        shown.append(client_of(staff, "Mia").get(f"/reviews/{closed.code}/about/Ben").content.decode())
        shown.append(client_of(staff, "Hana").get(f"/reviews/appeals/{found.pk}").content.decode())
    for page in shown:
        assert bad not in page
        assert "&lt;img src=x" in page


def test_the_screen_of_scores_compares_groups_that_are_large_enough_and_shows_what_one_sees_anyway(staff, closed):
    people = [ScreenedPerson(4.0 if at < 48 else 2.0, False, "") for at in range(80)]
    people += [ScreenedPerson(4.0 if at < 12 else 2.0, True, "") for at in range(30)]
    full, part = (one for one in screens_of(people) if one.outcome == "high")
    assert (full.group, full.verdict, full.people, full.share) == ("full_time", "reference", 80, 0.6)
    assert (part.verdict, round(part.ratio, 3)) == ("watch", 0.667)
    few = screens_of([*people[:80], *[ScreenedPerson(2.0, True, "")] * 4])
    (hidden,) = [one for one in few if (one.group, one.outcome) == ("part_time", "high")]
    assert (hidden.verdict, hidden.share, hidden.people) == ("suppressed", None, None)
    Person.objects.filter(name="Ben").update(fte=0.5)
    assert {line.people for line in screened_scores(staff.as_of("Mia"), closed)} == {None}
    for name in ("Ada", "Olga"):
        assert screened_scores(staff.as_of(name), closed) == []
    page = client_of(staff, "Mia").get(f"/reviews/{closed.code}/screen").content.decode()
    assert "too few to be shown" in page


def test_how_far_cycles_are_is_counted_by_people_and_forms(staff, closed):
    progress = progress_of_cycles(staff.olga, [closed.pk, 0])
    assert (progress[closed.pk].people, progress[closed.pk].done) == (13, 7)
    assert progress[closed.pk].forms == 37
    assert progress[0].people == 0


def test_a_result_of_another_formula_goes_through(staff):
    cycle = launched(staff, formula="manager + goals / 1000")
    written(staff, cycle, "Mia", "Ada", step=4)
    close_writing(staff.olga, cycle=cycle)
    assert result(cycle, "Ada").reason == "what the formula needs is missing"
