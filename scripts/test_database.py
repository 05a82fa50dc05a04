"""Start or stop the embedded database of the tests: `test_database.py start|stop FOLDER`."""

import sys
from pathlib import Path

from hoshin import embedded


def main(verb: str, folder: str) -> int:
    try:
        if verb == "stop":
            embedded.stop(Path(folder))
        else:
            embedded.ensure_running(Path(folder), durable=False)
    except embedded.EmbeddedDatabaseError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
