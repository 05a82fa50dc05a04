"""Where people stand, and their plans: who reads and writes them, and what follows. It is 23 November 2026."""

from datetime import date, timedelta

import pytest

from hoshin.accounts.sight import things
from hoshin.audit.models import Entry
from hoshin.base import clock
from hoshin.base.errors import Conflict, Denied, Invalid, NotFound
from hoshin.feedback.services import recognise, write_feedback
from hoshin.feedback.ties import Tie
from hoshin.growth.agenda import SOURCES
from hoshin.growth.models import DevelopmentAction, SkillAssessment
from hoshin.growth.notices import DUE
from hoshin.growth.selectors import person_growing, skills_needed, standing_of, what_shows
from hoshin.growth.services import (
    add_development_action,
    add_evidence,
    assess_skills,
    change_development_action,
    finish_development_action,
    set_aim,
    set_goal_skill,
)
from hoshin.growth.services.standing import SkillSaid
from hoshin.notices.models import Notice
from hoshin.org.services import add_person, add_unit, change_person, grant_relation
from hoshin.strategy.services import change_objective

pytestmark = pytest.mark.django_db
BACKEND = "hoshin.notices.signed_in.WithUnread"
SOON = date(2026, 12, 1)
PRIVATE = ("skill_assessment", "competency_evidence", "development_plan", "development_action")
EVERYBODY = ("olga", "ada", "hans", "mia", "carl", "vera")


def said(answer):
    return answer.content.decode()


@pytest.fixture
def grown(framework):
    """Carl says that he stands at 1 in writing; Mia sees him at 3, and both plan a step with which Vera helps."""
    carl, mia = framework.as_of("carl"), framework.as_of("mia")
    assess_skills(carl, person=framework.carl, said=[SkillSaid(framework.writing, 1, "Two letters came back.")])
    assess_skills(mia, person=framework.carl, said=[SkillSaid(framework.writing, 3), SkillSaid(framework.planning, 0)])
    set_aim(carl, person=framework.carl, wanted_role=framework.lead, aim="To lead officers.")
    framework.step = add_development_action(
        carl, person=framework.carl, text="Write letters with Vera", due_on=SOON, competency=framework.planning,
        from_level=0, to_level=2, mentor=framework.vera, cost=120.0,
    )  # fmt: skip
    add_evidence(mia, person=framework.carl, competency=framework.writing, text="The letter of May was clear.")
    return framework


def test_it_is_seen_by_oneself_the_line_above_and_hr_and_in_part_by_a_mentor(grown):
    seen = {
        kind: {name for name in EVERYBODY if things()[kind].visible_to(grown.as_of(name)).exists()} for kind in PRIVATE
    }
    # Olga is above Mia; Hans is HR of their unit; Ada administers, and sees nothing; Vera helps.
    line = {"carl", "mia", "olga", "hans"}
    assert seen == dict.fromkeys(PRIVATE, line) | {"development_action": line | {"vera"}}
    for name in ("vera", "ada"):
        with pytest.raises(NotFound):
            person_growing(grown.as_of(name), "CARL")


def test_it_is_not_seen_upwards_or_from_another_unit(grown):
    office = grown.as_of("olga")
    mia = [SkillSaid(grown.writing, 2)]
    assess_skills(grown.as_of("mia"), person=grown.mia, said=mia)
    assert not things()["skill_assessment"].visible_to(grown.as_of("carl")).filter(person=grown.mia).exists()
    # Hans is HR of his own unit, and not to himself; somebody of another unit is hidden from him.
    there = add_unit(office, code="S", name="South")
    sam = add_person(office, employee_id="SAM", name="Sam South", unit=there, manager=grown.ada)
    assess_skills(grown.as_of("ada"), person=sam, said=mia)
    rows = things()["skill_assessment"]
    assert rows.visible_to(grown.as_of("ada")).filter(person=sam).exists()
    assert not rows.visible_to(grown.as_of("hans")).filter(person=sam).exists()
    grant_relation(grown.as_of("ada"), person=grown.hans, relation="hr_of_unit", to=there, reason="Since today")
    assert rows.visible_to(grown.as_of("hans")).filter(person=sam).exists()
    # Whoever moves to another manager is seen by that one, and no more by the one before.
    change_person(office, person=grown.carl, manager=grown.ada)
    assert not rows.visible_to(grown.as_of("mia")).filter(person=grown.carl).exists()
    assert rows.visible_to(grown.as_of("ada")).filter(person=grown.carl).exists()


def test_only_oneself_and_the_line_above_write_it(grown):
    for name in ("hans", "vera", "ada"):
        actor = grown.as_of(name)
        for refused in (
            lambda actor=actor: assess_skills(actor, person=grown.carl, said=[SkillSaid(grown.writing, 5)]),
            lambda actor=actor: set_aim(actor, person=grown.carl, wanted_role=None),
            lambda actor=actor: change_development_action(actor, action=grown.step, text="Mine"),
            lambda actor=actor: finish_development_action(actor, action=grown.step),
            lambda actor=actor: add_evidence(actor, person=grown.carl, competency=grown.writing, text="So."),
        ):
            with pytest.raises(Denied):
                refused()
    change_development_action(grown.as_of("olga"), action=grown.step, text="Write three letters")


