"""What the environment says, read once into one frozen record. Everything else asks this."""

import contextlib
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit
from zoneinfo import ZoneInfo, available_timezones

from hoshin.base.errors import HoshinError, near_matches
from hoshin.embedded import give_to_owner_of, prepare_folder


class EnvironmentProblem(HoshinError):
    """A variable of the environment has a value that cannot be used; the text says which, and how to mend it."""

    code = "environment"


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
    Setting(
        "HOSHIN_DATABASE_IDLE_MINUTES",
        "10",
        "After so many minutes without a server, worker or command of yours the embedded database ends by itself; "
        "the next one starts it again. 0: it stays.",
    ),
    Setting("HOSHIN_SECRET_KEY", "made at first start, kept in the data folder", "Signs sessions and links."),
    Setting("HOSHIN_BIND", "127.0.0.1:8000", "Address and port on which the server listens."),
    Setting("HOSHIN_ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]", "Host names under which it is reached, by commas."),
    Setting("HOSHIN_BEHIND_TLS", "no", "yes where a proxy in front speaks HTTPS: secure cookies, redirect, HSTS."),
    Setting(
        "HOSHIN_URL",
        "https:// and the first allowed host behind TLS, else http:// and HOSHIN_BIND",
        "Address under which people reach Hoshin: links in mails begin with it.",
    ),
    Setting(
        "HOSHIN_TRUSTED_PROXIES",
        "1 behind TLS, else 0",
        "How many proxies stand in front and add to X-Forwarded-For: tells from which address somebody signs in.",
    ),
    Setting("HOSHIN_DEBUG", "no", "yes shows details of errors to everybody: for development alone."),
    Setting(
        "HOSHIN_EMAIL_URL",
        "mails stay in the data folder, where administrators read them",
        "smtp://user:password@host:port (STARTTLS), smtps://… (TLS from the start), smtp+plain://… (unencrypted). "
        "Brings notices, invites new users, and lets people choose a new password.",
    ),
    Setting("HOSHIN_EMAIL_FROM", "hoshin@localhost", "Sender of the mails."),
    Setting(
        "HOSHIN_TIME_ZONE",
        "UTC",
        "Time zone of the organisation, such as Europe/Berlin: times are shown in it, and a day begins and ends by it.",
    ),
    Setting(
        "HOSHIN_LANGUAGE",
        "what their browser asks for",
        "Language of pages and mails for everybody who chose none in their profile: en or de.",
    ),
    Setting("HOSHIN_LOG_LEVEL", "WARNING", "DEBUG, INFO, WARNING or ERROR."),
)

# Those into which Hoshin is translated, each as those who speak it call it.
LANGUAGES = (("en", "English"), ("de", "Deutsch"))
_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
_MAIL_PORTS = {"smtp": 587, "smtps": 465, "smtp+plain": 25}
_KEY_LENGTH = 32


@dataclass(frozen=True, slots=True)
class Environment:
    """Settings of this process; `database` is None where the embedded one is used, `email` is Django's EMAIL_*."""

    data_dir: Path
    database: dict[str, Any] | None
    database_idle_minutes: int
    secret_key: str
    bind: str
    url: str
    allowed_hosts: tuple[str, ...]
    behind_tls: bool
    trusted_proxies: int
    debug: bool
    time_zone: str
    language: str
    log_level: str
    email: dict[str, Any]


