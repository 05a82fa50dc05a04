"""Promotions, successions and openings: who sees them and when, and who decides. It is 23 November 2026."""

from datetime import date, timedelta

import pytest

from hoshin.accounts.sight import things
from hoshin.audit.models import Entry
from hoshin.base import clock
from hoshin.base.errors import Conflict, Denied, Invalid
from hoshin.base.finding import found
from hoshin.feedback.services import write_feedback
from hoshin.growth.models import CaseItem, CriticalRole, InternalOpening, PromotionCase, Successor
from hoshin.growth.notices import PROMOTION_DISCUSSED
from hoshin.growth.policies import users_with_cases_to_decide
from hoshin.growth.selectors import case_pack, openings_matched, successions, successors_suggested
from hoshin.growth.services import (
    add_case_item,
    add_critical_role,
    add_evidence,
    assess_skills,
    decide_case,
    discuss_case,
    open_promotion_case,
    post_opening,
    remove_critical_role,
    say_of_case,
    set_successor,
)
from hoshin.growth.services.standing import SkillSaid
from hoshin.notices.models import Notice
from hoshin.org.rounds import rounds_held
from hoshin.org.services import add_person, add_unit, change_person, change_unit
from hoshin.reviews.models import ReviewCycle, ReviewResult
from hoshin.strategy.services import change_objective

pytestmark = pytest.mark.django_db
BACKEND = "hoshin.notices.signed_in.WithUnread"
EVERYBODY = ("olga", "ada", "hans", "mia", "carl", "vera")
MAY = date(2026, 5, 4)


def said(answer):
    return answer.content.decode()


def seen(team, kind, **narrowed):
    return {name for name in EVERYBODY if things()[kind].visible_to(team.as_of(name)).filter(**narrowed).exists()}


@pytest.fixture
def proposed(framework):
    """Mia proposes Carl as a lead; what she had seen of his writing came in."""
    mia = framework.as_of("mia")
    add_evidence(mia, person=framework.carl, competency=framework.writing, text="The letter of May.", seen_on=MAY)
    framework.case = open_promotion_case(mia, person=framework.carl, to_role=framework.lead)
    return framework


def whole(team):
    """What the pack needs: both assessments, items of two people, a look against it, and no open case."""
    mia = team.as_of("mia")
    said = [SkillSaid(team.writing, 3), SkillSaid(team.planning, 2)]
    for name in ("carl", "mia"):
        assess_skills(team.as_of(name), person=team.carl, said=said)
    for competency in (team.writing, team.planning):
        for by in (team.vera, team.mia):
            add_case_item(mia, case=team.case, side="for", text="It held.", seen_on=MAY, competency=competency, by=by)
    add_case_item(mia, case=team.case, side="against", text="Two dates slipped.", seen_on=MAY)
    change_objective(team.as_of("olga"), objective=team.objective, owner=team.carl)
    team.case.refresh_from_db()
    team.case = say_of_case(mia, case=team.case, against_said=True, is_clear=True)


