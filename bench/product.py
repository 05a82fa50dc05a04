"""Recording and reading at growing sizes: how much more do they cost when there is a hundred times as much?"""

import argparse
import json
import statistics
import time
from collections.abc import Callable

from bench.databases import database, prepare

LIMIT_GROWTH = 2.0
LIMIT_QUERIES = 15
PAGES = (
    "/",
    "/?unit=U1",
    "/objectives",
    "/objectives/O3",
    "/measures",
    "/measures/M3",
    "/map",
    "/plan",
    "/find?q=obj",
    "/audit",
    "/exchange",
)


def main() -> None:
    """Print the figures of each size side by side; the last size against the first."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--nodes", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    prepare()
    found = {nodes: _measure(nodes, options.runs) for nodes in options.nodes}
    print(json.dumps(found, indent=2) if options.json else _table(found))


def _measure(nodes: int, runs: int) -> dict[str, dict[str, float]]:
    with database(f"bench_{nodes}"):
        from bench.organisation import build

        begun = time.perf_counter()
        build(nodes)
        figures: dict[str, dict[str, float]] = {"build and score": {"ms": 1000 * (time.perf_counter() - begun)}}
        figures["record one actual"] = _timed(_recorder(), runs)
        client = _signed_in()
        for page in PAGES:
            answer = client.get(page)
            if answer.status_code == 200:
                figures[f"page {page}"] = _timed(lambda page=page: client.get(page), runs) | {
                    "queries": _queries(client, page),
                    "kB": len(answer.content) / 1000,
                }
    return figures


def _timed(action: Callable[[], object], runs: int) -> dict[str, float]:
    times = []
    for _ in range(runs + 2):
        begun = time.perf_counter()
        action()
        times.append(1000 * (time.perf_counter() - begun))
    return {"ms": statistics.median(times[2:])}


def _recorder() -> Callable[[], object]:
    from bench.organisation import NOW

    from hoshin.accounts.access import Actor
    from hoshin.base import clock
    from hoshin.base.periods import Period
    from hoshin.measures.models import Measure
    from hoshin.measures.services import record_actual

    measure = Measure.objects.order_by("-id").first()
    actor, period, turns = Actor.system(), Period.parse("2026-10"), iter(range(1_000_000))

    def record() -> None:
        with clock.fixed(NOW):
            record_actual(actor, measure=measure, period=period, value=float(next(turns) % 97))

    return record


def _signed_in():
    from django.conf import settings
    from django.test import Client

    from hoshin.accounts.models import User

    settings.ALLOWED_HOSTS = ["testserver"]
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    user = User.objects.create(email="bench@hoshin.test", name="Bench", role="office")
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def _queries(client, page: str) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        client.get(page)
    return len(captured)


def _table(found: dict[int, dict[str, dict[str, float]]]) -> str:
    sizes = list(found)
    lines = [f"{'':34}" + "".join(f"{nodes:>12,} nodes" for nodes in sizes) + "    growth (limit)   queries (limit)"]
    for name in found[sizes[0]]:
        row = [found[nodes].get(name, {}) for nodes in sizes]
        cells = "".join(f"{cell['ms']:>15.1f} ms" if cell else " " * 18 for cell in row)
        growth = row[-1]["ms"] / row[0]["ms"] if row[-1] and row[0] else float("nan")
        limit = f"{growth:>9.2f} ({LIMIT_GROWTH:.0f})" if name != "build and score" else " " * 13
        queries = f"{row[-1].get('queries', 0):>12.0f} ({LIMIT_QUERIES})" if "queries" in row[-1] else ""
        lines.append(f"{name:34}{cells}{limit}{queries}")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
