"""Whether the installation is sound: database, version, settings, key."""

import stat
from collections.abc import Iterator
from typing import TYPE_CHECKING

from hoshin.cli.setup import pending_migrations

if TYPE_CHECKING:
    from hoshin.scorecards.selectors.soundness import Finding

OLDEST_POSTGRESQL = 15


def installation_findings() -> Iterator["Finding"]:
    """What is not sound around the data. Where the database cannot be reached, that is the last finding."""
    from hoshin.scorecards.selectors.soundness import Finding, Severity

    yield from _settings()
    yield from _secret_key()
    try:
        yield from _database()
    except Exception as error:  # whatever the driver raises: the finding says it
        remedy = "Is it running, and does HOSHIN_DATABASE_URL or --data-dir name the right one?"
        yield Finding("database", Severity.ERROR, f"The database cannot be reached: {str(error).strip()}", remedy)


def _settings() -> Iterator["Finding"]:
    from django.core import checks

    from hoshin.scorecards.selectors.soundness import Finding, Severity

    for message in checks.run_checks(include_deployment_checks=True):
        if not message.is_silenced() and message.level >= checks.WARNING:
            severity = Severity.ERROR if message.level >= checks.ERROR else Severity.WARNING
            yield Finding(
                "settings", severity, f"{message.msg} ({message.id})", message.hint or "", (message.id or "",)
            )


def _secret_key() -> Iterator["Finding"]:
    from django.conf import settings

    from hoshin.scorecards.selectors.soundness import Finding, Severity

    path = settings.ENVIRONMENT.data_dir / "secret-key"
    if path.exists() and stat.S_IMODE(path.stat().st_mode) & 0o077:
        yield Finding(
            "secret_key",
            Severity.ERROR,
            f"Others can read the secret key in {path}.",
            f"Run: chmod 600 {path}",
        )


def _database() -> Iterator["Finding"]:
    from django.db import connection

    from hoshin.scorecards.selectors.soundness import Finding, Severity

    connection.ensure_connection()
    version = connection.pg_version
    if version // 10_000 < OLDEST_POSTGRESQL:
        yield Finding(
            "database",
            Severity.ERROR,
            f"The database is PostgreSQL {version // 10_000}; {OLDEST_POSTGRESQL} is the oldest that works.",
            "Upgrade it, or leave HOSHIN_DATABASE_URL empty to use the embedded one.",
        )
    pending = pending_migrations()
    if pending:
        yield Finding(
            "migrations",
            Severity.ERROR,
            f"{len(pending):,} migrations were not applied, from {pending[0]} on.",
            "Run hoshin serve, which applies them.",
            tuple(pending),
        )
    else:
        yield from _jobs()


def _jobs() -> Iterator["Finding"]:
    from hoshin.base.tasks.queue import count_due, has_workers
    from hoshin.scorecards.selectors.soundness import Finding, Severity

    due = count_due()
    if due and not has_workers():
        yield Finding(
            "jobs",
            Severity.WARNING,
            f"{due:,} {'job waits' if due == 1 else 'jobs wait'}, and no worker is running.",
            "Run hoshin serve, which has one, or hoshin worker.",
        )
