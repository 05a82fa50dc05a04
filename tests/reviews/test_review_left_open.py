"""A form of a review that was left open while somebody else ended the writing, or gave it on: its words are not lost."""

import pytest
from tests.reviews.conftest import client_of, form_of, written

from hoshin.reviews.models import FormAnswers
from hoshin.reviews.services import close_writing, hand_over_form

pytestmark = pytest.mark.django_db
WORDS, OURS = "Her notes for auditors are thin.", {"Origin": "http://testserver"}


def sent(client, form, kept):
    """What the script of the page sends as one types, and then the form itself."""
    typed = {"a-differently": WORDS, "version": str(kept.version)}
    saved = client.post(f"/reviews/forms/{form.pk}/save", typed)
    return saved, client.post(f"/reviews/forms/{form.pk}", typed | {"done": "yes"}, headers=OURS)


def test_who_still_types_when_the_writing_is_ended_reads_why_and_keeps_the_words(staff, cycle):
    form = written(staff, cycle, "Mia", "Ada", done=False)
    close_writing(staff.olga, cycle=cycle)
    saved, answer = sent(client_of(staff, "Mia"), form, FormAnswers.objects.get(form=form))
    assert saved.status_code == answer.status_code == 403
    assert "not written any more" in saved.json()["problem"]
    assert "not written any more" in answer.content.decode()
    # No role opens what is refused by who one is to a form; what a role refuses says whom to ask.
    assert "give you a role" not in answer.content.decode()
    assert "give you a role" in client_of(staff, "Mia").get("/reviews/new").content.decode()
    assert WORDS in answer.content.decode()
    assert WORDS not in str(FormAnswers.objects.get(form=form).answers)


def test_what_was_promised_has_no_page_on_which_it_could_be_changed(staff, cycle):
    olga = client_of(staff, "Olga")
    for ask in (olga.get, olga.post):
        answer = ask(f"/reviews/{cycle.code}/edit")
        assert answer.status_code == 403
        assert "what it promised does not change" in answer.content.decode()


def test_who_still_types_when_the_form_is_given_on_keeps_the_words(staff, cycle):
    form = written(staff, cycle, "Sol", "Eva", done=False)
    kept = FormAnswers.objects.get(form=form)
    hand_over_form(staff.as_of("Bo"), form=form_of(cycle, "Sol", "Eva"), to=staff.people["Hugo"])
    saved, answer = sent(client_of(staff, "Sol"), form, kept)
    # She leads Eva, and may know of the form still; whoever does not is told that it is nowhere.
    assert saved.status_code == answer.status_code == 403
    assert "somebody else's to write" in saved.json()["problem"]
    assert WORDS in answer.content.decode()
    own = written(staff, cycle, "Gil", "Sol", done=False)
    kept = FormAnswers.objects.get(form=own)
    hand_over_form(staff.as_of("Bo"), form=own, to=staff.people["Hugo"])
    saved, answer = sent(client_of(staff, "Gil"), own, kept)
    assert saved.status_code == answer.status_code == 404
    assert "somebody else's by now" in saved.json()["problem"]
    assert WORDS in answer.content.decode()
    assert not FormAnswers.objects.exists()
