"""Long work takes what pages leave of the processors: its process, and what the embedded database does for it."""

import os
from contextlib import suppress
from typing import Any

import click

BY = 10
# What `main` hands down: the command has the process for itself.
OWN_PROCESS = "own process"


def step_back() -> None:
    """Have pages come first: a long import or a job of the worker slows nobody down who looks at one.

    The database is told for the embedded one alone: what another one does is not this machine's to say. Django is set up.
    """
    from django.conf import settings
    from django.db import connection
    from django.db.backends.signals import connection_created

    if click.get_current_context().find_root().obj != OWN_PROCESS:
        return
    os.setpriority(os.PRIO_PROCESS, 0, max(BY, os.getpriority(os.PRIO_PROCESS, 0)))
    if settings.ENVIRONMENT.database is None:
        connection_created.connect(_with_its_backend, dispatch_uid="step_back")
        if connection.connection is not None:
            _with_its_backend(connection=connection)


def _with_its_backend(*, connection: Any, **_: Any) -> None:
    # Where somebody else started the database, it is theirs.
    with suppress(PermissionError, ProcessLookupError):
        os.setpriority(os.PRIO_PROCESS, connection.connection.info.backend_pid, BY)
