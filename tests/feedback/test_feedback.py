"""Feedback given and asked for: who reads it, what is told of it, and how it is taken back."""

from datetime import timedelta

import pytest

from hoshin.accounts.access import Actor
from hoshin.accounts.sight import closed_kinds
from hoshin.audit.models import Change
from hoshin.audit.selectors import history, trail
from hoshin.audit.undo import change_to_undo, undo
from hoshin.base import clock
from hoshin.base.errors import Conflict, Denied, Invalid, NotFound
from hoshin.feedback.models import Feedback
from hoshin.feedback.notices import ASKED
from hoshin.feedback.policies import asked_users, feedback_visible_to, readers_of_feedback, requests_visible_to
from hoshin.feedback.selectors import (
    FeedbackSide,
    feedback_in,
    feedback_with,
    request_by_number,
    requests_by,
    requests_to_answer,
    told,
)
from hoshin.feedback.services import (
    ask_for_feedback,
    decline_feedback,
    remove_feedback,
    take_back_feedback,
    withdraw_request,
    write_feedback,
)
from hoshin.feedback.ties import Tie
from hoshin.notices.models import Notice
from hoshin.org.agenda import agenda_sources
from hoshin.org.services import change_person

WORDS = "On Tuesday you let everybody finish. We decided in half an hour."
EVERYONE = ("ada", "olga", "hans", "mia", "carl", "vera")


def give(team, **more):
    said = {"receiver": team.carl, "text": WORDS} | more
    return write_feedback(team.as_of("vera"), **said)


def readers(team, row=None):
    rows = {name: feedback_visible_to(team.as_of(name)) for name in EVERYONE}
    return {name for name, found in rows.items() if (found.filter(pk=row.pk) if row else found).exists()}


def test_the_writer_and_the_receiver_read_it_and_no_role_does(team):
    assert readers(team, give(team)) == {"vera", "carl"}
    assert not feedback_visible_to(Actor.system()).exists()
    assert {"feedback", "feedback_request"} <= {thing.kind for thing in closed_kinds(Actor.system())}


def test_the_manager_reads_it_where_the_writer_chose_so_and_nobody_above(team):
    row = give(team, shown_to=team.mia)
    assert readers(team, row) == {"vera", "carl", "mia"}
    assert [found.row for found in told(team.as_of("mia"), feedback_in(team.as_of("mia"), FeedbackSide.SHOWN))] == [row]


def test_who_becomes_manager_later_reads_nothing_of_before(team, system):
    row = give(team, shown_to=team.mia)
    change_person(system, person=team.carl, manager=team.olga)
    assert readers(team, row) == {"vera", "carl", "mia"}


def test_nobody_but_the_manager_of_now_can_be_named(team):
    assert readers_of_feedback(team.vera, team.carl).manager == team.mia
    assert readers_of_feedback(team.mia, team.carl).manager is None
    for other in (team.olga, team.ada):
        with pytest.raises(Invalid, match="not the manager"):
            give(team, shown_to=other)


def test_a_draft_is_read_by_its_writer_alone_and_so_is_what_it_said(team):
    draft = give(team, is_draft=True, shown_to=team.mia, text="You are lazy.")
    assert readers(team, draft) == {"vera"}
    row = give(team, draft=draft, text=WORDS, version=draft.version)
    assert readers(team, row) == {"vera", "carl"}
    seen = {name: _read_in_trail(team.as_of(name), row) for name in EVERYONE}
    assert seen == {name: name == "vera" for name in EVERYONE}


def _read_in_trail(actor, row):
    try:
        return "lazy" in repr(history(actor, table="feedback_feedback", row=row.pk).changes)
    except NotFound:
        return False


def test_the_trail_names_none_of_it_to_those_who_see_the_trail(team):
    give(team)
    for name in ("ada", "olga"):
        changes = trail(team.as_of(name)).changes
        assert "Gave feedback" not in repr(changes)
        assert "half an hour" not in repr(changes)


def test_the_receiver_is_told_that_there_is_some_and_not_what_or_from_whom(team):
    row = give(team)
    notice = Notice.objects.get()
    assert (notice.user, notice.kind, notice.facts) == (team.users["carl"], "feedback_received", {"number": row.pk})
    assert not Notice.objects.exclude(user=team.users["carl"]).exists()


def test_what_was_given_can_be_undone_and_taken_back_by_its_writer_alone(team):
    row = give(team)
    change = Change.objects.latest("id")
    for name in ("carl", "ada", "olga"):
        with pytest.raises((NotFound, Denied)):
            undo(team.as_of(name), change=change_to_undo(team.as_of(name), change.pk))
        with pytest.raises(Denied):
            take_back_feedback(team.as_of(name), feedback=row)
    undo(team.as_of("vera"), change=change)
    assert not Feedback.objects.exists()
    row = give(team)
    assert take_back_feedback(team.as_of("vera"), feedback=row).is_draft
    assert readers(team, row) == {"vera"}
    remove_feedback(team.as_of("vera"), feedback=Feedback.objects.get())
    assert not Feedback.objects.exists()


def test_two_tabs_on_one_draft_lose_nothing(team):
    draft = give(team, is_draft=True)
    give(team, draft=draft, is_draft=True, text="Another text of mine.", version=draft.version)
    with pytest.raises(Conflict):
        give(team, draft=draft, text="A third text.", version=draft.version)


@pytest.mark.parametrize("text", ["", "  \r\n ", "x" * 4_001])
def test_it_says_something_and_no_book(team, text):
    with pytest.raises(Invalid):
        give(team, text=text)


