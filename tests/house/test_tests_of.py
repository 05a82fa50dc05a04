"""`make fast APP=…` runs the tests of one app."""

import subprocess
import sys
from pathlib import Path

from scripts.tests_of import FACES, TESTS, WORDS, files_of

ROOT = Path(__file__).parents[2]
# Tests of a face itself, which belong to no app.
OF_A_FACE = {
    "test_answers_under_fault", "test_bench_pages", "test_check", "test_columns", "test_command", "test_find",
    "test_first_run", "test_first_screen", "test_formats", "test_frame", "test_german_pages", "test_languages",
    "test_links", "test_looks", "test_messages", "test_navigation", "test_openapi", "test_own_writes",
    "test_private_words", "test_probe", "test_probe_of_all", "test_reading", "test_settings_look",
    "test_settings_pages", "test_strange_input", "test_style_page", "test_templates", "test_trouble_look",
    "test_unsent_words", "test_waiting_for_the_database", "test_weight", "test_widgets", "test_wording",
}  # fmt: skip


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


def test_every_file_of_a_face_belongs_to_an_app_or_to_the_face():
    apps = [path.name for path in TESTS.iterdir() if (ROOT / "src" / "hoshin" / path.name).is_dir()]
    found = {path for app in apps if app not in FACES for path in files_of(app)}
    left = {path.stem for face in FACES for path in (TESTS / face).glob("test_*.py") if path not in found}
    assert left == OF_A_FACE, "name the app in its name, or the word for it in scripts/tests_of.py"


def test_an_unknown_app_runs_nothing():
    done = subprocess.run(
        [sys.executable, ROOT / "scripts" / "tests_of.py", "nobody"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert done.stdout == ""
    assert "measures" in done.stderr
