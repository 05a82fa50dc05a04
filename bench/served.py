"""A whole installation with the demonstration in it, served by processes of its own, for measurements from outside."""

import http.client
import json
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.faults.installation import Installation, free_port, wait_for_server
from tests.seconds import descendants_of, seconds_of

from hoshin import embedded

PREPARE = """
import json
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from hoshin.accounts.access import Actor
from hoshin.accounts.models import User
from hoshin.accounts.services import create_token
from hoshin.measures.models import Measure
from hoshin.strategy.models import Objective
user = User.objects.get(role="office")
session = SessionStore()
session[SESSION_KEY], session[HASH_SESSION_KEY] = str(user.pk), user.get_session_auth_hash()
session[BACKEND_SESSION_KEY] = "hoshin.notices.signed_in.WithUnread"
session.save()
objective = Objective.objects.order_by("id").first()
served = Measure.objects.filter(formula="", serves__parent__plan=objective.plan).order_by("id")
print(json.dumps({
    "session": session.session_key,
    "token": create_token(Actor.of(user, "api"), name="pressure")[1],
    "objective": objective.code,
    "plan": objective.plan.code,
    "measures": [[measure.code, measure.frequency] for measure in served.distinct()[:8]],
}))
"""


@dataclass(frozen=True, slots=True)
class Served:
    """A server at work, who asks it for what, and what there is to ask for."""

    installation: Installation
    server: subprocess.Popen[str]
    port: int
    session: str
    token: str
    plan: str
    objective: str
    measures: tuple[tuple[str, str], ...]

    def headers(self, path: str) -> dict[str, str]:
        """As a browser of the strategy office sends them, or its program."""
        who = (
            {"Authorization": f"Bearer {self.token}"}
            if path.startswith("/api/")
            else {"Cookie": f"sessionid={self.session}"}
        )
        return who | {"Accept-Encoding": "gzip"}

    def seconds(self, path: str) -> float:
        """How long one page takes, on a connection of its own; the page to sign in is a stranger's."""
        started = time.perf_counter()
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        connection.request("GET", path, headers={} if path == "/sign-in" else self.headers(path))
        answer = connection.getresponse()
        answer.read()
        connection.close()
        assert answer.status == 200, f"{path}: {answer.status}"
        return time.perf_counter() - started

    def spent(self) -> float:
        """Seconds of processor time of the server and its database until now."""
        return seconds_spent(self.installation, self.server)


@contextmanager
def demonstration_served(workers: str) -> Iterator[Served]:
    """Within the block it is served by so many workers."""
    with TemporaryDirectory() as folder:
        installation = Installation(Path(folder) / "data")
        try:
            assert installation.run("--data-dir", installation.folder, "demo", "--load-only") == 0
            said = json.loads(installation.script(PREPARE))
            said["measures"] = tuple(map(tuple, said["measures"]))
            server, port = serving(installation, workers)
            yield Served(installation, server, port, **said)
        finally:
            installation.end()


def serving(installation: Installation, workers: str) -> tuple[subprocess.Popen[str], int]:
    """A server of so many workers that has begun to listen, and where."""
    port = free_port()
    server = installation.start("serve", "--bind", f"127.0.0.1:{port}", "--workers", workers)
    wait_for_server(port, server)
    return server, port


def seconds_spent(installation: Installation, server: subprocess.Popen[str]) -> float:
    """Seconds of processor time of a server and its database until now."""
    database = embedded.status(installation.folder).pid
    assert database is not None
    processes = [one for top in (server.pid, database) for one in (top, *descendants_of(top))]
    return sum(seconds_of(one) for one in processes)
