"""Directions that are announced, read and asked about; what a leader sees of their own leading; and what HR sees of all."""

from datetime import timedelta

import pytest
from django.test import Client

from hoshin.accounts.access import Actor
from hoshin.accounts.models import User
from hoshin.base import clock
from hoshin.base.errors import Denied, Invalid
from hoshin.feedback.models import Feedback, Recognition
from hoshin.feedback.services import ask_for_feedback, recognise, write_feedback
from hoshin.leading.models import Announcement, AnnouncementReading
from hoshin.leading.notices import ASKED
from hoshin.leading.policies import audience_of, how_far, readings_visible_to
from hoshin.leading.practice import practice_of
from hoshin.leading.selectors import shown_announcements
from hoshin.leading.services import (
    announce,
    answer_question,
    ask_about,
    change_announcement,
    note_reading,
    remove_announcement,
)
from hoshin.leading.sums import LEAST_LEADERS, LeadingSums, leading_sums
from hoshin.notices.models import Notice
from hoshin.org.models import Person, Unit
from hoshin.org.services import add_person, add_unit

SAID = {"title": "Answer within a day", "text": "From May on we answer every letter within a day."}


@pytest.fixture
def north(team):
    return Unit.objects.get(code="N")


def test_the_head_of_a_unit_sets_a_direction_and_those_in_it_are_told(team, north):
    row = announce(team.as_of("mia"), unit=north, objective=team.objective, **SAID)
    told = set(Notice.objects.values_list("user__name", flat=True))
    assert told == {person.name for person in audience_of(north)} - {"Mia Muster"}
    assert Notice.objects.first().facts == {"number": row.pk, "title": SAID["title"]}


def test_an_announcement_to_nobody_is_refused(team, north, system):
    empty = add_unit(system, code="E", name="Empty", parent=north)
    with pytest.raises(Invalid, match="to nobody"):
        announce(team.as_of("mia"), unit=empty, **SAID)
    add_person(system, employee_id="NEW", name="Nora New", unit=empty)
    assert announce(team.as_of("mia"), unit=empty, **SAID)
    assert [person.name for person in audience_of(empty)] == ["Nora New"]


def test_who_leads_nothing_announces_nothing(team, north):
    for name, unit in (("vera", north), ("hans", north), ("mia", None)):
        with pytest.raises(Denied):
            announce(team.as_of(name), unit=unit, **SAID)
    assert announce(team.as_of("olga"), **SAID).unit is None


def test_who_heads_no_unit_announces_to_those_who_report_to_them(team):
    row = announce(team.as_of("olga"), to_team=True, objective=team.objective, **SAID)
    assert {person.name for person in audience_of(row.unit, row.team_of)} == {"Ada Admin", "Hans Muster", "Mia Muster"}
    assert set(Notice.objects.values_list("user__name", flat=True)) == {"Ada Admin", "Hans Muster", "Mia Muster"}
    for name in ("mia", "vera"):
        note_reading(team.as_of(name), announcement=row)
    (shown,) = shown_announcements(team.as_of("olga"), [row])
    assert (shown.readers, shown.audience, shown.objective) == (1, 3, team.objective)


def test_an_announcement_to_a_team_of_nobody_is_refused(team):
    for name in ("vera", "hans"):
        with pytest.raises(Invalid, match="to nobody"):
            announce(team.as_of(name), to_team=True, **SAID)


def test_readers_are_counted_once_and_named_to_nobody(team, north):
    row = announce(team.as_of("mia"), unit=north, **SAID)
    for name in ("vera", "vera", "carl", "mia"):
        note_reading(team.as_of(name), announcement=row)
    assert how_far([row]) == {row.pk: (2, 0, 0)}
    (shown,) = shown_announcements(team.as_of("mia"), [row])
    assert (shown.readers, shown.audience) == (2, 5)
    (others,) = shown_announcements(team.as_of("ada"), [row])
    assert (others.readers, others.audience) == (None, None)
    for name in ("mia", "ada", "olga"):
        assert not readings_visible_to(team.as_of(name)).exists()