def load(variables: Mapping[str, str] | None = None) -> Environment:
    """Read the environment; EnvironmentProblem names the variable, its value and the remedy."""
    given = os.environ if variables is None else variables
    data_dir = data_dir_from(given)
    url = given.get("HOSHIN_DATABASE_URL", "").strip()
    level = (given.get("HOSHIN_LOG_LEVEL") or "WARNING").upper()
    if level not in _LEVELS:
        raise _problem("HOSHIN_LOG_LEVEL", level, f"Use one of {', '.join(_LEVELS)}.")
    key = given.get("HOSHIN_SECRET_KEY", "")
    if key and len(key) < _KEY_LENGTH:
        raise _problem("HOSHIN_SECRET_KEY", "…", f"Give {_KEY_LENGTH} characters or more, or leave it empty.")
    bind, hosts = _bind(given.get("HOSHIN_BIND") or "127.0.0.1:8000"), given.get("HOSHIN_ALLOWED_HOSTS") or ""
    allowed_hosts, behind_tls = _hosts(hosts or "localhost,127.0.0.1,[::1]"), _flag(given, "HOSHIN_BEHIND_TLS")
    return Environment(
        data_dir=data_dir,
        database=database_from_url(url) if url else None,
        database_idle_minutes=_whole(given, "HOSHIN_DATABASE_IDLE_MINUTES", "10"),
        secret_key=key or kept_secret_key(data_dir),
        bind=bind,
        url=_url(given.get("HOSHIN_URL", "").strip()) or _usual_url(bind, allowed_hosts, behind_tls),
        allowed_hosts=allowed_hosts,
        behind_tls=behind_tls,
        trusted_proxies=_whole(given, "HOSHIN_TRUSTED_PROXIES", "1" if behind_tls else "0"),
        debug=_flag(given, "HOSHIN_DEBUG"),
        time_zone=_time_zone(given.get("HOSHIN_TIME_ZONE") or "UTC"),
        language=_language(given.get("HOSHIN_LANGUAGE", "").strip().lower()),
        log_level=level,
        email=email_from_url(given.get("HOSHIN_EMAIL_URL", "").strip())
        | {"DEFAULT_FROM_EMAIL": given.get("HOSHIN_EMAIL_FROM") or "hoshin@localhost"},
    )


def data_dir_from(given: Mapping[str, str]) -> Path:
    """The data folder, absolute: the one that is named, else this user's usual one. Does not create it."""
    named = given.get("HOSHIN_DATA_DIR", "").strip()
    try:
        return Path(named or default_data_dir(given)).expanduser().absolute()
    except RuntimeError:
        raise _problem("HOSHIN_DATA_DIR", named, "There is no such home folder: use an absolute path.") from None


def default_data_dir(given: Mapping[str, str]) -> Path:
    """Where data lies unless a folder is named: the system's place for root, the user's own for everybody else."""
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        return Path("/var/lib/hoshin")
    base = given.get("XDG_DATA_HOME")
    return (Path(base) if base else Path.home() / ".local" / "share") / "hoshin"


def kept_secret_key(data_dir: Path) -> str:
    """The key in the data folder, made on the first call; readable by its owner alone."""
    path = prepare_data_dir(data_dir) / "secret-key"
    try:
        if not path.exists():
            _write_key(path)
        key = path.read_text(encoding="ascii").strip()
    except OSError as error:
        raise _problem(
            "HOSHIN_DATA_DIR", str(data_dir), f"{path}: {error.strerror}. Give this user the right to read it."
        ) from error
    if len(key) < _KEY_LENGTH:
        raise _problem(
            "HOSHIN_DATA_DIR", str(data_dir), f"Its key is too short. Delete {path}: everybody signs in again."
        )
    return key


def _write_key(path: Path) -> None:
    """Written aside and then linked: of two first starts at once one wins, and nobody reads half a key."""
    aside = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    try:
        with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(64))
            file.flush()
            os.fsync(file.fileno())
        give_to_owner_of(path.parent, aside)
        with contextlib.suppress(FileExistsError):
            os.link(aside, path)
    finally:
        aside.unlink(missing_ok=True)


def database_from_url(url: str) -> dict[str, Any]:
    """Settings for Django from postgresql://user:password@host:port/name?option=value.

    A socket's folder is given as host in the query, postgresql:///name?host=/run/postgresql, or percent-encoded in
    the host's place.
    """
    wanted = "Use postgresql://user:password@host:port/name."
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise _problem("HOSHIN_DATABASE_URL", _without_password(url), f"Its port is no number. {wanted}") from None
    if parts.scheme not in ("postgresql", "postgres") or not parts.path.strip("/"):
        raise _problem("HOSHIN_DATABASE_URL", _without_password(url), wanted)
    options = dict(parse_qsl(parts.query, keep_blank_values=True))
    place = parts.netloc.rpartition("@")[2]
    # urlsplit writes the host in lower case, which must not happen to the path of a socket's folder.
    host = place.partition(":")[0] if place.startswith("%") else parts.hostname or ""
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or options.pop("user", "")),
        "PASSWORD": unquote(parts.password or options.pop("password", "")),
        "HOST": options.pop("host", "") or unquote(host),
        "PORT": str(port or options.pop("port", "") or ""),
        "OPTIONS": options,
    }


