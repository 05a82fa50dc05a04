"""What people may learn from: offered by visible rules, asked for, decided on, kept. It is 23 November 2026."""

from datetime import date

import pytest
from tests.growth.conftest import SPRING

from hoshin.accounts.access import Actor
from hoshin.accounts.models import User
from hoshin.accounts.sight import things
from hoshin.base.errors import Denied, Invalid
from hoshin.exchange.workbook import export, import_workbook
from hoshin.growth.learning_policies import users_with_mandatory_due
from hoshin.growth.models import DevelopmentAction, LearningItem, LearningRecord, LearningRequest
from hoshin.growth.notices import LEARNING_ASKED, MANDATORY
from hoshin.growth.selectors import (
    changes_by,
    learning_for,
    mandatory_lines,
    mandatory_listed,
    sessions_to_come,
    standing_of,
)
from hoshin.growth.services import (
    add_development_action,
    add_learning_item,
    add_learning_session,
    ask_to_learn,
    assess_skills,
    change_learning_item,
    decide_on_request,
    record_learning,
    record_mandatory_shares,
    set_goal_skill,
    withdraw_request,
)
from hoshin.growth.services.standing import SkillSaid
from hoshin.measures.models import Actual
from hoshin.measures.services import define_measure
from hoshin.notices.models import Notice
from hoshin.org.models import Person
from hoshin.org.services import add_person, add_unit, change_person
from hoshin.strategy.services import change_objective

pytestmark = pytest.mark.django_db
BACKEND = "hoshin.notices.signed_in.WithUnread"
EVERYBODY = ("olga", "ada", "hans", "mia", "carl", "vera")


def mandatory(actor):
    return mandatory_lines(actor, list(mandatory_listed(actor)))


def said(answer):
    return answer.content.decode()


def test_three_are_offered_each_because_of_a_gap_and_those_for_goals_first(school):
    carl = school.as_of("carl")
    offered = learning_for(carl, standing_of(carl, school.carl))
    assert [(one.item.code, one.competency.code, one.level, one.wanted) for one in offered] == [
        ("L3", "PLN", 0, 1), ("L1", "COM", 1, 2), ("L2", "COM", 1, 2),
    ]  # fmt: skip
    assert {(one.objective, one.weight) for one in offered} == {(None, 0.0)}
    change_objective(school.as_of("olga"), objective=school.objective, owner=school.carl)
    set_goal_skill(carl, objective=school.objective, competency=school.writing, level=3)
    first = learning_for(carl, standing_of(carl, school.carl))[0]
    assert (first.item.code, first.objective, first.gap) == ("L1", school.objective, 2)
    assert first.weight == pytest.approx(2 * first.contribution)
    assert first.contribution > 0
    record_learning(carl, person=school.carl, item=school.day, done_on=date(2026, 11, 2))
    assert "L1" not in [one.item.code for one in learning_for(carl, standing_of(carl, school.carl))]


def test_a_request_is_decided_by_the_line_above_and_seats_are_held(school):
    carl, vera, mia = (school.as_of(name) for name in ("carl", "vera", "mia"))
    asked = ask_to_learn(carl, item=school.day, session=school.session, reason="Two letters came back.")
    other = ask_to_learn(vera, item=school.day, session=school.session)
    assert LEARNING_ASKED.owed(mia) == {"count": 2}
    assert [thing.text for thing in LEARNING_ASKED.owed_first(mia, 1)] == [
        "Carl Contributor asks to learn: Conclusion first"
    ]
    for name in ("vera", "hans", "ada", "carl"):
        with pytest.raises(Denied):
            decide_on_request(school.as_of(name), request=asked, is_approved=True)
    decide_on_request(mia, request=asked, is_approved=True, word="Go.")
    assert decide_on_request(mia, request=other, is_approved=True).state == "waiting"
    with pytest.raises(Invalid, match="decided already"):
        decide_on_request(school.as_of("olga"), request=asked, is_approved=False)
    assert [one.left for one in sessions_to_come(vera, school.day)] == [0]
    assert Notice.objects.filter(kind="learning_decided", user=school.users["carl"]).count() == 1
    with pytest.raises(Denied):
        withdraw_request(vera, request=LearningRequest.objects.get(pk=asked.pk))
    withdraw_request(carl, request=LearningRequest.objects.get(pk=asked.pk))
    other.refresh_from_db()
    assert other.state == "approved", "the seat is theirs"
    rows = things()["learning_request"]
    assert {name for name in EVERYBODY if rows.visible_to(school.as_of(name)).filter(person=school.carl).exists()} == {
        "carl", "mia", "olga", "hans",
    }  # fmt: skip


