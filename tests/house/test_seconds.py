"""What grew is said of the file that grew, and of nothing else because a machine is slow."""

import os
import subprocess
import threading

import pytest
from tests import seconds

TABLE = {f"tests/test_{number}.py": (2.0 + number, 3) for number in range(6)}


def measured(slowness: float, **changed: tuple[float, int]) -> dict[str, tuple[float, int]]:
    return {file: (cost * slowness, tests) for file, (cost, tests) in (TABLE | changed).items()}


@pytest.mark.parametrize("slowness", [0.3, 1.0, 4.0])
def test_a_slow_machine_grows_no_file(slowness):
    assert seconds.grown(measured(slowness), TABLE) == []


@pytest.mark.parametrize("slowness", [0.3, 1.0, 4.0])
def test_a_file_that_grew_is_named_however_slow_the_machine_is(slowness):
    changed = {"tests/test_4.py": (12.0, 5), "tests/test_new.py": (4.0, 1), "tests/test_small.py": (1.0, 1)}
    assert seconds.grown(measured(slowness, **changed), TABLE) == [
        "tests/test_4.py grew from 6.0 to 12.0 s of CPU.",
        "tests/test_new.py is new and costs 4.0 s of CPU: make seconds writes that down.",
    ]


def test_a_part_of_a_file_costs_less_and_tells_nothing_of_the_machine():
    changed = {file: (cost / 10, 1) for file, (cost, _) in list(TABLE.items())[:1]}
    assert seconds.grown(measured(1.0, **changed), TABLE) == []


def test_few_files_tell_nothing():
    assert seconds.grown({"tests/test_0.py": (60.0, 3)}, TABLE) == []


def test_files_that_were_not_run_keep_what_was_measured(tmp_path, monkeypatch):
    monkeypatch.setattr(seconds, "TABLE", tmp_path / "tests" / "seconds.csv")
    (tmp_path / "tests").mkdir()
    for name in ("test_kept.py", "test_run.py"):
        (tmp_path / "tests" / name).touch()
    seconds.TABLE.write_text("file,seconds,tests\ntests/test_gone.py,9.0,1\ntests/test_kept.py,2.0,2\n")
    seconds.store({"tests/test_run.py": (1.23, 4)})
    assert seconds.stored() == {"tests/test_kept.py": (2.0, 2), "tests/test_run.py": (1.2, 4)}


def test_processes_may_end_while_they_are_counted():
    ended = threading.Event()

    def start_and_end():
        for _ in range(100):
            subprocess.run(["sh", "-c", "sh -c true & sh -c true & wait"], check=True)
        ended.set()

    threading.Thread(target=start_and_end).start()
    seen = set()
    while not ended.is_set():
        seen |= set(seconds.descendants_of(os.getpid()))
    assert len(seen) > 10
    assert list(seconds.descendants_of(max(seen))) == []
