"""Results for whoever heads a unit: in words, what to do first, comments by theme; and acting on them."""

from datetime import date

import pytest
from tests.pulse.conftest import launched, unit_of
from tests.pulse.test_surveys import N, S, W, answer, client_of

from hoshin.base import clock
from hoshin.base.errors import Denied, Invalid, NotFound
from hoshin.notices.models import Notice
from hoshin.pulse.library import ADVICE, DRIVERS, ENGAGEMENT, ENPS, SURVEYS
from hoshin.pulse.models import ActionPlan
from hoshin.pulse.notices import PLANS_DUE
from hoshin.pulse.selectors import check_of_plan, comment_themes, participation_of, unit_report
from hoshin.pulse.services import cast_ballot, close_wave, conclude_plan, plan_action

LOW = {"tools_1": 2, "manager_1": 2}


def answered_with(staff, wave, names, comments=(), **driven):
    """Everybody answers 3 to 5 in turn, but for some questions one step around what is given."""
    for at, name in enumerate(names):
        answers = {}
        for question in SURVEYS[wave.survey].questions:
            base = driven.get(question.code, 4)
            step = (at + len(question.code)) % 2
            answers[question.code] = base + step if question.kind != "enps" else 7 + step * 2
        cast_ballot(staff.as_of(name), wave=wave, answers=answers, comment=comments[at] if at < len(comments) else "")


@pytest.fixture
def closed(staff):
    wave = launched(staff, comments_to="heads", smallest_comments=6, closes_on=date(2026, 11, 23))
    comments = ["The case system crashes daily", "Case system crashes, hours lost", "Our case system crashes",
                "Overtime every week", "Weekly overtime again", "So much overtime", "Overtime, week after week",
                "More light", "The system crashes <script>"]  # fmt: skip
    answered_with(staff, wave, N, comments, **LOW)
    answered_with(staff, wave, (*S, *W))
    return close_wave(staff.office, wave=wave)


def test_every_driver_of_the_library_has_advice():
    assert ADVICE.keys() == DRIVERS.keys() - {ENGAGEMENT, ENPS}


def test_a_manager_reads_in_a_minute_how_the_unit_stands_and_what_to_do_first(
    staff, closed, django_assert_max_num_queries
):
    place = unit_of(closed, "N").place
    report = unit_report(staff.as_of("N1"), closed, place)
    assert [line.driver for line in report.first] == ["tools", "manager"]
    assert report.above.parent_id is None
    line = next(line for line in report.lines if line.driver == "tools")
    assert line.to_above < 0
    assert line.is_apart
    # Twelve said so; of fewer than five units nobody knows how units differ, so that twenty of the whole are added.
    assert line.likely == pytest.approx((12 * line.result.score + 20 * line.above.score) / 32)
    client = client_of(staff, "N1")
    with django_assert_max_num_queries(15):
        page = client.get(f"/surveys/{closed.code}/units/{place}").content.decode()
    assert str(ADVICE["tools"]).split(",")[0] in page
    assert "points below everybody" in page
    assert f"With what everybody said, {line.likely:.0f} is the better guess." in page
    assert "not significant" in page
    for other in ("N2", "S1", "Office"):
        with pytest.raises(NotFound):
            unit_report(staff.as_of(other) if other != "Office" else staff.office, closed, place)
        assert unit_report(staff.as_of(other) if other != "Office" else staff.office, closed, 0).lines


def test_comments_stand_by_theme_and_can_be_searched_by_whom_they_were_promised_to(staff, closed):
    unit = unit_of(closed, "N")
    count, (said,) = comment_themes(staff.as_of("N1"), closed, unit)
    assert (count, said.text) == (9, "")
    assert {theme.words[0] for theme in said.themes if theme.words} >= {"overtime"}
    assert sum(len(theme.comments) for theme in said.themes) == 9
    (found,) = comment_themes(staff.as_of("N1"), closed, unit, "CRASHES daily")[1]
    assert [one.text for theme in found.themes for one in theme.comments] == ["The case system crashes daily"]
    assert comment_themes(staff.office, closed, unit) == (0, [])
    page = client_of(staff, "N1").get(f"/surveys/{closed.code}/units/{unit.place}?q=script").content.decode()
    assert "crashes &lt;script&gt;" in page
    assert "<script>" not in page.split("crashes &lt;")[1][:10]
    assert (
        "No comment holds"
        in client_of(staff, "N1").get(f"/surveys/{closed.code}/units/{unit.place}?q=nothing").content.decode()
    )


