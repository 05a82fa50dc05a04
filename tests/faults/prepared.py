"""The installation with which the stories of sudden ends and of backups begin: made once for this code, then copied."""

import fcntl
import os
import shutil
from pathlib import Path

from tests.databases import digest_of_code
from tests.exchange.workbooks import written
from tests.faults.files import SMALL
from tests.faults.installation import Installation

# What a server that runs keeps there.
OF_ITS_PROCESSES = shutil.ignore_patterns("postgres.*", "postmaster.*", "server.log", "uploads")


def with_small_plan(folder: Path) -> Installation:
    """One in this folder that has imported `files.SMALL` and does not run: making it takes ten times as long as copying."""
    kept = Path(os.environ["HOSHIN_DATA_DIR"]) / "installations"
    kept.mkdir(parents=True, exist_ok=True)
    digest = digest_of_code(Path(__file__).with_name("files.py"))
    with (kept / "lock").open("w") as lock:
        # Whoever else needs it waits until it is whole.
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (kept / digest).exists():
            for stale in kept.glob("*/"):
                shutil.rmtree(stale)
            _make(kept / "unfinished")
            (kept / "unfinished" / "data").rename(kept / digest)
        shutil.copytree(kept / digest, folder, ignore=OF_ITS_PROCESSES)
    return Installation(folder)


def _make(place: Path) -> None:
    place.mkdir()
    made = Installation(place / "data")
    try:
        assert made.run("import", written(place / "small", SMALL)) == 0, (place / "said.log").read_text()
    finally:
        made.end()
