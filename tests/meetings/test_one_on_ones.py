"""Two people meet: set up or agreed, prepared by both, held, moved, left out; nobody else reads a word of it."""

from datetime import UTC, date, datetime, time

import pytest
from tests.meetings.cast import TUESDAY, actor_of, person_of
from tests.worlds import OCTOBER

from hoshin.accounts.access import Actor
from hoshin.accounts.sight import things
from hoshin.audit.models import Change, Entry
from hoshin.audit.selectors import trail
from hoshin.audit.undo import undo
from hoshin.base import clock
from hoshin.base.errors import Conflict, Denied, Invalid, NotFound
from hoshin.checkins.models import Absence
from hoshin.meetings.models import ActionItem, Agreement
from hoshin.meetings.owed import unprepared
from hoshin.meetings.selectors import (
    action_items_of,
    current_occasions,
    long_apart,
    one_on_one_by_number,
    one_on_ones_of,
    own_open_items,
    past_occasions,
    points_of,
    private_note_of,
    waiting_points,
    what_changed,
)
from hoshin.meetings.services import (
    add_action_item,
    add_agenda_item,
    answer_one_on_one,
    change_action_item,
    change_one_on_one,
    end_one_on_one,
    hold_meeting,
    move_meeting,
    order_agenda,
    plan_meeting_again,
    propose_one_on_one,
    skip_meeting,
    talk_about,
    write_notes,
    write_private_note,
)
from hoshin.notices.inbox import inbox
from hoshin.notices.owing import owed_now
from hoshin.notices.selectors import notices_told
from hoshin.org.services import change_person, hand_over

pytestmark = pytest.mark.django_db
NEXT = date(2026, 12, 1)


def current(actor, one):
    return current_occasions(actor, [one]).get(one.pk)


def told(actor):
    return [one.text for one in notices_told(actor)[0]]


def owed(actor):
    return {one.kind.code: one.text for one in owed_now(actor)}


def at(day, hour=12):
    return clock.fixed(datetime(day.year, day.month, day.day, hour, tzinfo=UTC))


def test_a_manager_sets_up_and_others_propose(people, mia, ben, weekly):
    assert weekly.agreement == Agreement.AGREED
    assert weekly.time_zone == "Europe/Berlin"
    assert told(ben) == ["Mia Manager set up a 1:1 with you"]
    upward = propose_one_on_one(ben, partner=people["M"], starts_on=TUESDAY, at=time(9))
    assert upward.agreement == Agreement.PROPOSED
    assert owed(mia)["one_on_ones_to_answer"] == "A 1:1 is proposed to you"
    with pytest.raises(Denied):
        answer_one_on_one(ben, one_on_one=upward, is_accepted=True)
    with pytest.raises(Invalid, match="not agreed"):
        write_notes(mia, one_on_one=upward, day=TUESDAY, notes="Too early")
    answer_one_on_one(mia, one_on_one=upward, is_accepted=False)
    assert "one_on_ones_to_answer" not in owed(mia)
    assert told(ben)[0] == "Mia Manager declined your 1:1"


def test_nobody_meets_themself_nor_who_has_left(people, mia, office):
    with pytest.raises(Invalid, match="meets themself"):
        propose_one_on_one(mia, partner=people["M"], starts_on=TUESDAY, at=time(9))
    change_person(office, person=people["S"], end_date=date(2026, 11, 20))
    with pytest.raises(Invalid, match="until 2026-11-20"):
        propose_one_on_one(mia, partner=person_of("S"), starts_on=TUESDAY, at=time(9))


def test_neither_the_line_above_nor_the_office_sees_anything(people, mia, ben, weekly, office, ada, system):
    add_agenda_item(ben, one_on_one=weekly, text="My next step")
    add_action_item(mia, one_on_one=weekly, text="Ask Lea", owner=people["M"])
    write_notes(mia, one_on_one=weekly, day=TUESDAY, notes="We spoke of pay")
    write_private_note(mia, one_on_one=weekly, day=TUESDAY, text="He seems tired")
    kinds = ("one_on_one", "meeting", "agenda_item", "action_item", "private_note")
    for stranger in (actor_of("L"), actor_of("S"), office, Actor.of(ada, "web"), system):
        assert [kind for kind in kinds if things()[kind].visible_to(stranger).exists()] == []
        with pytest.raises(NotFound):
            one_on_one_by_number(stranger, weekly.pk)
        with pytest.raises(Denied):
            write_notes(stranger, one_on_one=weekly, day=TUESDAY, notes="Mine now")
    for participant in (mia, ben):
        assert [kind for kind in kinds[:-1] if not things()[kind].visible_to(participant).exists()] == []


