"""Seats of sessions: waited for, given back, moved, called off, and who was there. It is 23 November 2026."""

from datetime import date, timedelta

import pytest
from tests.growth.conftest import SPRING

from hoshin.base import clock
from hoshin.base.errors import Conflict, Denied, Invalid
from hoshin.exchange.workbook import import_workbook
from hoshin.growth.learning_policies import seats_of
from hoshin.growth.models import LearningRecord, LearningRequest, LearningSession
from hoshin.growth.selectors import held_session, open_request
from hoshin.growth.services import (
    add_learning_session,
    ask_to_learn,
    change_learning_session,
    choose_session,
    decide_on_request,
    keep_attendance,
    record_learning,
    remove_learning_session,
    withdraw_request,
)
from hoshin.notices.models import Notice

pytestmark = pytest.mark.django_db
BACKEND = "hoshin.notices.signed_in.WithUnread"
TODAY = date(2026, 11, 23)


def state(row):
    row.refresh_from_db()
    return row.state, row.session_id


def told(school, name, kind):
    return Notice.objects.filter(kind=kind, user=school.users[name]).count()


@pytest.fixture
def full(school):
    """Carl has the one seat of the session of March, Vera and Mia wait for it, Vera first."""
    olga, mia = (school.as_of(name) for name in ("olga", "mia"))
    school.later = add_learning_session(olga, item=school.day, starts_on=SPRING + timedelta(days=30), seats=1)
    school.asked = {
        name: ask_to_learn(school.as_of(name), item=school.day, session=school.session)
        for name in ("carl", "vera", "mia")
    }
    for name, above in (("carl", mia), ("mia", olga), ("vera", mia)):
        decide_on_request(above, request=school.asked[name], is_approved=True)
    return school


def test_a_seat_that_is_given_back_is_of_who_asked_first(full):
    carl, vera, mia = (full.asked[name] for name in ("carl", "vera", "mia"))
    assert [one.state for one in (carl, vera, mia)] == ["asked"] * 3, "rows as they were read"
    assert [state(one)[0] for one in (carl, vera, mia)] == ["approved", "waiting", "waiting"]
    assert seats_of([full.session.pk])[full.session.pk] == (1, 2)
    assert [open_request(full.as_of(name), full.day).before for name in ("carl", "vera", "mia")] == [None, 0, 1]
    with pytest.raises(Denied):
        choose_session(full.as_of("mia"), request=vera, session=full.later)
    moved = choose_session(full.as_of("carl"), request=carl, session=full.later)
    assert (moved.state, moved.session) == ("approved", full.later)
    assert [state(one)[0] for one in (vera, mia)] == ["approved", "waiting"]
    assert (told(full, "vera", "learning_seat"), told(full, "mia", "learning_seat")) == (1, 0)
    assert (told(full, "mia", "learning_returned"), told(full, "hans", "learning_returned")) == (1, 0)
    assert choose_session(full.as_of("vera"), request=vera, session=full.later).state == "waiting"
    assert state(mia)[0] == "approved"
    withdraw_request(full.as_of("carl"), request=moved)
    assert state(vera) == ("approved", full.later.pk)
    with pytest.raises(Invalid, match="not asked for any more"):
        choose_session(full.as_of("carl"), request=moved, session=None)
    with pytest.raises(Invalid, match="nothing to withdraw"):
        withdraw_request(full.as_of("carl"), request=moved)


def test_a_session_is_moved_gets_seats_and_is_called_off(full):
    olga, session = full.as_of("olga"), full.session
    for refused, match in (
        (lambda: change_learning_session(olga, session=session, seats=0), "More people have a seat already: 1"),
        (lambda: change_learning_session(full.as_of("mia"), session=session, seats=2), "may not write"),
        (lambda: change_learning_session(olga, session=session, seats=2, version=9), "Somebody|changed"),
    ):
        with pytest.raises((Invalid, Denied, Conflict), match=match):
            refused()
    session = change_learning_session(olga, session=session, seats=2)
    assert [state(full.asked[name])[0] for name in ("vera", "mia")] == ["approved", "waiting"]
    with pytest.raises(Invalid, match="More people have a seat already: 2"):
        change_learning_session(olga, session=session, seats=1)
    assert told(full, "carl", "learning_moved") == 0, "another number of seats concerns nobody who has one"
    session = change_learning_session(olga, session=session, place="Room 3")
    assert [told(full, name, "learning_moved") for name in ("carl", "vera", "mia", "hans")] == [1, 1, 1, 0]
    remove_learning_session(olga, session=session)
    assert {state(one) for one in full.asked.values()} == {("approved", None)}
    assert not LearningSession.objects.filter(pk=session.pk).exists()
    assert told(full, "carl", "learning_moved") == 2
    begun = add_learning_session(olga, item=full.day, starts_on=TODAY, seats=3)
    choose_session(full.as_of("carl"), request=full.asked["carl"], session=begun)
    with pytest.raises(Invalid, match="has begun"):
        remove_learning_session(olga, session=begun)


