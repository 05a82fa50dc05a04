"""Pages and acts timed at several sizes in turn, so that all sizes see the same machine."""

import statistics
import time
from collections.abc import Callable, Sequence
from typing import Any

from bench.reporting import Line
from tests import databases

LIMIT_GROWTH = 2.0
LIMIT_QUERIES = 15
LIMIT_OWN = 3.0
RUNS = 15


class At:
    """A client for which a page has an address of its own in each database."""

    def __init__(self, client: Any, address: str) -> None:
        self._client, self.address = client, address

    def get(self, _page: str) -> Any:
        return self._client.get(self.address)


def lines_of_page(page: str, names: Sequence[str], clients: dict[str, Any]) -> list[Line]:
    """How much a page costs more at the largest size, how many queries it needs there, and how much else it takes."""
    for name in names:
        databases.connect_to(name)
        status = clients[name].get(page).status_code
        assert status == 200, f"{page} answers {status}"
    queries = statements(lambda: clients[names[-1]].get(page))
    share, own, asked = own_work(lambda: clients[names[-1]].get(page))
    line = growth(f"page {page}", names, lambda name: timed(lambda: clients[name].get(page)))
    return [
        line,
        Line(f"page {page}", queries, "queries", LIMIT_QUERIES),
        Line(
            f"own work for page {page}", share, "x", LIMIT_OWN, f"the time of its queries: {own:.1f} of {asked:.1f} ms"
        ),
    ]


def growth(work: str, names: Sequence[str], timed: Callable[[str], float]) -> Line:
    """How many times more something costs at the last size than at the first, from milliseconds at each."""
    times = [within(name, lambda name=name: timed(name)) for name in names]
    return Line(work, times[-1] / times[0], "x", LIMIT_GROWTH, " → ".join(f"{ms:.1f}" for ms in times) + " ms")


def within(name: str, action: Callable[[], Any]) -> Any:
    """Do something in the database of that name."""
    databases.connect_to(name)
    return action()


def timed(action: Callable[[], object]) -> float:
    """Median milliseconds, after two runs that warm up."""
    times = []
    for _ in range(RUNS + 2):
        begun = time.perf_counter()
        action()
        times.append(1000 * (time.perf_counter() - begun))
    return statistics.median(times[2:])


def own_work(action: Callable[[], object]) -> tuple[float, float, float]:
    """What something takes beside its queries, as a multiple of what these take, and both in ms: medians of several runs."""
    from django.db import connection

    asked = 0.0

    def hear(execute: Callable[..., Any], *arguments: Any) -> Any:
        nonlocal asked
        begun = time.perf_counter()
        try:
            return execute(*arguments)
        finally:
            asked += time.perf_counter() - begun

    shares, own, queries = [], [], []
    for _ in range(RUNS):
        asked, begun = 0.0, time.perf_counter()
        with connection.execute_wrapper(hear):
            action()
        own.append(1000 * (time.perf_counter() - begun - asked))
        queries.append(1000 * asked)
        shares.append(own[-1] / queries[-1])
    return statistics.median(shares), statistics.median(own), statistics.median(queries)


def signed_in() -> Any:
    """A client of the strategy office."""
    from django.conf import settings
    from django.test import Client

    from hoshin.accounts.models import User

    settings.ALLOWED_HOSTS = ["testserver"]
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    user = User.objects.create(email="bench@hoshin.test", name="Bench", role="office")
    client = Client()
    client.force_login(user, backend="hoshin.notices.signed_in.WithUnread")
    return client


def statements(action: Callable[[], object]) -> int:
    """How many SQL statements something needs."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        action()
    return len(captured)