def test_a_private_note_is_read_by_its_writer_and_stands_in_no_trail(people, mia, ben, weekly, ada):
    write_private_note(mia, one_on_one=weekly, day=TUESDAY, text="He seems tired")
    write_private_note(mia, one_on_one=weekly, day=TUESDAY, text="He seems very tired", version=1)
    assert private_note_of(mia, weekly, TUESDAY).text == "He seems very tired"
    assert private_note_of(ben, weekly, TUESDAY) is None
    assert not things()["private_note"].visible_to(ben).exists()
    kept = Entry.objects.filter(table="meetings_privatenote")
    assert kept.count() == 2
    assert all("tired" not in str((entry.before, entry.after)) for entry in kept)
    changes = Change.objects.filter(verb="write_private_note")
    seen = {one.change.pk for one in trail(Actor.of(ada, "web")).changes}
    assert seen
    assert not seen & {change.pk for change in changes}
    assert all("tired" not in str(change.facts) for change in changes)


def test_what_one_writes_in_two_windows_stays(mia, weekly):
    write_private_note(mia, one_on_one=weekly, day=TUESDAY, text="From the first window", version=0)
    write_private_note(mia, one_on_one=weekly, day=TUESDAY, text="From the second", version=0)
    assert private_note_of(mia, weekly, TUESDAY).text == "From the first window\n\nFrom the second"


def test_two_who_write_the_notes_at_once_hear_of_each_other(mia, ben, weekly):
    first = write_notes(mia, one_on_one=weekly, day=TUESDAY, notes="Mia's", version=0)
    with pytest.raises(Conflict):
        write_notes(ben, one_on_one=weekly, day=TUESDAY, notes="Ben's", version=0)
    write_notes(ben, one_on_one=weekly, day=TUESDAY, notes="Ben's, having read Mia's", version=first.version)


def test_points_wait_until_they_were_talked_about(people, mia, ben, weekly):
    points = [
        add_agenda_item(who, one_on_one=weekly, text=text)
        for who, text in ((ben, "Pay"), (mia, "Goals"), (ben, "Leave"))
    ]
    order_agenda(mia, one_on_one=weekly, numbers=[points[2].pk, points[0].pk])
    assert [point.text for point in waiting_points(ben, weekly)] == ["Leave", "Pay", "Goals"]
    talk_about(ben, item=points[0], day=TUESDAY)
    with at(TUESDAY):
        meeting = hold_meeting(mia, one_on_one=weekly, day=TUESDAY, notes="Good talk", version=1)
        assert [point.text for point in waiting_points(ben, weekly)] == ["Leave", "Goals"]
        assert [point.text for point in points_of(mia, meeting)] == ["Pay"]
        assert current(mia, weekly).day == NEXT
        assert [(row.day, row.is_held, row.meeting.notes) for row in past_occasions(ben, weekly)] == [
            (TUESDAY, True, "Good talk")
        ]


def test_action_items_come_up_until_they_are_done(people, mia, ben, weekly):
    item = add_action_item(
        mia, one_on_one=weekly, text="Ask three customers", owner=people["B"], due_on=date(2026, 11, 25), day=TUESDAY
    )
    with pytest.raises(Invalid, match="none of the two"):
        add_action_item(mia, one_on_one=weekly, text="Help", owner=people["S"])
    with at(TUESDAY):
        hold_meeting(mia, one_on_one=weekly, day=TUESDAY)
    with at(date(2026, 11, 26)):
        assert [row.text for row in action_items_of(mia, weekly)] == ["Ask three customers"]
        assert owed(ben)["action_items_due"] == "An action item of yours is due"
        assert "action_items_due" not in owed(mia)
        change_action_item(ben, item=item, done_on=clock.today())
        assert list(own_open_items(ben)) == []
    with at(NEXT):
        hold_meeting(mia, one_on_one=weekly, day=NEXT)
    with at(date(2026, 12, 2)):
        assert action_items_of(mia, weekly) == []


