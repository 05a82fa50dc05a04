"""The pages of feedback: who reads it is said before it is written, and nobody else finds a word of it."""

import re

import pytest
from django.test import Client

from hoshin.feedback.models import Feedback, FeedbackRequest, Recognition
from hoshin.feedback.services import ask_for_feedback, write_feedback
from hoshin.org.services import change_person

WORD = "zanzibar"


@pytest.fixture
def page(team):
    """Ask for a page as somebody."""

    def ask(name, address, data=None, **headers):
        client = Client()
        client.force_login(team.users[name], backend="hoshin.notices.signed_in.WithUnread")
        answer = client.get(address, headers=headers) if data is None else client.post(address, data, headers=headers)
        answer.text_shown = re.sub(r"\s+", " ", answer.content.decode())
        return answer

    return ask


def test_the_form_says_who_will_read_it_before_it_is_written(team, page):
    shown = page("vera", "/feedback/give?to=CARL").text_shown
    assert "Only Carl Contributor and you will be able to read this, and Mia Muster, their manager" in shown
    assert shown.index('id="readers"') < shown.index("<textarea")
    assert "Mia" not in page("mia", "/feedback/give?to=CARL").text_shown.split('id="readers"')[1].split("</p>")[0]


def test_giving_by_the_form(team, page):
    said = {"text": "You let everybody finish.", "manager": "MIA", "with_manager": "on", "value": "Care"}
    answer = page("vera", "/feedback/give?to=CARL", said)
    row = Feedback.objects.get()
    assert answer["Location"] == f"/feedback/{row.pk}"
    assert (row.shown_to, row.value, row.is_draft) == (team.mia, "Care", False)
    assert "let everybody finish" in page("mia", "/feedback/shown").text_shown


def test_a_manager_who_changed_meanwhile_stops_it_and_what_was_typed_stays(team, page, system):
    change_person(system, person=team.carl, manager=team.olga)
    said = {"text": "You let everybody finish.", "manager": "MIA", "with_manager": "on"}
    answer = page("vera", "/feedback/give?to=CARL", said)
    assert answer.status_code == 422
    assert "The manager is another by now" in answer.text_shown
    assert "You let everybody finish.</textarea>" in answer.text_shown
    assert "Olga Office, their manager" in answer.text_shown
    assert not Feedback.objects.exists()


def test_a_draft_goes_on_and_two_tabs_meet(team, page):
    page("vera", "/feedback/give?to=CARL", {"text": "First", "draft": "yes"})
    draft = Feedback.objects.get()
    assert "First" in page("vera", f"/feedback/{draft.pk}/edit").text_shown
    for name in ("carl", "mia", "ada"):
        assert page(name, f"/feedback/{draft.pk}/edit").status_code == 404
    page("vera", f"/feedback/{draft.pk}/edit", {"text": "Second", "draft": "yes", "version": draft.version})
    met = page("vera", f"/feedback/{draft.pk}/edit", {"text": "Third", "version": draft.version})
    assert met.status_code == 409
    assert "Second" in met.text_shown
    assert "Third" in met.text_shown


def test_asking_answering_and_declining_by_pages(team, page):
    said = {"person_0": "Vera Viewer", "person_1": "MIA", "question": "How was my talk?", "objective": "O1"}
    assert page("carl", "/feedback/ask", said)["Location"] == "/feedback/asked"
    by_vera, by_mia = FeedbackRequest.objects.order_by("pk")
    assert "How was my talk?" in page("vera", "/feedback").text_shown
    answer = page("vera", f"/feedback/requests/{by_vera.pk}")
    assert "How was my talk?" in answer.text_shown
    assert "O1 · Answer within a day" in answer.text_shown
    page("vera", f"/feedback/requests/{by_vera.pk}", {"text": "Short and clear.", "manager": "MIA"})
    page("mia", f"/feedback/requests/{by_mia.pk}/decline", {"word": "I was away."})
    shown = page("carl", "/feedback/asked").text_shown
    assert "Answered" in shown
    assert "Mia Muster says: I was away." in shown
    assert "Short and clear." in page("carl", "/feedback").text_shown


def test_recognising_and_joining_in_by_pages(team, page):
    refused = page("vera", "/recognition", {"person": "CARL", "text": "You stayed late."})
    assert refused.status_code == 422
    assert "You stayed late.</textarea>" in refused.text_shown
    page("vera", "/recognition", {"person": "CARL", "text": "You stayed late.", "value": "Care"})
    row = Recognition.objects.get()
    joined = page("mia", f"/recognition/{row.pk}/applaud", {}, **{"HX-Request": "true"})
    assert 'aria-pressed="true"' in joined.text_shown
    assert "You stayed late." in page("ada", "/recognition").text_shown


def test_the_coach_answers_its_writer_and_keeps_nothing(team, page, django_assert_max_num_queries):
    answer = page("vera", "/feedback/coach", {"text": "You are bossy and you never listen."})
    assert "This describes a trait: bossy." in answer.text_shown
    assert "never" in answer.text_shown
    assert not Feedback.objects.exists()


def test_nobody_else_finds_a_word_of_it_anywhere(team, page):
    """Lists, search, palette, pages of people, trail and operations, as everybody else and in all directions."""
    row = write_feedback(team.as_of("vera"), receiver=team.carl, text=f"A word: {WORD}.")
    draft = write_feedback(team.as_of("vera"), receiver=team.carl, text=f"Draft {WORD}.", is_draft=True)
    (asked,) = ask_for_feedback(team.as_of("carl"), people=[team.vera], question=f"Where is {WORD}?")
    addresses = [
        "/feedback",
        "/feedback/given",
        "/feedback/shown",
        "/feedback/asked",
        f"/feedback/{row.pk}",
        f"/feedback/{draft.pk}",
        f"/feedback/{draft.pk}/edit",
        f"/feedback/requests/{asked.pk}",
        "/feedback/of/CARL",
        f"/find?q={WORD[:5]}",
        "/recognition",
        "/organisation/people/CARL",
        "/audit",
        "/notices",
    ]
    found = {
        (name, address)
        for name in ("ada", "olga", "hans", "mia")
        for address in addresses
        if WORD in page(name, address, **{"HX-Request": "true"}).text_shown.replace(f"q={WORD[:5]}", "")
    }
    assert found == set()
    for name, number in (("carl", row.pk), ("vera", draft.pk)):
        assert WORD in page(name, f"/feedback/{number}").text_shown
    assert page("carl", f"/feedback/{draft.pk}").status_code == 404
