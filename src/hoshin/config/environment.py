"""What the environment says, read once into one frozen record. Everything else asks this."""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit
from zoneinfo import ZoneInfo


class EnvironmentProblem(Exception):
    """A variable of the environment has a value that cannot be used; the text says which, and how to mend it."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One variable: its name, its default in words, and what it means."""

    name: str
    default: str
    meaning: str


SETTINGS: tuple[Setting, ...] = (
    Setting(
        "HOSHIN_DATA_DIR", "~/.local/share/hoshin, for root /var/lib/hoshin", "Folder of the database and the key."
    ),
    Setting(
        "HOSHIN_DATABASE_URL", "the embedded database", "postgresql://user:password@host:port/name of another one."
    ),
    Setting("HOSHIN_SECRET_KEY", "made at first start, kept in the data folder", "Signs sessions and links."),
    Setting("HOSHIN_BIND", "127.0.0.1:8000", "Address and port on which the server listens."),
    Setting("HOSHIN_ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]", "Host names under which it is reached, by commas."),
    Setting("HOSHIN_BEHIND_TLS", "no", "yes where a proxy in front speaks HTTPS: secure cookies, redirect, HSTS."),
    Setting("HOSHIN_DEBUG", "no", "yes shows details of errors to everybody: for development alone."),
    Setting("HOSHIN_TIME_ZONE", "UTC", "Time zone in which times are shown, such as Europe/Berlin."),
    Setting("HOSHIN_LOG_LEVEL", "WARNING", "DEBUG, INFO, WARNING or ERROR."),
)

_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")


@dataclass(frozen=True, slots=True)
class Environment:
    """Settings of this process; `database` is None where the embedded one is used."""

    data_dir: Path
    database: dict[str, Any] | None
    secret_key: str
    bind: str
    allowed_hosts: tuple[str, ...]
    behind_tls: bool
    debug: bool
    time_zone: str
    log_level: str


def load(variables: Mapping[str, str] | None = None) -> Environment:
    """Read the environment; EnvironmentProblem names the variable, its value and the remedy."""
    given = os.environ if variables is None else variables
    data_dir = Path(given.get("HOSHIN_DATA_DIR") or default_data_dir(given)).expanduser().absolute()
    url = given.get("HOSHIN_DATABASE_URL", "").strip()
    level = given.get("HOSHIN_LOG_LEVEL", "WARNING").upper()
    if level not in _LEVELS:
        raise _problem("HOSHIN_LOG_LEVEL", level, f"Use one of {', '.join(_LEVELS)}.")
    zone = given.get("HOSHIN_TIME_ZONE", "UTC")
    try:
        ZoneInfo(zone)
    except (ValueError, OSError):
        raise _problem("HOSHIN_TIME_ZONE", zone, "Use a name such as UTC or Europe/Berlin.") from None
    bind = given.get("HOSHIN_BIND", "127.0.0.1:8000")
    host, _, port = bind.rpartition(":")
    if not host or not port.isdigit() or not 0 < int(port) < 65536:
        raise _problem("HOSHIN_BIND", bind, "Use address:port, such as 127.0.0.1:8000.")
    hosts = given.get("HOSHIN_ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
    return Environment(
        data_dir,
        database_from_url(url) if url else None,
        given.get("HOSHIN_SECRET_KEY") or kept_secret_key(data_dir),
        bind,
        tuple(name.strip() for name in hosts.split(",") if name.strip()),
        _flag(given, "HOSHIN_BEHIND_TLS"),
        _flag(given, "HOSHIN_DEBUG"),
        zone,
        level,
    )


def default_data_dir(given: Mapping[str, str]) -> Path:
    """Where data lies unless a folder is named: the system's place for root, the user's own for everybody else."""
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        return Path("/var/lib/hoshin")
    base = given.get("XDG_DATA_HOME")
    return (Path(base) if base else Path.home() / ".local" / "share") / "hoshin"


def kept_secret_key(data_dir: Path) -> str:
    """The key in the data folder, made on the first call; readable by its owner alone."""
    path = data_dir / "secret-key"
    try:
        make_data_dir(data_dir)
        try:
            with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
                file.write(secrets.token_urlsafe(64))
        except FileExistsError:
            pass
        key = path.read_text().strip()
    except OSError as error:
        raise _problem("HOSHIN_DATA_DIR", str(data_dir), f"It cannot be used ({error.strerror}).") from error
    if not key:
        path.unlink()
        return kept_secret_key(data_dir)
    return key


def make_data_dir(data_dir: Path) -> None:
    """Create the data folder; others may pass through it but not look into it."""
    if not data_dir.exists():
        data_dir.mkdir(parents=True, exist_ok=True)
        data_dir.chmod(0o711)


def database_from_url(url: str) -> dict[str, Any]:
    """Settings for Django from postgresql://user:password@host:port/name?option=value.

    A socket's folder is given as host in the query: postgresql:///name?host=/run/postgresql.
    """
    parts = urlsplit(url)
    if parts.scheme not in ("postgresql", "postgres") or not parts.path.strip("/"):
        raise _problem("HOSHIN_DATABASE_URL", _without_password(url), "Use postgresql://user:password@host:port/name.")
    try:
        port = parts.port
    except ValueError:
        raise _problem("HOSHIN_DATABASE_URL", _without_password(url), "Its port is not a number.") from None
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or options.pop("user", "")),
        "PASSWORD": unquote(parts.password or options.pop("password", "")),
        "HOST": options.pop("host", "") or unquote(parts.hostname or ""),
        "PORT": str(port or options.pop("port", "") or ""),
        "OPTIONS": options,
    }


def _without_password(url: str) -> str:
    parts = urlsplit(url)
    return url.replace(f":{parts.password}@", ":…@") if parts.password else url


def _flag(given: Mapping[str, str], name: str) -> bool:
    value = given.get(name, "").strip().lower()
    if value in ("", "0", "no", "false", "off"):
        return False
    if value in ("1", "yes", "true", "on"):
        return True
    raise _problem(name, value, "Use yes or no.")


def _problem(name: str, value: str, remedy: str) -> EnvironmentProblem:
    return EnvironmentProblem(f"{name} is {value!r}, which cannot be used. {remedy}")


def prepare_data_dir(folder: Path) -> Path:
    """Create the data folder where it is missing; EnvironmentProblem where it cannot be used."""
    try:
        make_data_dir(folder)
    except OSError as error:
        raise _problem("HOSHIN_DATA_DIR", str(folder), f"It cannot be used ({error.strerror}).") from error
    return folder


def give_to_owner_of(folder: Path, path: Path) -> None:
    """What root makes in somebody's data folder belongs to that somebody."""
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        state = folder.stat()
        os.chown(path, state.st_uid, state.st_gid)