def test_one_meeting_is_moved_or_left_out_with_a_reason_and_is_on_again(mia, ben, weekly):
    with pytest.raises(Invalid, match="Say why"):
        move_meeting(mia, one_on_one=weekly, day=TUESDAY, to=date(2026, 11, 26), at=time(15), reason=" ")
    move_meeting(mia, one_on_one=weekly, day=TUESDAY, to=date(2026, 11, 26), at=time(15), reason="At a customer's")
    assert told(ben)[0] == "Mia Manager moved your 1:1 of 24 November 2026 to 26 November 2026: At a customer's"
    occasion = current(ben, weekly)
    assert (occasion.day, occasion.starts_at.isoformat()) == (TUESDAY, "2026-11-26T15:00:00+01:00")
    skip_meeting(ben, one_on_one=weekly, day=TUESDAY, reason="On leave")
    assert current(mia, weekly).day == NEXT
    assert told(mia)[0].endswith("left your 1:1 out of 24 November 2026: On leave")
    with pytest.raises(Invalid, match="Another meeting"):
        move_meeting(mia, one_on_one=weekly, day=date(2026, 12, 8), to=NEXT, at=time(15), reason="Why not")
    with pytest.raises(Invalid, match="time is over"):
        move_meeting(mia, one_on_one=weekly, day=NEXT, to=date(2026, 11, 20), at=time(15), reason="Why not")
    with pytest.raises(Invalid, match="no meeting on this day"):
        skip_meeting(mia, one_on_one=weekly, day=date(2026, 11, 25), reason="A Wednesday")
    plan_meeting_again(mia, one_on_one=weekly, day=TUESDAY)
    assert current(mia, weekly).starts_at.isoformat() == "2026-11-24T10:00:00+01:00"


def test_another_rhythm_leaves_what_was_as_it_was(mia, ben, weekly):
    with at(TUESDAY):
        hold_meeting(mia, one_on_one=weekly, day=TUESDAY, notes="First", version=0)
        skip_meeting(mia, one_on_one=weekly, day=NEXT, reason="On leave")
        changed, _ = change_one_on_one(
            ben,
            one_on_one=weekly,
            version=weekly.version + 1,
            starts_on=date(2026, 11, 26),
            at=time(16),
            cadence="two_weeks",
        )
        assert current(mia, changed).starts_at.isoformat() == "2026-11-26T16:00:00+01:00"
        assert told(mia)[0] == "Ben Builder changed your 1:1"
        past = past_occasions(mia, changed)
        assert [(row.day, row.starts_at.isoformat()) for row in past] == [(TUESDAY, "2026-11-24T10:00:00+01:00")]


def test_what_is_owed_is_gone_once_it_is_done(mia, ben, weekly, people):
    assert owed(mia)["agendas_to_prepare"] == "A 1:1 by tomorrow waits for points of yours"
    assert [occasion.one for occasion in unprepared(ben)] == [weekly]
    write_private_note(mia, one_on_one=weekly, day=TUESDAY, text="Praise the release")
    add_agenda_item(ben, one_on_one=weekly, text="The release")
    assert "agendas_to_prepare" not in owed(mia) | owed(ben)


def test_the_inbox_names_each_thing_and_whom_it_is_about(people, mia, ben, weekly):
    propose_one_on_one(ben, partner=people["M"], starts_on=TUESDAY, at=time(9))
    add_action_item(ben, one_on_one=weekly, text="Ask Lea", owner=people["M"], due_on=date(2026, 11, 20))
    lines = [(line.kind.code, line.thing.text, line.page, line.is_late) for line in inbox(mia).lines]
    assert lines == [
        ("action_items_due", "Ask Lea", "one_on_one", True),
        ("one_on_ones_to_answer", "Answer the 1:1 that Ben Builder proposes", "one_on_one", False),
        ("agendas_to_prepare", "Prepare the 1:1 with Ben Builder", "meeting", False),
    ]