def test_a_promotion_is_seen_above_and_by_hr_and_by_the_person_once_it_is_decided(proposed):
    above = {"mia", "olga", "hans"}
    assert seen(proposed, "promotion_case") == seen(proposed, "case_item") == above
    whole(proposed)
    assert PROMOTION_DISCUSSED.owed(proposed.as_of("olga")) is None
    discuss_case(proposed.as_of("mia"), case=proposed.case)
    proposed.case.refresh_from_db()
    owing = {name for name in EVERYBODY if PROMOTION_DISCUSSED.owed(proposed.as_of(name))}
    assert owing == {"olga"}, "the nearest above who did not propose it"
    assert list(users_with_cases_to_decide()) == [proposed.users["olga"].pk]
    [thing] = PROMOTION_DISCUSSED.owed_first(proposed.as_of("olga"), 9)
    assert thing.text == "Decide on a promotion: Carl Contributor for Team lead"
    PromotionCase.objects.update(opened_by=proposed.olga)
    assert PROMOTION_DISCUSSED.owed(proposed.as_of("mia")) == {"count": 1}, "she did not propose it then"
    assert PROMOTION_DISCUSSED.owed(proposed.as_of("olga")) is None
    PromotionCase.objects.update(opened_by=proposed.mia)
    proposed.case.refresh_from_db()
    for name in ("carl", "vera", "hans", "ada"):
        with pytest.raises(Denied):
            decide_case(proposed.as_of(name), case=proposed.case, is_promoted=True, reason="So.")
    with pytest.raises(Denied, match="another manager above"):
        decide_case(proposed.as_of("mia"), case=proposed.case, is_promoted=True, reason="So.")
    with pytest.raises(Invalid, match="says nothing"):
        decide_case(proposed.as_of("olga"), case=proposed.case, is_promoted=False, reason=" ")
    decide_case(proposed.as_of("olga"), case=proposed.case, is_promoted=False, reason="Plan a quarter first.")
    assert seen(proposed, "promotion_case") == seen(proposed, "case_item") == above | {"carl"}
    assert PROMOTION_DISCUSSED.owed(proposed.as_of("olga")) is None, "what is decided is gone from it"
    assert Notice.objects.get(kind="promotion_decided").user == proposed.users["carl"]
    with pytest.raises(Conflict, match="meanwhile"):
        decide_case(proposed.as_of("olga"), case=proposed.case, is_promoted=True, reason="In another window.")
    kept = str(list(Entry.objects.filter(table__startswith="growth_").values_list("before", "after")))
    assert "Plan a quarter first" not in kept
    assert "Two dates slipped" not in kept
    with pytest.raises(Invalid, match="stays as it is"):
        add_case_item(proposed.as_of("mia"), case=PromotionCase.objects.get(), side="for", text="More", seen_on=MAY)


def test_a_pack_says_what_is_missing_before_it_is_discussed(proposed):
    mia = proposed.as_of("mia")
    pack = case_pack(mia, proposed.case)
    assert [one.text for one in pack.items] == ["The letter of May."]
    assert pack.completeness == pytest.approx(1 / 11)
    with pytest.raises(Invalid, match="Too much is missing"):
        discuss_case(mia, case=proposed.case)
    whole(proposed)
    pack = case_pack(mia, proposed.case)
    # No check-in and no 1:1, no feedback, no round of reviews, and no day since which he has his level.
    assert [str(one.label) for one in pack.premises if not one.is_there] == [
        "check-ins of it, or notes of 1:1s",
        "feedback that they were given in it",
        "a round of reviews at the level",
        "how long they have had their level",
    ]
    assert pack.completeness == pytest.approx(7 / 11)
    assert (pack.evidenced, pack.is_ready) == (1.0, False)
    discuss_case(mia, case=proposed.case)


def reviewed(team, starts_on, ends_on, state="released", **result):
    """A cycle of reviews over that time, with a result of Carl's."""
    said = {"name": str(ends_on), "starts_on": starts_on, "ends_on": ends_on, "state": state}
    cycle = ReviewCycle.objects.create(write_until=date(2026, 11, 1), release_on=date(2026, 11, 2), **said)
    ReviewResult.objects.create(cycle=cycle, person=team.carl, **result)


def test_the_rule_asks_for_two_rounds_of_reviews_at_the_level(proposed):
    """A round counts that is released and half of whose time lies after the day from which the level is held."""
    mia = proposed.as_of("mia")
    whole(proposed)
    change_person(proposed.as_of("olga"), person=proposed.carl, start_date=date(2025, 1, 7))

    def pack():
        proposed.case = PromotionCase.objects.select_related("person").get()
        return case_pack(mia, proposed.case)

    since = pack().since
    assert since is not None
    reviewed(proposed, since - timedelta(days=20), since + timedelta(days=20))
    reviewed(proposed, since - timedelta(days=21), since + timedelta(days=20))
    reviewed(proposed, since, since + timedelta(days=40), state="writing")
    one = pack()
    assert (one.rounds, one.is_ready) == (1, False)
    assert [str(premise.label) for premise in one.rule if not premise.is_there] == [
        "1 of two rounds of reviews at the level"
    ]
    reviewed(proposed, since, since + timedelta(days=40))
    two = pack()
    assert (two.rounds, two.is_ready) == (2, True)
    # It decides nothing: what is ready waits for people as what is not.
    assert proposed.case.state == "preparing"
    # Whoever may not see the results counts none of them.
    assert rounds_held(proposed.as_of("vera"), proposed.carl, since) == 0


