"""`make fast APP=…` runs the tests of one app."""

import subprocess
import sys
from pathlib import Path

from scripts.tests_of import TESTS, WORDS, files_of

ROOT = Path(__file__).parents[2]


def test_an_app_has_its_folder_and_its_slices_of_the_faces():
    found = {str(path.relative_to(TESTS)) for path in files_of("measures")}
    assert {"measures", "web/test_measure_pages.py", "api/test_actuals.py"} <= found
    assert "web/test_plan_editing.py" not in found
    assert files_of("web") == [TESTS / "web"]


def test_every_word_names_a_file():
    for app, words in WORDS.items():
        assert (TESTS / app).is_dir()
        for word in words:
            assert any(word in path.stem for path in TESTS.glob("*/test_*.py")), (app, word)


def test_an_unknown_app_runs_nothing():
    done = subprocess.run(
        [sys.executable, ROOT / "scripts" / "tests_of.py", "nobody"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert done.stdout == ""
    assert "measures" in done.stderr
