"""What is said to the server itself: whether it answers, the role and database of the application, who is connected."""

import time

import psycopg
from psycopg import sql

from hoshin.embedded.cluster import APP_ROLE, DATABASE, SUPERUSER
from hoshin.embedded.postmaster import Postmaster


def answers(postmaster: Postmaster) -> bool:
    """Whether the application's database can be connected to; costs a few milliseconds."""
    if not postmaster.socket_folder:
        return False
    try:
        _connected(postmaster, APP_ROLE, DATABASE, 5).close()
    except psycopg.OperationalError:
        return False
    return True


def create_database(postmaster: Postmaster) -> None:
    """The application's role is no superuser and may not pass by row-level security; it owns its database."""
    role, name = sql.Identifier(APP_ROLE), sql.Identifier(DATABASE)
    with _once_started(postmaster) as connection:
        if connection.execute("select 1 from pg_roles where rolname = %s", [APP_ROLE]).fetchone() is None:
            connection.execute(
                sql.SQL("create role {} login createdb nosuperuser nobypassrls nocreaterole").format(role)
            )
        if connection.execute("select 1 from pg_database where datname = %s", [DATABASE]).fetchone() is None:
            connection.execute(sql.SQL("create database {} owner {}").format(name, role))


def has_sessions(postmaster: Postmaster) -> bool:
    """Whether somebody is connected, by whatever way they came; taken for granted where the server does not say."""
    others = "select 1 from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()"
    try:
        with _connected(postmaster, SUPERUSER, "postgres", 5) as connection:
            return connection.execute(others).fetchone() is not None
    except psycopg.OperationalError:
        return True


def _once_started(postmaster: Postmaster) -> psycopg.Connection:
    """A connection of the superuser; waits while the server recovers from a sudden end of one of its processes."""
    deadline = time.monotonic() + 60
    while True:
        try:
            return _connected(postmaster, SUPERUSER, "postgres", 60)
        except psycopg.OperationalError as error:
            is_starting = any(words in str(error) for words in ("starting up", "in recovery", "not yet accepting"))
            if not is_starting or time.monotonic() > deadline:
                raise
            time.sleep(0.2)


def _connected(postmaster: Postmaster, user: str, database: str, seconds: int) -> psycopg.Connection:
    return psycopg.connect(
        host=postmaster.socket_folder,
        port=postmaster.port,
        user=user,
        dbname=database,
        autocommit=True,
        connect_timeout=seconds,
    )
