"""Many who record at the same hour: how many values a second under one plan, and how many under as many plans.

A whole installation is served by two workers. One plan and many plans of the same form take turns in one run, so that
only their ratio is told: the machine may be loaded. Each client records values of a measure of its own; under one plan
they share the objectives above. Clients come over the API, and through the service from programs of several threads.
"""

import http.client
import json
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bench.reporting import Line, parser_of, show
from bench.served import seconds_spent, serving
from tests.exchange.workbooks import written
from tests.faults.installation import TOKEN, Installation

CLIENTS = (1, 8, 16, 32)
MOST = max(CLIENTS)
# Under one plan, of what is reached under many.
LIMIT_SHARE = 0.8
SIDES, TOPS, BRANCHES_EACH = 4, 8, 4
MONTHS = [f"{year}-{month:02}" for year in (2024, 2025) for month in range(1, 13)]
PROGRAMS = 4
DUE = "2099-12-31"
# A program of several threads, each of which records values of a measure of its own for some seconds.
PROGRAM = """
import sys, threading, time
import django
django.setup()
from django.db import connection
from hoshin.accounts.access import Actor
from hoshin.measures.models import Measure
from hoshin.measures.services import record_actual
seconds, *codes = sys.argv[1:]
actor, done, ready = Actor.system(), [], threading.Barrier(len(codes) + 1)
def record(code):
    measure = Measure.objects.get(code=code)
    ready.wait()
    number, begun = 0, time.perf_counter()
    while time.perf_counter() < begun + float(seconds):
        number += 1
        period = f"{2024 + number % 2}-{1 + number // 2 % 12:02}"
        record_actual(actor, measure=measure, period=period, value=round(time.time() % 1000, 6))
    done.append(number)
    connection.close()
threads = [threading.Thread(target=record, args=(code,)) for code in codes]
for thread in threads:
    thread.start()
print("ready", flush=True)
sys.stdin.readline()
ready.wait()
for thread in threads:
    thread.join()
print(sum(done), flush=True)
"""


@dataclass
class Spell:
    """What clients met: seconds of each answer, of all spells together, and of the server's processor."""

    answers: list[float] = field(default_factory=list)
    refused: int = 0
    whole: float = 0.0
    spent: float = 0.0

    @property
    def a_second(self) -> float:
        return len(self.answers) / self.whole

    @property
    def detail(self) -> str:
        found = statistics.quantiles(self.answers, n=100)
        shown = ", ".join(f"p{place} {1000 * found[place - 1]:.0f}" for place in (50, 95, 99))
        return (
            f"{shown} ms; {len(self.answers)} answers, {1000 * self.spent / len(self.answers):.1f} ms of processor time "
            f"each; {self.refused} told to try again"
        )


@dataclass(frozen=True, slots=True)
class Request:
    """What a client sends: to where, and whose token it shows."""

    path: str
    body: dict[str, Any]
    token: str


@dataclass(frozen=True, slots=True)
class Service:
    """A server at work, and the token of the office."""

    installation: Installation
    server: subprocess.Popen[str]
    port: int
    token: str


# What a client sends the n-th time, with that value.
RequestOf = Callable[[int, int, float], Request]


def main() -> None:
    """Serve, record, and tell."""
    parser = parser_of("bench.recording", __doc__)
    parser.add_argument("--seconds", type=float, default=4.0, help="of each spell")
    parser.add_argument("--spells", type=int, default=3, help="of each number of clients")
    parser.add_argument("--clients", type=int, nargs="+", default=list(CLIENTS))
    parser.add_argument("--workers", default="2")
    options = parser.parse_args()
    with TemporaryDirectory() as folder, plans_served(Path(folder), options.workers) as service:
        requests = [_recording(service, measure_of) for measure_of in (_of_one, _of_many)]
        lines = [
            line
            for clients in options.clients
            for line in compared(service, "", clients, requests, options.seconds, options.spells)
        ]
        lines += _lines_of_programs(service, options.seconds, options.spells)
    show(lines, as_json=options.json)


@contextmanager
def plans_served(folder: Path, workers: str) -> Iterator[Service]:
    """As many plans of the same form as clients, served."""
    installation = Installation(folder / "data")
    try:
        assert installation.run("import", written(folder / "plans", _sheets())) == 0
        token = installation.script(TOKEN).strip()
        server, port = serving(installation, workers)
        yield Service(installation, server, port, token)
    finally:
        installation.end()


def compared(
    service: Service, what: str, clients: int, requests: Sequence[RequestOf], seconds: float, spells: int
) -> Iterator[Line]:
    """How many a second of what is asked under one plan, and of what is asked under many, in turns."""
    one, many = Spell(), Spell()
    for request_of in requests:
        _spell(service, clients, request_of, 1.0, Spell())
    for _ in range(spells):
        for request_of, into in zip(requests, (one, many), strict=True):
            _spell(service, clients, request_of, seconds, into)
    name = f"{clients} clients{what}"
    yield Line(f"{name}, one plan", one.a_second, "/s", None, one.detail)
    yield Line(f"{name}, {MOST} plans", many.a_second, "/s", None, many.detail)
    share = one.a_second / many.a_second
    yield Line(f"{name}, one plan by {MOST} plans", share, "x", LIMIT_SHARE, at_least=True)


