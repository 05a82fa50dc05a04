"""Name the tests of one app: `tests_of.py APP` prints its folder, and those of its pages, operations and commands."""

import sys
from pathlib import Path

TESTS = Path(__file__).parents[1] / "tests"
FACES = ("web", "api", "cli")
# An app and what its slices of the faces are called, where that is not the name of the app.
WORDS = {
    "accounts": ("access", "sign_in", "tokens", "user"),
    "agreements": ("agreement", "catchball"),
    "audit": ("audit", "trail"),
    "base": ("jobs",),
    "checkins": ("check_in", "week"),
    "discussion": ("comment", "talk"),
    "engine": ("test_watch",),
    "exchange": ("exchange", "import"),
    "initiatives": ("initiative", "roadmap"),
    "measures": ("actual", "definitions", "measure", "values"),
    "meetings": ("one_on_one",),
    "org": ("organisation", "relation"),
    "pulse": ("survey",),
    "scenarios": ("scenario", "what_if"),
    "scorecards": ("charts", "grid", "score", "side_by_side", "stepping_back", "why"),
    "strategy": ("plan", "strategy"),
}


def files_of(app: str) -> list[Path]:
    """Its folder, and the files of the faces that bear a word of it in their name."""
    words = WORDS.get(app, (app.removesuffix("s"),))
    files = [path for face in FACES if face != app for path in sorted((TESTS / face).glob("test_*.py"))]
    return [TESTS / app, *(path for path in files if any(word in path.stem for word in words))]


if __name__ == "__main__":
    if len(sys.argv) != 2 or not (TESTS / sys.argv[1]).is_dir():
        sys.exit("Say one of: " + ", ".join(sorted(path.name for path in TESTS.glob("[!_]*/"))))
    sys.stdout.write(" ".join(str(path.relative_to(TESTS.parent)) for path in files_of(sys.argv[1])) + "\n")
