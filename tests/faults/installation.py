"""A whole installation in a folder of its own, with processes that are ended by kill -9."""

import contextlib
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
from tests.patience import PATIENCE

from hoshin import embedded

ROOT = Path(__file__).resolve().parents[2]
HOSHIN = [sys.executable, "-c", "from hoshin.cli.main import main; main()"]
# One process that does what scripts say, so that not each of them has to start Django.
SCRIPTS = """
import contextlib, io, json, sys, traceback
import django
django.setup()
from django.db import connection
for line in sys.stdin:
    said, fault = io.StringIO(), ""
    try:
        with contextlib.redirect_stdout(said):
            exec(json.loads(line), {})
    except Exception:
        fault = traceback.format_exc()
    # Nobody is connected between two scripts.
    connection.close()
    print(json.dumps([said.getvalue(), fault]), flush=True)
"""
STATE = """
import json
from tests.scorecards.recomputation import differences
from hoshin.audit.models import Change
from hoshin.measures.models import Actual, Measure
from hoshin.strategy.models import Plan
rows = Actual.objects.filter(superseded_at=None).values_list("measure__code", "unit__code", "period", "value", "change")
plans = list(Plan.objects.all())
print(json.dumps({
    "measures": sorted(Measure.objects.values_list("code", flat=True)),
    "actuals": [[code, unit, str(period), value] for code, unit, period, value, _ in rows],
    "orphans": len({row[4] for row in rows} - set(Change.objects.values_list("id", flat=True))),
    "imports": list(Change.objects.filter(verb="import").values_list("summary", flat=True)),
    "different": sum(len(differences(plan)) for plan in plans),
}))
"""
TOKEN = """
from hoshin.accounts.access import Actor
from hoshin.accounts.services import add_user, create_token
user = add_user(Actor.system(), name="Rita", email="rita@hoshin.test", role="office")
print(create_token(Actor.of(user, "api"), name="recorder")[1])
"""
SESSION = """
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from hoshin.accounts.models import User
user = User.objects.get(email="rita@hoshin.test")
session = SessionStore()
session[SESSION_KEY] = str(user.pk)
session[BACKEND_SESSION_KEY] = "hoshin.notices.signed_in.WithUnread"
session[HASH_SESSION_KEY] = user.get_session_auth_hash()
session.save()
print(session.session_key)
"""


@dataclass(frozen=True)
class State:
    """What stands in the database: current values by (measure, unit, period), and what contradicts itself."""

    measures: list[str]
    actuals: dict[tuple[str, str | None, str], float]
    imports: list[str]
    orphans: int
    different: int


@dataclass
class Installation:
    """A data folder, and whatever runs on it."""

    folder: Path
    processes: list[subprocess.Popen[str]] = field(default_factory=list)
    last: "State | None" = None
    _scripts: subprocess.Popen[str] | None = None

    @property
    def environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("HOSHIN_", "DJANGO_"))}
        return kept | {
            "HOSHIN_DATA_DIR": str(self.folder),
            "DJANGO_SETTINGS_MODULE": "hoshin.config.settings",
            "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}",
        }

    def start(self, *command: str | Path, **settings: str) -> subprocess.Popen[str]:
        """A command in a group of its own, so that all its processes can be killed at once; `settings` of its own."""
        with (self.folder.parent / "said.log").open("a") as log:
            process = subprocess.Popen(
                [*HOSHIN, *map(str, command)],
                env=self.environment | settings,
                stdout=log,
                stderr=log,
                text=True,
                start_new_session=True,
            )
        self.processes.append(process)
        return process

    def run(self, *command: str | Path) -> int:
        return self.start(*command).wait(timeout=PATIENCE)

    def script(self, code: str) -> str:
        """What this code prints when it runs where Django is set up."""
        if self._scripts is None:
            self._scripts = subprocess.Popen(
                [sys.executable, "-c", SCRIPTS],
                env=self.environment,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
                start_new_session=True,
            )
            self.processes.append(self._scripts)
        assert self._scripts.stdin is not None
        assert self._scripts.stdout is not None
        self._scripts.stdin.write(json.dumps(code) + "\n")
        self._scripts.stdin.flush()
        answer = self._scripts.stdout.readline()
        assert answer, "the process of the scripts ended"
        said, fault = json.loads(answer)
        assert not fault, fault
        return str(said)

    def state(self, *, is_database_gone: bool = False) -> State:
        """What stands there now; where the database was killed, another process comes, and starts it again."""
        if is_database_gone and self._scripts is not None:
            kill(self._scripts)
            self._scripts = None
        found = json.loads(self.script(STATE))
        rows = {(code, unit, period): value for code, unit, period, value in found["actuals"]}
        assert len(rows) == len(found["actuals"]), "no value stands twice"
        self.last = State(found["measures"], rows, found["imports"], found["orphans"], found["different"])
        return self.last

    def known(self) -> State:
        """What was found last; whoever asks has seen to it that nothing was acknowledged since."""
        return self.last or self.state()

    @contextlib.contextmanager
    def holding_up_imports(self) -> Iterator[Callable[[], None]]:
        """Keeps an import that brings new measures from ending; gives what waits until one is held up.

        It has written its rows then, is about to change the score graph, and has not committed.
        """
        with self.connection() as holding, self.connection() as looking:
            looking.autocommit = True
            holding.execute("LOCK TABLE scorecards_edge IN SHARE MODE")
            waiting = "SELECT count(*) FROM pg_stat_activity WHERE %s = ANY (pg_blocking_pids(pid))"
            yield lambda: wait_for(lambda: looking.execute(waiting, [holding.info.backend_pid]).fetchone()[0])
            with contextlib.suppress(psycopg.OperationalError):
                holding.rollback()

    @contextlib.contextmanager
    def holding_up_workers(self) -> Iterator[None]:
        """Keeps every worker from taking up what a worker before it was doing: it passes by what is locked."""
        with self.connection() as holding:
            held = holding.execute("SELECT FROM procrastinate_jobs WHERE status = 'doing' FOR UPDATE")
            assert held.rowcount > 0
            yield

    def connection(self) -> psycopg.Connection:
        """To its database, past Django."""
        address = embedded.status(self.folder).address
        assert address is not None
        return psycopg.connect(host=address.host, port=address.port, user=address.user, dbname=address.dbname)

    def kill_database(self) -> None:
        pid = embedded.status(self.folder).pid
        assert pid is not None
        os.kill(pid, signal.SIGKILL)

    def end(self) -> None:
        for process in self.processes:
            kill(process)
        embedded.stop(self.folder)