def test_the_trail_keeps_that_and_not_what(grown):
    for table in ("growth_skillassessment", "growth_developmentplan", "growth_developmentaction"):
        kept = str(list(Entry.objects.filter(table=table).values_list("before", "after")))
        assert "letters" not in kept
        assert "lead officers" not in kept
    levels = [entry.after.get("level") for entry in Entry.objects.filter(table="growth_skillassessment")]
    assert all(not isinstance(level, int) for level in levels)


def test_the_gap_is_told_to_the_role_and_to_the_next_one(grown):
    standing = standing_of(grown.as_of("carl"), grown.carl)
    by_code = {one.competency.code: one for one in standing.skills}
    assert (by_code["COM"].level, by_code["COM"].gap, by_code["COM"].is_apart) == (3, 0, True)
    assert (by_code["PLN"].level, by_code["PLN"].gap, by_code["PLN"].is_apart) == (0, 1, False)
    assert by_code["COM"].shown_on == clock.today()
    [next_role] = standing.next_roles
    assert (next_role.move.to_role, next_role.met, next_role.of) == (grown.lead, 1, 2)
    assert [(gap.expected.competency.code, gap.level, gap.size) for gap in next_role.gaps] == [("PLN", 0, 3)]
    # A mentor who could ask all the same gets levels of nobody.
    assert {one.level for one in standing_of(grown.as_of("vera"), grown.carl).skills} == {None}


def test_the_latest_counts_and_one_day_has_one(grown):
    mia = grown.as_of("mia")
    SkillAssessment.objects.filter(source="manager").update(assessed_on=clock.today() - timedelta(days=30))
    assess_skills(mia, person=grown.carl, said=[SkillSaid(grown.writing, 2)])
    assess_skills(mia, person=grown.carl, said=[SkillSaid(grown.writing, 4)])
    kept = SkillAssessment.objects.filter(source="manager", competency=grown.writing).order_by("assessed_on")
    assert list(kept.values_list("level", flat=True)) == [3, 4]
    assert {one.competency.code: one.level for one in standing_of(mia, grown.carl).skills}["COM"] == 4
    assert Notice.objects.filter(kind="growth_assessed", user=grown.users["carl"]).count() == 3


def test_feedback_on_a_skill_shows_it_to_who_may_read_the_feedback(grown):
    tie = Tie(skill="clear WRITING")
    write_feedback(grown.as_of("vera"), receiver=grown.carl, text="Your note was short.", tie=tie)
    thanks = recognise(grown.as_of("vera"), person=grown.carl, text="For the letter", value="Care")
    add_evidence(
        grown.as_of("carl"), person=grown.carl, competency=grown.planning, text="So they say.", recognition=thanks
    )
    told = {name: what_shows(grown.as_of(name), grown.carl) for name in ("carl", "mia", "hans")}
    assert [sum(one.feedback is not None for one in told[name]) for name in ("carl", "mia", "hans")] == [1, 0, 0]
    assert [sum(one.evidence is not None for one in told[name]) for name in ("carl", "mia", "hans")] == [2, 2, 2]
    with pytest.raises(Invalid, match="somebody else"):
        add_evidence(grown.as_of("mia"), person=grown.mia, competency=grown.planning, text="Mine", recognition=thanks)


def test_bad_input_is_refused_and_nothing_changes(grown):
    carl = grown.as_of("carl")
    for match, refused in (
        ("no level", lambda: assess_skills(carl, person=grown.carl, said=[SkillSaid(grown.writing, 6)])),
        ("says nothing", lambda: add_development_action(carl, person=grown.carl, text=" ", due_on=SOON)),
        ("no cost", lambda: change_development_action(carl, action=grown.step, cost=-1.0)),
        ("own mentor", lambda: change_development_action(carl, action=grown.step, mentor=grown.carl)),
        ("higher level", lambda: change_development_action(carl, action=grown.step, from_level=3, to_level=2)),
        ("yet to come", lambda: finish_development_action(carl, action=grown.step, done_on=date(2027, 1, 1))),
        ("yet to come", lambda: add_evidence(carl, person=grown.carl, competency=grown.writing, text="So",
                                             seen_on=date(2027, 1, 1))),
    ):  # fmt: skip
        with pytest.raises(Invalid, match=match):
            refused()
    with pytest.raises(Conflict):
        change_development_action(carl, action=grown.step, version=9, text="Other")
    grown.step.refresh_from_db()
    assert (grown.step.text, grown.step.cost, grown.step.done_on) == ("Write letters with Vera", 120.0, None)


