"""Starts the embedded database again where it dies under a running server."""

import logging
import threading
from pathlib import Path

LOOK_EVERY_SECONDS = 3.0

logger = logging.getLogger(__name__)


def watch_database(data_dir: Path) -> threading.Event:
    """Look after the embedded database of a data folder from a thread of this process, until the event is set."""
    stopped = threading.Event()
    threading.Thread(target=_watch, args=(data_dir, stopped), name="database-watch", daemon=True).start()
    return stopped


def _watch(data_dir: Path, stopped: threading.Event) -> None:
    from django.conf import settings

    from hoshin.config.database import DatabaseProblem, start_embedded
    from hoshin.embedded import EmbeddedDatabaseError, status

    while not stopped.wait(LOOK_EVERY_SECONDS):
        try:
            if not status(data_dir).is_running:
                logger.warning("The embedded database has stopped; starting it again.")
                start_embedded(settings.ENVIRONMENT)
        except (DatabaseProblem, EmbeddedDatabaseError):
            logger.exception("The embedded database could not be started again.")
