"""Which PostgreSQL: the one that HOSHIN_DATABASE_URL names, or the embedded one in the data folder."""

from typing import Any

from hoshin.config.environment import Environment


def resolve(env: Environment) -> dict[str, Any]:
    """The settings of the default database; starts the embedded one where no other is named."""
    if env.database is not None:
        settings = dict(env.database)
    else:
        from hoshin.config import embedded

        address = embedded.ensure_running(env.data_dir)
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
