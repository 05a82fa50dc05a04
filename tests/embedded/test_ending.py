"""The embedded database ends by itself when nobody uses it, when its folder is gone, and never before."""

import contextlib
import os
import shutil
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.embedded.installation import (
    USE,
    USE_BRIEFLY,
    connect,
    kill_server_and_children,
    run_elsewhere,
    wait_until,
    watchers,
)
from tests.patience import PATIENCE

from hoshin import embedded
from hoshin.embedded import watcher

pytestmark = pytest.mark.skipif(not Path("/proc/self/cwd").exists(), reason="looks at processes through /proc")
COME_AND_GO = """
import random, sys, time
import psycopg
from hoshin import embedded
from hoshin.embedded import users
from pathlib import Path
folder = Path(sys.argv[1])
for _ in range(15):
    address = embedded.ensure_running(folder, durable=False, idle_seconds=0.1)
    with psycopg.connect(host=address.host, port=address.port, user=address.user, dbname=address.dbname) as connection:
        time.sleep(random.uniform(0, 0.05))
        connection.execute("select 1")
    users.stop_using(folder)
    time.sleep(random.uniform(0, 0.6))
"""


@pytest.fixture
def folder(used_folder):
    return used_folder


def used_briefly(folder: Path, idle_seconds: float = 0.4) -> None:
    assert run_elsewhere(folder, USE_BRIEFLY, idle_seconds).wait(timeout=PATIENCE) == 0


@contextlib.contextmanager
def user_of(folder: Path) -> Iterator[None]:
    """A process that uses the server without a session, and is killed at the end."""
    user = run_elsewhere(folder, USE, 0.4)
    assert user.stdout.readline() == "in use\n"
    yield
    user.kill()
    user.communicate()


def test_unused_for_a_while_it_ends_and_the_next_who_comes_starts_it_again(folder):
    used_briefly(folder)
    first = embedded.status(folder).pid
    wait_until(lambda: not embedded.status(folder).is_running and not watchers(folder))
    used_briefly(folder, idle_seconds=PATIENCE)
    assert embedded.status(folder).pid not in (None, first)
    assert len(watchers(folder)) == 1


def test_it_stays_while_a_process_uses_it_even_without_a_session_and_goes_when_that_is_killed(folder):
    with user_of(folder):
        used_briefly(folder)
        time.sleep(1.2)
        assert embedded.status(folder).is_running
    wait_until(lambda: not embedded.status(folder).is_running)


def test_it_stays_while_somebody_is_connected_by_another_way(folder):
    with user_of(folder):
        connection = connect(embedded.status(folder).address)
    time.sleep(1.2)
    assert connection.execute("select 1").fetchone() == (1,)
    connection.close()
    wait_until(lambda: not embedded.status(folder).is_running)


def test_the_last_who_came_says_how_long_it_stays(folder):
    used_briefly(folder)
    embedded.ensure_running(folder, durable=False, idle_seconds=0)
    embedded.users.stop_using(folder)
    time.sleep(1.2)
    assert embedded.status(folder).is_running


def test_server_and_watcher_go_with_their_folder(folder):
    used_briefly(folder, idle_seconds=PATIENCE)
    server, (watcher,) = embedded.status(folder).pid, watchers(folder)
    shutil.rmtree(folder)
    wait_until(lambda: not Path(f"/proc/{server}").exists() and not Path(f"/proc/{watcher}").exists())


def test_a_watcher_leaves_the_server_alone_that_runs_in_a_folder_made_again(tmp_path, monkeypatch):
    ended = []
    monkeypatch.setattr(watcher, "running_postmaster", lambda cluster: "the new one")
    monkeypatch.setattr(watcher, "end_server", ended.append)
    monkeypatch.setattr(watcher.users, "is_in_place", lambda file, folder: False)
    watcher.watch(tmp_path, (tmp_path / "file").open("w"))
    assert ended == []


def test_the_watcher_goes_with_its_server_and_a_killed_one_is_replaced(folder):
    used_briefly(folder, idle_seconds=PATIENCE)
    os.kill(watchers(folder)[0], signal.SIGKILL)
    used_briefly(folder, idle_seconds=PATIENCE)
    assert len(watchers(folder)) == 1
    kill_server_and_children(embedded.status(folder).pid)
    wait_until(lambda: not watchers(folder))


@pytest.mark.slow
def test_nobody_who_comes_while_it_ends_is_turned_away(folder):
    visitors = [run_elsewhere(folder, COME_AND_GO) for _ in range(2)]
    assert [visitor.communicate(timeout=PATIENCE)[1] for visitor in visitors] == [""] * 2
    assert (folder / "postgres" / "server.log").read_text().count("database system is shut down") > 0
    wait_until(lambda: not embedded.status(folder).is_running and not watchers(folder))
    assert (folder / "postgres.watch").read_text() == ""