def test_what_is_learnt_is_asked_for_no_more_and_may_be_asked_for_again(full, tmp_path):
    olga, carl = full.as_of("olga"), full.as_of("carl")
    record_learning(carl, person=full.carl, item=full.day, done_on=date(2026, 11, 2))
    assert state(full.asked["carl"])[0] == "approved", "that was before it was asked for"
    record_learning(carl, person=full.carl, item=full.day, done_on=TODAY)
    assert state(full.asked["carl"]) == ("learnt", None), "the seat of a later day is not needed"
    assert state(full.asked["vera"]) == ("approved", full.session.pk)
    again = ask_to_learn(carl, item=full.day)
    with pytest.raises(Invalid, match="You asked for this already"):
        ask_to_learn(carl, item=full.day)
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "learning_records.csv").write_text("person,item,done_on\nvera,L1,2026-11-23\n")
    import_workbook(olga, folder)
    assert state(full.asked["vera"])[0] == "learnt"
    assert state(full.asked["mia"]) == ("approved", full.session.pk)
    assert state(again)[0] == "asked"


def test_whoever_holds_a_session_reads_who_comes_and_keeps_who_was_there(full, client, django_assert_max_num_queries):
    olga, hans = full.as_of("olga"), full.as_of("hans")
    for name in ("vera", "mia"):
        choose_session(full.as_of(name), request=full.asked[name], session=None)
    full.asked["vera"].refresh_from_db()
    change_learning_session(olga, session=full.session, seats=2, host=full.users["hans"].person)
    assert told(full, "hans", "learning_host") == 1
    choose_session(full.as_of("vera"), request=full.asked["vera"], session=full.session)
    client.force_login(full.users["hans"], backend=BACKEND)
    page = f"/growth/sessions/{full.session.pk}"
    client.get(page)
    with django_assert_max_num_queries(15):
        shown = client.get(page).content.decode()
    assert ("Carl Contributor" in shown, "Vera Viewer" in shown, "Mia Muster" in shown) == (True, True, False)
    assert 'name="came"' not in shown, "it is yet to come"
    assert full.day.name in client.get("/growth/requests").content.decode()
    with pytest.raises(Invalid, match="yet to come"):
        keep_attendance(hans, session=full.session, requests=[full.asked["carl"].pk])
    for name in ("olga", "mia", "carl"):
        client.force_login(full.users[name], backend=BACKEND)
        assert client.get(page).status_code == 404, name
        with pytest.raises(Denied):
            keep_attendance(full.as_of(name), session=full.session, requests=[full.asked["carl"].pk])
    client.force_login(full.users["hans"], backend=BACKEND)
    with clock.fixed(clock.now() + timedelta(days=(SPRING - TODAY).days)):
        # A number of somebody who has no seat here is passed over.
        sent = {"came": [str(full.asked["carl"].pk), str(full.asked["mia"].pk), "x"]}
        assert client.post(f"{page}/attended", sent).status_code == 302
        held = held_session(hans, full.session.pk)
        assert [(one.person.name, one.state) for one in held.seated] == [
            ("Carl Contributor", "learnt"), ("Vera Viewer", "approved"),
        ]  # fmt: skip
        assert (held.has_begun, held.not_kept) == (True, 1)
    [record] = LearningRecord.objects.all()
    assert (record.person, record.done_on, record.level_before) == (full.carl, SPRING, 1)


def test_the_pages_of_a_full_session_from_waiting_to_another_day(full, client):
    client.force_login(full.users["vera"], backend=BACKEND)
    shown = client.get("/growth/learning/L1").content.decode()
    assert ("the next free seat is yours" in shown, "2 wait" in shown, "Ask my manager" in shown) == (True, True, False)
    number = full.asked["vera"].pk
    wrong = client.post(f"/growth/requests/{number}/session", {"session": "999999"})
    assert wrong.status_code == 422
    assert client.post(f"/growth/requests/{number}/session", {"session": str(full.later.pk)}).status_code == 302
    assert LearningRequest.objects.get(pk=number).session == full.later
    assert client.post(f"/growth/requests/{full.asked['carl'].pk}/session", {"session": ""}).status_code == 404
    edit = f"/growth/sessions/{full.session.pk}/edit"
    assert client.get(edit).status_code == 403
    client.force_login(full.users["olga"], backend=BACKEND)
    said = {"starts_on": "2027-03-01", "place": "Room 2", "seats": "0", "host": "Hans"}
    assert client.post(edit, said).status_code == 422
    assert client.post(edit, said | {"seats": "2", "version": "99"}).status_code == 409
    version = str(LearningSession.objects.get(pk=full.session.pk).version)
    assert client.post(edit, said | {"seats": "2", "version": version}).status_code == 302
    assert state(full.asked["mia"])[0] == "approved"
    assert client.post(f"/growth/sessions/{full.session.pk}/remove").status_code == 302
    assert state(full.asked["mia"]) == ("approved", None)
