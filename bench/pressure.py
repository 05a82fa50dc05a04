"""Pages while others press on the server: slow bodies, and 32 writers of one plan beside an import of 100,000 rows.

A whole installation is served, with the demonstration in it. Undisturbed and disturbed spells follow each other in one
run, so that only their ratio is told: the machine may be loaded. A page counts from the request to its last byte.
"""

import http.client
import json
import multiprocessing
import socket
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, ExitStack, contextmanager
from datetime import date
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Event as EventType
from pathlib import Path

from bench.reporting import Line, parser_of, show
from bench.served import Served, demonstration_served

from hoshin.base.periods import Frequency, Period

LIMIT = 2.0
SLOW, WRITERS = 40, 32
# Presses while it is open; what it gives says whether it goes on.
Pressing = AbstractContextManager[Callable[[], bool]]
Measures = tuple[tuple[str, str], ...]
PAGES = {"/sign-in": "the page to sign in", "/": "the scorecard"}


def main() -> None:
    """Serve, press, and tell how much longer pages take."""
    parser = parser_of("bench.pressure", __doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--workers", default="2")
    options = parser.parse_args()
    with demonstration_served(options.workers) as served:
        show(list(_measured(served, options.rows)), as_json=options.json)


def _measured(served: Served, rows: int) -> Iterator[Line]:
    installation = served.installation
    for page in PAGES:
        for _ in range(20):
            served.seconds(page)
    yield from _compared(served, f"{SLOW} slow bodies", lambda: _slow_bodies(served))
    file = _workbook(installation.folder.parent / "rows", served.objective, rows)

    @contextmanager
    def importing() -> Iterator[Callable[[], bool]]:
        process = installation.start("import", file)
        with _writing(served):
            yield lambda: process.poll() is None
        assert process.wait(timeout=600) == 0

    yield from _compared(served, f"{WRITERS} writers beside an import of {rows:,} rows", importing, spells=1)


def _compared(served: Served, what: str, pressing: Callable[[], Pressing], spells: int = 3) -> Iterator[Line]:
    quiet: dict[str, list[float]] = {page: [] for page in PAGES}
    pressed: dict[str, list[float]] = {page: [] for page in PAGES}
    for _ in range(spells):
        _spell(served, quiet)
        with pressing() as goes_on:
            _spell(served, pressed)
            while goes_on():
                _spell(served, pressed)
        time.sleep(2)
    _spell(served, quiet)
    for page, name in PAGES.items():
        before, after = statistics.median(quiet[page]), statistics.median(pressed[page])
        worst = statistics.quantiles(pressed[page], n=20)[-1]
        detail = (
            f"{len(pressed[page])} pages; median {after * 1000:.0f} ms, p95 {worst * 1000:.0f} ms; "
            f"undisturbed {before * 1000:.0f} ms"
        )
        yield Line(f"{name}, {what}", after / before, "x", LIMIT, detail)


def _spell(served: Served, into: dict[str, list[float]]) -> None:
    for _ in range(25):
        for page in PAGES:
            into[page].append(served.seconds(page))


@contextmanager
def _slow_bodies(served: Served) -> Iterator[Callable[[], bool]]:
    """Clients that announce a body and send a byte of it now and then."""
    with ExitStack() as held:
        for _ in range(SLOW):
            slow = held.enter_context(socket.create_connection(("127.0.0.1", served.port)))
            slow.sendall(
                b"POST /sign-in HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                b"Cookie: csrftoken=" + b"a" * 32 + b"\r\nContent-Length: 100000\r\n\r\nu"
            )
        time.sleep(0.5)
        yield lambda: False


@contextmanager
def _writing(served: Served) -> Iterator[None]:
    """Programs that record values of measures of one plan, as fast as they are answered; no part of who measures."""
    context = multiprocessing.get_context("spawn")
    is_over, answers = context.Event(), context.Queue()
    program = context.Process(target=_write, args=(served.port, served.token, served.measures, is_over, answers))
    program.start()
    try:
        yield
    finally:
        is_over.set()
        answered, refused = answers.get()
        program.join()
        print(f"{answered} answers to writers, of which {refused} said: try again", file=sys.stderr)


def _write(port: int, token: str, measures: Measures, is_over: EventType, answers: "Queue[tuple[int, int]]") -> None:
    said: list[int] = []
    with ThreadPoolExecutor(WRITERS) as clients:
        for client in range(WRITERS):
            clients.submit(_write_on, port, token, measures[client % len(measures)], client, is_over, said)
    answers.put((len(said), said.count(503)))


def _write_on(
    port: int, token: str, measure: tuple[str, str], client: int, is_over: EventType, said: list[int]
) -> None:
    code, frequency = measure
    number = 0
    while not is_over.is_set():
        number += 1
        period = str(Period.containing(date(2023, 1 + number % 12, 1), Frequency(frequency)))
        body = {"period": period, "value": client + number / 1000, "confirm_implausible": True}
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        connection.request("POST", f"/api/v1/measures/{code}/actuals", json.dumps(body), headers)
        answer = connection.getresponse()
        text = answer.read()
        connection.close()
        assert answer.status in (200, 503), text[:200]
        said.append(answer.status)
        if answer.status == 503:
            is_over.wait(int(answer.getheader("Retry-After", "1")))


def _workbook(folder: Path, objective: str, rows: int) -> Path:
    """Measures of the same plan, with so many values."""
    folder.mkdir()
    months = [f"{year}-{month:02}" for year in range(2015, 2025) for month in range(1, 13)]
    codes = [f"PRESS{number}" for number in range(-(-rows // len(months)))]
    measures = "".join(f"{code},{code},{objective},higher,monthly\n" for code in codes)
    (folder / "measures.csv").write_text("code,name,objective,direction,frequency\n" + measures)
    (folder / "targets.csv").write_text("measure,baseline,target\n" + "".join(f"{code},0,100\n" for code in codes))
    values = [f"{code},{month},{place % 97}.5\n" for code in codes for place, month in enumerate(months)][:rows]
    (folder / "actuals.csv").write_text("measure,period,value\n" + "".join(values))
    return folder


if __name__ == "__main__":
    main()
