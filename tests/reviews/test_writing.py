"""Forms from their launch on: who gets which, saved as one types, handed in, handed over, and nothing of it in the trail."""

import re
from dataclasses import replace
from datetime import date
from html import unescape
from unittest.mock import Mock

import pytest
from django.db import IntegrityError, transaction
from tests.reviews.conftest import SECRET, client_of, form_of, launched, page_of, plan_of, written

from hoshin.audit.models import Entry
from hoshin.base import clock
from hoshin.base.errors import Conflict, Denied, Invalid
from hoshin.feedback.services import recognise, write_feedback
from hoshin.notices.models import Notice
from hoshin.org.models import Person
from hoshin.org.people_rules import PeopleRule
from hoshin.reviews.evidence import evidence_of, spread_of
from hoshin.reviews.jobs import TEND
from hoshin.reviews.library import STARTERS
from hoshin.reviews.models import FormAnswers, FormState, ReviewCycle, ReviewForm, WritingTime
from hoshin.reviews.notices import TO_AGREE, TO_WRITE
from hoshin.reviews.population import people_of, preview_of
from hoshin.reviews.questions import AnswerKind, ReviewQuestion, as_rows, checked, questions_from
from hoshin.reviews.rows import AnswersTyped
from hoshin.reviews.selectors import FormsWished, forms_listed, states_of, times_of
from hoshin.reviews.services import (
    agree_to_peer,
    decline_peer,
    hand_in,
    hand_over_form,
    launch_cycle,
    name_peers,
    remind_writers,
    save_answers,
    save_cycle,
    take_back_form,
)


def test_a_launch_asks_oneself_managers_and_three_reports_or_more_and_tells_them_once(staff, cycle):
    asked = {(form.by.name, form.about.name, form.source) for form in ReviewForm.objects.select_related("by", "about")}
    assert {("Ada", "Ada", "self"), ("Mia", "Ada", "manager"), ("Ada", "Mia", "report")} <= asked
    assert ("Bo", "Mia", "manager") in asked
    assert {by for by, about, source in asked if about == "Bo"} == {"Bo", "Mia", "Sol", "Hugo"}
    assert cycle.state == "writing"
    waiting = TO_WRITE.owed_first(staff.as_of("Mia"), 9)
    assert {"Write your own review", "Write the review of Ada", "Write the review of Bo"} <= {
        one.text for one in waiting
    }
    assert {one.due_on for one in waiting} == {cycle.write_until}
    told = Notice.objects.filter(kind="review_asked").values_list("user__name", flat=True)
    assert sorted(told) == sorted(staff.people)
    assert "Year 2026" in str(Notice.objects.filter(kind="review_asked").first().facts)


def test_the_preview_says_what_the_launch_does_and_writes_nothing(staff):
    cycle = save_cycle(staff.olga, plan=plan_of())
    preview = preview_of(cycle)
    assert not ReviewForm.objects.exists()
    assert [person.name for person in preview.without_manager] == ["Bo"]
    assert len(preview.tried) == 3
    page = client_of(staff, "Olga").get(f"/reviews/{cycle.code}").content.decode()
    assert "What a launch would do" in page
    launch_cycle(staff.olga, cycle=cycle)
    from tests.jobs import run_waiting

    run_waiting()
    assert sum(preview.forms.values()) == ReviewForm.objects.count()


def test_a_unit_a_day_of_joining_and_people_left_out_make_the_population(staff):
    Person.objects.filter(name="Eva").update(start_date=date(2026, 10, 1))
    gone = [staff.people["Fay"].pk]
    rule = PeopleRule(joined_before=date(2026, 9, 1))
    cycle = launched(staff, unit_id=staff.units["S"].pk, only=rule, excluded=gone)
    assert set(ReviewForm.objects.values_list("about__name", flat=True)) == {"Sol", "Gil", "Hugo"}
    assert form_of(cycle, "Sol", "Gil").source == "manager"