def test_bad_input_of_a_promotion_changes_nothing(proposed):
    mia = proposed.as_of("mia")
    for match, refused in (
        ("open already", lambda: open_promotion_case(mia, person=proposed.carl, to_role=proposed.lead)),
        ("says nothing", lambda: add_case_item(mia, case=proposed.case, side="for", text="", seen_on=MAY)),
        ("yet to come", lambda: add_case_item(mia, case=proposed.case, side="for", text="So",
                                              seen_on=clock.today() + timedelta(days=1))),
        ("own promotion", lambda: add_case_item(mia, case=proposed.case, side="for", text="So", seen_on=MAY,
                                                by=proposed.carl)),
        ("not discussed", lambda: decide_case(proposed.as_of("olga"), case=proposed.case, is_promoted=True, reason="So")),
    ):  # fmt: skip
        with pytest.raises(Invalid, match=match):
            refused()
    for name in ("carl", "vera", "hans", "ada"):
        with pytest.raises(Denied):
            open_promotion_case(proposed.as_of(name), person=proposed.vera, to_role=proposed.lead)
    assert CaseItem.objects.count() == 1


def test_the_time_at_the_level_is_shown_as_far_as_each_may_read_it(proposed, client, django_assert_max_num_queries):
    """Goals, feedback, reviews and moves stand beside the items, each by its own rule of sight and of that time alone."""
    olga, mia = proposed.as_of("olga"), proposed.as_of("mia")
    change_person(olga, person=proposed.carl, start_date=date(2025, 1, 7), fte=0.8)
    change_objective(olga, objective=proposed.objective, owner=proposed.carl)
    write_feedback(proposed.as_of("vera"), receiver=proposed.carl, text="Sentinel for Carl alone.")
    write_feedback(mia, receiver=proposed.carl, text="Said by Mia herself.")
    reviewed(proposed, date(2026, 1, 1), date(2026, 6, 30), raw=3.4, score=3.6, error=0.21)
    reviewed(proposed, date(2024, 1, 1), date(2024, 6, 30), raw=1.11, score=1.11)
    reviewed(proposed, date(2026, 7, 1), date(2026, 8, 30), "calibrating", raw=2.22, score=2.22)
    pages = [f"/growth/promotions/{proposed.case.pk}/{part}" for part in ("work", "words")]
    for page in pages:
        for name, status in (("mia", 200), ("hans", 200), ("carl", 404), ("vera", 404), ("ada", 404)):
            client.force_login(proposed.users[name], backend=BACKEND)
            assert client.get(page).status_code == status, name
    client.force_login(proposed.users["mia"], backend=BACKEND)
    shown = ""
    for page in pages:
        client.get(page)
        with django_assert_max_num_queries(15):
            shown += said(client.get(page, headers={"HX-Request": "true"}))
    assert "3.60, computed as 3.40 ± 0.21" in shown
    assert proposed.objective.name in shown
    assert "Said by Mia herself." in shown
    assert "80 % of full time, for " in shown
    for hidden in ("Sentinel for Carl alone", "1.11", "2.22"):
        assert hidden not in shown
    proposed.case.refresh_from_db()
    missing = {str(one.label) for one in case_pack(mia, proposed.case).premises if not one.is_there}
    assert missing.isdisjoint({"goals of the time at the level", "feedback that they were given in it"})


