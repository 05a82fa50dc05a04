"""Whom a survey asks by a rule, and one that is sent on a later day: what is shown, promised, refused and frozen."""

from collections import Counter
from datetime import date
from importlib import import_module

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st
from tests.pulse.conftest import launched, unit_of
from tests.pulse.test_surveys import N, S, W, answer, client_of

from hoshin.accounts.models import User
from hoshin.base import clock
from hoshin.base.errors import Denied, Invalid, said_of_stored
from hoshin.notices.models import Notice
from hoshin.org.models import Person, Unit
from hoshin.org.people_rules import PeopleRule, rule_of
from hoshin.pulse.assembly import are_too_near
from hoshin.pulse.jobs import RUN
from hoshin.pulse.library import SurveyQuestion, Texts
from hoshin.pulse.models import Invitation, PlannedWave, Wave
from hoshin.pulse.policies import planned_waves_visible_to
from hoshin.pulse.services import add_questionnaire, call_off_wave, close_wave, plan_wave, set_question

migration = import_module("hoshin.pulse.migrations.0008_say_why_a_plan_was_not_sent")
# What a launch writes by statements of its own.
pytestmark = pytest.mark.sql
FORM = {"survey": "enps", "name": "Would you?", "closes_on": "2026-12-04", "smallest": "5", "smallest_comments": "10"}
FORM |= {"comments_to": "nobody"}


@pytest.fixture
def crew(staff):
    """N1 to N6 are nurses, the others of North doctors; of South all came this month; N12 came in 2020."""
    Person.objects.filter(employee_id__in=N[:6]).update(job_family="Nurses", level="3")
    Person.objects.filter(employee_id__in=N[6:]).update(job_family="Doctors", level="5", location="Town")
    Person.objects.filter(employee_id__in=S).update(start_date=date(2026, 11, 1))
    Person.objects.filter(employee_id="N12").update(start_date=date(2020, 1, 1))
    return staff


def asked(wave):
    return set(Invitation.objects.filter(wave=wave).values_list("person__employee_id", flat=True))


@pytest.mark.parametrize(
    ("rule", "who"),
    [
        (PeopleRule(job_families=("Nurses",)), set(N[:6])),
        (PeopleRule(job_families=("Nurses", "Doctors"), levels=("5",)), set(N[6:])),
        (PeopleRule(locations=("Town",)), set(N[6:])),
        (PeopleRule(joined_since=date(2026, 11, 1)), set(S)),
        (PeopleRule(joined_before=date(2026, 11, 1)), {*N, *W}),
        (PeopleRule(), {*N, *S, *W}),
    ],
)
def test_those_alone_are_asked_whom_the_rule_means(crew, rule, who):
    wave = launched(crew, only=rule)
    assert asked(wave) == who
    assert rule_of(wave.whom) == rule
    assert wave.units.first().invited == len(who)
    with pytest.raises(IntegrityError, match="does not change"), transaction.atomic():
        Wave.objects.filter(pk=wave.pk).update(whom={"levels": ["1"]})


def test_a_rule_for_fewer_people_than_a_group_is_refused(crew):
    with pytest.raises(Invalid, match="fewer people"):
        launched(crew, only=PeopleRule(job_families=("Nurses",)), unit=Unit.objects.get(code="S"))


def test_people_are_named_only_where_answers_stand_with_names(crew):
    some = tuple(crew.person(name).pk for name in ("N2", "S1"))
    with pytest.raises(Invalid, match="named one by one only where"):
        launched(crew, only=PeopleRule(people=some))
    wave = launched(crew, survey="onboarding", only=PeopleRule(people=some), is_named=True)
    assert asked(wave) == {"N2", "S1"}
    assert wave.whom == {"named": 2}
    assert "2 people who were named" in client_of(crew, "N2").get(f"/surveys/{wave.code}/answer").content.decode()


def test_two_waves_that_differ_by_few_people_are_refused_until_one_is_long_over(crew):
    """Without it: all but one by a rule, then all, and what the one said follows from the two results."""
    Person.objects.filter(employee_id="N7").update(level="9")
    all_but_one = PeopleRule(levels=("3", "5"))
    first = launched(crew, unit=Unit.objects.get(code="N"))
    for unit in (Unit.objects.get(code="N"), None):
        with pytest.raises(Invalid, match="nearly the same people"):
            launched(crew, only=all_but_one, unit=unit)
    assert launched(crew, only=PeopleRule(levels=("3",))).whom == {"levels": ["3"]}
    own = add_questionnaire(crew.office, name="Desks")
    quiet = SurveyQuestion("", "", Texts(en="It is quiet."), topic="Quiet")
    set_question(crew.office, questionnaire=own, version=None, question=quiet)
    assert launched(crew, survey=own.code, only=all_but_one).whom == all_but_one.as_kept()
    close_wave(crew.office, wave=first)
    with pytest.raises(Invalid, match="nearly the same people"):
        launched(crew, only=all_but_one)
    Wave.objects.filter(whom__levels=["3"]).update(closed_on=date(2026, 11, 23))
    with clock.fixed(clock.now().replace(month=12, day=24)):
        by_rule = launched(crew, only=all_but_one, closes_on=date(2026, 12, 30))
        with pytest.raises(Invalid, match="nearly the same people"):
            launched(crew, closes_on=date(2026, 12, 30))
        assert Wave.objects.filter(closed_on=None, survey="engagement").get() == by_rule


