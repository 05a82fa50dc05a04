"""A survey from its launch to its results: what is shown of whom, to whom, and what is said of bad input."""

from datetime import date

import pytest
from django.test import Client
from tests.pulse.conftest import SIZES, launched, unit_of

from hoshin.base import clock
from hoshin.base.errors import Denied, Invalid
from hoshin.notices.models import Notice
from hoshin.org.services import add_person
from hoshin.pulse.jobs import RUN
from hoshin.pulse.library import DRIVERS, SURVEYS
from hoshin.pulse.models import CommentSheet, Wave, WaveResult, WaveUnit
from hoshin.pulse.policies import comment_sheets_visible_to, results_visible_to
from hoshin.pulse.selectors import completed_of, preview_of, response_warning, results_of, waves_for
from hoshin.pulse.services import cast_ballot, close_wave

N, S, W = (tuple(f"{code}{number}" for number in range(1, SIZES[code] + 1)) for code in SIZES)


def answer(staff, wave, names, values=(1, 2, 3, 4, 5), comment=""):
    """Each of these people gives the same answer to all questions on a scale, one after another of the values."""
    for at, name in enumerate(names):
        value = values[at % len(values)]
        answers = {
            question.code: min(2 * value, 10) if question.kind == "enps" else value
            for question in SURVEYS[wave.survey].questions
        }
        cast_ballot(staff.as_of(name), wave=wave, answers=answers, comment=comment and f"{comment} {name}")


def shown(wave, driver="engagement"):
    return {row.unit.code: row.n for row in WaveResult.objects.filter(wave=wave, driver=driver).select_related("unit")}


def client_of(staff, name):
    client = Client()
    client.force_login(staff.users[name], backend="hoshin.notices.signed_in.WithUnread")
    return client


def test_questions_of_one_code_are_the_same_in_every_survey_and_their_drivers_have_names():
    questions = [question for survey in SURVEYS.values() for question in survey.questions]
    assert {question.driver for question in questions} == DRIVERS.keys()
    assert len({question.code for question in questions}) == len(
        {(one.code, one.text, one.driver) for one in questions}
    )


def test_results_are_of_groups_that_are_large_enough_and_none_follows_by_subtraction(staff):
    wave = launched(staff)
    answer(staff, wave, (*N, *S, *W))
    close_wave(staff.office, wave=wave)
    wave.refresh_from_db()
    assert shown(wave) == {"": 21, "ALL": 21, "N": 12}
    assert all(found["is_safe"] for found in wave.audit.values())
    assert wave.units.get(code="N").completed == 12
    assert wave.units.get(code="S").completed is None
    row = WaveResult.objects.get(wave=wave, unit=unit_of(wave, "N"), driver="engagement")
    values = [100 * (value - 1) / 4 for value in (1, 2, 3, 4, 5, 1, 2, 3, 4, 5, 1, 2)]
    assert row.score == pytest.approx(sum(values) / 12)
    assert row.low < row.score < row.high
    assert row.favourable == pytest.approx(4 / 12)
    page = client_of(staff, "N1").get(f"/surveys/{wave.code}").content.decode()
    shares = " ".join(page.split('class="body shares"')[1].split("</details>")[0].split())
    # Wilson of 4 of 12, and of the 8 of 21 of the whole, to whom others see no more.
    assert '33 % <span class="under">(14 … 61 %)</span>' in shares
    assert '38 % <span class="under">(21 … 59 %)</span>' in shares
    unit = client_of(staff, "N1").get(f"/surveys/{wave.code}/units/{row.unit.place}").content.decode()
    assert "33 % favourable (14 to 61 %)." in " ".join(unit.split())
    others = client_of(staff, "S1").get(f"/surveys/{wave.code}").content.decode()
    assert "(14 … 61 %)" not in others
    assert "(21 … 59 %)" in others
    enps = WaveResult.objects.get(wave=wave, unit=unit_of(wave, "N"), driver="enps")
    assert enps.score == pytest.approx(100 * (2 - 8) / 12)
    assert enps.low is None


def test_a_unit_in_which_all_say_the_same_is_hidden(staff):
    wave = launched(staff)
    answer(staff, wave, N, values=(4,))
    answer(staff, wave, (*S, *W))
    close_wave(staff.office, wave=wave)
    assert shown(wave) == {"": 21, "ALL": 21}