def test_who_could_follow_is_never_read_by_who_is_named(framework):
    olga, mia, hans = (framework.as_of(name) for name in ("olga", "mia", "hans"))
    north = framework.mia.unit
    # Olga stands above Mia, and is head of nothing: Hans, who is HR of the unit, writes it.
    role = add_critical_role(hans, unit=north, name="Lead of the north", holder=framework.mia, loss="high")
    set_successor(hans, role=role, person=framework.carl, readiness="now")
    assert seen(framework, "critical_role") == seen(framework, "successor") == {"hans", "olga"}
    with pytest.raises(Denied):
        set_successor(mia, role=role, person=framework.vera, readiness="now")
    with pytest.raises(Denied):
        remove_critical_role(olga, role=role)
    other = add_critical_role(mia, unit=north, name="The one who knows the queue", holder=framework.carl)
    set_successor(mia, role=other, person=framework.vera, readiness="year", note="A summer on the queue.")
    set_successor(mia, role=other, person=framework.hans, readiness="three", note="Knows too little of the queue.")
    # What was said of him stands where he cannot read it, and is not his to write over.
    with pytest.raises(Invalid, match="Nobody says of themself"):
        set_successor(hans, role=other, person=framework.hans, readiness="now", note="Ready.")
    assert Successor.objects.get(person=framework.hans).readiness == "three"
    assert seen(framework, "critical_role", name=other.name) == {"mia", "olga", "hans"}
    lines = {name: successions(framework.as_of(name)) for name in ("mia", "hans")}
    assert [line.row.name for line in lines["hans"]] == ["Lead of the north", "The one who knows the queue"]
    [line] = lines["mia"]
    assert (len(line.successors), line.has_nobody_now, line.has_one_alone) == (2, True, False)
    # Hans does not read that he is named.
    assert [one.person for one in lines["hans"][1].successors] == [framework.vera]
    assert (lines["hans"][0].has_nobody_now, lines["hans"][0].has_one_alone) == (False, True)
    with pytest.raises(Invalid, match="have it already"):
        set_successor(mia, role=other, person=framework.carl, readiness="now")


def test_who_could_follow_is_suggested_from_levels_and_moves_alone(framework):
    mia, hans = framework.as_of("mia"), framework.as_of("hans")
    role = add_critical_role(hans, unit=framework.mia.unit, name="Lead of the north", holder=framework.mia)
    assert successors_suggested(hans, role) == [], "nobody's levels are known"
    assess_skills(mia, person=framework.carl, said=[SkillSaid(framework.writing, 3), SkillSaid(framework.planning, 2)])
    assess_skills(mia, person=framework.vera, said=[SkillSaid(framework.writing, 1)])
    # Mia has the role, Hans looks, and Ada comes from no role that leads there.
    assess_skills(framework.as_of("olga"), person=framework.mia, said=[SkillSaid(framework.writing, 5)])
    carl, vera = successors_suggested(hans, role)
    assert (carl.person, carl.met, carl.of, carl.missing, carl.readiness) == (framework.carl, 1, 2, 1, "year")
    assert (vera.person, vera.met, vera.missing, vera.readiness) == (framework.vera, 0, 5, "three")
    assess_skills(mia, person=framework.carl, said=[SkillSaid(framework.planning, 3)])
    assert successors_suggested(hans, role)[0].readiness == "now"
    set_successor(hans, role=role, person=framework.carl, readiness="now")
    assert [one.person for one in successors_suggested(hans, role)] == [framework.vera]
    # Ada heads nothing of theirs and sees nobody's levels: nobody is suggested to her.
    assert successors_suggested(framework.as_of("ada"), role) == []


def test_hr_of_one_unit_sees_nothing_of_another(framework):
    olga = framework.as_of("olga")
    south = add_unit(olga, code="S", name="South")
    sam = add_person(olga, employee_id="SAM", name="Sam South", unit=south, manager=framework.ada)
    change_unit(olga, unit=south, head=framework.ada)
    ada = framework.as_of("ada")
    add_critical_role(ada, unit=south, name="Keeper of the yard", holder=sam)
    open_promotion_case(ada, person=sam, to_role=framework.lead)
    assert seen(framework, "critical_role") == {"ada", "olga"}
    assert seen(framework, "promotion_case") == {"ada", "olga"}


