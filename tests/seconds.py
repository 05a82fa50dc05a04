"""What each file of tests costs, and which one grew: a plugin of pytest.

Counted are seconds of CPU, not of a clock: of this process, of what it started (browsers, commands) and of its session
in the database; without the building and copying of worlds, which whoever comes first would pay for all. What grew is
what grew more than the run as a whole, so that a slow or busy machine tells the same as a fast one.
`tests/seconds.csv` holds what was measured last; `make seconds` writes it anew.
"""

import csv
import os
import statistics
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

TABLE = Path(__file__).parent / "seconds.csv"
# A file is named where it costs both so many times and so many seconds more than the table says.
GROWTH, LEAST = 1.5, 2.0
# With fewer files than that to compare nobody knows whether the file grew or the machine is slow.
ENOUGH = 5
TICKS = os.sysconf("SC_CLK_TCK")
# What drives browsers: counting the hundred threads below it takes longer than many a test that opens none.
DRIVER = "node"

found = pytest.StashKey[dict[str, tuple[float, int]]]()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--store-seconds", action="store_true", help=f"write what each file costs into {TABLE.name}")


def pytest_configure(config: pytest.Config) -> None:
    config.stash[found] = {}
    is_worker = hasattr(config, "workerinput")
    if is_worker or not config.getoption("numprocesses", None):
        config.pluginmanager.register(Counting(config))
    if not is_worker:
        config.pluginmanager.register(Telling(config))


class Counting:
    """Counts in each process that runs tests."""

    def __init__(self, config: pytest.Config) -> None:
        self.config = config
        self.seconds: Counter[str] = Counter()
        self.tests: Counter[str] = Counter()
        self.before: dict[str, float] = {}

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        file = item.nodeid.partition("::")[0]
        self.before = {}
        result = yield
        if self.before:
            self.seconds[file] += _between(self.before, _spent_by(item))
        self.tests[file] += 1
        return result

    def pytest_runtest_setup(self, item: pytest.Item) -> None:
        """Comes after the hook that has the database made, which asks to be the first, and before all fixtures."""
        self.before = _spent_by(item)

    def pytest_sessionfinish(self) -> None:
        counted = {file: (seconds, self.tests[file]) for file, seconds in self.seconds.items()}
        if hasattr(self.config, "workeroutput"):
            self.config.workeroutput["seconds"] = counted
        else:
            self.config.stash[found] = counted


class Telling:
    """Adds up what the processes counted, and says at the end what grew."""

    def __init__(self, config: pytest.Config) -> None:
        self.config = config

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: object) -> None:
        total = self.config.stash[found]
        for file, (seconds, tests) in getattr(node, "workeroutput", {}).get("seconds", {}).items():
            before = total.get(file, (0.0, 0))
            total[file] = (before[0] + seconds, before[1] + tests)

    def pytest_terminal_summary(self, terminalreporter) -> None:
        counted = self.config.stash[found]
        if self.config.getoption("store_seconds"):
            store(counted)
            terminalreporter.write_line(f"{sum(seconds for seconds, _ in counted.values()):.0f} s of CPU stored.")
            return
        for line in grown(counted, stored()):
            terminalreporter.write_line(line)


def grown(counted: dict[str, tuple[float, int]], before: dict[str, tuple[float, int]]) -> list[str]:
    """A sentence for each file that costs much more than the table says, the worst first."""
    paces = [
        seconds / before[file][0]
        for file, (seconds, tests) in counted.items()
        if file in before and tests == before[file][1] and before[file][0] >= 1
    ]
    if len(paces) < ENOUGH:
        return []
    pace = statistics.median(paces)
    lines = []
    for file, (seconds, _) in sorted(counted.items(), key=lambda one: -one[1][0]):
        was, now = before.get(file, (0.0, 0))[0], seconds / pace
        if now <= max(GROWTH * was, LEAST + was):
            continue
        if file in before:
            lines.append(f"{file} grew from {was:.1f} to {now:.1f} s of CPU.")
        else:
            lines.append(f"{file} is new and costs {now:.1f} s of CPU: make seconds writes that down.")
    return lines


def stored() -> dict[str, tuple[float, int]]:
    """What the table says: seconds and number of tests by file."""
    with TABLE.open(encoding="utf-8", newline="") as lines:
        return {row["file"]: (float(row["seconds"]), int(row["tests"])) for row in csv.DictReader(lines)}


def store(counted: dict[str, tuple[float, int]]) -> None:
    """Write the table anew, in the order of its files; those that were not run keep what was measured before."""
    kept = {file: row for file, row in stored().items() if (TABLE.parents[1] / file).exists()}
    with TABLE.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.writer(lines, lineterminator="\n")
        writer.writerow(("file", "seconds", "tests"))
        for file, (seconds, tests) in sorted((kept | counted).items()):
            writer.writerow((file, f"{seconds:.1f}", tests))


def _spent_by(item: pytest.Item) -> dict[str, float]:
    return _spent(but="" if item.get_closest_marker("browser") else DRIVER)


def _spent(but: str = "") -> dict[str, float]:
    """Seconds of CPU until now: of this process and what it waited for, and of each process that still runs for it."""
    own = os.times()
    spent = {"own": own.user + own.system, "ended": own.children_user + own.children_system}
    for process in descendants_of(os.getpid(), but):
        spent[str(process)] = seconds_of(process)
    for process in _sessions():
        spent[f"session {process}"] = seconds_of(process)
    return spent


def _between(before: dict[str, float], after: dict[str, float]) -> float:
    # What a browser had spent until then is told again among what ended, once it did.
    told = sum(before[process] for process in before.keys() - after.keys() if process.isdigit())
    return max(0.0, sum(seconds - before.get(process, 0.0) for process, seconds in after.items()) - told)


def descendants_of(process: int, but: str = "") -> Iterator[int]:
    """The process numbers of those that a process started, and of those that they did; not of programs named like `but`.

    Processes come and go while they are counted: whoever is gone started nobody.
    """
    try:
        threads = os.listdir(f"/proc/{process}/task")
    except OSError:
        return
    for thread in threads:
        try:
            numbers = Path(f"/proc/{process}/task/{thread}/children").read_text().split()
        except OSError:
            continue
        for child in map(int, numbers):
            if not but or not name_of(child).startswith(but):
                yield child
                yield from descendants_of(child, but)


def name_of(process: int) -> str:
    """The name of its program; empty where it is gone."""
    try:
        return Path(f"/proc/{process}/comm").read_text().strip()
    except OSError:
        return ""


def _sessions() -> list[int]:
    """The server's process for the default connection, where it runs on this machine."""
    import psycopg
    from django.db import connection

    driver = connection.connection
    try:
        is_here = driver is not None and not driver.closed and driver.info.host.startswith("/")
        return [driver.info.backend_pid] if is_here else []
    except psycopg.Error:
        # Another thread closed it in between, or the server went.
        return []


def seconds_of(process: int) -> float:
    """Of one process, without those that it waited for; zero where it is gone, or on a system that does not tell."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / TICKS
