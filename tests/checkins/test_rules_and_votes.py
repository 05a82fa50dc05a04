"""What the organisation chooses for its check-ins; how sure a unit is of its goals, without saying who."""

from datetime import UTC, date, datetime

import pytest
from tests.checkins.conftest import draft, on

from hoshin.accounts.access import Actor
from hoshin.accounts.models import User
from hoshin.base import clock
from hoshin.base.errors import Conflict, Denied, Invalid
from hoshin.base.tasks import JobProgress
from hoshin.checkins.models import Absence, Blocker, CheckInRules, ConfidenceVote
from hoshin.checkins.notices import TO_ACKNOWLEDGE
from hoshin.checkins.rules import rules
from hoshin.checkins.selectors import (
    due_of,
    goals_to_acknowledge,
    missed_below,
    open_blockers_on,
    team_vote_on,
    team_votes_to_give,
)
from hoshin.checkins.services import (
    add_absence,
    check_in,
    raise_blocker,
    save_check_in_rules,
    set_reviewer,
    vote_confidence,
)
from hoshin.checkins.services.voting import FORGET_VOTERS
from hoshin.exchange.workbook import export, import_workbook
from hoshin.okrs.services import change_goal
from hoshin.org.models import Person
from hoshin.org.services import add_person, add_unit, change_person
from hoshin.strategy.models import Objective
from hoshin.strategy.services import change_objective

pytestmark = pytest.mark.django_db


@pytest.fixture
def leading(mona):
    return Actor.of(mona.user, "web")


def test_the_rules_of_the_organisation_hold_from_then_on(goal, own, leading, mona, system, office):
    with pytest.raises(Denied):
        save_check_in_rules(office, grace_working_days=1)
    first = save_check_in_rules(
        system, grace_working_days=5, answer_working_days=4, acknowledge_working_days=1, late_days=0
    )
    save_check_in_rules(system, version=first.version, grace_working_days=6)
    with pytest.raises(Conflict):
        save_check_in_rules(system, version=first.version, grace_working_days=7)
    with pytest.raises(Invalid):
        save_check_in_rules(system, late_days=91)
    assert (rules().grace_working_days, CheckInRules.objects.count()) == (6, 1)
    [blocker] = [raise_blocker(own, objective=goal.objective, text="A signature is missing.")]
    assert blocker.answer_by == date(2026, 11, 27)
    set_reviewer(own, objective=goal.objective, person=mona)
    check_in(own, [draft(goal)])
    with on(date(2026, 11, 25)):
        [waiting] = goals_to_acknowledge(leading)
        assert (waiting.due_on, waiting.is_late) == (date(2026, 11, 24), True)
        assert TO_ACKNOWLEDGE.owed(leading) == {"count": 1, "late": 1}
    with on(date(2026, 12, 15)):
        assert not [one for one in missed_below(leading) if one.due_on > date(2026, 12, 3)]
    with on(date(2027, 1, 1)):
        assert not due_of(own)
        with pytest.raises(Invalid, match="is over"):
            check_in(own, [draft(goal)])


def test_blockers_and_absences_go_out_and_come_back_the_same(goal, own, office, mona, tmp_path):
    raise_blocker(own, objective=goal.objective, text="A signature\nis missing.")
    add_absence(own, person=goal.objective.owner, starts_on=date(2026, 12, 1), ends_on=date(2026, 12, 4))
    export(office, tmp_path / "out")
    again = import_workbook(office, tmp_path / "out")
    assert (again.total.created, again.total.changed) == (0, 0)
    [kept] = Blocker.objects.values("text", "raised_at", "raised_by", "raised_to", "answer_by")
    Blocker.objects.all().delete()
    Absence.objects.all().delete()
    import_workbook(office, tmp_path / "out")
    assert list(Blocker.objects.values(*kept)) == [kept]
    assert [(row.starts_on, row.ends_on) for row in Absence.objects.all()] == [(date(2026, 12, 1), date(2026, 12, 4))]
    assert len(open_blockers_on(own, goal.objective)) == 1
    (tmp_path / "out" / "absences.csv").write_text("person,first_day,last_day\nP1,2026-12-04,2026-12-01\n")
    with pytest.raises(Invalid, match="cannot end before"):
        import_workbook(office, tmp_path / "out")