def test_it_is_for_somebody_else_and_between_people(team, office):
    with pytest.raises(Invalid):
        give(team, receiver=team.vera)
    with pytest.raises(Denied, match="no person"):
        write_feedback(Actor.system(), receiver=team.carl, text=WORDS)


def test_given_feedback_is_not_written_over_nor_another_s_draft(team):
    row = give(team)
    with pytest.raises(Invalid, match="given"):
        give(team, draft=row, text="Another.")
    draft = give(team, is_draft=True)
    with pytest.raises(Denied):
        write_feedback(team.as_of("mia"), receiver=team.carl, text="Mine now.", draft=draft)


def test_an_objective_that_the_receiver_may_not_see_has_no_name_for_them(team):
    give(team, tie=Tie(team.secret, "Care", "writing"))
    (theirs,) = told(team.as_of("carl"), feedback_in(team.as_of("carl"), FeedbackSide.RECEIVED))
    (own,) = told(team.as_of("vera"), feedback_in(team.as_of("vera"), FeedbackSide.GIVEN))
    assert (theirs.objective, own.objective) == (None, team.secret)


def test_it_is_found_by_words_names_and_what_it_is_about(team):
    row = give(team, tie=Tie(value="Care"))
    actor = team.as_of("carl")
    for wish in ({"text": "tuesd"}, {"text": "vera"}, {"value": "Care"}):
        assert list(feedback_in(actor, FeedbackSide.RECEIVED, **wish)) == [row]
    for wish in ({"text": "wednesday"}, {"value": "Courage"}):
        assert not feedback_in(actor, FeedbackSide.RECEIVED, **wish).exists()
    assert not feedback_in(team.as_of("mia"), FeedbackSide.SHOWN, text="tuesday").exists()


def test_a_person_s_page_shows_what_the_reader_may_read(team):
    give(team, shown_to=team.mia)
    give(team, is_draft=True)
    seen = {name: len(feedback_with(team.as_of(name), team.carl, 5)) for name in EVERYONE}
    assert seen == {"vera": 1, "carl": 1, "mia": 1, "ada": 0, "olga": 0, "hans": 0}


def test_several_are_asked_and_none_sees_whom_else(team):
    asked = ask_for_feedback(team.as_of("carl"), people=[team.vera, team.mia, team.vera], question="How was it?")
    assert len(asked) == 2
    seen = {name: requests_visible_to(team.as_of(name)).count() for name in EVERYONE}
    assert seen == {"carl": 2, "vera": 1, "mia": 1, "ada": 0, "olga": 0, "hans": 0}
    assert ASKED.owed(team.as_of("vera")) == {"count": 1}
    assert set(asked_users()) == {team.users["vera"].pk, team.users["mia"].pk}
    (thing,) = ASKED.owed_first(team.as_of("vera"), 5)
    assert (thing.text, thing.page_by) == ("Carl Contributor asks you for feedback", (asked[0].pk,))


def test_an_answer_or_a_word_back_settles_it(team):
    by_vera, by_mia = ask_for_feedback(team.as_of("carl"), people=[team.vera, team.mia], question="How was it?")
    draft = give(team, request=by_vera, is_draft=True)
    assert requests_to_answer(team.as_of("vera")).exists()
    give(team, request=by_vera, draft=draft)
    decline_feedback(team.as_of("mia"), request=by_mia, word="I was away.")
    assert not requests_to_answer(team.as_of("vera")).exists()
    assert not requests_to_answer(team.as_of("mia")).exists()
    found = {row.asked: (row.is_answered, row.word) for row in requests_by(team.as_of("carl"))}
    assert found == {team.vera: (True, ""), team.mia: (False, "I was away.")}
    assert set(Notice.objects.values_list("kind", flat=True)) == {"feedback_received", "feedback_declined"}
    with pytest.raises(Invalid, match="answered"):
        decline_feedback(team.as_of("vera"), request=by_vera)


def test_only_whoever_is_asked_answers_and_only_whoever_asked_withdraws(team):
    (request,) = ask_for_feedback(team.as_of("carl"), people=[team.vera], question="How was it?")
    with pytest.raises(Denied):
        write_feedback(team.as_of("mia"), receiver=team.carl, text=WORDS, request=request)
    with pytest.raises(Denied):
        decline_feedback(team.as_of("mia"), request=request)
    with pytest.raises(Denied):
        withdraw_request(team.as_of("vera"), request=request)
    with pytest.raises(NotFound):
        request_by_number(team.as_of("ada"), request.pk)
    withdraw_request(team.as_of("carl"), request=request)
    assert not requests_to_answer(team.as_of("vera")).exists()


def test_a_question_is_asked_of_somebody_else_and_of_a_few(team):
    for people in ([], [team.carl]):
        with pytest.raises(Invalid):
            ask_for_feedback(team.as_of("carl"), people=people, question="How was it?")
    with pytest.raises(Invalid):
        ask_for_feedback(team.as_of("carl"), people=[team.vera], question=" ")


def test_a_one_on_one_has_it_to_talk_about_for_those_who_may_read_it(team):
    give(team, shown_to=team.mia)
    give(team)
    since = clock.now() - timedelta(days=7)
    (feedback,) = (source for source in agenda_sources() if source.code == "feedback_received")
    said = {name: len(feedback.lines(team.as_of(name), team.carl, since)) for name in EVERYONE}
    assert said == {"carl": 2, "vera": 2, "mia": 1, "ada": 0, "olga": 0, "hans": 0}
    line = feedback.lines(team.as_of("carl"), team.carl, since)[0]
    assert feedback.wording.said(line.facts) == "Feedback of 23 November 2026"
    assert not feedback.lines(team.as_of("carl"), team.carl, clock.now() + timedelta(seconds=1))
