"""People are told what others do with something of theirs, as they chose, and only what they may see."""

from datetime import UTC, datetime

import pytest
from django.core import mail
from django.db import transaction
from tests.worlds import OCTOBER, SEPTEMBER

from hoshin.accounts.models import User
from hoshin.audit.services import act
from hoshin.base import clock
from hoshin.base.errors import Invalid, NotFound
from hoshin.measures.notices import SENT_BACK
from hoshin.measures.policies import waiting_for
from hoshin.measures.services import approve_values, change_measure, record_actual, send_values_back
from hoshin.notices.models import DigestDays, Letter, Notice, NoticeSettings
from hoshin.notices.owing import owed_now
from hoshin.notices.selectors import notice_told, notices_told, unread_count
from hoshin.notices.services import choose_notices, mark_read, tell
from hoshin.notices.services.wishes import digest_day, undisturbed
from hoshin.strategy.models import Contribution

pytestmark = pytest.mark.django_db


def waiting(actor):
    return list(waiting_for(actor).select_related("measure"))


def texts(actor):
    return [told.text for told in notices_told(actor)[0]]


def test_whoever_gave_a_value_reads_that_it_was_sent_back_here_and_by_mail(rev, owner, sam, run_jobs):
    record_actual(sam, measure=rev, period=OCTOBER, value=55)
    assert [one.text for one in owed_now(owner)][-1] == "One value waits for your approval"
    send_values_back(owner, waiting=waiting(owner), reason="Counted twice?")
    sentence = "Carl Contributor sent back your value of Revenue for October 2026: Counted twice?"
    assert texts(sam) == [sentence]
    assert (unread_count(sam), unread_count(owner), texts(owner)) == (1, 0, [])
    assert "notices.send: succeeded" in run_jobs()
    [told] = notices_told(sam)[0]
    [sent] = mail.outbox
    assert (sent.to, sent.subject) == (["sam@hoshin.test"], sentence)
    assert f"See it here: http://127.0.0.1:8000/notices/{told.id}\n" in sent.body
    assert sent.body.count("http") == 2
    assert "Fewer mails: http://127.0.0.1:8000/notices/settings" in sent.body
    assert run_jobs() == []
    assert mark_read(sam) == 1
    assert (unread_count(sam), mark_read(sam)) == (0, 0)


def test_of_several_values_at_once_one_notice_tells(rev, owner, sam):
    for period in (SEPTEMBER, OCTOBER):
        record_actual(sam, measure=rev, period=period, value=55)
    approve_values(owner, waiting=waiting(owner))
    assert texts(sam) == [
        "Carl Contributor approved your values of Revenue for September 2026 and 1 more: they count now"
    ]


def test_nobody_is_told_of_what_they_do_nor_who_may_not_sign_in_nor_of_what_did_not_happen(rev, owner, sam):
    User.objects.filter(email="sam@hoshin.test").update(is_active=False)
    with act(owner, "try"):
        tell(owner, SENT_BACK, users=[owner.user_id, sam.user_id, None], facts={})
    assert not Notice.objects.exists()
    User.objects.filter(email="sam@hoshin.test").update(is_active=True)
    with act(owner, "try"), transaction.atomic():
        tell(owner, SENT_BACK, users=[sam.user_id, sam.user_id], facts={})
        assert Notice.objects.count() == 1
        transaction.set_rollback(True)
    assert not Notice.objects.exists()
    assert not Letter.objects.exists()


def test_who_may_not_see_the_thing_any_more_reads_nothing_of_it_and_gets_no_mail(rev, owner, sam, office, run_jobs):
    record_actual(sam, measure=rev, period=OCTOBER, value=55)
    send_values_back(owner, waiting=waiting(owner), reason="No")
    Contribution.objects.filter(measure=rev).delete()
    change_measure(office, measure=rev, supplier=None)
    [told] = notices_told(sam)[0]
    assert (told.page, told.by) == ("", "")
    assert "Revenue" not in told.text
    run_jobs()
    assert mail.outbox == []
    with pytest.raises(NotFound):
        notice_told(owner, told.id)


def test_what_was_read_before_its_mail_goes_out_is_not_mailed(rev, owner, sam, run_jobs):
    record_actual(sam, measure=rev, period=OCTOBER, value=55)
    send_values_back(owner, waiting=waiting(owner), reason="No")
    mark_read(sam)
    run_jobs()
    assert mail.outbox == []


def test_each_chooses_what_they_are_told_and_how(rev, owner, sam, run_jobs):
    record_actual(sam, measure=rev, period=OCTOBER, value=55)
    never = {"value_sent_back": {"product": False, "mail": "never"}, "value_approved": {"product": True}}
    stored = choose_notices(sam, channels=never, quiet_from=0, quiet_until=0)
    assert stored.channels == {"value_sent_back": {"product": False, "mail": "never"}}, "what is usual is not kept"
    send_values_back(owner, waiting=waiting(owner), reason="No")
    assert not Notice.objects.exists()
    for wrong in ({"gossip": {"mail": "never"}}, {"values_due": {"mail": "at_once"}}, {"values_due": {"by": "pigeon"}}):
        with pytest.raises(Invalid):
            choose_notices(sam, channels=wrong)
    with pytest.raises(Invalid):
        choose_notices(sam, channels={}, digest_hour=24)