TREE = [-1, 0, 0, 1, 1]


@given(
    st.lists(st.integers(-1, 4), min_size=1, max_size=14),
    st.lists(st.integers(-1, 4), min_size=1, max_size=14),
    st.integers(3, 6),
)
def test_nearness_is_found_as_by_comparing_every_pair_of_groups(first, second, smallest):
    waves = [{person: at for person, at in enumerate(each) if at >= 0} for each in (first, second)]
    groups = []
    for wave in waves:
        found: dict[int, set[int]] = {at: set() for at in range(len(TREE))}
        for person, at in wave.items():
            while at >= 0:
                found[at].add(person)
                at = TREE[at]
        groups.append(found.values())
    slow = any(a & b and 0 < len(a ^ b) < smallest for a in groups[0] for b in groups[1])
    assert are_too_near(waves[0], TREE, waves[1], TREE, smallest) == slow


def test_the_preview_says_what_people_will_read_in_the_colour_in_which_they_will(crew):
    office = client_of(crew, "Office")
    page = office.post("/surveys/new", {**FORM, "preview": "1", "job_families": ["Nurses"]}).content.decode()
    assert "of the job families Nurses" in page
    assert "Send it to 6 people" in page
    assert "Nobody will know what you answered." in page
    named = {**FORM, "survey": "onboarding", "is_named": "on", "people": "N2\nS1", "preview": "1"}
    page = office.post("/surveys/new", named).content.decode()
    assert "Send it to 2 people, with names" in page
    callout = page.split('class="callout fair"')[1].split("</div>")[0]
    assert "With your name" in callout
    assert "Nobody will know" not in page
    assert "points" not in page.split('class="preview"')[1]
    wrong = office.post("/surveys/new", {**named, "is_named": ""})
    assert wrong.status_code == 422
    assert "only where answers stand with names" in wrong.content.decode()
    assert "N2\nS1" in wrong.content.decode()


def test_a_survey_is_planned_seen_by_the_office_and_sent_on_its_day_to_whom_it_means_then(crew):
    office = client_of(crew, "Office")
    said = {**FORM, "opens_on": "2026-11-30", "remind_on": "2026-12-02", "job_families": ["Nurses"], "launch": "1"}
    page = office.post("/surveys/new", {name: one for name, one in said.items() if name != "launch"}).content.decode()
    assert "Plan it for 30 Nov 2026" in page
    sent = office.post("/surveys/new", said)
    planned = PlannedWave.objects.get()
    assert sent.headers["Location"] == f"/surveys/planned/{planned.code}"
    page = office.get(f"/surveys/planned/{planned.code}").content.decode()
    for words in (
        "It asks people: of the job families Nurses.",
        "30 Nov 2026",
        "today 6 people",
        "of the job families Nurses",
        "Nobody will know",
    ):
        assert words in page
    assert "It asks everybody." not in page
    assert "to be sent on 30 Nov 2026" in office.get("/surveys").content.decode()
    assert "Would you?" not in client_of(crew, "N2").get("/surveys").content.decode()
    assert not planned_waves_visible_to(crew.as_of("N2")).exists()
    assert not Wave.objects.exists()
    Person.objects.filter(employee_id="N7").update(job_family="Nurses")
    for day in (29, 30, 30):
        with clock.fixed(clock.now().replace(day=day)):
            RUN.function(None)
            assert Wave.objects.exists() == (day == 30)
    wave = Wave.objects.get()
    assert asked(wave) == set(N[:7])
    assert (wave.opened_on, wave.remind_on, wave.share) == (date(2026, 11, 30), date(2026, 12, 2), 100)
    assert not PlannedWave.objects.exists()
    assert Counter(Notice.objects.values_list("kind", flat=True)) == {"survey_invited": 7}


def test_a_planned_survey_is_called_off_or_says_why_it_could_not_be_sent(crew):
    first = plan_wave(crew.office, survey="enps", name="One", opens_on=date(2026, 11, 25), closes_on=date(2026, 12, 4))
    second = plan_wave(
        crew.office,
        survey="enps",
        name="Two",
        opens_on=date(2026, 11, 25),
        closes_on=date(2026, 12, 4),
        only=PeopleRule(levels=("3",)),
    )
    assert client_of(crew, "N2").post(f"/surveys/planned/{first.code}/call-off").status_code == 403
    client_of(crew, "Office").post(f"/surveys/planned/{first.code}/call-off", {"version": first.version})
    assert PlannedWave.objects.get() == second
    Person.objects.update(level="4")
    for _ in range(2):
        with clock.fixed(clock.now().replace(day=25)):
            RUN.function(None)
    assert not Wave.objects.exists()
    second.refresh_from_db()
    (problem,) = second.problems
    assert problem["message"] == "There are fewer people than a group must have: their answers could be guessed."
    assert problem["remedy"] == "Choose a larger unit, or everybody."
    page = client_of(crew, "Office").get(f"/surveys/planned/{second.code}").content.decode()
    assert "It was not sent." in page
    assert "was not sent" in client_of(crew, "Office").get("/surveys").content.decode()
    call_off_wave(crew.office, planned=second, version=second.version)