def test_bad_input_is_refused_and_nothing_changes(school):
    olga, carl = school.as_of("olga"), school.as_of("carl")
    late = add_learning_session(olga, item=school.day, starts_on=date(2026, 1, 5), seats=5)
    foreign = add_learning_session(olga, item=school.week, starts_on=SPRING, seats=5)
    for match, refused in (
        ("before itself", lambda: change_learning_item(olga, item=school.day, requires=school.next)),
        ("before itself", lambda: change_learning_item(olga, item=school.day, requires=school.day)),
        ("comes before it", lambda: ask_to_learn(carl, item=school.next)),
        ("is over", lambda: ask_to_learn(carl, item=school.day, session=late)),
        ("something else", lambda: ask_to_learn(carl, item=school.day, session=foreign)),
        ("seats", lambda: add_learning_session(olga, item=school.day, starts_on=SPRING, seats=0, place="B")),
        ("on this day already", lambda: add_learning_session(olga, item=school.week, starts_on=SPRING, seats=2)),
        ("yet to come", lambda: record_learning(carl, person=school.carl, item=school.day, done_on=SPRING)),
        ("mandatory nowhere", lambda: change_learning_item(olga, item=school.day, is_mandatory=False,
                                                           mandatory_in=school.mia.unit)),
    ):  # fmt: skip
        with pytest.raises(Invalid, match=match):
            refused()
    for refused in (
        lambda: add_learning_item(carl, code="X", name="X"),
        lambda: record_learning(school.as_of("vera"), person=school.carl, item=school.day, done_on=date(2026, 1, 5)),
    ):
        with pytest.raises(Denied):
            refused()
    assert LearningItem.objects.get(code="L1").requires is None
    assert not LearningRequest.objects.exists()
    assert not LearningRecord.objects.exists()


def test_what_expired_counts_no_more_where_it_is_mandatory(school):
    mia, olga = school.as_of("mia"), school.as_of("olga")
    record_learning(mia, person=school.carl, item=school.safety, done_on=date(2026, 1, 31))
    record_learning(mia, person=school.vera, item=school.safety, done_on=date(2025, 10, 1))
    assert LearningRecord.objects.get(person=school.carl).expires_on == date(2027, 1, 31)
    [line] = mandatory(mia)
    assert (line.people, line.valid, [one.name for one in line.due]) == (3, 1, ["Mia Muster", "Vera Viewer"])
    assert [one.people for one in mandatory(school.as_of("vera"))] == [1]
    assert [one.people for one in mandatory(school.as_of("hans"))] == [6]
    change_learning_item(olga, item=school.safety, is_mandatory=False)
    assert mandatory(mia) == []


def test_what_is_mandatory_is_owed_until_it_is_learnt_and_before_it_expires(school):
    olga, mia = school.as_of("olga"), school.as_of("mia")
    north = add_unit(olga, code="DEEP", name="Deep", parent=school.mia.unit)
    add_learning_item(olga, code="L5", name="Keys", is_mandatory=True, mandatory_in=school.mia.unit)
    add_learning_item(olga, code="L6", name="Elsewhere", is_mandatory=True, mandatory_in=north)
    add_learning_item(olga, code="L7", name="Gone", is_mandatory=True, is_offered=False)
    assert [thing.text for thing in MANDATORY.owed_first(mia, 9)] == ["Learn it: Keys", "Learn it: Safety"]
    assert MANDATORY.owed(mia) == {"count": 2}
    change_person(olga, person=school.vera, unit=add_unit(olga, code="S", name="South"))
    assert MANDATORY.owed(school.as_of("vera")) == {"count": 1}, "what all must learn is left"
    record_learning(mia, person=school.mia, item=LearningItem.objects.get(code="L5"), done_on=date(2026, 11, 2))
    record_learning(mia, person=school.mia, item=school.safety, done_on=date(2025, 11, 1))
    [again] = MANDATORY.owed_first(mia, 9)
    assert (again.text, again.due_on) == ("Learn it again: Safety", date(2026, 11, 1))
    assert MANDATORY.owed(mia) == {"count": 1, "late": 1}
    assert school.users["mia"].pk in users_with_mandatory_due()
    for day, is_due in ((date(2025, 12, 21), True), (date(2025, 12, 22), False)):
        LearningRecord.objects.filter(person=school.mia, item=school.safety).delete()
        record_learning(mia, person=school.mia, item=school.safety, done_on=day)
        assert (MANDATORY.owed(mia) is not None) == is_due, day
        assert (school.users["mia"].pk in users_with_mandatory_due()) == is_due
    change_person(olga, person=school.mia, unit=north)
    assert [thing.text for thing in MANDATORY.owed_first(mia, 9)] == ["Learn it: Elsewhere"], "keys is of above as well"