def test_participation_is_told_in_steps_that_tell_of_nobody(staff):
    wave = launched(staff)

    def told(actor):
        return {one.unit.code: one.at_least for one in participation_of(actor, wave)}

    seen = [told(staff.office)]
    for name in (*N, *S):
        answer(staff, wave, [name])
        seen.append(told(staff.office))
    assert seen[0] == {"": 0, "ALL": 0, "N": 0}
    assert seen[4] == seen[0]
    assert seen[5] == {"": 5, "ALL": 5, "N": 5}
    # All twelve of North have answered; that nobody is left is not told.
    assert seen[12] == {"": 10, "ALL": 10, "N": 5}
    assert seen[18] == {"": 15, "ALL": 15, "N": 5}
    assert set(told(staff.as_of("N1"))) == {"", "N"}
    assert set(told(staff.as_of("S1"))) == {""}
    assert "fewer than 5" not in client_of(staff, "Office").get(f"/surveys/{wave.code}").content.decode()


def test_an_action_is_planned_owed_and_checked_by_the_next_wave(staff, closed):
    head, place = client_of(staff, "N1"), unit_of(closed, "N").place
    new = f"/surveys/{closed.code}/units/{place}/plan"
    assert client_of(staff, "Office").get(new).status_code == 404
    said = {"driver": "tools", "name": "Bring the <crash> to IT", "owner": "N2", "due_on": "2026-11-30"}
    assert head.post(new, {**said, "due_on": "2026-01-01"}).status_code == 422
    made = head.post(new, said)
    plan = ActionPlan.objects.get()
    assert made.headers["Location"] == f"/surveys/plans/{plan.code}"
    assert Notice.objects.filter(kind="survey_plan_given", user=staff.users["N2"]).count() == 1
    assert PLANS_DUE.rows.owed(staff.as_of("N2")) is None
    page = client_of(staff, "N2").get(f"/surveys/plans/{plan.code}").content.decode()
    assert "Bring the &lt;crash&gt; to IT" in page
    assert "Did it help" not in page
    assert client_of(staff, "S1").get(f"/surveys/plans/{plan.code}").status_code == 404
    with clock.fixed(clock.now().replace(month=12, day=1)):
        assert [thing.text for thing in PLANS_DUE.rows.owed_first(staff.as_of("N2"), 5)] == ["Bring the <crash> to IT"]
        assert PLANS_DUE.rows.owed(staff.as_of("N2")) == {"count": 1, "late": 1}
        assert PLANS_DUE.rows.owed(staff.as_of("N1")) is None
    done = client_of(staff, "N2").post(f"/surveys/plans/{plan.code}/conclude", {"done": "1", "note": "It is mended."})
    assert done.status_code == 302
    assert check_of_plan(staff.as_of("N1"), plan) is None
    with clock.fixed(clock.now().replace(month=12, day=2)):
        second = launched(staff, name="Again", closes_on=date(2026, 12, 9))
        late = plan_action(staff.as_of("N1"), unit=plan.unit, driver="tools", name="Later", due_on=date(2026, 12, 20))
        answered_with(staff, second, N, manager_1=2)
        answered_with(staff, second, (*S, *W))
        close_wave(staff.office, wave=second)
    check = check_of_plan(staff.as_of("N1"), plan)
    assert check.result.change > 0
    assert check.result.is_change_sure
    # What was sent before something was planned says nothing of that.
    assert check_of_plan(staff.as_of("N1"), late) is None
    assert "that is sent after 2 Dec 2026" in head.get(f"/surveys/plans/{late.code}").content.decode()
    assert "points since How are you?, significant." in head.get(f"/surveys/plans/{plan.code}").content.decode()
    report = unit_report(staff.as_of("N1"), second, unit_of(second, "N").place)
    tools = next(line for line in report.lines if line.driver == "tools")
    assert [name for name, _score in tools.trend] == ["How are you?", "Again"]


def test_who_may_not_plan_and_what_is_wrong_with_a_plan(staff, closed):
    unit, said = unit_of(closed, "N"), {"driver": "tools", "name": "Mend it", "due_on": date(2026, 12, 1)}
    for actor in (staff.office, staff.as_of("N2")):
        with pytest.raises(Denied, match="heads the unit"):
            plan_action(actor, unit=unit, **said)
    with pytest.raises(Invalid, match="no result"):
        plan_action(staff.as_of("N1"), unit=unit, **{**said, "driver": "start"})
    with pytest.raises(Invalid, match="within a year"):
        plan_action(staff.as_of("N1"), unit=unit, **{**said, "due_on": date(2026, 11, 1)})
    whole = unit_of(closed, "")
    with pytest.raises(Invalid, match="who does it"):
        plan_action(staff.office, unit=whole, **said)
    plan = plan_action(staff.office, unit=whole, **said, owner=staff.person("S1"))
    with pytest.raises(Denied, match="somebody else"):
        conclude_plan(staff.as_of("N2"), plan=plan, version=None, is_done=True)
    conclude_plan(staff.as_of("S1"), plan=plan, version=None, is_done=False)
    with pytest.raises(Invalid, match="concluded already"):
        conclude_plan(staff.as_of("S1"), plan=plan, version=None, is_done=True)