def _recording(service: Service, measure_of: Callable[[int], str]) -> RequestOf:
    def request_of(client: int, number: int, value: float) -> Request:
        body = {"period": MONTHS[number % len(MONTHS)], "value": value, "confirm_implausible": True}
        return Request(f"/api/v1/measures/{measure_of(client)}/actuals", body, service.token)

    return request_of


def _lines_of_programs(service: Service, seconds: float, spells: int) -> Iterator[Line]:
    """The same through the service, from a few programs that share the clients."""
    found: dict[Callable[[int], str], int] = {_of_one: 0, _of_many: 0}
    for _ in range(spells):
        for measure_of in found:
            programs = [
                subprocess.Popen(
                    [sys.executable, "-c", PROGRAM, str(seconds), *map(measure_of, range(first, MOST, PROGRAMS))],
                    env=service.installation.environment,
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    text=True,
                )
                for first in range(PROGRAMS)
            ]
            assert [program.stdout.readline() for program in programs if program.stdout] == ["ready\n"] * PROGRAMS
            found[measure_of] += sum(int(program.communicate("\n")[0]) for program in programs)
    one, many = (count / seconds / spells for count in found.values())
    name = f"{MOST} threads of {PROGRAMS} programs"
    yield Line(f"{name}, one plan", one, "/s")
    yield Line(f"{name}, {MOST} plans", many, "/s")
    yield Line(f"{name}, one plan by {MOST} plans", one / many, "x", LIMIT_SHARE, at_least=True)


def _of_one(client: int) -> str:
    return f"P0M{client}"


def _of_many(client: int) -> str:
    return f"P{client}M0"


def _spell(service: Service, clients: int, request_of: RequestOf, seconds: float, into: Spell) -> None:
    """Write for so long, so many at once."""
    until = time.perf_counter() + seconds
    threads = [
        threading.Thread(target=_write, args=(service, client, request_of, until, into)) for client in range(clients)
    ]
    spent, begun = seconds_spent(service.installation, service.server), time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    into.whole += time.perf_counter() - begun
    into.spent += seconds_spent(service.installation, service.server) - spent


def _write(service: Service, client: int, request_of: RequestOf, until: float, into: Spell) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", service.port, timeout=60)
    number = 0
    while (begun := time.perf_counter()) < until:
        number += 1
        request = request_of(client, number, round(begun % 1000, 6))
        headers = {"Authorization": f"Bearer {request.token}", "Content-Type": "application/json"}
        connection.request("POST", request.path, json.dumps(request.body), headers)
        answer = connection.getresponse()
        said = answer.read()
        if answer.status == 503:
            into.refused += 1
            time.sleep(int(answer.getheader("Retry-After", "1")))
            continue
        assert answer.status == 200, said[:200]
        into.answers.append(time.perf_counter() - begun)
    connection.close()


def _sheets() -> dict[str, str]:
    """As many plans as clients, each of four perspectives, forty objectives and a measure for each client below.

    Each client is somebody, who took on the goal above their measure.
    """
    people = [f"C{number}" for number in range(MOST)]
    plans = [f"P{number}" for number in range(MOST)]
    sheets = {
        "organisation": ["name", "Generated"],
        "people": ["employee_id,name,email", *(f"{one},{one},{one}@hoshin.test" for one in people)],
        "plans": ["code,name", *(f"{plan},{plan}" for plan in plans)],
        "perspectives": ["code,name,plan"],
        "objectives": ["code,name,plan,perspective,serves,owner,due_date"],
        "commitments": ["objective"],
        "measures": ["code,name,objective,owner"],
        "targets": ["measure,baseline,target"],
        "actuals": ["measure,period,value"],
    }
    for plan in plans:
        sheets["perspectives"] += [f"{plan}S{n},Side {n},{plan}" for n in range(SIDES)]
        sheets["objectives"] += [f"{plan}T{n},Top {n},{plan},{plan}S{n % SIDES},,," for n in range(TOPS)]
        for number in range(MOST):
            top = f"{plan}T{number // BRANCHES_EACH}"
            # Of the first plan each goal is another's; of all plans the first is that of the client of the same number.
            owner = people[number or plans.index(plan)]
            sheets["objectives"].append(f"{plan}O{number},Objective {number},{plan},,{top},{owner},{DUE}")
            sheets["commitments"].append(f"{plan}O{number}")
            sheets["measures"].append(f"{plan}M{number},Measure {number},{plan}O{number},{owner}")
            sheets["targets"].append(f"{plan}M{number},0,1000")
            sheets["actuals"] += [f"{plan}M{number},{month},{number + at}" for at, month in enumerate(MONTHS)]
    return {name: "\n".join(rows) + "\n" for name, rows in sheets.items()}


if __name__ == "__main__":
    main()