def test_too_few_answers_are_thrown_away(staff):
    wave = launched(staff)
    answer(staff, wave, N[:4])
    closed = close_wave(staff.office, wave=wave)
    assert shown(wave) == {}
    assert not wave.urns.exists()
    assert completed_of(closed) is None
    page = client_of(staff, "N1").get(f"/surveys/{wave.code}").content.decode()
    assert "not enough responses" in page


def test_everybody_sees_the_whole_a_head_their_unit_and_no_role_more(staff, system):
    wave = launched(staff, comments_to="heads", smallest_comments=6)
    answer(staff, wave, (*N, *S), comment="More light, says")
    close_wave(staff.office, wave=wave)
    seen = {name: {one.unit.code for one in results_of(staff.as_of(name), wave)} for name in ("N1", "N2", "Office")}
    assert seen == {"N1": {"", "N"}, "N2": {""}, "Office": {""}}
    assert results_visible_to(system).filter(unit__code="N").count() == 0
    assert CommentSheet.objects.filter(wave=wave).count() == 2
    assert [sheet.unit.code for sheet in comment_sheets_visible_to(staff.as_of("N1"))] == ["N"]
    for other in (staff.office, system, staff.as_of("N2"), staff.as_of("S1")):
        assert not comment_sheets_visible_to(other).exists()
    head = client_of(staff, "N1")
    page = head.get(f"/surveys/{wave.code}").content.decode()
    # Beside the table of all units stands where comments are, and none of them.
    assert "More light" not in page
    place = unit_of(wave, "N").place
    assert f"/surveys/{wave.code}/units/{place}#comments" in page
    assert f"/units/{unit_of(wave, 'ALL').place}#comments" not in page
    page = head.get(f"/surveys/{wave.code}/units/{place}").content.decode()
    assert "More light, says N7" in page
    assert "says S2" not in page


def test_that_few_answered_is_said_and_which_units_did_least(staff):
    wave = launched(staff)
    answer(staff, wave, N[:10])
    close_wave(staff.office, wave=wave)
    said = "Fewer than half of those who were asked answered."
    assert said in client_of(staff, "S1").get(f"/surveys/{wave.code}").content.decode()
    units = [WaveUnit(name=name, invited=40, completed=count) for name, count in (("A", 10), ("B", 9), ("C", None))]
    found = response_warning(wave, units)
    # 10 of 21 answered: half of that rate is 9.5 of 40.
    assert (found.is_low, [unit.name for unit in found.behind]) == (True, ["B"])
    more = launched(staff)
    answer(staff, more, (*N, *S))
    close_wave(staff.office, wave=more)
    assert response_warning(more, units).is_low is False
    assert said not in client_of(staff, "S1").get(f"/surveys/{more.code}").content.decode()


def test_comments_are_taken_only_where_somebody_was_said_to_read_them(staff):
    wave = launched(staff)
    answer(staff, wave, N, comment="Never kept,")
    assert all(urn.comments == [] for urn in wave.urns.all())


def test_changes_are_told_of_the_same_people_and_called_significant_only_where_they_are(staff):
    first = launched(staff, closes_on=date(2026, 11, 23))
    answer(staff, first, N, values=(1, 2))
    answer(staff, first, S, values=(3, 4))
    with clock.fixed(clock.now().replace(day=24)):
        RUN.function(None)
        second = launched(staff)
        answer(staff, second, N, values=(4, 5))
        answer(staff, second, S, values=(3, 4))
        close_wave(staff.office, wave=second)
    first.refresh_from_db()
    assert first.closed_on == date(2026, 11, 24)
    row = WaveResult.objects.get(wave=second, unit=unit_of(second, "N"), driver="engagement")
    assert (row.change, row.is_change_sure) == (pytest.approx(75), True)
    assert "+75" in client_of(staff, "N1").get(f"/surveys/{second.code}").content.decode()


def test_what_is_wrong_with_a_launch_is_said(staff):
    for said, match in (
        ({"survey": "nothing"}, "no such survey"),
        ({"closes_on": date(2026, 11, 22)}, "60 days"),
        ({"remind_on": date(2026, 12, 20)}, "reminder"),
        ({"smallest": 2}, "three people"),
        ({"smallest_comments": 3, "comments_to": "heads"}, "three people"),
        ({"smallest": 50, "smallest_comments": 50}, "fewer people"),
    ):
        with pytest.raises(Invalid, match=match):
            launched(staff, **said)
    with pytest.raises(Denied):
        launched(type(staff)(**{**vars(staff), "office": staff.as_of("N1")}))
    assert not Wave.objects.exists()