def test_a_stranger_to_it_is_not_counted(team, system, north):
    far = add_unit(system, code="S", name="South")
    add_person(system, employee_id="S1", name="Sam South", unit=far)
    row = announce(team.as_of("olga"), unit=far, **SAID)
    note_reading(team.as_of("vera"), announcement=row)
    assert not AnnouncementReading.objects.exists()


def test_questions_are_asked_and_answered_for_all_to_read(team, north):
    row = announce(team.as_of("mia"), unit=north, **SAID)
    question = ask_about(team.as_of("vera"), announcement=row, text="Also in July?")
    assert ASKED.owed(team.as_of("mia")) == {"count": 1}
    (thing,) = ASKED.owed_first(team.as_of("mia"), 3)
    assert thing.text == "Vera Viewer asks about Answer within a day"
    assert set(ASKED.owing()) == {team.users["mia"].pk}
    with pytest.raises(Denied):
        answer_question(team.as_of("olga"), question=question, answer="No.")
    with pytest.raises(Invalid):
        answer_question(team.as_of("mia"), question=question, answer=" ")
    answer_question(team.as_of("mia"), question=question, answer="In July as well.")
    assert ASKED.owed(team.as_of("mia")) is None
    assert Notice.objects.filter(kind="announcement_answered", user=team.users["vera"]).exists()


def test_its_author_alone_mends_it_and_takes_it_out(team, north):
    row = announce(team.as_of("mia"), unit=north, **SAID)
    for name in ("olga", "vera"):
        with pytest.raises(Denied):
            change_announcement(team.as_of(name), announcement=row, title="Other", text="Other")
        with pytest.raises(Denied):
            remove_announcement(team.as_of(name), announcement=row)
    changed = change_announcement(team.as_of("mia"), announcement=row, title="Within two days", text="As said.")
    assert changed.title == "Within two days"
    remove_announcement(team.as_of("mia"), announcement=changed)
    assert not Announcement.objects.exists()


def test_one_thing_to_do_next_the_most_pressing_first(team, north):
    mia = team.as_of("mia")
    (request,) = ask_for_feedback(team.as_of("vera"), people=[team.mia], question="How was it?")
    row = announce(mia, unit=north, **SAID)
    question = ask_about(team.as_of("carl"), announcement=row, text="Also in July?")
    step = practice_of(mia).next
    assert (step.code, step.page_by, step.name) == ("answer", (row.pk,), "Carl Contributor")
    answer_question(mia, question=question, answer="Yes.")
    step = practice_of(mia).next
    assert (step.code, step.page_by) == ("owed", (request.pk,))
    write_feedback(mia, receiver=team.vera, text="You asked the right question on Monday.", request=request)
    practice = practice_of(mia)
    assert (practice.next.code, practice.next.name) == ("meet", "Carl Contributor")
    assert (practice.reports, practice.given, practice.owed) == (2, 1, 0)
    assert practice.unheard == (team.carl,)
    assert practice.unmet == (team.carl, team.vera)
    assert practice.without == (team.carl, team.vera)


def test_nobody_without_people_is_told_what_to_do(team):
    practice = practice_of(team.as_of("vera"))
    assert (practice.reports, practice.next, practice.announcements) == (0, None, ())


def _leaders(system, north, count):
    """More leaders in the unit, each with one report."""
    for number in range(count):
        user = User.objects.create(email=f"l{number}@hoshin.test", name=f"Leader {number}")
        leader = add_person(system, employee_id=f"L{number}", name=user.name, user=user, unit=north)
        add_person(system, employee_id=f"R{number}", name=f"Report {number}", unit=north, manager=leader)


def test_hr_sees_sums_of_five_leaders_and_of_none_fewer(team, north, system):
    hans = team.as_of("hans")
    _leaders(system, north, LEAST_LEADERS - 3)
    assert leading_sums(hans).leaders is None
    _leaders_more(system, north)
    announce(team.as_of("mia"), unit=north, **SAID)
    for receiver in (team.carl, team.vera):
        write_feedback(team.as_of("mia"), receiver=receiver, text="You let everybody finish.")
    recognise(team.as_of("mia"), person=team.carl, text="You stayed late.", value="Care")
    assert leading_sums(hans) == LeadingSums(5, 0, 0, 0, 0, 0), "what is of this month is not told yet"
    _all_of_it_in_october()
    # One of five is told as hardly any: who knows that four do nothing would read of the fifth.
    assert leading_sums(hans) == LeadingSums(5, 0, 0, 0, 0, 0)
    _second_leader_does_all(system)
    assert leading_sums(hans) == LeadingSums(5, announced=4, gave=4, recognised=4, met=0, agreed=0)
    for name in ("ada", "olga", "mia"):
        assert leading_sums(team.as_of(name)).leaders is None