def test_an_opening_is_matched_for_the_person_alone(framework):
    mia, carl, hans = (framework.as_of(name) for name in ("mia", "carl", "hans"))
    said = {"unit": framework.mia.unit, "role": framework.lead, "text": "Lead six officers."}
    with pytest.raises(Denied):
        post_opening(carl, code="OP1", name="Lead", closes_on=date(2027, 1, 31), **said)
    with pytest.raises(Invalid, match="closed already"):
        post_opening(mia, code="OP1", name="Lead", closes_on=date(2026, 1, 31), **said)
    post_opening(mia, code="OP1", name="Lead", closes_on=date(2027, 1, 31), **said)
    assess_skills(carl, person=framework.carl, said=[SkillSaid(framework.writing, 4), SkillSaid(framework.planning, 2)])
    assert [(one.met, one.of) for one in openings_matched(carl)] == [(1, 2)]
    # HR sees Carl's levels, and nevertheless only how they match themself.
    assert [(one.met, one.of) for one in openings_matched(hans)] == [(0, 2)]


def test_the_pages_from_a_proposal_to_a_decision(framework, client, django_assert_max_num_queries):
    def as_(name):
        client.force_login(framework.users[name], backend=BACKEND)

    as_("mia")
    proposal = {"person": "Carl Contributor · CARL", "to_role": "DEL-M"}
    assert client.post("/growth/promotions", proposal | {"person": "Nobody"}).status_code == 422
    assert client.post("/growth/promotions", proposal).status_code == 302
    case = PromotionCase.objects.get()
    one = f"/growth/promotions/{case.pk}"
    item = {
        "side": "for",
        "competency": "COM",
        "text": "<b>Clear</b>",
        "seen_on": "2026-05-04",
        "by": "Vera Viewer · VERA",
    }
    wrong = client.post(f"{one}/items", item | {"seen_on": "2027-05-04"})
    assert (wrong.status_code, "&lt;b&gt;Clear" in said(wrong)) == (422, True)
    assert client.post(f"{one}/items", item).status_code == 302
    assert client.post(f"{one}/discuss").status_code == 302
    assert PromotionCase.objects.get().state == "preparing"
    framework.case = case
    whole(framework)
    version = PromotionCase.objects.get().version
    assert f'name="version" value="{version}"' in said(client.get(one))
    heard = {"against_said": "on", "clear": "no", "version": version}
    assert client.post(f"{one}/said", heard).status_code == 302
    late = client.post(f"{one}/said", heard | {"clear": "yes"})
    assert (late.status_code, PromotionCase.objects.get().is_clear) == (409, False), (
        "a window of before overwrites nothing"
    )
    assert client.post(f"{one}/said", heard | {"clear": "yes", "version": version + 1}).status_code == 302
    assert client.post(f"{one}/said", heard | {"clear": "perhaps"}).status_code == 422
    beside = {"against_said": "on", "clear": "no", "version": version + 2}
    assert client.post(f"{one}/discuss", beside | {"version": version}).status_code == 409
    assert client.post(f"{one}/discuss", beside).status_code == 302
    kept = PromotionCase.objects.get()
    assert (kept.state, kept.is_clear) == ("discussed", False), "what stood beside the button is kept, too"
    assert f'action="{one}/decide"' not in said(client.get(one)), "what is refused is not offered"
    assert client.post(f"{one}/decide", {"outcome": "promoted", "reason": "So."}).status_code == 403
    for name, status in (("carl", 404), ("vera", 404), ("ada", 404), ("hans", 200)):
        as_(name)
        assert client.get(one).status_code == status
    as_("olga")
    client.get(one)
    with django_assert_max_num_queries(15):
        page = said(client.get(one))
    assert "<b>Clear" not in page
    assert f'action="{one}/decide"' in page
    assert client.post(f"{one}/decide", {"outcome": "promoted", "reason": ""}).status_code == 422
    assert client.post(f"{one}/decide", {"outcome": "promoted", "reason": "It is shown."}).status_code == 302
    as_("carl")
    assert "It is shown." in said(client.get(one))
    as_("mia")
    opening = {
        "name": "Lead",
        "code": "OP1",
        "unit": "North · N",
        "role": "DEL-M",
        "closes_on": "2027-01-31",
        "text": "Six.",
    }
    assert client.post("/growth/openings", opening).status_code == 302
    assert "Lead" in said(client.get("/growth/openings"))
    assert client.get("/growth/openings/op1").status_code == 200
    assert [(one.kind, one.code) for one in found(framework.as_of("vera"), "OP1")] == [("internal_opening", "OP1")]
    critical = {"name": "Queue", "unit": "North · N", "holder": "Carl Contributor · CARL", "loss": "low"}
    assert client.post("/growth/succession", critical).status_code == 302
    row = CriticalRole.objects.get()
    critical_page = f"/growth/succession/{row.pk}"
    wrong = client.post(f"{critical_page}/set", {"person": "Nobody", "readiness": "now", "note": "I typed this"})
    assert (wrong.status_code, "I typed this" in said(wrong)) == (422, True)
    assert client.post(f"{critical_page}/set", {"person": "VERA", "readiness": "now"}).status_code == 302
    page = said(client.get("/growth/succession"))
    assert ("Vera Viewer" in page, "All rests on one person" in page) == (True, True)
    changed = {"name": "<b>Queue</b>", "holder": "Carl Contributor · CARL", "loss": "high", "version": "1"}
    assert client.post(f"{critical_page}/edit", changed | {"name": ""}).status_code == 422
    assert client.post(f"{critical_page}/edit", changed | {"version": "7"}).status_code == 409
    assert client.post(f"{critical_page}/edit", changed).status_code == 302
    client.get(critical_page)
    with django_assert_max_num_queries(15):
        page = said(client.get(f"{critical_page}?person=VERA&readiness=now"))
    assert ("<b>Queue" in page, "high" in page, 'value="Vera Viewer · VERA"' in page) == (False, True, True)
    for name in ("carl", "vera"):
        as_(name)
        assert "Queue" not in said(client.get("/growth/succession"))
        assert client.get(critical_page).status_code == 404
    as_("mia")
    assert client.post(f"/growth/successors/{row.successors.get().pk}/remove").status_code == 302
    assert client.post(f"/growth/succession/{row.pk}/remove").status_code == 302
    assert client.post("/growth/openings/OP1/remove").status_code == 302
    assert not InternalOpening.objects.exists()


