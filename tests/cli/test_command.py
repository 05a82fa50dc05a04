"""The command itself: quick help, versions, users, a server that starts and stops, an installation from nothing."""

import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from pathlib import Path

import pytest
from tests.patience import PATIENCE

from hoshin.accounts.models import User
from hoshin.cli.main import hoshin
from hoshin.cli.progress import ProgressLine
from hoshin.cli.serve import say_when_open

ROOT = Path(__file__).resolve().parents[2]
COMMAND = [sys.executable, "-c", "from hoshin.cli.main import main; main()"]
# As in a shell that knows nothing of tests.
SHELL = {name: value for name, value in os.environ.items() if not name.startswith(("HOSHIN_", "DJANGO_"))}


def test_help_loads_neither_django_nor_numpy():
    code = "import sys; from hoshin.cli.main import hoshin; print({'django', 'numpy'} & set(sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "set()\n"


@pytest.mark.parametrize("name", ["demo", "serve"])
def test_a_taken_port_is_said_before_anything_is_begun(tmp_path, name):
    with socket.create_server(("127.0.0.1", 0)) as other:
        bind = f"127.0.0.1:{other.getsockname()[1]}"
        asked = [*COMMAND, "--data-dir", str(tmp_path / "data"), name, "--bind", bind]
        result = subprocess.run(asked, capture_output=True, text=True, check=False, env=SHELL)
    assert result.returncode == 1
    assert f"Something listens on {bind} already" in result.stderr
    assert not (tmp_path / "data" / "postgres").exists()


def test_the_address_is_told_once_somebody_answers_there(capsys):
    with socket.socket() as later:
        later.bind(("127.0.0.1", 0))
        telling = threading.Thread(target=say_when_open, args=("127.0.0.1", later.getsockname()[1]))
        telling.start()
        telling.join(0.7)
        assert "listens on" not in capsys.readouterr().err, "whoever opens it now is refused"
        later.listen()
        telling.join(PATIENCE)
    assert "Hoshin listens on http://" in capsys.readouterr().err


@pytest.mark.parametrize("name", hoshin.list_commands(None))
def test_every_command_has_help(run, name):
    result = run(name, "--help")
    assert result.exit_code == 0
    assert "Usage:" in result.output


def test_a_helper_of_the_folder_is_no_command(run):
    assert run("records").exit_code == 2


def test_the_help_says_what_each_command_does(run):
    assert re.search(r"^  import +Import workbooks and published series\.$", run("--help").output, re.M)


def test_an_unknown_command_is_wrong_usage(run):
    assert run("scores").exit_code == 2


def test_version(run):
    assert run("--version").output.startswith("hoshin ")


def test_a_user_is_added_and_may_sign_in(run, client):
    result = run(
        "user",
        "add",
        "Nora@Hoshin.test",
        "--name",
        "Nora",
        "--role",
        "office",
        "--password-stdin",
        input="correct horse battery\n",
    )
    assert result.exit_code == 0, result.stderr
    user = User.objects.get(email="nora@hoshin.test")
    assert (user.role, user.check_password("correct horse battery")) == ("office", True)


def test_a_weak_password_adds_nobody(run):
    result = run("user", "add", "nora@hoshin.test", "--password-stdin", input="12345\n")
    assert (result.exit_code, User.objects.count()) == (1, 0)
    assert "too short" in result.stderr


def test_a_password_is_set(run, vera):
    result = run("user", "password", "VERA@hoshin.test", "--password-stdin", input="another horse battery\n")
    assert result.exit_code == 0, result.stderr
    vera.refresh_from_db()
    assert vera.check_password("another horse battery")


def test_a_password_of_nobody(run, vera):
    result = run("user", "password", "verra@hoshin.test", "--password-stdin", input="another horse battery\n")
    assert result.exit_code == 1
    assert "Did you mean vera@hoshin.test?" in result.stderr


def test_progress_is_quiet_for_two_seconds_and_then_says_where_it_is(capsys, monkeypatch):
    now = iter([0.0, 1.0, 3.0, 4.0, 14.0])
    monkeypatch.setattr("hoshin.cli.progress.time.monotonic", lambda: next(now))
    with ProgressLine() as progress:
        for done in (1, 2, 3, 4):
            progress(done, 4, "actuals")
    assert capsys.readouterr().err.splitlines() == ["actuals: 2 of 4", "actuals: 4 of 4"]


def test_a_bad_setting_is_a_sentence(tmp_path):
    run = subprocess.run(
        [*COMMAND, "score"],
        env=SHELL | {"HOSHIN_DATA_DIR": str(tmp_path), "HOSHIN_BIND": "nonsense"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 1
    assert run.stderr.startswith("HOSHIN_BIND is 'nonsense'")
    assert "Traceback" not in run.stderr


def test_an_unreachable_database_is_a_sentence(tmp_path):
    run = subprocess.run(
        [*COMMAND, "score"],
        env=SHELL | {"HOSHIN_DATA_DIR": str(tmp_path), "HOSHIN_DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 1
    assert "cannot be reached" in run.stderr
    assert "Traceback" not in run.stderr


@pytest.mark.slow
def test_a_server_from_nothing_answers_and_stops(tmp_path, free_port):
    """From an empty folder to an answer, and away again without a trace of the server, in either way; and then again."""
    try:
        for stop in (signal.SIGINT, signal.SIGTERM):
            process = subprocess.Popen(
                [*COMMAND, "--data-dir", tmp_path / "data", "serve", "--bind", f"127.0.0.1:{free_port}"],
                env=SHELL,
                stderr=subprocess.PIPE,
                text=True,
            )
            try:
                assert answered(f"http://127.0.0.1:{free_port}/api/v1/openapi.json")
                process.send_signal(stop)
                assert process.wait(timeout=PATIENCE) == 0
                assert f"http://127.0.0.1:{free_port}/" in process.stderr.read()
            finally:
                process.kill()
    finally:
        stop_database(tmp_path / "data")


def answered(url, seconds=PATIENCE):
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(url, timeout=30) as answer:
                return answer.status == 200
        except OSError:
            time.sleep(0.2)
    return False


def stop_database(data_dir):
    from hoshin import embedded

    embedded.stop(data_dir)


@pytest.fixture
def free_port():
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
