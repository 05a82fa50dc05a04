"""Requests a second, and how long they take, of the scorecard and of the API: one client, and eight at once.

The real server with two workers, the demonstration in it, clients that keep their connection. One and eight clients take
turns in one run. Where the machine does other work too, the processor time of an answer, of the server and its database
together, says what two quiet cores could do.
"""

import http.client
import statistics
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

from bench.reporting import Line, parser_of, show
from bench.served import Served, demonstration_served

MANY = 8
LIMIT_A_SECOND, LIMIT_SLOWEST = 60.0, 4.0
ROUNDS = 3


@dataclass
class Spell:
    """What so many clients met: seconds of each answer, of the whole, and of the processor."""

    answers: list[float] = field(default_factory=list)
    whole: float = 0.0
    spent: float = 0.0

    @property
    def a_second(self) -> float:
        return len(self.answers) / self.whole

    def percentile(self, place: int) -> float:
        return statistics.quantiles(self.answers, n=100)[place - 1]

    @property
    def detail(self) -> str:
        shown = ", ".join(f"p{place} {1000 * self.percentile(place):.0f}" for place in (50, 95, 99))
        spent = 1000 * self.spent / len(self.answers)
        return f"{shown} ms; {len(self.answers)} answers, {spent:.1f} ms of processor time each"


def main() -> None:
    """Serve, ask, and tell."""
    parser = parser_of("bench.load", __doc__)
    parser.add_argument("--answers", type=int, default=400, help="of each kind in each round")
    parser.add_argument("--workers", default="2")
    options = parser.parse_args()
    with demonstration_served(options.workers) as served:
        lines = [
            *_lines(served, "scorecard", "/", options.answers, LIMIT_A_SECOND),
            *_lines(served, "API's scorecard", f"/api/v1/plans/{served.plan}/scorecard", options.answers, None),
            *_lines(served, "API's measures", "/api/v1/measures", options.answers, None),
        ]
    show(lines, as_json=options.json)


def _lines(served: Served, name: str, path: str, answers: int, limit: float | None) -> Iterator[Line]:
    _spell(served, path, MANY, 10 * MANY, Spell())
    alone, together = Spell(), Spell()
    for _ in range(ROUNDS):
        _spell(served, path, 1, answers // 4, alone)
        _spell(served, path, MANY, answers, together)
    yield Line(f"{name}, one client", alone.a_second, "/s", None, alone.detail)
    yield Line(f"{name}, {MANY} clients", together.a_second, "/s", limit, together.detail, at_least=True)
    slowest = together.percentile(99) / statistics.median(alone.answers)
    yield Line(f"{name}, {MANY} clients: p99 by the median of one", slowest, "x", LIMIT_SLOWEST)


def _spell(served: Served, path: str, clients: int, answers: int, into: Spell) -> None:
    """Ask so often, by so many clients at once."""
    threads = [threading.Thread(target=_ask, args=(served, path, answers // clients, into)) for _ in range(clients)]
    spent, begun = served.spent(), time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    into.whole += time.perf_counter() - begun
    into.spent += served.spent() - spent


def _ask(served: Served, path: str, times: int, into: Spell) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", served.port, timeout=60)
    for _ in range(times):
        begun = time.perf_counter()
        connection.request("GET", path, headers=served.headers(path))
        answer = connection.getresponse()
        answer.read()
        into.answers.append(time.perf_counter() - begun)
        assert answer.status == 200, f"{path}: {answer.status}"
    connection.close()


if __name__ == "__main__":
    main()