def test_people_of_a_job_and_people_one_by_one_make_the_population_and_are_promised(staff):
    """A project that ends is looked at by those who were in it, wherever they stand; names are found, not typed as ids."""
    Person.objects.filter(name__in=("Ada", "Gil", "Eva")).update(job_family="Finance")
    typed = {
        "name": "Finance",
        "questions": "year",
        "starts_on": "2026-01-01",
        "ends_on": "2026-12-31",
        "write_until": "2026-12-11",
        "release_on": "2026-12-18",
        "has_manager": "on",
        "appeal_days": "14",
        "least_days": "30",
        "job_families": "Finance",
        "people": "Ada\nGil\nBen",
        "excluded": "Gil",
    }
    olga = client_of(staff, "Olga")
    unknown = olga.post("/reviews/new", typed | {"excluded": "Nobody Known"}).content.decode()
    assert "Nobody or nothing is called “Nobody Known”." in unescape(unknown)
    assert "Ada\nGil\nBen" in unknown, "what was typed stands there"
    made = olga.post("/reviews/new", typed)
    cycle = ReviewCycle.objects.get(name="Finance")
    assert made.headers["Location"] == f"/reviews/{cycle.code}"
    assert [person.name for person in people_of(cycle)] == ["Ada"], "named, of the job, and not left out"
    assert "people of the job families Finance; 3 people who were named one by one" in page_of(
        staff, "Olga", f"/reviews/{cycle.code}"
    )
    form = olga.get(f"/reviews/{cycle.code}/edit").content.decode()
    again = re.search(r'<textarea[^>]*name="people"[^>]*>\s*([^<]*)<', form)[1]
    assert [line.split(" · ")[0] for line in again.splitlines()] == ["Ada", "Ben", "Gil"]
    launch_cycle(staff.olga, cycle=cycle)
    with pytest.raises(IntegrityError, match="does not change"), transaction.atomic():
        ReviewCycle.objects.filter(pk=cycle.pk).update(whom={})


def test_what_was_promised_does_not_change_after_the_launch(staff, cycle):
    with pytest.raises(Invalid, match="was launched"):
        save_cycle(staff.olga, plan=plan_of(names_peers=True), cycle=cycle)
    with pytest.raises(IntegrityError, match="does not change"), transaction.atomic():
        ReviewCycle.objects.filter(pk=cycle.pk).update(names_peers=True)
    with pytest.raises(Denied):
        save_cycle(staff.as_of("Mia"), plan=plan_of())


def test_typing_is_saved_never_over_another_window_and_handed_in_and_taken_back(staff, cycle):
    mia, form = staff.as_of("Mia"), form_of(cycle, "Mia", "Ada")
    first = save_answers(mia, form=form, typed=AnswersTyped({"achieved": "One"}), version=0)
    second = save_answers(
        mia, form=form, typed=AnswersTyped({"achieved": "Two"}, {"results": 4}), version=first.version
    )
    with pytest.raises(Conflict):
        save_answers(mia, form=form, typed=AnswersTyped({"achieved": "Late"}), version=first.version)
    assert FormAnswers.objects.get().answers == {"achieved": {"text": "Two"}, "results": {"rating": 4}}
    with pytest.raises(Conflict):
        hand_in(mia, form=form, version=first.version)
    hand_in(mia, form=form, version=second.version)
    form.refresh_from_db()
    assert form.state == FormState.DONE
    with pytest.raises(Conflict, match="handed in"):
        save_answers(mia, form=form, typed=AnswersTyped({"achieved": "After"}), version=second.version)
    take_back_form(mia, form=form)
    for other in ("Ada", "Bo", "Hana"):
        with pytest.raises(Denied):
            save_answers(staff.as_of(other), form=form, typed=AnswersTyped({"achieved": "Mine"}), version=0)


def test_what_is_wrong_with_an_answer_is_said_and_nothing_is_written(staff, cycle):
    mia, form = staff.as_of("Mia"), form_of(cycle, "Mia", "Ada")
    with pytest.raises(Invalid, match="8,000"):
        save_answers(mia, form=form, typed=AnswersTyped({"achieved": "a" * 8_001}), version=0)
    with pytest.raises(Invalid, match="1 to 5"):
        save_answers(mia, form=form, typed=AnswersTyped({}, {"results": 6}), version=0)
    assert not FormAnswers.objects.exists()
    with pytest.raises(Invalid, match="Nothing is written"):
        hand_in(mia, form=form, version=0)
    unasked = save_answers(
        staff.as_of("Ada"), form=form_of(cycle, "Ada", "Ada"), typed=AnswersTyped({"x": "y"}), version=0
    )
    assert unasked.answers == {}


def test_evidence_is_what_the_writer_may_see_and_is_kept_as_it_stood_when_cited(staff, cycle):
    ada, mia, ben = (staff.as_of(name) for name in ("Ada", "Mia", "Ben"))
    recognise(ben, person=staff.people["Ada"], text="Stayed late for the release.")
    write_feedback(ben, receiver=staff.people["Ada"], text="Between us: the handover was hard to follow.")
    span = (cycle.starts_on, cycle.ends_on)
    to_mia = {one.kind for one in evidence_of(mia, staff.people["Ada"], *span)}
    assert to_mia == {"recognition"}
    seen = evidence_of(ada, staff.people["Ada"], *span)
    assert {one.kind for one in seen} == {"recognition", "feedback"}
    private = next(one.key for one in seen if one.kind == "feedback")
    public = next(one.key for one in seen if one.kind == "recognition")
    typed = AnswersTyped({"achieved": "See beside."}, cited={"achieved": [public, private, "goal-1"]})
    kept = save_answers(mia, form=form_of(cycle, "Mia", "Ada"), typed=typed, version=0)
    assert [(one["key"], one["question"]) for one in kept.cited] == [(public, "achieved")]
    assert "Stayed late" in kept.cited[0]["text"]


