"""Each mail goes out once at most, when it may; a server that is out of order delays it and nothing else."""

import gc
import tracemalloc
from datetime import timedelta
from smtplib import SMTPRecipientsRefused

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import OperationalError, connection
from tests.jobs import left_by_a_dead_worker
from tests.worlds import OCTOBER, SEPTEMBER

from hoshin.accounts.letters import NEW_PASSWORD
from hoshin.accounts.models import User
from hoshin.base import clock
from hoshin.base.mails import forget_mails_before, kept_mails
from hoshin.base.tasks import defer
from hoshin.base.tasks.models import JobRun
from hoshin.base.tasks.worker import take_up_abandoned
from hoshin.measures.policies import waiting_for
from hoshin.measures.services import approve_values, record_actual, send_values_back
from hoshin.notices.models import Letter, Notice
from hoshin.notices.services import sending
from hoshin.notices.services.sending import DIGESTS, FORGET, SEND_BY_CLOCK, _hand_over

pytestmark = pytest.mark.django_db
PEOPLE = """
WITH person AS (
    INSERT INTO accounts_user (password, email, name, role, is_active, theme, language, browser_language, formats,
        time_zone, version, created_at)
    SELECT '', 'p' || n || '@hoshin.test', 'P' || n, 'viewer', true, '', '', '', '', '', 1, now()
    FROM generate_series(%(from)s, %(to)s) n RETURNING id
)
INSERT INTO notices_notice (user_id, kind, facts, about, by, created_at, is_shown, waits_for_digest)
SELECT id, 'value_approved', '{}', 0, '', now(), true, true FROM person
"""


class Server(EmailBackend):
    """A mail server that answers as a test wishes."""

    is_away = False
    refuses = 0

    def open(self):
        if Server.is_away:
            raise ConnectionRefusedError("by mail.hoshin.test")

    def send_messages(self, messages):
        if Server.refuses:
            raise SMTPRecipientsRefused({"sam@hoshin.test": (Server.refuses, b"Not now")})
        return super().send_messages(messages)


@pytest.fixture
def server(settings, monkeypatch):
    settings.EMAIL_BACKEND = f"{__name__}.Server"
    monkeypatch.setattr(Server, "is_away", False)
    monkeypatch.setattr(Server, "refuses", 0)
    return Server


@pytest.fixture
def sent_back(rev, owner, sam):
    """A value of Sam's was sent back, so that a mail waits."""
    record_actual(sam, measure=rev, period=OCTOBER, value=55)
    send_values_back(owner, waiting=list(waiting_for(owner).select_related("measure")), reason="No")
    return Letter.objects.get()


def mailing(ended):
    """How jobs of mails ended; what else follows from a value is another story."""
    return [one for one in ended if one.startswith("notices.")]


def later(**span):
    return clock.fixed(clock.now() + timedelta(**span))


def test_a_server_that_is_away_delays_mails_and_loses_none(sent_back, server, run_jobs):
    server.is_away = True
    assert mailing(run_jobs()) == ["notices.send: succeeded"], "the one by the clock tries again"
    defer(SEND_BY_CLOCK)
    assert mailing(run_jobs()) == ["notices.send_by_clock: again"]
    assert Letter.objects.get().tried_at is None
    server.is_away = False
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET scheduled_at = NULL")
    assert mailing(run_jobs()) == ["notices.send_by_clock: succeeded"]
    assert len(mail.outbox) == 1
    assert Letter.objects.get().sent_at is not None


@pytest.mark.parametrize(("code", "comes"), [(450, 1), (550, 0)])
def test_what_is_refused_for_now_is_tried_later_and_what_is_refused_for_good_is_not(
    sent_back, server, run_jobs, code, comes
):
    server.refuses = code
    run_jobs()
    server.refuses = 0
    with later(minutes=20):
        defer(SEND_BY_CLOCK)
        run_jobs()
    assert len(mail.outbox) == comes


def test_two_workers_with_one_letter_send_one_mail_and_one_that_died_over_it_sends_none(sent_back, server):
    for _ in range(2):
        _hand_over(server(), [sent_back.pk])
    assert len(mail.outbox) == 1
    Letter.objects.update(sent_at=None)
    _hand_over(server(), [sent_back.pk])
    assert len(mail.outbox) == 1


def test_a_mail_that_cannot_be_written_stands_in_nobodys_way(sent_back, server, run_jobs, monkeypatch):
    other = Letter.objects.create(user=User.objects.get(email="carl@hoshin.test"), due_at=sent_back.due_at)

    def written(letter):
        if letter.pk == sent_back.pk:
            raise KeyError("name")
        return mail.EmailMessage("News", "", None, [letter.user.email])

    monkeypatch.setattr(sending, "composed", written)
    for _ in range(2):
        _hand_over(server(), [sent_back.pk, other.pk])
    assert [one.to for one in mail.outbox] == [["carl@hoshin.test"]]
    assert not Letter.objects.filter(tried_at=None).exists()


