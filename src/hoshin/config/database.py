"""Which PostgreSQL: the one that HOSHIN_DATABASE_URL names, or the embedded one in the data folder."""

from typing import Any

from hoshin import embedded
from hoshin.base.errors import HoshinError
from hoshin.config.environment import Environment


class DatabaseProblem(HoshinError):
    """The embedded database cannot be used; the text says why, and what to do."""

    code = "embedded_database"


def resolve(env: Environment) -> dict[str, Any]:
    """The settings of the default database; starts the embedded one where no other is named."""
    if env.database is not None:
        settings = dict(env.database)
    else:
        address = start_embedded(env)
        settings = {
            "HOST": address.host,
            "PORT": str(address.port),
            "USER": address.user,
            "NAME": address.dbname,
        }
    settings.setdefault("ENGINE", "django.db.backends.postgresql")
    settings.setdefault("CONN_HEALTH_CHECKS", True)
    settings.setdefault("CONN_MAX_AGE", 600)
    return settings


def start_embedded(env: Environment) -> embedded.DatabaseAddress:
    """Start the embedded database where it does not run; DatabaseProblem where that fails."""
    try:
        return embedded.ensure_running(env.data_dir, idle_seconds=60 * env.database_idle_minutes)
    except embedded.EmbeddedDatabaseError as error:
        raise DatabaseProblem(str(error)) from error