def test_bad_answers_are_refused_and_strangers_and_latecomers_told(staff):
    wave = launched(staff, unit=unit_of(launched(staff), "N").unit)
    for answers, match in (({}, "Nothing is answered"), ({"engagement_1": 6}, "off its scale")):
        with pytest.raises(Invalid, match=match):
            cast_ballot(staff.as_of("N2"), wave=wave, answers=answers)
    with pytest.raises(Denied, match="other people"):
        cast_ballot(staff.as_of("S1"), wave=wave, answers={"engagement_1": 1})
    stranger = client_of(staff, "S1").get(f"/surveys/{wave.code}/answer")
    assert stranger.status_code == 403
    assert "can give you a role" not in stranger.content.decode()
    wave = close_wave(staff.office, wave=wave)
    late = client_of(staff, "N2").get(f"/surveys/{wave.code}/answer")
    assert late.headers["Location"] == f"/surveys/{wave.code}"
    with pytest.raises(Denied, match="closed"):
        cast_ballot(staff.as_of("N2"), wave=wave, answers={"engagement_1": 1})
    opened = client_of(staff, "N2").post(f"/surveys/{wave.code}/answer", {"engagement_1": 1})
    assert opened.headers["Location"] == f"/surveys/{wave.code}", (
        "a link that is opened after the end leads to the result"
    )
    with pytest.raises(Invalid, match="closed already"):
        close_wave(staff.office, wave=wave)


def test_people_are_told_of_it_once_and_reminded_on_its_day(staff):
    wave = launched(staff, remind_on=date(2026, 11, 30))
    assert Notice.objects.filter(kind="survey_invited").count() == 21
    for _ in range(2):
        with clock.fixed(clock.now().replace(day=30)):
            RUN.function(None)
    assert Notice.objects.filter(kind="survey_reminded").count() == 21
    assert [one.pk for one in waves_for(staff.as_of("N2"))[0]] == [wave.pk]
    add_person(staff.office, employee_id="O1", name="Office", user=staff.users["Office"], unit=unit_of(wave, "N").unit)
    both = launched(staff, name="Asks the office too")
    for name in ("Office", "N2"):
        page = client_of(staff, name).get("/surveys").content.decode()
        assert page.count("Asks the office too") == 1
        assert f'href="/surveys/{both.code}"' in page
        assert f'href="/surveys/{both.code}/answer"' in page


def test_the_preview_says_whom_it_asks_and_what_it_could_find(staff):
    launched(staff)
    preview = preview_of(unit_of(Wave.objects.get(), "ALL").unit, 5)
    assert preview.invited == 21
    found = {group.unit.code: (group.invited, group.asked_lately, group.is_shown) for group in preview.groups}
    assert found == {"ALL": (21, 1, True), "N": (12, 1, True), "S": (6, 1, False), "W": (3, 1, False)}
    assert preview.groups[0].detectable == 40


def test_sending_answering_and_closing_by_the_pages(staff):
    office, nina = client_of(staff, "Office"), client_of(staff, "N3")
    said = {"survey": "enps", "name": "Would you?", "closes_on": "2026-12-04", "smallest": "5"}
    said |= {"smallest_comments": "10", "comments_to": "heads"}
    page = office.post("/surveys/new", {**said, "preview": "1"}).content.decode()
    assert "40 points" in page
    sent = office.post("/surveys/new", {**said, "launch": "1"})
    wave = Wave.objects.get()
    assert sent.headers["Location"] == f"/surveys/{wave.code}"
    page = nina.get(f"/surveys/{wave.code}/answer").content.decode()
    assert page.index("Nobody will know") < page.index("How likely")
    assert nina.post(f"/surveys/{wave.code}/answer", {"enps_1": "11"}).status_code == 422
    wrong = nina.post(f"/surveys/{wave.code}/answer", {"comment": "<b>Why</b>"})
    assert wrong.status_code == 422
    assert "&lt;b&gt;Why" in wrong.content.decode()
    assert "Thank you" in nina.post(f"/surveys/{wave.code}/answer", {"enps_1": "10"}).content.decode()
    assert "answered already" in nina.post(f"/surveys/{wave.code}/answer", {"enps_1": "0"}).content.decode()
    assert "fewer than 5 of 21" in office.get(f"/surveys/{wave.code}").content.decode()
    assert "1 of 21" not in nina.get(f"/surveys/{wave.code}").content.decode()
    assert nina.post(f"/surveys/{wave.code}/close").status_code == 403
    office.post(f"/surveys/{wave.code}/close")
    wave.refresh_from_db()
    assert not wave.is_open
