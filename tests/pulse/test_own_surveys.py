"""Surveys of one's own: written, tried, sent as they stood, and what was chosen in them told only where that is safe."""

import json
from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.utils.translation import override
from tests.pulse.a_survey import QUIET, WORDS, fields, sent
from tests.pulse.conftest import launched, unit_of
from tests.pulse.test_surveys import N, S, W, client_of

from hoshin.base.errors import Conflict, Denied, Invalid
from hoshin.pulse.library import (
    DRIVERS,
    LANGUAGES,
    SURVEYS,
    OnlyIf,
    QuestionKind,
    SurveyQuestion,
    Texts,
    from_kept,
    said,
)
from hoshin.pulse.models import ChoiceResult, CommentSheet, Questionnaire, Urn, Wave, WaveResult
from hoshin.pulse.services import (
    add_questionnaire,
    cast_ballot,
    close_wave,
    move_question,
    remove_question,
    set_question,
    try_ballot,
)


def told(wave, question):
    rows = ChoiceResult.objects.filter(wave=wave, question=question).select_related("unit")
    return {row.unit.code: (row.n, row.counts) for row in rows}


def test_every_question_of_the_library_is_asked_in_three_languages():
    texts = [str(question.text) for survey in SURVEYS.values() for question in survey.questions]
    for survey in SURVEYS.values():
        assert survey.languages == list(LANGUAGES)
        for question in survey.questions:
            assert said(question.text, "fr") != said(question.text, "en"), question.code
            assert len(question.choices("fr")) == len(question.choices("de")) == len(question.choices("en"))
    assert said(SURVEYS["enps"].questions[0].text, "fr").startswith("Quelle est la probabilité")
    with override("de"):
        assert said(SURVEYS["enps"].questions[0].text, "fr").startswith("Quelle")
    assert len(texts) > 40


def test_a_copy_of_the_library_keeps_its_codes_until_words_change(staff):
    row = add_questionnaire(staff.office, name="Ours", copy_of="engagement")
    first, second = (from_kept(kept) for kept in row.questions[:2])
    assert [kept["code"] for kept in row.questions] == [one.code for one in SURVEYS["engagement"].questions]
    assert second.driver in DRIVERS
    again = {**fields(first), "text": Texts({**first.text, "fr": first.text["fr"]})}
    row = set_question(staff.office, questionnaire=row, version=None, question=SurveyQuestion(**again), code=first.code)
    assert row.questions[0]["code"] == first.code
    other = {**fields(first), "text": Texts(en="Some days I look forward to my work.")}
    row = set_question(staff.office, questionnaire=row, version=None, question=SurveyQuestion(**other), code=first.code)
    assert row.questions[0]["code"] != first.code


def test_what_is_wrong_with_a_question_is_said_and_nothing_is_changed(staff, canteen):
    base = canteen.questions[0]["code"]
    for more, match in (
        ({"text": Texts()}, "has words"),
        ({"text": Texts(en="x" * 301)}, "300 characters"),
        ({"kind": QuestionKind.CHOICE}, "two options"),
        ({"kind": QuestionKind.CHOICE, "options": (Texts(en="a"), Texts(en="A "))}, "there once"),
        ({"kind": QuestionKind.CHOICE, "options": (Texts(en="a", de="b"), Texts(en="c", de=""))}, "as many options"),
        ({"topic": "", "driver": ""}, "about"),
        ({"only_if": OnlyIf("nothing", (0,))}, "depends on a question"),
        ({"only_if": OnlyIf(base, (3,))}, "not there"),
    ):
        wrong = SurveyQuestion(**{**fields(QUIET), **more})
        with pytest.raises(Invalid, match=match):
            set_question(staff.office, questionnaire=canteen, version=None, question=wrong)
    with pytest.raises(Invalid, match="depends on a question"):
        remove_question(staff.office, questionnaire=canteen, version=None, code=base)
    with pytest.raises(Invalid, match="depends on a question"):
        move_question(staff.office, questionnaire=canteen, version=None, code=base, up=False)
    with pytest.raises(Conflict):
        move_question(staff.office, questionnaire=canteen, version=1, code=canteen.questions[2]["code"], up=False)
    with pytest.raises(Denied):
        set_question(staff.as_of("N1"), questionnaire=canteen, version=None, question=QUIET)
    canteen.refresh_from_db()
    assert len(canteen.questions) == 4