def test_what_is_wrong_with_a_plan_is_said_when_it_is_planned(crew):
    said = {"survey": "enps", "name": "One", "closes_on": date(2026, 12, 4)}
    for more, match in (
        ({"opens_on": date(2026, 11, 23)}, "day to come"),
        ({"opens_on": date(2028, 11, 23)}, "year to come"),
        ({"opens_on": date(2026, 12, 5)}, "60 days"),
        ({"opens_on": date(2026, 11, 30), "remind_on": date(2026, 11, 29)}, "reminder"),
        ({"opens_on": date(2026, 11, 30), "only": PeopleRule(levels=("77",))}, "fewer people"),
    ):
        with pytest.raises(Invalid, match=match):
            plan_wave(crew.office, **{**said, **more})
    with pytest.raises(Denied):
        plan_wave(crew.as_of("N1"), **said, opens_on=date(2026, 11, 30))
    assert not PlannedWave.objects.exists()


def test_answers_of_a_wave_by_rule_make_results_of_those_it_asked(crew):
    wave = launched(crew, only=PeopleRule(joined_before=date(2026, 11, 1)))
    answer(crew, wave, (*N, *W))
    close_wave(crew.office, wave=wave)
    assert {row.unit.code: row.n for row in wave.results.filter(driver="engagement")} == {"": 15, "ALL": 15}
    assert unit_of(wave, "N").invited == 12


def missed(crew, name, **said):
    """Planned by the office, and on its day fewer people are left than a group must have."""
    day = date(2026, 11, 25)
    rule = PeopleRule(levels=("3",))
    Person.objects.filter(employee_id__in=N[:6]).update(level="3")
    planned = plan_wave(crew.office, survey="enps", name=name, opens_on=day, closes_on=day, only=rule, **said)
    Person.objects.filter(employee_id__in=N[:3]).update(level="4")
    with clock.fixed(clock.now().replace(day=25)):
        RUN.function(None)
    planned.refresh_from_db()
    return planned


def test_whoever_planned_a_survey_is_told_why_it_was_not_sent_in_their_language_and_mends_it(crew):
    second = User.objects.create(email="second@hoshin.test", name="Second", role="office")
    planned = missed(crew, "Would you?")
    (told,) = Notice.objects.filter(kind="survey_not_sent")
    assert told.user == crew.users["Office"]
    assert told.letter_id
    office = client_of(crew, "Office")
    inbox = office.get("/notices").content.decode()
    assert "The survey Would you? was not sent. There are fewer people than a group must have" in inbox
    assert "Choose a larger unit, or everybody." in inbox
    with translation.override("de"):
        assert "fewer people" not in said_of_stored(planned.problems[0])["message"]
    address = f"/surveys/planned/{planned.code}/change"
    page = office.get(address).content.decode()
    assert 'value="Would you?"' in page
    assert 'value="3"' in page.split('name="levels"')[1][:80]
    form = {**FORM, "levels": ["5"], "opens_on": "2026-11-30", "name": "Would you still?"}
    stale = office.post(address, {**form, "launch": "1", "version": "1"})
    assert stale.status_code == 409
    assert office.post(address, {**form, "version": planned.version}).status_code == 200
    sent = office.post(address, {**form, "launch": "1", "version": planned.version})
    assert sent.headers["Location"] == f"/surveys/planned/{planned.code}"
    planned.refresh_from_db()
    assert (planned.name, planned.problems, planned.opens_on) == ("Would you still?", [], date(2026, 11, 30))
    assert planned.whom == {"levels": ["5"]}
    assert "It was not sent" not in office.get(f"/surveys/planned/{planned.code}").content.decode()
    assert client_of(crew, "N2").get(address).status_code == 403
    # In place of waiting, it is sent today; without whoever planned it, all who may send are told.
    office.post(address, {**form, "opens_on": "", "launch": "1", "version": planned.version})
    assert asked(Wave.objects.get()) == set(N[6:])
    assert not PlannedWave.objects.exists()
    User.objects.filter(name="Office").update(role="member")
    alone = missed(crew, "Another", smallest=6)
    assert set(Notice.objects.filter(about=alone.pk, kind="survey_not_sent").values_list("user", flat=True)) == {
        second.pk
    }


def test_what_was_written_before_stays_as_it_was(crew):
    planned = missed(crew, "Would you?")
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(migration._AS_TEXT)
        cursor.execute(migration._AS_PROBLEMS)
    planned.refresh_from_db()
    assert planned.problems == [
        {"message": "There are fewer people than a group must have: their answers could be guessed.", "remedy": ""}
    ]
    assert "could be guessed" in client_of(crew, "Office").get(f"/surveys/planned/{planned.code}").content.decode()