def test_who_holds_what_is_mandatory_is_the_value_of_a_measure(school, client):
    olga = school.as_of("olga")
    held = define_measure(olga, code="SAFE", name="Hold safety", unit_of_measure="%", frequency="monthly")
    other = define_measure(olga, code="DAYS", name="Days", unit_of_measure="d", frequency="monthly")
    with pytest.raises(Invalid, match="cannot hold who has learnt it"):
        change_learning_item(olga, item=school.safety, measure=other)
    change_learning_item(olga, item=school.safety, measure=held)
    record_learning(school.as_of("mia"), person=school.carl, item=school.safety, done_on=date(2026, 1, 31))
    assert record_mandatory_shares(Actor.system("worker")) == 1
    [actual] = Actual.objects.filter(measure=held)
    people = Person.objects.count()
    assert (str(actual.period), actual.value) == ("2026-11-01", pytest.approx(100 / people))
    record_mandatory_shares(Actor.system("worker"))
    assert Actual.objects.filter(measure=held).count() == 1, "the same share again changes nothing"
    client.force_login(User.objects.get(email="olga@hoshin.test"), backend=BACKEND)
    assert "Hold safety" in said(client.get("/growth/learning/L4"))
    edit = f"/growth/learning/{school.safety.pk}/edit"
    assert 'value="SAFE"' in said(client.get(edit))
    values = {"name": "Safety", "code": "L4", "kind": school.safety.kind, "valid_months": "12", "is_mandatory": "on",
              "is_offered": "on", "measure": "SAFE · Hold safety", "requires": "conclusion first"}  # fmt: skip
    assert client.post(edit, values | {"requires": "Nothing like it"}).status_code == 422
    assert client.post(edit, values).status_code == 302
    changed = LearningItem.objects.get(code="L4")
    assert (changed.measure, changed.requires) == (held, school.day), "as the lists offer them, or by their names"


def test_what_it_changed_is_told_of_five_people_at_least(school):
    olga, mia = school.as_of("olga"), school.as_of("mia")
    for number in range(5):
        one = add_person(olga, employee_id=f"N{number}", name=f"New {number}", manager=school.mia)
        assess_skills(mia, person=one, said=[SkillSaid(school.writing, 1)])
        one.skill_assessments.update(assessed_on=date(2026, 9, 1))
        record_learning(mia, person=one, item=school.day, done_on=date(2026, 10, 1))
        if number < 4:
            assess_skills(mia, person=one, said=[SkillSaid(school.writing, 2 + number % 2)])
    [found] = changes_by(mia, school.day)
    assert (found.people, found.after) == (4, None)
    assess_skills(mia, person=one, said=[SkillSaid(school.writing, 2)])
    [found] = changes_by(mia, school.day)
    assert (found.competency, found.people, found.before, found.after) == (school.writing, 5, 1.0, pytest.approx(2.4))
    [unseen] = changes_by(school.as_of("vera"), school.day)
    assert unseen.people == 0


