"""A sample instead of all, languages of a wave, two reminders: what is promised, drawn and frozen at the launch."""

from collections import Counter
from datetime import date
from random import Random

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st
from tests.pulse.conftest import SIZES, launched, unit_of
from tests.pulse.test_surveys import N, answer, client_of

from hoshin.base import clock
from hoshin.base.errors import Denied, Invalid
from hoshin.notices.models import Notice
from hoshin.pulse.jobs import RUN
from hoshin.pulse.library import QuestionKind, SurveyQuestion, Texts
from hoshin.pulse.models import Invitation, Wave, WaveResult, WaveUnit
from hoshin.pulse.population import InvitedGroup, _draw
from hoshin.pulse.selectors import preview_of
from hoshin.pulse.services import add_questionnaire, cast_ballot, close_wave, remind_of_wave, set_question


@given(st.lists(st.integers(0, 40), min_size=1, max_size=12), st.integers(1, 99), st.integers())
def test_a_sample_is_as_large_as_said_and_of_each_group_its_share(sizes, share, seed):
    groups, number = [], 0
    for size in sizes:
        groups.append(InvitedGroup(None, -1, 0, list(range(number, number + size))))
        number += size
    before = [set(group.people) for group in groups]
    _draw(groups, share, Random(seed))
    drawn = [person for group in groups for person in group.people]
    assert len(drawn) == len(set(drawn)) == -(-number * share // 100)
    for group, people in zip(groups, before, strict=True):
        assert set(group.people) <= people
        if number:
            assert abs(len(group.people) - len(people) * len(drawn) / number) < 2


def test_everybody_has_the_same_chance():
    counted = Counter()
    for seed in range(2_000):
        groups = [InvitedGroup(None, -1, 0, list(range(7))), InvitedGroup(None, 0, 1, list(range(7, 20)))]
        _draw(groups, 30, Random(seed))
        counted.update(person for group in groups for person in group.people)
    assert set(counted) == set(range(20))
    # 600 expected of each; five standard deviations are 102.
    assert max(abs(count - 600) for count in counted.values()) < 103


def test_whom_a_sample_leaves_out_is_not_asked_and_the_sample_stands(staff):
    wave = launched(staff, share=60)
    invited = set(Invitation.objects.filter(wave=wave).values_list("person__employee_id", flat=True))
    assert len(invited) == 13
    assert WaveUnit.objects.get(wave=wave, place=0).people == 21
    assert unit_of(wave, "N").people == SIZES["N"]
    out = next(name for name in N if name not in invited)
    with pytest.raises(Denied, match="other people"):
        cast_ballot(staff.as_of(out), wave=wave, answers={"engagement_1": 3})
    assert Notice.objects.filter(kind="survey_invited").count() == 13
    for weaker in ({"share": 100}, {"languages": ["de"]}, {"falls_to_hr": True}):
        with pytest.raises(IntegrityError, match="does not change"), transaction.atomic():
            Wave.objects.filter(pk=wave.pk).update(**weaker)
    assert "60 % of the people are asked" in client_of(staff, out).get(f"/surveys/{wave.code}").content.decode()
    with pytest.raises(Invalid, match="fewer people"):
        launched(staff, share=10)
    with pytest.raises(Invalid, match="1 to 100 percent"):
        launched(staff, share=0)


def test_of_a_sample_all_of_whom_answered_there_is_an_interval_still(staff):
    wave = launched(staff, share=60, survey="enps")
    for at, one in enumerate(Invitation.objects.filter(wave=wave).select_related("person__user")):
        cast_ballot(staff.as_of(one.person.name), wave=wave, answers={"enps_1": (10, 7, 3)[at % 3]})
    close_wave(staff.office, wave=wave)
    row = WaveResult.objects.get(wave=wave, unit__place=0)
    assert row.n == 13
    assert row.low < row.score < row.high
    census = launched(staff, survey="enps")
    answer(staff, census, [user for user in staff.users if user != "Office"])
    close_wave(staff.office, wave=census)
    assert WaveResult.objects.get(wave=census, unit__place=0).low is None


def test_the_preview_says_how_many_of_how_many(staff):
    preview = preview_of(None, 5, 60)
    assert (preview.invited, preview.groups[0].there) == (13, 21)
    said = {"survey": "enps", "name": "Would you?", "closes_on": "2026-12-04", "smallest": "5", "share": "60"}
    said |= {"smallest_comments": "10", "comments_to": "nobody", "languages": ["en", "de"]}
    page = client_of(staff, "Office").post("/surveys/new", {**said, "preview": "1"}).content.decode()
    assert "13 of 21" in page
    assert 'name="launch"' in page
    too_few = client_of(staff, "Office").post("/surveys/new", {**said, "share": "10", "preview": "1"}).content.decode()
    assert "fewer people than a group must have" in too_few
    assert 'name="launch"' not in too_few, "what would be refused is not offered"
    assert client_of(staff, "Office").post("/surveys/new", {**said, "share": "0", "launch": "1"}).status_code == 422
    assert client_of(staff, "Office").post("/surveys/new", {**said, "launch": "1"}).status_code == 302
    wave = Wave.objects.get()
    assert (wave.share, wave.languages) == (60, ["en", "de"])


def test_it_is_asked_in_the_languages_that_were_chosen(staff):
    name = "N2"
    wave = launched(staff, languages=["de", "fr"])
    page = client_of(staff, name).get(f"/surveys/{wave.code}/answer").content.decode()
    assert "An den meisten Tagen" in page
    assert 'lang="en"' not in page.split("data-languages")[1].split("</p>")[0]
    french = client_of(staff, name).get(f"/surveys/{wave.code}/answer?language=fr").content.decode()
    assert "plaisir" in french or "travail" in french
    row = add_questionnaire(staff.office, name="Desks")
    question = SurveyQuestion("", "", Texts(en="It is quiet."), QuestionKind.SCALE, topic="Quiet")
    row = set_question(staff.office, questionnaire=row, version=None, question=question)
    with pytest.raises(Invalid, match="Not every question is there in Deutsch"):
        launched(staff, survey=row.code, languages=["en", "de"])
    assert launched(staff, survey=row.code, languages=["en"]).languages == ["en"]


def test_a_second_reminder_comes_and_tells_of_nobody_either(staff):
    with pytest.raises(Invalid, match="second reminder"):
        launched(staff, remind_again_on=date(2026, 11, 30))
    wave = launched(staff, remind_on=date(2026, 11, 27), remind_again_on=date(2026, 12, 1))
    for name in N[1:6]:
        cast_ballot(staff.as_of(name), wave=wave, answers={"engagement_1": 3})
    for day, month in ((27, 11), (28, 11), (1, 12), (2, 12)):
        with clock.fixed(clock.now().replace(month=month, day=day)):
            RUN.function(None)
        if (day, month) == (27, 11):
            cast_ballot(staff.as_of("N7"), wave=wave, answers={"engagement_1": 3})
    told = Counter(Notice.objects.filter(kind="survey_reminded").values_list("user__name", flat=True))
    assert told["S1"] == 2
    assert told["N2"] == 0
    # N7 alone answered in between: to spare them now would say so.
    assert told["N7"] == 2
    wave.refresh_from_db()
    remind_of_wave(staff.office, wave=wave)
    assert Invitation.objects.filter(wave=wave, is_spared=True).count() == 5