def _all_of_it_in_october():
    then = clock.now() - timedelta(days=40)
    Announcement.objects.update(published_at=then)
    Feedback.objects.update(given_at=then)
    Recognition.objects.update(given_at=then)


def _second_leader_does_all(system):
    leader, report = Person.objects.get(employee_id="L0"), Person.objects.get(employee_id="R0")
    own = Actor.of(leader.user, "web")
    announce(own, to_team=True, **SAID)
    write_feedback(own, receiver=report, text="You let everybody finish.")
    recognise(own, person=report, text="You stayed late.", value="Care")
    _all_of_it_in_october()


def _leaders_more(system, north):
    user = User.objects.create(email="lx@hoshin.test", name="Leader X")
    leader = add_person(system, employee_id="LX", name=user.name, user=user, unit=north)
    add_person(system, employee_id="RX", name="Report X", unit=north, manager=leader)


def test_feedback_of_before_the_quarter_counts_no_more(team):
    for receiver in (team.carl, team.vera):
        write_feedback(team.as_of("mia"), receiver=receiver, text="You let everybody finish.")
    assert practice_of(team.as_of("mia")).unheard == ()
    Feedback.objects.update(given_at=clock.now() - timedelta(days=92))
    assert len(practice_of(team.as_of("mia")).unheard) == 2


def test_the_pages_show_it_to_whom_it_is_for(team, north):
    row = announce(team.as_of("mia"), unit=north, objective=team.secret, **SAID)
    seen = {}
    for name in ("mia", "vera", "ada", "hans", "olga"):
        client = Client()
        client.force_login(team.users[name], backend="hoshin.notices.signed_in.WithUnread")
        pages = [client.get("/leading"), client.get(f"/announcements/{row.pk}"), client.get("/announcements")]
        assert [page.status_code for page in pages] == [200, 200, 200]
        shown = pages[1].content.decode()
        seen[name] = (
            "Opened by" in shown,
            "Close the yard" in shown,
            "Leaders in your units" in pages[0].content.decode(),
        )
        assert client.get(f"/announcements/{row.pk}/edit").status_code == (200 if name == "mia" else 404)
    assert seen == {
        "mia": (True, False, False),
        "vera": (False, True, False),
        "ada": (False, True, False),
        "hans": (False, False, True),
        "olga": (False, True, False),
    }


def test_announcing_and_asking_by_pages(team, north):
    client = Client()
    client.force_login(team.users["mia"], backend="hoshin.notices.signed_in.WithUnread")
    add_unit(team.as_of("olga"), code="E", name="Empty", parent=north)
    refused = client.post("/announcements/new", SAID | {"unit": "E"})
    assert refused.status_code == 422
    assert "From May on we answer" in refused.content.decode()
    client.post("/announcements/new", SAID | {"unit": "N", "objective": "O1"})
    row = Announcement.objects.get()
    assert row.objective == team.objective
    first = client.post(f"/announcements/{row.pk}/edit", SAID | {"title": "First", "version": row.version})
    assert first.status_code == 302
    met = client.post(f"/announcements/{row.pk}/edit", SAID | {"title": "Second", "version": row.version})
    assert met.status_code == 409
    asking = Client()
    asking.force_login(team.users["vera"], backend="hoshin.notices.signed_in.WithUnread")
    asking.post(f"/announcements/{row.pk}/ask", {"text": "Also in July?"})
    answering = client.post(f"/announcements/questions/{row.questions.get().pk}/answer", {"answer": "Yes."})
    assert answering.status_code == 302
    assert "Yes." in asking.get(f"/announcements/{row.pk}").content.decode()
