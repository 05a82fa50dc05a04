"""Kills at random: server, worker and database, while programs record values and files are imported.

Each kill is a `kill -9` at a random moment. Counted is what was acknowledged and is not there afterwards, what is there
without its change in the trail, and which stored scores differ from those of a full recomputation: all must be 0.
"""

import contextlib
import os
import random
import signal
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory
from time import sleep

from bench.reporting import Line, parser_of, show
from tests.exchange.workbooks import written
from tests.faults.files import LARGE, RECORDED, SMALL, worker_of
from tests.faults.installation import TOKEN, Installation, Recorders, free_port, kill, wait_for_server

VICTIMS = ("server", "worker", "database", "import")


def main() -> None:
    """Kill as often as asked, and tell what was lost."""
    parser = parser_of("bench.kills", __doc__)
    parser.add_argument("--kills", type=int, default=12)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with TemporaryDirectory() as folder:
        installation = Installation(Path(folder) / "data")
        try:
            lines = _killed(installation, options.kills, random.Random(options.seed))
        finally:
            installation.end()
    show(lines, as_json=options.json)


def _killed(installation: Installation, kills: int, chance: random.Random) -> list[Line]:
    place = installation.folder.parent
    assert installation.run("import", written(place / "small", SMALL)) == 0
    large = written(place / "large", LARGE)
    token = installation.script(TOKEN).strip()
    acknowledged: dict[tuple[str, str | None, str], float] = {}
    victims = [VICTIMS[number % len(VICTIMS)] for number in range(kills)]
    chance.shuffle(victims)
    port, server = free_port(), None
    for victim in victims:
        if server is None:
            port = free_port()
            server = installation.start("serve", "--bind", f"127.0.0.1:{port}", "--workers", "2")
            wait_for_server(port, server)
        recorders = Recorders(port, token, RECORDED)
        importing = installation.start("import", large) if victim in ("import", "database") else None
        sleep(chance.uniform(0.2, 4))
        match victim:
            case "server":
                kill(server)
                server = None
            case "worker":
                _kill_worker_of(server)
            case "database":
                installation.kill_database()
            case _:
                kill(importing)
        sleep(0.5)
        recorders.stop()
        acknowledged |= recorders.acknowledged
        if importing is not None:
            importing.wait(timeout=300)
    if server is not None:
        kill(server)
    found = installation.state(is_database_gone=True)
    lost = sum(found.actuals.get(place) != value for place, value in acknowledged.items())
    detail = f"{kills} kills, {len(acknowledged):,} values acknowledged; {len(found.imports)} imports came to their end"
    return [
        Line("values acknowledged and lost", lost, "", 0, detail),
        Line("values without a change in the trail", found.orphans, "", 0),
        Line("scores other than those of a full recomputation", found.different, "", 0),
    ]


def _kill_worker_of(server: subprocess.Popen[str]) -> None:
    worker = worker_of(server)
    if worker is not None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(worker, signal.SIGKILL)


if __name__ == "__main__":
    main()