def email_from_url(url: str) -> dict[str, Any]:
    """Django's EMAIL_* settings from smtp://user:password@host:port; without an address mails stay in a folder."""
    if not url:
        return {"EMAIL_BACKEND": "hoshin.base.mails.FolderBackend"}
    wanted = "Use smtp://user:password@mail.example.org:587."
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise _problem("HOSHIN_EMAIL_URL", _without_password(url), f"Its port is no number. {wanted}") from None
    if parts.scheme not in _MAIL_PORTS or not parts.hostname:
        raise _problem("HOSHIN_EMAIL_URL", _without_password(url), wanted)
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": port or _MAIL_PORTS[parts.scheme],
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": parts.scheme == "smtp",
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_TIMEOUT": 20,
    }


def _bind(text: str) -> str:
    host, _, port = text.rpartition(":")
    if not host or not (port.isascii() and port.isdigit()) or not 0 < int(port) < 65536:
        raise _problem("HOSHIN_BIND", text, "Use address:port, such as 127.0.0.1:8000.")
    return text


def _url(text: str) -> str:
    """The address without a slash at its end."""
    try:
        is_one = not text or (urlsplit(text).scheme in ("http", "https") and bool(urlsplit(text).hostname))
    except ValueError:
        is_one = False
    if not is_one:
        raise _problem("HOSHIN_URL", text, "Use https://hoshin.example.org.")
    return text.rstrip("/")


def _usual_url(bind: str, hosts: tuple[str, ...], behind_tls: bool) -> str:
    if behind_tls and hosts:
        return f"https://{hosts[0].lstrip('.')}"
    return local_url(bind)


def local_url(bind: str) -> str:
    """What somebody at this machine opens, where Hoshin listens on that; no slash at its end.

    >>> local_url("0.0.0.0:8000"), local_url(":8000"), local_url("192.0.2.7:80")
    ('http://127.0.0.1:8000', 'http://127.0.0.1:8000', 'http://192.0.2.7:80')
    """
    host, _, port = bind.rpartition(":")
    shown = "127.0.0.1" if host in ("0.0.0.0", "", "[::]") else host  # noqa: S104 – compared, not bound
    return f"http://{shown}:{port}"


def _hosts(text: str) -> tuple[str, ...]:
    hosts = tuple(name.strip() for name in text.split(",") if name.strip())
    if any("/" in name or " " in name for name in hosts):
        raise _problem("HOSHIN_ALLOWED_HOSTS", text, "Use names alone, by commas: scores.example.org,localhost.")
    return hosts


def _time_zone(text: str) -> str:
    try:
        ZoneInfo(text)
    except (KeyError, ValueError, OSError):
        near = near_matches(text, available_timezones(), 1)
        hint = f"Did you mean {near[0]}?" if near else "Use a name such as UTC or Europe/Berlin."
        raise _problem("HOSHIN_TIME_ZONE", text, hint) from None
    return text


def _language(text: str) -> str:
    if text and text not in dict(LANGUAGES):
        raise _problem("HOSHIN_LANGUAGE", text, f"Use one of {', '.join(dict(LANGUAGES))}, or leave it empty.")
    return text


def _without_password(url: str) -> str:
    login, at, place = url.rpartition("@")
    scheme, _, user = login.partition("://")
    return f"{scheme}://{user.partition(':')[0]}:…@{place}" if at and ":" in user else url


def _flag(given: Mapping[str, str], name: str) -> bool:
    value = given.get(name, "").strip().lower()
    if value in ("", "0", "no", "false", "off"):
        return False
    if value in ("1", "yes", "true", "on"):
        return True
    raise _problem(name, value, "Use yes or no.")


def _whole(given: Mapping[str, str], name: str, default: str) -> int:
    value = given.get(name, "").strip() or default
    if not (value.isascii() and value.isdigit() and len(value) < 7):
        raise _problem(name, value, "Use a whole number.")
    return int(value)


def _problem(name: str, value: str, remedy: str) -> EnvironmentProblem:
    return EnvironmentProblem(f"{name} is {value!r}, which cannot be used. {remedy}")


def prepare_data_dir(folder: Path) -> Path:
    """Create the data folder where it is missing; EnvironmentProblem where it cannot be used."""
    try:
        prepare_folder(folder)
    except OSError as error:
        raise _problem(
            "HOSHIN_DATA_DIR", str(folder), f"{error.strerror}. Name a folder that this user may write to."
        ) from error
    return folder
