"""Questions about people of some job families alone: chosen when forms are handed out, and kept where somebody moves."""

import pytest
from tests.reviews.conftest import form_of, launched
from tests.reviews.test_results import client_of

from hoshin.base.errors import Invalid
from hoshin.org.models import Person
from hoshin.reviews.models import ReviewResult, ReviewTemplate
from hoshin.reviews.questions import AnswerKind, ReviewQuestion, as_rows, checked, questions_from
from hoshin.reviews.rows import AnswersTyped
from hoshin.reviews.selectors import questions_of
from hoshin.reviews.services import agree_to_peer, close_writing, hand_in, name_peers, save_answers

ASKED = (
    ReviewQuestion("how", AnswerKind.TEXT.value, "How did it go?"),
    ReviewQuestion("craft", AnswerKind.RATING.value, "How good is the code?", families=("Engineering", "Data")),
    ReviewQuestion("advice", AnswerKind.RATING.value, "How good is the advice?", families=("Legal  counsel",)),
)


@pytest.fixture
def by_family(staff):
    """Ada writes code, Ben advises, and of Cem nothing is known."""
    Person.objects.filter(name="Ada").update(job_family="engineering")
    Person.objects.filter(name="Ben").update(job_family="Legal Counsel")
    return launched(staff, questions=as_rows(ASKED))


def asked_in(cycle, by, about):
    return [one.code for one in questions_of(form_of(cycle, by, about))]


def test_each_form_asks_what_belongs_to_the_family_of_whom_it_is_about(staff, by_family):
    assert asked_in(by_family, "Mia", "Ada") == asked_in(by_family, "Ada", "Ada") == ["how", "craft"]
    assert asked_in(by_family, "Mia", "Ben") == ["how", "advice"]
    assert asked_in(by_family, "Mia", "Cem") == ["how"]
    page = client_of(staff, "Mia").get(f"/reviews/forms/{form_of(by_family, 'Mia', 'Ada').pk}").content.decode()
    assert "How good is the code?" in page
    assert "How good is the advice?" not in page
    promised = client_of(staff, "Ada").get(f"/reviews/{by_family.code}").content.decode()
    assert "about Engineering, Data" in promised


def test_somebody_who_moves_in_mid_cycle_is_asked_about_as_before_also_by_peers_named_later(staff, by_family):
    Person.objects.filter(name="Ada").update(job_family="Legal counsel")
    assert asked_in(by_family, "Mia", "Ada") == ["how", "craft"]
    (peer,) = name_peers(staff.as_of("Ada"), cycle=by_family, people=[staff.people["Ben"]])
    agree_to_peer(staff.as_of("Mia"), form=peer)
    assert asked_in(by_family, "Ben", "Ada") == ["how", "craft"]


def test_scores_are_made_of_what_was_asked_and_an_answer_to_anything_else_is_not_taken(staff, by_family):
    for about, code in (("Ada", "craft"), ("Ben", "advice")):
        form = form_of(by_family, "Mia", about)
        typed = AnswersTyped({"how": "Well."}, {"craft": 5, "advice": 2}, seconds=60)
        kept = save_answers(staff.as_of("Mia"), form=form, typed=typed, version=0)
        assert set(kept.answers) == {"how", code}
        hand_in(staff.as_of("Mia"), form=form, version=kept.version)
    close_writing(staff.olga, cycle=by_family)
    raw = dict(ReviewResult.objects.filter(cycle=by_family).values_list("person__name", "raw"))
    assert (raw["Ada"], raw["Ben"], raw["Cem"]) == (5, 2, None)


def test_families_are_typed_in_the_template_and_told_where_they_are_too_many(staff):
    typed = {"name": "By family", "count": "1", "text-0": "How?", "code-0": "how", "kind-0": "rating"}
    typed |= {"weight-0": "1", "of-0": "performance", "families-0": "Engineering; ; Data;Engineering"}
    client = client_of(staff, "Olga")
    assert client.post("/reviews/templates/new", typed).status_code == 302
    template = ReviewTemplate.objects.get(name="By family")
    assert questions_from(template.questions)[0].families == ("Engineering", "Data")
    assert 'value="Engineering; Data"' in client.get(f"/reviews/templates/{template.pk}").content.decode()
    many = ReviewQuestion("how", AnswerKind.TEXT.value, "How?", families=tuple(str(one) for one in range(31)))
    with pytest.raises(Invalid, match="job families"):
        checked([many])
    kept_before = {key: value for key, value in as_rows(ASKED)[0].items() if key != "families"}
    assert questions_from([kept_before])[0].asks("peer", "Anything")
