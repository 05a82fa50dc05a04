"""A survey whose answers stand with names says so, and shows them to those whom it named, whichever way they come."""

from datetime import date

import pytest
from tests.pulse.a_survey import sent
from tests.pulse.conftest import launched
from tests.pulse.test_surveys import client_of

from hoshin.accounts.access import Actor
from hoshin.audit.models import Entry
from hoshin.base import clock
from hoshin.base.errors import Denied, Invalid
from hoshin.notices.models import Notice
from hoshin.org.models import Unit
from hoshin.org.services import grant_relation
from hoshin.pulse.jobs import RUN
from hoshin.pulse.models import NamedAnswer, Urn, Wave, WaveResult
from hoshin.pulse.notices import UNANSWERED
from hoshin.pulse.policies import named_answers_visible_to
from hoshin.pulse.services import answer_with_name, cast_ballot, close_wave

WORDS = "My desk is <cold>"


@pytest.fixture
def named(staff):
    return launched(staff, name="First months", survey="onboarding", is_named=True)


def answered(staff, wave, name, value=2):
    return answer_with_name(staff.as_of(name), wave=wave, answers={"start_1": value}, comment=WORDS)


def readers(staff, row):
    actors = {name: staff.as_of(name) for name in staff.users if name != "Office"} | {"Office": staff.office}
    actors["shell"] = Actor.system()
    return {name for name, actor in actors.items() if named_answers_visible_to(actor).filter(pk=row.pk).exists()}


def test_it_is_read_by_whom_it_named_and_by_no_role(staff, named, system):
    grant_relation(system, person=staff.person("W2"), relation="hr_of_unit", to=Unit.objects.get(code="N"), reason="HR")
    assert readers(staff, answered(staff, named, "N4")) == {"N4", "N1", "W2"}
    assert readers(staff, answered(staff, named, "N1")) == {"N1", "W2"}
    assert readers(staff, answered(staff, named, "S2")) == {"S2"}
    pages = {
        name: client_of(staff, name).get(f"/surveys/{named.code}").content.decode() for name in ("N1", "N2", "Office")
    }
    assert "My desk is &lt;cold&gt;" in pages["N1"]
    assert "On my first day" in pages["N1"]
    assert "S2" not in pages["N1"]
    for name in ("N2", "Office"):
        assert "My desk" not in pages[name]
        assert "no answer that you may read" in pages[name]
    assert "My desk" not in client_of(staff, "Office").get("/audit").content.decode()
    assert all(
        WORDS not in str(entry.after) + str(entry.before) for entry in Entry.objects.filter(table="pulse_namedanswer")
    )


def test_it_says_so_before_the_first_question_and_can_be_changed_until_it_is_closed(staff, named):
    client, address = client_of(staff, "N4"), f"/surveys/{named.code}/answer"
    assert Notice.objects.filter(kind="survey_invited_by_name").count() == 21
    page = client.get(address).content.decode()
    assert page.index("your answers stand with it") < page.index("On my first day")
    assert "Nobody will know" not in page
    assert "Send with my name" in page
    assert "with names" in client.get("/surveys").content.decode()
    assert client.post(address, {"start_1": "9"}).status_code == 422
    assert "stand with your name" in client.post(address, {"start_1": "2", "comment": WORDS}).content.decode()
    again = client.get(address).content.decode()
    assert "My desk is &lt;cold&gt;" in again
    client.post(address, {"start_1": "4"})
    row = NamedAnswer.objects.get()
    assert row.answers == {"start_1": 4}
    close_wave(staff.office, wave=named)
    assert not WaveResult.objects.exists()
    with pytest.raises(Denied, match="closed"):
        answered(staff, named, "N4")
    with pytest.raises(Invalid, match="closed already"):
        close_wave(staff.office, wave=Wave.objects.get())


def test_both_kinds_are_never_mixed(staff, named):
    with pytest.raises(Denied, match="takes none without"):
        cast_ballot(staff.as_of("N4"), wave=named, answers={"start_1": 2})
    assert not Urn.objects.exists()
    nameless = launched(staff)
    with pytest.raises(Denied, match="without names alone"):
        answered(staff, nameless, "N4")
    with pytest.raises(Denied, match="other people"):
        answer_with_name(staff.office, wave=named, answers={"start_1": 2})
    with pytest.raises(Invalid, match="Nothing is answered"):
        answer_with_name(staff.as_of("N4"), wave=named, answers={})


def test_those_who_answered_are_left_in_peace(staff):
    wave = launched(staff, survey="onboarding", is_named=True, remind_on=date(2026, 11, 30))
    assert [thing.page_by for thing in UNANSWERED.rows.owed_first(staff.as_of("N4"), 3)] == [(wave.code,)]
    answered(staff, wave, "N4")
    assert UNANSWERED.rows.owed_first(staff.as_of("N4"), 3) == []
    with clock.fixed(clock.now().replace(day=30)):
        RUN.function(None)
    reminded = set(Notice.objects.filter(kind="survey_reminded_by_name").values_list("user__name", flat=True))
    assert len(reminded) == 20
    assert "N4" not in reminded


def test_choices_and_words_are_kept_as_they_were_chosen(staff, canteen):
    wave, (where, missing, quiet, words) = sent(staff, canteen, is_named=True)
    answers = {where: 0, missing: [0, 1], quiet: 4, words: "Bread"}
    row = answer_with_name(staff.as_of("N4"), wave=wave, answers=answers)
    # What is missing in the canteen is asked of those alone who eat there.
    assert row.answers == {where: 0, quiet: 4, words: "Bread"}
    page = client_of(staff, "N4").get(f"/surveys/{wave.code}").content.decode()
    assert "At home" in page
    assert "Bread" in page