def kill(process: subprocess.Popen[str]) -> None:
    """kill -9 of a process and of all that it started."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait(timeout=PATIENCE)


class Recorders:
    """Clients that record values over the API side by side, and remember which ones were acknowledged."""

    def __init__(self, port: int, token: str, measures: list[str], *, clients: int = 4) -> None:
        self.port, self.token, self.measures = port, token, measures
        self.acknowledged: dict[tuple[str, None, str], float] = {}
        self.refused: list[str] = []
        self.is_over = threading.Event()
        self.threads = [threading.Thread(target=self._record, args=(client, clients)) for client in range(clients)]
        for thread in self.threads:
            thread.start()

    def wait_for(self, count: int) -> None:
        deadline = time.monotonic() + PATIENCE
        while len(self.acknowledged) < count:
            assert time.monotonic() < deadline, f"only {len(self.acknowledged)} were acknowledged: {self.refused[:3]}"
            time.sleep(0.005)

    def stop(self) -> None:
        self.is_over.set()
        for thread in self.threads:
            thread.join(timeout=PATIENCE)

    def _record(self, client: int, clients: int) -> None:
        for number in range(client, 100_000, clients):
            if self.is_over.is_set():
                return
            measure = self.measures[number % len(self.measures)]
            month = number // len(self.measures)
            day = f"{2000 + month // 12}-{month % 12 + 1:02}"
            value = number + 0.25
            if self._post(measure, {"period": day, "value": value, "confirm_implausible": True}):
                self.acknowledged[measure, None, f"{day}-01"] = value
            elif self.refused[-1:] == ["gone"]:
                return

    def _post(self, measure: str, body: dict[str, Any]) -> bool:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        try:
            connection.request("POST", f"/api/v1/measures/{measure}/actuals", json.dumps(body), headers)
            answer = connection.getresponse()
            said = answer.read()
        except OSError:
            self.refused.append("gone")
            return False
        except http.client.HTTPException:
            self.refused.append("gone")
            return False
        finally:
            connection.close()
        if answer.status != 200:
            self.refused.append(f"{answer.status} {said[:200]!r}")
        return answer.status == 200


class Visitor:
    """A browser without a face: somebody who is signed in and sends forms."""

    _token = "a" * 32

    def __init__(self, port: int, session: str) -> None:
        self.port, self.session = port, session

    def get(self, address: str) -> str:
        return self._ask("GET", address, b"", "")[1]

    def post(self, address: str, body: bytes = b"", kind: str = "application/x-www-form-urlencoded") -> str:
        """Where the answer leads."""
        return self._ask("POST", address, body, kind)[0]

    def upload(self, name: str, data: bytes) -> str:
        """The address of the transfer that begins."""
        head = f'--edge\r\nContent-Disposition: form-data; name="files"; filename="{name}"\r\n\r\n'
        body = head.encode() + data + b"\r\n--edge--\r\n"
        return self.post("/exchange/upload", body, "multipart/form-data; boundary=edge")

    def _ask(self, method: str, address: str, body: bytes, kind: str) -> tuple[str, str]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        headers = {"Cookie": f"sessionid={self.session}; csrftoken={self._token}", "X-CSRFToken": self._token}
        connection.request(method, address, body, headers | ({"Content-Type": kind} if kind else {}))
        answer = connection.getresponse()
        said = answer.read().decode()
        connection.close()
        assert answer.status < 400, f"{method} {address}: {answer.status}"
        return answer.getheader("Location", ""), said


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < deadline, "it did not come to pass"
        time.sleep(0.2)


def wait_for_server(port: int, process: subprocess.Popen[str]) -> None:
    deadline = time.monotonic() + PATIENCE
    while True:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        assert process.poll() is None, "the server ended"
        assert time.monotonic() < deadline, "the server does not listen"
        time.sleep(0.05)