def test_what_is_due_is_owed_and_stands_on_the_agenda(grown):
    carl, [source] = grown.as_of("carl"), SOURCES
    assert DUE.owed(carl) == {"count": 1}
    assert [thing.text for thing in DUE.owed_first(carl, 5)] == ["Write letters with Vera"]
    assert DUE.owed(grown.as_of("mia")) is None
    since = clock.now() - timedelta(days=7)
    for reader in (carl, grown.as_of("mia")):
        assert [line.page_by for line in source.lines(reader, grown.carl, since)] == [(grown.step.pk,)]
    assert source.lines(grown.as_of("ada"), grown.carl, since) == []
    with pytest.raises(Invalid, match="6"):
        finish_development_action(carl, action=grown.step, level=6)
    finish_development_action(carl, action=grown.step, outcome="Three letters, none came back.")
    assert DUE.owed(carl) is None
    assert len(source.lines(carl, grown.carl, since)) == 1


def test_goals_say_what_they_need_and_heads_see_what_nobody_has(grown):
    mia, carl = grown.as_of("mia"), grown.as_of("carl")
    with pytest.raises(Denied):
        set_goal_skill(carl, objective=grown.objective, competency=grown.writing, level=3)
    change_objective(grown.as_of("olga"), objective=grown.objective, owner=grown.carl)
    grown.objective.refresh_from_db()
    set_goal_skill(carl, objective=grown.objective, competency=grown.writing, level=3)
    set_goal_skill(carl, objective=grown.objective, competency=grown.planning, level=2)
    change_person(grown.as_of("olga"), person=grown.vera, skills=["planning"])
    needed = [(one.competency.code, one.level, one.reach, one.have, one.is_missing) for one in skills_needed(mia)]
    assert needed == [("PLN", 2, 0, 1, True), ("COM", 3, 1, 0, False)]
    assert skills_needed(grown.as_of("vera")) == []
    change_objective(grown.as_of("olga"), objective=grown.objective, due_date=date(2026, 11, 1))
    assert skills_needed(mia) == []
    set_goal_skill(carl, objective=grown.objective, competency=grown.writing, level=None)
    assert grown.objective.skills_needed.count() == 1


def test_the_pages_from_a_gap_to_a_step(grown, client, django_assert_max_num_queries):
    client.force_login(grown.users["carl"], backend=BACKEND)
    page = said(client.get("/growth"))
    for text in ("seen two levels apart", "1 level below", "Team lead", "Planning 0 → 3", "To lead officers."):
        assert text in page
    with django_assert_max_num_queries(15):
        client.get("/growth")
    assert 'value="PLN" selected' in said(
        client.get(f"/growth/people/{grown.carl.pk}/steps/new?competency=PLN&to_level=1")
    )
    new = f"/growth/people/{grown.carl.pk}/steps/new"
    step = {"text": "<i>Plan</i> a week", "competency": "PLN", "to_level": "1", "due_on": "2027-02-01"}
    wrong = client.post(new, step | {"due_on": "soon"})
    assert (wrong.status_code, "&lt;i&gt;Plan" in said(wrong)) == (422, True)
    assert client.post(new, step).status_code == 302
    made = DevelopmentAction.objects.get(text="<i>Plan</i> a week")
    assert (made.from_level, made.to_level) == (0, 1)
    assert "<i>Plan" not in said(client.get("/growth"))
    clash = client.post(f"/growth/steps/{made.pk}", step | {"version": "7"})
    assert clash.status_code == 409
    long = client.post(f"/growth/steps/{made.pk}/done", {"outcome": "So " * 400, "level": "2"})
    assert (long.status_code, "So So So" in said(long), made.done_on) == (422, True, None)
    assert client.post(f"/growth/steps/{made.pk}/done", {"outcome": "Kept it.", "level": "2"}).status_code == 302
    assert "0 before. Now: oneself 2, a manager above 0." in said(client.get(f"/growth/steps/{made.pk}"))
    level, reason = f"level-{grown.writing.pk}", f"reason-{grown.writing.pk}"
    assert client.post(f"/growth/people/{grown.carl.pk}/assess", {level: "9", reason: "I typed"}).status_code == 422
    assert client.post(f"/growth/people/{grown.carl.pk}/assess", {level: "2", reason: "Better"}).status_code == 302
    shown = {"competency": "COM", "text": "A note", "seen_on": "2026-11-01"}
    assert client.post(f"/growth/people/{grown.carl.pk}/shown", shown).status_code == 302
    assert client.post(f"/growth/people/{grown.carl.pk}/aim", {"aim": "Elsewhere", "version": "9"}).status_code == 409
    for name, address, status in (
        ("vera", "/growth/people/CARL", 404), ("ada", "/growth/people/CARL", 404), ("mia", "/growth/people/CARL", 200),
        ("hans", "/growth/people/CARL", 200), ("vera", f"/growth/steps/{grown.step.pk}", 200),
        ("vera", f"/growth/steps/{made.pk}", 404), ("mia", "/growth/needs", 200), ("vera", new, 404), ("hans", new, 403),
    ):  # fmt: skip
        client.force_login(grown.users[name], backend=BACKEND)
        assert client.get(address).status_code == status, (name, address)
    client.force_login(grown.users["mia"], backend=BACKEND)
    with django_assert_max_num_queries(15):
        client.get("/growth/people/CARL")
    part = client.get("/growth/people/CARL/part", headers={"HX-Request": "true"})
    assert "Where they stand" in said(part)
