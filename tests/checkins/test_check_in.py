"""Somebody says how their key results stand: values count at once, what was said is kept, and nobody else's is lost."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from tests.checkins.conftest import NOVEMBER, draft, on

from hoshin.accounts.access import Actor
from hoshin.audit.models import Change
from hoshin.audit.undo import undo
from hoshin.base.errors import Conflict, Denied, Implausible, Invalid
from hoshin.checkins.models import CheckIn
from hoshin.checkins.rhythm import due_day, week_of, working_days_after
from hoshin.checkins.selectors import check_ins_on, due_of, week_of_actor
from hoshin.checkins.services import check_in
from hoshin.exchange.workbook import export, import_workbook
from hoshin.measures.models import Actual, Measure
from hoshin.measures.rows import ActualRow
from hoshin.okrs.models import Commitment
from hoshin.okrs.services import change_goal
from hoshin.scorecards.models import Score

pytestmark = [pytest.mark.django_db, pytest.mark.sql]


def test_a_check_in_records_its_values_and_moves_what_the_goal_serves(goal, own):
    outcome = check_in(
        own,
        [draft(goal, value=6, confidence=4, note="Two signed."), draft(goal, "P1-1.2", 6, confidence=2)],
    )
    assert (outcome.created, CheckIn.objects.count()) == (2, 2)
    assert Actual.objects.get(measure__code="P1-1.1", period=NOVEMBER).note == "Two signed."
    scores = Score.objects.filter(period=NOVEMBER)
    assert scores.get(node__objective__code="P1-1").score == pytest.approx(55)
    # The goal alone reported, of what serves it above.
    assert scores.get(node__objective__code="GROW").score == pytest.approx(55)
    said = CheckIn.objects.get(measure__code="P1-1.1")
    # On 23 November seven of twelve are expected: six are 0.86 of it.
    assert (said.value, said.confidence, said.proposed, said.written_by) == (6, 4, "at_risk", "Carl Contributor")
    [change] = Change.objects.filter(verb="check_in")
    undo(own, change=change)
    assert not CheckIn.objects.exists()
    assert not Actual.objects.filter(measure__code="P1-1.1", superseded_at=None, value__isnull=False).exists()


def test_no_change_says_what_is_known_and_records_nothing(goal, own):
    check_in(own, [draft(goal, value=6)])
    with on(date(2026, 11, 30)):
        assert [one.measure.code for one in week_of_actor(own).due] == ["P1-1.1", "P1-1.2"]
        check_in(own, [draft(goal, confidence=3)])
        assert [one.is_done for one in week_of_actor(own).results] == [False, True]
        assert [row.measure.code for row in due_of(own)] == ["P1-1.2"]
        [latest, first] = check_ins_on(own, goal.objective)
    assert (latest.value, latest.checked_on, first.checked_on) == (6, date(2026, 11, 30), date(2026, 11, 23))
    assert Actual.objects.filter(measure__code="P1-1.1").count() == 1


def test_said_again_that_day_it_is_changed_and_the_same_again_changes_nothing(goal, own):
    check_in(own, [draft(goal, value=6, note="Two")])
    assert check_in(own, [draft(goal, note="Two")]).unchanged == 1
    assert check_in(own, [draft(goal, note="Two, and one waits")]).changed == 1
    assert [(row.note, row.version) for row in CheckIn.objects.all()] == [("Two, and one waits", 2)]


def test_two_people_at_once_lose_nothing(goal, own, office):
    """What they say stands side by side; whoever recorded a value second is told of the first."""
    check_in(office, [draft(goal, value=5, expected=0, note="From the list of the office")])
    with pytest.raises(Conflict) as found:
        check_in(own, [draft(goal, "P1-1.2", 7, expected=0), draft(goal, value=6, expected=0, note="Mine")])
    assert found.value.rows == (2,)
    assert not Actual.objects.filter(measure__code="P1-1.2").exists()
    check_in(own, [draft(goal, note="Mine")])
    assert {row.note for row in check_ins_on(own, goal.objective)} == {"Mine", "From the list of the office"}


def test_who_disagrees_with_the_pace_says_why(goal, own):
    with pytest.raises(Invalid, match="Say why it stands otherwise") as found:
        check_in(own, [draft(goal, "P1-1.2", 5), draft(goal, value=6, status="on_track")])
    assert [(problem.row, problem.field) for problem in found.value.problems] == [(2, "why")]
    assert not Actual.objects.filter(measure__code="P1-1.2").exists()
    check_in(own, [draft(goal, value=6, status="on_track", why="Four contracts are signed on Friday.")])
    said = CheckIn.objects.get()
    assert (said.proposed, said.status, said.stands) == ("at_risk", "on_track", "on_track")
    check_in(own, [draft(goal, status="at_risk", why="As the pace says.")])
    assert (CheckIn.objects.get().status, CheckIn.objects.get().why) == ("", "")


def test_an_odd_value_is_asked_about_and_faults_are_named_together(goal, own):
    for day, value in ((date(2026, 9, 1), 4), (date(2026, 10, 1), 5)):
        measure = Measure.objects.get(code="P1-1.1")
        row = ActualRow(measure.pk, None, day, value=value)
        check_in(own, [replace(draft(goal), actual=row)])
    with pytest.raises(Implausible) as found:
        check_in(own, [draft(goal, "P1-1.2", 7, is_meant=False), draft(goal, value=60_000, is_meant=False)])
    assert [problem.row for problem in found.value.problems] == [2]
    with pytest.raises(Invalid) as found:
        check_in(own, [draft(goal, confidence=9), draft(goal), draft(goal, "REV"), draft(goal, "P1-1.2", status="x")])
    assert [problem.row for problem in found.value.problems] == [1, 2, 3, 4]
    with pytest.raises(Invalid, match="one key result at least"):
        check_in(own, [])


def test_after_the_end_it_is_taken_for_a_while_and_marked_late(goal, own):
    with on(date(2027, 1, 8)):
        [first, _second] = week_of_actor(own).results
        assert (first.is_late, str(first.period)) == (True, "2026-12")
        check_in(own, [draft(goal, note="The last one")])
    assert CheckIn.objects.get().is_late
    with on(date(2027, 1, 15)):
        assert week_of_actor(own).results == ()
        with pytest.raises(Invalid, match="is over"):
            check_in(own, [draft(goal)])


def test_a_goal_that_was_archived_with_its_cycle_asks_no_more(goal, own):
    Commitment.objects.update(archived_on=date(2026, 11, 20))
    assert week_of_actor(own).results == ()
    with pytest.raises(Invalid, match="is over"):
        check_in(own, [draft(goal)])


def test_who_checks_in_and_who_reads_it(goal, own, office, mona, vera):
    with pytest.raises(Denied, match="goals of your own"):
        check_in(Actor.of(mona.user, "web"), [draft(goal, note="For him")])
    with pytest.raises(Denied):
        check_in(Actor.of(vera, "web"), [draft(goal)])
    check_in(own, [draft(goal, note="Two signed.")])
    looking = Actor.of(vera, "web")
    assert check_ins_on(looking, goal.objective).count() == 1
    change_goal(own, commitment=goal, visibility="private")
    assert check_ins_on(looking, goal.objective).count() == 0
    assert check_ins_on(office, goal.objective).count() == 1


def test_the_sheet_carries_them_out_and_in(goal, own, office, tmp_path: Path):
    check_in(own, [draft(goal, value=6, confidence=4, note="Two", status="on_track", why="Signed on Friday.")])
    check_in(office, [draft(goal, "P1-1.2", confidence=2)])
    export(office, tmp_path)
    before = (tmp_path / "check_ins.csv").read_text()
    assert import_workbook(office, tmp_path).outcomes["check_ins"].unchanged == 2
    CheckIn.objects.all().delete()
    import_workbook(office, tmp_path)
    export(office, tmp_path)
    assert (tmp_path / "check_ins.csv").read_text() == before
    history = "key_result,date,value,by\nP1-1.1,2026-10-12,2,P1\nP1-1.1,2026-10-30,3,P1\nP1-1.1,2026-11-02,4,P1\n"
    other = tmp_path / "history"
    other.mkdir()
    (other / "check_ins.csv").write_text(history)
    import_workbook(office, other)
    # A value counts where nothing is recorded for its month.
    held = Actual.objects.filter(measure__code="P1-1.1", superseded_at=None).order_by("period")
    assert [(row.period.month, row.value) for row in held] == [(10, 3), (11, 6)]
    assert CheckIn.objects.filter(measure__code="P1-1.1").count() == 4


def test_weeks_and_working_days():
    thursday = date(2026, 11, 26)
    assert due_day(week_of(date(2026, 11, 29))) == thursday
    assert [working_days_after(thursday, count) for count in (0, 1, 2)] == [
        thursday,
        thursday + timedelta(days=1),
        thursday + timedelta(days=4),
    ]
