"""Workers, web and database end by kill -9 over mails and digests: none comes twice, and only the one in hand is lost."""

import http.client
import json
from collections import Counter
from typing import ClassVar

import pytest
from tests.faults.installation import TOKEN, Recorders, free_port, kill, wait_for, wait_for_server
from tests.faults.mail_server import MailServer
from tests.faults.prepared import with_small_plan
from tests.patience import PATIENCE

pytestmark = pytest.mark.slow
PEOPLE = 10
CLIENTS = 4
READERS = f"""
from hoshin.accounts.access import Actor
from hoshin.accounts.services import add_user
from hoshin.notices.models import NoticeSettings
for number in range({PEOPLE}):
    user = add_user(Actor.system(), name=f"Reader {{number}}", email=f"r{{number}}@hoshin.test", role="member")
    NoticeSettings.objects.create(user=user, digest_days="every_day", digest_hour=0, quiet_from=0, quiet_until=0)
"""
NEWS = """
from hoshin.accounts.models import User
from hoshin.base import clock
from hoshin.base.tasks import defer
from hoshin.measures.models import Measure
from hoshin.notices.models import Letter, Notice
from hoshin.notices.services.sending import DIGESTS, SEND
is_digest = {is_digest}
about = Measure.objects.get(code="R0")
facts = {{"measure": about.name, "code": about.code, "period": "2026-10", "reason": "No"}}
Letter.objects.filter(digest_of=clock.today()).update(digest_of=None)
for user in User.objects.filter(email__startswith="r", email__endswith="@hoshin.test", notice_settings__isnull=False):
    letter = None if is_digest else Letter.objects.create(user=user, due_at=clock.now())
    Notice.objects.create(user=user, kind="value_sent_back", facts=facts, about=about.pk, by="Rita",
        created_at=clock.now(), letter=letter, waits_for_digest=is_digest)
for _ in range({jobs}):
    defer(DIGESTS if is_digest else SEND)
"""
HOW_FAR = """
import json
from procrastinate.contrib.django.models import ProcrastinateJob
from hoshin.base import clock
from hoshin.base.tasks.queue import living_workers
from hoshin.notices.models import Letter
# Whoever has no wishes of their own is left alone in the evening: their mails wait until the morning.
due = Letter.objects.filter(tried_at=None, due_at__lte=clock.now())
print(json.dumps([living_workers().count(), Letter.objects.count(), due.count(),
    ProcrastinateJob.objects.filter(task_name__startswith="notices.", status__in=["todo", "doing"],
        scheduled_at=None).count()]))
"""
# As when it was silent for a while: the others take up what it did, as soon as they look.
SILENT = """
from django.db import connection
connection.cursor().execute("UPDATE procrastinate_workers SET last_heartbeat = last_heartbeat - interval '1 minute'")
"""
SEND_AGAIN = "from hoshin.base.tasks import defer\nfrom hoshin.notices.services.sending import SEND\ndefer(SEND)"
GOALS = f"""
from datetime import date
from hoshin.accounts.access import Actor
from hoshin.okrs.rows import KeyResultDraft
from hoshin.okrs.services import write_goal
from hoshin.org.services import add_person
from hoshin.strategy.models import Objective, Plan
actor = Actor.system()
for number in range({CLIENTS}):
    person = add_person(actor, employee_id=f"P{{number}}", name=f"Person {{number}}")
    write_goal(actor, person=person, plan=Plan.objects.get(), name=f"Goal {{number}}",
        start_date=date(2020, 1, 1), due_date=date(2040, 1, 1), serves={{Objective.objects.get(code="F1"): 1.0}},
        key_results=[KeyResultDraft("Sold", 0, 100_000)])
"""
CHECKED_IN = """
import json
from hoshin.checkins.models import CheckIn
print(json.dumps({row.objective.code: row.value for row in CheckIn.objects.select_related("objective")}))
"""


class CheckingIn(Recorders):
    """Clients each of whom says again and again how far their key result is, from where it stood at the beginning."""

    beginning: ClassVar[dict[str, int]] = {}

    def _record(self, client: int, clients: int) -> None:
        goal = f"P{client}-1"
        for value in range(self.beginning[goal] + 1, 100_000):
            if self.is_over.is_set() or not self._says(goal, value):
                return
            self.acknowledged[goal, None, str(value)] = value

    def _says(self, goal: str, value: int) -> bool:
        said = {"check_ins": [{"objective": goal, "measure": f"{goal}.1", "value": value, "note": f"At {value}"}]}
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.request("POST", "/api/v1/check-ins", json.dumps(said), headers)
            answer = connection.getresponse()
            text = answer.read()
        except (OSError, http.client.HTTPException):
            self.refused.append("gone")
            return False
        finally:
            connection.close()
        if answer.status != 200:
            self.refused.append(f"{answer.status} {text[:300]!r}")
        return answer.status == 200

    def last(self) -> dict[str, int]:
        """What was acknowledged last, by goal."""
        said = sorted((value, goal) for (goal, _, _), value in self.acknowledged.items())
        return self.beginning | {goal: int(value) for value, goal in said}