@pytest.mark.parametrize(
    ("zone", "now", "due"),
    [
        ("UTC", (2026, 11, 23, 12), (2026, 11, 23, 12)),
        ("UTC", (2026, 11, 23, 20), (2026, 11, 24, 7)),
        ("UTC", (2026, 11, 23, 6), (2026, 11, 23, 7)),
        # Quiet is by the person's own clock, also over a night in which clocks change.
        ("America/Toronto", (2026, 11, 23, 23), (2026, 11, 23, 23)),
        ("America/Toronto", (2026, 11, 24, 2), (2026, 11, 24, 12)),
        ("Europe/Berlin", (2026, 3, 28, 22), (2026, 3, 29, 5)),
        ("Europe/Berlin", (2026, 10, 24, 22), (2026, 10, 25, 6)),
    ],
)
def test_no_mail_goes_out_in_quiet_hours(zone, now, due):
    wishes = NoticeSettings(user=User(time_zone=zone))
    assert undisturbed(wishes, datetime(*now, tzinfo=UTC)) == datetime(*due, tzinfo=UTC)


def test_a_digest_is_due_on_the_days_and_from_the_hour_that_one_chose():
    monday, sunday = datetime(2026, 11, 23, 12, tzinfo=UTC), datetime(2026, 11, 22, 12, tzinfo=UTC)
    wishes = NoticeSettings(user=User(time_zone="Pacific/Auckland"), digest_hour=1)
    assert digest_day(wishes, monday).isoformat() == "2026-11-24", "there it is Tuesday"
    assert digest_day(wishes, sunday).isoformat() == "2026-11-23"
    wishes.user.time_zone = "UTC"
    assert digest_day(wishes, sunday) is None
    wishes.digest_days = DigestDays.EVERY_DAY
    assert digest_day(wishes, sunday) == sunday.date()
    wishes.digest_days, wishes.digest_hour = DigestDays.MONDAYS, 13
    assert (digest_day(wishes, sunday), digest_day(wishes, monday)) == (None, None)


def test_failed_jobs_are_owed_to_administrators_alone(ada, office, system, monkeypatch, run_jobs):
    from hoshin.accounts.access import Actor
    from hoshin.base.tasks import Job, defer
    from hoshin.base.tasks.jobs import every_job

    def fails(progress):
        raise Invalid("No.")

    job = Job("test.fails", fails, "Try")
    monkeypatch.setitem(every_job(), job.name, job)
    assert owed_now(Actor.of(ada, "web")) == []
    defer(job)
    run_jobs()
    assert [one.text for one in owed_now(Actor.of(ada, "web"), ["jobs_failed"])] == ["One job failed within a day"]
    assert owed_now(office, ["jobs_failed"]) == []
    with clock.fixed(datetime(2036, 1, 1, tzinfo=UTC)):
        assert owed_now(Actor.of(ada, "web"), ["jobs_failed"]) == []


@pytest.mark.sql
def test_many_are_told_by_as_many_statements_as_few_each_as_they_chose(rev, office, django_assert_max_num_queries):
    """In their own hours, whoever chose nothing like whoever did; who left, who hears nothing and oneself not at all."""
    crowd = User.objects.bulk_create(
        User(email=f"many{at}@hoshin.test", name=f"Many {at}", role="member", is_active=at != 0) for at in range(40)
    )
    User.objects.filter(pk=crowd[1].pk).update(time_zone="Pacific/Auckland")
    wishes = {2: {"mail": "never"}, 3: {"mail": "digest", "product": False}, 4: {"mail": "never", "product": False}}
    for at, wish in wishes.items():
        NoticeSettings.objects.create(user=crowd[at], channels={SENT_BACK.code: wish})
    everybody = User.objects.filter(email__startswith="many").values_list("pk", flat=True)
    facts = {"name": "Revenue", "reason": "Counted twice?"}
    with (
        clock.fixed(datetime(2026, 11, 23, 12, tzinfo=UTC)),
        transaction.atomic(),
        act(office, "change_measure", name="-"),
    ):
        with django_assert_max_num_queries(5):
            tell(office, SENT_BACK, users=everybody, about=rev.pk, facts=facts)
        with django_assert_max_num_queries(5):
            tell(office, SENT_BACK, users=[crowd[5].pk, crowd[5].pk, None, office.own_pk], about=rev.pk, facts=facts)
    rows = Notice.objects.filter(user__in=crowd).select_related("letter")
    told = {row.user_id: row for row in rows.order_by("-pk")}
    assert (len(told), rows.count()) == (38, 39)
    assert not {crowd[0].pk, crowd[4].pk} & told.keys()
    assert (told[crowd[2].pk].letter, told[crowd[2].pk].is_shown) == (None, True)
    assert (told[crowd[3].pk].letter, told[crowd[3].pk].waits_for_digest) == (None, True)
    assert not told[crowd[3].pk].is_shown
    due = {at: told[crowd[at].pk].letter.due_at.hour for at in (1, 5)}
    # Midday here is one at night in Auckland, where mails go out from seven on.
    assert due == {1: 18, 5: 12}
    assert {row.letter.user_id for row in told.values() if row.letter} == told.keys() - {crowd[2].pk, crowd[3].pk}
    assert all(row.facts == facts and row.by == "Olga Office" for row in rows)
