"""The application as servers run it. A request waits for what another one is writing, but not for long."""

import os
from typing import Any

from django.core.wsgi import get_wsgi_application
from django.db.backends.signals import connection_created

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hoshin.config.settings")

# Long enough for whoever writes one value, far too short for an import. Commands and workers wait as long as it takes.
LOCK_TIMEOUT_SECONDS = 4


def wait_briefly(sender: Any, connection: Any, **_: Any) -> None:
    """Have a new connection of this process give up on a lock after some seconds."""
    connection.connection.execute(f"SET lock_timeout = '{LOCK_TIMEOUT_SECONDS}s'")


connection_created.connect(wait_briefly, dispatch_uid="wait_briefly")
application = get_wsgi_application()