@pytest.fixture
def team(goal, office, mona):
    """Four people of the unit whose goal Carl's is, and one of another unit."""
    unit, other = add_unit(office, code="TEAM", name="Team"), add_unit(office, code="OTHER", name="Other")
    inner = add_unit(office, code="INNER", name="Inner", parent=unit)
    change_objective(office, objective=Objective.objects.get(pk=goal.objective_id), unit=unit)
    goal.objective.refresh_from_db()
    change_person(office, person=Person.objects.get(employee_id="P1"), unit=unit)
    found = []
    for number, where in enumerate((unit, unit, inner, unit, other)):
        user = User.objects.create(email=f"t{number}@hoshin.test", name=f"T {number}", role="member")
        add_person(office, employee_id=f"T{number}", name=user.name, unit=where, user=user)
        found.append(Actor.of(user, "web"))
    return found


def test_a_team_says_how_sure_it_is_and_nobody_learns_who(goal, own, office, team):
    objective = goal.objective
    for actor, sure in zip(team[:2], (2, 5), strict=True):
        vote_confidence(actor, objective=objective, confidence=sure)
    vote_confidence(team[1], objective=objective, confidence=4)
    assert (team_vote_on(team[1], objective).own, team_vote_on(team[0], objective).own) == (4, 2)
    assert [one.own for one in team_votes_to_give(team[3])] == [None]
    for stranger in (own, team[4], office):
        assert objective.pk not in [one.objective.pk for one in team_votes_to_give(stranger)]
        with pytest.raises(Denied):
            vote_confidence(stranger, objective=objective, confidence=1)
    with pytest.raises(Invalid):
        vote_confidence(team[0], objective=objective, confidence=6)
    check_in(own, [draft(goal, confidence=5), draft(goal, "P1-1.2", confidence=4)])
    with on(date(2026, 12, 1)):
        assert team_vote_on(office, objective) is None, "two are too few"
        for actor, sure in zip(team[:3], (1, 3, 3), strict=True):
            vote_confidence(actor, objective=objective, confidence=sure)
        vote_confidence(team[3], objective=objective, confidence=5)
        vote_confidence(team[3], objective=objective, confidence=None)
        assert team_vote_on(office, objective) is None, "while the week runs nothing is told"
        check_in(own, [draft(goal, confidence=5), draft(goal, "P1-1.2", confidence=4)])
    with on(date(2026, 12, 7)):
        last = team_vote_on(office, objective).last
        assert (str(last.week), last.given, round(last.mean, 2), last.owner) == ("2026-W49", 3, 2.33, 4.5)
        FORGET_VOTERS.function(JobProgress())
        assert not ConfidenceVote.objects.exclude(person=None).exists()
        assert team_vote_on(team[0], objective).last == last
        change_goal(office, commitment=goal, visibility="private")
        objective.refresh_from_db()
        assert not team_votes_to_give(team[0])


def test_a_vote_is_given_in_place_and_an_administrator_sets_the_rules(goal, team, client, ada):
    backend = "hoshin.notices.signed_in.WithUnread"
    client.force_login(User.objects.get(email="t0@hoshin.test"), backend=backend)
    place = f"/week/votes/{goal.objective_id}"
    headers = {"HX-Request": "true"}
    assert place in client.get("/week/votes", headers=headers).text
    answer = client.post(place, {"confidence": "4"}, headers=headers).text
    assert 'aria-pressed="true">likely' in answer
    assert f'id="vote-{goal.objective_id}-4"' in answer, (
        "by its name the browser finds the button again on which one is"
    )
    assert "Nobody sees what you said" in client.get(f"/check-ins/{goal.objective.code}").text
    assert 'aria-pressed="true"' not in client.post(place, {"confidence": ""}, headers=headers).text
    client.force_login(ada, backend=backend)
    chosen = {"reminded_at": 8, "grace_working_days": 3, "answer_working_days": 2, "late_days": 14}
    assert client.post("/settings/check-ins", chosen | {"acknowledge_working_days": ""}).status_code == 302
    assert (rules().reminded_at, rules().grace_working_days, rules().acknowledge_working_days) == (8, 3, None)
    wrong = client.post("/settings/check-ins", chosen | {"reminded_at": 24, "late_days": ""})
    assert (wrong.status_code, wrong.text.count('class="errors"')) == (422, 2)
    late = client.post("/settings/check-ins", chosen | {"reminded_at": 7, "version": 99})
    assert late.status_code == 422
    assert clock.today() == datetime(2026, 11, 23, tzinfo=UTC).date()