def test_two_who_do_not_meet_are_told_both(mia, ben, weekly):
    with at(date(2026, 12, 15)):
        assert "one_on_ones_apart" not in owed(mia)
    with at(date(2026, 12, 16)):
        assert "one_on_ones_apart" in owed(mia).keys() & owed(ben).keys()
        assert list(long_apart(mia).values_list("pk", "last_on")) == [(weekly.pk, TUESDAY)]
        away = Absence.objects.create(person=weekly.partner, starts_on=clock.today(), ends_on=clock.today())
        assert "one_on_ones_apart" not in owed(mia).keys() | owed(ben).keys(), "while one of them is absent"
        away.delete()
        hold_meeting(ben, one_on_one=weekly, day=date(2026, 12, 15))
        assert "one_on_ones_apart" not in owed(mia).keys() | owed(ben).keys()


def test_a_leavers_series_ends_and_what_they_were_to_do_goes_to_somebody_else(people, mia, ben, weekly, office):
    item = add_action_item(mia, one_on_one=weekly, text="Write down how it works", owner=people["B"])
    add_action_item(mia, one_on_one=weekly, text="Say good-bye", owner=people["M"])
    leaver = change_person(office, person=people["B"], end_date=date(2026, 12, 4))
    weekly = one_on_one_by_number(mia, weekly.pk)
    assert current(mia, weekly).day == TUESDAY
    with at(NEXT):
        hold_meeting(mia, one_on_one=weekly, day=NEXT)
        assert current(mia, weekly) is None
    hand_over(office, person=leaver, to=people["S"], things={"action_item": [item.pk]})
    sam = actor_of("S")
    assert [row.text for row in own_open_items(sam)] == ["Write down how it works"]
    assert one_on_ones_of(sam) == []
    change_action_item(sam, item=ActionItem.objects.get(pk=item.pk), done_on=clock.today())
    with pytest.raises(Denied):
        change_action_item(sam, item=ActionItem.objects.get(text="Say good-bye"), text="Stay")


def test_a_step_is_undone_by_whoever_did_it(mia, ben, weekly):
    end_one_on_one(ben, one_on_one=weekly)
    assert current(mia, one_on_one_by_number(mia, weekly.pk)) is None
    undo(ben, change=Change.objects.filter(verb="end_one_on_one").get())
    assert current(mia, one_on_one_by_number(mia, weekly.pk)).day == TUESDAY


def test_the_agenda_tells_what_changed_as_far_as_one_may_see_it(supplied_world, november, office):
    """Carl's manager has a role that sees nothing private."""
    from hoshin.accounts.models import User
    from hoshin.measures.models import Measure
    from hoshin.measures.services import change_measure, record_actual
    from hoshin.org.services import add_person

    carl = person_of("P1")
    user = User.objects.create(email="nora@hoshin.test", name="Nora North", role="member")
    nora = add_person(office, employee_id="N1", name="Nora North", user=user)
    change_person(office, person=carl, manager=nora)
    change_measure(office, measure=Measure.objects.get(code="COST"), owner=carl)
    since = clock.now()
    record_actual(office, measure=Measure.objects.get(code="REV"), period=OCTOBER, value=48, note="Two large orders")
    record_actual(office, measure=Measure.objects.get(code="COST"), period=OCTOBER, value=70)

    def lines(actor):
        return {words for topic in what_changed(actor, carl, since) for words, _ in topic.lines}

    assert "Revenue: 48 for October 2026. Two large orders" in lines(actor_of("N1"))
    assert not any("Cost" in words for words in lines(actor_of("N1")))
    assert any("Cost" in words for words in lines(actor_of("P1")))

    def changed(since):
        return {words for topic in what_changed(actor_of("P1"), carl, since) for words, _ in topic.lines}

    news = "Revenue: On track, was At risk"
    # Who met on 5 November did not know October yet; who met on the 12th has talked about it.
    assert news in changed(datetime(2026, 10, 15, tzinfo=UTC))
    assert news in changed(datetime(2026, 11, 5, tzinfo=UTC))
    assert news not in changed(datetime(2026, 11, 12, tzinfo=UTC))