def test_a_database_that_goes_away_marks_nothing(sent_back, server, monkeypatch):
    def written(letter):
        raise OperationalError("the connection is lost")

    monkeypatch.setattr(sending, "composed", written)
    _hand_over(server(), [sent_back.pk])
    monkeypatch.undo()
    _hand_over(Server(), [sent_back.pk])
    assert len(mail.outbox) == 1


def test_a_mail_that_goes_again_is_known_as_the_same(sent_back, server, run_jobs):
    _hand_over(server(), [sent_back.pk])
    Letter.objects.update(tried_at=None)
    _hand_over(server(), [sent_back.pk])
    job = defer(NEW_PASSWORD, user=sent_back.user_id, page="http://127.0.0.1:8000/password/USER/TOKEN")
    run_jobs()
    left_by_a_dead_worker(job)
    JobRun.objects.filter(pk=job).update(ended_at=None)
    take_up_abandoned()
    run_jobs()
    ids = [one.extra_headers["Message-ID"] for one in mail.outbox]
    assert ids[0] == ids[1]
    assert ids[2] == ids[3]
    assert len(set(ids)) == 2
    assert ids[0].endswith("@127.0.0.1>")


@pytest.mark.slow
def test_digests_of_very_many_are_written_some_at_a_time(november, monkeypatch):
    """Ten times as many people need no more memory: as many as one part holds, whatever their number."""
    monkeypatch.setattr(sending, "_PART", 100)
    peaks, users = [], 0
    for all_of_them in (300, 3_000):
        with connection.cursor() as cursor:
            cursor.execute(PEOPLE, {"from": users + 1, "to": all_of_them})
        users = all_of_them
        with clock.fixed(clock.now() + timedelta(days=len(peaks))):
            tracemalloc.start()
            # Rows and what points to them go when Python looks for circles, which it does when it likes.
            sending._write_digests(lambda *_: gc.collect())
            peaks.append(tracemalloc.get_traced_memory()[1])
            tracemalloc.stop()
            assert Letter.objects.filter(digest_of=clock.today()).count() >= users
    assert peaks[1] < 1.5 * peaks[0], peaks


def test_one_digest_a_day_says_what_is_owed_and_what_happened(rev, owner, sam, run_jobs):
    record_actual(sam, measure=rev, period=SEPTEMBER, value=55)
    approve_values(owner, waiting=list(waiting_for(owner).select_related("measure")))
    record_actual(sam, measure=rev, period=OCTOBER, value=66)
    for _ in range(2):
        defer(DIGESTS)
        run_jobs()
    found = {letter.to[0]: letter for letter in mail.outbox}
    assert len(found) == len(mail.outbox), "one each"
    assert found["carl@hoshin.test"].subject == "One value waits for your approval"
    body = found["sam@hoshin.test"].body
    assert "What happened:\n- Carl Contributor approved your value of Revenue for September 2026" in body
    assert "Do it and read it here: http://127.0.0.1:8000/notices\n" in body
    assert not Notice.objects.filter(waits_for_digest=True).exists()
    with later(days=1):
        defer(DIGESTS)
        run_jobs()
    told = sorted(letter.to[0] for letter in mail.outbox[len(found) :])
    assert told == ["carl@hoshin.test", "olga@hoshin.test"], "of old news there is none"


def test_old_news_is_forgotten(sent_back, run_jobs, settings, tmp_path):
    settings.MAIL_FOLDER = tmp_path
    Notice.objects.update(read_at=clock.now())
    for days, left in ((89, 1), (91, 0)):
        with later(days=days):
            defer(FORGET)
            run_jobs()
        assert Notice.objects.count() == left


def test_without_a_mail_server_mails_are_pages_for_administrators(client, ada, olga, settings, tmp_path, november):
    settings.EMAIL_BACKEND, settings.MAIL_FOLDER = "hoshin.base.mails.FolderBackend", tmp_path
    assert kept_mails() == []
    mail.send_mail("Über <b>alles</b>", "Siehe http://127.0.0.1:8000/notices <i>", None, ["ada@hoshin.test"])
    [kept] = kept_mails()
    assert (kept.subject, kept.to, kept.day) == ("Über <b>alles</b>", "ada@hoshin.test", "2026-11-23")
    client.force_login(ada)
    assert "Über &lt;b&gt;" in client.get("/mails").content.decode()
    page = client.get(f"/mails/{kept.day}/{kept.name}").content.decode()
    assert '<a href="http://127.0.0.1:8000/notices"' in page
    assert "&lt;i&gt;" in page
    assert client.get(f"/mails/../{kept.name}").status_code == 404
    client.force_login(olga)
    assert client.get(f"/mails/{kept.day}/{kept.name}").status_code == 403
    forget_mails_before("2026-11-23")
    assert len(kept_mails()) == 1
    forget_mails_before("2026-11-24")
    assert kept_mails() == []