def test_what_is_sent_stays_as_it_was(staff, canteen):
    with pytest.raises(Invalid, match="nobody would read"):
        launched(staff, survey=canteen.code)
    wave, codes = sent(staff, canteen)
    set_question(staff.office, questionnaire=canteen, version=None, question=WORDS, code=codes[2])
    wave.refresh_from_db()
    assert wave.questions[2]["text"]["en"] == "I can work undisturbed."
    with pytest.raises(IntegrityError, match="does not change"), transaction.atomic():
        Wave.objects.filter(pk=wave.pk).update(questions=[])


def test_choices_are_counted_apart_from_answers_and_words(staff, canteen):
    """No row of the database holds two answers of one person, of which one is a choice."""
    wave, (where, missing, quiet, words) = sent(staff, canteen)
    for name, place in (("N2", 1), ("N3", 0)):
        answers = {where: place, missing: [0, 1], quiet: 4, words: f"<i>{name}</i>"}
        cast_ballot(staff.as_of(name), wave=wave, answers=answers)
    urn = Urn.objects.get(wave=wave, kept_with__code="N")
    assert urn.answers == [[4], [4]]
    assert urn.tallies == {where: {"n": 2, "0": 1, "1": 1}, missing: {"n": 1, "0": 1, "1": 1}}
    assert [kept[:2] for kept in urn.comments] == [[words, "<i>N2</i>"], [words, "<i>N3</i>"]]
    for answers, match in (
        ({where: 3}, "no such option"),
        ({where: [0, 1]}, "one is chosen"),
        ({where: 1, missing: [0, 7]}, "no such option"),
        ({where: "home"}, "by their places"),
        ({words: "x" * 2_001}, "2,000"),
        ({}, "Nothing"),
    ):
        with pytest.raises(Invalid, match=match):
            cast_ballot(staff.as_of("N4"), wave=wave, answers=answers)
    assert Urn.objects.get(pk=urn.pk).answers == [[4], [4]]


def test_shares_are_told_where_groups_are_large_and_not_all_alike(staff, canteen):
    wave, (where, missing, quiet, words) = sent(staff, canteen, smallest_comments=6)
    for at, name in enumerate((*N, *S, *W)):
        # All of North eat in the canteen; some of them miss salad.
        answers = {where: 1 if name in N else at % 3, missing: [at % 2], quiet: at % 5 + 1, words: "More bread"}
        cast_ballot(staff.as_of(name), wave=wave, answers=answers)
    close_wave(staff.office, wave=wave)
    wave.refresh_from_db()
    assert all(found["is_safe"] for found in wave.audit.values())
    assert told(wave, where) == {"": (21, [3, 15, 3]), "ALL": (21, [3, 15, 3])}
    # What North misses would tell that all twelve chose the canteen.
    assert told(wave, missing) == {"": (15, [7, 8]), "ALL": (15, [7, 8])}
    assert set(WaveResult.objects.filter(wave=wave, unit__code="N").values_list("n", flat=True)) == {12}
    kept = CommentSheet.objects.get(wave=wave, unit__code="N").comments
    assert [one[:2] for one in kept] == [[words, "More bread"]] * 12
    unit = client_of(staff, "N1").get(f"/surveys/{wave.code}/units/{unit_of(wave, 'N').place}").content.decode()
    assert '<h3 class="body">What else?</h3>' in unit
    page = client_of(staff, "N1").get(f"/surveys/{wave.code}").content.decode()
    assert "Where do you eat?" in page
    assert "71 %" in page
    assert "Quiet" in page


