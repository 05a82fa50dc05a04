"""Pages that follow what others do, on a server as it runs: told at once, and never in the way of its end."""

import http.client
import time
from contextlib import ExitStack, contextmanager

import pytest
from tests.faults.installation import SESSION, Visitor, free_port, kill, wait_for_server
from tests.faults.prepared import with_small_plan
from tests.patience import PATIENCE

from hoshin.serving.following import LONGEST_SECONDS

pytestmark = pytest.mark.slow
# A group in which Mia and Hana look at results; prints its number, that of Ben's result and their sessions.
GROUP = """
from datetime import UTC, datetime
from hoshin.accounts.access import Actor
from hoshin.accounts.models import User
from hoshin.base import clock
from hoshin.reviews.models import ReviewResult
from hoshin.reviews.services import close_writing, make_group
from tests.jobs import run_waiting
from tests.reviews.conftest import launched, staffed, written
with clock.fixed(datetime(2026, 11, 23, 12, tzinfo=UTC)):
    staff = staffed(Actor.system())
    run_waiting()  # what the plan that is there waits for
    cycle = launched(staff)
    written(staff, cycle, "Mia", "Ben", step=2)
    close_writing(staff.olga, cycle=cycle)
    cycle.refresh_from_db()
    group = make_group(staff.olga, cycle=cycle, name="North", seats=[staff.people["Mia"], staff.people["Hana"]])
print(group.pk, ReviewResult.objects.get(cycle=cycle, person__name="Ben").pk)
"""
STREAM_OR_BUSY = ((200, "text/event-stream"), (503, "text/html"))
PROPOSAL = b"after=3&reason=evidence&evidence=The+cutover&version=%d&csrfmiddlewaretoken=" + b"a" * 32


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    made = with_small_plan(tmp_path_factory.mktemp("following") / "data")
    try:
        yield made
    finally:
        made.end()


@contextmanager
def following(port, session, group):
    """The lines that whoever follows a group is sent, as they come; a process that has 250 of them refuses more."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    connection.request("GET", f"/reviews/groups/{group}/news", headers={"Cookie": f"sessionid={session}"})
    answer = connection.getresponse()
    assert (answer.status, answer.getheader("Content-Type").split(";")[0]) in STREAM_OR_BUSY
    try:
        yield answer
    finally:
        connection.close()


def until_told(answer):
    """The next event's name, past comments and what comes before the first."""
    while line := answer.readline():
        if line.startswith(b"event: "):
            return line.decode().split()[1]
    return "over"


def test_a_proposal_reaches_the_other_at_once_and_the_server_ends_beside_open_pages(house):
    group, result = house.script(GROUP).split()
    mia, hana = (house.script(SESSION.replace("rita@", f"{name}@")).strip() for name in ("mia", "hana"))
    port = free_port()
    server = house.start("serve", "--bind", f"127.0.0.1:{port}", "--workers", "2", HOSHIN_LOG_LEVEL="INFO")
    wait_for_server(port, server)
    visitor = Visitor(port, mia)
    assert "Propose another score" in visitor.get(f"/reviews/groups/{group}")
    with following(port, hana, group) as told, following(port, hana, group) as gone:
        # It looks once, as something may have happened before.
        assert until_told(told) == until_told(gone) == "changed"
        page = visitor.get(f"/reviews/results/{result}/propose")
        version = int(page.split('name="version" value="')[1].split('"')[0])
        assert visitor.post(f"/reviews/results/{result}/propose", PROPOSAL % version) == f"/reviews/groups/{group}"
        assert until_told(told) == "changed"
        # More than there would be places for, if who follows took the place of who asks.
        before = time.monotonic()
        with ExitStack() as many:
            for _ in range(260):
                many.enter_context(following(port, mia, group))
            assert "Ben" in visitor.get(f"/reviews/groups/{group}")
            assert time.monotonic() - before < LONGEST_SECONDS, "nobody waited until the first of them had ended"
            server.terminate()
            assert until_told(told) == "over"
            assert server.wait(timeout=PATIENCE) == 0
    # Granian kills after ten seconds what does not end by itself.
    said = (house.folder.parent / "said.log").read_text()
    assert "Stopping worker-1" in said
    assert "refused to gracefully stop" not in said
    kill(server)
