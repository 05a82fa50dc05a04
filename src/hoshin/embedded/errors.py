"""What goes wrong with the embedded database, in one sentence for people."""

import contextlib
from collections.abc import Iterator


class EmbeddedDatabaseError(Exception):
    """The embedded database cannot be used; the text says why, ends with its log, and gives a way out."""


@contextlib.contextmanager
def told_plainly() -> Iterator[None]:
    """Turn what the system says into an EmbeddedDatabaseError with the way out."""
    try:
        yield
    except PermissionError as error:
        raise EmbeddedDatabaseError(
            f"The embedded database in this data folder belongs to another user ({error}). Run Hoshin as that "
            "user or as root, or name another folder with HOSHIN_DATA_DIR."
        ) from error
    except OSError as error:
        raise EmbeddedDatabaseError(
            f"The embedded database cannot be used: {error}. Mend that, or name another folder with "
            "HOSHIN_DATA_DIR, or a PostgreSQL of your own with HOSHIN_DATABASE_URL."
        ) from error