def test_an_opening_shows_oneself_what_is_missing_and_is_edited(framework, client, django_assert_max_num_queries):
    mia, page, edit = framework.as_of("mia"), "/growth/openings/OP1", "/growth/openings/OP1/edit"
    said_of_it = {
        "unit": framework.mia.unit,
        "role": framework.lead,
        "text": "Six files.",
        "closes_on": date(2027, 1, 31),
    }
    row = post_opening(mia, code="OP1", name="Lead", **said_of_it)

    def as_(name):
        client.force_login(framework.users[name], backend=BACKEND)

    as_("carl")
    client.get(page)
    with django_assert_max_num_queries(15):
        shown = said(client.get(page))
    assert [text in shown for text in ("Planning", "not said", "Do something", edit)] == [True, True, True, False]
    assert client.get(edit).status_code == 403
    as_("olga")
    assert "Post an opening" in said(client.get("/growth/openings")), "the office may post, and is offered it"
    typed = {"name": "Leader", "code": "OP1", "unit": "North · N", "role": "DEL-M", "text": "Six.", "version": "1"}
    for changed, status in (
        ({"closes_on": "2020-01-01"}, 422),
        ({"closes_on": "2027-01-31", "text": ""}, 422),
        ({"closes_on": "2027-01-31", "version": "9"}, 409),
        ({"closes_on": "2027-02-28"}, 302),
    ):
        assert client.post(edit, typed | changed).status_code == status, changed
    row.refresh_from_db()
    assert (row.name, row.closes_on) == ("Leader", date(2027, 2, 28))