def test_the_spread_tells_how_evidence_lies_over_the_time():
    days = [date(2026, 1, 5), date(2026, 11, 1), date(2026, 12, 1), date(2027, 3, 1)]
    spread = spread_of(days, date(2026, 1, 1), date(2026, 12, 31))
    assert spread.counts == (1, 0, 0, 3)
    assert spread.last_share == 0.75
    assert spread_of([], date(2026, 1, 1), date(2026, 12, 31)).last_share is None


def test_the_trail_keeps_that_something_was_written_and_never_what(staff, cycle):
    written(staff, cycle, "Mia", "Ada")
    entries = Entry.objects.filter(table="reviews_formanswers")
    assert entries.exists()
    assert all(SECRET not in str(entry.before) + str(entry.after) for entry in entries)
    assert "[hidden]" in str(entries.first().after)


def test_peers_are_named_by_the_person_and_agreed_by_the_manager(staff, cycle):
    ada, mia = staff.as_of("Ada"), staff.as_of("Mia")
    named = name_peers(ada, cycle=cycle, people=[staff.people["Ben"], staff.people["Eva"]])
    assert {form.state for form in named} == {FormState.PROPOSED}
    assert "May Ben write about Ada?" in [thing.text for thing in TO_AGREE.owed_first(mia, 9)]
    with pytest.raises(Denied):
        agree_to_peer(ada, form=named[0])
    with pytest.raises(Denied):
        agree_to_peer(staff.as_of("Sol"), form=named[0])
    with pytest.raises(Denied):
        save_answers(staff.as_of("Ben"), form=named[0], typed=AnswersTyped({"how": "Well"}), version=0)
    agree_to_peer(mia, form=named[0])
    decline_peer(mia, form=named[1])
    with pytest.raises(Invalid, match="answered already"):
        agree_to_peer(mia, form=named[1])
    with pytest.raises(Invalid, match="themself"):
        name_peers(ada, cycle=cycle, people=[staff.people["Ada"]])
    with clock.fixed(clock.now().replace(month=12, day=2)), pytest.raises(Denied, match="not any more"):
        name_peers(ada, cycle=cycle, people=[staff.people["Gil"]])


def test_a_form_is_handed_over_without_what_was_written_in_it(staff, cycle):
    form = written(staff, cycle, "Mia", "Ada", done=False)
    with pytest.raises(Invalid, match="writes about themself"):
        hand_over_form(staff.as_of("Mia"), form=form, to=staff.people["Ada"])
    with pytest.raises(Denied):
        hand_over_form(staff.as_of("Ada"), form=form, to=staff.people["Ben"])
    with pytest.raises(Denied):
        hand_over_form(staff.olga, form=form_of(cycle, "Mia", "Olga"), to=staff.people["Sol"])
    # By whom an unnamed form cannot be taken would tell a peer who else writes.
    with pytest.raises(Denied):
        hand_over_form(staff.as_of("Ben"), form=form_of(cycle, "Ben", "Mia"), to=staff.people["Dan"])
    given = hand_over_form(staff.as_of("Mia"), form=form, to=staff.people["Sol"])
    assert (given.by.name, given.handed_from.name) == ("Sol", "Mia")
    assert not FormAnswers.objects.exists()
    assert Notice.objects.filter(kind="review_handed_over", user__name="Sol").count() == 1


def test_nobodys_form_is_missing_when_people_leave_and_move(staff, cycle):
    begun = written(staff, cycle, "Mia", "Ben", done=False)
    Person.objects.filter(name="Cem").update(end_date=date(2026, 11, 1))
    Person.objects.filter(name__in=("Ada", "Ben")).update(manager=staff.people["Sol"])
    TEND.function(Mock())
    assert form_of(cycle, "Sol", "Ada").handed_from.name == "Mia"
    assert form_of(cycle, "Mia", "Ben").pk == begun.pk
    assert set(ReviewForm.objects.filter(about__name="Cem").values_list("state", flat=True)) == {FormState.DROPPED}
    assert form_of(cycle, "Cem", "Mia").state == FormState.DROPPED
    Person.objects.filter(name="Mia").update(end_date=date(2026, 11, 1))
    TEND.function(Mock())
    assert form_of(cycle, "Sol", "Ben").state == FormState.OPEN
    assert form_of(cycle, "Bo", "Dan").handed_from.name == "Mia"
    assert not ReviewForm.objects.filter(by__name="Mia", state=FormState.OPEN).exists()