@pytest.mark.parametrize("chose", [4, 12])
def test_words_of_which_only_some_were_asked_stand_where_enough_of_these_are(staff, canteen, chose):
    """Four of North chose what a question depends on: whose words these are would be one of four, not of twelve.

    Where all twelve did, that is not told, and words of each would tell it.
    """
    where = canteen.questions[0]["code"]
    why = SurveyQuestion("", "", Texts(en="Why?", fr="Pourquoi ?"), QuestionKind.TEXT, only_if=OnlyIf(where, (1,)))
    row = set_question(staff.office, questionnaire=canteen, version=None, question=why)
    wave, (where, _missing, _quiet, words, why) = sent(staff, row, smallest_comments=6)
    for at, name in enumerate((*N, *S, *W)):
        answers = {
            where: 1 if at < chose or (name in W) else at % 2 * 2,
            why: f"It is near, {name}",
            words: f"Bread, {name}",
        }
        cast_ballot(staff.as_of(name), wave=wave, answers=answers)
    close_wave(staff.office, wave=wave)
    kept = {
        sheet.unit.code: {code: sum(one[0] == code for one in sheet.comments) for code in (why, words)}
        for sheet in CommentSheet.objects.filter(wave=wave).select_related("unit")
    }
    assert kept == {"N": {why: 0, words: 12}, "ALL": {why: chose + 3, words: 9}}


def test_a_test_run_keeps_nothing(staff, canteen):
    kept = json.dumps([list(model.objects.values()) for model in (Urn, Wave, Questionnaire)], default=str)
    ballot = try_ballot(staff.office, questions=[from_kept(one) for one in canteen.questions], answers={
        canteen.questions[0]["code"]: 0, canteen.questions[1]["code"]: [1], canteen.questions[2]["code"]: 5
    })  # fmt: skip
    assert (ballot.row, ballot.chosen) == ([5], {canteen.questions[0]["code"]: [0]})
    assert kept == json.dumps([list(model.objects.values()) for model in (Urn, Wave, Questionnaire)], default=str)
    with pytest.raises(Denied):
        try_ballot(staff.as_of("N1"), questions=[], answers={})


def test_writing_trying_and_answering_by_the_pages(staff):
    office, nina = client_of(staff, "Office"), client_of(staff, "N3")
    added = office.post("/surveys/own/new", {"name": "<b>Desks</b>", "copy_of": ""})
    address = added.headers["Location"]
    row = Questionnaire.objects.get()
    typed = {"kind": "choice", "text_en": "Which <desk>?", "text_fr": "Quel bureau ?", "version": "1"}
    wrong = office.post(f"{address}/question", {**typed, "options_en": "Own\n\nShared", "options_fr": "À moi"})
    assert wrong.status_code == 422
    assert "as many options" in wrong.content.decode()
    right = {**typed, "options_en": "Own\nShared", "options_fr": "À moi\nPartagé"}
    assert office.post(f"{address}/question", right).status_code == 302
    row.refresh_from_db()
    (code,) = (kept["code"] for kept in row.questions)
    follow = {"kind": "scale", "text_en": "It is quiet.", "text_fr": "C’est calme.", "driver": "tools", "version": "2"}
    assert office.post(f"{address}/question", {**follow, "only_if": f"{code}:1"}).status_code == 302
    page = office.get(address).content.decode()
    assert "Which &lt;desk&gt;?" in page
    assert "only of those who chose: Shared" in page
    page = office.get(f"{address}/test?language=fr").content.decode()
    assert "Quel bureau ?" in page
    assert "Partagé" in page
    assert "What would be kept" in office.post(f"{address}/test", {code: "0"}).content.decode()
    assert office.post(f"{address}/question", {**typed, "version": "1"}).status_code in (409, 422)
    wave = launched(staff, survey=row.code, closes_on=date(2026, 12, 4))
    answer = f"/surveys/{wave.code}/answer"
    assert "C’est calme." in nina.get(f"{answer}?language=fr").content.decode()
    assert nina.post(answer, {code: "2"}).status_code == 422
    assert "Thank you" in nina.post(answer, {code: "1"}).content.decode()