def test_what_is_mandatory_is_paged_and_counted_at_once(school, client, django_assert_max_num_queries):
    olga, mia = school.as_of("olga"), school.as_of("mia")
    for number in range(12):
        add_learning_item(olga, code=f"M{number:02}", name=f"Rule {number:02}", is_mandatory=True)
    elsewhere = add_unit(olga, code="S", name="South")
    add_learning_item(olga, code="MS", name="Rule of the south", is_mandatory=True, mandatory_in=elsewhere)
    for number in range(20):
        add_person(olga, employee_id=f"N{number}", name=f"New {number:02}", manager=school.mia)
    record_learning(mia, person=school.carl, item=LearningItem.objects.get(code="M03"), done_on=date(2026, 11, 2))
    lines = {line.item.code: line for line in mandatory(mia)}
    assert "MS" not in lines, "nobody whom she sees must learn it"
    assert (lines["M03"].people, lines["M03"].valid, lines["M02"].valid) == (23, 1, 0)
    assert [one.name for one in lines["M02"].due] == ["Carl Contributor", "Mia Muster"] + [
        f"New {n:02}" for n in range(6)
    ]
    assert (len(lines["M03"].due), lines["M03"].more, lines["M02"].more) == (8, 14, 15)
    client.force_login(school.users["mia"], backend=BACKEND)
    client.get("/growth/requests")
    with django_assert_max_num_queries(15):
        first = said(client.get("/growth/requests"))
    second = said(client.get("/growth/requests?page=2"))
    assert ("Rule 09" in first, "Rule 10" in first, "and 15 more" in first) == (True, False, True)
    assert ("Rule 10" in second, "Safety" in second, "Rule 09" in second) == (True, True, False)


def test_the_catalogue_goes_out_and_comes_back_as_a_sheet(school, tmp_path):
    olga = school.as_of("olga")
    export(olga, tmp_path / "out")
    again = import_workbook(olga, tmp_path / "out")
    assert (again.total.created, again.total.changed) == (0, 0)
    sheet = tmp_path / "out" / "learning.csv"
    kept = sheet.read_text()
    assert "COM=2" in kept
    sheet.write_text(kept.replace("COM=2", "COM=7"))
    with pytest.raises(Invalid, match="no level"):
        import_workbook(olga, tmp_path / "out")
    sheet.write_text("code,name,requires\nL8,One,L9\nL9,Two,L8\n")
    with pytest.raises(Invalid, match="before itself"):
        import_workbook(olga, tmp_path / "out")
    sheet.write_text("code,name,skills,requires\nL9,New,COM=4;PLN=2,L1\n")
    import_workbook(olga, tmp_path / "out")
    made = LearningItem.objects.get(code="L9")
    assert (made.requires, sorted(made.skills.values_list("to_level", flat=True))) == (school.day, [2, 4])


def test_records_come_in_from_elsewhere_and_plans_go_out_alone(school, tmp_path):
    olga, mia = school.as_of("olga"), school.as_of("mia")
    record_learning(mia, person=school.carl, item=school.safety, done_on=date(2026, 1, 31))
    add_development_action(mia, person=school.carl, text="Write two letters", due_on=date(2026, 12, 1))
    for name, count in (("mia", 1), ("olga", 1), ("ada", 0), ("vera", 0)):
        export(school.as_of(name), tmp_path / name)
        sheets = [tmp_path / name / f"{sheet}.csv" for sheet in ("learning_records", "development_actions")]
        # A sheet without rows is no file.
        told = [sheet.read_text() if sheet.exists() else "" for sheet in sheets]
        assert (told[0].count("CARL,L4"), told[1].count("Write two letters")) == (count, count), name
    # Olga stands above them, and may import.
    again = import_workbook(olga, tmp_path / "olga")
    assert (again.total.created, again.total.changed) == (0, 0)
    sheet = tmp_path / "olga" / "learning_records.csv"
    for row, match in (
        ("VERA,L4,2027-01-01,", "yet to come"),
        ("VERA,L4,2026-01-01,2025-01-01", "expired before"),
        ("NOBODY,L4,2026-01-01,", "NOBODY"),
    ):
        sheet.write_text(f"person,item,done_on,expires_on\n{row}\n")
        with pytest.raises(Invalid, match=match):
            import_workbook(olga, tmp_path / "olga")
    assert LearningRecord.objects.count() == 1
    sheet.write_text("person,item,done_on\nvera,l4,2026-02-28\nVERA,L1,2026-02-28\n")
    steps = tmp_path / "olga" / "development_actions.csv"
    steps.write_text(steps.read_text().replace("Write two letters", "Write ten letters"))
    import_workbook(olga, tmp_path / "olga")
    kept = LearningRecord.objects.filter(person=school.vera).order_by("item__code").values_list("expires_on", flat=True)
    assert list(kept) == [None, date(2027, 2, 28)]
    assert DevelopmentAction.objects.get().text == "Write two letters"
    with pytest.raises(Denied):
        import_workbook(school.as_of("vera"), tmp_path / "olga")


