"""Processes end by kill -9 in the middle of their work; what was acknowledged is there, and nothing is half there."""

import os
import signal
from pathlib import Path

import pytest
from tests.exchange.workbooks import written
from tests.faults.files import BULK, LARGE, MONTHS, RECORDED, UNITS, worker_of
from tests.faults.installation import (
    SESSION,
    TOKEN,
    Recorders,
    Visitor,
    free_port,
    kill,
    wait_for,
    wait_for_server,
)
from tests.faults.prepared import with_small_plan
from tests.patience import PATIENCE

from hoshin import embedded
from hoshin.exchange.transfers.unpacking import packed

pytestmark = pytest.mark.slow
SENT = {
    "measures": "code,name,objective,direction,frequency\nSENT,Sent,F2,higher,monthly\n",
    "targets": "measure,baseline,target\nSENT,0,100\n",
    "actuals": "measure,period,value,unit\n"
    + "".join(
        f"SENT,{year}-{month:02},{month},{unit}\n" for unit in UNITS for year in (2008, 2009) for month in range(1, 13)
    ),
}
LONG_AGO = """
from django.db import connection
connection.cursor().execute("UPDATE procrastinate_workers SET last_heartbeat = last_heartbeat - interval '1 minute'")
"""
ROWS = len(BULK) * len(UNITS) * len(MONTHS)


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """An installation with a small plan."""
    made = with_small_plan(tmp_path_factory.mktemp("faults") / "data")
    try:
        yield made
    finally:
        made.end()


@pytest.fixture(scope="module")
def token(small):
    return small.script(TOKEN).strip()


@pytest.fixture(scope="module")
def large(tmp_path_factory):
    return written(tmp_path_factory.mktemp("large") / "large", LARGE)


def test_an_import_is_killed_in_the_middle(small, large):
    before = small.known()
    with small.holding_up_imports() as wait_until_held:
        process = small.start("import", large)
        wait_until_held()
        kill(process)
    assert process.returncode == -signal.SIGKILL
    after = small.state()
    assert after == before, "nothing of it is there"
    assert after.different == 0


def test_the_server_is_killed_while_many_record(small, token):
    before = small.known()
    port = free_port()
    server = small.start("serve", "--bind", f"127.0.0.1:{port}", "--workers", "2")
    wait_for_server(port, server)
    recorders = Recorders(port, token, RECORDED)
    recorders.wait_for(60)
    kill(server)
    recorders.stop()
    assert "gone" in recorders.refused, "the server ended while they recorded"
    found = small.state()
    assert {place: found.actuals.get(place) for place in recorders.acknowledged} == recorders.acknowledged
    # What was on its way when the server ended may have been written, but no more than one value a client.
    assert len(found.actuals) <= len(before.actuals) + len(recorders.acknowledged) + len(recorders.threads)
    assert found.different == 0
    assert found.orphans == 0


def test_the_server_is_killed_while_its_worker_imports_an_upload(small, token, tmp_path):
    """Nothing of it is there then; the next server's worker takes it up again, and it is there once."""
    before = small.known()
    port = free_port()
    server = small.start("serve", "--bind", f"127.0.0.1:{port}", "--workers", "2")
    wait_for_server(port, server)
    visitor = Visitor(port, small.script(SESSION).strip())
    address = visitor.upload("sent.zip", packed(written(tmp_path / "sent", SENT)))
    wait_for(lambda: f"Import {24 * len(UNITS) + 2:,} rows" in visitor.get(address))
    with small.holding_up_imports() as wait_until_held:
        visitor.post(f"{address}/confirm")
        wait_until_held()
        assert "Importing" in visitor.get(address)
        kill(server)
    assert small.state() == before, "nothing of it is there"

    small.script(LONG_AGO)
    with small.holding_up_workers():
        server = small.start("serve", "--bind", f"127.0.0.1:{port}")
        wait_for_server(port, server)
        assert "The worker that did it has stopped" in visitor.get(address)
    wait_for(lambda: "sent.zip is imported" in visitor.get(address))
    kill(server)
    after = small.state()
    assert len(after.actuals) == len(before.actuals) + 24 * len(UNITS)
    assert len(after.imports) == len(before.imports) + 1
    assert after.different == 0


def test_a_worker_that_is_killed_is_followed_by_another_and_ends_with_its_server(small):
    port = free_port()
    server = small.start("serve", "--bind", f"127.0.0.1:{port}")
    wait_for_server(port, server)
    first = worker_of(server)
    os.kill(first, signal.SIGKILL)
    wait_for(lambda: worker_of(server) not in (None, first))
    second = worker_of(server)
    server.terminate()
    assert server.wait(timeout=PATIENCE) == 0
    assert not Path(f"/proc/{second}").exists()


def test_the_database_is_killed_while_many_record_and_a_file_is_imported(small, token, large):
    before = small.known()
    port = free_port()
    server = small.start("serve", "--bind", f"127.0.0.1:{port}")
    wait_for_server(port, server)
    recorders = Recorders(port, token, RECORDED)
    recorders.wait_for(1)
    with small.holding_up_imports() as wait_until_held:
        importing = small.start("import", large)
        wait_until_held()
        small.kill_database()
    assert importing.wait(timeout=PATIENCE) == 1, "the import says that it failed"
    recorders.stop()
    kill(server)
    found = small.state(is_database_gone=True)
    kept = before.actuals | recorders.acknowledged
    assert {place: found.actuals.get(place) for place in kept} == kept
    assert found.measures == before.measures, "nothing of the import is there"
    assert len(found.actuals) <= len(kept) + len(recorders.threads)
    assert found.different == 0
    assert found.orphans == 0


def test_after_all_that_the_same_file_is_imported_as_if_nothing_had_been(small, large):
    before = small.known()
    assert small.run("import", large) == 0
    found = small.state()
    assert len(found.actuals) == len(before.actuals) + ROWS
    assert found.measures == sorted(before.measures + BULK)
    assert found.different == 0


def test_what_the_database_said_yes_to_survives_its_own_end(small):
    before = small.known()
    pid = embedded.status(small.folder).pid
    os.kill(pid, signal.SIGKILL)
    assert small.state(is_database_gone=True) == before
