"""Databases of tests and measurements: copies of migrated or filled ones, dropped by whoever comes after a killed run.

Works with any PostgreSQL from 15 on, for a role that may create databases and is no superuser.

    hoshin_template_<digest>       migrated once for these migrations
    hoshin_world_<name>_<digest>   a copy of it, filled once with a world of `tests.worlds` by this code
    hoshin_copy_<random>           of one process; it holds a lock of this name while it lives

Templates and worlds of other migrations and code are dropped when those of this code are made.
"""

import ast
import hashlib
import importlib.util
import secrets
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import django
import psycopg
from django.core.management import call_command
from django.db import OperationalError, connection
from django.db.backends.utils import CursorWrapper

TEMPLATE, WORLD, COPY = "hoshin_template_", "hoshin_world_", "hoshin_copy_"
EMPTY = "empty"
MOST_WAITS = 24
# So many tests leave some ten megabytes of rows behind that were rolled back; no vacuum comes by.
MOST_TESTS = 150
ROOT = Path(__file__).resolve().parents[1]


class Copies:
    """The databases in which one process tests: one that is empty, and one of each world that it needs."""

    def __init__(self) -> None:
        self._own = connection.settings_dict["NAME"]
        self._stack = ExitStack()
        self._keeper = self._stack.enter_context(connection._nodb_cursor())
        self._names: dict[str, str] = {}
        self._tests: Counter[str] = Counter()
        self._constant: set[str] = set()
        self.is_worn = False

    def enter(self, world: str = EMPTY) -> None:
        """Have the default connection lead to this process's database of a world, which is as it was built."""
        if self.is_worn:
            self._let_go(connection.settings_dict["NAME"])
        if self._tests[world] >= MOST_TESTS and world in self._names:
            self._let_go(self._names[world])
        if world not in self._names:
            with _alone(self._keeper):
                _drop_abandoned(self._keeper, set(self._names.values()))
                self._names[world] = _copied(self._keeper, _source_of(self._keeper, world))
            self._tests[world] = 0
        self._tests[world] += 1
        if connection.settings_dict["NAME"] != self._names[world]:
            connect_to(self._names[world])
        if world == EMPTY and not self._constant:
            self._constant = {table for table in _tables_with_pages() if _has_rows(table)}

    def renew(self) -> None:
        """After a test whose changes were committed: have the world as it was built again."""
        if connection.settings_dict["NAME"] != self._names.get(EMPTY):
            self._let_go(connection.settings_dict["NAME"])
        elif touched := _tables_with_pages() - self._constant:
            # Quicker than a new copy; and a tenth of what flushing takes, which empties a hundred tables that are.
            with connection.cursor() as cursor:
                cursor.execute(f"TRUNCATE {', '.join(sorted(touched))} CASCADE")

    def close(self) -> None:
        connect_to(self._own)
        for name in list(self._names.values()):
            self._drop(name)
        self._stack.close()

    def _let_go(self, name: str) -> None:
        """The next test of that world has a new copy of it."""
        if connection.settings_dict["NAME"] == name:
            connect_to(self._own)
        self._drop(name)
        self.is_worn = False

    def _drop(self, name: str) -> None:
        drop(self._keeper, name)
        self._keeper.execute("SELECT pg_advisory_unlock(hashtextextended(%s, 0))", [name])
        self._names = {world: other for world, other in self._names.items() if other != name}


@contextmanager
def named(name: str, *, source: str = "") -> Iterator[str]:
    """A database of this name with all tables, in place of one that was left behind, within the block.

    `source`: with all that is in this one.
    """
    own = connection.settings_dict["NAME"]
    with connection._nodb_cursor() as keeper:
        drop(keeper, name)
        with _alone(keeper):
            source = source or _source_of(keeper, EMPTY)
            connection.close()
            copy(keeper, name, source)
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
    cursor.execute("SELECT datconnlimit FROM pg_database WHERE datname = %s", [name])
    found = cursor.fetchone()
    if found is None:
        return
    # Of a database whose dropping was broken off (-2) nothing else can be done.
    if found[0] != -2:
        cursor.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false')
    cursor.execute(
        "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = %s AND usename = current_user",
        [name],
    )
    when_left(cursor, f'DROP DATABASE IF EXISTS "{name}"')