def test_the_pages_from_the_catalogue_to_a_record(school, client, django_assert_max_num_queries):
    client.force_login(school.users["olga"], backend=BACKEND)
    assert client.post("/growth/learning/new", {"name": "", "code": "L8", "kind": "course"}).status_code == 422
    new = {
        "name": "<b>Chairing</b>",
        "code": "L8",
        "kind": "work",
        "is_offered": "on",
        f"helps-{school.writing.pk}": "4",
    }
    assert client.post("/growth/learning/new", new).status_code == 302
    made = LearningItem.objects.get(code="L8")
    assert (
        client.post(f"/growth/learning/{made.pk}/sessions", {"starts_on": "2027-02-01", "seats": "0"}).status_code
        == 422
    )
    assert (
        client.post(f"/growth/learning/{made.pk}/sessions", {"starts_on": "2027-02-01", "seats": "9"}).status_code
        == 302
    )
    clash = client.post(f"/growth/learning/{made.pk}/edit", new | {"version": "9", "name": "Chair"})
    assert clash.status_code == 409
    client.force_login(school.users["carl"], backend=BACKEND)
    part = {"HX-Request": "true"}
    client.get("/growth/learning/for-me", headers=part)
    with django_assert_max_num_queries(15):
        assert "Because of the gap" in said(client.get("/growth/learning/for-me", headers=part))
    assert "<b>Chairing" not in said(client.get("/growth/learning"))
    with django_assert_max_num_queries(15):
        client.get("/growth/learning")
    assert "There is nothing of the code NO" in said(client.get("/growth/learning?competency=NO"))
    wrong = client.post(f"/growth/learning/{school.day.pk}/ask", {"objective": "O99", "reason": "I typed this"})
    assert (wrong.status_code, "I typed this" in said(wrong)) == (422, True)
    asked = client.post(f"/growth/learning/{school.day.pk}/ask", {"session": str(school.session.pk), "reason": "So"})
    assert asked.status_code == 302
    row = LearningRequest.objects.get()
    client.force_login(school.users["vera"], backend=BACKEND)
    assert client.post(f"/growth/requests/{row.pk}/decide", {"approve": "yes"}).status_code == 404
    client.force_login(school.users["mia"], backend=BACKEND)
    assert "Carl Contributor" in said(client.get("/growth/requests"))
    assert client.post(f"/growth/requests/{row.pk}/decide", {"approve": "yes", "word": "Go."}).status_code == 302
    client.force_login(school.users["carl"], backend=BACKEND)
    learnt = f"/growth/people/{school.carl.pk}/learnt"
    offered = said(client.get("/plan/choices/learning?item=saf"))
    assert ('value="L4 · Safety"' in offered, "Conclusion" in offered) == (True, False)
    for typed, wrong in ((school.safety.name, "2027-01-01"), ("Safetyy", "2025-01-01"), ("L44", "2025-01-01")):
        refused = client.post(learnt, {"item": typed, "done_on": wrong})
        words = said(refused)
        assert (refused.status_code, f'value="{typed}"' in words, f'value="{wrong}"' in words) == (422, True, True)
    assert not LearningRecord.objects.exists()
    assert client.post(learnt, {"item": "safety", "done_on": "2024-01-01"}).status_code == 302
    assert client.post(learnt, {"item": "L4 · Safety", "done_on": "2025-01-01"}).status_code == 302
    assert LearningRecord.objects.filter(item=school.safety, person=school.carl).count() == 2
    client.get("/growth/requests")
    with django_assert_max_num_queries(15):
        page = said(client.get("/growth/requests"))
    assert ("expired" in page, "Go." in page) == (True, True)
    client.get("/growth/learning/L1")
    with django_assert_max_num_queries(15):
        assert "0 of 1" in said(client.get("/growth/learning/L1"))
    assert client.post(f"/growth/requests/{row.pk}/withdraw").status_code == 302