@pytest.fixture(scope="module")
def installation(tmp_path_factory):
    made = with_small_plan(tmp_path_factory.mktemp("mails") / "data")
    try:
        made.script(READERS)
        yield made
    finally:
        made.end()


def _how_far(installation):
    """How many workers live, letters there are, letters are due, and jobs of notices wait or run."""
    return json.loads(installation.script(HOW_FAR))


def _two_workers(installation, mails):
    """By the address from which each sends."""
    settings = {"HOSHIN_EMAIL_URL": mails.address}
    workers = {
        name: installation.start("worker", "--concurrency", "1", HOSHIN_EMAIL_FROM=name, **settings)
        for name in ("first@hoshin.test", "second@hoshin.test")
    }
    wait_for(lambda: _how_far(installation)[0] >= 2)
    return workers


def _is_done(installation):
    _, _, waiting, jobs = _how_far(installation)
    return waiting == jobs == 0


@pytest.mark.parametrize("takes_held", [True, False], ids=["taken", "not taken"])
def test_a_worker_is_killed_over_a_mail_and_another_sends_the_rest(installation, takes_held):
    """What the server took never goes again, though nobody noted it; of what it did not take one mail is lost, in hand."""
    with MailServer(takes=3, takes_held=takes_held) as mails:
        workers = _two_workers(installation, mails)
        installation.script(NEWS.format(is_digest=False, jobs=2))
        assert mails.is_holding.wait(PATIENCE)
        kill(workers.pop(mails.held_by))
        mails.may_go_on.set()
        installation.script(SILENT)
        # The job by the clock comes every five minutes.
        installation.script(SEND_AGAIN)
        wait_for(lambda: _is_done(installation))
        for left in workers.values():
            kill(left)
    assert max(Counter(mail.id for mail in mails.mails).values()) == 1
    assert len({mail.to for mail in mails.mails}) == (PEOPLE if takes_held else PEOPLE - 1)
    assert len({mail.by for mail in mails.mails}) == 2


def test_a_worker_is_killed_while_two_write_the_same_digests(installation):
    with MailServer() as mails:
        before = _how_far(installation)[1]
        workers = _two_workers(installation, mails)
        with installation.connection() as holding, installation.connection() as looking:
            looking.autocommit = True
            holding.execute("LOCK TABLE notices_letter IN SHARE MODE")
            installation.script(NEWS.format(is_digest=True, jobs=2).replace(".update(digest_of=None)", ".exists()"))
            held = "SELECT count(*) FROM pg_stat_activity WHERE %s = ANY (pg_blocking_pids(pid))"
            wait_for(lambda: looking.execute(held, [holding.info.backend_pid]).fetchone()[0] == 2)
            kill(workers.pop("first@hoshin.test"))
            holding.rollback()
        installation.script(SILENT)
        wait_for(lambda: _is_done(installation))
        assert _how_far(installation)[1] == before + PEOPLE
        for left in workers.values():
            kill(left)
    assert Counter(mail.to for mail in mails.mails) == {f"r{number}@hoshin.test": 1 for number in range(PEOPLE)}


def test_web_worker_and_database_are_killed_while_many_check_in_and_a_digest_goes_out(installation):
    installation.script(GOALS)
    token = installation.script(TOKEN).strip()
    beginning = {f"P{client}-1": 0 for client in range(CLIENTS)}
    taken = []
    for victim in ("server", "database"):
        with MailServer(takes=4) as mails:
            port = free_port()
            server = installation.start("serve", "--bind", f"127.0.0.1:{port}", HOSHIN_EMAIL_URL=mails.address)
            wait_for_server(port, server)
            CheckingIn.beginning = beginning
            clients = CheckingIn(port, token, list(beginning), clients=CLIENTS)
            installation.script(NEWS.format(is_digest=True, jobs=1))
            clients.wait_for(3 * CLIENTS)
            assert mails.is_holding.wait(PATIENCE)
            kill(server) if victim == "server" else installation.kill_database()
            mails.may_go_on.set()
            clients.stop()
            kill(server)
            taken += mails.mails
        found = installation.state(is_database_gone=victim == "database")
        stored = json.loads(installation.script(CHECKED_IN))
        for goal, value in clients.last().items():
            # What was on its way may have been written as well.
            assert stored[goal] in (value, value + 1), clients.refused
        assert found.different == found.orphans == 0
        beginning = {goal: int(value) for goal, value in stored.items()}
    with MailServer() as mails:
        worker = installation.start("worker", HOSHIN_EMAIL_URL=mails.address)
        installation.script(SILENT)
        installation.script(SEND_AGAIN)
        wait_for(lambda: _is_done(installation))
        kill(worker)
    assert max(Counter(mail.id for mail in [*taken, *mails.mails]).values()) == 1
    people = {f"r{number}@hoshin.test" for number in range(PEOPLE)}
    # The worker that looks at what came tells whoever heads the unit of a signal besides.
    digests = [mail for mail in [*taken, *mails.mails] if mail.to in people]
    # Of the first digest five went out; what it did not tell the others stood in the second.
    assert len(digests) == 5 + PEOPLE
    assert {mail.to for mail in digests[5:]} == people