def copy(cursor: CursorWrapper, name: str, source: str) -> None:
    """Make a database with all that is in another one: file by file, a fifth of what copying by way of the log takes."""
    when_left(cursor, f'CREATE DATABASE "{name}" TEMPLATE "{source}" STRATEGY FILE_COPY')


def when_left(cursor: CursorWrapper, statement: str) -> None:
    """Do what nobody may be connected for.

    The server asks autovacuum to leave and waits five seconds for it, which is too short for a busy machine.
    """
    for _ in range(MOST_WAITS):
        try:
            cursor.execute(statement)
        except (OperationalError, psycopg.errors.ObjectInUse) as problem:
            if not isinstance(problem.__cause__ or problem, psycopg.errors.ObjectInUse):
                raise
        else:
            return
    cursor.execute(statement)


def _copied(cursor: CursorWrapper, source: str) -> str:
    name = COPY + secrets.token_hex(6)
    cursor.execute("SELECT pg_advisory_lock(hashtextextended(%s, 0))", [name])
    copy(cursor, name, source)
    return name


def _source_of(cursor: CursorWrapper, world: str) -> str:
    """The database to copy for a world, made where it is missing: call it alone."""
    from tests import worlds

    template = _made(
        cursor, TEMPLATE, _digest_of_migrations(), "template1", lambda: call_command("migrate", verbosity=0)
    )
    if world == EMPTY:
        return template
    return _made(cursor, f"{WORLD}{world}_", digest_of_code(), template, lambda: worlds.build(world))


def _made(cursor: CursorWrapper, prefix: str, digest: str, source: str, fill: Callable[[], object]) -> str:
    """The database of this digest, in place of those of others."""
    name = prefix + digest
    found = _own(cursor, prefix)
    for stale in found - {name}:
        drop(cursor, stale)
    if name not in found:
        # Renamed at the end: a run that is killed half-way leaves nothing half made.
        unfinished = f"{prefix}unfinished"
        copy(cursor, unfinished, source)
        before = connection.settings_dict["NAME"]
        connect_to(unfinished)
        try:
            fill()
        finally:
            connect_to(before)
        when_left(cursor, f'ALTER DATABASE "{unfinished}" RENAME TO "{name}"')
    return name


def _drop_abandoned(cursor: CursorWrapper, ours: set[str]) -> None:
    """Drop the copies of runs that were killed: nobody holds their lock any more."""
    for name in _own(cursor, COPY) - ours:
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


def _tables_with_pages() -> set[str]:
    """Tables into which something was written since they were made or emptied."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT oid::regclass::text FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
            " AND pg_relation_size(oid) > 0"
        )
        return {name for (name,) in cursor.fetchall()}


def _has_rows(table: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT EXISTS (SELECT FROM {table})")
        return cursor.fetchone()[0]


def _digest_of_migrations() -> str:
    """Differs where a migration differs, or what a migration imports from us, or the Django that runs it."""
    from django.db.migrations.loader import MigrationLoader

    modules = {migration.__module__ for migration in MigrationLoader(None).disk_migrations.values()}
    sources = {_source(module) for module in modules}
    return _digest(sources | {_source(name) for source in sources for name in _imported(source)})


def digest_of_code(*others: Path) -> str:
    """Differs where anything differs that could take part in building a world, or these files."""
    kinds = {".py", ".csv", ".json", ".sql"}
    files = {path for path in (ROOT / "src" / "hoshin").rglob("*") if path.suffix in kinds}
    worlds = ROOT / "tests" / "worlds.py"
    return _digest(files | {worlds, *others} | {_source(name) for name in _imported(worlds, ("tests.", "bench."))})


def _digest(files: set[Path]) -> str:
    digest = hashlib.sha256(django.__version__.encode())
    for path in sorted(files):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _imported(source: Path, ours: str | tuple[str, ...] = "hoshin.") -> set[str]:
    """The modules of ours that a file imports."""
    names = set()
    for statement in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
        if isinstance(statement, ast.Import):
            names |= {alias.name for alias in statement.names}
        elif isinstance(statement, ast.ImportFrom):
            names.add(statement.module or "")
    return {name for name in names if name.startswith(ours)}


def _source(module: str) -> Path:
    spec = importlib.util.find_spec(module)
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin)
