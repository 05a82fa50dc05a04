"""Name the tests of one app: `tests_of.py APP` prints its folder, and those of its pages, operations and commands."""

import sys
from pathlib import Path

TESTS = Path(__file__).parents[1] / "tests"
FACES = ("web", "api", "cli")
# An app and what its slices of the faces are called, where that is not the name of the app.
WORDS = {
    "accounts": ("access", "sign_in", "tokens", "user"),
    "audit": ("audit", "trail"),
    "base": ("jobs",),
    "exchange": ("exchange", "import"),
    "measures": ("actual", "measure", "values"),
    "org": ("organisation", "relation"),
    "scorecards": ("score", "grid"),
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
