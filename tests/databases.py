"""Databases of tests and measurements: copies of one migrated template, dropped by whoever comes after a killed run.

Works with any PostgreSQL from 15 on, for a role that may create databases and is no superuser.

    hoshin_template_<digest>   migrated once for these migrations; those of other migrations are dropped
    hoshin_copy_<random>       one for each process of tests; it holds a lock of this name while it lives
"""

import ast
import hashlib
import importlib.util
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import django
from django.core.management import call_command
from django.db import connection
from django.db.backends.utils import CursorWrapper

TEMPLATE, COPY = "hoshin_template_", "hoshin_copy_"


@contextmanager
def copy() -> Iterator[str]:
    """A database of this process alone, with all tables; the default connection goes there within the block."""
    own = connection.settings_dict["NAME"]
    with connection._nodb_cursor() as keeper:
        name = _copied(keeper, secrets.token_hex(6))
        connect_to(name)
        try:
            yield name
        finally:
            connect_to(own)
            drop(keeper, name)


@contextmanager
def named(name: str) -> Iterator[str]:
    """A database of this name with all tables, in place of one that was left behind; else as `copy`."""
    own = connection.settings_dict["NAME"]
    with connection._nodb_cursor() as keeper:
        drop(keeper, name)
        with _alone(keeper):
            keeper.execute(f'CREATE DATABASE "{name}" TEMPLATE "{_template(keeper)}"')
        connect_to(name)
        try:
            yield name
        finally:
            connect_to(own)
            drop(keeper, name)


def connect_to(name: str) -> None:
    """Use another database as the default one from here on."""
    connection.close()
    connection.settings_dict["NAME"] = name


def drop(cursor: CursorWrapper, name: str) -> None:
    """Drop a database of this role, whoever is connected to it; nothing happens where there is none.

    Not WITH (FORCE): that fails where autovacuum is at work, whose process no ordinary role may end. Without it the
    server itself asks autovacuum to leave and waits for that.
    """
    cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
    if cursor.fetchone() is None:
        return
    cursor.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false')
    cursor.execute(
        "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = %s AND usename = current_user",
        [name],
    )
    cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')


def _copied(cursor: CursorWrapper, key: str) -> str:
    name = COPY + key
    with _alone(cursor):
        _drop_abandoned(cursor)
        cursor.execute("SELECT pg_advisory_lock(hashtextextended(%s, 0))", [name])
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{_template(cursor)}"')
    return name


def _template(cursor: CursorWrapper) -> str:
    """The migrated template, made where it is missing: call it alone."""
    name = TEMPLATE + _digest()
    found = _own(cursor, TEMPLATE)
    for stale in found - {name}:
        drop(cursor, stale)
    if name not in found:
        # Renamed at the end: a run that is killed half-way leaves no half template.
        unfinished = f"{TEMPLATE}unfinished"
        cursor.execute(f'CREATE DATABASE "{unfinished}"')
        own = connection.settings_dict["NAME"]
        connect_to(unfinished)
        try:
            call_command("migrate", verbosity=0, skip_checks=True)
        finally:
            connect_to(own)
        cursor.execute(f'ALTER DATABASE "{unfinished}" RENAME TO "{name}"')
    return name


def _drop_abandoned(cursor: CursorWrapper) -> None:
    """Drop the copies of runs that were killed: nobody holds their lock any more."""
    for name in _own(cursor, COPY):
        cursor.execute("SELECT pg_try_advisory_lock(hashtextextended(%s, 0))", [name])
        if cursor.fetchone()[0]:
            drop(cursor, name)
            cursor.execute("SELECT pg_advisory_unlock(hashtextextended(%s, 0))", [name])


def _own(cursor: CursorWrapper, prefix: str) -> set[str]:
    cursor.execute(
        "SELECT datname FROM pg_database WHERE starts_with(datname, %s) AND pg_get_userbyid(datdba) = current_user",
        [prefix],
    )
    return {name for (name,) in cursor.fetchall()}


@contextmanager
def _alone(cursor: CursorWrapper) -> Iterator[None]:
    cursor.execute("SELECT pg_advisory_lock(hashtextextended(%s, 0))", [TEMPLATE])
    try:
        yield
    finally:
        cursor.execute("SELECT pg_advisory_unlock(hashtextextended(%s, 0))", [TEMPLATE])


def _digest() -> str:
    """Differs where a migration differs, or what a migration imports from us, or the Django that runs it."""
    from django.db.migrations.loader import MigrationLoader

    modules = {migration.__module__ for migration in MigrationLoader(None).disk_migrations.values()}
    sources = {_source(module) for module in modules}
    used = {_source(name) for source in sources for name in _imported(source) if name.startswith("hoshin.")}
    digest = hashlib.sha256(django.__version__.encode())
    for path in sorted(sources | used):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _imported(source: Path) -> set[str]:
    names = set()
    for statement in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
        if isinstance(statement, ast.Import):
            names |= {alias.name for alias in statement.names}
        elif isinstance(statement, ast.ImportFrom):
            names.add(statement.module or "")
    return names


def _source(module: str) -> Path:
    spec = importlib.util.find_spec(module)
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin)