def test_reminders_go_to_whoever_has_not_written_and_each_once(staff, cycle):
    for about in ("Sol",):
        written(staff, cycle, "Gil", about)
    written(staff, cycle, "Gil", "Gil")
    assert remind_writers(staff.olga, cycle=cycle) == len(staff.people) - 1
    told = list(Notice.objects.filter(kind="review_reminded").values_list("user__name", flat=True))
    assert "Gil" not in told
    assert len(told) == len(set(told))


def test_times_are_told_of_five_forms_or_more_and_of_nobody(staff, cycle):
    for name in ("Ada", "Ben", "Cem", "Dan"):
        written(staff, cycle, name, name)
    assert times_of(cycle) == []
    written(staff, cycle, "Eva", "Eva")
    (times,) = times_of(cycle)
    assert (times.source, times.forms, times.median) == ("self", 5, 1.5)
    assert {field.name for field in WritingTime._meta.concrete_fields} == {"id", "cycle", "source", "seconds"}
    assert set(FormAnswers.objects.values_list("seconds", flat=True)) == {0}


def test_the_table_of_forms_is_filtered_and_shows_what_one_may_know(staff, cycle):
    written(staff, cycle, "Mia", "Ada")
    done = forms_listed(staff.olga, cycle, FormsWished(state="done"))
    assert [form.about.name for form in done] == ["Ada"]
    assert states_of(staff.olga, cycle)["manager"]["done"] == 1
    assert {form.about.name for form in forms_listed(staff.as_of("Hana"), cycle, FormsWished())} >= {"Ada", "Mia"}
    assert "Eva" not in {form.about.name for form in forms_listed(staff.as_of("Hana"), cycle, FormsWished())}


def test_a_template_says_what_is_wrong_with_it():
    rated = ReviewQuestion("r", AnswerKind.RATING.value, "How?", weight=0)
    for questions, match in (
        ([], "no question"),
        ([rated], "weights of all ratings are zero"),
        ([ReviewQuestion("R!", "text", "How?")], "short name"),
        ([ReviewQuestion("r", "text", " ")], "between 1 and 500"),
        ([ReviewQuestion("r", "anchored", "How?", anchors=("one",))], "has five"),
        ([ReviewQuestion("r", "text", "How?"), ReviewQuestion("r", "text", "Why?")], "Two questions"),
        ([ReviewQuestion("r", "choice", "How?")], "text, a rating"),
        ([ReviewQuestion("r", "rating", "How?", weight=-1)], "0 and 1,000"),
    ):
        with pytest.raises(Invalid, match=match):
            checked(questions)
    for starter in STARTERS.values():
        assert questions_from(as_rows(checked(starter.questions)))
    year = STARTERS["year"].questions
    potential = [one for one in year if one.of == "potential"]
    assert {one.kind for one in potential} == {"anchored"}
    assert len(potential) == 3
    with pytest.raises(Invalid, match="one question alone"):
        checked([one for one in year if one not in potential[1:]])
    with pytest.raises(Invalid, match="sentence for each step"):
        checked([*potential, replace(potential[0], code="global", kind="rating", anchors=())])


@pytest.mark.parametrize(
    ("formula", "match"), [("manager +", "formula"), ("salary * 2", "salary"), ("import('os')", "no meaning")]
)
def test_a_formula_that_cannot_be_computed_is_refused(staff, formula, match):
    with pytest.raises(Invalid, match=match):
        save_cycle(staff.olga, plan=plan_of(formula=formula))


def test_html_in_every_text_is_shown_as_it_was_typed(staff):
    bad = "<script>alert(1)</script>"
    questions = [
        {**one, "text": bad, "hint": bad, "section": bad, "anchors": [bad] * len(one["anchors"])}
        for one in as_rows(STARTERS["year"].questions)
    ]
    cycle = launched(staff, name=bad, questions=questions)
    form = written(staff, cycle, "Mia", "Ada", text=bad, done=False)
    pages = (f"/reviews/forms/{form.pk}", "/reviews", f"/reviews/{cycle.code}")
    for address in pages:
        page = client_of(staff, "Mia").get(address).content.decode()
        assert bad not in page, address
        assert "&lt;script&gt;" in page
