"""Sets Django up for the commands that need it, and brings the database to this version."""

import functools
import os
import time
from collections.abc import Callable
from typing import Any, TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., Any])
_MIGRATION_LOCK = 7102
WAIT_FOR_START_SECONDS = 60
_STARTING = ("starting up", "in recovery mode", "not yet accepting connections", "shutting down")


def needs_database(command: Command) -> Command:
    """Have a command that writes run after Django was set up and the database brought to this version."""

    @functools.wraps(command)
    def run(*args: Any, **kwargs: Any) -> Any:
        set_up()
        migrate()
        return command(*args, **kwargs)

    return run  # type: ignore[return-value]  # it is called as the function was


def reads_database(command: Command) -> Command:
    """Have a command that only reads run after Django was set up; it does not change the database's version."""

    @functools.wraps(command)
    def run(*args: Any, **kwargs: Any) -> Any:
        set_up()
        return command(*args, **kwargs)

    return run  # type: ignore[return-value]  # it is called as the function was


def set_up() -> None:
    """Load settings and apps, once."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hoshin.config.settings")
    import django
    from django.apps import apps

    if not apps.ready:
        django.setup()
        _await_database()


def _await_database() -> None:
    """Wait while PostgreSQL is starting or recovering; whatever else keeps it away, the command meets by itself."""
    from django.db import OperationalError, connection

    deadline, is_told = time.monotonic() + WAIT_FOR_START_SECONDS, False
    while True:
        try:
            connection.ensure_connection()
            return
        except OperationalError as error:
            if time.monotonic() > deadline or not any(words in str(error) for words in _STARTING):
                return
            if not is_told:
                click.echo("The database is starting …", err=True)
                is_told = True
            time.sleep(0.5)


def migrate() -> int:
    """Apply pending migrations, one process at a time; returns how many. The others wait, and find nothing to do."""
    from django.core.management import call_command
    from django.db import connection

    if not pending_migrations():
        return 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [_MIGRATION_LOCK])
        try:
            pending = pending_migrations()
            if pending:
                click.echo(f"Preparing the database ({len(pending)} steps) …", err=True)
                call_command("migrate", interactive=False, verbosity=0)
            return len(pending)
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [_MIGRATION_LOCK])


def pending_migrations() -> list[str]:
    """Migrations of this version that the database lacks, as app.name, in order."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]
